package telegram

import (
	"context"
	"log/slog"
	"strconv"
	"sync"
	"time"

	"chutri/internal/chat"
	"chutri/store"
)

const (
	tellTimeout = 5 * time.Second // for one request
	tellAtOnce  = 20              // requests after one failure; whoever is left is told after the next
)

// unstored tells people that nothing of what they wrote can be stored now. Its requests go past the outbox, which cannot be stored
// either. A chat is told once until something can be stored again; every pressed button is answered.
type unstored struct {
	api   *api
	store store.Store
	say   func(chat.Message) (chat.Reply, bool) // nil says nothing
	log   *slog.Logger

	mu   sync.Mutex
	told map[string]bool // chats and pressed buttons, since something was stored last
}

// over notes that something was stored.
func (u *unstored) over() {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.told = nil
}

// tell tells the writers of updates that are not stored. The updates come again, and with them whoever could not be told.
func (u *unstored) tell(ctx context.Context, items []incoming) {
	u.mu.Lock()
	defer u.mu.Unlock()
	left := tellAtOnce
	for _, item := range items {
		if left == 0 || u.say == nil || item.broken != nil || !item.wanted || u.stored(ctx, item.key) {
			continue
		}
		reply, ok := u.say(item.message)
		whom := reply.Callback
		if whom == "" {
			whom = strconv.FormatInt(reply.Chat, 10)
		}
		if !ok || u.told[whom] {
			continue
		}
		left--
		ask := requests(reply, form{})[0]
		_, err := u.api.call(ctx, tellTimeout, ask.method, ask.params)
		if err != nil {
			u.log.Warn("telegram: a writer cannot be told that nothing is stored", "update", item.key, "error", err)
		}
		if err == nil || asRefusal(err) != nil {
			if u.told == nil {
				u.told = make(map[string]bool)
			}
			u.told[whom] = true
		}
	}
}

// stored reports whether an update was stored before, or with others of its batch.
func (u *unstored) stored(ctx context.Context, key string) (done bool) {
	err := u.store.View(ctx, func(r store.Reader) (err error) {
		done, err = r.Applied(key)
		return err
	})
	return err == nil && done
}
