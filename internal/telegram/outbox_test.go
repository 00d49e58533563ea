package telegram

import (
	"context"
	"log/slog"
	"slices"
	"strconv"
	"sync/atomic"
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
	reply := store.Outgoing{Reply: chat.Reply{Chat: 7, Text: "chờ"}, At: moment, NotBefore: moment.Add(time.Minute / 4)}
	err = opened.Update(t.Context(), func(tx store.Tx) error {
		_, err := tx.Apply(store.Step{Key: "a", At: moment, Replies: []store.Outgoing{reply}})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name string
		at   time.Time
		wait func(s *sender, at time.Time)
	}{
		{"the reply's time", reply.NotBefore, func(*sender, time.Time) {}},
		{"the pause after reading the outbox, of which more is to be read", moment.Add(time.Second),
			func(s *sender, at time.Time) { s.stale, s.loadAt = true, at }},
		{"the pause after reading the outbox, in which the reply's time comes", reply.NotBefore.Add(time.Second),
			func(s *sender, at time.Time) { s.loadAt = at }},
		{"the pause after outcomes could not be stored", moment.Add(2 * time.Second),
			func(s *sender, at time.Time) { s.outcomes, s.recordAt = make([]outcome, 1), at }},
	} {
		now := moment
		s := newSender(nil, opened, func() time.Time { return now }, slog.New(slog.DiscardHandler))
		s.begin()
		s.load(t.Context())
		test.wait(s, test.at)
		if next := s.start(t.Context()); !next.Equal(test.at) {
			t.Errorf("%s: looks again at %v, want %v", test.name, next, test.at)
		}
		now = test.at.Add(time.Millisecond)
		if next := s.start(t.Context()); next.After(now) {
			t.Errorf("%s has passed: looks again only %v later", test.name, next.Sub(now))
		}
		now = now.Add(reply.NotBefore.Sub(moment))
		s.load(t.Context())
		if len(s.loaded) != 1 {
			t.Errorf("%s has passed, and the reply's own time: the reply is not read", test.name)
		}
	}
}

func TestAFullMemoryIsFilledAgainAsItEmpties(t *testing.T) {
	counted := &countingStore{}
	inVirtualTime(t, func(s store.Store) store.Store { counted.Store = s; return counted }, func(v *virtual) {
		v.script = func(string) (string, error) { return "", nil }
		const size = 10 << 10
		v.sender.bytes = maxLoaded - 5*size // others fill the rest
		var owed []chat.Reply
		for i := range 100 {
			owed = append(owed, chat.Reply{Chat: int64(100 + i), Document: &chat.Document{Name: "a.xlsx", Data: make([]byte, size)}})
		}
		v.run(v.Run, time.Second, func() { v.send(append(owed, chat.Reply{Chat: 7, Text: "nhỏ"})...) }, time.Minute)
		files, texts := v.answered("sendDocument"), v.answered("sendMessage")
		if len(files) != len(owed) || len(texts) != 1 || files[len(files)-1] > 10*time.Second || texts[0] > 10*time.Second {
			t.Errorf("%d files sent, the last at %v, the text at %v", len(files), files[len(files)-1:], texts)
		}
		if counted.read > 2*len(owed)+2 {
			t.Errorf("%d replies read to send %d", counted.read, len(owed)+1)
		}
	})
}

// slowViews counts the reads of a store, which take a millisecond each.
type slowViews struct {
	store.Store
	views atomic.Int32
}

func (s *slowViews) View(ctx context.Context, do func(store.Reader) error) error {
	s.views.Add(1)
	time.Sleep(time.Millisecond)
	return s.Store.View(ctx, do)
}

func TestAChatThatMovesIsNotReadWithoutPause(t *testing.T) {
	counted := &slowViews{}
	inVirtualTime(t, func(s store.Store) store.Store { counted.Store = s; return counted }, func(v *virtual) {
		const slow = 20 * time.Second
		v.script = func(string) (string, error) { return "", nil }
		v.slow = map[string]time.Duration{"sendMessage": slow}
		v.run(v.Run, time.Second, func() { v.send(chat.Reply{Chat: -5, Text: "một"}, chat.Reply{Chat: -5, Text: "hai"}) }, time.Second, func() {
			if err := v.store.Update(v.t.Context(), func(tx store.Tx) error { return tx.MoveChat(-5, -1005) }); err != nil {
				t.Fatal(err)
			}
			v.Wake()
			counted.views.Store(0)
		}, slow/2, func() {
			if n := counted.views.Load(); n > 2 {
				t.Errorf("the outbox is read %d times while the reply is on its way", n)
			}
		}, time.Minute)
		if sent := v.answered("sendMessage"); len(sent) != 2 || sent[1]-sent[0] > slow+2*time.Second {
			t.Errorf("sent at %v", sent)
		}
	})
}
