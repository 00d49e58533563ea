package progress

import "slices"

// pair gives each value the year that stands with it.
func (g *measuring) pair() {
	end := g.s.first
	for i, v := range g.values {
		next := g.s.last
		if i+1 < len(g.values) {
			next = g.values[i+1].first
		}
		g.pairOne(i, g.between(end, v.first), g.between(v.last, next))
		end = v.last
	}
}

// between returns the years of a range of tokens that no value has.
func (g *measuring) between(first, last int) []*yearAt {
	var list []*yearAt
	for _, y := range g.years {
		if y.first >= first && y.last <= last && !y.used {
			list = append(list, y)
		}
	}
	return list
}

// pairOne gives a value one of the years before it, back to the number before, or one behind it, up to the next number. Where several
// may be meant it gets none, which is then asked for.
func (g *measuring) pairOne(at int, before, behind []*yearAt) {
	v := g.values[at]
	own := without(before, func(y *yearAt) bool { return y.compared })
	v.compared = len(before) > 0 && len(own) == 0
	if len(own) > 1 && len(own) == g.valuesInRow(at) && g.listed(own) {
		for i, y := range own { // "năm 2024, 2025 lần lượt là 22,1% và 21,3%"
			g.values[at+i].take(y)
		}
		return
	}
	own = g.nearest(v, joinPart(own))
	trailing := without(behind, func(y *yearAt) bool {
		return y.compared || !g.goesWith(v, y) || g.claimed(at, y) && (len(own) > 0 || y.clause != v.clause)
	})
	switch {
	case len(own) > 1:
	case len(own) == 1 && len(trailing) > 0 && trailing[0].year != own[0].year:
	case len(own) == 1:
		v.take(own[0])
	case v.named:
	case len(trailing) > 0:
		v.take(trailing[0])
	case at > 0 && g.values[at-1].year > 0:
		v.year, v.part = g.values[at-1].year, g.values[at-1].part
	case at+1 == len(g.values):
		if left := without(behind, func(y *yearAt) bool { return y.compared }); len(left) == 1 {
			v.take(left[0])
		}
	}
}

// headYear gives the values of a segment that names no year the only one that the message names before all of its tasks.
func (g *measuring) headYear() {
	if len(g.years) > 0 {
		return
	}
	above := &measuring{Reader: g.Reader, m: g.m, s: segment{last: min(g.m.head, g.s.first)}, target: g.target, unit: g.unit}
	above.findSources()
	above.findYears()
	if years := joinPart(above.years); len(years) == 1 && !years[0].compared {
		for _, v := range g.values {
			v.take(years[0])
		}
	}
}

func (v *valueAt) take(y *yearAt) {
	y.used = true
	v.year, v.part, v.named, v.relative = y.year, y.part, true, y.relative
}

// without returns a list without what a test finds.
func without(list []*yearAt, drop func(*yearAt) bool) []*yearAt {
	return slices.DeleteFunc(slices.Clone(list), drop)
}

// joinPart joins a year and a part of one that stand side by side: "năm 2026: 6 tháng đầu năm".
func joinPart(list []*yearAt) []*yearAt {
	if len(list) != 2 || (list[0].year == 0) == (list[1].year == 0) {
		return list
	}
	joined := *list[0]
	joined.year, joined.part = max(list[0].year, list[1].year), list[0].part+list[1].part
	list[0].used, list[1].used = true, true
	return []*yearAt{&joined}
}

// nearest leaves of several years those written as years, and of these the ones in the value's own clause, or in the one before a colon.
func (g *measuring) nearest(v *valueAt, list []*yearAt) []*yearAt {
	for _, drop := range []func(*yearAt) bool{
		func(y *yearAt) bool { return !y.plain },
		func(y *yearAt) bool { return y.clause != v.clause },
		func(y *yearAt) bool { return !g.heads(y, v) },
	} {
		if left := without(list, drop); len(list) > 1 && len(left) > 0 {
			list = left
		}
	}
	return list
}

// heads reports whether a year stands in the clause that a colon ends before a value.
func (g *measuring) heads(y *yearAt, v *valueAt) bool {
	return g.m.clauses[v.clause].open == ':' && y.clause == v.clause-1
}

// goesWith reports whether a year behind a value stands with it: in the same clause, or alone in a bracket.
func (g *measuring) goesWith(v *valueAt, y *yearAt) bool {
	if y.clause == v.clause {
		return true
	}
	c := g.m.clauses[y.clause]
	bracketed := c.open == '(' && y.clause == v.clause+1
	return bracketed && !slices.ContainsFunc(g.values, func(o *valueAt) bool { return o.clause == y.clause })
}

// claimed reports whether the next value follows a year in its clause, so that the year is its own.
func (g *measuring) claimed(at int, y *yearAt) bool {
	if at+1 >= len(g.values) {
		return false
	}
	next := g.values[at+1]
	return next.first >= y.last && (next.clause == y.clause || g.heads(y, next))
}

// listed reports whether nothing but commas and the like stand between years.
func (g *measuring) listed(years []*yearAt) bool {
	for i, y := range years[1:] {
		if !g.m.joined(years[i].last, y.first) {
			return false
		}
	}
	return true
}

// valuesInRow returns how many values follow each other from one on without a year between them.
func (g *measuring) valuesInRow(at int) int {
	n := 1
	for at+n < len(g.values) && len(g.between(g.values[at+n-1].last, g.values[at+n].first)) == 0 {
		n++
	}
	return n
}

// choose drops the numbers that are no measured values: what is aimed at always, and as long as another value remains what this one is
// compared with, or counts something else.
func (g *measuring) choose() {
	g.values = slices.DeleteFunc(g.values, g.aimed)
	for _, beside := range []func(*valueAt) bool{
		func(v *valueAt) bool { return !v.own && !v.bare },
		func(v *valueAt) bool { return v.bare && !v.named },
		func(v *valueAt) bool { return v.differs && !v.named },
		func(v *valueAt) bool { return v.compared },
		func(v *valueAt) bool { return v.relative },
		g.leftBehind,
	} {
		if left := slices.DeleteFunc(slices.Clone(g.values), beside); len(left) > 0 {
			g.values = left
		}
	}
}

// aimed reports whether a number is what is to be reached, or of another time that has no year.
func (g *measuring) aimed(v *valueAt) bool {
	m := g.m
	for i := g.scope(v); i < v.first; i++ {
		labels := m.labels(i)
		if labels == 0 || m.tagged[i] >= 0 && g.namesTarget(m.tags[m.tagged[i]].end) {
			continue
		}
		relative, _ := g.vocabulary.YearNames.at(m.tokens[i:])
		if labels&target != 0 || labels&past != 0 && relative == nil && !g.inYear(i) {
			return true
		}
	}
	return false
}

// namesTarget reports whether the target's id begins at a token: "chỉ tiêu ND-T3".
func (g *measuring) namesTarget(at int) bool {
	return slices.ContainsFunc(g.s.references, func(ref reference) bool { return ref.first == at })
}

// leftBehind reports whether a value is where another one began: "từ 22,1% xuống 21,3%".
func (g *measuring) leftBehind(v *valueAt) bool {
	at := slices.Index(g.values, v)
	if !v.from || at < 0 || at+1 >= len(g.values) {
		return false
	}
	return g.m.stands(g.vocabulary.Turns, v.last, g.values[at+1].first)
}
