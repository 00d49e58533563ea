package storetest

import (
	"testing"

	"chutri/store"
)

var moving = []promise{
	{"a moved chat takes its group, sessions and replies along, and no message number", func(t *testing.T, s store.Store) {
		list := replies(-50, -50, 7)
		list[0].Card = &store.Card{Task: "ND-15"}
		list[1].Reply.ReplyTo, list[1].Reply.Edit = 3, 4
		apply(t, s, step("0", recorded(1, message(-50, 3))),
			store.Step{Key: "1", At: noon, Events: []store.Event{bound(-50, "so-y-te")}, Replies: list, Session: session(-50, 9, "x", noon)})
		id := pending(t, s)[0].ID
		update(t, s, func(tx store.Tx) error { return first(tx.Sent(id, 4), tx.MoveChat(-50, -100)) })

		if g := read(t, s, func(r store.Reader) (store.Group, error) { return r.Group(-100) }); g.Agency != "so-y-te" || g.Chat != -100 || g.Title == "" {
			t.Errorf("the group became %+v", g)
		}
		if got := sessionOf(t, s, -100, 9); got.Chat != -100 || string(got.Data) != "x" {
			t.Errorf("the session became %+v", got)
		}
		notFound(t, s, "a card by its old number", func(r store.Reader) (store.Card, error) { return r.Card(-100, 4) })
		if moved := pending(t, s)[0].Reply; moved.Chat != -100 || moved.ReplyTo != 0 || moved.Edit != 0 {
			t.Errorf("the reply became %+v", moved)
		}
		equal(t, "queue", queue(t, s, -100), "2")
		notFound(t, s, "the old group", func(r store.Reader) (store.Group, error) { return r.Group(-50) })
		notFound(t, s, "the old session", func(r store.Reader) (store.Session, error) { return r.Session(-50, 9) })
		notFound(t, s, "the old card", func(r store.Reader) (store.Card, error) { return r.Card(-50, 4) })
		equal(t, "old queue", queue(t, s, -50), "")
		equal(t, "another queue", queue(t, s, 7), "3")
		equal(t, "the report stays where it was made", byMessage(t, s, -50, 3)+"/"+byMessage(t, s, -100, 3), "1/")
	}},
	{"a moved group stands in the log of events", func(t *testing.T, s store.Store) {
		apply(t, s, step("1", bound(-50, "so-y-te")))
		update(t, s, func(tx store.Tx) error { return tx.MoveChat(-50, -100) })
		log := events(t, s, 2)
		if len(log) != 2 || log[0].Group.Chat != -50 || log[0].Group.Bound() || log[1].Group.Chat != -100 || !log[1].Group.Bound() ||
			log[0].At.IsZero() || log[1].Step == "" {
			t.Errorf("events %+v", log)
		}
	}},
	{"moving a chat again, or one that has nothing, does nothing", func(t *testing.T, s store.Store) {
		Fill(t, s)
		update(t, s, func(tx store.Tx) error { return tx.MoveChat(-50, -100) })
		before := Dump(t, s)
		update(t, s, func(tx store.Tx) error {
			return first(tx.MoveChat(-50, -100), tx.MoveChat(12345, -100), tx.MoveChat(-100, -100))
		})
		equal(t, "after the second move", Dump(t, s), before)
	}},
	{"what the new chat has of its own stays", func(t *testing.T, s store.Store) {
		apply(t, s, step("1", bound(-50, "old"), bound(-100, "new")),
			store.Step{Key: "2", At: noon, Session: session(-50, 9, "old", noon), Replies: replies(-50, -100)},
			store.Step{Key: "3", At: noon, Session: session(-100, 9, "new", noon), Replies: replies(-50)})
		update(t, s, func(tx store.Tx) error { return tx.MoveChat(-50, -100) })
		if g := read(t, s, func(r store.Reader) (store.Group, error) { return r.Group(-100) }); g.Agency != "new" {
			t.Errorf("group %+v", g)
		}
		if got := sessionOf(t, s, -100, 9); string(got.Data) != "new" {
			t.Errorf("session %+v", got)
		}
		equal(t, "queue", queue(t, s, -100), "1 2 1")
	}},
	{"a parked chat is parked after its move", func(t *testing.T, s store.Store) {
		apply(t, s, store.Step{Key: "1", At: noon, Replies: replies(-50)})
		update(t, s, func(tx store.Tx) error { return first(tx.Park(-50, "x"), tx.MoveChat(-50, -100)) })
		equal(t, "parked", queue(t, s, -100), "")
		apply(t, s, store.Step{Key: "2", At: noon, Replies: replies(-50)})
		equal(t, "the old id is not", queue(t, s, -50), "1")
		update(t, s, func(tx store.Tx) error { return tx.Unpark(-100) })
		equal(t, "unparked", queue(t, s, -100), "1")
	}},
	{"a moved reply can be sent by its old id", func(t *testing.T, s store.Store) {
		list := replies(-50)
		list[0].Card = &store.Card{Task: "ND-15"}
		apply(t, s, store.Step{Key: "1", At: noon, Replies: list})
		id := pending(t, s)[0].ID
		update(t, s, func(tx store.Tx) error { return first(tx.MoveChat(-50, -100), tx.Sent(id, 9)) })
		read(t, s, func(r store.Reader) (store.Card, error) { return r.Card(-100, 9) })
		equal(t, "queue", queue(t, s, -100), "")
	}},
}
