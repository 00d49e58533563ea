package progress

import "chutri/internal/plan"

// periodPlan returns the time that a plan is of which a range of tokens begins with or leads to: "kế hoạch quý III", "nhiệm vụ được giao
// trong tuần". Who fulfils such a plan has done a part of the task.
func (m *message) periodPlan(first, end int) (of plan.Span, found bool) {
	const reach = 2
	for i := first; i < min(first+reach, end); i++ {
		planned, n := m.vocabulary.PlanWords.at(m.tokens[i:end])
		if planned == nil || m.masked[i] {
			continue
		}
		at := i + n
		for at < end {
			filler, n := m.vocabulary.PlanFillers.at(m.tokens[at:end])
			if filler == nil {
				break
			}
			at += n
		}
		period, n := m.vocabulary.PlanPeriodNames.at(m.tokens[at:end])
		if period != nil && m.endsName(at+n, end) {
			return m.vocabulary.PlanPeriods[period.text], true
		}
	}
	return plan.SinceStart, false
}

// endsName reports whether at a token the name of a period is at its end, or goes on with a number or a word like "this": "tuần", "quý III",
// "tháng này", but not "tuần lễ".
func (m *message) endsName(at, end int) bool {
	if at >= end || m.tokens[at].kind != word || m.masked[at] || m.ordinalAt(at) > 0 {
		return true
	}
	goesOn, _ := m.vocabulary.PlanFillers.at(m.tokens[at:end])
	return goesOn != nil || m.vocabulary.FunctionWords.folds[m.tokens[at].fold]
}
