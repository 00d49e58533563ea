package progress

import "chutri/internal/plan"

// spanOf returns the time that a figure is of, as the words around it say. "Hôm nay" and the like are no span where they only say when
// something is reported or until when it counts ("hôm nay em báo cáo …", "đến hôm nay"), nor beside a part of a whole or a per cent.
// A span goes on to the next clause of the sentence where that counts something else.
func (m *message) spanOf(f figure, earlier []figure) plan.Span {
	if f.cumulative {
		return plan.SinceStart
	}
	if of, ok := m.periodPlan(f.last, m.clauses[f.clause].end); ok && f.percent {
		return of
	}
	if f.periodic {
		if span, ok := m.spanAt(f); ok {
			return span
		}
	}
	if f.of == nil && m.isAddition(f) {
		return plan.Added
	}
	if n := len(earlier) - 1; n >= 0 && !f.periodic && !f.percent && f.of == nil && earlier[n].span != plan.Added && !earlier[n].percent &&
		earlier[n].clause == f.clause-1 && earlier[n].sentence == f.sentence && !sameUnit(earlier[n], f) {
		return earlier[n].span
	}
	return plan.SinceStart
}

// spanAt returns the span that a figure's periodic phrase gives it, and whether it gives one.
func (m *message) spanAt(f figure) (plan.Span, bool) {
	t := m.tags[m.tagged[f.spanAt]]
	phrase, _ := m.vocabulary.labelled.at(m.tokens[t.start:t.end])
	const until = bounds | cumulative
	if phrase == nil || m.labelsWithin(max(0, t.start-2), t.start)&until != 0 {
		return plan.SinceStart, false
	}
	if f.percent && m.clauseOf(t.start) != f.clause || (f.percent || f.of != nil) && !m.vocabulary.WithinSpan[phrase.text] {
		return plan.SinceStart, false
	}
	if n := m.clauseOf(t.start); t.start < f.first && n >= 0 && m.stands(m.vocabulary.Recording, m.clauses[n].start, f.first) {
		return plan.SinceStart, false
	}
	if span, known := m.vocabulary.Spans[phrase.text]; known {
		return span, true
	}
	return plan.Added, true
}

// isAddition reports whether "more" stands right before or behind a figure: "mở thêm 3 lớp", "mở thêm được 3 lớp", "mở 3 lớp nữa".
func (m *message) isAddition(f figure) bool {
	for i := max(m.clauses[f.clause].start, f.first-2); i < f.first; i++ {
		more := m.tokens[i].kind == word && m.vocabulary.isMore(m.tokens[i:i+1])
		if more && (i+1 == f.first || m.vocabulary.labelsOf(m.tokens[i+1])&(able|attained) != 0) {
			return true
		}
	}
	return m.standsBehind(m.vocabulary.NoMore, f)
}

// percentOfSpan returns the first per cent that is only of a shorter time: "trong tuần đạt 5%".
func (r *Reader) percentOfSpan(m *message, list []figure, task string) []plan.Quantity {
	for _, f := range r.percentsOf(m, list, task, func(f figure) bool { return f.span != plan.SinceStart }) {
		return []plan.Quantity{{Value: f.value, Unit: plan.PerCent, Estimate: f.approximate(), Span: f.span}}
	}
	return nil
}
