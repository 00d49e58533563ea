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
