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

// A moment may pass anywhere in the loop, such as while an outcome is committed to a slow disk. Whatever the sender was doing
// then, it looks again at once.
func TestAPostponedReplyIsSeenWheneverItsTimePasses(t *testing.T) {
	opened, err := bolt.Open(t.TempDir(), bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer opened.Close()
	reply := store.Outgoing{Reply: chat.Reply{Chat: 7, Text: "chờ"}, At: moment, NotBefore: moment.Add(time.Second)}
	err = opened.Update(t.Context(), func(tx store.Tx) error {
		_, err := tx.Apply(store.Step{Key: "a", At: moment, Replies: []store.Outgoing{reply}})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, wait := range map[string]func(s *sender){
		"the reply's time": func(*sender) {},
		"the pause after reading the outbox": func(s *sender) {
			s.stale, s.loadAt = true, reply.NotBefore
		},
		"the pause after outcomes could not be stored": func(s *sender) {
			s.outcomes, s.recordAt = make([]outcome, 1), reply.NotBefore
		},
	} {
		now := moment
		s := newSender(nil, opened, func() time.Time { return now }, slog.New(slog.DiscardHandler))
		s.begin()
		s.load(t.Context())
		wait(s)
		if next := s.start(t.Context()); !next.Equal(reply.NotBefore) {
			t.Errorf("%s: looks again at %v, want %v", name, next, reply.NotBefore)
		}
		now = reply.NotBefore.Add(time.Millisecond)
		if next := s.start(t.Context()); next.After(now) {
			t.Errorf("%s has passed: looks again only %v later", name, next.Sub(now))
		}
		s.load(t.Context())
		if len(s.loaded) != 1 {
			t.Errorf("%s has passed: the reply is not read", name)
		}
	}
}
