package handlers

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Wrong invite codes that a person may try at once, and how long it takes until one more may be tried.
const (
	guessBurst = 5
	guessEvery = 12 * time.Minute
)

// guesses limits how often a person may try invite codes. Beyond the limit a right code is refused like a wrong one, so that
// trying on tells nothing.
type guesses struct {
	mu sync.Mutex
	of map[int64]*rate.Limiter
}

// open reports whether a person may try a code now.
func (g *guesses) open(person int64, now time.Time) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	tried := g.of[person]
	return tried == nil || tried.TokensAt(now) >= 1
}

// wrong counts a code that was none.
func (g *guesses) wrong(person int64, now time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for other, tried := range g.of {
		if tried.TokensAt(now) >= guessBurst {
			delete(g.of, other)
		}
	}
	if g.of == nil {
		g.of = make(map[int64]*rate.Limiter)
	}
	if g.of[person] == nil {
		g.of[person] = rate.NewLimiter(rate.Every(guessEvery), guessBurst)
	}
	g.of[person].AllowN(now, 1)
}
