package storetest

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"chutri/internal/chat"
	"chutri/internal/plan"
	"chutri/store"
)

// noon is when things happen unless a test says otherwise.
var noon = time.Date(2026, 11, 16, 12, 0, 0, 0, time.FixedZone("", 7*60*60))

// recorded is the event of a new update; change alters its content.
func recorded(id uint64, change ...func(*store.Content)) store.Event {
	return revision(store.Recorded, id, change...)
}

// amended is the event of an amendment to what recorded with the same changes gives.
func amended(id uint64, change ...func(*store.Content)) store.Event {
	return revision(store.Amended, id, change...)
}

func revision(kind store.EventKind, id uint64, change ...func(*store.Content)) store.Event {
	whole, percent := 2000.0, 62.5
	content := &store.Content{
		Task: "ND-15", Status: plan.InProgress, Percent: &percent,
		Quantities: []plan.Quantity{{Value: 1250, Of: &whole, Unit: "hộ"}},
		Text:       "Đã cấp muối i-ốt cho 1.250/2.000 hộ <b>&", Author: store.Author{ID: 2001, Name: "Lê Thị Bé"},
		Agency: "so-cong-thuong", Chat: 2001, Message: int(id), ReportedAt: noon, Week: "2026-W47",
	}
	for _, alter := range change {
		alter(content)
	}
	return store.Event{At: noon, Actor: 2001, Kind: kind, Progress: &store.Revision{ID: id, Content: content}}
}

// turned is an event that changes only an update's state.
func turned(kind store.EventKind, id uint64) store.Event {
	event := store.Event{At: noon, Actor: 9, Kind: kind, Progress: &store.Revision{ID: id}}
	if kind == store.Returned {
		event.Progress.Reason = "thiếu số liệu"
	}
	return event
}

func task(id string) func(*store.Content)    { return func(c *store.Content) { c.Task = id } }
func agency(key string) func(*store.Content) { return func(c *store.Content) { c.Agency = key } }

// later moves the report's time by hours.
func later(hours int) func(*store.Content) {
	return func(c *store.Content) { c.ReportedAt = noon.Add(time.Duration(hours) * time.Hour) }
}

func message(chatID int64, id int) func(*store.Content) {
	return func(c *store.Content) { c.Chat, c.Message = chatID, id }
}

// step is a Step of one hour with the given events.
func step(key string, events ...store.Event) store.Step {
	return store.Step{Key: key, At: noon, Events: events}
}

// replies are replies to the given chats, in order, numbered in their text.
func replies(chats ...int64) []store.Outgoing {
	var list []store.Outgoing
	for i, id := range chats {
		list = append(list, store.Outgoing{At: noon, Reply: chat.Reply{Chat: id, Text: fmt.Sprintf("<b>%d</b>", i+1)}})
	}
	return list
}

func joined(key string, person int64, role store.Role) store.Event {
	return store.Event{At: noon, Actor: person, Kind: store.MemberAdded,
		Member: &store.Member{Person: person, Name: "Trần Văn An", Role: role, Agencies: []string{key}, Since: noon}}
}

func bound(chatID int64, key string) store.Event {
	return store.Event{At: noon, Kind: store.GroupBound, Group: &store.Group{Chat: chatID, Title: "Tổ tổng hợp", Agency: key}}
}

func hash(letter string) string { return strings.Repeat(letter, 64) }

func invited(letter string, usedBy int64) store.Event {
	kind := store.InviteMade
	if usedBy != 0 {
		kind = store.InviteUsed
	}
	return store.Event{At: noon, Actor: 9, Kind: kind, Invite: &store.Invite{
		Hash: hash(letter), Role: store.RoleStaff, Agency: "so-y-te", By: 9, Expires: noon.Add(time.Hour), UsedBy: usedBy}}
}

func spoke(person int64, tag string) store.Event {
	return store.Event{At: noon, Actor: person, Kind: store.LanguageSet, Language: &store.Language{Person: person, Tag: tag}}
}

func kept(collection, key, data string) store.Event {
	return store.Event{At: noon, Actor: 9, Kind: store.RecordKept, Record: &store.Record{
		Collection: collection, Key: key, Data: json.RawMessage(data), Removed: data == ""}}
}

func session(chatID, person int64, data string, expires time.Time) *store.Session {
	return &store.Session{Chat: chatID, Person: person, Data: []byte(data), Expires: expires}
}

// Fill puts something of every kind into an empty store.
func Fill(t testing.TB, s store.Store) {
	t.Helper()
	carded := replies(2001, -50, 7, 2001)
	carded[0].Card = &store.Card{Task: "ND-15", Updates: []uint64{1}}
	apply(t, s,
		store.Step{Key: "tg:1", At: noon, Events: []store.Event{recorded(1), kept("term", "a", "1")}, Replies: carded, Session: session(2001, 2001, "xác nhận", noon)},
		step("tg:2", recorded(2, task("CB-D3"), later(1)), amended(1, later(2)), turned(store.Withdrawn, 2)),
		step("tg:3", recorded(3, agency("so-y-te")), turned(store.Returned, 3), turned(store.Confirmed, 1)),
		step("tg:4", joined("so-y-te", 31, store.RoleStaff), joined("ubnd", 9, store.RoleCoordinator), bound(-50, "so-y-te")),
		step("tg:5", invited("a", 0), invited("a", 31), spoke(31, "en"), removed(31)),
		store.Step{Key: "tg:6", At: noon, Replies: replies(2001, 7), Session: session(-50, 9, "chọn", time.Time{})},
	)
	update(t, s, func(tx store.Tx) error {
		return first(tx.SetOffset(77), tx.SetReceived(noon), tx.Sent(1, 500), tx.Postpone(2, noon.Add(time.Minute), "429"),
			tx.Bury(3, "chat không còn", noon), tx.Park(7, "bị chặn"), tx.Quarantine("tg:9", []byte("{"), "unexpected end", noon))
	})
}

func removed(person int64) store.Event {
	event := joined("so-y-te", person, store.RoleStaff)
	event.Kind, event.Member.Removed = store.MemberRemoved, true
	return event
}

// first returns the first error.
func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
