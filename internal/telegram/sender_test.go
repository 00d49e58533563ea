package telegram

import (
	"context"
	"errors"
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
	h.eventually("the first is refused", func() bool { return h.telegram.FaultsLeft() == 0 })
	h.send(chat.Reply{Chat: lan.ID, Text: "sau"}, chat.Reply{Chat: an.ID, Text: "ngay"})
	h.wait(an.ID, "ngay")
	if got := h.texts(lan.ID); len(got) != 0 {
		t.Errorf("retry_after was not obeyed: %q", got)
	}
	if waiting := h.pending(); len(waiting) < 2 || time.Until(waiting[0].NotBefore) < 50*time.Second {
		t.Errorf("outbox: %+v", waiting)
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

func TestMarkupThatTelegramRefusesIsSentPlain(t *testing.T) {
	h := newHarness(t)
	h.open(lan)
	h.send(chat.Reply{Chat: lan.ID, Text: "<b>Sở Y tế</b> báo < 5%", Buttons: [][]chat.Button{{{Text: "Sửa", Data: "s"}}}})
	h.run()
	if m := h.wait(lan.ID, "Sở Y tế báo < 5%"); m.Button("Sửa") != "s" {
		t.Errorf("lost its button: %+v", m)
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

func TestLongTextIsSplitWithButtonsOnTheLastPart(t *testing.T) {
	h := newHarness(t)
	h.open(lan)
	line := "<b>Nhiệm vụ</b>: Sở Công Thương &amp; Sở Y tế 👍\n"
	h.telegram.Fail("sendMessage", tgtest.Answer(200, "{}")) // never counts as sent
	h.send(chat.Reply{Chat: lan.ID, Text: strings.Repeat(line, 200) + "hết", Buttons: [][]chat.Button{{{Text: "Tiếp", Data: "n"}}}},
		chat.Reply{Chat: lan.ID, Text: "sau cùng"})
	h.run()
	h.wait(lan.ID, "sau cùng")
	got := h.telegram.Sent(lan.ID)
	if len(got) < 4 {
		t.Fatalf("%d messages", len(got))
	}
	for i, m := range got[:len(got)-1] {
		if last := i == len(got)-2; (m.Button("Tiếp") == "n") != last || strings.HasSuffix(m.Text, "hết") != last {
			t.Errorf("message %d: buttons %v, ends %q", i, m.Buttons, m.Text[len(m.Text)-10:])
		}
	}
}

func TestPartsThatWereSentAreNotSentAgain(t *testing.T) {
	h := newHarness(t)
	h.open(lan)
	text := strings.Repeat("một hai ba bốn\n", 400)
	h.run()
	h.telegram.WaitConfirmed(patience)
	h.telegram.Say(lan.Chat(), lan, "chào")
	h.wait(lan.ID, "chào")
	h.telegram.Fail("sendMessage", tgtest.Pass(), tgtest.TooMany(1))
	h.send(chat.Reply{Chat: lan.ID, Text: text}, chat.Reply{Chat: lan.ID, Text: "sau cùng"})
	h.wait(lan.ID, "sau cùng")
	if n := len(h.telegram.Sent(lan.ID)); n != 4 {
		t.Errorf("%d messages, want the greeting, two parts and the last one", n)
	}
}

func TestEdits(t *testing.T) {
	h := newHarness(t)
	h.open(lan)
	h.run()
	h.send(chat.Reply{Chat: lan.ID, Text: "thẻ 1"})
	card := h.wait(lan.ID, "thẻ 1")
	h.send(chat.Reply{Chat: lan.ID, Edit: card.ID, Text: "thẻ 1"}) // not modified
	h.send(chat.Reply{Chat: lan.ID, Edit: card.ID, Text: "thẻ 2"})
	if m := h.wait(lan.ID, "thẻ 2"); m.ID != card.ID || m.Edits != 1 {
		t.Errorf("edited into %+v", m)
	}
	h.telegram.Delete(card)
	h.send(chat.Reply{Chat: lan.ID, Edit: card.ID, Text: "thẻ 3"})
	if m := h.wait(lan.ID, "thẻ 3"); m.ID == card.ID {
		t.Error("a message that is gone was edited")
	}
	h.eventually("the outbox is empty", func() bool { return len(h.pending()) == 0 })
	if dead := h.deadLetters(); len(dead) != 0 {
		t.Errorf("dead letters: %+v", dead)
	}
}

func TestCardIsKnownByTheMessageThatItBecame(t *testing.T) {
	h := newHarness(t)
	h.open(lan)
	h.run()
	err := h.store.Update(t.Context(), func(tx store.Tx) error {
		_, err := tx.Apply(store.Step{Key: "k", At: time.Now(), Replies: []store.Outgoing{
			{Reply: chat.Reply{Chat: lan.ID, Text: "thẻ"}, Card: &store.Card{Task: "ND-15"}, At: time.Now()}}})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	h.transport.Wake()
	m := h.wait(lan.ID, "thẻ")
	h.eventually("the card is known", func() bool {
		return h.store.View(context.Background(), func(r store.Reader) error {
			card, err := r.Card(lan.ID, m.ID)
			if err == nil && card.Task != "ND-15" {
				err = errors.New("another card")
			}
			return err
		}) == nil
	})
}

func TestPressesAndQueriesAreAnsweredWhileTheChatWaits(t *testing.T) {
	h := newHarness(t)
	h.hears(func(m chat.Message) ([]chat.Reply, error) {
		switch m.Kind {
		case chat.Press:
			return []chat.Reply{{Chat: m.Chat.ID, Callback: m.Callback, Text: "đã ghi " + m.Data}}, nil
		case chat.Inline:
			return []chat.Reply{{Inline: m.Callback, Results: []chat.InlineResult{{ID: "1", Title: "ND-15", Text: "<b>Sở Công Thương</b>"}}}}, nil
		}
		return []chat.Reply{{Chat: m.Chat.ID, Text: "thẻ", Buttons: [][]chat.Button{{{Text: "Sửa", Data: "s:1"}}}}}, nil
	})
	h.telegram.Say(lan.Chat(), lan, "chào")
	h.run()
	card := h.wait(lan.ID, "thẻ")
	h.telegram.Fail("sendMessage", tgtest.TooMany(60))
	h.telegram.Say(lan.Chat(), lan, "chờ lâu")
	h.eventually("the chat has to wait", func() bool { return h.telegram.FaultsLeft() == 0 })
	if text, ok := h.telegram.WaitNotice(h.telegram.Press(card, lan, card.Button("Sửa")), patience); !ok || text != "đã ghi s:1" {
		t.Errorf("press: %q %v", text, ok)
	}
	results, ok := h.telegram.WaitResults(h.telegram.Inline(lan, "muối"), patience)
	if !ok || len(results) != 1 || results[0].Content.Text != "<b>Sở Công Thương</b>" {
		t.Errorf("inline: %+v %v", results, ok)
	}
}

func TestAnswerThatComesTooLateIsDropped(t *testing.T) {
	h := newHarness(t)
	h.send(chat.Reply{Chat: lan.ID, Callback: "unknown", Text: "muộn"})
	h.run()
	h.eventually("the outbox is empty", func() bool { return len(h.pending()) == 0 })
	if dead := h.deadLetters(); len(dead) != 0 {
		t.Errorf("dead letters: %+v", dead)
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

func TestForumTopicIsKeptAndADeletedOneLeft(t *testing.T) {
	h := newHarness(t)
	forum := tgtest.Forum(-1007, "Diễn đàn")
	h.run()
	h.telegram.SayIn(forum, 31, lan, "@"+tgtest.Username+" ai?")
	if m := h.wait(forum.ID, "nghe: ai?"); m.Topic != 31 {
		t.Errorf("answered in topic %d", m.Topic)
	}
	h.send(chat.Reply{Chat: forum.ID, Topic: 77, Text: "chủ đề đã xóa"})
	if m := h.wait(forum.ID, "chủ đề đã xóa"); m.Topic != 0 {
		t.Errorf("sent to topic %d", m.Topic)
	}
}

func TestFilesAndMenusAreSent(t *testing.T) {
	h := newHarness(t)
	h.open(lan)
	h.telegram.Fail("sendDocument", tgtest.TooMany(1))
	h.telegram.Fail("sendPhoto", tgtest.Refused(400, "Bad Request: PHOTO_INVALID_DIMENSIONS"))
	h.send(
		chat.Reply{Chat: lan.ID, Text: "<b>Báo cáo</b>", Document: &chat.Document{Name: "báo cáo.xlsx", Data: []byte("x")}},
		chat.Reply{Chat: lan.ID, Text: strings.Repeat("dài ", 300) + "hết", Document: &chat.Document{Name: "b.docx", Data: []byte("y")}},
		chat.Reply{Chat: lan.ID, Text: "biểu đồ", Document: &chat.Document{Name: "c.png", Picture: true, Data: []byte("z")}},
		chat.Reply{Chat: lan.ID, Menu: &chat.Menu{Language: "vi", Commands: []chat.Command{{Name: "hoi", Description: "Hỏi"}}}},
		chat.Reply{Menu: &chat.Menu{Commands: []chat.Command{{Name: "help", Description: "Help"}}}},
	)
	h.run()
	h.wait(lan.ID, "biểu đồ")
	got := h.telegram.Sent(lan.ID)
	if len(got) != 4 || got[0].Text != "Báo cáo" || got[0].Document.Name != "báo cáo.xlsx" ||
		!strings.HasSuffix(got[1].Text, "hết") || got[1].Document != nil || got[2].Document.Name != "b.docx" || string(got[3].Document.Data) != "z" {
		t.Errorf("got %+v", got)
	}
	h.eventually("the menus are set", func() bool {
		return len(h.telegram.Menu(lan.ID, "vi")) == 1 && len(h.telegram.Menu(0, "")) == 1
	})
}

func TestSentRepliesAreNotSentAgainWhileTheStoreFails(t *testing.T) {
	h := newHarness(t)
	h.open(lan)
	h.run()
	h.telegram.WaitConfirmed(patience)
	full := &failingStore{Store: h.store}
	h.transport.sender.store = full
	full.failing.Store(true)
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
		if o := judge(j, &refusal{code: 500}, moment, test.healthy); o.verdict != test.want {
			t.Errorf("after %d attempts, healthy %v: verdict %d, want %d", test.attempts, test.healthy, o.verdict, test.want)
		}
	}
}

func TestRepliesOfAChatThatMovedKeepTheirOrderInMemory(t *testing.T) {
	s := newSender(nil, nil, time.Now, nil)
	s.lanes, s.loaded, s.kept = map[laneKey]*lane{}, map[uint64]*job{}, map[uint64]progress{}
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
	if got := ids(-1005); len(got) != 0 || !s.stale {
		t.Errorf("while the first is on its way: %v", got)
	}
	s.lanes[laneKey{messages, -5}].busy = false
	read(out(1, -1005), out(2, -1005), out(3, -1005))
	if got := ids(-1005); !slices.Equal(got, []uint64{1, 2, 3}) || len(ids(-5)) != 0 {
		t.Errorf("afterwards: %v, old %v", got, ids(-5))
	}
}
