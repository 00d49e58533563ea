package bolt

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"chutri/store"
	"chutri/store/storetest"
)

// mending returns a filled store that mends what it meets, and its log.
func mending(t *testing.T) (*Store, *strings.Builder) {
	t.Helper()
	log := &strings.Builder{}
	s, err := Open(t.TempDir(), Options{Mend: true, Logger: slog.New(slog.NewTextHandler(log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	storetest.Fill(t, s)
	return s, log
}

// flipAt flips a bit of the record with the given key.
func flipAt(key []byte) func(*bbolt.Bucket) error {
	return func(b *bbolt.Bucket) error {
		value := bytes.Clone(b.Get(key))
		value[len(value)-1] ^= 4
		return b.Put(key, value)
	}
}

func TestADamagedRecordIsMendedWhenItIsMet(t *testing.T) {
	pending := func(r store.Reader) error { return r.Pending(nil, func(store.Outgoing) bool { return true }) }
	for name, c := range map[string]struct {
		bucket bucket
		damage func(*bbolt.Bucket) error
		read   func(store.Reader) error
	}{
		"a reply":  {outbox, flip, pending},
		"a parked": {parked, flip, pending},
		"counted":  {outbox, flip, func(r store.Reader) error { _, _, err := r.Waiting(); return err }},
		"a letter": {deadLetters, flip, func(r store.Reader) error { _, err := r.DeadLetters(9); return err }},
		"offset":   {meta, flipAt(offsetKey), func(r store.Reader) error { _, err := r.Offset(); return err }},
		"a member": {members, flipAt(idKey(31)), func(r store.Reader) error { _, err := r.Member(31); return err }},
		"a record": {kept, flip, func(r store.Reader) error { return r.Records("term", "", func(store.Record) bool { return true }) }},
	} {
		for _, writing := range []bool{true, false} {
			s, log := mending(t)
			if c.bucket == meta {
				s.Update(t.Context(), func(tx store.Tx) error { return tx.SetOffset(900) })
			}
			plant(t, s, c.bucket, c.damage)
			runs := 0
			if writing {
				if err := s.Update(t.Context(), func(tx store.Tx) error { runs++; return c.read(tx) }); err != nil || runs != 2 {
					t.Errorf("%s: a transaction that writes returns %v after %d runs", name, err, runs)
				}
			} else if err := s.View(t.Context(), c.read); !errors.Is(err, store.ErrCorrupt) {
				t.Errorf("%s: the first look returns %v", name, err)
			}
			if err := s.View(t.Context(), c.read); err != nil {
				t.Errorf("%s: it is still damaged: %v", name, err)
			}
			if mended, left := s.Damage(); mended != 1 || left != 0 || strings.Count(log.String(), "bot check") != 1 {
				t.Errorf("%s: %d mended, %d left, the log says %s", name, mended, left, log)
			}
			if problems, err := s.Check(t.Context(), false); err != nil || len(problems) > 0 {
				t.Errorf("%s: check finds %v, %v", name, problems, err)
			}
		}
	}
}

func TestTheOthersAreReadWhenOneReplyIsDamaged(t *testing.T) {
	s, _ := mending(t)
	count := func() (n int) {
		s.View(context.Background(), func(r store.Reader) error {
			return r.Pending(nil, func(store.Outgoing) bool { n++; return true })
		})
		return n
	}
	before := count()
	plant(t, s, outbox, flip)
	count()
	if after := count(); after != before-1 || before < 2 {
		t.Errorf("of %d replies %d are left", before, after)
	}
}

func TestWhatCannotBeMendedIsTriedOnce(t *testing.T) {
	s, log := mending(t)
	plant(t, s, events, flip)
	read := func(r store.Reader) error { return r.Events(1, func(store.Event) bool { return true }) }
	for range 3 {
		runs := 0
		// Whoever handles the error can go on: the transaction is not refused for ever.
		if err := s.Update(t.Context(), func(tx store.Tx) error {
			runs++
			read(tx)
			return tx.SetOffset(7)
		}); err != nil || runs > 2 {
			t.Errorf("after %d runs: %v", runs, err)
		}
	}
	if err := s.View(t.Context(), read); !errors.Is(err, store.ErrCorrupt) {
		t.Errorf("reading the damaged event returns %v", err)
	}
	if _, left := s.Damage(); left == 0 || strings.Count(log.String(), "record=events/1 ") != 1 {
		t.Errorf("%d left, the log says %s", left, log)
	}
}

func TestWithoutMendADamagedRecordStays(t *testing.T) {
	s := openIn(t, t.TempDir())
	storetest.Fill(t, s)
	plant(t, s, outbox, flip)
	for range 2 {
		err := s.Update(t.Context(), func(tx store.Tx) error { return tx.Pending(nil, func(store.Outgoing) bool { return true }) })
		if !errors.Is(err, store.ErrCorrupt) {
			t.Errorf("reading returns %v", err)
		}
	}
}
