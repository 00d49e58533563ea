package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"chutri/internal/chat"
	"chutri/internal/telegram/tgtest"
	"chutri/store"
)

func TestMessageIsAnsweredAndConfirmed(t *testing.T) {
	h := newHarness(t)
	h.run()
	id := h.telegram.Say(lan.Chat(), lan, "Cơ quan nào chủ trì?")
	if m := h.wait(lan.ID, "nghe: Cơ quan nào chủ trì?"); m.ReplyTo != id {
		t.Errorf("answers message %d, not %d", m.ReplyTo, id)
	}
	if !h.telegram.WaitConfirmed(patience) {
		t.Error("the update was never confirmed")
	}
	if h.transport.Username() != tgtest.Username || time.Since(h.transport.LastPoll()) > time.Minute {
		t.Errorf("username %q, last poll %v", h.transport.Username(), h.transport.LastPoll())
	}
}

func TestNothingIsConfirmedWhileTheStoreFails(t *testing.T) {
	h := newHarness(t)
	full := &failingStore{Store: h.store}
	full.failing.Store(true)
	h.store = full
	h.transport = h.newTransport()
	h.run()
	h.telegram.Say(lan.Chat(), lan, "một")
	h.eventually("a commit is tried three times", func() bool { return full.failed.Load() >= 3 })
	if n := len(h.telegram.Confirmed()); n != 0 {
		t.Fatalf("%d updates confirmed that were never stored", n)
	}
	full.failing.Store(false)
	h.wait(lan.ID, "nghe: một")
	if got := h.texts(lan.ID); len(got) != 1 {
		t.Errorf("answered %q", got)
	}
}

// failingStore is a store on a disk that is full for a time.
type failingStore struct {
	store.Store
	failing atomic.Bool
	failed  atomic.Int32
}

func (s *failingStore) Update(ctx context.Context, do func(store.Tx) error) error {
	if !s.failing.Load() {
		return s.Store.Update(ctx, do)
	}
	full := errors.New("no space left on device")
	return errors.Join(full, s.Store.Update(ctx, func(tx store.Tx) error {
		if err := do(tx); err != nil {
			return err
		}
		s.failed.Add(1)
		return full
	}))
}

func TestBrokenUpdateIsPutAsideAndOthersAreKept(t *testing.T) {
	h := newHarness(t)
	h.hears(func(m chat.Message) ([]chat.Reply, error) {
		switch m.Text {
		case "hỏng":
			return nil, errors.New("cannot cope")
		case "sập":
			panic("a bug")
		}
		return []chat.Reply{{Chat: m.Chat.ID, Text: "nghe: " + m.Text}}, nil
	})
	h.telegram.Say(lan.Chat(), lan, "đầu")
	h.telegram.Broken(`"message":5`)
	h.telegram.Say(lan.Chat(), lan, "hỏng")
	h.telegram.Broken(`"message":{"message_id":"x","chat":[]}`)
	h.telegram.Say(lan.Chat(), lan, "sập")
	h.telegram.Say(lan.Chat(), lan, "cuối")
	h.run()
	h.wait(lan.ID, "nghe: cuối")
	if got := h.texts(lan.ID); !slices.Equal(got, []string{"nghe: đầu", "nghe: cuối"}) {
		t.Errorf("answered %q", got)
	}
	if !h.telegram.WaitConfirmed(patience) {
		t.Error("the broken updates are never confirmed")
	}
	if n := strings.Count(h.log.String(), "put aside"); n != 4 {
		t.Errorf("%d updates reported as put aside, want 4\n%s", n, h.log)
	}
}

func TestQuietWeeksRestartOfIdsLosesNothing(t *testing.T) {
	h := newHarness(t)
	h.run()
	h.telegram.Say(lan.Chat(), lan, "trước")
	h.wait(lan.ID, "nghe: trước")
	if !h.telegram.WaitConfirmed(patience) {
		t.Fatal("never confirmed")
	}
	h.telegram.RestartIDs(5000)
	for i := range 3 {
		h.telegram.Say(lan.Chat(), lan, fmt.Sprint("sau ", i))
		h.wait(lan.ID, fmt.Sprint("nghe: sau ", i))
	}
	if !h.telegram.WaitConfirmed(patience) {
		t.Error("updates with lower ids are never confirmed")
	}
	if n := len(h.telegram.Calls("getUpdates")); n > 30 {
		t.Errorf("%d requests: they are fetched again and again", n)
	}
	if n := len(h.all()); n != 4 {
		t.Errorf("handled %d messages, want 4", n)
	}
}

func TestUpdateDeliveredAgainChangesNothing(t *testing.T) {
	h := newHarness(t)
	h.telegram.Fail("getUpdates", tgtest.Twice(), tgtest.Unanswered())
	h.telegram.Say(lan.Chat(), lan, "một lần")
	h.run()
	h.wait(lan.ID, "nghe: một lần")
	h.telegram.WaitConfirmed(patience)
	h.telegram.Say(lan.Chat(), lan, "xong")
	h.wait(lan.ID, "nghe: xong")
	if got := h.texts(lan.ID); len(got) != 2 {
		t.Errorf("answered %q", got)
	}
}

func TestPollingSurvivesFailures(t *testing.T) {
	h := newHarness(t)
	h.telegram.Fail("getMe", tgtest.BadGateway(), tgtest.Dropped())
	h.telegram.Fail("deleteWebhook", tgtest.ServerError())
	h.telegram.Fail("getUpdates", tgtest.ServerError(), tgtest.BadGateway(), tgtest.TooMany(1), tgtest.Dropped(),
		tgtest.Answer(200, `{"ok":true,"result":[{"upd`), tgtest.Answer(200, `{"ok":true,"result":{}}`), tgtest.Answer(200, ``),
		tgtest.Refused(409, "Conflict: terminated by other getUpdates request"))
	h.telegram.Say(lan.Chat(), lan, "còn đây")
	h.run()
	h.wait(lan.ID, "nghe: còn đây")
	if left := h.telegram.FaultsLeft(""); left != 0 {
		t.Errorf("%d faults did not happen", left)
	}
	if !strings.Contains(h.log.String(), "another program receives") {
		t.Error("no alarm about the other program")
	}
}

func TestRevokedTokenStopsWithAClearError(t *testing.T) {
	for _, when := range []string{"at the start", "later"} {
		t.Run(when, func(t *testing.T) {
			h := newHarness(t)
			if when == "at the start" {
				h.telegram.Revoke()
			}
			ended := make(chan error, 1)
			go func() { ended <- h.transport.Run(t.Context()) }()
			if when == "later" {
				h.telegram.Say(lan.Chat(), lan, "chào")
				h.wait(lan.ID, "chào")
				h.telegram.Revoke()
				h.telegram.Say(lan.Chat(), lan, "chào") // ends the running poll
			}
			select {
			case err := <-ended:
				if !errors.Is(err, ErrUnauthorized) || strings.Contains(err.Error(), tgtest.Token) {
					t.Errorf("ended with %v", err)
				}
			case <-time.After(patience):
				t.Fatal("does not stop")
			}
		})
	}
}

func TestMalformedTokenOrAddressIsRefusedWithoutARequest(t *testing.T) {
	h := newHarness(t)
	tr := New(Options{Token: "http://x/\n%zz", API: h.telegram.URL(), Store: h.store, Clock: time.Now, Logger: h.transport.log})
	if err := tr.Run(t.Context()); !errors.Is(err, ErrUnauthorized) {
		t.Errorf("got %v", err)
	}
	tr = New(Options{Token: tgtest.Token, API: "telegram.example", Store: h.store, Clock: time.Now, Logger: h.transport.log})
	if err := tr.Run(t.Context()); !errors.Is(err, ErrAddress) {
		t.Errorf("got %v", err)
	}
}

func TestWebhookIsTakenDownWithoutLoss(t *testing.T) {
	h := newHarness(t)
	h.transport.api.call(t.Context(), callTimeout, "setWebhook", map[string]string{"url": "http://127.0.0.1:1/"})
	h.telegram.Say(lan.Chat(), lan, "qua webhook")
	h.run()
	h.wait(lan.ID, "nghe: qua webhook")
}

func TestRestartGoesOnWhereItStopped(t *testing.T) {
	h := newHarness(t)
	stop := h.run()
	for i := range 20 {
		h.telegram.Say(lan.Chat(), lan, fmt.Sprint("tin ", i, "."))
		if i%5 == 4 {
			if err := stop(); err != nil {
				t.Fatal(err)
			}
			h.transport = h.newTransport()
			stop = h.run()
		}
	}
	h.wait(lan.ID, "tin 19.")
	var want []string
	for i := range 20 {
		want = append(want, fmt.Sprint("nghe: tin ", i, "."))
	}
	if got := slices.Compact(h.texts(lan.ID)); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	if n := len(h.all()); n != 20 {
		t.Errorf("handled %d messages, want 20", n)
	}
}

func TestStopsWithinFiveSecondsWhileTelegramIsSilent(t *testing.T) {
	h := newHarness(t)
	h.telegram.Say(lan.Chat(), lan, "chào")
	h.telegram.Fail("sendMessage", tgtest.Hang(time.Minute))
	stop := h.run()
	h.eventually("the reply is on its way", func() bool { return h.telegram.FaultsLeft("") == 0 })
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	waiting := h.pending()
	if len(waiting) != 1 || !strings.HasPrefix(waiting[0].Reason, "fate unknown") {
		t.Errorf("left in the outbox: %+v", waiting)
	}
}

func TestLongSilenceIsAlarmedTwice(t *testing.T) {
	h := newHarness(t)
	var hours atomic.Int64
	begun := time.Now()
	h.transport.clock = func() time.Time { return begun.Add(time.Duration(hours.Load()) * time.Hour) }
	h.transport.silence.clock = h.transport.clock
	h.transport.silence.begin(t.Context())
	p := newPoller(h.transport)
	for _, step := range []struct {
		hour   int64
		alarms int
	}{{1, 0}, {11, 0}, {13, 1}, {19, 1}, {21, 2}, {30, 2}} {
		hours.Store(step.hour)
		p.complain(errors.New("no network"), time.Second)
		if n := strings.Count(h.log.String(), "Telegram forgets them"); n != step.alarms {
			t.Errorf("after %d hours: %d alarms, want %d", step.hour, n, step.alarms)
		}
	}
}

func TestOffsetsAfter(t *testing.T) {
	for _, test := range []struct {
		raws   []string
		offset int64
		want   []int64
	}{
		{[]string{`{"update_id":7}`, `{"update_id":8}`}, 7, []int64{8, 9}},
		{[]string{`{"update_id":3}`}, 900, []int64{4}},
		{[]string{`{"update_id":3}`, `[]`, `{"update_id":5}`}, 3, []int64{4, 4, 6}},
		{[]string{`[]`, `"x"`}, 3, []int64{3, 4}},
	} {
		var raws []json.RawMessage
		for _, raw := range test.raws {
			raws = append(raws, json.RawMessage(raw))
		}
		if got := offsetsAfter(raws, test.offset); !slices.Equal(got, test.want) {
			t.Errorf("%q after %d: %v, want %v", test.raws, test.offset, got, test.want)
		}
	}
}

func TestConflictIsWaitedOutLongerEachTime(t *testing.T) {
	h := newHarness(t)
	for _, test := range []struct {
		text        string
		first, most time.Duration
	}{
		{"Conflict: terminated by other getUpdates request", 5 * time.Second, 5 * time.Minute},
		{"Conflict: can't use getUpdates method while webhook is active", time.Minute, time.Hour},
	} {
		p := newPoller(h.transport)
		for i := range 8 {
			p.retry.reset() // a poll in between succeeded
			want := min(test.first<<i, test.most)
			if got := p.wait(&refusal{code: 409, text: test.text}); got < want/2 || got > want {
				t.Errorf("%s, time %d: waits %v, want between %v and %v", test.text, i, got, want/2, want)
			}
		}
	}
}
