package document

import (
	"strconv"
	"strings"
	"time"

	"chutri/internal/ledger"
	"chutri/internal/plan"
	"chutri/internal/report"
	"chutri/internal/texts"
	"chutri/store"
)

// Limits of what the text shows; the annex has the rest.
const (
	items       = 20  // of a list
	reasonRunes = 300 // of an obstacle or a message
)

// writer puts one report into paragraphs and tables.
type writer struct {
	figures  report.Figures
	words    report.Words
	register *plan.Register
	say      texts.Speaker
	office   ledger.Letterhead
	blocks   []any
}

func newWriter(f report.Figures, register *plan.Register, say texts.Speaker, office ledger.Letterhead) *writer {
	return &writer{figures: f, words: report.NewWords(f, register, say), register: register, say: say, office: office}
}

// write adds a paragraph with a text of the catalog.
func (w *writer) write(style, key string, data texts.Data) {
	w.blocks = append(w.blocks, styled(style, w.say.Plain("document."+key, data)))
}

// endSection ends the pages of one layout, in a paragraph too small to need a page of its own.
func (w *writer) endSection(s *section) {
	w.blocks = append(w.blocks, paragraph{Properties: paragraphProperties{Style: &value{"End"}, Section: s}})
}

// blank returns what is known, or a blank to write on.
func (w *writer) blank(known string) string {
	if strings.TrimSpace(known) == "" {
		return w.say.Plain("document.blank", nil)
	}
	return known
}

// subject says what the report is about, in one line.
func (w *writer) subject() string {
	return w.say.Plain("document.subject", texts.Data{"Scope": w.words.Scope(), "Period": w.words.Period()})
}

// head writes the national heading beside the issuing body, number and date, and the title.
func (w *writer) head() {
	upper := func(s string) string { return strings.ToUpper(w.blank(s)) }
	at, day := w.figures.IssuedAt, w.day()
	number := w.say.Plain("document.number", texts.Data{"Number": w.blank(w.office.Number), "Symbol": w.blank(w.office.Symbol)})
	date := w.say.Plain("document.date", texts.Data{
		"Place": w.blank(w.office.Place), "Day": day.Format("02"), "Month": w.say.Plain("document.month."+strconv.Itoa(int(day.Month())), nil), "Year": strconv.Itoa(day.Year()),
	})
	motto := styled("Motto", w.say.Plain("document.motto", nil))
	motto.Runs[0].Properties = &runProperties{Underline: &value{"single"}}
	t := newTable(false, bodyWidth*39/100, bodyWidth*61/100)
	t.addLists(nil,
		[]paragraph{styled("Parent", upper(w.office.Parent)), styled("Issuer", upper(w.office.Name)), styled("Rule", rule)},
		[]paragraph{styled("Nation", w.say.Plain("document.nation", nil)), motto},
	)
	t.add(nil, styled("Number", number), styled("Date", date))
	w.blocks = append(w.blocks, t)
	w.write("Title", "title", nil)
	w.blocks = append(w.blocks, styled("Subject", w.subject()), styled("Rule", rule))
	w.write("Body", "opening", texts.Data{"Period": w.words.Period(), "Scope": w.words.Scope(), "Date": report.Day(at), "Time": at.Format("15:04")})
	for _, paragraph := range w.figures.Opening.In(w.say) {
		w.blocks = append(w.blocks, styled("Body", paragraph))
	}
}

// day returns the day on which the report is signed: as the office sets it, or that on which it is made.
func (w *writer) day() time.Time {
	if day, err := time.Parse(time.DateOnly, w.office.Day); err == nil {
		return day
	}
	return w.figures.IssuedAt
}

// rule is the line below the issuing body and the subject.
const rule = "________"

// list writes a title with the number of its items and the first of them.
func (w *writer) list(key string, ids []string, item func(id string) string) {
	if len(ids) == 0 {
		return
	}
	w.write("Body", key, texts.Data{"Count": len(ids), "Days": w.figures.SilentDays, "Within": w.words.Within()})
	for _, id := range ids[:min(items, len(ids))] {
		w.blocks = append(w.blocks, styled("Item", item(id)))
	}
	if rest := len(ids) - items; rest > 0 {
		w.write("Item", "more", texts.Data{"Count": rest})
	}
}

// item writes a task with who answers for it: the agency of the given report, or its lead agencies.
func (w *writer) item(key, id string, from *store.Progress, data texts.Data) string {
	if data == nil {
		data = texts.Data{}
	}
	task, _ := w.register.Task(id)
	data["ID"], data["Title"], data["Agency"] = id, w.words.Title(id), w.agencies(task.Lead)
	if from != nil {
		data["Agency"] = w.words.Agency(from.Agency)
	}
	return w.say.Plain("document.item."+key, data)
}

// agencies names lead agencies; a damaged source may have lost them.
func (w *writer) agencies(keys []string) string {
	if len(keys) == 0 {
		return w.say.Plain("report.group.none_agency", nil)
	}
	return strings.Join(w.register.AgencyNames(keys), "; ")
}
