package document

import (
	"strings"

	"chutri/internal/plan"
	"chutri/internal/report"
	"chutri/internal/texts"
)

// results writes section I: the figures, what was completed and what moved.
func (w *writer) results() {
	f := w.figures
	w.write("Heading1", "results", nil)
	if f.Total == 0 {
		w.write("Body", "no_tasks", nil)
		return
	}
	w.write("Body", "total", texts.Data{
		"Total": f.Total, "Reports": len(f.Updates), "Changed": len(f.Changed), "Completed": len(f.Completed), "Within": w.words.Within(),
	})
	w.statusTable()
	done := f.ByStatus[plan.Done]
	w.write("Body", "rates", texts.Data{
		"OfAll": w.words.Percent(f.Rates.DoneOfAll), "OfDue": w.words.Percent(f.Rates.DoneOfDue),
		"Done": done, "Total": f.Total, "Due": done + f.Classes[report.OpenLate],
	})
	w.write("Body", "classes", texts.Data{
		"DoneOnTime": f.Classes[report.DoneOnTime], "DoneLate": f.Classes[report.DoneLate],
		"OpenOnTime": f.Classes[report.OpenOnTime], "OpenLate": f.Classes[report.OpenLate], "NoDueDate": f.NoDueDate,
	})
	w.list("completed", f.Completed, func(id string) string { return w.item("plain", id, w.words.Standing(id).Latest, nil) })
	w.list("moved", w.moved(), func(id string) string {
		moved := w.words.Standing(id).Moved
		return w.item("progress", id, moved, texts.Data{"Progress": w.words.Progress(moved.Content)})
	})
	w.list("outside", f.Outside, func(id string) string {
		return w.say.Plain("document.item.bare", texts.Data{"ID": id, "Title": w.words.Title(id)})
	})
	w.targets()
	if len(f.Ended) > 0 {
		w.write("Body", "ended", texts.Data{"Plans": strings.Join(w.planNames(f.Ended), "; ")})
	}
}

// moved are the tasks that were reported on, without those that stand in the other lists.
func (w *writer) moved() []string {
	var ids []string
	for _, id := range w.figures.Changed {
		s := w.words.Standing(id)
		if s.Status != plan.Blocked && (s.Status != plan.Done || !w.figures.Period.Holds(s.DoneAt)) {
			ids = append(ids, id)
		}
	}
	return ids
}

// statusTable writes the number of tasks by status and how it has changed.
func (w *writer) statusTable() {
	f := w.figures
	t := newTable(true, shares(bodyWidth, 46, 18, 18, 18)...)
	row := func(name string, number, before int) {
		cells := []paragraph{styled("FigureName", name)}
		for _, figure := range []string{w.say.Number(float64(number)), w.say.Number(float64(before)), w.words.Change(number - before)} {
			cells = append(cells, styled("Figure", figure))
		}
		t.add(&rowProperties{Whole: &empty{}}, cells...)
	}
	t.add(&rowProperties{Whole: &empty{}, Head: &empty{}}, w.heads("status", "number", "before", "change")...)
	for _, status := range report.Statuses {
		row(w.words.Status(status), f.ByStatus[status], f.Before[status])
	}
	row(w.say.Plain("document.column.total", nil), f.Total, f.Total)
	w.blocks = append(w.blocks, t)
}

// shortcomings writes section II: what is late, stuck and silent, and why.
func (w *writer) shortcomings() {
	f := w.figures
	w.write("Heading1", "shortcomings", nil)
	if f.Classes[report.OpenLate]+len(f.Blocked)+len(f.SilentAgencies)+len(f.SilentTasks)+f.ByStatus[plan.NotReported]+w.missed() == 0 {
		w.write("Body", "no_shortcomings", nil)
		return
	}
	if late := f.Classes[report.OpenLate]; late > 0 {
		w.write("Body", "late", texts.Data{"Count": late})
	}
	if never := f.ByStatus[plan.NotReported]; never > 0 {
		w.write("Body", "never", texts.Data{"Count": never})
	}
	w.list("blocked", f.Blocked, func(id string) string {
		latest := w.words.Standing(id).Latest
		return w.item("blocked", id, latest, texts.Data{"Reason": report.Shorten(w.words.Reason(*latest), reasonRunes)})
	})
	w.list("silent_tasks", f.SilentTasks, func(id string) string { return w.item("plain", id, nil, nil) })
	w.missedTargets()
	if len(f.SilentAgencies) > 0 {
		w.write("Body", "silent_agencies", texts.Data{
			"Count": len(f.SilentAgencies), "Within": w.words.Within(), "Agencies": strings.Join(w.register.AgencyNames(f.SilentAgencies), "; "),
		})
	}
}

// tasksAhead writes section III: what falls due, and what the agencies said comes next.
func (w *writer) tasksAhead() {
	w.write("Heading1", "ahead", texts.Data{"Next": strings.ToUpper(w.words.Next())})
	open := false
	var announced []string
	for _, s := range w.figures.Standings {
		if s.Open() && !s.Ended {
			open = true
			if s.Moved != nil && strings.TrimSpace(s.Moved.Next) != "" {
				announced = append(announced, s.Task)
			}
		}
	}
	if !open {
		w.write("Body", "nothing_ahead", nil)
		return
	}
	w.write("Body", "open", nil)
	w.list("due_soon", w.figures.DueSoon, func(id string) string {
		return w.item("due", id, nil, texts.Data{"Date": report.Day(w.words.Standing(id).Due)})
	})
	w.list("announced", announced, func(id string) string {
		moved := w.words.Standing(id).Moved
		return w.item("next", id, moved, texts.Data{"Next": report.Shorten(moved.Next, reasonRunes)})
	})
}

// proposals writes section IV: what follows from the figures, and room for what the office adds.
func (w *writer) proposals() {
	f := w.figures
	w.write("Heading1", "proposals", nil)
	if silent := len(f.SilentAgencies); silent > 0 {
		w.write("Item", "propose_reports", texts.Data{"Count": silent})
	}
	if late := f.Classes[report.OpenLate]; late > 0 {
		w.write("Item", "propose_late", texts.Data{"Count": late})
	}
	if blocked := len(f.Blocked); blocked > 0 {
		w.write("Item", "propose_blocked", texts.Data{"Count": blocked})
	}
	w.write("Item", "propose_blank", nil)
	w.write("Closing", "closing", texts.Data{"Scope": w.words.Scope(), "Period": w.words.Period()})
}

func (w *writer) planNames(ids []string) []string {
	names := make([]string, len(ids))
	for i, id := range ids {
		p, _ := w.register.Plan(id)
		names[i] = p.Short
	}
	return names
}
