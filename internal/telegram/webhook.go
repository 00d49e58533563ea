package telegram

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

const (
	// secretHeader bears the secret with which Telegram shows that an update comes from it.
	secretHeader = "X-Telegram-Bot-Api-Secret-Token"

	// maxUpdate is the largest update that the webhook takes, in bytes; Telegram's own are a hundredth of it.
	maxUpdate = 4 << 20

	lookEvery = time.Minute // how often Telegram is asked whether it can deliver
)

// Webhook is where Telegram delivers updates.
type Webhook struct {
	URL    string // as Telegram reaches it
	Secret string // 1 to 256 of A-Z a-z 0-9 _ -
}

// RunWebhook tells Telegram to deliver to the webhook, sees to it that it stays so, and sends, until the context ends, for
// which it returns nil within five seconds. The requests are taken by what WebhookHandler returns. When it begins after
// polling, or polling after it, Telegram keeps what waits. It returns the errors of Run.
func (t *Transport) RunWebhook(ctx context.Context, hook Webhook) error {
	return t.run(ctx, func(ctx context.Context) error {
		return (&watch{Transport: t, hook: hook, retry: backoff{first: time.Second, most: 30 * time.Second}}).run(ctx)
	})
}

// WebhookHandler takes updates from whoever knows the secret: 200 once the update is stored, 401 for a wrong secret, 413 for
// a body that is no update's, and 503 where it cannot be stored now, so that Telegram delivers it again.
func (t *Transport) WebhookHandler(secret string) http.Handler {
	want := sha256.Sum256([]byte(secret))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got := sha256.Sum256([]byte(r.Header.Get(secretHeader)))
		if subtle.ConstantTimeCompare(want[:], got[:]) != 1 {
			http.Error(w, "unauthorized", http.StatusUnauthorized)
			return
		}
		raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxUpdate))
		switch {
		case errors.As(err, new(*http.MaxBytesError)):
			t.log.Error("telegram: a webhook request is larger than an update can be", "limit", maxUpdate)
			http.Error(w, "too large", http.StatusRequestEntityTooLarge)
			return
		case err != nil:
			http.Error(w, "unreadable", http.StatusBadRequest)
			return
		}
		if err := t.intake.Commit(r.Context(), []json.RawMessage{raw}); err != nil {
			if !errors.Is(err, errNotReady) {
				t.log.Error("telegram: an update cannot be stored, it stays at Telegram", "error", err)
			}
			http.Error(w, "not stored", http.StatusServiceUnavailable)
			return
		}
		t.received(r.Context())
	})
}

// watch keeps Telegram delivering to the webhook.
type watch struct {
	*Transport
	hook  Webhook
	retry backoff
}

func (w *watch) run(ctx context.Context) error {
	for set := false; ctx.Err() == nil; {
		var err error
		if set {
			set, err = w.look(ctx)
		}
		if !set && err == nil {
			err = w.set(ctx)
			set = err == nil
		}
		if ctx.Err() != nil {
			return nil
		}
		pause := lookEvery
		if refused := asRefusal(err); refused != nil && refused.code == http.StatusUnauthorized {
			return fmt.Errorf("%w: %w", ErrUnauthorized, err)
		}
		if err != nil {
			w.log.Warn("telegram: receiving failed", "error", err, "tries", w.retry.tries+1)
			pause = w.retry.next(err)
		} else {
			w.retry.reset()
		}
		w.silence.alarm()
		w.sleep(ctx, pause)
	}
	return nil
}

// set makes the webhook known. One connection keeps the order of what a person writes.
func (w *watch) set(ctx context.Context) error {
	_, err := w.ask(ctx, callTimeout, "setWebhook", tgbotapi.Params{
		"url": w.hook.URL, "secret_token": w.hook.Secret, "max_connections": "1",
		"allowed_updates": allowedUpdates, "drop_pending_updates": "false",
	})
	if err == nil {
		w.log.Info("telegram: the webhook is set")
		w.begun()
	}
	return err
}

// look asks Telegram how deliveries go. It reports false when the webhook is no longer ours.
func (w *watch) look(ctx context.Context) (ours bool, err error) {
	result, err := w.ask(ctx, callTimeout, "getWebhookInfo", nil)
	if err != nil {
		return true, err
	}
	var info struct {
		URL       string `json:"url"`
		Pending   int    `json:"pending_update_count"`
		ErrorDate int64  `json:"last_error_date"`
		Error     string `json:"last_error_message"`
	}
	if err := json.Unmarshal(result, &info); err != nil {
		return true, fmt.Errorf("telegram: getWebhookInfo: %w", err)
	}
	if info.URL != w.hook.URL {
		w.robbed.Store(true)
		w.log.Error("telegram: another program took the webhook away; stop it, or this one")
		return false, nil
	}
	// What waits may be on its way just now. It is well once it is taken, or nothing waits; until then no time passes as good.
	if info.Pending == 0 {
		w.received(ctx)
	} else if failed := time.Unix(info.ErrorDate, 0); failed.After(w.silence.last()) {
		w.log.Error("telegram: Telegram cannot deliver to the webhook", "waiting", info.Pending, "reason", w.api.blank(info.Error))
	}
	return true, nil
}
