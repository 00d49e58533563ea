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

// forgetOnce removes the keys of old updates and expired conversations, letters that nobody has asked for in time, and what
// has waited too long for a chat that takes no messages.
func (a *App) forgetOnce(ctx context.Context) error {
	dropped := 0
	err := a.Store.Update(ctx, func(tx store.Tx) (err error) {
		if err := tx.Forget(a.now().Add(-keyTime)); err != nil {
			return err
		}
		if err := tx.ForgetLetters(a.now().Add(-letterTime)); err != nil {
			return err
		}
		dropped, err = tx.ForgetParked(a.now().Add(-letterTime))
		return err
	})
	if err == nil && dropped > 0 {
		a.log.Info("store: replies to chats that take none were dropped, being too old", "replies", dropped)
	}
	return err
}
