package storetest

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"chutri/store"
)

// longestKey is the shortest limit that a backend may have for a text that it looks records up by.
const longestKey = 16 << 10

func (m memoryTx) Apply(step store.Step) (bool, error) {
	if err := step.Validate(); err != nil {
		return false, err
	}
	if _, known := m.Steps[step.Key]; known {
		return false, nil
	}
	if len(step.Key) > longestKey {
		return false, store.ErrInvalid
	}
	next := memoryTx{m.copy()}
	for _, e := range step.Events {
		if err := next.append(step.Key, e); err != nil {
			return false, err
		}
	}
	if s := step.Session; s != nil {
		next.Sessions[pair{s.Chat, s.Person}] = *s
		if len(s.Data) == 0 && s.Expires.IsZero() {
			delete(next.Sessions, pair{s.Chat, s.Person})
		}
	}
	for _, reply := range step.Replies {
		next.LastReply++
		reply.ID = next.LastReply
		next.Outbox = append(next.Outbox, reply)
	}
	next.Steps[step.Key] = step.At
	*m.state = *next.state
	return true, nil
}

func (m memoryTx) append(step string, e store.Event) error {
	e.Seq, e.Step = uint64(len(m.Log))+1, step
	if _, err := json.Marshal(e); err != nil {
		return fmt.Errorf("%w: %w", store.ErrInvalid, err)
	}
	if e.Progress != nil {
		if c := e.Progress.Content; c != nil && len(c.Task)+len(c.Agency) > longestKey {
			return store.ErrInvalid
		}
		before, _ := m.Progress(e.Progress.ID)
		if _, err := store.Project(before, e); err != nil {
			return err
		}
		if next, _ := m.NextUpdate(); e.Kind == store.Recorded && e.Progress.ID != next {
			return store.ErrInvalid
		}
	}
	m.Log = append(m.Log, e)
	return nil
}

func (m memoryTx) SetOffset(offset int64) error { m.At = offset; return nil }

func (m memoryTx) SetReceived(at time.Time) error { m.Until = at; return nil }

func (m memoryTx) Quarantine(string, []byte, string, time.Time) error { return nil }

func (m memoryTx) Forget(before time.Time) error {
	maps.DeleteFunc(m.Steps, func(_ string, at time.Time) bool { return at.Before(before) })
	maps.DeleteFunc(m.Sessions, func(_ pair, s store.Session) bool { return !s.Expires.IsZero() && s.Expires.Before(before) })
	return nil
}

func (m memoryTx) ForgetLetters(before time.Time) error {
	for i := len(m.Dead) - 1; i >= 0; i-- {
		if m.DeadAt[i].Before(before) {
			m.Dead, m.DeadAt = slices.Delete(m.Dead, i, i+1), slices.Delete(m.DeadAt, i, i+1)
		}
	}
	if len(m.Dead) == 0 {
		m.Dead, m.DeadAt = nil, nil
	}
	return nil
}

// take removes a reply from the outbox.
func (m memoryTx) take(id uint64) (store.Outgoing, error) {
	i := slices.IndexFunc(m.Outbox, func(o store.Outgoing) bool { return o.ID == id })
	if i < 0 {
		return store.Outgoing{}, store.ErrNotFound
	}
	reply := m.Outbox[i]
	m.Outbox = slices.Delete(m.Outbox, i, i+1)
	return reply, nil
}

func (m memoryTx) Sent(id uint64, messageID int) error {
	reply, err := m.take(id)
	if err == nil && reply.Card != nil && messageID != 0 {
		m.Cards[pair{reply.Reply.Chat, int64(messageID)}] = *reply.Card
	}
	return err
}

func (m memoryTx) Postpone(id uint64, until time.Time, reason string) error {
	for i := range m.Outbox {
		if o := &m.Outbox[i]; o.ID == id {
			o.NotBefore, o.Reason, o.Attempts = until, reason, o.Attempts+1
			return nil
		}
	}
	return store.ErrNotFound
}

func (m memoryTx) Bury(id uint64, reason string, at time.Time) error {
	reply, err := m.take(id)
	if err == nil {
		reply.Reason = reason
		m.Dead, m.DeadAt = append(m.Dead, reply), append(m.DeadAt, at)
	}
	return err
}

func (m memoryTx) Park(chatID int64, reason string) error { m.Parked[chatID] = reason; return nil }

func (m memoryTx) Unpark(chatID int64) error { delete(m.Parked, chatID); return nil }

func (m memoryTx) MoveChat(from, to int64) error {
	if from == to {
		return nil
	}
	if group, err := m.Group(from); err == nil {
		_, taken := m.Group(to)
		at := m.Log[len(m.Log)-1].At
		step := fmt.Sprintf("move:%d:%d", from, to)
		m.append(step, store.Event{At: at, Kind: store.GroupBound, Group: &store.Group{Chat: from, Title: group.Title}})
		if taken != nil {
			group.Chat = to
			m.append(step, store.Event{At: at, Kind: store.GroupBound, Group: &group})
		}
	}
	movePairs(m.Sessions, from, to, func(s store.Session) store.Session { s.Chat = to; return s })
	maps.DeleteFunc(m.Cards, func(key pair, _ store.Card) bool { return key.chat == from })
	for i := range m.Outbox {
		if m.Outbox[i].Reply.Chat == from {
			m.Outbox[i].Reply.Chat, m.Outbox[i].Reply.ReplyTo, m.Outbox[i].Reply.Edit = to, 0, 0
		}
	}
	if reason, ok := m.Parked[from]; ok {
		delete(m.Parked, from)
		if _, taken := m.Parked[to]; !taken {
			m.Parked[to] = reason
		}
	}
	return nil
}

func movePairs[T any](records map[pair]T, from, to int64, change func(T) T) {
	for key, record := range maps.Clone(records) {
		if key.chat != from {
			continue
		}
		delete(records, key)
		if _, taken := records[pair{to, key.other}]; !taken {
			records[pair{to, key.other}] = change(record)
		}
	}
}
