package storetest

import (
	"bytes"
	"context"
	"errors"
	"sync"
	"testing"

	"chutri/store"
)

var errRefused = errors.New("refused")

var transactions = []promise{
	{"an error of do leaves nothing", func(t *testing.T, s store.Store) {
		Fill(t, s)
		before := Dump(t, s)
		err := s.Update(context.Background(), func(tx store.Tx) error {
			for _, err := range []error{
				applyIn(tx, store.Step{Key: "new", At: noon, Events: []store.Event{recorded(4)}, Replies: replies(1, 2), Session: session(1, 1, "x", noon)}),
				tx.SetOffset(99), tx.SetReceived(noon.AddDate(1, 0, 0)), tx.Sent(2, 3), tx.Park(2001, "x"), tx.Unpark(7), tx.MoveChat(-50, -100), tx.Forget(noon.AddDate(1, 0, 0)),
			} {
				if err != nil {
					t.Errorf("in the transaction: %v", err)
				}
			}
			return errRefused
		})
		if !errors.Is(err, errRefused) {
			t.Errorf("Update returns %v, want do's error", err)
		}
		equal(t, "after a refused update", Dump(t, s), before)
	}},
	{"a transaction reads what it wrote", func(t *testing.T, s store.Store) {
		update(t, s, func(tx store.Tx) error {
			if err := applyIn(tx, store.Step{Key: "k", At: noon, Events: []store.Event{recorded(1)}, Replies: replies(7)}); err != nil {
				return err
			}
			applied, _ := tx.Applied("k")
			next, _ := tx.NextUpdate()
			p, err := tx.Progress(1)
			if !applied || next != 2 || p.ID != 1 || err != nil {
				t.Errorf("applied %v, next %d, progress %d, %v", applied, next, p.ID, err)
			}
			return applyIn(tx, step("k2", recorded(2), amended(1)))
		})
		if p := progressOf(t, s, 1); p.Revision != 2 {
			t.Errorf("revision %d, want 2", p.Revision)
		}
	}},
	{"an ended context stops Update and View before they begin", func(t *testing.T, s store.Store) {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		ran := false
		if err := s.Update(ctx, func(store.Tx) error { ran = true; return nil }); !errors.Is(err, context.Canceled) {
			t.Errorf("Update returns %v", err)
		}
		if err := s.View(ctx, func(store.Reader) error { ran = true; return nil }); !errors.Is(err, context.Canceled) {
			t.Errorf("View returns %v", err)
		}
		if ran {
			t.Error("do was run")
		}
	}},
	{"an Update that waits for its turn leaves when its context ends", func(t *testing.T, s store.Store) {
		inside, done := make(chan struct{}), make(chan error)
		leave := make(chan struct{})
		go func() {
			done <- s.Update(context.Background(), func(store.Tx) error { close(inside); <-leave; return nil })
		}()
		<-inside
		ctx, cancel := context.WithCancel(context.Background())
		watched := &watchedContext{Context: ctx, asked: make(chan struct{})}
		waiting := make(chan error)
		go func() { waiting <- s.Update(watched, func(store.Tx) error { return nil }) }()
		<-watched.asked
		cancel()
		if err := <-waiting; !errors.Is(err, context.Canceled) {
			t.Errorf("the waiting Update returns %v", err)
		}
		close(leave)
		if err := <-done; err != nil {
			t.Errorf("the first Update returns %v", err)
		}
	}},
	{"a View sees one state while Updates run", viewsAreConsistent},
	{"Updates from many goroutines run one after the other", func(t *testing.T, s store.Store) {
		const writers, each = 8, 5
		var group sync.WaitGroup
		for range writers {
			group.Go(func() {
				for range each {
					err := s.Update(context.Background(), func(tx store.Tx) error {
						n, err := tx.Offset()
						return first(err, tx.SetOffset(n+1))
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		group.Wait()
		if n := read(t, s, store.Reader.Offset); n != writers*each {
			t.Errorf("%d updates counted, want %d", n, writers*each)
		}
	}},
	{"a backup is written while the store is open", func(t *testing.T, s store.Store) {
		Fill(t, s)
		var copied bytes.Buffer
		if err := s.Backup(context.Background(), &copied); err != nil || copied.Len() == 0 {
			t.Errorf("backup of %d bytes: %v", copied.Len(), err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if err := s.Backup(ctx, &copied); !errors.Is(err, context.Canceled) {
			t.Errorf("backup with an ended context: %v", err)
		}
	}},
}

// watchedContext tells when somebody first waits for its end.
type watchedContext struct {
	context.Context
	asked chan struct{}
	once  sync.Once
}

func (w *watchedContext) Done() <-chan struct{} {
	w.once.Do(func() { close(w.asked) })
	return w.Context.Done()
}

func applyIn(tx store.Tx, step store.Step) error {
	_, err := tx.Apply(step)
	return err
}

// viewsAreConsistent writes the same number in two places at once and reads them apart.
func viewsAreConsistent(t *testing.T, s store.Store) {
	const rounds = 40
	stop := make(chan struct{})
	var group sync.WaitGroup
	for range 2 {
		group.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				err := s.View(context.Background(), func(r store.Reader) error {
					offset, err := r.Offset()
					next, err2 := r.NextUpdate()
					count := int64(0)
					err3 := r.Events(0, func(store.Event) bool { count++; return true })
					if offset != int64(next)-1 || offset != count {
						t.Errorf("a view sees offset %d, next update %d, %d events", offset, next, count)
					}
					return first(err, err2, err3)
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	for i := range uint64(rounds) {
		update(t, s, func(tx store.Tx) error {
			return first(tx.SetOffset(int64(i+1)), applyIn(tx, step(string(rune('a'+i)), recorded(i+1))))
		})
	}
	close(stop)
	group.Wait()
}

func closedStore(t *testing.T, s store.Store) {
	for range 2 {
		if err := s.Close(); err != nil {
			t.Fatalf("close: %v", err)
		}
	}
	if err := s.Update(context.Background(), func(store.Tx) error { return nil }); err == nil {
		t.Error("Update on a closed store succeeds")
	}
	if err := s.View(context.Background(), func(store.Reader) error { return nil }); err == nil {
		t.Error("View on a closed store succeeds")
	}
	if _, err := s.Check(context.Background(), false); err == nil {
		t.Error("Check on a closed store succeeds")
	}
}
