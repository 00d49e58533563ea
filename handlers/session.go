package handlers

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"chutri/internal/plan"
	"chutri/store"
)

// How long a conversation remembers.
const (
	followUpTime = 10 * time.Minute // the task that was spoken of
	draftTime    = 24 * time.Hour   // a report that waits for a press
)

// session is what a conversation remembers between two messages.
type session struct {
	Task  string    `json:"task,omitempty"` // the task that was spoken of last
	Until time.Time `json:"until,omitzero"` // when Task is forgotten
	Draft *draft    `json:"draft,omitempty"`
	Wants string    `json:"wants,omitempty"` // what the next text is: a correction of update "12"

	before string
}

// draft is a report that was understood but waits for its writer to press a button.
type draft struct {
	Serial  string        `json:"serial"` // ties the buttons to this draft
	From    origin        `json:"from"`   // where it was written
	Reports []draftReport `json:"reports"`
}

// draftReport is one task's part of a draft.
type draftReport struct {
	Task       string          `json:"task"`
	Status     plan.Status     `json:"status"`
	Percent    *float64        `json:"percent"`
	Estimate   bool            `json:"estimate,omitempty"`
	Quantities []plan.Quantity `json:"quantities"`
	Obstacle   string          `json:"obstacle,omitempty"`
	Next       string          `json:"next,omitempty"`
	Text       string          `json:"text"`
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
	s.before = string(stored.Data)
	if !now.Before(s.Until) {
		s.Task, s.Wants = "", ""
	}
	if s.Draft != nil && now.Sub(s.Draft.From.At) > draftTime {
		s.Draft = nil
	}
	return s, nil
}

// remember makes a task the one that follow-ups are about.
func (s *session) remember(task string, now time.Time) {
	s.Task, s.Until = task, now.Add(followUpTime)
}

// changed returns the session to store, nil if it is as it was.
func (s session) changed(chatID, person int64) (*store.Session, error) {
	if s.Task == "" && s.Wants == "" && s.Draft == nil {
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
	if s.Draft != nil && s.Draft.From.At.Add(draftTime).After(expires) {
		expires = s.Draft.From.At.Add(draftTime)
	}
	return &store.Session{Chat: chatID, Person: person, Expires: expires, Data: data}, nil
}
