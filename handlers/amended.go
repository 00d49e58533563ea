package handlers

import (
	"cmp"
	"fmt"
	"strings"

	"chutri/internal/ledger"
	"chutri/internal/report"
	"chutri/internal/texts"
	"chutri/store"
)

// digestPages writes a digest for a chat: an issued one as it was, with what changed since below its first page.
func (t *turn) digestPages(d digest) ([]string, error) {
	if !d.Issued {
		return report.Text(d.Figures, t.Register, t.say), nil
	}
	pages := append([]string{}, d.Pages[t.say.Language]...)
	if len(pages) == 0 { // issued when the program did not speak the language
		pages = report.Text(d.Figures, t.Register, t.say)
	}
	changes, err := t.changesSince(d)
	if err != nil {
		return nil, err
	}
	pages[0] += "\n" + t.say.Say("digest.frozen", nil)
	if len(changes) == 0 {
		return pages, nil
	}
	title := t.say.Say("digest.amended", texts.Data{"Count": len(changes)})
	shown := min(len(changes), changesShown)
	pages[0] += "\n\n" + title + "\n" + strings.Join(changes[:shown], "\n")
	if rest := len(changes) - shown; rest > 0 {
		pages[0] += "\n" + t.say.Say("report.more", texts.Data{"Count": rest})
		for first := 0; first < len(changes); first += changesPage {
			pages = append(pages, title+"\n"+strings.Join(changes[first:min(first+changesPage, len(changes))], "\n"))
		}
	}
	return pages, nil
}

// How many changes stand below the first page of a digest, and on a page of their own.
const (
	changesShown = 5
	changesPage  = 15
)

// changesSince tells what became of a period after its digest was issued: the updates that were amended, withdrawn, returned or added,
// the dates that were extended and the targets that were measured anew.
func (t *turn) changesSince(d digest) ([]string, error) {
	now, err := report.Compute(t.r, t.Register, report.Query{Period: d.Figures.Period, Scope: d.Figures.Scope, IssuedAt: t.now})
	if err != nil {
		return nil, err
	}
	lines, err := t.updatesSince(d, now)
	return append(append(lines, t.datesSince(d.Figures, now)...), t.targetsSince(d.Figures, now)...), err
}

// updatesSince tells which updates are others than those that the digest is made of.
func (t *turn) updatesSince(d digest, now report.Figures) (lines []string, err error) {
	known := make(map[uint64]bool)
	for _, said := range d.Said {
		known[said.ID] = true
		u, err := t.r.Progress(said.ID)
		if err != nil {
			return nil, fmt.Errorf("read update %d of a digest: %w", said.ID, err)
		}
		then, err := t.taskAt(u.ID, d.Figures.IssuedAt)
		if err != nil {
			return nil, fmt.Errorf("read the history of update %d of a digest: %w", said.ID, err)
		}
		switch {
		case !u.State.Counts():
			lines = append(lines, t.changeLine(string(u.State), u))
		case u.Task != then:
			lines = append(lines, t.movedChange(then, u))
		case u.Revision != said.Revision:
			lines = append(lines, t.changeLine("amended", u))
		}
	}
	for _, id := range now.Updates {
		if known[id] {
			continue
		}
		u, err := t.r.Progress(id)
		if err != nil {
			return nil, fmt.Errorf("read update %d of a period: %w", id, err)
		}
		lines = append(lines, t.changeLine("added", u))
	}
	return lines, nil
}

// movedChange tells that a report which a digest has on one task is on another by now.
func (t *turn) movedChange(from string, u store.Progress) string {
	return t.say.Say("digest.change_moved", texts.Data{
		"Number": updateID(u.ID), "ID": from, "To": u.Task, "Figures": t.figures(u.Content),
		"Agency": t.Register.AgencyName(u.Agency), "Time": u.ChangedAt.In(t.Zone).Format("15:04 02/01/2006"),
	})
}

func (t *turn) changeLine(what string, u store.Progress) string {
	return t.say.Say("digest.change", texts.Data{
		"Number": updateID(u.ID), "ID": u.Task, "What": t.say.Plain("digest.what."+what, nil), "Figures": t.figures(u.Content),
		"Agency": t.Register.AgencyName(u.Agency), "Time": u.ChangedAt.In(t.Zone).Format("15:04 02/01/2006"),
	})
}

// datesSince tells which tasks of a digest have another due date by now.
func (t *turn) datesSince(then, now report.Figures) (lines []string) {
	names := report.NewWords(then, t.Register, t.say)
	for _, s := range now.Standings {
		if before := names.Standing(s.Task); !before.Due.IsZero() && !before.Due.Equal(s.Due) {
			lines = append(lines, t.say.Say("digest.change_due", texts.Data{"ID": s.Task, "Before": t.date(before.Due), "After": t.date(s.Due)}))
		}
	}
	return lines
}

// targetsSince tells which targets that a digest shows have another value by now.
func (t *turn) targetsSince(then, now report.Figures) (lines []string) {
	if !then.ShowsTargets() {
		return nil
	}
	names := report.NewWords(then, t.Register, t.say)
	before := make(map[string]report.TargetStanding, len(then.Targets))
	for _, s := range then.Targets {
		before[s.Target] = s
	}
	none := t.say.Plain("digest.unmeasured", nil)
	for _, s := range now.Targets {
		if sameValue(before[s.Target].Measured, s.Measured) {
			continue
		}
		lines = append(lines, t.say.Say("digest.change_target", texts.Data{
			"ID": s.Target, "Before": cmp.Or(names.Target(before[s.Target]).Measured, none), "After": cmp.Or(names.Target(s).Measured, none),
		}))
	}
	return lines
}

func sameValue(a, b *ledger.Measured) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Year == b.Year && a.Value == b.Value && a.Unit == b.Unit
}
