package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"chutri/internal/chat"
	"chutri/store"
)

// absent is an office with a clerk, 20015, who has blocked the bot.
type absent struct {
	*App
	t    *testing.T
	now  *time.Time
	last int
}

func newAbsent(t *testing.T) *absent {
	app, now := opened(t)
	a := &absent{App: app, t: t, now: now}
	a.pass(0)
	a.hear(1001, "/moi 20015 Sở Công Thương")
	a.hear(20015, "/start")
	a.hear(20015, "ND-15 đạt 62,5%")
	a.deliver()
	a.update(func(tx store.Tx) error { return tx.Park(20015, "blocked") })
	return a
}

func (a *absent) update(do func(store.Tx) error) {
	a.t.Helper()
	if err := a.Store.Update(a.t.Context(), do); err != nil {
		a.t.Fatal(err)
	}
}

func (a *absent) message(m chat.Message) {
	a.t.Helper()
	a.last++
	m.Key, m.ID, m.Time, m.Addressed = fmt.Sprint("tg:", a.last), a.last, *a.now, true
	m.Author.Language = "vi"
	a.update(func(tx store.Tx) error { return a.handle(tx, m) })
}

func (a *absent) hear(person int64, text string) {
	a.message(chat.Message{Kind: chat.Text, Chat: chat.Chat{ID: person}, Author: chat.Person{ID: person, Name: "Trần Văn Minh"}, Text: text})
}

func (a *absent) press(person int64, data string) {
	a.message(chat.Message{Kind: chat.Press, Callback: "c", Chat: chat.Chat{ID: person}, Author: chat.Person{ID: person}, Data: data})
}

// waiting returns what waits for the clerk once the chat takes messages.
func (a *absent) waiting() (list []store.Outgoing) {
	a.update(func(tx store.Tx) error {
		if err := tx.Unpark(20015); err != nil {
			return err
		}
		err := tx.Pending(nil, func(o store.Outgoing) bool {
			if o.Reply.Chat == 20015 && o.Reply.Menu == nil {
				list = append(list, o)
			}
			return true
		})
		if err != nil {
			return err
		}
		return tx.Park(20015, "blocked")
	})
	return list
}

// deliver takes all that waits, as the sender does.
func (a *absent) deliver() {
	a.update(func(tx store.Tx) error {
		var ids []uint64
		if err := tx.Pending(nil, func(o store.Outgoing) bool { ids = append(ids, o.ID); return true }); err != nil {
			return err
		}
		for _, id := range ids {
			if err := tx.Sent(id, 100); err != nil {
				return err
			}
		}
		return nil
	})
}

// pass lets days go by.
func (a *absent) pass(days int) {
	a.t.Helper()
	for range days + 1 {
		for _, hour := range []int{8, 14} {
			*a.now = time.Date(a.now.Year(), a.now.Month(), a.now.Day(), hour, 5, 0, 0, a.config.Zone)
			if err := a.tick(a.t.Context()); err != nil {
				a.t.Fatal(err)
			}
		}
		if err := a.forgetOnce(a.t.Context()); err != nil {
			a.t.Fatal(err)
		}
		*a.now = a.now.AddDate(0, 0, 1)
	}
}

func TestWhoComesBackAfterMonthsGetsOneReminder(t *testing.T) {
	a := newAbsent(t)
	a.update(func(tx store.Tx) error {
		_, err := tx.Apply(store.Step{Key: "card", At: *a.now, Replies: []store.Outgoing{{At: *a.now, Reply: chat.Reply{Chat: 20015, Text: "thẻ"}}}})
		return err
	})
	a.pass(60)
	texts := func() (reminders int, card bool) {
		for _, o := range a.waiting() {
			if o.Series == "tasks" {
				reminders++
			}
			card = card || o.Reply.Text == "thẻ"
		}
		return reminders, card
	}
	if reminders, card := texts(); reminders != 1 || !card {
		t.Errorf("after two months %d reminders wait, the card: %v", reminders, card)
	}
	a.pass(240)
	if reminders, card := texts(); reminders != 1 || card {
		t.Errorf("after ten months %d reminders wait, the card: %v", reminders, card)
	}
	for _, o := range a.waiting() {
		if a.now.Sub(o.At) > letterTime+24*time.Hour {
			t.Errorf("of %s there waits %q", o.At, o.Reply.Text)
		}
	}
}

func TestNothingWaitsForWhoIsGone(t *testing.T) {
	for name, leave := range map[string]func(*absent){
		"removed":   func(a *absent) { a.press(1001, "removed:20015") },
		"forgotten": func(a *absent) { a.press(1001, "mydata:forgotten:20015") },
	} {
		a := newAbsent(t)
		a.pass(20)
		if len(a.waiting()) == 0 {
			t.Fatal("nothing waited before")
		}
		leave(a)
		if list := a.waiting(); len(list) > 0 {
			t.Errorf("%s: %d replies wait, the first %q", name, len(list), list[0].Reply.Text)
		}
	}
}

func TestAForgottenPersonIsInNoExport(t *testing.T) {
	a := newAbsent(t)
	a.press(20015, "snooze:week:20015")
	a.pass(20)
	a.press(20015, "mydata:forgotten:20015")
	err := a.Store.View(t.Context(), func(r store.Reader) error {
		return r.Events(1, func(e store.Event) bool {
			if text := asJSON(t, e); strings.Contains(text, "20015") {
				t.Errorf("the log tells %s", text)
			}
			return true
		})
	})
	if err != nil {
		t.Error(err)
	}
	for _, collection := range []string{"subscription", "sent", "told"} {
		a.Store.View(t.Context(), func(r store.Reader) error {
			return r.Records(collection, "20015", func(record store.Record) bool {
				t.Errorf("%s %s is still kept", collection, record.Key)
				return true
			})
		})
	}
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
