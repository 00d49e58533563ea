package handlers

import (
	"slices"
	"time"

	"chutri/internal/ledger"
)

// undoLatest takes back what the author did last, on one task or target or, with "", on any: the prompt or the message that still waits for
// an answer, the request for a later end that nobody has decided on, or what a message recorded. What one message did goes together.
func (t *turn) undoLatest(about string) error {
	if t.prompt != "" && about == "" {
		t.show(t.say.Say("undo.prompt", nil))
		return nil
	}
	things, err := t.latestThings(about)
	if err != nil {
		return err
	}
	requests, err := t.latestRequests(about)
	if err != nil {
		return err
	}
	recorded, asked := things.from(), origin{}
	if len(requests) > 0 {
		asked = origin{Chat: requests[0].Chat, Message: requests[0].Message, At: requests[0].AskedAt}
	}
	if waiting := t.latestDraft(about); waiting != nil && !waiting.From.At.Before(recorded.At) && !waiting.From.At.Before(asked.At) {
		t.session.drop(waiting.From.Message)
		if len(waiting.Recorded)+len(waiting.Values) == 0 {
			t.show(t.say.Say("draft.dropped", nil))
			return nil
		}
	}
	together := asked.Chat == recorded.Chat && asked.Message == recorded.Message
	if !together && asked.At.Before(recorded.At) {
		requests = nil
	}
	for _, e := range requests {
		task, _ := t.Register.Task(e.Task)
		if err := t.withdrawExtension(task, e); err != nil {
			return err
		}
	}
	if len(requests) > 0 && !together {
		return nil
	}
	return t.withdraw(things)
}

// from returns the message that recorded things, the zero origin for nothing.
func (r recordedThings) from() origin {
	switch {
	case len(r.updates) > 0:
		u := r.updates[0]
		return originOf(u)
	case len(r.values) > 0:
		v := r.values[0]
		return origin{Chat: v.Chat, Message: v.Message, At: v.At}
	}
	return origin{}
}

// latestDraft returns the author's latest message that waits for an answer, on one task or, with "", on any; nil for none.
func (t *turn) latestDraft(about string) *draft {
	for _, d := range slices.Backward(t.session.Drafts) {
		if about == "" || slices.ContainsFunc(d.Reports, func(r draftReport) bool { return r.Task == about }) {
			return d
		}
	}
	return nil
}

// latestRequests returns the author's requests for later ends that nobody has decided on, those of the latest message.
func (t *turn) latestRequests(about string) (latest []ledger.Extension, err error) {
	all, err := ledger.ExtensionsOf(t.r, about)
	var last time.Time
	for _, e := range all {
		switch {
		case e.State != ledger.Asked || e.Author.ID != t.m.Author.ID || e.AskedAt.Before(last):
		case e.AskedAt.Equal(last):
			latest = append(latest, e)
		default:
			latest, last = []ledger.Extension{e}, e.AskedAt
		}
	}
	return latest, err
}
