package bolt

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"chutri/store"
	"chutri/store/storetest"
)

// plant damages a bucket behind the store's back.
func plant(t *testing.T, s *Store, b bucket, damage func(*bbolt.Bucket) error) {
	t.Helper()
	if err := s.db.Update(func(b2 *bbolt.Tx) error { return damage(b.in(b2)) }); err != nil {
		t.Fatal(err)
	}
}

func drop(b *bbolt.Bucket) error {
	key, _ := b.Cursor().First()
	return b.Delete(key)
}

func flip(b *bbolt.Bucket) error {
	key, value := b.Cursor().First()
	value = bytes.Clone(value)
	value[len(value)/2] ^= 4
	return b.Put(key, value)
}

func stray(b *bbolt.Bucket) error { return b.Put(bytes.Repeat([]byte{7}, 40), inIndex) }

func TestCheckFindsPlantedDamageAndRepairsIt(t *testing.T) {
	all := append([]bucket{stepsByTime}, derivedFromEvents...)
	damages := map[string]func(*bbolt.Bucket) error{"a record is missing": drop, "a record is too many": stray, "a bit is flipped": flip}
	for name, damage := range damages {
		for _, b := range all {
			t.Run(b.String()+": "+name, func(t *testing.T) {
				s := openIn(t, t.TempDir())
				storetest.Fill(t, s)
				before := storetest.Dump(t, s)
				plant(t, s, b, func(bucket *bbolt.Bucket) error {
					if key, value := bucket.Cursor().First(); name == "a bit is flipped" && len(value) == 0 {
						// An index has no values: it is its key that is damaged.
						bucket.Delete(bytes.Clone(key))
						key = bytes.Clone(key)
						key[0] ^= 4
						return bucket.Put(key, inIndex)
					}
					return damage(bucket)
				})
				mends(t, s, b)
				if after := storetest.Dump(t, s); after != before {
					t.Errorf("after the repair the store has\n%s\nit had\n%s", after, before)
				}
			})
		}
	}
}

// mends expects that Check finds damage in a bucket alone, changes nothing at first, then repairs it.
func mends(t *testing.T, s *Store, b bucket) {
	t.Helper()
	for _, repair := range []bool{false, true} {
		problems, err := s.Check(context.Background(), repair)
		if err != nil || len(problems) == 0 {
			t.Fatalf("check with repair %v finds %v, %v", repair, problems, err)
		}
		for _, p := range problems {
			if !strings.HasPrefix(p.Where, b.String()) || p.Mended != repair || p.What == "" {
				t.Errorf("check with repair %v finds %+v", repair, p)
			}
		}
	}
	if problems, err := s.Check(context.Background(), false); err != nil || len(problems) > 0 {
		t.Errorf("after the repair check finds %v, %v", problems, err)
	}
}

func TestCheckPutsWhatCannotBeReadIntoQuarantine(t *testing.T) {
	for _, b := range []bucket{sessions, cards, outbox, parked, deadLetters} {
		t.Run(b.String(), func(t *testing.T) {
			s := openIn(t, t.TempDir())
			storetest.Fill(t, s)
			plant(t, s, b, flip)
			mends(t, s, b)
			err := s.db.View(func(b *bbolt.Tx) error {
				found := 0
				err := walk(&reader{tx: b}, quarantine, []byte("damaged:"), func(q quarantined) bool {
					if len(q.Raw) > 0 && q.Reason != "" {
						found++
					}
					return found < 1
				})
				if found != 1 {
					t.Error("the damaged record is not in the quarantine")
				}
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
}

func TestCheckKeepsAStepKnownWhoseTimeIsLost(t *testing.T) {
	s := openIn(t, t.TempDir())
	storetest.Fill(t, s)
	plant(t, s, steps, flip)
	problems, err := s.Check(context.Background(), true)
	if err != nil || len(problems) == 0 {
		t.Fatalf("check finds %v, %v", problems, err)
	}
	s.View(context.Background(), func(r store.Reader) error {
		if applied, err := r.Applied("tg:1"); !applied || err != nil {
			t.Errorf("the step is applied: %v, %v", applied, err)
		}
		return nil
	})
	if problems, err := s.Check(context.Background(), false); err != nil || len(problems) > 0 {
		t.Errorf("after the repair check finds %v, %v", problems, err)
	}
}

func TestCheckFindsAnOutboxThatWouldGiveAnIdTwice(t *testing.T) {
	s := openIn(t, t.TempDir())
	storetest.Fill(t, s)
	plant(t, s, outbox, func(b *bbolt.Bucket) error { return b.SetSequence(1) })
	mends(t, s, outbox)
}

func TestCheckLeavesDerivedRecordsAloneWhenAnEventIsLost(t *testing.T) {
	// No other event follows from that of a language.
	dropAlone := func(b *bbolt.Bucket) error {
		cursor := b.Cursor()
		for key, value := cursor.First(); key != nil; key, value = cursor.Next() {
			if bytes.Contains(value, []byte(store.LanguageSet)) {
				return cursor.Delete()
			}
		}
		return errors.New("no such event")
	}
	for name, damage := range map[string]func(*bbolt.Bucket) error{"missing": drop, "missing alone": dropAlone, "flipped": flip} {
		s := openIn(t, t.TempDir())
		storetest.Fill(t, s)
		plant(t, s, events, damage)
		problems, err := s.Check(context.Background(), true)
		if err != nil || len(problems) == 0 {
			t.Fatalf("%s: check finds %v, %v", name, problems, err)
		}
		if !strings.HasPrefix(problems[0].Where, "events/") {
			t.Errorf("%s: check finds %v first", name, problems[0])
		}
		for _, p := range problems {
			if p.Mended {
				t.Errorf("%s: check says that it mended %s: %s", name, p.Where, p.What)
			}
		}
		s.View(context.Background(), func(r store.Reader) error {
			if p, err := r.Progress(1); err != nil || p.Text == "" {
				t.Errorf("%s: the update is lost too: %v", name, err)
			}
			return nil
		})
	}
}

func TestCheckTakesRecordsOfAnEarlierProgramAsTheyAre(t *testing.T) {
	s := openIn(t, t.TempDir())
	storetest.Fill(t, s)
	plant(t, s, members, func(b *bbolt.Bucket) error {
		key := idKey(31)
		payload, err := unseal(members, key, b.Get(key))
		if err != nil {
			return err
		}
		spaced := bytes.Replace(payload, []byte(`,"`), []byte(` , "`), 1)
		return b.Put(key, append(binary.BigEndian.AppendUint32(nil, checksum(key, spaced)), spaced...))
	})
	if problems, err := s.Check(context.Background(), false); err != nil || len(problems) > 0 {
		t.Errorf("check finds %v, %v", problems, err)
	}
}

func TestARecordUnderAnotherKeyIsNotRead(t *testing.T) {
	s := openIn(t, t.TempDir())
	storetest.Fill(t, s)
	plant(t, s, members, func(b *bbolt.Bucket) error { return b.Put(idKey(31), bytes.Clone(b.Get(idKey(9)))) })
	err := s.View(context.Background(), func(r store.Reader) error {
		_, err := r.Member(31)
		return err
	})
	if !errors.Is(err, store.ErrCorrupt) || !strings.Contains(err.Error(), "members/31") {
		t.Errorf("reading returns %v, want ErrCorrupt", err)
	}
}
