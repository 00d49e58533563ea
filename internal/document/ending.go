package document

import (
	"strconv"
	"strings"

	"chutri/internal/plan"
	"chutri/internal/report"
	"chutri/internal/texts"
)

// signature writes the recipients beside the place to sign.
func (w *writer) signature() {
	recipients := []paragraph{styled("RecipientsTitle", w.say.Plain("document.recipients", nil))}
	named := w.office.Recipients
	if len(named) == 0 {
		named = []string{w.blank("")}
	}
	for _, name := range named {
		recipients = append(recipients, styled("Recipient", w.say.Plain("document.recipient", texts.Data{"Name": name})))
	}
	recipients = append(recipients, styled("Recipient", w.say.Plain("document.archive", nil)))
	signer := []paragraph{styled("Signer", strings.ToUpper(w.blank(w.office.SignerTitle)))}
	for range signatureLines {
		signer = append(signer, styled("Signer", ""))
	}
	signer = append(signer, styled("Signer", w.blank(w.office.SignerName)))
	t := newTable(false, bodyWidth/2, bodyWidth/2)
	t.addLists(&rowProperties{Whole: &empty{}}, recipients, signer)
	w.blocks = append(w.blocks, styled("Closing", ""), t)
}

// signatureLines is the room for a signature and a seal.
const signatureLines = 4

// annex writes the table of the tasks that have been reported on, and says how many have not.
func (w *writer) annex() {
	w.write("Title", "annex", nil)
	w.blocks = append(w.blocks, styled("Subject", w.subject()))
	w.write("AnnexNote", "annex_note", texts.Data{"Number": w.blank(w.office.Number), "Symbol": w.blank(w.office.Symbol), "Date": report.Day(w.day())})
	t := newTable(true, shares(annexWidth, 4, 23, 15, 14, 20, 9, 15)...)
	t.add(&rowProperties{Whole: &empty{}, Head: &empty{}}, w.heads("order", "task", "document", "lead", "coordinating", "due", "result")...)
	for _, s := range w.figures.Standings {
		if s.Status != plan.NotReported || s.Moved != nil {
			t.add(nil, w.annexRow(len(t.Rows), s)...)
		}
	}
	if len(t.Rows) > 1 {
		w.blocks = append(w.blocks, t, styled("End", ""))
	}
	if rest := w.figures.Total - (len(t.Rows) - 1); rest > 0 {
		w.write("Body", "annex_rest", texts.Data{"Count": rest})
	}
}

// heads returns the names of columns.
func (w *writer) heads(names ...string) []paragraph {
	var heads []paragraph
	for _, name := range names {
		heads = append(heads, styled("CellHead", w.say.Plain("document.column."+name, nil)))
	}
	return heads
}

// annexRow writes one task: what, by which document, who, until when, and with what result.
func (w *writer) annexRow(number int, s report.Standing) []paragraph {
	task, _ := w.register.Task(s.Task)
	due := w.say.Plain("document.no_due_date", nil)
	if !s.Due.IsZero() {
		due = report.Day(s.Due)
	}
	return []paragraph{
		styled("CellCentre", strconv.Itoa(number)), styled("Cell", w.say.Plain("document.item.bare_cell", texts.Data{"ID": s.Task, "Title": task.Title})),
		styled("Cell", task.Source), styled("Cell", w.agencies(task.Lead)), styled("Cell", strings.Join(w.register.AgencyNames(task.Coordinating), "; ")),
		styled("CellCentre", due), styled("Cell", w.result(s)),
	}
}

// result says how far a task is: its class, status and figures, and what stands in the way.
func (w *writer) result(s report.Standing) string {
	if s.Latest == nil {
		return w.words.Status(s.Status)
	}
	lines := []string{w.words.Progress(s.Latest.Content)}
	if s.Class != "" {
		lines = append(lines, w.words.Class(s.Class))
	}
	if s.Status == plan.Blocked {
		lines = append(lines, report.Shorten(w.words.Reason(*s.Latest), reasonRunes))
	}
	return strings.Join(lines, "\n")
}
