package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"chutri/store"
)

var outbox = []promise{
	{"replies wait in the order of their steps, each with its own id", func(t *testing.T, s store.Store) {
		apply(t, s, store.Step{Key: "1", At: noon, Replies: replies(7, 8, 7)}, store.Step{Key: "2", At: noon, Replies: replies(8, 7, 0)})
		equal(t, "chat 7", queue(t, s, 7), "1 3 2")
		equal(t, "chat 8", queue(t, s, 8), "2 1")
		equal(t, "no chat", queue(t, s, 0), "3")
		var ids []uint64
		for _, o := range pending(t, s) {
			ids = append(ids, o.ID)
		}
		slices.Sort(ids)
		if slices.Contains(ids, 0) || len(slices.Compact(ids)) != 6 {
			t.Errorf("ids %v", ids)
		}
	}},
	{"the replies that wait are counted, without those of parked chats", func(t *testing.T, s store.Store) {
		waiting := func() string {
			return read(t, s, func(r store.Reader) (string, error) {
				count, first, err := r.Waiting()
				return fmt.Sprint(count, " ", first.UTC().Format(time.TimeOnly)), err
			})
		}
		equal(t, "nothing", waiting(), "0 00:00:00")
		early, late := replies(7), replies(8, 8)
		early[0].At, late[0].At, late[1].At = noon, noon.Add(time.Minute), noon.Add(time.Hour)
		apply(t, s, store.Step{Key: "1", At: noon, Replies: early}, store.Step{Key: "2", At: noon, Replies: late})
		equal(t, "three", waiting(), "3 "+noon.UTC().Format(time.TimeOnly))
		update(t, s, func(tx store.Tx) error { return tx.Park(7, "x") })
		equal(t, "two", waiting(), "2 "+noon.UTC().Add(time.Minute).Format(time.TimeOnly))
	}},
	{"a list of replies ends when it is told to", func(t *testing.T, s store.Store) {
		apply(t, s, store.Step{Key: "1", At: noon, Replies: replies(7, 8, 7)})
		seen := 0
		read(t, s, func(r store.Reader) (bool, error) {
			return true, r.Pending(nil, func(store.Outgoing) bool { seen++; return false })
		})
		if seen != 1 {
			t.Errorf("%d replies after a false", seen)
		}
	}},
	{"a reply that is passed over is not listed, and the others are", func(t *testing.T, s store.Store) {
		apply(t, s, store.Step{Key: "1", At: noon, Replies: replies(7, 8, -7, 8)})
		list := pending(t, s)
		var asked, seen []string
		read(t, s, func(r store.Reader) (bool, error) {
			return true, r.Pending(func(id uint64, chatID int64) bool {
				asked = append(asked, fmt.Sprint(id, " ", chatID))
				return chatID == 7 || id == list[3].ID
			}, func(o store.Outgoing) bool {
				seen = append(seen, fmt.Sprint(o.ID, " ", o.Reply.Chat))
				return true
			})
		})
		key := func(n int) string { return fmt.Sprint(list[n].ID, " ", list[n].Reply.Chat) }
		equal(t, "asked", strings.Join(asked, ", "), strings.Join([]string{key(0), key(1), key(2), key(3)}, ", "))
		equal(t, "listed", strings.Join(seen, ", "), strings.Join([]string{key(1), key(2)}, ", "))
	}},
	{"a sent reply goes and its card is known by the message", func(t *testing.T, s store.Store) {
		list := replies(7, 7, 7)
		card := store.Card{Task: "ND-15", Updates: []uint64{1, 2}}
		list[0].Card, list[2].Card = &card, &card
		apply(t, s, store.Step{Key: "1", At: noon, Replies: list})
		ids := pending(t, s)
		update(t, s, func(tx store.Tx) error {
			return first(tx.Sent(ids[0].ID, 500), tx.Sent(ids[1].ID, 501), tx.Sent(ids[2].ID, 0))
		})
		equal(t, "queue", queue(t, s, 7), "")
		got := read(t, s, func(r store.Reader) (store.Card, error) { return r.Card(7, 500) })
		equal(t, "card", fmt.Sprint(got), fmt.Sprint(card))
		for _, id := range []int{501, 0} {
			notFound(t, s, "a message without card", func(r store.Reader) (store.Card, error) { return r.Card(7, id) })
		}
		notFound(t, s, "another chat's message", func(r store.Reader) (store.Card, error) { return r.Card(8, 500) })
	}},
	{"a postponed reply keeps its place, its time and its reason", func(t *testing.T, s store.Store) {
		apply(t, s, store.Step{Key: "1", At: noon, Replies: replies(7, 7)})
		id := pending(t, s)[0].ID
		for i := 1; i <= 2; i++ {
			until := noon.Add(time.Duration(i) * time.Minute)
			update(t, s, func(tx store.Tx) error { return tx.Postpone(id, until, "429") })
			o := pending(t, s)[0]
			if o.ID != id || o.Attempts != i || !o.NotBefore.Equal(until) || o.Reason != "429" {
				t.Errorf("after %d attempts: %+v", i, o)
			}
		}
		equal(t, "queue", queue(t, s, 7), "1 2")
	}},
	{"buried replies are listed, the last one first", func(t *testing.T, s store.Store) {
		apply(t, s, store.Step{Key: "1", At: noon, Replies: replies(7, 7, 7)})
		for _, i := range []int{1, 0} {
			id := pending(t, s)[i].ID
			update(t, s, func(tx store.Tx) error { return tx.Bury(id, fmt.Sprint("reason ", i), noon) })
		}
		equal(t, "queue", queue(t, s, 7), "3")
		equal(t, "all", deadTexts(t, s, 10), "<b>1</b>reason 0 <b>2</b>reason 1 ")
		equal(t, "one", deadTexts(t, s, 1), "<b>1</b>reason 0 ")
		equal(t, "none", deadTexts(t, s, 0), "")
	}},
	{"ForgetLetters removes the letters that were buried before a time and no others", func(t *testing.T, s store.Store) {
		apply(t, s, store.Step{Key: "1", At: noon, Replies: replies(7, 7, 7, 7)})
		for i, o := range pending(t, s)[:3] {
			update(t, s, func(tx store.Tx) error { return tx.Bury(o.ID, "x", noon.Add(time.Duration(i-1))) })
		}
		update(t, s, func(tx store.Tx) error {
			return first(tx.Quarantine("tg:1", []byte("x"), "x", noon.Add(-1)), tx.ForgetLetters(noon))
		})
		equal(t, "dead", deadTexts(t, s, 10), "<b>3</b>x <b>2</b>x ")
		equal(t, "queue", queue(t, s, 7), "4")
		update(t, s, func(tx store.Tx) error { return tx.ForgetLetters(noon.Add(1)) })
		equal(t, "dead", deadTexts(t, s, 10), "<b>3</b>x ")
		last := pending(t, s)[0].ID
		update(t, s, func(tx store.Tx) error { return tx.Bury(last, "y", noon) })
	}},
	{"ForgetParked removes old replies of parked chats and no others", func(t *testing.T, s store.Store) {
		list := replies(7, 7, 8)
		list[1].At = noon.Add(time.Hour)
		apply(t, s, store.Step{Key: "1", At: noon, Replies: list})
		for _, c := range []struct {
			before time.Time
			want   int
		}{{noon, 0}, {noon.Add(1), 1}, {noon.Add(1), 0}} {
			update(t, s, func(tx store.Tx) error {
				dropped, err := tx.ForgetParked(c.before)
				if dropped != 0 {
					t.Errorf("%d replies dropped of chats that are not parked", dropped)
				}
				return first(err, tx.Park(7, "x"))
			})
			update(t, s, func(tx store.Tx) error {
				dropped, err := tx.ForgetParked(c.before)
				if dropped != c.want {
					t.Errorf("%d replies dropped, want %d", dropped, c.want)
				}
				return first(err, tx.Unpark(7))
			})
		}
		equal(t, "parked", queue(t, s, 7), "2")
		equal(t, "the other", queue(t, s, 8), "3")
	}},
	{"a step clears the earlier replies of a chat, buried ones too, and not its own", func(t *testing.T, s store.Store) {
		apply(t, s, store.Step{Key: "1", At: noon, Replies: replies(7, 8, 7, 8)})
		update(t, s, func(tx store.Tx) error {
			list := pendingIn(tx)
			return first(tx.Bury(list[0].ID, "x", noon), tx.Bury(list[1].ID, "y", noon), tx.Park(7, "x"))
		})
		apply(t, s, store.Step{Key: "2", At: noon, Clear: []int64{7, 99}, Replies: replies(7)})
		equal(t, "dead", deadTexts(t, s, 9), "<b>2</b>y ")
		update(t, s, func(tx store.Tx) error { return tx.Unpark(7) })
		equal(t, "cleared", queue(t, s, 7), "1")
		equal(t, "the other", queue(t, s, 8), "4")
	}},
	{"of a series a parked chat keeps the latest, and one that is not parked keeps all", func(t *testing.T, s store.Store) {
		series := func(name string, chats ...int64) []store.Outgoing {
			list := replies(chats...)
			for i := range list {
				list[i].Series, list[i].Reply.Text = name, name
			}
			return list
		}
		apply(t, s, store.Step{Key: "1", At: noon, Replies: append(series("a", 7, 8), replies(7)...)})
		apply(t, s, store.Step{Key: "2", At: noon, Replies: series("a", 7, 8)})
		equal(t, "before", queue(t, s, 7), "a 1 a")
		update(t, s, func(tx store.Tx) error { return tx.Park(7, "x") })
		apply(t, s, store.Step{Key: "3", At: noon, Replies: series("c", 7)}, store.Step{Key: "4", At: noon, Replies: series("a", 7, 8)})
		update(t, s, func(tx store.Tx) error { return tx.Unpark(7) })
		equal(t, "parked", queue(t, s, 7), "1 c a")
		equal(t, "not parked", queue(t, s, 8), "a a a")
	}},
	{"a reply that does not wait is not found", func(t *testing.T, s store.Store) {
		apply(t, s, store.Step{Key: "1", At: noon, Replies: replies(7)})
		id := pending(t, s)[0].ID
		update(t, s, func(tx store.Tx) error { return tx.Sent(id, 0) })
		for _, gone := range []uint64{id, id + 1, 0} {
			for name, do := range map[string]func(store.Tx) error{
				"Sent":     func(tx store.Tx) error { return tx.Sent(gone, 1) },
				"Postpone": func(tx store.Tx) error { return tx.Postpone(gone, noon, "") },
				"Bury":     func(tx store.Tx) error { return tx.Bury(gone, "", noon) },
			} {
				if err := s.Update(context.Background(), do); !errors.Is(err, store.ErrNotFound) {
					t.Errorf("%s of reply %d returns %v, want ErrNotFound", name, gone, err)
				}
			}
		}
	}},
	{"a parked chat's replies wait aside and come back in order", func(t *testing.T, s store.Store) {
		apply(t, s, store.Step{Key: "1", At: noon, Replies: replies(7, 8, 7)})
		update(t, s, func(tx store.Tx) error { return first(tx.Park(7, "bị chặn"), tx.Park(7, "bị chặn nữa")) })
		apply(t, s, store.Step{Key: "2", At: noon, Replies: replies(8, 7)})
		equal(t, "parked", queue(t, s, 7), "")
		equal(t, "the other", queue(t, s, 8), "2 1")
		update(t, s, func(tx store.Tx) error { return first(tx.Unpark(7), tx.Unpark(7), tx.Unpark(99)) })
		equal(t, "back", queue(t, s, 7), "1 3 2")
	}},
	{"a reply of a parked chat can still be sent and buried", func(t *testing.T, s store.Store) {
		apply(t, s, store.Step{Key: "1", At: noon, Replies: replies(7, 7)})
		list := pending(t, s)
		update(t, s, func(tx store.Tx) error {
			return first(tx.Park(7, "x"), tx.Sent(list[0].ID, 1), tx.Bury(list[1].ID, "x", noon), tx.Unpark(7))
		})
		equal(t, "queue", queue(t, s, 7), "")
	}},
}

func pending(t testing.TB, s store.Store) (list []store.Outgoing) {
	t.Helper()
	read(t, s, func(r store.Reader) (bool, error) {
		list = pendingIn(r)
		return true, nil
	})
	return list
}

func pendingIn(r store.Reader) (list []store.Outgoing) {
	r.Pending(nil, func(o store.Outgoing) bool { list = append(list, o); return true })
	return list
}

// queue returns the texts that wait for a chat, without their tags.
func queue(t testing.TB, s store.Store, chatID int64) string {
	t.Helper()
	var texts []string
	for _, o := range pending(t, s) {
		if o.Reply.Chat == chatID {
			texts = append(texts, strings.Trim(o.Reply.Text, "</b>"))
		}
	}
	return strings.Join(texts, " ")
}

func deadTexts(t testing.TB, s store.Store, limit int) (text string) {
	t.Helper()
	for _, o := range read(t, s, func(r store.Reader) ([]store.Outgoing, error) { return r.DeadLetters(limit) }) {
		text += o.Reply.Text + o.Reason + " "
	}
	return text
}
