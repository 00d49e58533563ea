package main

import (
	"context"
	"time"

	"chutri/store"
)

// measuredStore counts what is written through it.
type measuredStore struct {
	store.Store
	metrics *metrics
}

// Update implements store.Store.
func (s measuredStore) Update(ctx context.Context, do func(store.Tx) error) error {
	started := time.Now()
	var outcomes []string
	err := s.Store.Update(ctx, func(tx store.Tx) error {
		counting := &measuredTx{Tx: tx}
		err := do(counting)
		outcomes = counting.outcomes
		return err
	})
	if err != nil {
		return err
	}
	s.metrics.commits.Observe(time.Since(started).Seconds())
	for _, outcome := range outcomes {
		s.metrics.replies.WithLabelValues(outcome).Inc()
	}
	return nil
}

// measuredTx notes what becomes of replies; it counts once the transaction is on the disk.
type measuredTx struct {
	store.Tx
	outcomes []string
}

func (t *measuredTx) note(outcome string, err error) error {
	if err == nil {
		t.outcomes = append(t.outcomes, outcome)
	}
	return err
}

// Apply implements store.Tx.
func (t *measuredTx) Apply(step store.Step) (bool, error) {
	applied, err := t.Tx.Apply(step)
	if applied {
		for range step.Replies {
			t.note("made", nil)
		}
	}
	return applied, err
}

// Sent implements store.Tx.
func (t *measuredTx) Sent(id uint64, messageID int) error {
	return t.note("sent", t.Tx.Sent(id, messageID))
}

// Postpone implements store.Tx.
func (t *measuredTx) Postpone(id uint64, until time.Time, reason string) error {
	return t.note("postponed", t.Tx.Postpone(id, until, reason))
}

// Bury implements store.Tx.
func (t *measuredTx) Bury(id uint64, reason string, at time.Time) error {
	return t.note("buried", t.Tx.Bury(id, reason, at))
}

// ForgetParked implements store.Tx.
func (t *measuredTx) ForgetParked(before time.Time) (int, error) {
	dropped, err := t.Tx.ForgetParked(before)
	for range dropped {
		t.note("expired", err)
	}
	return dropped, err
}

// Park implements store.Tx.
func (t *measuredTx) Park(chatID int64, reason string) error {
	return t.note("parked", t.Tx.Park(chatID, reason))
}
