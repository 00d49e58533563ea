package handlers

import (
	"errors"
	"fmt"
	"runtime/debug"

	"chutri/store"
)

// Tick applies what the clock owes now and returns how many Steps that were. A Step that cannot be made is logged and owed on; those
// behind it do not wait for it. Each Step remembers that it was sent, so that whatever happens between two ticks, it is
// applied once.
func (h *Handler) Tick(tx store.Tx) (applied int, err error) {
	due, err := h.Due(tx)
	if err != nil {
		return 0, err
	}
	for _, d := range due {
		step, err := d.guarded(tx)
		if err != nil {
			h.Log.Error("what is due cannot be made", "key", d.Key, "error", err)
			continue
		}
		fresh, err := tx.Apply(step)
		if errors.Is(err, store.ErrInvalid) {
			h.Log.Error("what is due cannot be kept", "key", d.Key, "error", err)
			continue
		}
		if err != nil {
			return applied, err
		}
		if fresh {
			applied++
		}
	}
	return applied, nil
}

// guarded makes the Step; a panic is an error.
func (d Due) guarded(r store.Reader) (step store.Step, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return d.Step(r)
}
