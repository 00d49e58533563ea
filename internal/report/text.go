package report

import (
	"html"
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"

	"chutri/internal/plan"
	"chutri/internal/texts"
)

// Sizes of what a person sees at once.
const (
	pageUnits  = 3000 // UTF-16 units of a page, with its markup; the service takes 4,096
	firstItems = 3    // of a list on the first page
	wholeList  = math.MaxInt
)

// Text puts figures into words: pages of HTML for a chat, each at most pageUnits long. The first page is the whole digest
// on one screen; each list that it had to cut follows in full on pages of its own.
func Text(f Figures, register *plan.Register, say texts.Speaker) []string {
	w := newWriter(f, register, say)
	sections := w.sections()
	items := firstItems
	first := w.digest(sections, items)
	for units(first) > pageUnits && items > 0 {
		items--
		first = w.digest(sections, items)
	}
	pages := []string{first}
	for _, s := range sections {
		if len(s.lines) > s.shown(items) {
			pages = append(pages, w.pages(s)...)
		}
	}
	return pages
}

// Plain puts figures into words without markup and with every list in full, for a terminal or a file.
func Plain(f Figures, register *plan.Register, say texts.Speaker) string {
	w := newWriter(f, register, say)
	return html.UnescapeString(markup.ReplaceAllString(w.digest(w.sections(), wholeList), ""))
}

// markup matches the tags of a text; every other "<" in it is escaped.
var markup = regexp.MustCompile(`</?[a-z]+>`)

// writer puts one report into words.
type writer struct {
	figures   Figures
	register  *plan.Register
	say       texts.Speaker
	standings map[string]Standing
}

func newWriter(f Figures, register *plan.Register, say texts.Speaker) writer {
	w := writer{figures: f, register: register, say: say, standings: make(map[string]Standing, len(f.Standings))}
	for _, s := range f.Standings {
		w.standings[s.Task] = s
	}
	return w
}

// digest writes the report with at most items lines of each list.
func (w writer) digest(sections []section, items int) string {
	lines := w.summary()
	for _, s := range sections {
		lines = append(lines, "", w.say.Say("report.section_title", texts.Data{"Title": s.title}))
		shown := s.shown(items)
		lines = append(lines, s.lines[:shown]...)
		if rest := len(s.lines) - shown; rest > 0 {
			lines = append(lines, w.say.Say(s.more, texts.Data{"Count": rest}))
		}
	}
	issued := w.figures.IssuedAt
	lines = append(lines, "", w.say.Say("report.issued", texts.Data{"Time": issued.Format("15:04"), "Date": day(issued)}))
	return strings.Join(lines, "\n")
}

// pages writes a whole list, as many pages as it takes.
func (w writer) pages(s section) []string {
	title := texts.Data{"Period": PeriodName(w.figures.Period, w.say), "Title": s.title}
	page := w.say.Say("report.page_title", title)
	var pages []string
	for _, line := range s.lines {
		if units(page)+units(line)+1 > pageUnits {
			pages = append(pages, page)
			page = w.say.Say("report.page_title_next", title)
		}
		page += "\n" + line
	}
	return append(pages, page)
}

// summary writes the figures themselves.
func (w writer) summary() []string {
	lines := []string{w.headline(), w.scope()}
	for _, paragraph := range w.figures.Opening.In(w.say) {
		lines = append(lines, w.say.Say("report.opening", texts.Data{"Text": paragraph}))
	}
	if w.figures.Total == 0 {
		return append(lines, w.say.Say("report.no_tasks", nil))
	}
	lines = append(lines, w.counts()...)
	if shared := w.shared(); shared > 0 {
		lines = append(lines, w.say.Say("report.shared", texts.Data{"Number": shared}))
	}
	lines = append(lines, w.rates()...)
	if len(w.figures.Ended) > 0 {
		lines = append(lines, w.say.Say("report.ended", texts.Data{"Plans": strings.Join(w.planNames(w.figures.Ended), "; ")}))
	}
	return lines
}

// shared returns how many of an agency's tasks are led by a collective that it belongs to, not by its own name.
func (w writer) shared() int {
	count := 0
	for _, s := range w.figures.Standings {
		if task, _ := w.register.Task(s.Task); w.figures.Agency != "" && !task.LedBy(w.figures.Agency) {
			count++
		}
	}
	return count
}

func (w writer) headline() string {
	data := texts.Data{"Period": PeriodName(w.figures.Period, w.say)}
	if len(w.figures.Updates) == 0 {
		return w.say.Say("report.headline_empty", data)
	}
	data["Count"], data["Completed"] = len(w.figures.Updates), len(w.figures.Completed)
	return w.say.Say("report.headline", data)
}

func (w writer) scope() string {
	return w.say.Say("report.scope", texts.Data{"Scope": w.scopeName()})
}

// scopeName names what the report is about, without HTML.
func (w writer) scopeName() string {
	var names []string
	if p, ok := w.register.Plan(w.figures.Plan); ok {
		names = append(names, p.Short)
		if part, ok := p.Part(w.figures.Part); ok {
			names = append(names, w.say.Plain("report.part", texts.Data{"Part": part.ID, "Title": part.Title}))
		}
	} else {
		names = append(names, w.say.Plain("report.scope_all", nil))
	}
	if w.figures.Agency != "" {
		names = append(names, w.register.AgencyName(w.figures.Agency))
	}
	return strings.Join(names, " · ")
}

// counts writes how many tasks have each status, and how that has changed.
func (w writer) counts() []string {
	f := w.figures
	total := "report.total"
	var lines []string
	for _, status := range Statuses {
		change := f.ByStatus[status] - f.Before[status]
		if f.ByStatus[status] == 0 && change == 0 {
			continue
		}
		key, data := "report.count", texts.Data{"Status": w.status(status), "Number": f.ByStatus[status]}
		if change != 0 {
			total = "report.total_changes"
			key, data["Change"] = "report.count_change", w.say.Signed(float64(change))
		}
		lines = append(lines, w.say.Say(key, data))
	}
	return append([]string{w.say.Say(total, texts.Data{"Number": f.Total})}, lines...)
}

// rates writes both rates, the classes and the flags.
func (w writer) rates() []string {
	f := w.figures
	done := f.ByStatus[plan.Done]
	lines := []string{w.say.Say("report.rates", texts.Data{
		"OfAll": percent(f.Rates.DoneOfAll), "OfDue": percent(f.Rates.DoneOfDue),
		"Done": done, "Total": f.Total, "Due": done + f.Classes[OpenLate],
	})}
	if done > 0 {
		lines = append(lines, w.say.Say("report.classes_done",
			texts.Data{"OnTime": f.Classes[DoneOnTime], "Late": f.Classes[DoneLate]}))
	}
	if f.Classes[OpenOnTime]+f.Classes[OpenLate] > 0 {
		lines = append(lines, w.say.Say("report.classes_open",
			texts.Data{"OnTime": f.Classes[OpenOnTime], "Late": f.Classes[OpenLate]}))
	}
	if f.NoDueDate > 0 {
		lines = append(lines, w.say.Say("report.no_due_date", texts.Data{"Number": f.NoDueDate}))
	}
	if len(f.SilentTasks) > 0 {
		lines = append(lines, w.say.Say("report.silent_tasks",
			texts.Data{"Days": f.SilentDays, "Number": len(f.SilentTasks)}))
	}
	return lines
}

func (w writer) planNames(ids []string) []string {
	names := make([]string, len(ids))
	for i, id := range ids {
		p, _ := w.register.Plan(id)
		names[i] = p.Short
	}
	return names
}

func (w writer) status(s plan.Status) string { return w.say.Plain("status."+string(s), nil) }

// percent returns a rate in percent with two decimals, never 100 for what is not all.
func percent(rate float64) float64 {
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(rate*100, 'f', 2, 64), 64)
	if rate < 1 {
		return math.Min(rounded, 99.99)
	}
	return rounded
}

// units returns the length of a text as the chat service counts it.
func units(text string) int { return len(utf16.Encode([]rune(text))) }
