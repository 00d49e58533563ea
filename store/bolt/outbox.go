package bolt

import (
	"bytes"
	"fmt"
	"time"

	"chutri/store"
)

func (r *reader) Pending(pass func(id uint64, chatID int64) bool, each func(store.Outgoing) bool) error {
	aside, err := r.parkedChats()
	if err != nil {
		return err
	}
	cursor := r.bucket(outbox).Cursor()
	for key, sealed := cursor.First(); key != nil; key, sealed = cursor.Next() {
		if chatID := lastID(key); aside[chatID] || pass != nil && pass(firstNumber(key), chatID) {
			continue
		}
		reply, err := read[store.Outgoing](r, outbox, key, sealed)
		if err != nil {
			return err
		}
		if !each(reply) {
			return nil
		}
	}
	return nil
}

func (r *reader) Waiting() (count int, first time.Time, err error) {
	aside, err := r.parkedChats()
	if err != nil {
		return 0, time.Time{}, err
	}
	cursor := r.bucket(outbox).Cursor()
	for key, sealed := cursor.First(); key != nil; key, sealed = cursor.Next() {
		if aside[lastID(key)] {
			continue
		}
		if count++; count == 1 {
			reply, err := read[store.Outgoing](r, outbox, key, sealed)
			if err != nil {
				return 0, time.Time{}, err
			}
			first = reply.At
		}
	}
	return count, first, nil
}

func (r *reader) parkedChats() (map[int64]bool, error) {
	aside := make(map[int64]bool)
	err := r.bucket(parked).ForEach(func(key, sealed []byte) error {
		aside[lastID(key)] = true
		_, err := read[string](r, parked, key, sealed)
		return err
	})
	return aside, err
}

func (r *reader) DeadLetters(limit int) ([]store.Outgoing, error) {
	var found []store.Outgoing
	cursor := r.bucket(deadLetters).Cursor()
	for key, sealed := cursor.Last(); key != nil && len(found) < limit; key, sealed = cursor.Prev() {
		letter, err := read[buried](r, deadLetters, key, sealed)
		if err != nil {
			return nil, err
		}
		found = append(found, letter.Outgoing)
	}
	return found, nil
}

// waitingFor calls each for the replies that wait for a chat, parked or not, with their keys, until it returns an error.
func (r *reader) waitingFor(chatID int64, each func(key []byte, reply store.Outgoing) error) error {
	cursor := r.bucket(outbox).Cursor()
	for key, sealed := cursor.First(); key != nil; key, sealed = cursor.Next() {
		if lastID(key) != chatID {
			continue
		}
		reply, err := read[store.Outgoing](r, outbox, key, sealed)
		if err != nil {
			return err
		}
		if err := each(bytes.Clone(key), reply); err != nil {
			return err
		}
	}
	return nil
}

// waiting returns a reply in the outbox with its key, or ErrNotFound.
func (r *reader) waiting(id uint64) (key []byte, reply store.Outgoing, err error) {
	prefix := numberKey(id)
	key, sealed := r.bucket(outbox).Cursor().Seek(prefix)
	if !bytes.HasPrefix(key, prefix) {
		return nil, reply, fmt.Errorf("%s/%d: %w", outbox, id, store.ErrNotFound)
	}
	reply, err = read[store.Outgoing](r, outbox, key, sealed)
	return bytes.Clone(key), reply, err
}

func (t *tx) Sent(id uint64, messageID int) error {
	key, reply, err := t.waiting(id)
	if err != nil {
		return err
	}
	if reply.Card != nil && messageID != 0 {
		if err := t.put(cards, pairKey(reply.Reply.Chat, int64(messageID)), reply.Card); err != nil {
			return err
		}
	}
	return t.bucket(outbox).Delete(key)
}

func (t *tx) Postpone(id uint64, until time.Time, reason string) error {
	key, reply, err := t.waiting(id)
	if err != nil {
		return err
	}
	reply.NotBefore, reply.Reason = until, reason
	reply.Attempts++
	return t.put(outbox, key, reply)
}

func (t *tx) Bury(id uint64, reason string, at time.Time) error {
	key, reply, err := t.waiting(id)
	if err != nil {
		return err
	}
	reply.Reason = reason
	if err := t.put(deadLetters, numberKey(t.last(deadLetters)+1), buried{reply, at}); err != nil {
		return err
	}
	return t.bucket(outbox).Delete(key)
}

func (t *tx) Park(chatID int64, reason string) error { return t.put(parked, idKey(chatID), reason) }

func (t *tx) Unpark(chatID int64) error { return t.bucket(parked).Delete(idKey(chatID)) }
