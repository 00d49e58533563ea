package bolt

import (
	"bytes"
	"errors"
	"fmt"
	"time"

	"chutri/store"
)

func (t *tx) MoveChat(from, to int64) error {
	if from == to {
		return nil
	}
	s := &staged{below: &t.reader}
	for _, move := range []func(*staged, int64, int64) error{
		t.moveGroup, t.moveSessions, t.dropCards, t.moveReplies, t.moveParked,
	} {
		if err := move(s, from, to); err != nil {
			return err
		}
	}
	return s.write()
}

// moveGroup binds the new chat and unbinds the old one, by events of the time of the last event: it knows no other.
func (t *tx) moveGroup(s *staged, from, to int64) error {
	group, err := t.Group(from)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	at, err := t.timeOfLastEvent()
	if err != nil {
		return err
	}
	unbound := store.Group{Chat: from, Title: group.Title}
	moved := []store.Event{{At: at, Kind: store.GroupBound, Group: &unbound}}
	if _, err := t.Group(to); errors.Is(err, store.ErrNotFound) {
		group.Chat = to
		moved = append(moved, store.Event{At: at, Kind: store.GroupBound, Group: &group})
	} else if err != nil {
		return err
	}
	return t.stageEvents(s, fmt.Sprintf("move:%d:%d", from, to), moved)
}

func (t *tx) timeOfLastEvent() (time.Time, error) {
	event, err := find[store.Event](&t.reader, events, numberKey(t.last(events)))
	return event.At, err
}

func (t *tx) moveSessions(s *staged, from, to int64) error {
	return movePairs(t, s, sessions, from, to, func(session store.Session) store.Session {
		session.Chat = to
		return session
	})
}

// dropCards forgets the cards of the old chat, whose message numbers mean nothing in the new one.
func (t *tx) dropCards(s *staged, from, _ int64) error {
	prefix := idKey(from)
	cursor := t.bucket(cards).Cursor()
	for key, _ := cursor.Seek(prefix); bytes.HasPrefix(key, prefix); key, _ = cursor.Next() {
		if err := s.change(cards, bytes.Clone(key), nil); err != nil {
			return err
		}
	}
	return nil
}

// movePairs moves the records of a bucket whose keys begin with a chat. What the new chat has of its own stays.
func movePairs[T any](t *tx, s *staged, b bucket, from, to int64, change func(T) T) error {
	prefix := idKey(from)
	cursor := t.bucket(b).Cursor()
	for key, sealed := cursor.Seek(prefix); bytes.HasPrefix(key, prefix); key, sealed = cursor.Next() {
		record, err := read[T](t, b, key, sealed)
		if err != nil {
			return err
		}
		if err := s.change(b, bytes.Clone(key), nil); err != nil {
			return err
		}
		moved := pairKey(to, lastID(key))
		if t.get(b, moved) != nil {
			continue
		}
		if err := put(s, b, moved, change(record)); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) moveReplies(s *staged, from, to int64) error {
	return t.waitingFor(from, func(key []byte, reply store.Outgoing) error {
		if err := s.change(outbox, key, nil); err != nil {
			return err
		}
		reply.Reply.Chat, reply.Reply.ReplyTo, reply.Reply.Edit = to, 0, 0
		return put(s, outbox, outboxKey(reply.ID, to), reply)
	})
}

func (t *tx) moveParked(s *staged, from, to int64) error {
	reason, err := find[string](t, parked, idKey(from))
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := s.change(parked, idKey(from), nil); err != nil {
		return err
	}
	if t.get(parked, idKey(to)) != nil {
		return nil
	}
	return put(s, parked, idKey(to), reason)
}
