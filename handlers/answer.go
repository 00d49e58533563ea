package handlers

import (
	"slices"
	"strconv"
	"strings"

	"chutri/internal/progress"
)

// repliedQuestion returns the draft about which the message replied to asks, while that question is open; nil for none.
func (t *turn) repliedQuestion() *draft {
	if t.m.ReplyTo == nil || !t.m.ReplyTo.FromBot {
		return nil
	}
	card, err := t.r.Card(t.m.Chat.ID, t.m.ReplyTo.ID)
	if err != nil {
		return nil
	}
	return t.session.asking(card.Asks)
}

// asking returns the draft whose open question has a serial, nil for none.
func (s *session) asking(serial string) *draft {
	at := slices.IndexFunc(s.Drafts, func(d *draft) bool { return serial != "" && d.Serial == serial && len(d.Reports) > 0 })
	if at < 0 {
		return nil
	}
	return s.Drafts[at]
}

// answersLast is answers for a text that does not reply to the question, while that is the last thing that was said, and not long ago.
func (t *turn) answersLast() (done bool, err error) {
	d := t.session.asking(t.session.Asks)
	if d == nil || t.now.Sub(d.From.At) > followUpTime {
		return false, nil
	}
	for _, r := range t.read(t.m.Text, progress.Context{}).Reports {
		if r.Task != "" && r.Task != d.Reports[0].Task && r.StatusGiven || r.Task == "" && len(r.Candidates) > 0 {
			return false, nil // its words fit some task, so it is a report of its own
		}
	}
	return t.answers(d)
}

// answers takes the question about a draft as answered in words instead of by a press: with the task, with how far it is, or with whether
// the report is right. done is false where the text is no such answer, and for no draft.
func (t *turn) answers(d *draft) (done bool, err error) {
	if d == nil || t.m.Forwarded || strings.Contains(t.m.Text, "?") {
		return false, nil
	}
	lacking, _, _, err := t.lacks(d.Reports[0], d)
	if err != nil {
		return false, err
	}
	switch lacking {
	case lackRight:
		return t.saidRight(d)
	case lackTask:
		return t.saidTask(d)
	case lackStatus:
		return t.saidStatus(d)
	}
	return false, nil
}

// saidRight takes "dạ đúng rồi" or "nhầm ạ". Thanks are no answer.
func (t *turn) saidRight(d *draft) (done bool, err error) {
	remark := t.Progress.Remark(t.m.Text)
	wrong := len(remark.Tasks) == 0 && (remark.Kind == progress.Mistakes || remark.Kind == progress.Withdraws)
	switch {
	case wrong, t.saysOnly("doubt.said_wrong", t.m.Text):
		return true, dropAction(t, []string{d.Serial})
	case t.saysOnly("doubt.said_right", t.m.Text) && remark.Kind != progress.Mistakes:
		return true, rightAction(t, []string{d.Serial})
	}
	return false, nil
}

// saidTask takes the id of the task that a report is of, or the number before one of those that are offered.
func (t *turn) saidTask(d *draft) (done bool, err error) {
	remark := t.Progress.Remark(t.m.Text)
	id := ""
	switch remark.Kind {
	case progress.Names, progress.Moves:
		if len(remark.Tasks) == 1 && len(remark.Denies) == 0 {
			id = remark.Tasks[0]
		}
	case progress.BareNumber:
		offered := t.offered(d.Reports[0])
		if number, err := strconv.Atoi(remark.Text); err == nil && number >= 1 && number <= len(offered) {
			id = offered[number-1].ID
		}
	}
	task, ok := t.Register.Task(id)
	if !ok || !t.mayRecord(task) {
		return false, nil
	}
	return true, pickAction(t, []string{d.Serial, id})
}

// saidStatus takes how far the task is.
func (t *turn) saidStatus(d *draft) (done bool, err error) {
	r := &d.Reports[0]
	reading := t.read(t.m.Text, progress.Context{Card: []string{r.Task}})
	if reading.Kind != progress.Update || len(reading.Reports) != 1 || t.namesOther(r.Task) {
		return false, nil
	}
	said := draftOf(reading.Reports[0])
	if said.Task != r.Task || !said.Status.Valid() && !said.Unchanged {
		return false, nil
	}
	r.Status, r.Unchanged, r.Counted, r.Doubts = said.Status, said.Unchanged, said.Counted, append(r.Doubts, said.Doubts...)
	if said.Percent != nil {
		r.Percent, r.Estimate = said.Percent, said.Estimate
	}
	if len(said.Quantities) > 0 {
		r.Quantities = said.Quantities
	}
	if said.Obstacle != "" {
		r.Obstacle = said.Obstacle
	}
	if said.Next != "" {
		r.Next = said.Next
	}
	r.Finished, r.Answer = said.Finished, strings.TrimSpace(t.m.Text)
	return true, t.take(d)
}
