package bolt

import (
	"bytes"
	"errors"
	"fmt"

	"go.etcd.io/bbolt"

	"chutri/store"
)

// change is one key that gets a value or, without one, goes.
type change struct {
	bucket bucket
	key    []byte
	value  []byte // nil removes the key, an empty one belongs to an index
}

var inIndex = []byte{}

// sink takes changes and finds what they and those below them left. The derived records are computed into a sink, be
// it the transaction (staged) or Check's own memory (derived).
type sink interface {
	getter
	change(b bucket, key, value []byte) error
}

// put changes a record.
func put(to sink, b bucket, key []byte, record any) error {
	sealed, err := encode(key, record)
	if err != nil {
		return err
	}
	return to.change(b, key, sealed)
}

// staged collects changes, so that a Step that turns out to be invalid has changed nothing.
type staged struct {
	below *reader
	list  []change
}

func (s *staged) get(b bucket, key []byte) []byte {
	for i := len(s.list) - 1; i >= 0; i-- {
		if c := &s.list[i]; c.bucket == b && bytes.Equal(c.key, key) {
			return c.value
		}
	}
	return s.below.get(b, key)
}

func (s *staged) meet(b bucket, key []byte) { s.below.meet(b, key) }

// change refuses, as an ErrInvalid, keys that the file cannot hold.
func (s *staged) change(b bucket, key, value []byte) error {
	if len(key) == 0 || len(key) > bbolt.MaxKeySize {
		return fmt.Errorf("%w: a key of %d bytes in %s", store.ErrInvalid, len(key), b)
	}
	s.list = append(s.list, change{b, key, value})
	return nil
}

// write makes the changes.
func (s *staged) write() error {
	var errs []error
	for _, c := range s.list {
		var err error
		if c.value == nil {
			err = s.below.bucket(c.bucket).Delete(c.key)
		} else {
			err = s.below.bucket(c.bucket).Put(c.key, c.value)
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("write %s: %w", place(c.bucket, c.key), err))
		}
	}
	return errors.Join(errs...)
}
