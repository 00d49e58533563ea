package telegram

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"chutri/internal/chat"
	"chutri/internal/telegram/tgtest"
	"chutri/store"
)

func TestMarkupThatTelegramRefusesIsSentPlain(t *testing.T) {
	h := newHarness(t)
	h.open(lan)
	h.send(chat.Reply{Chat: lan.ID, Text: "<b>Sở Y tế</b> báo < 5%", Buttons: [][]chat.Button{{{Text: "Sửa", Data: "s"}}}})
	h.run()
	if m := h.wait(lan.ID, "Sở Y tế báo < 5%"); m.Button("Sửa") != "s" {
		t.Errorf("lost its button: %+v", m)
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
	h.eventually("the chat has to wait", func() bool { return h.telegram.FaultsLeft("") == 0 })
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
