package main

import (
	"context"
	"time"

	"chutri/store"
)

// How long what is only needed for a while is kept, and how often what is older is removed.
const (
	keyTime    = 6 * 24 * time.Hour  // keys of handled updates: Telegram repeats one for a day at most, and may restart its numbers after a week
	letterTime = 90 * 24 * time.Hour // replies that could not be delivered, and updates that could not be handled
	forgetting = time.Hour
)

// forget removes what is only needed for a while, at once and then again and again until the context ends.
func (a *App) forget(ctx context.Context) {
	tick := time.NewTicker(forgetting)
	defer tick.Stop()
	for {
		if err := a.forgetOnce(ctx); err != nil && ctx.Err() == nil {
			a.log.Error("store: cannot remove what is too old", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// forgetOnce removes the keys of old updates and expired conversations, and letters that nobody has asked for in time.
func (a *App) forgetOnce(ctx context.Context) error {
	return a.Store.Update(ctx, func(tx store.Tx) error {
		if err := tx.Forget(a.now().Add(-keyTime)); err != nil {
			return err
		}
		return tx.ForgetLetters(a.now().Add(-letterTime))
	})
}
