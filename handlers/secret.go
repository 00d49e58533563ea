package handlers

import (
	"encoding/json"
	"fmt"

	"chutri/internal/chat"
	"chutri/internal/secrecy"
	"chutri/store"
)

// refused is the collection that tells that something was not taken, and nothing of what it was. A key is that of the
// incoming update.
const refused = "refused"

// secret reports whether a message or a file of it bears a mark of secrecy.
func (t *turn) secret() bool {
	if t.m.Kind != chat.Text && t.m.Kind != chat.Edit {
		return false
	}
	for _, f := range t.m.Files {
		if secrecy.MarkedName(f.Name) {
			return true
		}
	}
	return secrecy.Marked(t.m.Text)
}

// refuseSecret refuses a message that bears a mark of secrecy: nothing of it is kept, nor of the rest of its album. A member's
// leaves a trace that it was refused.
func (t *turn) refuseSecret() error {
	if !t.m.Addressed && !t.mayReport() {
		return nil
	}
	t.session.Wants = ""
	t.session.drop(t.m.ID)
	if t.m.Album != "" {
		t.session.Sent = &sent{Album: t.m.Album, Refused: true, At: t.now}
	}
	if t.isMember() {
		if err := t.noteRefusal("secrecy"); err != nil {
			return err
		}
	}
	t.show(t.say.Say("evidence.secret", nil))
	return nil
}

// noteRefusal keeps that something was refused.
func (t *turn) noteRefusal(reason string) error {
	data, err := json.Marshal(map[string]string{"reason": reason})
	if err != nil {
		return fmt.Errorf("encode a refusal: %w", err)
	}
	t.event(store.Event{Kind: store.RecordKept, Record: &store.Record{Collection: refused, Key: t.m.Key, Data: data}})
	return nil
}
