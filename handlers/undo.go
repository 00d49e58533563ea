package handlers

import (
	"cmp"
	"slices"

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
		if updates, err = t.together(latest, task); err != nil {
			return err
		}
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

// together returns what was recorded of one message together with an update, on one task or, with "", on any.
func (t *turn) together(u store.Progress, task string) ([]store.Progress, error) {
	all, err := t.r.ProgressByMessage(u.Chat, u.Message)
	if err != nil {
		return nil, err
	}
	updates := []store.Progress{u}
	for _, other := range all {
		same := other.ID != u.ID && other.Author.ID == u.Author.ID && other.ReportedAt.Equal(u.ReportedAt) && other.State.Counts()
		if same && (task == "" || other.Task == task) {
			updates = append(updates, other)
		}
	}
	slices.SortFunc(updates, func(a, b store.Progress) int { return cmp.Compare(a.ID, b.ID) })
	return updates, nil
}
