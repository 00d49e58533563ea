package telegram

import (
	"context"
	"strings"
	"testing"
	"time"
)

// hookedBy answers as Telegram does while somebody sets a webhook again and again; the zero interval is once.
func hookedBy(v *virtual, from, again time.Duration) (hooked func() bool) {
	set, last := false, time.Duration(-1)
	v.script = func(method string) (string, error) {
		now := time.Since(v.begun)
		if now >= from && (last < 0 || again > 0 && now-last >= again) {
			set, last = true, now
		}
		switch {
		case method == "deleteWebhook":
			set = false
		case method == "getUpdates" && set:
			return `{"ok":false,"error_code":409,"description":"Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"}`, nil
		}
		return "", nil
	}
	return func() bool {
		v.mu.Lock()
		defer v.mu.Unlock()
		return set
	}
}

func TestAWebhookThatSomebodySetIsTakenDown(t *testing.T) {
	inVirtualTime(t, nil, func(v *virtual) {
		hooked := hookedBy(v, 2*time.Minute, 0)
		v.run(v.Run, time.Minute, func() {
			if v.Robbed() {
				t.Error("robbed at first")
			}
		}, 2*time.Minute, func() {
			if !v.Robbed() {
				t.Error("nothing says that the webhook takes the updates")
			}
		}, 2*time.Minute, func() {
			if hooked() || v.Robbed() || time.Since(v.LastPoll()) > time.Minute {
				t.Errorf("afterwards: hooked %v, robbed %v, last poll %v ago", hooked(), v.Robbed(), time.Since(v.LastPoll()))
			}
		})
		if log := v.log.String(); !strings.Contains(log, "a webhook is set for this bot") || strings.Contains(log, "another program receives") {
			t.Errorf("log:\n%s", log)
		}
	})
}

func TestAWebhookIsNotFoughtOver(t *testing.T) {
	inVirtualTime(t, nil, func(v *virtual) {
		hookedBy(v, time.Minute, time.Minute)
		v.run(v.Run, 24*time.Hour)
		if n := len(v.answered("deleteWebhook")); n < 10 || n > 50 {
			t.Errorf("taken down %d times in a day", n)
		}
	})
}

func TestAWebhookThatIsTakenAwayAgainAndAgainIsNotReady(t *testing.T) {
	inVirtualTime(t, nil, func(v *virtual) {
		v.script = func(method string) (string, error) {
			if method == "getWebhookInfo" {
				return `{"url":"https://elsewhere.test","pending_update_count":0}`, nil
			}
			return "", nil
		}
		run := func(ctx context.Context) error {
			return v.RunWebhook(ctx, Webhook{URL: "https://a.test/b", Secret: secret})
		}
		v.run(run, 10*time.Minute, func() {
			if silent := time.Since(v.LastPoll()); !v.Robbed() || silent < 9*time.Minute {
				t.Errorf("robbed %v, received %v ago", v.Robbed(), silent)
			}
		})
	})
}
