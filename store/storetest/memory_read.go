package storetest

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"chutri/store"
)

// memoryTx reads and changes one state.
type memoryTx struct{ *state }

func (m memoryTx) Applied(key string) (bool, error) { _, ok := m.Steps[key]; return ok, nil }
func (m memoryTx) Offset() (int64, error)           { return m.At, nil }
func (m memoryTx) Received() (time.Time, error)     { return m.Until, nil }

// updates folds the log into updates by id.
func (m memoryTx) updates() []store.Progress {
	var list []store.Progress
	for _, e := range m.Log {
		if e.Progress == nil {
			continue
		}
		id := e.Progress.ID
		var before store.Progress
		if id <= uint64(len(list)) {
			before = list[id-1]
		}
		now, err := store.Project(before, e)
		if err != nil {
			panic(err) // Apply refused such events
		}
		if before.ID == 0 {
			list = append(list, now)
		} else {
			list[id-1] = now
		}
	}
	return list
}

func (m memoryTx) NextUpdate() (uint64, error) { return uint64(len(m.updates())) + 1, nil }

func (m memoryTx) Progress(id uint64) (store.Progress, error) {
	return find(m.updates(), func(p store.Progress) bool { return p.ID == id })
}

func (m memoryTx) ProgressByMessage(chatID int64, messageID int) ([]store.Progress, error) {
	return filter(m.updates(), func(p store.Progress) bool { return p.Chat == chatID && p.Message == messageID }), nil
}

func (m memoryTx) ProgressByTask(task string, each func(store.Progress) bool) error {
	return tell(latestFirst(filter(m.updates(), func(p store.Progress) bool { return p.Task == task })), each)
}

func (m memoryTx) ProgressByAgency(agency string, each func(store.Progress) bool) error {
	return tell(latestFirst(filter(m.updates(), func(p store.Progress) bool { return p.Agency == agency })), each)
}

func (m memoryTx) ProgressBetween(from, to time.Time, each func(store.Progress) bool) error {
	list := latestFirst(filter(m.updates(), func(p store.Progress) bool { return !p.ReportedAt.Before(from) && p.ReportedAt.Before(to) }))
	slices.Reverse(list)
	return tell(list, each)
}

func (m memoryTx) ProgressAll(each func(store.Progress) bool) error { return tell(m.updates(), each) }

func (m memoryTx) Events(from uint64, each func(store.Event) bool) error {
	return tell(filter(m.Log, func(e store.Event) bool { return e.Seq >= from }), each)
}

func (m memoryTx) History(id uint64) ([]store.Event, error) {
	return filter(m.Log, func(e store.Event) bool { return e.Progress != nil && e.Progress.ID == id }), nil
}

// lastOf returns what the last event about something carries.
func lastOf[T any](log []store.Event, about func(store.Event) *T) (last T, err error) {
	err = store.ErrNotFound
	for _, e := range log {
		if record := about(e); record != nil {
			last, err = *record, nil
		}
	}
	return last, err
}

func (m memoryTx) Member(person int64) (store.Member, error) {
	return lastOf(m.Log, func(e store.Event) *store.Member {
		if e.Member != nil && e.Member.Person == person {
			return e.Member
		}
		return nil
	})
}

func (m memoryTx) Members() (list []store.Member, err error) {
	for _, person := range ids(m.Log, func(e store.Event) (int64, bool) {
		if e.Member == nil {
			return 0, false
		}
		return e.Member.Person, true
	}) {
		if member, err := m.Member(person); err == nil && !member.Removed {
			list = append(list, member)
		}
	}
	return list, nil
}

func (m memoryTx) Invite(hash string) (store.Invite, error) {
	return lastOf(m.Log, func(e store.Event) *store.Invite {
		if e.Invite != nil && e.Invite.Hash == hash {
			return e.Invite
		}
		return nil
	})
}

func (m memoryTx) Group(chatID int64) (store.Group, error) {
	group, err := lastOf(m.Log, func(e store.Event) *store.Group {
		if e.Group != nil && e.Group.Chat == chatID {
			return e.Group
		}
		return nil
	})
	if err == nil && group.Agency == "" && group.Plan == "" {
		return store.Group{}, store.ErrNotFound
	}
	return group, err
}

func (m memoryTx) Groups() (list []store.Group, err error) {
	for _, chatID := range ids(m.Log, func(e store.Event) (int64, bool) {
		if e.Group == nil {
			return 0, false
		}
		return e.Group.Chat, true
	}) {
		if group, err := m.Group(chatID); err == nil {
			list = append(list, group)
		}
	}
	return list, nil
}

func (m memoryTx) Language(person int64) (string, error) {
	language, err := lastOf(m.Log, func(e store.Event) *store.Language {
		if e.Language != nil && e.Language.Person == person {
			return e.Language
		}
		return nil
	})
	if errors.Is(err, store.ErrNotFound) {
		return "", nil
	}
	return language.Tag, err
}

func (m memoryTx) Record(collection, key string) (store.Record, error) {
	record, err := lastOf(m.Log, func(e store.Event) *store.Record {
		if e.Record != nil && e.Record.Collection == collection && e.Record.Key == key {
			return e.Record
		}
		return nil
	})
	if err == nil && record.Removed {
		return store.Record{}, store.ErrNotFound
	}
	return record, err
}

func (m memoryTx) Records(collection, beginning string, each func(store.Record) bool) error {
	keys := map[string]bool{}
	for _, e := range m.Log {
		if e.Record != nil && e.Record.Collection == collection && strings.HasPrefix(e.Record.Key, beginning) {
			keys[e.Record.Key] = true
		}
	}
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		if record, err := m.Record(collection, key); err == nil && !each(record) {
			return nil
		}
	}
	return nil
}

func (m memoryTx) Session(chatID, person int64) (store.Session, error) {
	return lookup(m.Sessions, pair{chatID, person})
}

func (m memoryTx) Card(chatID int64, messageID int) (store.Card, error) {
	return lookup(m.Cards, pair{chatID, int64(messageID)})
}

func (m memoryTx) Pending(pass func(id uint64, chatID int64) bool, each func(store.Outgoing) bool) error {
	return tell(filter(m.Outbox, func(o store.Outgoing) bool {
		_, aside := m.Parked[o.Reply.Chat]
		return !aside && (pass == nil || !pass(o.ID, o.Reply.Chat))
	}), each)
}

func (m memoryTx) Waiting() (count int, first time.Time, err error) {
	err = m.Pending(nil, func(o store.Outgoing) bool {
		if count++; count == 1 {
			first = o.At
		}
		return true
	})
	return count, first, err
}

func (m memoryTx) DeadLetters(limit int) ([]store.Outgoing, error) {
	list := slices.Clone(m.Dead)
	slices.Reverse(list)
	return list[:min(limit, len(list))], nil
}

func ids(log []store.Event, of func(store.Event) (int64, bool)) []int64 {
	var list []int64
	for _, e := range log {
		if id, ok := of(e); ok {
			list = append(list, id)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func filter[T any](list []T, keep func(T) bool) (kept []T) {
	for _, item := range list {
		if keep(item) {
			kept = append(kept, item)
		}
	}
	return kept
}

func find[T any](list []T, wanted func(T) bool) (T, error) {
	for _, item := range list {
		if wanted(item) {
			return item, nil
		}
	}
	var none T
	return none, store.ErrNotFound
}

func lookup[T any](records map[pair]T, key pair) (T, error) {
	record, ok := records[key]
	if !ok {
		return record, store.ErrNotFound
	}
	return record, nil
}

func tell[T any](list []T, each func(T) bool) error {
	for _, item := range list {
		if !each(item) {
			break
		}
	}
	return nil
}

func latestFirst(list []store.Progress) []store.Progress {
	slices.SortFunc(list, func(a, b store.Progress) int {
		return cmp.Or(b.ReportedAt.Compare(a.ReportedAt), cmp.Compare(b.ID, a.ID))
	})
	return list
}
