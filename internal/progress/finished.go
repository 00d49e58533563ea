package progress

import (
	"slices"
	"time"
)

// Date is a day as far as a text gives it.
type Date struct {
	Day, Month, Year int // Year is 0 where the text leaves it open
}

// DateOf returns the day of a time in its own time zone.
func DateOf(t time.Time) Date {
	year, month, day := t.Date()
	return Date{Day: day, Month: int(month), Year: year}
}

// finishedOn returns the day on which a segment says that its task was finished: "hoàn thành ngày 10/12/2025". It stands in the clause that
// says so, or alone beside it. The date of a document counts where its issue finishes the task. A time limit is no such day, and none is
// taken where two differ.
func (m *message) finishedOn(s segment, events []event) Date {
	found := Date{}
	for _, date := range m.dates {
		first, last := m.tokenRange(date.start, date.end)
		if first < s.first || first >= s.last || date.Day == 0 || !m.tellsWhen(first) {
			continue
		}
		if !slices.ContainsFunc(events, func(e event) bool { return m.finishes(e, first, last) }) {
			continue
		}
		if found != (Date{}) && found != date.Date {
			return Date{}
		}
		found = date.Date
	}
	return found
}

// tellsWhen reports whether the words before a date leave it the day of what the clause tells: not "trước ngày 10/12", "theo Kế hoạch ngày
// 10/12".
func (m *message) tellsWhen(date int) bool {
	n := m.clauseOf(date)
	if n < 0 {
		return false
	}
	at := date
	for at > 0 && m.vocabulary.labelsOf(m.tokens[at-1])&namesDay != 0 {
		at--
	}
	return !m.follows(at, m.vocabulary.Limits) && !m.follows(date, m.vocabulary.Limits) && !m.stands(m.vocabulary.Cites, m.clauses[n].start, date)
}

// finishes reports whether an event that ends the task is what a date is said of.
func (m *message) finishes(e event, first, last int) bool {
	if e.labels&(done|issued) == 0 {
		return false
	}
	n := m.clauseOf(first)
	c := m.clauses[n]
	if n != e.clause {
		beside := (n == e.clause-1 || n == e.clause+1) && c.sentence == m.clauses[e.clause].sentence
		return beside && m.onlyDated(c, first, last)
	}
	return m.labels(e.at)&(issued|signed) != 0 || !m.stands(m.vocabulary.Documents, c.start, first)
}

// onlyDated reports whether a clause has no words but a date and those that lead to it.
func (m *message) onlyDated(c clause, first, last int) bool {
	for i := c.start; i < c.end; i++ {
		leads := m.vocabulary.labelsOf(m.tokens[i])&(namesDay|plansEnd) != 0
		if (i < first || i >= last) && m.tokens[i].kind == word && !m.masked[i] && !leads {
			return false
		}
	}
	return true
}
