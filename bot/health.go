package main

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"

	"chutri/store"
)

const (
	staleContact = 3 * time.Minute  // without a word of Telegram beyond which the program is not ready
	staleReply   = 20 * time.Minute // a reply's waiting, beyond which the program is not ready
	stateTime    = 2 * time.Second  // how long a look at the state is good, so that asking often costs nothing
	statePause   = 10               // how many times longer than looking it is good at least, for the outbox may be long
)

// state is what monitoring sees of the program.
type state struct {
	writable error         // why the store cannot be written
	waiting  int           // replies that wait, without those of chats that take none
	oldest   time.Duration // how long the longest of them has waited
}

// health looks at the program's state, at most every stateTime, and for no more than a tenth of the time.
type health struct {
	store   store.Store
	contact func() time.Time // until when all that Telegram had is in the store; nil where there is no Telegram
	robbed  func() bool      // somebody else takes the bot's updates; nil with contact
	now     func() time.Time

	mu   sync.Mutex
	at   time.Time
	good time.Duration // from then on
	last state
}

// look returns the state of now or a moment ago.
func (h *health) look(ctx context.Context) state {
	h.mu.Lock()
	defer h.mu.Unlock()
	now := h.now()
	if !h.at.IsZero() && now.Sub(h.at) < h.good && !now.Before(h.at) {
		return h.last
	}
	var s state
	s.writable = h.store.Update(ctx, func(tx store.Tx) error {
		offset, err := tx.Offset()
		if err != nil {
			return err
		}
		return tx.SetOffset(offset)
	})
	err := h.store.View(ctx, func(r store.Reader) error {
		waiting, first, err := r.Waiting()
		if s.waiting = waiting; waiting > 0 {
			s.oldest = max(0, now.Sub(first))
		}
		return err
	})
	if s.writable == nil {
		s.writable = err
	}
	if ctx.Err() == nil {
		h.last, h.at, h.good = s, now, max(stateTime, statePause*h.now().Sub(now))
	}
	return s
}

// publish adds the state to the metrics.
func (h *health) publish(m *metrics) {
	m.gauge("outbox_waiting", "Replies that wait, without those of chats that take none.", func() float64 {
		return float64(h.look(context.Background()).waiting)
	})
	m.gauge("outbox_oldest_seconds", "How long the longest of the waiting replies has waited.", func() float64 {
		return h.look(context.Background()).oldest.Seconds()
	})
	m.gauge("store_writable", "1 while the store can be written.", func() float64 {
		if h.look(context.Background()).writable != nil {
			return 0
		}
		return 1
	})
	if h.contact != nil {
		m.gauge("telegram_contact_seconds", "Time since the store had all that Telegram had.", func() float64 {
			return h.now().Sub(h.contact()).Seconds()
		})
	}
}

// ready answers 200 while the store can be written, nobody else takes the updates, they were received lately and replies
// get away; 503 with the first reason otherwise.
func (a *App) ready(w http.ResponseWriter, r *http.Request) {
	s := a.health.look(r.Context())
	reason := ""
	switch {
	case s.writable != nil:
		a.log.Error("http: the store cannot be written", "error", s.writable)
		reason = "store: not writable"
	case a.health.robbed != nil && a.health.robbed():
		reason = "telegram: another program or a webhook takes the updates"
	case a.health.contact != nil && a.now().Sub(a.health.contact()) > staleContact:
		reason = "telegram: nothing received lately"
	case s.oldest > staleReply:
		reason = "outbox: the oldest reply waits for " + s.oldest.Round(time.Second).String()
	}
	if reason != "" {
		http.Error(w, reason, http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "ready")
}
