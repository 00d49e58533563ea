package progress

import (
	"math"
	"slices"

	"chutri/internal/plan"
)

// percents returns the figures of a segment that say how far its task is in per cent, the surest first. Rates, shares, targets and
// figures of another time are none.
func (r *Reader) percents(m *message, list []figure, task string) []figure {
	return r.percentsOf(m, list, task, func(f figure) bool { return f.span == plan.SinceStart })
}

// percentsOf returns those of the percents that are of a chosen time.
func (r *Reader) percentsOf(m *message, list []figure, task string, chosen func(figure) bool) []figure {
	var sure, likely []figure
	for i, f := range list {
		if !f.percent || !chosen(f) || f.denied || m.ofOnePlace(m.clauses[f.clause]) || m.measuresState(list[:i], f) || m.foreignPercent(f) && !sharedBy(list, f) || outdated(list, f) || comparesTwo(list[:i], f) || f.from && m.nextPercent(list[i+1:], f.clause) {
			continue
		}
		if f.before.near(attained|progressRate|estimate) > 0 || m.ofPlan(f) || m.alone(f) {
			sure = append(sure, f)
		} else if !r.countedAt(m, f.last) && (f.value == 0 || f.value >= 1) && (f.cumulative || !aimed(list)) && r.saidOfTask(m, f, task) {
			likely = append(likely, f)
		}
	}
	if len(sure) == 0 {
		return likely
	}
	if now := slices.DeleteFunc(slices.Clone(sure), func(f figure) bool { return f.forecast }); len(now) > 0 {
		sure = now
	}
	for i, f := range sure {
		if f.cumulative {
			sure[0], sure[i] = sure[i], sure[0]
			break
		}
	}
	return sure
}

// ofPlan reports whether behind a per cent stands what it is a part of, and that is the plan: "48,5% kế hoạch", but not "20% số xã".
func (m *message) ofPlan(f figure) bool {
	count, _ := m.vocabulary.CountOf.at(m.tokens[f.last:])
	return f.after.within(ofPlan, 2) && count == nil
}

// saidOfTask reports whether a per cent that no word makes the task's progress still is: it ends what is said, and what leads to it is a word
// for reaching, for work, or the task's own wording. "Phạt nhà thầu 8% giá trị hợp đồng" and "dân góp 70%" say nothing of the task.
func (r *Reader) saidOfTask(m *message, f figure, task string) bool {
	c := m.clauses[f.clause]
	if behind, _ := m.vocabulary.EndsPercent.at(m.tokens[f.last:c.end]); behind != nil {
		return true // "nhập liệu 73% rồi"
	}
	if f.last < c.end && m.tokens[f.last].kind == word {
		particle, _ := m.vocabulary.Particles.at(m.tokens[f.last : f.last+1])
		behind, _ := m.vocabulary.BehindPercent.at(m.tokens[f.last:c.end])
		if particle == nil && behind == nil && m.labels(f.last)&(status|perfect|compares|past|negates|contrast) == 0 {
			return false
		}
	}
	leads := f.first > c.start && m.tokens[f.first-1].text == "=" || m.follows(f.first, m.vocabulary.LeadsToPercent)
	if leads || m.labelsWithin(max(c.start, f.first-2), f.first)&(only|running|steady) != 0 {
		return true
	}
	return 2*m.strangeWords(r.wording, c, c.start, f.first, task) <= m.wordsWithin(c.start, f.first)
}

// sharedBy reports whether a per cent is just what a figure with its whole makes: "96/164 trường, đạt tỷ lệ 58,5%", "KH 660 buổi, TH 320
// buổi, tỷ lệ 48,5%".
func sharedBy(list []figure, percent figure) bool {
	const rounding = 0.1
	makes := func(part, whole float64) bool {
		return whole > 0 && part < whole && math.Abs(100*part/whole-percent.value) <= rounding
	}
	return slices.ContainsFunc(list, func(f figure) bool {
		if f.of != nil {
			return makes(f.value, *f.of)
		}
		return !f.percent && slices.ContainsFunc(list, func(whole figure) bool {
			return whole.before.near(target) > 0 && !whole.percent && sameUnit(f, whole) && makes(f.value, whole.value)
		})
	})
}

// comparesTwo reports whether a per cent is just what the last two figures make, which count different things: "450 lao động, 380 người
// có việc làm (84,4%)".
func comparesTwo(earlier []figure, percent figure) bool {
	const rounding = 0.06
	n := len(earlier)
	if n < 2 {
		return false
	}
	a, b := earlier[n-1], earlier[n-2]
	return !a.percent && !b.percent && a.of == nil && b.of == nil && a.unit != "" && b.unit != "" && !sameUnit(a, b) && b.value > 0 &&
		math.Abs(100*a.value/b.value-percent.value) <= rounding
}

// foreignPercent reports whether a per cent measures something else than the task's progress.
func (m *message) foreignPercent(f figure) bool {
	done := f.before.near(attained | progressRate)
	switch aim := f.before.near(target); {
	case aim > 0 && (done == 0 || done > aim):
		return true
	case f.before.near(past) > 0 && !f.now, f.after.near(past) > 0, f.after.near(compares) > 0 && f.after.near(ofPlan) == 0:
		return true
	case f.before.within(change, 3), f.before.within(remaining, 3), f.before.near(within) > 0:
		return true
	case f.before.near(compares) > 0 && done == 0, done == 0 && m.setByRule(f.last):
		return true
	}
	start := m.headOf(f.clause)
	labels := m.labelsWithin(start, f.first)
	for i := start; i < f.first; i++ {
		if m.echoed[i] && m.tagged[i] >= 0 { // a rate that the task's title names is still one
			labels |= m.tags[m.tagged[i]].labels & rate
		}
	}
	return (labels&rate != 0 || m.ratesObject(f)) && (labels&progressRate == 0 || m.ratesObject(f)) && !f.after.within(ofPlan, 1)
}

// headOf returns where the words that lead to a clause's figures begin: at the clause before if a colon closes that.
func (m *message) headOf(n int) int {
	c := m.clauses[n]
	if n > 0 && c.open == ':' && m.clauses[n-1].sentence == c.sentence {
		return m.clauses[n-1].start
	}
	return c.start
}

// setByRule reports whether a document follows that sets a rate: "tiết kiệm chi 10% theo Nghị quyết 11".
func (m *message) setByRule(at int) bool {
	if at >= len(m.tokens) {
		return false
	}
	_, n := m.vocabulary.Rules.at(m.tokens[at:])
	document, _ := m.vocabulary.RuleDocuments.at(m.tokens[at+n:])
	return n > 0 && document != nil
}

// ratesObject reports whether "tỷ lệ hoàn thành" before a figure is that of something else than the task: "tỷ lệ hoàn thành chương
// trình tiểu học 99,6%".
func (m *message) ratesObject(f figure) bool {
	for i := f.first - 1; i >= m.clauses[f.clause].start; i-- {
		if m.labels(i)&progressRate == 0 {
			continue
		}
		t := m.tags[m.tagged[i]]
		return t.end-t.start > 2 && t.end < f.first && m.tokens[t.end].kind == word &&
			m.labels(t.end)&^neutral == 0 && f.first-t.end > 1
	}
	return false
}

// aimed reports whether a per cent stands there as a target, so that another one is the same rate.
func aimed(list []figure) bool {
	return slices.ContainsFunc(list, func(f figure) bool { return f.percent && f.before.near(target) > 0 })
}

// wordsWithin counts the words of a range of tokens that no id or date takes.
func (m *message) wordsWithin(first, last int) int {
	words := 0
	for i := first; i < last; i++ {
		if m.tokens[i].kind == word && !m.masked[i] {
			words++
		}
	}
	return words
}

// alone reports whether the clause is hardly more than the figure, and says neither who pays it nor of what it is a share.
func (m *message) alone(f figure) bool {
	const fewWords = 2
	c := m.clauses[f.clause]
	words := m.wordsWithin(c.start, f.first) + m.wordsWithin(f.last, c.end)
	noun, _ := m.vocabulary.Units.at(m.tokens[f.last:c.end])
	if particle, _ := m.vocabulary.Particles.at(m.tokens[f.last:c.end]); particle != nil {
		noun = nil // "60% nha"
	}
	return words <= fewWords && noun == nil && !m.follows(f.first, m.vocabulary.Payers)
}

func (m *message) nextPercent(list []figure, clause int) bool {
	for _, f := range list {
		if f.percent && m.clauses[f.clause].sentence == m.clauses[clause].sentence {
			return true
		}
	}
	return false
}

// approximate reports whether the words before a figure make it an estimate.
func (f figure) approximate() bool {
	return f.estimated || f.forecast || f.before.within(estimate, 3)
}
