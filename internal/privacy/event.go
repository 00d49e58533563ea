package privacy

import (
	"bytes"
	"encoding/json"
	"time"

	"chutri/store"
)

// tx is a store.Tx that reads without forgotten persons. Who becomes forgotten within it is so for the next one.
type tx struct {
	reader
	writer
}

// writer is what a store.Tx has beyond a Reader.
type writer interface {
	Apply(step store.Step) (applied bool, err error)
	SetOffset(offset int64) error
	SetReceived(at time.Time) error
	Quarantine(key string, raw []byte, reason string, at time.Time) error
	Forget(before time.Time) error
	ForgetLetters(before time.Time) error
	Sent(id uint64, messageID int) error
	Postpone(id uint64, until time.Time, reason string) error
	Bury(id uint64, reason string, at time.Time) error
	Park(chatID int64, reason string) error
	Unpark(chatID int64) error
	MoveChat(from, to int64) error
}

// event returns an event without the persons who were forgotten at or after it.
func (r *reader) event(e store.Event) store.Event {
	if len(r.gone) == 0 {
		return e
	}
	id := func(person int64) int64 {
		if r.is(person, e.At) {
			return Nobody
		}
		return person
	}
	e.Actor = id(e.Actor)
	switch {
	case e.Progress != nil && e.Progress.Content != nil && r.is(e.Progress.Content.Author.ID, e.At):
		content := *e.Progress.Content
		content.Author = store.Author{ID: Nobody, Name: r.name}
		revision := *e.Progress
		revision.Content = &content
		e.Progress = &revision
	case e.Member != nil && r.is(e.Member.Person, e.At):
		member := *e.Member
		member.Person, member.Name = Nobody, r.name
		e.Member = &member
	case e.Language != nil:
		e.Language = &store.Language{Person: id(e.Language.Person), Tag: e.Language.Tag}
	case e.Invite != nil:
		invite := *e.Invite
		invite.By, invite.UsedBy = id(invite.By), id(invite.UsedBy)
		e.Invite = &invite
	case e.Record != nil && e.Record.Collection == Forgotten:
		e.Record = &store.Record{Collection: Forgotten, Key: "-1", Data: e.Record.Data, Removed: e.Record.Removed}
	case e.Record != nil:
		record := r.record(*e.Record)
		e.Record = &record
	}
	return e
}

// record returns a record in whose data forgotten persons have no name: every object with the id of one and a name.
func (r *reader) record(record store.Record) store.Record {
	if len(r.gone) == 0 || record.Collection == Forgotten || !bytes.Contains(record.Data, []byte(`"name"`)) {
		return record
	}
	decoder := json.NewDecoder(bytes.NewReader(record.Data))
	decoder.UseNumber()
	var data any
	if decoder.Decode(&data) != nil || !r.unname(data) {
		return record
	}
	if cleaned, err := json.Marshal(data); err == nil {
		record.Data = cleaned
	}
	return record
}

// unname takes forgotten persons out of decoded JSON, and reports whether there was one.
func (r *reader) unname(data any) (found bool) {
	switch v := data.(type) {
	case []any:
		for _, one := range v {
			found = r.unname(one) || found
		}
	case map[string]any:
		number, isNumber := v["id"].(json.Number)
		_, named := v["name"].(string)
		if person, err := number.Int64(); isNumber && named && err == nil && !r.gone[person].IsZero() {
			v["id"], v["name"], found = Nobody, r.name, true
		}
		for _, one := range v {
			found = r.unname(one) || found
		}
	}
	return found
}
