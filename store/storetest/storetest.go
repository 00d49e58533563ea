// Package storetest holds what every backend of the store must pass. It is for tests only.
//
//	func TestStore(t *testing.T) { storetest.Run(t, open) }
package storetest

import (
	"context"
	"testing"

	"chutri/store"
)

// Open returns a new, empty store and closes it in the test's cleanup.
type Open func(t testing.TB) store.Store

// Reopen closes a store and opens again what it kept.
type Reopen func(t testing.TB, s store.Store) store.Store

// promise is one promise of the contract, shown on an empty store.
type promise struct {
	name string
	show func(t *testing.T, s store.Store)
}

// Run shows that a backend keeps the promises of the contract. After each of them Check must find nothing.
func Run(t *testing.T, open Open) {
	for _, group := range [][]promise{
		transactions, applying, progress, people, conversations, outbox, moving,
	} {
		for _, p := range group {
			t.Run(p.name, func(t *testing.T) {
				s := open(t)
				p.show(t, s)
				checkClean(t, s)
			})
		}
	}
	t.Run("a closed store refuses everything and closes again", func(t *testing.T) { closedStore(t, open(t)) })
	t.Run("random steps do what they do to a naive store in memory", func(t *testing.T) { compareWithMemory(t, open) })
}

// RunReopening shows that a backend keeps everything from one opening to the next.
func RunReopening(t *testing.T, open Open, reopen Reopen) {
	t.Run("reopening keeps everything", func(t *testing.T) {
		s := open(t)
		Fill(t, s)
		before := Dump(t, s)
		s = reopen(t, s)
		equal(t, "after reopening", Dump(t, s), before)
		checkClean(t, s)
	})
	t.Run("ids go on after reopening", func(t *testing.T) {
		s := open(t)
		Fill(t, s)
		waiting := pending(t, s)
		next := read(t, s, store.Reader.NextUpdate)
		update(t, s, func(tx store.Tx) error { return tx.Sent(waiting[len(waiting)-1].ID, 0) })
		s = reopen(t, s)
		apply(t, s, store.Step{Key: "more", At: noon, Events: []store.Event{recorded(next)}, Replies: replies(8)})
		now := pending(t, s)
		if last, before := now[len(now)-1].ID, waiting[len(waiting)-1].ID; last <= before {
			t.Errorf("a new reply has the id %d, an earlier one had %d", last, before)
		}
	})
}

func checkClean(t testing.TB, s store.Store) {
	t.Helper()
	problems, err := s.Check(context.Background(), false)
	if err != nil {
		t.Fatalf("check: %v", err)
	}
	for _, p := range problems {
		t.Errorf("check finds %s: %s", p.Where, p.What)
	}
}

func update(t testing.TB, s store.Store, do func(tx store.Tx) error) {
	t.Helper()
	if err := s.Update(context.Background(), do); err != nil {
		t.Fatalf("update: %v", err)
	}
}

// apply applies steps, one transaction each, that must all be new.
func apply(t testing.TB, s store.Store, steps ...store.Step) {
	t.Helper()
	for _, step := range steps {
		update(t, s, func(tx store.Tx) error {
			applied, err := tx.Apply(step)
			if err == nil && !applied {
				t.Errorf("step %s was not applied", step.Key)
			}
			return err
		})
	}
}

// read returns what a method of the reader returns, which must be no error.
func read[T any](t testing.TB, s store.Store, get func(store.Reader) (T, error)) (got T) {
	t.Helper()
	err := s.View(context.Background(), func(r store.Reader) (err error) {
		got, err = get(r)
		return err
	})
	if err != nil {
		t.Fatalf("view: %v", err)
	}
	return got
}

// fails returns the error of a method of the reader.
func fails[T any](s store.Store, get func(store.Reader) (T, error)) error {
	return s.View(context.Background(), func(r store.Reader) error {
		_, err := get(r)
		return err
	})
}

func equal(t testing.TB, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got\n%s\nwant\n%s", what, got, want)
	}
}
