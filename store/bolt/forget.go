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
