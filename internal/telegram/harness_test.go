package telegram

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"chutri/internal/chat"
	"chutri/internal/telegram/tgtest"
	"chutri/store"
	"chutri/store/bolt"
)

const patience = 20 * time.Second

var (
	lan = tgtest.Person{ID: 2001, Name: "Trần Thị Lan", Language: "vi"}
	an  = tgtest.Person{ID: 2002, Name: "Nguyễn Văn An", Language: "vi"}
)

// harness is a Transport between a fake Telegram and a real store. Its handler answers every text with "nghe: …",
// unless the test gives another one.
type harness struct {
	t         *testing.T
	telegram  *tgtest.Server
	store     store.Store
	transport *Transport
	log       *logBuffer

	mu    sync.Mutex
	heard []chat.Message
	reply func(chat.Message) ([]chat.Reply, error)
}

// logBuffer is a log that several goroutines write.
type logBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

func newHarness(t *testing.T) *harness {
	t.Helper()
	h := &harness{t: t, telegram: tgtest.New(t), log: &logBuffer{}}
	h.reply = func(m chat.Message) ([]chat.Reply, error) {
		if m.Kind != chat.Text {
			return nil, nil
		}
		return []chat.Reply{{Chat: m.Chat.ID, Topic: m.Chat.Topic, ReplyTo: m.ID, Text: "nghe: " + escape(m.Text)}}, nil
	}
	opened, err := bolt.Open(t.TempDir(), bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { opened.Close() })
	h.store = opened
	h.transport = h.newTransport()
	t.Cleanup(func() {
		if strings.Contains(h.log.String(), tgtest.Token) {
			t.Error("the token is in the log")
		}
	})
	return h
}

// newTransport returns a Transport with the real one's behaviour but shorter waits.
func (h *harness) newTransport() *Transport {
	tr := New(Options{
		Token: tgtest.Token, API: h.telegram.URL(), Store: h.store, Handle: h.handle, Clock: time.Now,
		Logger: slog.New(slog.NewTextHandler(h.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	tr.sleep = func(ctx context.Context, d time.Duration) error { return sleep(ctx, min(d, 20*time.Millisecond)) }
	tr.sender.limits = limits{allMost: 100, all: 10 * time.Millisecond, chat: time.Millisecond, groupMost: 100, group: 10 * time.Millisecond}
	return tr
}

func (h *harness) handle(tx store.Tx, m chat.Message) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	replies, err := h.reply(m)
	if err != nil {
		return err
	}
	step := store.Step{Key: m.Key, At: time.Now()}
	for _, r := range replies {
		step.Replies = append(step.Replies, store.Outgoing{Reply: r, At: time.Now()})
	}
	applied, err := tx.Apply(step)
	if applied {
		h.heard = append(h.heard, m)
	}
	return err
}

// run starts the transport and returns what stops it; the test stops it in any case.
func (h *harness) run() (stop func() error) {
	h.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- h.transport.Run(ctx) }()
	var once sync.Once
	var result error
	stop = func() error {
		once.Do(func() {
			cancel()
			select {
			case result = <-ended:
			case <-time.After(5 * time.Second):
				result = errors.New("did not stop within five seconds")
			}
		})
		return result
	}
	h.t.Cleanup(func() {
		if err := stop(); err != nil && !errors.Is(err, ErrUnauthorized) {
			h.t.Error(err)
		}
	})
	return stop
}

// send puts replies into the outbox as a Step of its own.
func (h *harness) send(replies ...chat.Reply) {
	h.t.Helper()
	err := h.store.Update(context.Background(), func(tx store.Tx) error {
		step := store.Step{Key: fmt.Sprintf("test:%d", time.Now().UnixNano()), At: time.Now()}
		for _, r := range replies {
			step.Replies = append(step.Replies, store.Outgoing{Reply: r, At: time.Now()})
		}
		_, err := tx.Apply(step)
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	h.transport.Wake()
}

// wait waits for a message of the bot that contains a text.
func (h *harness) wait(chatID int64, text string) tgtest.Message {
	h.t.Helper()
	m, ok := h.telegram.Wait(chatID, func(m tgtest.Message) bool { return strings.Contains(m.Text, text) }, patience)
	if !ok {
		h.t.Fatalf("chat %d never showed %q but %v\nlog:\n%s", chatID, text, h.texts(chatID), h.log)
	}
	return m
}

func (h *harness) texts(chatID int64) []string {
	var all []string
	for _, m := range h.telegram.Sent(chatID) {
		all = append(all, m.Text)
	}
	return all
}

func (h *harness) pending() []store.Outgoing {
	h.t.Helper()
	var all []store.Outgoing
	err := h.store.View(context.Background(), func(r store.Reader) error {
		return r.Pending(nil, func(out store.Outgoing) bool { all = append(all, out); return true })
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return all
}

func (h *harness) deadLetters() []store.Outgoing {
	h.t.Helper()
	var all []store.Outgoing
	err := h.store.View(context.Background(), func(r store.Reader) (err error) {
		all, err = r.DeadLetters(100)
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return all
}

// eventually waits for a condition that no message announces.
func (h *harness) eventually(what string, met func() bool) {
	h.t.Helper()
	for deadline := time.Now().Add(patience); !met(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			h.t.Fatalf("never happened: %s\nlog:\n%s", what, h.log)
		}
	}
}

func (h *harness) all() []chat.Message {
	h.mu.Lock()
	defer h.mu.Unlock()
	return append([]chat.Message(nil), h.heard...)
}

func (h *harness) hears(reply func(chat.Message) ([]chat.Reply, error)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.reply = reply
}
