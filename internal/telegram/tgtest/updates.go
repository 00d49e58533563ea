package tgtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// Update is something that happened and that the bot is told of.
type Update struct {
	ID      int64
	Kind    string // field that carries it: "message", "callback_query" …
	Chat    int64  // 0 where it has none
	Message int    // message id, 0 where it has none
	Text    string
	raw     json.RawMessage
}

// updates is the queue that getUpdates reads.
type updates struct {
	next      int64 // id of the next update
	waiting   []Update
	confirmed []Update
	allowed   []string      // nil until the bot names the kinds it wants
	poll      chan struct{} // closed to end the running long poll with 409
}

// maxAhead is how far beyond the newest update an offset may lie and still confirm; beyond it the real server starts
// from the oldest update, which is what happens after the ids were restarted.
const maxAhead = 10

// RestartIDs makes the next update have the given id, as the real server does after a quiet week.
func (s *Server) RestartIDs(next int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.updates.next = next
}

// Confirmed returns the updates that the bot accepted by asking for a higher offset, in that order.
func (s *Server) Confirmed() []Update {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.updates.confirmed)
}

// ConfirmedCount returns how many updates the bot has accepted.
func (s *Server) ConfirmedCount() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.updates.confirmed)
}

// Unconfirmed returns the updates that the bot has not accepted yet.
func (s *Server) Unconfirmed() []Update {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.updates.waiting)
}

// WaitConfirmed waits until the bot has accepted everything, and reports whether that happened in time.
func (s *Server) WaitConfirmed(timeout time.Duration) bool {
	return s.until(timeout, func() bool { return len(s.updates.waiting) == 0 })
}

// Broken queues an update whose fields are the given JSON members, such as `"message":5`, and returns its id.
func (s *Server) Broken(members string) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := s.updates.next
	return s.queue(Update{Kind: "broken", raw: json.RawMessage(fmt.Sprintf(`{"update_id":%d,%s}`, id, members))})
}

// enqueue queues an update of a kind. The lock is held.
func (s *Server) enqueue(kind string, body map[string]any, about Update) int64 {
	if s.updates.allowed != nil && !slices.Contains(s.updates.allowed, kind) {
		return 0
	}
	raw, err := json.Marshal(map[string]any{"update_id": s.updates.next, kind: body})
	if err != nil {
		s.report.Errorf("tgtest: %v", err)
	}
	about.Kind, about.raw = kind, raw
	return s.queue(about)
}

func (s *Server) queue(u Update) int64 {
	u.ID = s.updates.next
	s.updates.next++
	s.updates.waiting = append(s.updates.waiting, u)
	s.touch()
	return u.ID
}

// getUpdates keeps the real server's rules: an update is confirmed once a higher offset is asked for, a negative offset
// keeps only that many of the newest, at most 100 come at once, and a second poller ends the first one.
func (s *Server) getUpdates(req request) (any, *failure) {
	offset, _ := strconv.ParseInt(req.params["offset"], 10, 64)
	limit, _ := strconv.Atoi(req.params["limit"])
	if limit < 1 || limit > 100 {
		limit = 100
	}
	seconds, _ := strconv.Atoi(req.params["timeout"])
	deadline := time.NewTimer(time.Duration(min(seconds, 50)) * time.Second)
	defer deadline.Stop()

	s.mu.Lock()
	defer s.mu.Unlock()
	if s.webhook.url != "" {
		return nil, &failure{code: http.StatusConflict, text: "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"}
	}
	if failed := s.allow(req.params); failed != nil {
		return nil, failed
	}
	if s.updates.poll != nil {
		close(s.updates.poll)
	}
	mine := make(chan struct{})
	s.updates.poll = mine
	s.confirm(offset)
	s.touch()
	if failed := s.await(req, mine, deadline.C); failed != nil {
		return nil, failed
	}
	if s.updates.poll == mine {
		s.updates.poll = nil
	}
	batch := []json.RawMessage{}
	for _, u := range s.updates.waiting[:min(limit, len(s.updates.waiting))] {
		batch = append(batch, u.raw)
	}
	if s.takeTwice() {
		batch = append(batch, batch...)
	}
	return batch, nil
}

// await waits until there is an update or the time is over; a newer poll ends it with 409. The lock is held before and
// after.
func (s *Server) await(req request, mine chan struct{}, deadline <-chan time.Time) (failed *failure) {
	for ended := false; len(s.updates.waiting) == 0 && !ended; {
		changed := s.changed
		s.mu.Unlock()
		select {
		case <-changed:
		case <-deadline:
			ended = true
		case <-mine:
			failed = &failure{code: http.StatusConflict, text: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"}
			ended = true
		case <-req.http.Context().Done():
			ended = true
		case <-s.done:
			ended = true
		}
		s.mu.Lock()
	}
	return failed
}

// allow remembers which kinds of updates the bot wants.
func (s *Server) allow(params map[string]string) *failure {
	list, ok := params["allowed_updates"]
	if !ok {
		return nil
	}
	var kinds []string
	if err := json.Unmarshal([]byte(list), &kinds); err != nil || kinds == nil {
		return refuse("can't parse allowed updates %q", list)
	}
	s.updates.allowed = kinds
	return nil
}

// confirm removes what an offset accepts.
func (s *Server) confirm(offset int64) {
	u := &s.updates
	n := 0
	switch {
	case offset < 0:
		n = max(0, len(u.waiting)+int(max(offset, -1<<30)))
	case offset > u.next-1+maxAhead:
		return
	default:
		n = len(u.waiting)
		for i, one := range u.waiting {
			if one.ID >= offset {
				n = i
				break
			}
		}
	}
	if n > 0 {
		u.confirmed = append(u.confirmed, u.waiting[:n]...)
		u.waiting = u.waiting[n:]
		s.touch()
	}
}
