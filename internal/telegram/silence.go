package telegram

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"chutri/store"
)

const (
	forgets   = 24 * time.Hour // what Telegram could not deliver for so long it drops
	noteEvery = time.Hour      // how often the store learns until when all was received
)

// silenceAlarms are the times after which a silence is reported, before Telegram forgets.
var silenceAlarms = []time.Duration{12 * time.Hour, 20 * time.Hour}

// silence watches for how long it has not been certain that the store has all that Telegram had, whatever the reason: no
// network, a webhook that cannot be reached, a store that takes nothing. It goes on through restarts.
type silence struct {
	store store.Store
	clock func() time.Time
	log   *slog.Logger

	mu     sync.Mutex
	since  time.Time // until then all is in the store
	noted  time.Time // what the store knows of it
	alarms int       // given since then
}

// begin goes on with what the store knows.
func (s *silence) begin(ctx context.Context) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.clock()
	err := s.store.View(ctx, func(r store.Reader) (err error) {
		s.since, err = r.Received()
		return err
	})
	if err != nil && ctx.Err() == nil {
		s.log.Error("telegram: cannot read until when updates were received", "error", err)
	}
	if s.noted = s.since; err != nil || s.since.IsZero() || s.since.After(now) {
		s.since = now
	}
}

// over notes that the store has all that Telegram had. It seldom writes.
func (s *silence) over(ctx context.Context) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.clock()
	if lasted := now.Sub(s.since); lasted > forgets && !s.since.IsZero() {
		s.log.Error("telegram: receiving again; Telegram has forgotten what was written more than a day ago",
			"hours", int(lasted.Hours()), "since", s.since)
	}
	s.since, s.alarms = now, 0
	if noted := now.Sub(s.noted); noted >= 0 && noted < noteEvery {
		return
	}
	if err := s.store.Update(ctx, func(tx store.Tx) error { return tx.SetReceived(now) }); err != nil {
		if ctx.Err() == nil {
			s.log.Warn("telegram: cannot store until when updates were received", "error", err)
		}
		return
	}
	s.noted = now
}

// last returns until when the store is known to have all.
func (s *silence) last() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.since
}

// alarm reports a silence that has become long.
func (s *silence) alarm() {
	s.mu.Lock()
	defer s.mu.Unlock()
	lasted, given := s.clock().Sub(s.since), s.alarms
	for s.alarms < len(silenceAlarms) && lasted > silenceAlarms[s.alarms] {
		s.alarms++
	}
	if s.alarms > given {
		s.log.Error("telegram: no updates received for long; after 24 hours Telegram forgets them",
			"hours", int(lasted.Hours()), "since", s.since)
	}
}
