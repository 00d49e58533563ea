package storetest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"chutri/store"
)

// The small worlds that dump looks through for records that have no list of their own.
var (
	worldTasks    = []string{"ND-15", "CB-D3", "KL-2"}
	worldAgencies = []string{"so-cong-thuong", "so-y-te", ""}
	worldChats    = []int64{-100, -50, 0, 7, 8, 31, 2001}
	worldPeople   = []int64{7, 8, 9, 31, 2001}
	worldMessages = []int{0, 1, 2, 3, 4, 5, 500}
)

// Dump returns all that can be read from a store, one record a line; it is equal for equal stores. Records that have no
// list of their own it looks for in a small world of chats, people, messages and tasks, which holds all that Fill puts in.
func Dump(t testing.TB, s store.Store) string {
	t.Helper()
	var text string
	err := s.View(context.Background(), func(r store.Reader) (err error) {
		text, err = dumpReader(r)
		return err
	})
	if err != nil {
		t.Fatalf("dump: %v", err)
	}
	return text
}

// lines collects records and the first error.
type lines struct {
	strings.Builder
	err error
}

func (l *lines) add(label string, record any, err error) {
	switch {
	case errors.Is(err, store.ErrNotFound):
		return
	case err == nil:
		var text []byte
		text, err = json.Marshal(record)
		fmt.Fprintf(l, "%s: %s\n", label, text)
	}
	if l.err == nil {
		l.err = err
	}
}

func dumpReader(r store.Reader) (string, error) {
	var l lines
	offset, err := r.Offset()
	l.add("offset", offset, err)
	received, err := r.Received()
	l.add("received", received, err)
	next, err := r.NextUpdate()
	l.add("next", next, err)
	l.add("events", nil, r.Events(0, func(e store.Event) bool { l.add("event", e, nil); return true }))
	l.add("all", nil, r.ProgressAll(func(p store.Progress) bool { l.add("progress", p, nil); return true }))
	for id := uint64(1); id < next; id++ {
		update, err := r.Progress(id)
		l.add("progress", update, err)
		events, err := r.History(id)
		l.add("history", events, err)
	}
	dumpLists(r, &l)
	dumpPeople(r, &l)
	l.add("pending", nil, r.Pending(nil, func(o store.Outgoing) bool { l.add("reply", o, nil); return true }))
	dead, err := r.DeadLetters(1000)
	l.add("dead", dead, err)
	return l.String(), l.err
}

func dumpLists(r store.Reader, l *lines) {
	list := func(label string, walk func(func(store.Progress) bool) error) {
		var ids []uint64
		err := walk(func(p store.Progress) bool { ids = append(ids, p.ID); return true })
		l.add(label, ids, err)
	}
	for _, id := range worldTasks {
		list("task "+id, func(each func(store.Progress) bool) error { return r.ProgressByTask(id, each) })
	}
	for _, key := range worldAgencies {
		list("agency "+key, func(each func(store.Progress) bool) error { return r.ProgressByAgency(key, each) })
	}
	for from := -2; from <= 4; from++ {
		start := noon.Add(time.Duration(from) * time.Hour)
		list(fmt.Sprint("from ", from), func(each func(store.Progress) bool) error {
			return r.ProgressBetween(start, start.Add(2*time.Hour), each)
		})
	}
}

func dumpPeople(r store.Reader, l *lines) {
	members, err := r.Members()
	l.add("members", members, err)
	groups, err := r.Groups()
	l.add("groups", groups, err)
	for _, collection := range []string{"term", "terms"} {
		l.add(collection, nil, r.Records(collection, "", func(record store.Record) bool { l.add("record", record, nil); return true }))
		record, err := r.Record(collection, "a")
		l.add(collection, record, err)
	}
	for _, letter := range []string{"a", "b"} {
		invite, err := r.Invite(hash(letter))
		l.add("invite", invite, err)
	}
	for _, person := range worldPeople {
		member, err := r.Member(person)
		l.add("member", member, err)
		language, err := r.Language(person)
		l.add("language", language, err)
	}
	for i := range 9 {
		key := fmt.Sprintf("tg:%d", i)
		applied, err := r.Applied(key)
		l.add(key, applied, err)
	}
	for _, chatID := range worldChats {
		group, err := r.Group(chatID)
		l.add("group", group, err)
		for _, person := range worldPeople {
			session, err := r.Session(chatID, person)
			l.add(fmt.Sprint("session ", chatID, person), session, err)
		}
		for _, id := range worldMessages {
			card, err := r.Card(chatID, id)
			l.add(fmt.Sprint("card ", chatID, id), card, err)
			updates, err := r.ProgressByMessage(chatID, id)
			l.add("message", updates, err)
		}
	}
}
