package telegram

import (
	"math/rand/v2"
	"testing"
	"time"
)

// Whenever Telegram notices each event between its start and its end, no span holds more than the most.
func TestWindowHoldsHoweverLongEventsTake(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for round := range 200 {
		w := window{most: 1 + random.IntN(5), span: time.Second}
		type event struct{ noticed, end time.Time }
		var running []event
		var noticed []time.Time
		now := moment
		for range 300 {
			now = now.Add(time.Duration(random.IntN(120)) * time.Millisecond)
			for i := 0; i < len(running); i++ {
				if !running[i].end.After(now) {
					w.end(running[i].end)
					noticed = append(noticed, running[i].noticed)
					running = append(running[:i], running[i+1:]...)
					i--
				}
			}
			if at, ok := w.opens(now); ok && !at.After(now) {
				w.start()
				took := time.Duration(random.IntN(400)) * time.Millisecond
				running = append(running, event{now.Add(time.Duration(random.Float64() * float64(took))), now.Add(took)})
			} else if ok && at.Sub(now) > time.Second {
				t.Fatalf("waits %v for one span", at.Sub(now))
			}
		}
		if len(noticed) < 10 {
			t.Fatalf("only %d events in all", len(noticed))
		}
		for _, from := range noticed {
			n := 0
			for _, at := range noticed {
				if !at.Before(from) && at.Before(from.Add(time.Second)) {
					n++
				}
			}
			if n > w.most {
				t.Fatalf("round %d: %d events within a second, at most %d are allowed", round, n, w.most)
			}
		}
	}
}

func TestWindowForgets(t *testing.T) {
	w := window{most: 1, span: time.Second}
	w.start()
	if _, ok := w.opens(moment); ok || w.idle(moment) {
		t.Error("open while its only event runs")
	}
	w.end(moment)
	if at, ok := w.opens(moment); !ok || !at.Equal(moment.Add(time.Second)) {
		t.Errorf("opens at %v, %v", at, ok)
	}
	if !w.idle(moment.Add(time.Second)) {
		t.Error("not idle after its span")
	}
}

func TestBackoffGrowsAndObeysRetryAfter(t *testing.T) {
	b := backoff{first: time.Second, most: time.Minute}
	for i := range 100 {
		want := time.Minute
		if i < 6 {
			want = time.Second << i
		}
		if got := b.next(nil); got < want/2 || got > want {
			t.Errorf("try %d: %v, want between %v and %v", i, got, want/2, want)
		}
	}
	if got := b.next(&refusal{code: 429, retryAfter: 90 * time.Second}); got < 90*time.Second {
		t.Errorf("waits %v of 90s", got)
	}
}
