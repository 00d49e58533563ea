package main

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime/debug"

	"chutri/handlers"
	"chutri/internal/chat"
	"chutri/store"
)

// handle builds the Step of a message and applies it, all inside the transport's transaction. A message that cannot be
// handled is put aside for a person to look at, and its writer is told so: nobody who addresses the bot is left without an
// answer, and nothing behind the message waits for it.
func (a *App) handle(tx store.Tx, m chat.Message) error {
	seen, err := tx.Applied(m.Key)
	if err != nil || seen {
		return err
	}
	a.metrics.took(m, a.now())
	step, err := a.step(tx, m)
	if err != nil {
		a.log.Error("a message cannot be handled", "update", m.Key, "error", err)
		step = a.apology(m)
		if err := a.putAside(tx, m, err); err != nil {
			return err
		}
	}
	if len(step.Events) == 0 && len(step.Replies) == 0 && step.Session == nil {
		return nil
	}
	if _, err = tx.Apply(step); err != nil {
		return err
	}
	a.log.Info("handled", "update", m.Key, "kind", m.Kind, "events", len(step.Events), "replies", len(step.Replies))
	for _, e := range step.Events {
		if e.Record != nil && e.Record.Collection == handlers.BackupRequests {
			a.backups.ask()
		}
	}
	return nil
}

// prepare lets the handlers read ahead what came together. Where that fails, each message still has its turn.
func (a *App) prepare(ctx context.Context, messages []chat.Message) {
	err := a.Store.View(ctx, func(r store.Reader) error { return a.Handlers.Prepare(r, messages) })
	if err != nil && ctx.Err() == nil {
		a.log.Warn("messages cannot be read ahead", "error", err)
	}
}

// step asks the handlers; a panic of theirs is an error.
func (a *App) step(r store.Reader, m chat.Message) (step store.Step, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return a.Handlers.Handle(r, m)
}

// putAside keeps a message that could not be handled.
func (a *App) putAside(tx store.Tx, m chat.Message, cause error) error {
	raw, err := json.Marshal(m)
	if err != nil {
		return fmt.Errorf("encode a message to put aside: %w", err)
	}
	return tx.Quarantine(m.Key, raw, cause.Error(), a.now())
}

// apology is the Step that tells a writer that the message was not handled and nothing recorded.
func (a *App) apology(m chat.Message) store.Step {
	step := store.Step{Key: m.Key, At: a.now()}
	if reply, ok := a.sorry(m, "error.internal"); ok {
		step.Replies = []store.Outgoing{{At: a.now(), Reply: reply}}
	}
	return step
}

// unstored is what a writer is told while the message cannot be stored.
func (a *App) unstored(m chat.Message) (chat.Reply, bool) { return a.sorry(m, "error.unstored") }

// sorry answers a message with a text about what went wrong; whoever did not speak to the bot gets no answer.
func (a *App) sorry(m chat.Message, text string) (chat.Reply, bool) {
	say := a.Texts.In(m.Author.Language)
	switch {
	case m.Kind == chat.Press:
		return chat.Reply{Chat: m.Chat.ID, Callback: m.Callback, Text: say.Plain(text, nil)}, true
	case m.Kind == chat.Text || m.Kind == chat.Edit:
		return chat.Reply{Chat: m.Chat.ID, Topic: m.Chat.Topic, ReplyTo: m.ID, Text: say.Say(text, nil)}, m.Addressed
	}
	return chat.Reply{}, false
}
