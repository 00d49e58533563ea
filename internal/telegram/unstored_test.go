package telegram

import (
	"strings"
	"testing"

	"chutri/internal/chat"
)

// TestWhoeverWritesWhileTheStoreFailsIsToldOnce lets the disk be full twice.
func TestWhoeverWritesWhileTheStoreFailsIsToldOnce(t *testing.T) {
	h := newHarness(t)
	full := &failingStore{Store: h.store}
	h.store = full
	h.transport = h.newTransport()
	h.transport.intake.unstored.say = func(m chat.Message) (chat.Reply, bool) {
		return chat.Reply{Chat: m.Chat.ID, Callback: m.Callback, Text: "chưa ghi"}, m.Text != "im lặng"
	}
	h.run()
	h.telegram.Say(lan.Chat(), lan, "trước")
	card := h.wait(lan.ID, "nghe: trước")
	h.eventually("the first is confirmed", func() bool { return h.telegram.ConfirmedCount() == 1 })
	for outage := 1; outage <= 2; outage++ {
		full.failing.Store(true)
		failed := full.failed.Load()
		h.telegram.Say(lan.Chat(), lan, "một")
		h.telegram.Say(lan.Chat(), lan, "hai")
		h.telegram.Say(an.Chat(), an, "im lặng")
		press := h.telegram.Press(card, lan, "x")
		if text, ok := h.telegram.WaitNotice(press, patience); !ok || text != "chưa ghi" {
			t.Errorf("the press was answered with %q", text)
		}
		h.eventually("a commit is tried three times", func() bool { return full.failed.Load() >= failed+3 })
		if got := strings.Count(strings.Join(h.texts(lan.ID), " "), "chưa ghi"); got != outage {
			t.Errorf("outage %d: told %d times in all: %q", outage, got, h.texts(lan.ID))
		}
		if got := h.texts(an.ID); len(got) != outage-1 {
			t.Errorf("outage %d: whoever is to be told nothing was told %q", outage, got)
		}
		full.failing.Store(false)
		h.eventually("all is stored", func() bool { return h.telegram.ConfirmedCount() == 1+4*outage })
		h.eventually("all is answered", func() bool { return strings.Count(strings.Join(h.texts(lan.ID), " "), "nghe: hai") == outage })
		h.wait(an.ID, "nghe: im lặng")
		h.eventually("the silent one is answered", func() bool { return len(h.texts(an.ID)) == outage })
	}
}
