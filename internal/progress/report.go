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
	if percents := r.percents(m, figures); len(percents) > 0 {
		value := percents[0].value
		report.Percent, report.PercentEstimate = &value, percents[0].approximate()
		report.Doubts = append(report.Doubts, twoPercents(m, percents)...)
	}
	report.Quantities = r.quantities(figures, report.Percent)
	evidence := r.evidenceOf(m, s, report, figures)
	report.Status, report.StatusGiven = evidence.status()
	report.counted = len(evidence.events) == 0
	report.vague, report.begun = evidence.vague(), evidence.begun || len(evidence.events) > 0
	report.Obstacle = m.obstacle(s, evidence.events)
	report.Next = m.next(s)
	report.Dates = m.datesIn(s)
	report.Doubts = append(report.Doubts, r.doubts(m, report, figures)...)
	return report
}

// part returns the text of a segment without the marks around it.
func (m *message) part(s segment) string {
	return strings.Trim(m.words(s.first, s.last), " \n\t,;•-–—+*")
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

// obstacle returns the words of the clauses that say what stands in the way.
func (m *message) obstacle(s segment, events []event) string {
	for _, e := range events {
		if e.labels&(blocked|hindered|awaitsGuidance) == 0 {
			continue
		}
		c := m.clauses[e.clause]
		first, last := max(c.start, s.first), min(c.end, s.last)
		// The clauses that follow in the sentence say why, unless they speak of something else.
		for n := e.clause + 1; n < len(m.clauses) && m.clauses[n].sentence == c.sentence && m.clauses[n].start < s.last; n++ {
			if next := m.clauses[n]; next.intent == states && m.labelsWithin(next.start, next.end)&(running|done|attained) == 0 {
				last = min(next.end, s.last)
				continue
			}
			break
		}
		for first < last && (m.masked[first] || m.tokens[first].kind == mark) {
			first++
		}
		return strings.TrimSpace(m.words(first, last))
	}
	return ""
}

// next returns the words of the first clause that speaks of what comes.
func (m *message) next(s segment) string {
	for _, c := range m.clauses {
		if c.start >= s.first && c.start < s.last && c.plansFrom < c.end && (c.intent == states || c.intent == plans) {
			return strings.TrimSpace(m.words(c.start, min(c.end, s.last)))
		}
	}
	return ""
}

// datesIn returns the dates of a segment.
func (m *message) datesIn(s segment) []Date {
	var dates []Date
	for _, date := range m.dates {
		if first, _ := m.tokenRange(date.start, date.end); first >= s.first && first < s.last {
			dates = append(dates, date.Date)
		}
	}
	return dates
}

// asUpdate reports whether a report holds anything to record.
func (r Report) asUpdate() bool {
	return r.StatusGiven || r.Percent != nil || len(r.Quantities) > 0 || r.Measured != nil
}

// shared copies the status of another part of the message to a report that has none of its own.
func (r *Report) shared(from Report) {
	if !r.asUpdate() && from.StatusGiven && from.Status != plan.NotReported {
		r.Status, r.StatusGiven = from.Status, true
	}
}
