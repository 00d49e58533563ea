package bolt

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"chutri/store"
)

// audit is one run of Check over the records.
type audit struct {
	tx       *tx
	mend     bool
	problems []store.Problem
	mends    []change
	lastID   uint64 // the highest id in the outbox where its bucket gave out fewer, else 0
}

func (a *audit) run(ctx context.Context) error {
	want := newDerived()
	whole := a.readEvents(want)
	for _, b := range derivedFromEvents {
		if err := ctx.Err(); err != nil {
			return err
		}
		a.compare(b, want, whole)
	}
	a.readSteps(want)
	a.compare(stepsByTime, want, true)
	a.readRest()
	return ctx.Err()
}

// report adds a problem with a record and, if it can be mended, the changes that do.
func (a *audit) report(b bucket, key []byte, what string, mends ...change) {
	mended := a.mend && len(mends) > 0
	a.problems = append(a.problems, store.Problem{Where: place(b, key), What: what, Mended: mended})
	if mended {
		a.mends = append(a.mends, mends...)
	}
}

// readEvents derives all records from the log again. whole is false where an event is missing or cannot be read.
func (a *audit) readEvents(want *derived) (whole bool) {
	whole = true
	next := uint64(1)
	cursor := a.tx.bucket(events).Cursor()
	for key, sealed := cursor.First(); key != nil; key, sealed = cursor.Next() {
		seq := firstNumber(key)
		if seq != next {
			whole = false
			a.report(events, numberKey(next), fmt.Sprintf("the events from here to %d are missing", seq-1))
		}
		next = seq + 1
		event, err := decode[store.Event](events, key, sealed)
		if err == nil && event.Seq != seq {
			err = damaged("the event says that it is number %d", event.Seq)
		}
		if err == nil {
			err = derive(want, event)
		}
		if err != nil {
			whole = false
			a.report(events, key, err.Error())
		}
	}
	return whole
}

// compare reports where a derived bucket is not what it should be.
func (a *audit) compare(b bucket, want *derived, mendable bool) {
	report := func(key []byte, what string, mend change) {
		if mendable {
			a.report(b, key, what, mend)
		} else {
			a.report(b, key, what)
		}
	}
	missing := want.records[b]
	cursor := a.tx.bucket(b).Cursor()
	for key, value := cursor.First(); key != nil; key, value = cursor.Next() {
		key := bytes.Clone(key)
		wanted, ok := missing[string(key)]
		delete(missing, string(key))
		switch {
		case !ok:
			report(key, "it does not follow from the events", change{b, key, nil})
		case !sameRecord(b, key, value, wanted):
			report(key, "it differs from what follows from the events", change{b, key, wanted})
		}
	}
	keys := make([]string, 0, len(missing))
	for key := range missing {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for _, key := range keys {
		report([]byte(key), "it is missing", change{b, []byte(key), missing[key]})
	}
}

// readSteps derives the order in time of the Steps' keys. A key whose time is lost stays, with the last event's time.
func (a *audit) readSteps(want *derived) {
	cursor := a.tx.bucket(steps).Cursor()
	for key, sealed := cursor.First(); key != nil; key, sealed = cursor.Next() {
		key := bytes.Clone(key)
		at, err := decode[time.Time](steps, key, sealed)
		if err != nil {
			at, _ = a.tx.timeOfLastEvent()
			renewed, encodeErr := encode(key, at)
			if encodeErr != nil {
				a.report(steps, key, err.Error())
				continue
			}
			a.report(steps, key, err.Error(), change{steps, key, renewed})
		}
		want.keep(stepsByTime, stepTimeKey(at, string(key)), inIndex)
	}
}

// readRest reads the records that nothing else tells about.
func (a *audit) readRest() {
	a.readMeta()
	readAll[store.Session](a, sessions)
	readAll[store.Card](a, cards)
	readAll[store.Outgoing](a, outbox)
	readAll[string](a, parked)
	readAll[buried](a, deadLetters)
	readAll[quarantined](a, quarantine)
	if given, last := a.tx.bucket(outbox).Sequence(), a.tx.last(outbox); given < last {
		a.lastID = last
		a.problems = append(a.problems, store.Problem{
			Where: outbox.String(), What: fmt.Sprintf("the last id given is %d, but %d waits", given, last), Mended: a.mend,
		})
	}
}

// readMeta reads what the file says about itself. Without its schema a file is no store: that is not put aside.
func (a *audit) readMeta() {
	cursor := a.tx.bucket(meta).Cursor()
	for key, sealed := cursor.First(); key != nil; key, sealed = cursor.Next() {
		_, err := decode[any](meta, key, sealed)
		switch {
		case err == nil:
		case bytes.Equal(key, schemaKey):
			a.report(meta, key, err.Error())
		case bytes.Equal(key, offsetKey):
			a.putAside(meta, key, sealed, fmt.Errorf("%w; without it updates are received from the first that the service still has", err))
		default:
			a.putAside(meta, key, sealed, err)
		}
	}
}

// readAll reports the records of a bucket that cannot be read; it mends by putting them aside.
func readAll[T any](a *audit, b bucket) {
	cursor := a.tx.bucket(b).Cursor()
	for key, sealed := cursor.First(); key != nil; key, sealed = cursor.Next() {
		if _, err := decode[T](b, key, sealed); err != nil {
			a.putAside(b, key, sealed, err)
		}
	}
}

// putAside reports a damaged record; it mends by moving its bytes to the quarantine.
func (a *audit) putAside(b bucket, key, sealed []byte, cause error) {
	aside := []byte("damaged:" + place(b, key))
	kept, err := encode(aside, quarantined{Raw: sealed, Reason: cause.Error()})
	if err != nil {
		a.report(b, key, errors.Join(cause, err).Error())
		return
	}
	a.report(b, key, cause.Error(), change{b, bytes.Clone(key), nil}, change{quarantine, aside, kept})
}

// repair makes the changes that mend, durably.
func (a *audit) repair() error {
	if !a.mend || len(a.mends) == 0 && a.lastID == 0 {
		return nil
	}
	if a.lastID > 0 {
		if err := a.tx.bucket(outbox).SetSequence(a.lastID); err != nil {
			return err
		}
	}
	if err := (&staged{below: &a.tx.reader, list: a.mends}).write(); err != nil {
		return err
	}
	return a.tx.tx.Commit()
}
