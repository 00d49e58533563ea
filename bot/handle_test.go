package main

import (
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"

	"chutri/internal/chat"
	"chutri/internal/search"
	"chutri/store"
)

// faulty is a search that breaks on one question.
type faulty struct{ *search.Index }

func (f faulty) Find(question string) search.Result {
	if strings.Contains(question, "hỏng") {
		panic("the index is broken")
	}
	return f.Index.Find(question)
}

func TestAMessageThatBreaksTheProgramIsAnsweredAndPutAside(t *testing.T) {
	config, err := readConfig([]string{"DATA_DIR=" + t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	plans, err := OpenPlans(config)
	if err != nil {
		t.Fatal(err)
	}
	app, err := Open(config, plans, time.Now, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer app.Close()
	app.Handlers.Search = faulty{plans.Search}
	var replies []string
	for i, text := range []string{"câu hỏi làm hỏng chương trình", "ai chủ trì muối i-ốt"} {
		m := chat.Message{
			Key: text, Kind: chat.Text, Chat: chat.Chat{ID: 5}, Author: chat.Person{ID: 5}, ID: i + 1, Text: text, Addressed: true,
		}
		if err := app.Store.Update(context.Background(), func(tx store.Tx) error { return app.handle(tx, m) }); err != nil {
			t.Fatal(err)
		}
	}
	err = app.Store.View(context.Background(), func(r store.Reader) error {
		return r.Pending(nil, func(out store.Outgoing) bool {
			replies = append(replies, out.Reply.Text)
			return true
		})
	})
	if err != nil || len(replies) != 2 {
		t.Fatalf("%d replies wait (%v), want 2: %q", len(replies), err, replies)
	}
	if !strings.Contains(replies[0], "Xin lỗi") || strings.Contains(replies[0], "index") {
		t.Errorf("the writer is told %q", replies[0])
	}
	if !strings.Contains(replies[1], "Sở Công Thương") {
		t.Errorf("the message behind is answered %q", replies[1])
	}
}

func TestWhoeverWritesWhileNothingCanBeStoredIsToldSo(t *testing.T) {
	app, _ := opened(t)
	to := chat.Message{Chat: chat.Chat{ID: 5, Topic: 7}, ID: 3, Addressed: true}
	for _, c := range []struct {
		kind     chat.Kind
		language string
		want     string // "" for no answer
	}{
		{chat.Text, "vi", "Chưa ghi được"}, {chat.Edit, "en", "could not be recorded yet"}, {chat.Press, "vi", "không cần gửi lại"},
		{chat.Inline, "vi", ""}, {chat.Joined, "vi", ""}, {chat.Moved, "vi", ""},
	} {
		m := to
		m.Kind, m.Author.Language = c.kind, c.language
		if c.kind == chat.Press {
			m.Callback = "x"
		}
		reply, ok := app.unstored(m)
		if ok != (c.want != "") || !strings.Contains(reply.Text, c.want) || reply.Callback != m.Callback || ok && reply.Chat != 5 {
			t.Errorf("%s: %+v %v, want %q", c.kind, reply, ok, c.want)
		}
		if m.Addressed = false; c.kind != chat.Press {
			if reply, ok := app.unstored(m); ok {
				t.Errorf("%s that nobody addressed to the bot is answered with %+v", c.kind, reply)
			}
		}
	}
}
