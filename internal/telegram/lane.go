package telegram

import (
	"encoding/json"
	"time"

	"chutri/store"
)

// laneKey names a queue. Messages of a chat keep their order among each other; answers to presses and inline queries,
// which are worthless after seconds, have a queue each and wait for nothing.
type laneKey struct {
	kind laneKind
	id   int64 // of the chat, or of the answer
}

type laneKind int

const (
	messages laneKind = iota
	menus
	answers
	updates // not a queue: what asks for updates
)

func keyOf(out store.Outgoing) laneKey {
	switch {
	case out.Reply.Callback != "" || out.Reply.Inline != "":
		return laneKey{answers, int64(out.ID)}
	case out.Reply.Menu != nil:
		return laneKey{menus, out.Reply.Chat}
	}
	return laneKey{messages, out.Reply.Chat}
}

// lane is a queue of replies of which one is on its way at a time.
type lane struct {
	key       laneKey
	jobs      []*job    // the first of those that wait in the store
	more      bool      // there are others in the store
	busy      bool      // the first job is being sent, or its outcome is not yet stored
	left      bool      // the chat got another id, and the busy job is the last one sent under the old one
	served    time.Time // when the last request was made, the zero time if none is remembered
	notBefore time.Time
	paces     []*window
}

// paces returns the rates that hold for one chat.
func (l limits) paces(key laneKey) []*window {
	if key.kind != messages {
		return nil
	}
	paces := []*window{{most: 1, span: l.chat}}
	if key.id < 0 { // a group
		paces = append(paces, &window{most: l.groupMost, span: l.group})
	}
	return paces
}

// opens returns the time from which the first job may be sent, false if that is not known yet.
func (l *lane) opens(now time.Time) (time.Time, bool) {
	if l.busy || len(l.jobs) == 0 {
		return time.Time{}, false
	}
	at := now
	if l.notBefore.After(at) {
		at = l.notBefore
	}
	for _, pace := range l.paces {
		free, ok := pace.opens(now)
		if !ok {
			return time.Time{}, false
		}
		if free.After(at) {
			at = free
		}
	}
	return at, true
}

// idle reports whether nothing is left to remember.
func (l *lane) idle(now time.Time) bool {
	if l.busy || len(l.jobs) > 0 || l.more || l.notBefore.After(now) {
		return false
	}
	for _, pace := range l.paces {
		if !pace.idle(now) {
			return false
		}
	}
	return true
}

// job is a reply on its way out.
type job struct {
	lane *lane
	out  store.Outgoing
	progress
}

// progress is how far a reply has come. It outlives the job's place in memory, but not the program.
type progress struct {
	next int  // request to make next
	form form // that Telegram takes
}

// request returns what is to be sent next, and whether more follows.
func (j *job) request() (request, bool) {
	all := requests(j.out.Reply, j.form)
	return all[j.next], j.next+1 < len(all)
}

// size is about how much memory the job takes, in bytes.
func (j *job) size() int {
	n := 1024 + len(j.out.Reply.Text)
	if j.out.Reply.Document != nil {
		n += len(j.out.Reply.Document.Data)
	}
	return n
}

// messageID reads the id of the message that a request made, 0 if it made none.
func messageID(result json.RawMessage) int {
	var made struct {
		ID int `json:"message_id"`
	}
	if json.Unmarshal(result, &made) != nil {
		return 0
	}
	return made.ID
}
