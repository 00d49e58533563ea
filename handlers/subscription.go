package handlers

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"chutri/internal/remind"
	"chutri/internal/report"
	"chutri/store"
)

// Collections of what goes out by itself. The keys begin with the chat: "-100/weekly", "2001/KL/59/2026-06-15".
const (
	subscriptionRecords = "subscription" // what a chat chose
	sentRecords         = "sent"         // the last digest or reminder of each kind that a chat was sent
	toldRecords         = "told"         // which notice of a report a person was sent last
	clockRecords        = "clock"        // when the clock began to tick, under clockBegun
	clockBegun          = "begun"
)

// chatRecords are the collections whose keys are a chat's number, or begin with it and a slash.
var chatRecords = []string{subscriptionRecords, sentRecords, toldRecords, letterRecords, assistOffRecords}

// recordsOf returns all that is kept of a chat by itself.
func recordsOf(r store.Reader, chat int64) (found []store.Record, err error) {
	id := idText(chat)
	for _, collection := range chatRecords {
		err := r.Records(collection, id, func(record store.Record) bool {
			if record.Key == id || strings.HasPrefix(record.Key, id+"/") {
				found = append(found, record)
			}
			return true
		})
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

// subscription is what a chat chose to get by itself.
type subscription struct {
	Chat     int64       `json:"chat"`
	Topic    int         `json:"topic,omitempty"`
	Group    bool        `json:"group,omitempty"`
	Kind     remind.Kind `json:"kind"`
	Off      bool        `json:"off,omitempty"`
	Day      int         `json:"day"`    // as remind.Subscription has it
	Minute   int         `json:"minute"` // of the day
	Plan     string      `json:"plan,omitempty"`
	Part     string      `json:"part,omitempty"`
	Agency   string      `json:"agency,omitempty"`
	All      bool        `json:"all,omitempty"` // everything was chosen, whatever the group is about
	By       int64       `json:"by"`            // person who chose
	Language string      `json:"language"`      // that they were spoken to in
	Since    time.Time   `json:"since"`
	Changed  time.Time   `json:"changed"`
	Quiet    time.Time   `json:"quiet,omitzero"` // until when it is snoozed
}

// usual returns a chat's subscription of a kind as it is without a choice of days.
func usual(chat int64, kind remind.Kind, since time.Time) subscription {
	s := subscription{Chat: chat, Kind: kind, Since: since, Changed: since, By: chat}
	switch kind {
	case remind.Weekly:
		s.Day, s.Minute = int(time.Friday), 15*60
	case remind.Monthly:
		s.Day, s.Minute = 1, 8*60
	case remind.Tasks:
		s.Day, s.Minute = int(time.Monday), 8*60
	}
	return s
}

// rule returns the subscription as the rules of sending know it.
func (s subscription) rule() remind.Subscription {
	return remind.Subscription{
		Chat: s.Chat, Kind: s.Kind, Day: s.Day, Minute: s.Minute, Since: s.Since, Changed: s.Changed, Quiet: s.Quiet,
	}
}

func (s subscription) key() string { return s.rule().Key() }

func (s subscription) scope() report.Scope {
	return report.Scope{Plan: s.Plan, Part: s.Part, Agency: s.Agency}
}

// wellFormed reports whether a stored subscription can be reckoned with.
func (s subscription) wellFormed() bool {
	last := 6
	if s.Kind == remind.Monthly {
		last = 28
	}
	return s.Day >= 0 && s.Day <= last && s.Minute >= 0 && s.Minute < 24*60 && (s.Kind != remind.Monthly || s.Day > 0)
}

// subscriptionOf returns what a chat chose of a kind; ok is false where it never did.
func subscriptionOf(r store.Reader, chat int64, kind remind.Kind) (s subscription, ok bool, err error) {
	ok, err = readRecord(r, subscriptionRecords, subscription{Chat: chat, Kind: kind}.key(), &s)
	return s, ok, err
}

// readRecord reads a record's data; ok is false where there is none.
func readRecord(r store.Reader, collection, key string, into any) (ok bool, err error) {
	record, err := r.Record(collection, key)
	if isNotFound(err) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return true, decodeRecord(record, into)
}

func decodeRecord(record store.Record, into any) error {
	if err := json.Unmarshal(record.Data, into); err != nil {
		return fmt.Errorf("%s %s: %w: %w", record.Collection, record.Key, store.ErrCorrupt, err)
	}
	return nil
}

// subscriptions returns everything that goes out by itself: what chats chose, and what staff and coordinators get without choosing.
func (h *Handler) subscriptions(r store.Reader, begun time.Time) ([]subscription, error) {
	chosen, err := h.chosen(r)
	if err != nil {
		return nil, err
	}
	roles, since, err := h.people(r, begun)
	if err != nil {
		return nil, err
	}
	var all []subscription
	choseTasks := make(map[int64]bool)
	for _, s := range chosen {
		choseTasks[s.Chat] = choseTasks[s.Chat] || s.Kind == remind.Tasks
		role := roles[s.Chat]
		if s.Off || !s.Group && role == "" || s.Kind == remind.Tasks && role != store.RoleStaff && role != store.RoleCoordinator {
			continue
		}
		all = append(all, s)
	}
	for person, role := range roles {
		if !choseTasks[person] && (role == store.RoleStaff || role == store.RoleCoordinator) {
			all = append(all, usual(person, remind.Tasks, since[person]))
		}
	}
	return all, nil
}

// chosen returns what chats chose.
func (h *Handler) chosen(r store.Reader) (all []subscription, err error) {
	err = r.Records(subscriptionRecords, "", func(record store.Record) bool {
		var s subscription
		if err := json.Unmarshal(record.Data, &s); err != nil || s.key() != record.Key || !s.wellFormed() {
			h.Log.Error("a subscription cannot be read", "key", record.Key, "error", errors.Join(err, store.ErrCorrupt))
			return true
		}
		all = append(all, s)
		return true
	})
	return all, err
}

// people returns the role of every person who is known to the office, and since when they are.
func (h *Handler) people(r store.Reader, begun time.Time) (roles map[int64]store.Role, since map[int64]time.Time, err error) {
	members, err := r.Members()
	if err != nil {
		return nil, nil, err
	}
	roles, since = make(map[int64]store.Role), make(map[int64]time.Time)
	for _, m := range members {
		roles[m.Person], since[m.Person] = m.Role, m.Since
	}
	for _, person := range h.Coordinators {
		if roles[person] = store.RoleCoordinator; since[person].IsZero() {
			since[person] = begun
		}
	}
	return roles, since, nil
}

// movedChat takes what a group gets by itself along to its new id.
func (t *turn) movedChat() error {
	from, to := idText(t.m.Chat.ID), idText(t.m.MovedTo)
	if from == to {
		return nil
	}
	moved, err := recordsOf(t.r, t.m.Chat.ID)
	if err != nil {
		return err
	}
	for _, record := range moved {
		if err := t.moveRecord(record, to+strings.TrimPrefix(record.Key, from)); err != nil {
			return err
		}
	}
	return nil
}

// moveRecord keeps a record of a chat under the key of another one, unless that has its own.
func (t *turn) moveRecord(record store.Record, key string) error {
	old := store.Record{Collection: record.Collection, Key: record.Key, Removed: true}
	t.event(store.Event{Kind: store.RecordKept, Record: &old})
	if _, err := t.r.Record(record.Collection, key); !isNotFound(err) {
		return err
	}
	if record.Collection == subscriptionRecords {
		var s subscription
		if err := decodeRecord(record, &s); err != nil {
			return err
		}
		s.Chat = t.m.MovedTo
		return t.keep(record.Collection, key, s)
	}
	t.event(store.Event{Kind: store.RecordKept, Record: &store.Record{Collection: record.Collection, Key: key, Data: record.Data}})
	return nil
}
