package telegram

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"chutri/store"
)

// fullStore takes nothing, and counts what is tried.
type fullStore struct {
	store.Store
	full    atomic.Bool
	written atomic.Int32
}

func (s *fullStore) Update(ctx context.Context, do func(store.Tx) error) error {
	if s.full.Load() {
		return errors.New("store: commit: no space left on device")
	}
	s.written.Add(1)
	return s.Store.Update(ctx, do)
}

// alarmsIn returns the hours after which the log has an alarm.
func alarmsIn(log string) (hours []string) {
	for line := range strings.Lines(log) {
		if strings.Contains(line, "level=ERROR") && strings.Contains(line, "no updates received for long") {
			_, rest, _ := strings.Cut(line, "hours=")
			hour, _, _ := strings.Cut(rest, " ")
			hours = append(hours, hour)
		}
	}
	return hours
}

func TestASilenceIsAlarmedWhateverItsCause(t *testing.T) {
	hook := Webhook{URL: "https://a.test/b", Secret: secret}
	unreachable := func(every time.Duration) func(v *virtual) {
		return func(v *virtual) {
			v.script = func(method string) (string, error) {
				if method != "getWebhookInfo" {
					return "", nil
				}
				last := v.begun.Add(time.Since(v.begun) / every * every)
				return fmt.Sprintf(`{"url":%q,"pending_update_count":5,"last_error_date":%d,"last_error_message":"timed out"}`, hook.URL, last.Unix()), nil
			}
			v.run(func(ctx context.Context) error { return v.RunWebhook(ctx, hook) }, 26*time.Hour, func() {
				if silent := time.Since(v.LastPoll()); silent < 25*time.Hour {
					t.Errorf("retries every %v: updates count as received %v ago", every, silent)
				}
			})
		}
	}
	down := func(string) (string, error) { return "", errNoNetwork }
	for name, test := range map[string]func(v *virtual){
		"no network from the start": func(v *virtual) {
			v.script = down
			v.run(v.Run, 26*time.Hour)
		},
		"no network, and a restart every hour": func(v *virtual) {
			v.script = func(string) (string, error) { return "", nil }
			v.run(v.Run, time.Minute)
			v.script = down
			for range 26 {
				v.restart()
				v.run(v.Run, time.Hour)
			}
		},
		"a store that takes nothing": func(v *virtual) {
			v.store.(*fullStore).full.Store(true)
			v.script = func(method string) (string, error) {
				if method == "getUpdates" {
					return question, nil
				}
				return "", nil
			}
			v.run(v.Run, 26*time.Hour, func() {
				if silent := time.Since(v.LastPoll()); silent < 25*time.Hour {
					t.Errorf("updates that cannot be stored count as received %v ago", silent)
				}
			})
		},
		"a webhook that cannot be reached, tried often":  unreachable(time.Minute),
		"a webhook that cannot be reached, tried seldom": unreachable(3 * time.Minute),
		"a webhook of somebody else": func(v *virtual) {
			v.script = func(method string) (string, error) {
				if method == "getUpdates" {
					return `{"ok":false,"error_code":409,"description":"Conflict: can't use getUpdates method while webhook is active"}`, nil
				}
				return "", nil
			}
			v.run(v.Run, 26*time.Hour)
		},
	} {
		t.Run(name, func(t *testing.T) {
			inVirtualTime(t, func(s store.Store) store.Store { return &fullStore{Store: s} }, func(v *virtual) {
				test(v)
				// After a restart each of the alarms that are due already is given once more, as one.
				got := strings.Join(alarmsIn(v.log.String()), " ")
				if !strings.HasPrefix(got, "12 20") && !(strings.HasPrefix(got, "12 ") && strings.Contains(got, " 20")) {
					t.Errorf("alarms after %q hours, want 12 and 20", got)
				}
			})
		})
	}
}

func TestAQuietDayIsNoSilenceAndCostsHardlyACommit(t *testing.T) {
	inVirtualTime(t, func(s store.Store) store.Store { return &fullStore{Store: s} }, func(v *virtual) {
		v.script = func(string) (string, error) { return "", nil }
		v.run(v.Run, 48*time.Hour)
		v.restart()
		v.run(v.Run, time.Hour)
		if got := v.log.String(); strings.Contains(got, "level=ERROR") || strings.Contains(got, "level=WARN") {
			t.Errorf("log:\n%s", got)
		}
		if n := v.store.(*fullStore).written.Load(); n < 48 || n > 51 {
			t.Errorf("%d commits in two quiet days, want one an hour", n)
		}
	})
}

func TestWhatTelegramHasForgottenIsSaid(t *testing.T) {
	inVirtualTime(t, nil, func(v *virtual) {
		v.script = func(string) (string, error) { return "", nil }
		v.run(v.Run, time.Hour)
		time.Sleep(30 * time.Hour) // the machine is off
		v.restart()
		v.run(v.Run, time.Hour)
		if n := strings.Count(v.log.String(), "Telegram has forgotten"); n != 1 {
			t.Errorf("said %d times, want once\n%s", n, v.log)
		}
	})
}
