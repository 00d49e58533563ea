package bolt

import (
	"bytes"
	"time"

	"chutri/store"
)

func (t *tx) forgetSteps(before time.Time) error {
	s := &staged{below: &t.reader}
	end := timeKey(before)
	cursor := t.bucket(stepsByTime).Cursor()
	for key, _ := cursor.First(); key != nil && bytes.Compare(key, end) < 0; key, _ = cursor.Next() {
		key = bytes.Clone(key)
		s.list = append(s.list, change{stepsByTime, key, nil}, change{steps, stepOf(key), nil})
	}
	return s.write()
}

func (t *tx) forgetSessions(before time.Time) error {
	s := &staged{below: &t.reader}
	err := walk(&t.reader, sessions, nil, func(session store.Session) bool {
		if !session.Expires.IsZero() && session.Expires.Before(before) {
			s.list = append(s.list, change{sessions, pairKey(session.Chat, session.Person), nil})
		}
		return true
	})
	if err != nil {
		return err
	}
	return s.write()
}

func (t *tx) ForgetParked(before time.Time) (dropped int, err error) {
	aside, err := t.parkedChats()
	if err != nil || len(aside) == 0 {
		return 0, err
	}
	s := &staged{below: &t.reader}
	err = expire(s, outbox, before, func(reply store.Outgoing) time.Time {
		if !aside[reply.Reply.Chat] {
			return time.Time{}
		}
		return reply.At
	})
	if err != nil {
		return 0, err
	}
	return len(s.list), s.write()
}

// stageRemovals removes the replies to which a Step puts an end.
func (t *tx) stageRemovals(s *staged, step store.Step) error {
	for _, chatID := range step.Clear {
		if err := t.stageClearing(s, chatID); err != nil {
			return err
		}
	}
	for _, reply := range step.Replies {
		chatID := reply.Reply.Chat
		if reply.Series == "" || t.get(parked, idKey(chatID)) == nil {
			continue
		}
		err := t.waitingFor(chatID, func(key []byte, earlier store.Outgoing) error {
			if earlier.Series != reply.Series {
				return nil
			}
			return s.change(outbox, key, nil)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// stageClearing removes all replies to a chat.
func (t *tx) stageClearing(s *staged, chatID int64) error {
	err := t.waitingFor(chatID, func(key []byte, _ store.Outgoing) error { return s.change(outbox, key, nil) })
	if err != nil {
		return err
	}
	cursor := t.bucket(deadLetters).Cursor()
	for key, sealed := cursor.First(); key != nil; key, sealed = cursor.Next() {
		letter, err := read[buried](t, deadLetters, key, sealed)
		if err != nil {
			return err
		}
		if letter.Reply.Chat != chatID {
			continue
		}
		if err := s.change(deadLetters, bytes.Clone(key), nil); err != nil {
			return err
		}
	}
	return nil
}

// expire stages the removal of a bucket's records that are older than a time. One without a time, or that cannot be read,
// stays: somebody has to look at it.
func expire[T any](s *staged, b bucket, before time.Time, at func(T) time.Time) error {
	cursor := s.below.bucket(b).Cursor()
	for key, sealed := cursor.First(); key != nil; key, sealed = cursor.Next() {
		record, err := decode[T](b, key, sealed)
		if err != nil || at(record).IsZero() || !at(record).Before(before) {
			continue
		}
		if err := s.change(b, bytes.Clone(key), nil); err != nil {
			return err
		}
	}
	return nil
}
