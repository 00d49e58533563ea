package handlers

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"chutri/store"
)

// How long a conversation remembers.
const (
	followUpTime = 10 * time.Minute // the task that was spoken of
	draftTime    = 24 * time.Hour   // a report that waits for a press
)

// session is what a conversation remembers between two messages.
type session struct {
	Task     string    `json:"task,omitempty"`     // the task that was spoken of last
	Until    time.Time `json:"until,omitzero"`     // when Task is forgotten
	Question string    `json:"question,omitempty"` // that was answered last
	Unsure   *unsure   `json:"unsure,omitempty"`   // a text that may be a question or a report
	Wants    string    `json:"wants,omitempty"`    // what the next text is: a correction of update "12"
	Said     string    `json:"said,omitempty"`     // why a coordinator may want to return the reports that were shown
	Drafts   []*draft  `json:"drafts,omitempty"`   // messages that wait for answers, the oldest first
	Asks     string    `json:"asks,omitempty"`     // serial of the draft about which the last thing said asks
	Passed   []passed  `json:"passed,omitempty"`   // messages that were read in a later wording

	Sent *sent `json:"sent,omitempty"` // files that were sent last

	before string
	open   string // Asks as it was before the turn
}

// loadSession returns what the conversation remembers; what is too old is left out.
func loadSession(r store.Reader, chatID, person int64, now time.Time) (session, error) {
	stored, err := r.Session(chatID, person)
	if errors.Is(err, store.ErrNotFound) {
		return session{}, nil
	}
	if err != nil {
		return session{}, fmt.Errorf("read a session: %w", err)
	}
	var s session
	if err := json.Unmarshal(stored.Data, &s); err != nil {
		return session{}, nil // written by another version: an unknown conversation starts anew
	}
	s.before, s.open = string(stored.Data), s.Asks
	if !now.Before(s.Until) {
		s.Task, s.Wants, s.Said, s.Question, s.Unsure = "", "", "", "", nil
	}
	s.Drafts = slices.DeleteFunc(s.Drafts, func(d *draft) bool { return now.Sub(d.From.At) > draftTime })
	s.Passed = slices.DeleteFunc(s.Passed, func(p passed) bool { return now.Sub(p.At) > draftTime })
	if s.Sent != nil && now.Sub(s.Sent.At) > draftTime {
		s.Sent = nil
	}
	return s, nil
}

// remember makes a task the one that follow-ups are about.
func (s *session) remember(task string, now time.Time) {
	s.Task, s.Until = task, now.Add(followUpTime)
}

// asked keeps the question that is being answered; no task is spoken of until one is shown.
func (s *session) asked(question string, now time.Time) {
	s.Task, s.Question, s.Until = "", shorten(question, maxKept), now.Add(followUpTime)
}

// changed returns the session to store, nil if it is as it was.
func (s session) changed(chatID, person int64) (*store.Session, error) {
	if s.Task == "" && s.Wants == "" && s.Said == "" && s.Unsure == nil && s.Question == "" && len(s.Drafts)+len(s.Passed) == 0 && s.Sent == nil {
		if s.before == "" {
			return nil, nil
		}
		return &store.Session{Chat: chatID, Person: person}, nil
	}
	data, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("encode a session: %w", err)
	}
	if string(data) == s.before {
		return nil, nil
	}
	expires := s.Until
	for _, d := range s.Drafts {
		expires = later(expires, d.From.At.Add(draftTime))
	}
	for _, p := range s.Passed {
		expires = later(expires, p.At.Add(draftTime))
	}
	if s.Sent != nil {
		expires = later(expires, s.Sent.At.Add(draftTime))
	}
	return &store.Session{Chat: chatID, Person: person, Expires: expires, Data: data}, nil
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
