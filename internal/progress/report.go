package progress

import (
	"strings"

	"chutri/internal/plan"
)

// report reads what a segment says about one task; "" where the task is open.
func (r *Reader) report(m *message, s segment, task string) Report {
	report := Report{Task: task, Text: m.part(s), stated: m.statesWords(s)}
	if known, ok := r.register.Task(task); ok {
		m.maskEcho(s.first, s.last, known)
	}
	figures := r.figures(m, s, task)
	if percents := r.percents(m, figures, task); len(percents) > 0 {
		value := percents[0].value
		report.Percent, report.PercentEstimate = &value, percents[0].approximate()
		report.Doubts = append(report.Doubts, twoPercents(m, percents)...)
	}
	report.Quantities = r.quantities(figures, report.Percent)
	if report.Percent == nil {
		report.Quantities = append(report.Quantities, r.percentOfSpan(m, figures, task)...)
	}
	evidence := r.evidenceOf(m, s, report, figures)
	if same := m.unchanged(s); m.onlyUnchanged(s, same, evidence.events, figures) {
		report.Unchanged = true
	} else {
		evidence.events = withoutSame(evidence.events, same)
	}
	report.Status, report.StatusGiven = evidence.status()
	report.counted = len(evidence.events) == 0
	report.vague, report.begun = evidence.vague(), evidence.begun || len(evidence.events) > 0
	report.Obstacle = m.obstacle(s, evidence.events)
	report.Next = m.next(s)
	if report.Status == plan.Done {
		report.Finished = m.finishedOn(s, evidence.events)
	}
	report.Doubts = append(report.Doubts, r.doubts(m, report, evidence.events, figures)...)
	return report
}

// part returns the text of a segment without the marks around it, with the head of the list that it stands in.
func (m *message) part(s segment) string {
	text := strings.Trim(m.words(s.first, s.last), " \n\t,;•-–—+*")
	if s.underHead() && s.head.lists {
		return m.words(s.head.first, s.head.last) + ": " + text
	}
	return text
}

// statesWords reports whether a clause of the segment states something in words.
func (m *message) statesWords(s segment) bool {
	for _, c := range m.clauses {
		if c.intent != states {
			continue
		}
		for i := max(c.start, s.first); i < min(c.plansFrom, s.last); i++ {
			if m.tokens[i].kind == word && !m.masked[i] {
				return true
			}
		}
	}
	return false
}

// asUpdate reports whether a report holds anything to record.
func (r Report) asUpdate() bool {
	return r.StatusGiven || r.Unchanged || r.Percent != nil || len(r.Quantities) > 0 || r.Measured != nil
}

// FromFigures reports whether a report's status follows from its figures alone, and no word says how the task stands.
func (r Report) FromFigures() bool { return r.StatusGiven && r.counted }

// shared copies the status of another part of the message to a report that has none of its own.
func (r *Report) shared(from Report) {
	if !r.asUpdate() && from.StatusGiven && from.Status != plan.NotReported {
		r.Status, r.StatusGiven = from.Status, true
	}
}
