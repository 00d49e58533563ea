package telegram

import (
	"context"
	"math/rand/v2"
	"time"
)

// backoff tells how long to wait before the next try: each time about twice as long, and never shorter than Telegram
// asks for.
type backoff struct {
	first, most time.Duration
	tries       int
}

// next returns the wait after a failure.
func (b *backoff) next(err error) time.Duration {
	wait := grow(b.first, b.most, b.tries)
	b.tries++
	if refused := asRefusal(err); refused != nil && refused.retryAfter > 0 {
		return refused.retryAfter + jitter(time.Second)
	}
	return wait
}

// reset is called after a success.
func (b *backoff) reset() { b.tries = 0 }

// grow doubles a wait with every try up to the most, and varies it by half, so that many programs that failed together
// do not come back together.
func grow(first, most time.Duration, tries int) time.Duration {
	wait := most
	if first < most>>tries {
		wait = first << tries
	}
	return wait/2 + jitter(wait/2)
}

func jitter(most time.Duration) time.Duration { return rand.N(most + 1) }

// sleep waits, or returns the context's error as soon as it ends.
func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
