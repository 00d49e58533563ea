package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"chutri/internal/remind"
	"chutri/store"
)

// ticking is how often the program looks whether something is due.
const ticking = time.Minute

// watchClock looks every minute, and first of all at once, for digests, reminders and notices that are due, until the context ends.
func (a *App) watchClock(ctx context.Context) {
	beat := time.NewTicker(ticking)
	defer beat.Stop()
	for {
		if err := a.tick(ctx); err != nil && ctx.Err() == nil {
			a.log.Error("cannot send what is due", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-beat.C:
		}
	}
}

// tick applies what is due by now, all in one transaction, and wakes whoever sends.
func (a *App) tick(ctx context.Context) error {
	due := 0
	err := a.Store.View(ctx, func(r store.Reader) error { // most ticks find nothing, and write nothing
		found, err := a.Handlers.Due(r)
		due = len(found)
		return err
	})
	if err != nil || due == 0 {
		return err
	}
	applied := 0
	err = a.Store.Update(ctx, func(tx store.Tx) error {
		applied, err = a.Handlers.Tick(tx)
		return err
	})
	if err != nil || applied == 0 {
		return err
	}
	a.log.Info("sent what was due", "steps", applied)
	if a.transport != nil {
		a.transport.Wake()
	}
	return nil
}

// officeCalendar reads the office's working days from the data folder; without a file it is the public calendar.
func officeCalendar(config Config) (*remind.Calendar, error) {
	path := filepath.Join(config.DataDir, remind.CalendarFile)
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return remind.NewCalendar(config.Zone), nil
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	calendar, err := remind.ReadCalendar(file, config.Zone)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return calendar, nil
}
