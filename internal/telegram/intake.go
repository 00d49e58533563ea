package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync/atomic"
	"time"

	"chutri/internal/chat"
	"chutri/store"
)

// Intake takes updates in: it converts them and has them handled, all that came together in one transaction. What
// cannot be read or handled is put aside and does not stop what comes behind it.
type Intake struct {
	store   store.Store
	handle  func(store.Tx, chat.Message) error
	prepare func(context.Context, []chat.Message) // nil for nothing
	clock   func() time.Time
	log     *slog.Logger
	self    *atomic.Pointer[self]
	wake    func()

	unstored unstored
}

// errNotReady is returned by Commit before the bot knows its own name, without which messages cannot be read.
var errNotReady = errors.New("telegram: not connected yet")

// Commit takes raw updates in, and returns nil once all of them are stored; only then may Telegram be told so. After an
// error nothing is lost if the same updates are delivered again: those that were stored already change nothing.
func (in *Intake) Commit(ctx context.Context, raws []json.RawMessage) error {
	return in.commit(ctx, raws, nil)
}

// incoming is an update on its way into the store.
type incoming struct {
	raw     json.RawMessage
	key     string
	message chat.Message
	wanted  bool  // somebody handles it
	broken  error // why it cannot be read
	next    int64 // offset to store with it, 0 for none
}

// failed is an error of one update, in distinction from those of the store.
type failed struct{ error }

func (f failed) Unwrap() error { return f.error }

// commit takes updates in and stores, where offsets are given, the last of them in the same transaction.
func (in *Intake) commit(ctx context.Context, raws []json.RawMessage, offsets []int64) error {
	me := in.self.Load()
	if me == nil {
		return errNotReady
	}
	items := make([]incoming, len(raws))
	for i, raw := range raws {
		items[i] = in.read(raw, *me)
		if offsets != nil {
			items[i].next = offsets[i]
		}
	}
	in.announce(ctx, items)
	defer in.wake()
	err := in.commitAll(ctx, items)
	switch {
	case err == nil:
		in.unstored.over()
	case ctx.Err() == nil:
		in.unstored.tell(ctx, items)
	}
	return err
}

func (in *Intake) commitAll(ctx context.Context, items []incoming) error {
	err := in.update(ctx, items...)
	if !ownFault(ctx, err) {
		return err
	}
	// One of them spoils the transaction for all: each gets its own.
	for _, item := range items {
		if err := in.commitOne(ctx, item); err != nil {
			return err
		}
	}
	return nil
}

// announce shows the handlers what comes together.
func (in *Intake) announce(ctx context.Context, items []incoming) {
	if in.prepare == nil || len(items) < 2 {
		return
	}
	var messages []chat.Message
	for _, item := range items {
		if item.wanted && item.broken == nil {
			messages = append(messages, item.message)
		}
	}
	defer func() {
		if p := recover(); p != nil {
			in.log.Error("telegram: panic while preparing", "panic", p, "stack", string(debug.Stack()))
		}
	}()
	in.prepare(ctx, messages)
}

func (in *Intake) commitOne(ctx context.Context, item incoming) error {
	err := in.update(ctx, item)
	if !ownFault(ctx, err) {
		return err
	}
	item.broken = err
	return in.update(ctx, item)
}

// update applies updates in one transaction.
func (in *Intake) update(ctx context.Context, items ...incoming) error {
	err := in.store.Update(ctx, func(tx store.Tx) error { return in.apply(tx, items...) })
	if err != nil {
		return err
	}
	for _, item := range items {
		if item.broken != nil {
			in.log.Error("telegram: an update was put aside", "update", item.key, "error", item.broken)
		}
	}
	return nil
}

// ownFault reports whether an error is the update's own, so that trying it again is of no use.
func ownFault(ctx context.Context, err error) bool {
	return errors.As(err, new(failed)) && ctx.Err() == nil &&
		!errors.Is(err, store.ErrCorrupt) && !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded)
}

func (in *Intake) read(raw json.RawMessage, me self) (item incoming) {
	defer func() {
		if p := recover(); p != nil {
			item.broken = fmt.Errorf("panic while reading: %v", p)
		}
		if item.broken != nil {
			id, _ := idOf(raw)
			item.key = brokenKey(id, raw)
		}
	}()
	item.raw = raw
	item.message, item.wanted, item.broken = convert(raw, me, in.clock())
	item.key = item.message.Key
	return item
}

// apply does within a transaction all that some updates cause.
func (in *Intake) apply(tx store.Tx, items ...incoming) error {
	var next int64
	for _, item := range items {
		if item.broken != nil {
			if err := tx.Quarantine(item.key, item.raw, item.broken.Error(), in.clock()); err != nil {
				return err
			}
		} else if item.wanted {
			if err := in.deliver(tx, item.message); err != nil {
				return err
			}
		}
		if item.next != 0 {
			next = item.next
		}
	}
	if next == 0 {
		return nil
	}
	return tx.SetOffset(next)
}

// deliver hands a message to the handlers, unless it was handled before.
func (in *Intake) deliver(tx store.Tx, m chat.Message) error {
	if done, err := tx.Applied(m.Key); err != nil || done {
		return err
	}
	if err := follow(tx, m); err != nil {
		return err
	}
	return in.guarded(tx, m)
}

// follow keeps the outbox in step with what happened to the chat itself.
func follow(tx store.Tx, m chat.Message) error {
	switch m.Kind {
	case chat.Moved:
		return tx.MoveChat(m.Chat.ID, m.MovedTo)
	case chat.Blocked:
		return tx.Park(m.Chat.ID, "the bot was blocked or removed")
	case chat.Inline:
		return nil
	}
	// Somebody who writes takes messages again, even if Telegram's word of it was lost.
	return tx.Unpark(m.Chat.ID)
}

func (in *Intake) guarded(tx store.Tx, m chat.Message) (err error) {
	defer func() {
		if p := recover(); p != nil {
			in.log.Error("telegram: panic while handling", "update", m.Key, "panic", p, "stack", string(debug.Stack()))
			err = failed{fmt.Errorf("panic while handling: %v", p)}
		}
	}()
	if err := in.handle(tx, m); err != nil {
		return failed{fmt.Errorf("cannot handle %s: %w", m.Key, err)}
	}
	return nil
}
