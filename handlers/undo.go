package handlers

import (
	"cmp"
	"slices"
	"strings"

	"chutri/internal/ledger"
	"chutri/internal/plan"
	"chutri/store"
)

// recordedThings are what one message recorded.
type recordedThings struct {
	updates []store.Progress
	values  []ledger.Measured
}

// undoCommand takes back what the author did last, what the card replied to shows, or the latest report on the task or
// target named.
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
		return t.undoLatest(task)
	}
	return t.withdraw(recordedThings{updates: updates})
}

// withdraw withdraws what of some records still counts, and shows it.
func (t *turn) withdraw(things recordedThings) error {
	var done recordedThings
	for _, u := range things.updates {
		if !t.mayChange(u) {
			t.show(t.say.Say("correct.not_yours", t.owner("", u.Author)))
			return nil
		}
		if u.State == store.StateWithdrawn {
			continue
		}
		after, err := t.progressEvent(u, store.Withdrawn, u.ID, nil, "")
		if err != nil {
			return err
		}
		done.updates = append(done.updates, after)
	}
	var lines []string
	for _, v := range things.values {
		after, err := t.turnValue(v, true)
		if err != nil {
			return err
		}
		line, err := t.valueLine(after)
		if err != nil {
			return err
		}
		done.values, lines = append(done.values, after), append(lines, line)
	}
	switch {
	case len(done.updates) > 0:
		t.recordCard("record.withdrawn", done.updates, lines...)
	case len(done.values) == 1:
		return t.valueCard("measured.withdrawn", done.values[0])
	case len(done.values) > 1:
		t.show(strings.Join(append([]string{t.say.Say("measured.withdrawn", nil)}, lines...), "\n"))
	default:
		t.show(t.say.Say("undo.none", nil))
	}
	return nil
}

// latestThings returns what the author's latest message recorded, on one task or target or, with "", on any.
func (t *turn) latestThings(about string) (recordedThings, error) {
	update, reported, err := t.latestOwn(about)
	if err != nil {
		return recordedThings{}, err
	}
	values, err := t.ownValues(about)
	if err != nil {
		return recordedThings{}, err
	}
	from := origin{Chat: update.Chat, Message: update.Message, At: update.ReportedAt}
	for _, v := range values {
		if !reported || v.At.After(from.At) || v.At.Equal(from.At) && v.Message > from.Message {
			from, reported = origin{Chat: v.Chat, Message: v.Message, At: v.At}, true
		}
	}
	var things recordedThings
	if from.Message == update.Message && from.Chat == update.Chat && update.ID != 0 {
		if things.updates, err = t.together(update, about); err != nil {
			return things, err
		}
	}
	for _, v := range values {
		if v.Chat == from.Chat && v.Message == from.Message {
			things.values = append(things.values, v)
		}
	}
	return things, nil
}

// ownValues returns the measured values that the author reported and that count, of one target or, with "", of any.
func (t *turn) ownValues(target string) ([]ledger.Measured, error) {
	values, err := ledger.ValuesOf(t.r, target)
	return slices.DeleteFunc(values, func(v ledger.Measured) bool { return v.Author.ID != t.m.Author.ID || !t.mayChangeValue(v) }), err
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
