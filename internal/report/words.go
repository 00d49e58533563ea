package report

import (
	"time"

	"chutri/internal/plan"
	"chutri/internal/texts"
	"chutri/store"
)

// Words says the pieces of one report, without HTML, for those who lay it out in a form of their own: pictures,
// workbooks, documents. They and the digest so use the same words.
type Words struct {
	w writer
}

// NewWords returns the words for a report.
func NewWords(f Figures, register *plan.Register, say texts.Speaker) Words {
	return Words{w: newWriter(f, register, say)}
}

// Scope names what the report is about: the plan and its part, or all plans, and the agency.
func (w Words) Scope() string { return w.w.scopeName() }

// Period names the period: "Tuần 47/2026 (16/11–22/11)".
func (w Words) Period() string { return PeriodName(w.w.figures.Period, w.w.say) }

// Within says "trong tuần", "trong tháng" …
func (w Words) Within() string { return within(w.w.figures.Period, w.w.say) }

// Next says "tuần tới", "tháng tới" …
func (w Words) Next() string {
	return w.w.say.Plain("report.next."+kindOf(w.w.figures.Period), nil)
}

// Standing returns where a counted task stands; the zero Standing for any other.
func (w Words) Standing(id string) Standing { return w.w.standings[id] }

// Title returns the wording of a task or target.
func (w Words) Title(id string) string { return w.w.title(id) }

// Status names a status.
func (w Words) Status(s plan.Status) string { return w.w.status(s) }

// Class names a class; "" is none and has no name.
func (w Words) Class(c Class) string {
	if c == "" {
		return ""
	}
	return w.w.say.Plain("report.class."+string(c), nil)
}

// Agency names the agency with the given key; "" is the office's own coordinator.
func (w Words) Agency(key string) string { return w.w.agency(key) }

// Progress says a report's status, percent, first quantity since the beginning and first one of a shorter time.
func (w Words) Progress(c store.Content) string { return w.w.progress(c) }

// Change writes a difference with its sign: +2, −3, 0.
func (w Words) Change(difference int) string { return w.w.say.Signed(float64(difference)) }

// Percent writes a rate from 0 to 1: "62,5%". What is not all is never 100%.
func (w Words) Percent(rate float64) string {
	return w.w.say.Plain("report.percent", texts.Data{"Percent": percent(rate)})
}

// Reason returns what stands in the way of a blocked task, in the reporter's words: the obstacle, or the whole message
// where it names none.
func (w Words) Reason(p store.Progress) string { return reason(p) }

// Day writes a date as offices do: 02/01/2006.
func Day(at time.Time) string { return day(at) }

// Shorten puts a text on one line of at most limit letters, cut between words where that is possible.
func Shorten(text string, limit int) string { return shorten(text, limit) }

// GroupName names a group of a report that was grouped in the given way.
func (w Words) GroupName(g Group, by Grouping) string {
	switch {
	case g.Key == "":
		return w.w.say.Plain("report.group.none_"+string(by), nil)
	case by == ByAgency:
		return w.w.register.AgencyName(g.Key)
	}
	if w.w.figures.Plan == "" {
		p, _ := w.w.register.Plan(g.Key)
		return p.Short
	}
	p, _ := w.w.register.Plan(w.w.figures.Plan)
	part, ok := p.Part(g.Key)
	if !ok {
		return w.w.say.Plain("report.group.part", texts.Data{"Part": g.Key})
	}
	return w.w.say.Plain("report.group.part_title", texts.Data{"Part": part.ID, "Title": part.Title})
}

// Register returns the register that the names come from.
func (w Words) Register() *plan.Register { return w.w.register }

// Rate rounds a rate from 0 to 1 as texts show it, to a hundredth of a percent: what is not all is less than 1.
func Rate(rate float64) float64 { return percent(rate) / 100 }
