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
		return r.Pending(func(out store.Outgoing) bool {
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
