package bolt

import (
	"fmt"
	"time"

	"chutri/store"
)

// tx is a transaction that writes.
type tx struct{ reader }

var _ store.Tx = (*tx)(nil)

func (t *tx) Apply(step store.Step) (applied bool, err error) {
	if err := step.Validate(); err != nil {
		return false, err
	}
	if known, err := t.Applied(step.Key); known || err != nil {
		return false, err
	}
	staged, lastReply, err := t.stage(step)
	if err != nil {
		return false, err
	}
	if len(step.Replies) > 0 {
		if err := t.bucket(outbox).SetSequence(lastReply); err != nil {
			return false, err
		}
	}
	return true, staged.write()
}

// stage works out what a valid new Step changes, and the id of the last reply given.
func (t *tx) stage(step store.Step) (changes *staged, lastReply uint64, err error) {
	s := &staged{below: &t.reader}
	if err := t.stageEvents(s, step.Key, step.Events); err != nil {
		return nil, 0, err
	}
	if step.Session != nil {
		if err := stageSession(s, *step.Session); err != nil {
			return nil, 0, err
		}
	}
	lastReply = t.bucket(outbox).Sequence()
	for _, reply := range step.Replies {
		lastReply++
		reply.ID = lastReply
		if err := put(s, outbox, outboxKey(reply.ID, reply.Reply.Chat), reply); err != nil {
			return nil, 0, err
		}
	}
	if err := put(s, steps, []byte(step.Key), step.At); err != nil {
		return nil, 0, err
	}
	return s, lastReply, s.change(stepsByTime, stepTimeKey(step.At, step.Key), inIndex)
}

// stageEvents appends events to the log, with what is derived from them.
func (t *tx) stageEvents(s *staged, step string, list []store.Event) error {
	seq, update := t.last(events), t.last(progress)
	for _, event := range list {
		seq++
		event.Seq, event.Step = seq, step
		if event.Kind == store.Recorded {
			update++
			if event.Progress.ID != update {
				return fmt.Errorf("%w: a new update has the id %d, the next one is %d", store.ErrInvalid, event.Progress.ID, update)
			}
		}
		if err := put(s, events, numberKey(seq), event); err != nil {
			return err
		}
		if err := derive(s, event); err != nil {
			return err
		}
	}
	return nil
}

func stageSession(s *staged, session store.Session) error {
	key := pairKey(session.Chat, session.Person)
	if len(session.Data) == 0 && session.Expires.IsZero() {
		return s.change(sessions, key, nil)
	}
	return put(s, sessions, key, session)
}

func (t *tx) SetOffset(offset int64) error { return t.put(meta, offsetKey, offset) }

func (t *tx) SetReceived(at time.Time) error { return t.put(meta, receivedKey, at) }

func (t *tx) Quarantine(key string, raw []byte, reason string, at time.Time) error {
	return t.put(quarantine, []byte(key), quarantined{raw, reason, at})
}

// put writes one record that is not derived.
func (t *tx) put(b bucket, key []byte, record any) error {
	s := &staged{below: &t.reader}
	if err := put(s, b, key, record); err != nil {
		return err
	}
	return s.write()
}

func (t *tx) Forget(before time.Time) error {
	if err := t.forgetSteps(before); err != nil {
		return err
	}
	return t.forgetSessions(before)
}

func (t *tx) ForgetLetters(before time.Time) error {
	s := &staged{below: &t.reader}
	if err := expire(s, deadLetters, before, func(b buried) time.Time { return b.BuriedAt }); err != nil {
		return err
	}
	if err := expire(s, quarantine, before, func(q quarantined) time.Time { return q.At }); err != nil {
		return err
	}
	return s.write()
}
