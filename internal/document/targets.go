package document

import (
	"strconv"
	"strings"

	"chutri/internal/ledger"
	"chutri/internal/report"
	"chutri/internal/texts"
)

// targets says in section I how many targets are reached, and lists those that were measured.
func (w *writer) targets() {
	f := w.figures
	if !f.ShowsTargets() {
		return
	}
	counts := f.CountTargets()
	w.write("Body", "targets", texts.Data{
		"Number": len(f.Targets), "Reached": counts.Reached, "Missed": counts.Missed, "Unclear": counts.Unclear, "Unmeasured": counts.Unmeasured,
	})
	w.targetList(func(s report.TargetStanding) bool { return s.Measured != nil })
}

// missed returns how many of the targets that the document tells of are not reached.
func (w *writer) missed() int {
	if !w.figures.ShowsTargets() {
		return 0
	}
	return w.figures.CountTargets().Missed
}

// missedTargets lists in section II the targets that are not reached.
func (w *writer) missedTargets() {
	if missed := w.missed(); missed > 0 {
		w.write("Body", "targets_missed", texts.Data{"Count": missed})
		w.targetList(func(s report.TargetStanding) bool { return s.Measured != nil && s.Reached == ledger.No })
	}
}

func (w *writer) targetList(listed func(report.TargetStanding) bool) {
	count := 0
	for _, s := range w.figures.Targets {
		if !listed(s) {
			continue
		}
		if count++; count <= items {
			said := w.words.Target(s)
			w.write("Item", "item.target", texts.Data{
				"ID": s.Target, "Name": said.Name, "Measured": said.Measured, "Goal": said.Goal, "Reached": said.Reached, "Gap": said.Gap, "Trend": said.Trend,
			})
		}
	}
	if count > items {
		w.write("Item", "more_targets", texts.Data{"Count": count - items})
	}
}

// targetAnnex writes the table of all targets.
func (w *writer) targetAnnex() {
	if !w.figures.ShowsTargets() {
		return
	}
	w.write("Title", "targets_annex", nil)
	t := newTable(true, shares(annexWidth, 5, 29, 20, 13, 13, 10, 10)...)
	t.add(&rowProperties{Whole: &empty{}, Head: &empty{}}, w.heads("order", "target", "lead", "goal", "measured", "gap", "trend")...)
	for i, s := range w.figures.Targets {
		said := w.words.Target(s)
		if s.Measured == nil {
			said.Measured = w.say.Plain("document.unmeasured", nil)
		}
		target, _ := w.register.Target(s.Target)
		gap := said.Gap
		if said.Reached != "" {
			gap += "\n" + said.Reached
		}
		t.add(&rowProperties{Whole: &empty{}}, styled("CellCentre", strconv.Itoa(i+1)),
			styled("Cell", w.say.Plain("document.item.bare_cell", texts.Data{"ID": s.Target, "Title": said.Name})),
			styled("Cell", strings.Join(w.register.AgencyNames(w.register.LeadsOf(target)), "; ")), styled("CellCentre", said.Goal), styled("CellCentre", said.Measured), styled("CellCentre", gap), styled("CellCentre", said.Trend))
	}
	w.blocks = append(w.blocks, styled("Rule", ""), t, styled("End", ""))
}
