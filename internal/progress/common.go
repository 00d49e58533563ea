package progress

import "chutri/internal/plan"

// splitCommon makes what a message says stands in the way of all its tasks a segment of its own: "Khó khăn chung: …" before or behind them,
// "Cả 3 nhiệm vụ đều gặp khó khăn về kinh phí".
func (m *message) splitCommon(list []segment) []segment {
	n := len(list) - 1
	if n < 1 || len(list[n].references) == 0 {
		return list
	}
	if s := &list[0]; len(s.references) == 0 && m.commonAt(s.first, s.last) == s.first {
		s.common = true
	}
	s := &list[n]
	if at := m.commonAt(s.references[len(s.references)-1].last, s.last); at >= 0 {
		list = append(list, segment{first: at, last: s.last, common: true})
		list[n].last = at
	}
	return list
}

// commonAt returns where in a range of tokens a clause begins that says what stands in the way of all tasks, or -1.
func (m *message) commonAt(first, last int) int {
	for _, c := range m.clauses {
		if c.start < first || c.start >= last {
			continue
		}
		if common, _ := m.vocabulary.Common.at(m.tokens[c.start:c.end]); common != nil {
			return c.start
		}
		all, _ := m.vocabulary.AllTasks.at(m.tokens[c.start:c.end])
		if all != nil && (m.labelsWithin(c.start, c.end)&(hindered|blocked) != 0 || m.stands(m.vocabulary.Obstacles, c.start, c.end)) {
			return c.start
		}
	}
	return -1
}

// hinder notes in all reports but those of what is done what stands in the way of all.
func hinder(reports []Report, obstacle string) {
	for i := range reports {
		if reports[i].Obstacle == "" && reports[i].Status != plan.Done {
			reports[i].Obstacle = obstacle
		}
	}
}
