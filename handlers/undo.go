package handlers

import (
	"chutri/internal/plan"
	"chutri/internal/texts"
	"chutri/store"
)

// undoCommand withdraws the author's latest report, that of the card replied to, or the latest on the task named.
func undoCommand(t *turn, arguments string) error {
	updates, task, err := t.card()
	if err != nil {
		return err
	}
	if ref, ok := plan.ParseRef(arguments); ok {
		updates, task = nil, ref.String()
	} else if arguments != "" {
		t.show(t.say.Say("undo.which", nil))
		return nil
	}
	if len(updates) == 0 {
		latest, ok, err := t.latestOwn(task)
		if err != nil {
			return err
		}
		if !ok {
			t.show(t.say.Say("undo.none", nil))
			return nil
		}
		updates = []store.Progress{latest}
	}
	var shown []store.Progress
	for _, u := range updates {
		if !t.mayChange(u) {
			t.show(t.say.Say("correct.not_yours", texts.Data{"Author": u.Author.Name}))
			return nil
		}
		if u.State == store.StateWithdrawn {
			continue
		}
		after, err := t.progressEvent(u, store.Withdrawn, u.ID, nil, "")
		if err != nil {
			return err
		}
		shown = append(shown, after)
	}
	if len(shown) == 0 {
		t.show(t.say.Say("undo.none", nil))
		return nil
	}
	t.recordCard("record.withdrawn", shown)
	return nil
}

// latestOwn returns the author's latest report that counts, on one task or, with "", on any.
func (t *turn) latestOwn(task string) (latest store.Progress, ok bool, err error) {
	look := func(p store.Progress) bool {
		if p.Author.ID != t.m.Author.ID || !p.State.Counts() {
			return true
		}
		if !ok || p.ID > latest.ID {
			latest, ok = p, true
		}
		return false
	}
	if task != "" {
		err = t.r.ProgressByTask(task, look)
		return latest, ok, err
	}
	for _, agency := range t.member.Agencies {
		if err := t.r.ProgressByAgency(agency, look); err != nil {
			return latest, ok, err
		}
	}
	if t.isCoordinator() {
		for _, agency := range t.Register.Agencies {
			if err := t.r.ProgressByAgency(agency.Key, look); err != nil {
				return latest, ok, err
			}
		}
	}
	return latest, ok, nil
}
