package telegram

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"chutri/internal/chat"
	"chutri/internal/telegram/tgtest"
	"chutri/store"
)

// open makes a person's private chat known to Telegram.
func (h *harness) open(people ...tgtest.Person) {
	for _, p := range people {
		h.telegram.Unblock(p)
	}
}

func TestOrderIsKeptPerChatThroughFailures(t *testing.T) {
	h := newHarness(t)
	h.open(lan, an)
	h.telegram.Fail("sendMessage", tgtest.TooMany(1).For(lan.ID), tgtest.ServerError().For(an.ID))
	var want []string
	for i := range 8 {
		h.send(chat.Reply{Chat: lan.ID, Text: fmt.Sprint(i)}, chat.Reply{Chat: an.ID, Text: fmt.Sprint(i)})
		want = append(want, fmt.Sprint(i))
	}
	h.run()
	h.wait(lan.ID, "7")
	h.wait(an.ID, "7")
	for _, p := range []tgtest.Person{lan, an} {
		if got := h.texts(p.ID); !slices.Equal(got, want) {
			t.Errorf("%s saw %q", p.Name, got)
		}
	}
	h.eventually("the outbox is empty", func() bool { return len(h.pending()) == 0 })
}

func TestOneChatDoesNotHoldUpOthers(t *testing.T) {
	h := newHarness(t)
	h.open(lan, an)
	h.telegram.Fail("sendMessage", tgtest.TooMany(60).For(lan.ID))
	h.send(chat.Reply{Chat: lan.ID, Text: "chờ"})
	h.run()
	h.eventually("the first is refused", func() bool { return h.telegram.FaultsLeft("") == 0 })
	h.send(chat.Reply{Chat: lan.ID, Text: "sau"}, chat.Reply{Chat: an.ID, Text: "ngay"})
	h.wait(an.ID, "ngay")
	if got := h.texts(lan.ID); len(got) != 0 {
		t.Errorf("retry_after was not obeyed: %q", got)
	}
	h.eventually("the outbox knows until when", func() bool { return time.Until(h.pending()[0].NotBefore) > 50*time.Second })
}

func TestSomebodyNewDoesNotWaitForWhatOthersAreOwed(t *testing.T) {
	h := newHarness(t)
	h.transport.sender.limits = limits{allMost: 1, all: 50 * time.Millisecond, groupMost: 1}
	h.open(lan)
	var owed []chat.Reply
	for i := range 50 {
		p := tgtest.Person{ID: int64(3000 + i%5), Name: "Người"}
		h.open(p)
		owed = append(owed, chat.Reply{Chat: p.ID, Text: fmt.Sprint(i)})
	}
	h.send(owed...)
	h.run()
	h.wait(3000, "5")
	h.send(chat.Reply{Chat: lan.ID, Text: "mới"})
	h.wait(lan.ID, "mới")
	if left := len(h.pending()); left < 20 {
		t.Errorf("only %d of the others' replies were left", left)
	}
}

func TestRetryAfterIsObeyedAfterARestart(t *testing.T) {
	h := newHarness(t)
	h.open(lan, an)
	h.telegram.Fail("sendMessage", tgtest.TooMany(60).For(lan.ID))
	h.send(chat.Reply{Chat: lan.ID, Text: "chờ"}, chat.Reply{Chat: lan.ID, Text: "sau"})
	stop := h.run()
	h.eventually("the outbox knows until when", func() bool { return time.Until(h.pending()[0].NotBefore) > 50*time.Second })
	if err := stop(); err != nil {
		t.Fatal(err)
	}
	h.transport = h.newTransport()
	h.run()
	h.send(chat.Reply{Chat: an.ID, Text: "ngay"})
	h.wait(an.ID, "ngay")
	if got := h.texts(lan.ID); len(got) != 0 {
		t.Errorf("sent %q too early", got)
	}
}

func TestUnknownFateIsSentAgainAndNoted(t *testing.T) {
	h := newHarness(t)
	h.open(lan)
	h.telegram.Fail("sendMessage", tgtest.Unanswered())
	h.send(chat.Reply{Chat: lan.ID, Text: "hai lần"})
	h.run()
	noted := false
	h.eventually("it is sent again", func() bool {
		for _, out := range h.pending() {
			noted = noted || strings.HasPrefix(out.Reason, "fate unknown")
		}
		return len(h.telegram.Sent(lan.ID)) == 2
	})
	if !noted {
		t.Error("the unknown fate was not noted in the outbox")
	}
}

func TestBlockedChatIsSetAsideUntilItComesBack(t *testing.T) {
	h := newHarness(t)
	h.open(lan, an)
	h.run()
	h.eventually("the chats are known", func() bool { return len(h.telegram.Unconfirmed()) == 0 })
	h.telegram.Fail("sendMessage", tgtest.Refused(403, "Forbidden: bot was blocked by the user").For(lan.ID))
	h.send(chat.Reply{Chat: lan.ID, Text: "một"}, chat.Reply{Chat: lan.ID, Text: "hai"}, chat.Reply{Chat: an.ID, Text: "khác"})
	h.wait(an.ID, "khác")
	h.eventually("the queue is set aside", func() bool { return len(h.pending()) == 0 })
	h.telegram.Say(lan.Chat(), lan, "tôi đây")
	h.wait(lan.ID, "nghe: tôi đây")
	if got := h.texts(lan.ID); !slices.Equal(got, []string{"một", "hai", "nghe: tôi đây"}) {
		t.Errorf("got %q", got)
	}
}

func TestBlockingIsNoticedFromTheUpdate(t *testing.T) {
	h := newHarness(t)
	h.run()
	h.open(lan)
	h.telegram.Block(lan)
	h.telegram.WaitConfirmed(patience)
	h.send(chat.Reply{Chat: lan.ID, Text: "để dành"})
	if n := len(h.pending()); n != 0 {
		t.Errorf("%d replies wait for a chat that has blocked the bot", n)
	}
	h.telegram.Unblock(lan)
	h.wait(lan.ID, "để dành")
	if n := len(h.telegram.Calls("sendMessage")); n != 1 {
		t.Errorf("%d calls, want 1", n)
	}
}

func TestRefusedReplyIsBuriedAndTheNextOnesGo(t *testing.T) {
	h := newHarness(t)
	h.open(lan)
	h.send(chat.Reply{Chat: lan.ID, Text: "x", Buttons: [][]chat.Button{{{Text: "Dài", Data: strings.Repeat("d", 65)}}}},
		chat.Reply{Chat: lan.ID, Text: ""}, chat.Reply{Chat: lan.ID, Text: "tiếp"})
	h.run()
	h.wait(lan.ID, "tiếp")
	h.eventually("two dead letters", func() bool { return len(h.deadLetters()) == 2 })
	if dead := h.deadLetters(); !strings.Contains(dead[1].Reason, "BUTTON_DATA_INVALID") {
		t.Errorf("reason %q", dead[1].Reason)
	}
}

func TestGroupsNewIdIsFollowed(t *testing.T) {
	h := newHarness(t)
	before := tgtest.Group(-500, "Tổ tổng hợp")
	h.telegram.Add(before, lan)
	h.run()
	h.telegram.WaitConfirmed(patience)
	h.telegram.Fail("sendMessage", tgtest.TooMany(1).For(before.ID))
	h.send(chat.Reply{Chat: before.ID, Text: "một"}, chat.Reply{Chat: before.ID, Text: "hai"})
	after := h.telegram.Migrate(before, lan)
	h.wait(after.ID, "hai")
	if got := h.texts(after.ID); !slices.Equal(got, []string{"một", "hai"}) {
		t.Errorf("got %q", got)
	}
}

func TestGroupsNewIdIsLearnedFromARefusal(t *testing.T) {
	h := newHarness(t)
	before := tgtest.Group(-500, "Tổ tổng hợp")
	h.telegram.Add(before, lan)
	after := h.telegram.Migrate(before, lan)
	h.send(chat.Reply{Chat: before.ID, Text: "một"}, chat.Reply{Chat: before.ID, Text: "hai"})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	ended := make(chan error, 1)
	go func() { ended <- h.transport.RunSender(ctx) }()
	h.wait(after.ID, "hai")
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if got := h.texts(after.ID); !slices.Equal(got, []string{"một", "hai"}) {
		t.Errorf("got %q", got)
	}
}

func TestSentRepliesAreNotSentAgainWhileTheStoreFails(t *testing.T) {
	h := newHarness(t)
	h.open(lan)
	full := &failingStore{Store: h.store}
	h.store = full
	h.transport = h.newTransport()
	h.run()
	h.telegram.WaitConfirmed(patience)
	full.failing.Store(true)
	h.store = full.Store
	h.send(chat.Reply{Chat: lan.ID, Text: "một"}, chat.Reply{Chat: lan.ID, Text: "hai"})
	h.eventually("storing is tried twice", func() bool { return full.failed.Load() >= 2 })
	if got := h.texts(lan.ID); !slices.Equal(got, []string{"một"}) {
		t.Errorf("sent %q", got)
	}
	full.failing.Store(false)
	h.wait(lan.ID, "hai")
	if got := h.texts(lan.ID); !slices.Equal(got, []string{"một", "hai"}) {
		t.Errorf("sent %q", got)
	}
}

func TestNoRateIsExceeded(t *testing.T) {
	h := newHarness(t)
	h.transport.sender.limits = documented
	h.telegram.LimitRates()
	var replies []chat.Reply
	for i := range 40 {
		p := tgtest.Person{ID: int64(3000 + i), Name: "Người"}
		h.telegram.Unblock(p)
		replies = append(replies, chat.Reply{Chat: p.ID, Text: "một"})
	}
	h.open(lan)
	replies = append(replies, chat.Reply{Chat: lan.ID, Text: "một"}, chat.Reply{Chat: lan.ID, Text: "hai"})
	h.send(replies...)
	h.run()
	h.eventually("the outbox is empty", func() bool { return len(h.pending()) == 0 })
	if n := h.telegram.Violations(); n != 0 {
		t.Errorf("%d violations", n)
	}
}

func TestGivesUpOnAReplyThatFailsWhileOthersSucceed(t *testing.T) {
	j := &job{lane: &lane{key: laneKey{messages, 1}}}
	for _, test := range []struct {
		attempts int
		healthy  bool
		want     verdict
	}{{0, true, postponed}, {maxAttempts - 1, true, buried}, {maxAttempts - 1, false, postponed}} {
		j.out.Attempts = test.attempts
		if o := judge(j, &refusal{code: 500}, circumstances{now: moment, healthy: test.healthy}); o.verdict != test.want {
			t.Errorf("after %d attempts, healthy %v: verdict %d, want %d", test.attempts, test.healthy, o.verdict, test.want)
		}
	}
}

func TestRepliesOfAChatThatMovedKeepTheirOrderInMemory(t *testing.T) {
	s := newSender(nil, nil, time.Now, nil)
	s.begin()
	s.stale = false
	out := func(id uint64, chatID int64) store.Outgoing {
		return store.Outgoing{ID: id, Reply: chat.Reply{Chat: chatID, Text: "x"}}
	}
	read := func(outs ...store.Outgoing) {
		passed := map[*lane]bool{}
		for _, o := range outs {
			s.take(o, moment, passed)
		}
	}
	ids := func(chatID int64) (ids []uint64) {
		if l := s.lanes[laneKey{messages, chatID}]; l != nil {
			for _, j := range l.jobs {
				ids = append(ids, j.out.ID)
			}
		}
		return ids
	}
	read(out(1, -5), out(2, -5))
	s.lanes[laneKey{messages, -5}].busy = true
	read(out(1, -1005), out(2, -1005), out(3, -1005))
	if got := ids(-1005); len(got) != 0 || s.stale {
		t.Errorf("while the first is on its way: %v, read again without need: %v", got, s.stale)
	}
	s.free(s.lanes[laneKey{messages, -5}])
	if got := ids(-5); len(got) != 0 || !s.stale {
		t.Errorf("once it arrived: %v is left under the old id, read again: %v", got, s.stale)
	}
	read(out(1, -1005), out(2, -1005), out(3, -1005))
	if got := ids(-1005); !slices.Equal(got, []uint64{1, 2, 3}) || len(ids(-5)) != 0 {
		t.Errorf("afterwards: %v, old %v", got, ids(-5))
	}
}

func TestTheSenderRestsWhileNothingMoreMayBeOnItsWay(t *testing.T) {
	for name, full := range map[string]func(s *sender){
		"requests": func(s *sender) { s.sending = maxSending },
		"rate":     func(s *sender) { s.overall.running = s.overall.most },
	} {
		s := newSender(nil, nil, func() time.Time { return moment }, nil)
		s.begin()
		s.stale, s.due = false, moment.Add(time.Hour)
		s.take(store.Outgoing{ID: 1, Reply: chat.Reply{Chat: 5, Text: "x"}}, moment, map[*lane]bool{})
		full(s)
		if next := s.start(t.Context()); !next.Equal(moment.Add(checkEvery)) {
			t.Errorf("%s: looks again at %v", name, next)
		}
	}
}
