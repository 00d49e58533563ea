package progress

import "strconv"

// valueAt is a number that may be the value of a target.
type valueAt struct {
	first, last int // tokens
	clause      int
	value       float64
	unit        string
	own         bool // in the target's unit
	bare        bool // without a unit
	unclear     bool // it can be read in two ways
	ranged      bool // "20-22%"
	bounded     bool // "dưới 20%"
	opposite    bool // "giảm 3%" of a growth
	differs     bool // it is the difference to another value: "giảm 0,8%"
	from        bool // "từ 22,1%" before "xuống 21,3%"

	year     int
	part     string
	named    bool // its year stands with it
	relative bool // "năm ngoái 22,1%"
	compared bool // another value is compared with it
}

// findValues finds the numbers of a segment that may be values, in order.
func (g *measuring) findValues() {
	for n, c := range g.m.clauses {
		end := min(c.end, g.s.last)
		for i := max(c.start, g.s.first); i < end; {
			v := g.numberAt(i, end)
			if v == nil || g.inSource(i) || g.inYear(i) || !g.stated(c, i) || g.withinAnother(n, i) {
				i++
				continue
			}
			v.clause = n
			v.from = g.m.follows(v.first, g.vocabulary.Opens)
			v.bounded = g.m.follows(v.first, g.vocabulary.Below)
			v.opposite = g.turnsRound(v)
			v.differs = g.m.follows(v.first, g.vocabulary.More) || g.m.contextBefore(i, n).within(change, 2) && !v.from && !g.m.follows(v.first, g.vocabulary.Reaches)
			if i = v.last; v.differs && !g.changing() {
				continue
			}
			g.values = append(g.values, v)
		}
	}
}

// numberAt reads a number with its unit at a token; nil for a number that counts time, numbers something or is part of a name.
func (g *measuring) numberAt(at, end int) *valueAt {
	m := g.m
	t := m.tokens[at]
	if t.kind != number || m.echoed[at] {
		return nil
	}
	v := &valueAt{first: at, last: at + 1, value: t.value}
	if value, ok := g.spokenDecimal(at, end); ok {
		v.value, v.last = value, at+3
	}
	if at+2 < end && m.tokens[at+1].kind == mark && g.joinsRange(at+1) && m.tokens[at+2].kind == number {
		v.ranged, v.last = true, at+3
	}
	unit := g.unitAfter(v.last, end)
	if _, n := m.wholeAt(v.last, end); unit.length == 0 && n > 0 {
		v.last += n // "45/142 xã"
		unit = g.unitAfter(v.last, end)
	}
	v.ranged = v.ranged && unit.own
	if !unit.kin && (m.masked[at] || m.isTime(at+1) && !g.inYear(at+1) || m.numbersSomething(at) || m.partsOf(at+1)) {
		return nil
	}
	if m.masked[at] && unit.length < 3 { // "21g/ngày" looks like a time of the day
		return nil
	}
	v.value, v.unit, v.own, v.bare = rounded(v.value*unit.times), unit.text, unit.own, unit.text == ""
	v.last += unit.length
	if v.unclear = t.unclear && !g.unit.isPercent() && !g.vocabulary.Measured[g.unit.noun[0].text]; v.unclear {
		v.value = ungroup(v.value)
	}
	if g.negative(at) {
		v.value = -v.value
		v.first--
	}
	return v
}

// spokenDecimal reads "21 phẩy 3".
func (g *measuring) spokenDecimal(at, end int) (value float64, ok bool) {
	m := g.m
	if at+2 >= end || m.tokens[at+2].kind != number {
		return 0, false
	}
	if point, _ := g.vocabulary.Numerals.Point.at(m.tokens[at+1 : at+2]); point == nil {
		return 0, false
	}
	value, err := strconv.ParseFloat(m.tokens[at].text+"."+m.tokens[at+2].text, 64)
	return value, err == nil
}

// turnsRound reports whether the words before a value turn round what the target measures: "giảm 3%" where it measures a growth.
func (g *measuring) turnsRound(v *valueAt) bool {
	const reach = 3
	against := g.vocabulary.Falls
	switch name := tokenize(normalize(g.target.Name), nil); {
	case anyOf(g.vocabulary.Falls, name):
		against = g.vocabulary.Rises
	case !anyOf(g.vocabulary.Rises, name):
		return false
	}
	return g.m.stands(against, max(v.first-reach, g.m.clauses[v.clause].start), v.first)
}

// anyOf reports whether one of the phrases stands in some tokens.
func anyOf(list phrases, tokens []token) bool {
	for i := range tokens {
		if found, _ := list.at(tokens[i:]); found != nil {
			return true
		}
	}
	return false
}

// joinsRange reports whether a mark stands between the two ends of a range.
func (g *measuring) joinsRange(at int) bool {
	text := g.m.tokens[at].text
	return text == "-" || text == "–"
}

// negative reports whether a number is less than nothing: "-3%", "âm 3%". A hyphen between two words is none.
func (g *measuring) negative(at int) bool {
	m := g.m
	if at == 0 {
		return false
	}
	if minus, _ := g.vocabulary.Minus.at(m.tokens[at-1 : at]); minus != nil {
		return true
	}
	apart := at < 2 || m.tokens[at-2].end < m.tokens[at-1].start || m.tokens[at-2].kind == mark
	return m.tokens[at-1].text == "-" && m.tokens[at-1].end == m.tokens[at].start && apart
}

// stated reports whether a clause states what stands at a token. What is only planned is not stated; an estimate is.
func (g *measuring) stated(c clause, at int) bool {
	switch c.intent {
	case states:
		return at < c.plansFrom || g.estimates(c)
	case plans:
		return g.estimates(c)
	}
	return false
}

// estimates reports whether a clause that looks ahead gives an estimate and no plan: "ước năm 2026 đạt 20,5%".
func (g *measuring) estimates(c clause) bool {
	return !c.obliged && g.m.labelsWithin(c.start, c.end)&future == 0 && g.m.stands(g.vocabulary.Projections, c.start, c.end)
}

// withinAnother reports whether a word such as "trong đó" makes a number a part of the value before it.
func (g *measuring) withinAnother(clause, at int) bool {
	first := clause
	for first > 0 && g.m.clauses[first-1].sentence == g.m.clauses[clause].sentence && g.m.clauses[first-1].start >= g.s.first {
		first--
	}
	return g.m.labelsWithin(g.m.clauses[first].start, at)&within != 0
}

// inYear reports whether a token belongs to what names a year.
func (g *measuring) inYear(at int) bool {
	for _, y := range g.years {
		if at >= y.first && at < y.last {
			return true
		}
	}
	return false
}

// estimated reports whether the words around a value make it an estimate.
func (g *measuring) estimated(v *valueAt) bool {
	m := g.m
	if m.contextBefore(v.first, v.clause).within(estimate, 3) {
		return true
	}
	from := g.scope(v)
	c := m.clauses[v.clause]
	if m.stands(g.vocabulary.Projections, from, v.first) || m.stands(g.vocabulary.Projections, v.last, c.end) {
		return true
	}
	if next := v.clause + 1; next < len(m.clauses) && m.clauses[next].open == '(' && m.clauses[next].start == c.end+1 {
		return m.stands(g.vocabulary.Projections, m.clauses[next].start, m.clauses[next].end)
	}
	return false
}

// scope returns where the words begin that bear on a value: with the clause of its year or its own, and with what a bracket or a
// colon ends before that, but behind the value before.
func (g *measuring) scope(v *valueAt) int {
	m, n := g.m, v.clause
	for _, y := range g.years {
		if y.last <= v.first {
			n = min(v.clause, max(y.clause, g.clauseBehind(v)))
		}
	}
	for n > 0 && (m.clauses[n].open == '(' || m.clauses[n].open == ':') && m.clauses[n-1].end == m.clauses[n].start-1 {
		n--
	}
	return max(m.clauses[n].start, g.endBefore(v), g.s.first)
}

// endBefore returns where the number before a value ends.
func (g *measuring) endBefore(v *valueAt) int {
	end := g.s.first
	for _, other := range g.values {
		if other.last <= v.first {
			end = max(end, other.last)
		}
	}
	return end
}

// clauseBehind returns the clause in which the number before a value ends.
func (g *measuring) clauseBehind(v *valueAt) int {
	n := 0
	for _, other := range g.values {
		if other.last <= v.first {
			n = other.clause
		}
	}
	return n
}
