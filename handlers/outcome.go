package handlers

import (
	"slices"
	"strings"

	"chutri/internal/chat"
	"chutri/internal/texts"
	"chutri/store"
)

// outcome shows what came of a message whose every part is settled.
func (t *turn) outcome(in *intake) error {
	updates, err := t.recorded(in)
	if err != nil {
		return err
	}
	values, err := t.recordedValues(in)
	if err != nil {
		return err
	}
	if len(updates)+len(values) == 0 {
		return t.showNotes(in)
	}
	more := t.noteLines(in)
	if len(updates) == 0 && len(values) == 1 {
		if in.revised || len(values[0].Steps) > 1 {
			return t.valueCard("measured.amended", values[0], more...)
		}
		return t.valueCard("measured.done", values[0], more...)
	}
	headline := "record.done"
	if slices.ContainsFunc(updates, func(u store.Progress) bool { return u.Revision > 1 || u.State == store.StateWithdrawn }) {
		headline = "record.amended"
	}
	for _, v := range values {
		line, err := t.valueLine(v)
		if err != nil {
			return err
		}
		more = append(more, line)
	}
	if len(updates) == 0 {
		t.show(strings.Join(append([]string{t.say.Say("measured.done_all", texts.Data{"Count": len(values)})}, more...), "\n"))
		return nil
	}
	t.recordCard(headline, updates, more...)
	return nil
}

// recorded returns all updates that came of a message, those of this turn as they stand after it.
func (t *turn) recorded(in *intake) ([]store.Progress, error) {
	var updates []store.Progress
	for _, id := range in.Recorded {
		at := slices.IndexFunc(in.updates, func(u store.Progress) bool { return u.ID == id })
		if at >= 0 {
			updates = append(updates, in.updates[at])
			continue
		}
		u, err := t.r.Progress(id)
		if err != nil {
			return nil, err
		}
		updates = append(updates, u)
	}
	return updates, nil
}

// showNotes tells why nothing of a message is recorded.
func (t *turn) showNotes(in *intake) error {
	switch {
	case len(in.notes) == 0 && (t.m.Kind == chat.Press || in.Asked > 0):
		t.show(t.say.Say("draft.dropped", nil))
	case len(in.notes) == 0:
		t.show(t.say.Say("update.unclear", nil))
	case len(in.notes) == 1:
		t.show(t.say.Say("update."+in.notes[0].name, in.notes[0].data))
	default:
		t.show(strings.Join(append([]string{t.say.Say("intake.nothing", nil)}, t.noteLines(in)...), "\n"))
	}
	return nil
}

func (t *turn) noteLines(in *intake) []string {
	var lines []string
	for _, n := range in.notes {
		lines = append(lines, t.say.Say("intake."+n.name, n.data))
	}
	return lines
}
