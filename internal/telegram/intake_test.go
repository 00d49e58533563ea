package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"chutri/internal/chat"
	"chutri/store"
	"chutri/store/bolt"
)

func raw(id, message int, text string) json.RawMessage {
	return json.RawMessage(fmt.Sprintf(`{"update_id":%d,"message":{"message_id":%d,"date":1795248000,"chat":{"id":7,"type":"private"},"from":{"id":7,"first_name":"Lan"},"text":%q}}`, id, message, text))
}

// ready tells a Transport who it is without asking.
func ready(t *Transport) *Intake {
	t.self.Store(&me)
	return t.Intake()
}

func TestIntakeTakesConcurrentDeliveriesOnce(t *testing.T) {
	h := newHarness(t)
	if err := h.transport.Intake().Commit(t.Context(), []json.RawMessage{raw(1, 1, "sớm")}); !errors.Is(err, errNotReady) {
		t.Errorf("before the bot knows its name: %v", err)
	}
	intake := ready(h.transport)
	handled := 0
	h.hears(func(m chat.Message) ([]chat.Reply, error) {
		handled++
		return []chat.Reply{{Chat: m.Chat.ID, Text: "x"}}, nil
	})
	var delivering sync.WaitGroup
	for range 4 {
		delivering.Go(func() {
			for id := range 25 {
				if err := intake.Commit(t.Context(), []json.RawMessage{raw(id+1, id+1, "x")}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	delivering.Wait()
	if n := len(h.pending()); n != 25 || handled != 25 {
		t.Errorf("25 messages that were delivered four times: handled %d, %d replies", handled, n)
	}
	err := h.store.View(t.Context(), func(r store.Reader) error {
		if offset, err := r.Offset(); err != nil || offset != 0 {
			t.Errorf("a webhook moved the offset of polling to %d, %v", offset, err)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func TestMigrationMovesTheOutboxAtOnce(t *testing.T) {
	for _, told := range []string{
		`"chat":{"id":-5,"type":"group"},"migrate_to_chat_id":-1005`,
		`"chat":{"id":-1005,"type":"supergroup"},"migrate_from_chat_id":-5`,
	} {
		h := newHarness(t)
		h.send(chat.Reply{Chat: -5, Text: "một"})
		update := json.RawMessage(`{"update_id":1,"message":{"message_id":1,"date":1,"from":{"id":7},` + told + `}}`)
		if err := ready(h.transport).Commit(t.Context(), []json.RawMessage{update}); err != nil {
			t.Fatal(err)
		}
		if waiting := h.pending(); len(waiting) != 1 || waiting[0].Reply.Chat != -1005 {
			t.Errorf("%s: outbox %+v", told, waiting)
		}
	}
}

func TestStoreErrorWithinAHandlerIsNotTheUpdatesFault(t *testing.T) {
	h := newHarness(t)
	h.hears(func(chat.Message) ([]chat.Reply, error) { return nil, fmt.Errorf("reading: %w", store.ErrCorrupt) })
	if err := ready(h.transport).Commit(t.Context(), []json.RawMessage{raw(1, 1, "x")}); !errors.Is(err, store.ErrCorrupt) {
		t.Errorf("got %v", err)
	}
}

func TestMessagesThatComeTogetherAreShownBeforeTheyAreHandled(t *testing.T) {
	h := newHarness(t)
	var shown []string
	h.transport.intake.prepare = func(_ context.Context, messages []chat.Message) {
		for _, m := range messages {
			shown = append(shown, m.Text)
		}
		if len(h.heard) > 0 {
			t.Error("shown after one of them was handled")
		}
		panic("preparing is of no consequence")
	}
	updates := []json.RawMessage{raw(1, 1, "một"), json.RawMessage(`{"update_id":2,"message":5}`), raw(3, 3, "ba")}
	if err := ready(h.transport).Commit(t.Context(), updates); err != nil {
		t.Fatal(err)
	}
	if len(shown) != 2 || shown[0] != "một" || shown[1] != "ba" || len(h.heard) != 2 {
		t.Errorf("shown %q, handled %d", shown, len(h.heard))
	}
	if err := ready(h.transport).Commit(t.Context(), []json.RawMessage{raw(4, 4, "một mình")}); err != nil || len(shown) != 2 {
		t.Errorf("a message by itself was shown: %q %v", shown, err)
	}
}

func BenchmarkIntakeOfAHundred(b *testing.B) {
	opened, err := bolt.Open(b.TempDir(), bolt.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer opened.Close()
	tr := New(Options{Token: "1:a", Store: opened, Clock: time.Now, Logger: quiet(), Handle: func(tx store.Tx, m chat.Message) error {
		_, err := tx.Apply(store.Step{Key: m.Key, At: m.Time, Replies: []store.Outgoing{{Reply: chat.Reply{Chat: 7, Text: "x"}, At: m.Time}}})
		return err
	}})
	intake := ready(tr)
	id := 0
	for b.Loop() {
		batch := make([]json.RawMessage, 100)
		for i := range batch {
			id++
			batch[i] = raw(id, id, "Đã cấp muối i-ốt cho 1.250/2.000 hộ")
		}
		if err := intake.Commit(b.Context(), batch); err != nil {
			b.Fatal(err)
		}
	}
}
