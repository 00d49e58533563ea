package bolt

import (
	"bytes"

	"chutri/store"
)

// derived is what should be in the derived buckets, computed in memory.
type derived struct {
	records [bucketCount]map[string][]byte
}

func newDerived() *derived {
	d := &derived{}
	for b := range d.records {
		d.records[b] = make(map[string][]byte)
	}
	return d
}

func (d *derived) get(b bucket, key []byte) []byte { return d.records[b][string(key)] }

func (*derived) meet(bucket, []byte) {} // what was computed is whole

func (d *derived) change(b bucket, key, value []byte) error {
	if value == nil {
		delete(d.records[b], string(key))
	} else {
		d.keep(b, key, value)
	}
	return nil
}

func (d *derived) keep(b bucket, key, value []byte) { d.records[b][string(key)] = value }

// sameRecord reports whether two stored values mean the same record. An earlier version of the program may have
// written it with other bytes, say without a field that is new.
func sameRecord(b bucket, key, stored, wanted []byte) bool {
	if bytes.Equal(stored, wanted) {
		return true
	}
	switch b {
	case progress:
		return rewritesTo[store.Progress](b, key, stored, wanted)
	case members:
		return rewritesTo[store.Member](b, key, stored, wanted)
	case invites:
		return rewritesTo[store.Invite](b, key, stored, wanted)
	case groups:
		return rewritesTo[store.Group](b, key, stored, wanted)
	case languages:
		return rewritesTo[store.Language](b, key, stored, wanted)
	case kept:
		return rewritesTo[store.Record](b, key, stored, wanted)
	}
	return false
}

// rewritesTo reports whether a stored value, read and written by this program, becomes the wanted one.
func rewritesTo[T any](b bucket, key, stored, wanted []byte) bool {
	record, err := decode[T](b, key, stored)
	if err != nil {
		return false
	}
	again, err := encode(key, record)
	return err == nil && bytes.Equal(again, wanted)
}
