package storetest

import (
	"fmt"
	"time"

	"pgregory.net/rapid"

	"chutri/internal/chat"
	"chutri/store"
)

// draft is a random Step whose new updates get their ids when it is applied.
type draft struct {
	store.Step
	shift []uint64 // for each event: what is added to the next id, mostly 0
}

func drawStep(rt *rapid.T, at time.Time) draft {
	d := draft{Step: store.Step{Key: fmt.Sprintf("tg:%d", rapid.IntRange(0, 12).Draw(rt, "key")), At: at}}
	for range rapid.IntRange(0, 3).Draw(rt, "events") {
		event := drawEvent(rt)
		event.At = at
		d.Events = append(d.Events, event)
		d.shift = append(d.shift, uint64(max(0, rapid.IntRange(-9, 1).Draw(rt, "shift"))))
	}
	for range rapid.IntRange(0, 2).Draw(rt, "replies") {
		reply := store.Outgoing{At: at, Reply: chat.Reply{Chat: rapid.SampledFrom(worldChats).Draw(rt, "chat"), Text: "<b>x</b>"}}
		if rapid.Bool().Draw(rt, "with card") {
			reply.Card = &store.Card{Task: rapid.SampledFrom(worldTasks).Draw(rt, "task"), Updates: []uint64{1}}
		}
		reply.Series = rapid.SampledFrom([]string{"", "", "remind"}).Draw(rt, "series")
		d.Replies = append(d.Replies, reply)
	}
	if rapid.IntRange(0, 5).Draw(rt, "clear") == 0 {
		d.Clear = []int64{rapid.SampledFrom(worldChats).Draw(rt, "cleared")}
	}
	if rapid.Bool().Draw(rt, "with session") {
		d.Session = session(rapid.SampledFrom(worldChats).Draw(rt, "chat"), rapid.SampledFrom(worldPeople).Draw(rt, "person"),
			rapid.SampledFrom([]string{"", "x", "y"}).Draw(rt, "data"), rapid.SampledFrom([]time.Time{{}, at}).Draw(rt, "expires"))
	}
	return d
}

// with gives the new updates the ids that come next in a transaction.
func (d draft) with(tx store.Tx) (store.Step, error) {
	next, err := tx.NextUpdate()
	step := d.Step
	step.Events = append([]store.Event(nil), step.Events...)
	for i, e := range step.Events {
		if e.Kind == store.Recorded {
			revision := *e.Progress
			revision.ID = next + d.shift[i]
			step.Events[i].Progress = &revision
			next++
		}
	}
	return step, err
}

func drawEvent(rt *rapid.T) store.Event {
	person := rapid.SampledFrom(worldPeople).Draw(rt, "person")
	chatID := rapid.SampledFrom(worldChats[:4]).Draw(rt, "chat")
	key := rapid.SampledFrom(worldAgencies).Draw(rt, "agency")
	id := uint64(rapid.IntRange(1, 4).Draw(rt, "id"))
	contents := []func(*store.Content){
		task(rapid.SampledFrom(worldTasks).Draw(rt, "task")), agency(key), later(rapid.IntRange(-2, 4).Draw(rt, "hour")),
		message(chatID, rapid.SampledFrom(worldMessages).Draw(rt, "message")),
	}
	switch rapid.IntRange(0, 15).Draw(rt, "kind") {
	case 0:
		return joined(key, person, store.RoleStaff)
	case 1:
		return removed(person)
	case 2, 3:
		if chatID == 0 {
			chatID = 7
		}
		return bound(chatID, key)
	case 4:
		return invited(rapid.SampledFrom([]string{"a", "b"}).Draw(rt, "letter"), rapid.SampledFrom([]int64{0, 31}).Draw(rt, "used by"))
	case 5:
		return spoke(person, rapid.SampledFrom([]string{"vi", "en"}).Draw(rt, "tag"))
	case 6, 7:
		return amended(id, contents...)
	case 8, 9:
		return kept(rapid.SampledFrom([]string{"term", "terms"}).Draw(rt, "collection"),
			rapid.SampledFrom([]string{"a", "ab", "b"}).Draw(rt, "record"), rapid.SampledFrom([]string{"1", `{"x":"<2>"}`, ""}).Draw(rt, "data"))
	case 10:
		return turned(rapid.SampledFrom([]store.EventKind{store.Withdrawn, store.Restored, store.Confirmed, store.Returned}).Draw(rt, "turn"), id)
	}
	return recorded(0, contents...)
}
