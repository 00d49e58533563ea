package progress

// How far words around a figure bear on it, in tokens.
const (
	reachBefore = 9
	reachAfter  = 5
)

// context holds the labels around a figure with their distance in tokens, 1 for the nearest word.
type context []labelAt

type labelAt struct {
	labels   label
	distance int
}

// near returns the distance of the nearest word with one of the labels, or 0.
func (c context) near(labels label) int {
	for _, at := range c {
		if at.labels&labels != 0 {
			return at.distance
		}
	}
	return 0
}

// within reports whether a word with one of the labels is at most that far away.
func (c context) within(labels label, distance int) bool {
	near := c.near(labels)
	return near > 0 && near <= distance
}

// contextBefore gathers the labels before a figure, the nearest first, back to another figure or the clause's beginning. A
// word right before "(" or ":" still bears on what follows: "chỉ tiêu: 90 lớp", "kế hoạch (120 km)".
func (m *message) contextBefore(first, clause int) context {
	var c context
	at := m.clauses[clause]
	i, ids := first-1, 0 // the tokens of ids between do not count
	for ; i >= at.start && first-i <= reachBefore+ids; i-- {
		if m.masked[i] {
			ids++
		}
		if m.tokens[i].kind == number && !m.masked[i] && !m.numbersSomething(i) && !m.datesTarget(i) {
			return c
		}
		if m.labels(i)&remaining != 0 && i+1 < first && m.masked[i+1] {
			continue // "còn BV-173 mới 36%"
		}
		c = m.addLabels(c, i, first-i-ids)
	}
	if i < at.start && (at.open == '(' || at.open == ':') && clause > 0 {
		previous := m.clauses[clause-1]
		if last := previous.end - 1; previous.end == at.start-1 && last >= 0 && (at.open == '(' || m.labels(last)&done == 0) {
			if isYear(m.tokens[last]) && m.vocabulary.labelsOf(m.tokens[last-1])&calendar != 0 && m.labelsWithin(previous.start, last)&target != 0 {
				return append(c, labelAt{labels: target, distance: first - at.start + 1}) // "chỉ tiêu năm 2026: 40 hộ"
			}
			c = m.addLabels(c, last, first-at.start+1)
		}
	}
	return c
}

// datesTarget reports whether a number is the year of a target or of another time: "chỉ tiêu tới 2030 là", "cùng kỳ 2025 là".
func (m *message) datesTarget(at int) bool {
	return isYear(m.tokens[at]) && m.labels(at-1)&(bounds|past|target) != 0
}

// contextAfter gathers the labels after a figure up to another figure, or to a word that compares it with one.
func (m *message) contextAfter(last, end int) context {
	var c context
	for i := last; i < end && i-last < reachAfter; i++ {
		if m.tokens[i].kind == number && !m.masked[i] {
			break
		}
		c = m.addLabels(c, i, i-last+1)
		if m.labels(i)&(change|attained) != 0 {
			break
		}
	}
	return c
}

func (m *message) addLabels(c context, token, distance int) context {
	if labels := m.labels(token); labels != 0 {
		c = append(c, labelAt{labels: labels, distance: distance})
	}
	return c
}

// span finds out which time a figure covers. A word for it holds for the whole clause before the figure, and for the next clause if
// its own has no figure ("Tính từ đầu năm, đã cấp …").
func (m *message) span(f *figure, earlier []figure) {
	mark := func(token int, labels label) bool {
		if labels&cumulative != 0 {
			f.cumulative = true
		} else if labels&periodic != 0 {
			f.periodic, f.spanAt = true, token
		}
		return labels&(cumulative|periodic) != 0
	}
	c := m.clauses[f.clause]
	if m.follows(f.first, m.vocabulary.Becomes) && m.labels(f.first-1)&done == 0 {
		f.cumulative = true // "thêm 3 trường thành 211 trường"
		return
	}
	for _, at := range f.after {
		if !m.leadsToFigure(f.last+at.distance, c.end) && mark(f.last+at.distance-1, at.labels) {
			return
		}
	}
	for i := f.first - 1; i >= c.start; i-- {
		if n := len(earlier) - 1; n >= 0 && earlier[n].last > i {
			f.cumulative, f.periodic, f.spanAt = earlier[n].cumulative, earlier[n].periodic, earlier[n].spanAt
			return
		}
		if mark(i, m.labels(i)) {
			return
		}
	}
	if f.clause == 0 || m.clauses[f.clause-1].sentence != c.sentence {
		return
	}
	previous := m.clauses[f.clause-1]
	if len(earlier) > 0 && earlier[len(earlier)-1].clause == f.clause-1 {
		return
	}
	for i := previous.end - 1; i >= previous.start; i-- {
		if mark(i, m.labels(i)) {
			return
		}
	}
}

// leadsToFigure reports whether behind a word a figure follows soon, which that word then is about: "500 cây, nâng tổng số lên 12.500".
func (m *message) leadsToFigure(at, end int) bool {
	const reach = 5
	for i := at; i < min(at+reach, end); i++ {
		if m.tokens[i].kind == number && !m.masked[i] {
			return true
		}
	}
	return false
}

// fillUnits gives a figure without a counted noun the noun that stands before it ("Số hộ được cấp: 1.250/2.000"), or that of the
// figure before it where both count the same ("tuần này 320 trường hợp, lũy kế 9.450").
func (r *Reader) fillUnits(m *message, list []figure) {
	for i := range list {
		f := &list[i]
		if f.percent || f.unit != "" {
			continue
		}
		if f.unit = r.unitBefore(m, *f); f.unit != "" {
			continue
		}
		related := f.before.within(attained, 1) && i > 0 && m.clauses[list[i-1].clause].sentence == m.clauses[f.clause].sentence
		related = related || i > 0 && list[i-1].among && list[i-1].clause == f.clause && list[i-1].value > f.value // "trong 22 hộ thì 17 đã nhận"
		related = related || f.cumulative || f.periodic || f.before.near(target|total|past|remaining) > 0
		related = related || i > 0 && m.completes(list[i-1], *f) // "kế hoạch 90 lớp, đã mở 68"
		for j := i - 1; related && j >= 0 && f.unit == ""; j-- {
			if !list[j].percent {
				f.unit = list[j].unit
			}
		}
		if i+1 < len(list) && f.unit == "" && f.before.within(target, 2) && f.last == m.clauses[f.clause].end && list[i+1].sentence == f.sentence && !list[i+1].percent {
			f.unit = list[i+1].unit // "chỉ tiêu 90, tới nay 61 HTX"
		}
	}
}

// completes reports whether a bare number at a clause's end is what was done of the plan in the clause before.
func (m *message) completes(planned, f figure) bool {
	return planned.before.near(target) > 0 && !planned.percent && planned.clause == f.clause-1 && f.value <= planned.value &&
		f.last == m.clauses[f.clause].end && f.before.near(perfect|attained|running|only) > 0
}

// unitBefore returns the noun that a word for "number of" introduces before the figure, in its clause or in the one that a
// colon ends.
func (r *Reader) unitBefore(m *message, f figure) string {
	start := m.clauses[f.clause].start
	if f.clause > 0 && m.clauses[f.clause].open == ':' {
		heading := m.clauses[f.clause-1]
		if noun, _, n := r.unitAt(m, heading.start, ""); n > 0 && heading.start+n == heading.end && f.first == start && m.labels(heading.start)&^(neutral|rate) == 0 {
			return noun // "Học viên: 1.312"
		}
		start = heading.start
	}
	for i := f.first - 1; i >= start; i-- {
		if m.tokens[i].kind == number {
			return ""
		}
		if m.labels(i)&ordinal == 0 && m.labels(i)&total == 0 {
			continue
		}
		if unit, _, n := r.unitAt(m, i+1, ""); n > 0 && i+1+n <= f.first {
			return unit
		}
	}
	return ""
}
