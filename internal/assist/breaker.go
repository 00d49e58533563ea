package assist

import (
	"context"
	"errors"
	"sync"
	"time"
)

// When a model that fails is left alone, and for how long.
const (
	failuresToRest = 3
	firstRest      = time.Minute
	longestRest    = time.Hour
)

// breaker leaves a model alone that has failed several times in a row or that asks for it. A reply that is of no use is no failure of
// the service: one text that a model refuses must not take its help from everybody.
type breaker struct {
	mu       sync.Mutex
	failures int           // in a row
	rest     time.Duration // of the last time
	until    time.Time
}

// allows reports whether the model may be asked.
func (b *breaker) allows(now time.Time) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return !now.Before(b.until)
}

// learn takes what became of a request. After a rest one failure is enough for the next, which is twice as long.
func (b *breaker) learn(now time.Time, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	var busy BusyError
	switch {
	case err == nil, errors.Is(err, ErrNoReply):
		b.failures, b.rest = 0, 0
	case errors.Is(err, context.Canceled): // the program ends
	case errors.As(err, &busy):
		b.until = now.Add(min(max(busy.After, time.Second), longestRest))
	default:
		if b.failures++; b.failures >= failuresToRest {
			b.rest = min(max(2*b.rest, firstRest), longestRest)
			b.until = now.Add(b.rest)
		}
	}
}
