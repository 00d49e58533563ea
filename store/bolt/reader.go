package bolt

import (
	"bytes"
	"errors"
	"time"

	"go.etcd.io/bbolt"

	"chutri/store"
)

// reader reads one state of the file. The methods about people and conversations are in people.go, those about
// outgoing replies in outbox.go.
type reader struct {
	tx   *bbolt.Tx
	open [bucketCount]*bbolt.Bucket // as far as they were used
}

var _ store.Reader = (*reader)(nil)

func (r *reader) bucket(b bucket) *bbolt.Bucket {
	if r.open[b] == nil {
		r.open[b] = b.in(r.tx)
	}
	return r.open[b]
}

func (r *reader) get(b bucket, key []byte) []byte { return r.bucket(b).Get(key) }

// last returns the number in the last key of a bucket whose keys are numbers, 0 for an empty one.
func (r *reader) last(b bucket) uint64 {
	key, _ := r.bucket(b).Cursor().Last()
	if key == nil {
		return 0
	}
	return firstNumber(key)
}

func (r *reader) Applied(key string) (bool, error) {
	return r.get(steps, []byte(key)) != nil, nil
}

var offsetKey, receivedKey = []byte("offset"), []byte("received")

func (r *reader) Offset() (int64, error) {
	return findOrZero[int64](r, meta, offsetKey)
}

func (r *reader) Received() (time.Time, error) {
	return findOrZero[time.Time](r, meta, receivedKey)
}

func (r *reader) NextUpdate() (uint64, error) { return r.last(progress) + 1, nil }

func (r *reader) Progress(id uint64) (store.Progress, error) {
	return find[store.Progress](r, progress, numberKey(id))
}

// indexed returns the update that a key of an index leads to.
func (r *reader) indexed(b bucket, key []byte) (store.Progress, error) {
	update, err := r.Progress(lastNumber(key))
	if errors.Is(err, store.ErrNotFound) {
		return update, damaged("%s leads to an update that is not there", place(b, key))
	}
	return update, err
}

func (r *reader) ProgressByMessage(chatID int64, messageID int) ([]store.Progress, error) {
	var found []store.Progress
	prefix := pairKey(chatID, int64(messageID))
	cursor := r.bucket(byMessage).Cursor()
	for key, _ := cursor.Seek(prefix); bytes.HasPrefix(key, prefix); key, _ = cursor.Next() {
		update, err := r.indexed(byMessage, key)
		if err != nil {
			return nil, err
		}
		found = append(found, update)
	}
	return found, nil
}

func (r *reader) ProgressByTask(task string, each func(store.Progress) bool) error {
	return r.latestFirst(byTask, nameKey(task), each)
}

func (r *reader) ProgressByAgency(agency string, each func(store.Progress) bool) error {
	return r.latestFirst(byAgency, nameKey(agency), each)
}

// latestFirst walks the part of an index that begins with a prefix, from its end.
func (r *reader) latestFirst(b bucket, prefix []byte, each func(store.Progress) bool) error {
	cursor := r.bucket(b).Cursor()
	key, _ := cursor.Seek(after(prefix))
	if key == nil {
		key, _ = cursor.Last()
	} else {
		key, _ = cursor.Prev()
	}
	for ; bytes.HasPrefix(key, prefix); key, _ = cursor.Prev() {
		update, err := r.indexed(b, key)
		if err != nil {
			return err
		}
		if !each(update) {
			return nil
		}
	}
	return nil
}

func (r *reader) ProgressBetween(from, to time.Time, each func(store.Progress) bool) error {
	end := timeKey(to)
	cursor := r.bucket(byTime).Cursor()
	for key, _ := cursor.Seek(timeKey(from)); key != nil && bytes.Compare(key, end) < 0; key, _ = cursor.Next() {
		update, err := r.indexed(byTime, key)
		if err != nil {
			return err
		}
		if !each(update) {
			return nil
		}
	}
	return nil
}

func (r *reader) ProgressAll(each func(store.Progress) bool) error {
	return walk(r, progress, nil, each)
}

func (r *reader) Events(from uint64, each func(store.Event) bool) error {
	return walk(r, events, numberKey(from), each)
}

func (r *reader) History(id uint64) ([]store.Event, error) {
	var found []store.Event
	prefix := numberKey(id)
	cursor := r.bucket(history).Cursor()
	for key, _ := cursor.Seek(prefix); bytes.HasPrefix(key, prefix); key, _ = cursor.Next() {
		event, err := find[store.Event](r, events, numberKey(lastNumber(key)))
		if errors.Is(err, store.ErrNotFound) {
			err = damaged("%s leads to an event that is not there", place(history, key))
		}
		if err != nil {
			return nil, err
		}
		found = append(found, event)
	}
	return found, nil
}

// walk calls each for the records of a bucket from a key on, in order, until it returns false.
func walk[T any](r *reader, b bucket, from []byte, each func(T) bool) error {
	cursor := r.bucket(b).Cursor()
	for key, sealed := cursor.Seek(from); key != nil; key, sealed = cursor.Next() {
		record, err := decode[T](b, key, sealed)
		if err != nil {
			return err
		}
		if !each(record) {
			return nil
		}
	}
	return nil
}
