package privacy

import (
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
	ForgetParked(before time.Time) (dropped int, err error)
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
	e.Actor, e.Step = id(e.Actor), r.key(e.Step, e.At)
	switch {
	case e.Progress != nil && e.Progress.Content != nil:
		content := r.content(*e.Progress.Content, e.At)
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
		record := r.keptAt(*e.Record, e.At)
		e.Record = &record
	}
	return e
}

// content returns what a report said at a time without forgotten persons. A private chat has the number of its person.
func (r *reader) content(c store.Content, at time.Time) store.Content {
	if r.is(c.Author.ID, at) {
		c.Author = store.Author{ID: Nobody, Name: r.name}
	}
	if r.is(c.Chat, at) {
		c.Chat = Nobody
	}
	return c
}
