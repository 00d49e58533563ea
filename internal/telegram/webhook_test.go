package telegram

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"chutri/internal/chat"
	"chutri/internal/telegram/tgtest"
	"chutri/store"
)

const secret = "mot_bi-mat_du_dai_0123456789"

// hooked runs the harness's transport behind a webhook of its own and returns what stops it.
func (h *harness) hooked(handler http.Handler) (address string, stop func()) {
	h.t.Helper()
	server := httptest.NewServer(handler)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	transport := h.transport
	go func() { ended <- transport.RunWebhook(ctx, Webhook{URL: server.URL + "/hook", Secret: secret}) }()
	stopped := false
	stop = func() {
		if stopped {
			return
		}
		stopped = true
		cancel()
		select {
		case err := <-ended:
			if err != nil {
				h.t.Error(err)
			}
		case <-time.After(5 * time.Second):
			h.t.Error("did not stop within five seconds")
		}
		server.CloseClientConnections()
		server.Close()
	}
	h.t.Cleanup(stop)
	return server.URL + "/hook", stop
}

func TestWebhookTakesOnlyWhatTheSecretComesWith(t *testing.T) {
	h := newHarness(t)
	ready(h.transport)
	handler := h.transport.WebhookHandler(secret)
	for _, c := range []struct {
		name, secret, body string
		want               int
	}{
		{"no secret", "", string(raw(1, 1, "x")), 401},
		{"a wrong secret", "sai", string(raw(1, 1, "x")), 401},
		{"a longer secret", secret + "x", string(raw(1, 1, "x")), 401},
		{"no update", secret, "rác", 200}, // put aside, or Telegram would repeat it
		{"too much", secret, `{"update_id":3,"x":"` + strings.Repeat("x", maxUpdate) + `"}`, 413},
		{"an update", secret, string(raw(2, 2, "xin chào")), 200},
		{"a text of a megabyte", secret, string(raw(4, 4, strings.Repeat("a", 1<<20))), 200},
	} {
		request := httptest.NewRequest(http.MethodPost, "/hook", strings.NewReader(c.body))
		request.Header.Set(secretHeader, c.secret)
		answer := httptest.NewRecorder()
		handler.ServeHTTP(answer, request)
		if answer.Code != c.want {
			t.Errorf("%s: status %d, want %d", c.name, answer.Code, c.want)
		}
		if strings.Contains(answer.Body.String(), secret) {
			t.Errorf("%s: the answer tells the secret", c.name)
		}
	}
	heard := h.all()
	if len(heard) != 2 || heard[0].Text != "xin chào" {
		t.Errorf("%d messages were handled, want those of the updates 2 and 4", len(heard))
	}
	if log := h.log.String(); strings.Contains(log, secret) || !strings.Contains(log, "put aside") {
		t.Errorf("log:\n%s", log)
	}
}

func TestWebhookAnswersOnlyWhenTheUpdateIsStored(t *testing.T) {
	h := newHarness(t)
	intake := ready(h.transport)
	faulty := &flaky{Store: h.store, fail: true}
	intake.store = faulty
	handler := h.transport.WebhookHandler(secret)
	deliver := func() int {
		request := httptest.NewRequest(http.MethodPost, "/hook", strings.NewReader(string(raw(1, 1, "x"))))
		request.Header.Set(secretHeader, secret)
		answer := httptest.NewRecorder()
		handler.ServeHTTP(answer, request)
		return answer.Code
	}
	if code := deliver(); code != 503 || len(h.all()) != 0 {
		t.Errorf("while the store fails: status %d, %d messages kept", code, len(h.all()))
	}
	faulty.fail = false
	for range 2 {
		if code := deliver(); code != 200 {
			t.Errorf("once the store works: status %d", code)
		}
	}
	if len(h.all()) != 1 {
		t.Errorf("%d messages kept of one that was delivered three times", len(h.all()))
	}
}

// flaky is a store that cannot be written while fail is set.
type flaky struct {
	store.Store
	fail bool
}

func (f *flaky) Update(ctx context.Context, do func(store.Tx) error) error {
	if f.fail {
		return fmt.Errorf("store: commit: no space left on device")
	}
	return f.Store.Update(ctx, do)
}

func TestSwitchingBetweenPollingAndWebhookLosesNothing(t *testing.T) {
	h := newHarness(t)
	say := func(from, to int) {
		for i := from; i <= to; i++ {
			h.telegram.Say(lan.Chat(), lan, fmt.Sprintf("câu %d", i))
		}
	}
	say(1, 5)
	stop := h.run()
	h.wait(lan.ID, "câu 5")
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	say(6, 10) // wait at Telegram
	h.transport = h.newTransport()
	address, unhook := h.hooked(h.transport.WebhookHandler(secret))
	say(11, 15)
	h.wait(lan.ID, "câu 15")
	set := h.telegram.Calls("setWebhook")[0].Params
	if set["url"] != address || set["secret_token"] != secret || set["allowed_updates"] != allowedUpdates || set["drop_pending_updates"] != "false" {
		t.Errorf("setWebhook was called with %v", set)
	}
	unhook()
	say(16, 20)
	h.transport = h.newTransport()
	h.run()
	h.wait(lan.ID, "câu 20")
	if heard := h.all(); len(heard) != 20 {
		t.Fatalf("%d messages were handled, want 20", len(heard))
	}
	for i, m := range h.all() {
		if want := fmt.Sprintf("câu %d", i+1); m.Text != want || m.Kind != chat.Text {
			t.Errorf("message %d is %q, want %q", i+1, m.Text, want)
		}
	}
}

func TestAWebhookThatAnotherProgramTookAwayIsSetAgain(t *testing.T) {
	h := newHarness(t)
	_, stop := h.hooked(h.transport.WebhookHandler(secret))
	h.telegram.Say(lan.Chat(), lan, "một")
	h.wait(lan.ID, "một")
	answer, err := http.Post(h.telegram.URL()+"/bot"+tgtest.Token+"/deleteWebhook", "application/json", strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	h.telegram.Say(lan.Chat(), lan, "hai")
	h.wait(lan.ID, "hai")
	stop()
	http.DefaultClient.CloseIdleConnections()
	if !strings.Contains(h.log.String(), "another program took the webhook away") {
		t.Errorf("log:\n%s", h.log)
	}
}

func TestAWebhookThatCannotBeReachedIsAlarmed(t *testing.T) {
	h := newHarness(t)
	now := time.Now()
	h.transport.clock = func() time.Time { return now }
	begun := now
	h.transport.silence.clock = h.transport.clock
	h.transport.silence.begin(t.Context())
	for _, hours := range []int{1, 13, 14, 21, 22} {
		now = begun.Add(time.Duration(hours) * time.Hour)
		h.transport.silence.alarm()
	}
	if n := strings.Count(h.log.String(), "after 24 hours Telegram forgets"); n != 2 {
		t.Errorf("%d alarms in 22 hours, want 2", n)
	}
	now = time.Now()
	h.hooked(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }))
	h.telegram.Say(lan.Chat(), lan, "một")
	h.eventually("Telegram's trouble in the log", func() bool { return strings.Contains(h.log.String(), "cannot deliver to the webhook") })
}
