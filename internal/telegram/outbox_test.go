package telegram

import (
	"context"
	"log/slog"
	"slices"
	"strconv"
	"testing"
	"time"

	"chutri/internal/chat"
	"chutri/store"
	"chutri/store/bolt"
)

// countingStore counts the replies that are read of its outbox.
type countingStore struct {
	store.Store
	read int
}

func (s *countingStore) View(ctx context.Context, do func(store.Reader) error) error {
	return s.Store.View(ctx, func(r store.Reader) error { return do(countingReader{r, s}) })
}

type countingReader struct {
	store.Reader
	counted *countingStore
}

func (r countingReader) Pending(pass func(uint64, int64) bool, each func(store.Outgoing) bool) error {
	return r.Reader.Pending(pass, func(out store.Outgoing) bool {
		r.counted.read++
		return each(out)
	})
}

func TestALongOutboxIsNotReadAnewForEachReply(t *testing.T) {
	opened, err := bolt.Open(t.TempDir(), bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer opened.Close()
	counted := &countingStore{Store: opened}
	s := newSender(nil, counted, func() time.Time { return moment }, slog.New(slog.DiscardHandler))
	s.begin()
	wait := func(key string, n int, chats ...int64) {
		step := store.Step{Key: key, At: moment}
		for i := range n {
			for _, chatID := range chats {
				step.Replies = append(step.Replies, store.Outgoing{Reply: chat.Reply{Chat: chatID, Text: key + " " + strconv.Itoa(i)}, At: moment})
			}
		}
		if err := opened.Update(t.Context(), func(tx store.Tx) error { _, err := tx.Apply(step); return err }); err != nil {
			t.Fatal(err)
		}
	}
	load := func(want int) {
		t.Helper()
		counted.read, s.stale = 0, true
		s.load(t.Context())
		if counted.read != want {
			t.Errorf("%d replies read, want %d", counted.read, want)
		}
	}
	send := func(n int) (texts []string) {
		for range n {
			l := s.lanes[laneKey{messages, 7}]
			texts = append(texts, l.jobs[0].out.Reply.Text)
			s.outcomes = append(s.outcomes, outcome{job: l.jobs[0], verdict: sent})
			s.record(t.Context())
		}
		return texts
	}
	wait("a", 50, 7, 8)
	load(100)
	load(0)
	wait("b", 1, 7, 9)
	load(2)
	first := send(laneDepth)
	load(laneDepth) // only those that come next
	if got, want := append(first, send(2)...), []string{"a 0", "a 1", "a 2", "a 3", "a 4", "a 5"}; !slices.Equal(got, want) {
		t.Errorf("sent %q, want %q", got, want)
	}
}
