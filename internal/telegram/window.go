package telegram

import (
	"slices"
	"time"
)

// window admits at most most events in any span of time. An event may take long, and what counts is the unknown moment
// in between at which Telegram notices it: so an event takes its place from its start until a span after its end. That
// keeps the limit however much the network delays one request and hurries the next.
type window struct {
	most    int
	span    time.Duration
	running int
	ended   []time.Time // within the last span, the earliest first
}

// opens returns the time from which one more event may start: now if it may at once, and false if that depends on
// events that still run.
func (w *window) opens(now time.Time) (time.Time, bool) {
	for len(w.ended) > 0 && !now.Before(w.ended[0].Add(w.span)) {
		w.ended = w.ended[1:]
	}
	over := w.running + len(w.ended) - w.most
	switch {
	case over < 0:
		return now, true
	case over >= len(w.ended):
		return time.Time{}, false
	}
	return w.ended[over].Add(w.span), true
}

func (w *window) start() { w.running++ }

// end notes the end of an event. Ends may be noted in another order than they came.
func (w *window) end(at time.Time) {
	w.running--
	place, _ := slices.BinarySearchFunc(w.ended, at, time.Time.Compare)
	w.ended = slices.Insert(w.ended, place, at)
}

// idle reports whether the window has forgotten all events.
func (w *window) idle(now time.Time) bool {
	w.opens(now)
	return w.running == 0 && len(w.ended) == 0
}
