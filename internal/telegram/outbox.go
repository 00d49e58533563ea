package telegram

import (
	"context"
	"errors"
	"fmt"
	"time"

	"chutri/store"
)

const (
	laneDepth = 4        // replies of a chat that are in memory at a time
	maxLoaded = 64 << 20 // bytes of all replies in memory beyond which no more are read
	loadPause = 4        // how many times longer than reading the outbox the pause after it is
)

// load reads the first waiting replies of every chat from the store. It takes no more than a fifth of the time, however
// many there are.
func (s *sender) load(ctx context.Context) {
	started := s.clock()
	if started.Before(s.nextLoad()) {
		return
	}
	s.stale = false
	s.due = started.Add(checkEvery)
	passed := map[*lane]bool{} // lanes of which no more may be taken
	for _, l := range s.lanes {
		l.more = false
	}
	before := s.behind
	s.behind = make(map[uint64]laneKey, len(before))
	err := s.store.View(ctx, func(r store.Reader) error {
		return r.Pending(func(id uint64, chatID int64) bool {
			return s.known(id, chatID, before, passed)
		}, func(out store.Outgoing) bool {
			s.take(out, started, passed)
			return true
		})
	})
	ended := s.clock()
	if err != nil {
		if ctx.Err() == nil {
			s.log.Error("telegram: cannot read the outbox", "error", err)
		}
		s.stale = true
		s.loadAt = ended.Add(grow(time.Second, time.Second, 0))
		return
	}
	s.loadAt = ended.Add(loadPause * ended.Sub(started))
}

// nextLoad returns from when on load reads the outbox.
func (s *sender) nextLoad() time.Time {
	if s.stale || s.due.Before(s.loadAt) {
		return s.loadAt
	}
	return s.due
}

// known reports whether a waiting reply need not be read again: it is in memory, or one of those that were behind others
// before and its lane has still no room for it.
func (s *sender) known(id uint64, chatID int64, behind map[uint64]laneKey, passed map[*lane]bool) bool {
	if j := s.loaded[id]; j != nil {
		return j.out.Reply.Chat == chatID
	}
	key, ok := behind[id]
	l := s.lanes[key]
	if !ok || key.id != chatID || l == nil || !passed[l] && s.room(l) {
		return false
	}
	s.pass(l, id, passed)
	l.more = true
	return true
}

// room reports whether one more reply may be held in memory for a lane.
func (s *sender) room(l *lane) bool { return len(l.jobs) < laneDepth && s.bytes <= maxLoaded }

// pass leaves a reply, and with it all later ones of its lane, in the store.
func (s *sender) pass(l *lane, id uint64, passed map[*lane]bool) {
	passed[l] = true
	s.behind[id] = l.key
}

// take puts a reply into its lane, unless it or one before it has to wait.
func (s *sender) take(out store.Outgoing, now time.Time, passed map[*lane]bool) {
	key := keyOf(out)
	if before := s.loaded[out.ID]; before != nil {
		if before.lane.key == key {
			return
		}
		s.leave(before.lane)
	}
	l, ok := s.lanes[key]
	if !ok {
		l = &lane{key: key, paces: s.limits.paces(key)}
		s.lanes[key] = l
	}
	switch {
	case passed[l]:
		s.pass(l, out.ID, passed)
	case s.loaded[out.ID] != nil: // on its way under the old id; the rest waits for it
		passed[l] = true
	case out.NotBefore.After(now):
		passed[l] = true
		if out.NotBefore.Before(s.due) {
			s.due = out.NotBefore
		}
	case !s.room(l):
		s.pass(l, out.ID, passed)
		l.more = true
	default:
		j := &job{lane: l, out: out, progress: s.kept[out.ID]}
		delete(s.kept, out.ID)
		l.jobs = append(l.jobs, j)
		s.loaded[out.ID] = j
		s.bytes += j.size()
	}
}

// record stores what came of the requests, all in one transaction. If that fails their lanes stay busy, so that nothing
// is sent twice, until it succeeds.
func (s *sender) record(ctx context.Context) {
	now := s.clock()
	if len(s.outcomes) == 0 || now.Before(s.recordAt) {
		return
	}
	err := s.store.Update(ctx, func(tx store.Tx) error {
		for _, o := range s.outcomes {
			if err := o.store(tx, now); err != nil && !errors.Is(err, store.ErrNotFound) {
				return err
			}
		}
		return nil
	})
	if err != nil {
		if ctx.Err() == nil {
			s.log.Error("telegram: cannot store what was sent", "replies", len(s.outcomes), "error", err)
		}
		s.recordAt = s.clock().Add(grow(time.Second, time.Second, 0))
		return
	}
	for _, o := range s.outcomes {
		s.release(o)
	}
	s.outcomes, s.recordAt = nil, time.Time{}
}

// store writes an outcome.
func (o outcome) store(tx store.Tx, now time.Time) error {
	out := o.job.out
	switch o.verdict {
	case sent:
		return tx.Sent(out.ID, o.message)
	case postponed:
		return tx.Postpone(out.ID, o.until, o.reason)
	case buried:
		return tx.Bury(out.ID, o.reason, now)
	case parked:
		return tx.Park(out.Reply.Chat, o.reason)
	case moved:
		return tx.MoveChat(out.Reply.Chat, o.movedTo)
	}
	return fmt.Errorf("telegram: outcome %d cannot be stored", o.verdict)
}

// release makes a lane go on after its outcome was stored.
func (s *sender) release(o outcome) {
	l := o.job.lane
	switch o.verdict {
	case sent, buried:
		s.unload(l.jobs[0])
		l.jobs = l.jobs[1:]
	case postponed:
		s.empty(l)
		l.notBefore = o.until
		if o.until.Before(s.due) {
			s.due = o.until
		}
	default: // the store has put the chat's queue elsewhere
		s.empty(l)
		s.stale = true
	}
	s.free(l)
	if len(l.jobs) == 0 && l.more {
		l.more, s.stale = false, true
	}
}

// leave gives a lane up whose chat got another id, as soon as nothing is on its way in it.
func (s *sender) leave(l *lane) {
	if l.left = l.busy; !l.busy {
		s.empty(l)
	}
}

// free makes a lane go on; the replies of one that was left are read again, for their new lane.
func (s *sender) free(l *lane) {
	if l.busy = false; l.left {
		l.left, s.stale = false, true
		s.empty(l)
	}
}

// empty takes a lane's replies out of memory; they stay in the store.
func (s *sender) empty(l *lane) {
	for _, j := range l.jobs {
		s.unload(j)
		if j.progress != (progress{}) {
			s.kept[j.out.ID] = j.progress
		}
	}
	l.jobs = nil
}

// unload takes a reply out of memory. What found the memory full is read once there is room.
func (s *sender) unload(j *job) {
	delete(s.loaded, j.out.ID)
	full := s.bytes > maxLoaded
	if s.bytes -= j.size(); full && s.bytes <= maxLoaded {
		s.stale = true
	}
}
