package contract

import (
	"encoding/json"
	"time"

	"chutri/internal/plan"
	"chutri/store"
)

// AuditEntry is one event of the log: who did what, and when. Of the last six members it has the one that its kind names.
type AuditEntry struct {
	Seq   uint64    `json:"seq"`
	At    time.Time `json:"at"`
	Actor int64     `json:"actor"` // 0 for the program
	Kind  string    `json:"kind"`

	Update   *AuditUpdate   `json:"update,omitempty"`
	Member   *Member        `json:"member,omitempty"`
	Invite   *AuditInvite   `json:"invite,omitempty"`
	Group    *AuditGroup    `json:"group,omitempty"`
	Language *AuditLanguage `json:"language,omitempty"`
	Record   *AuditRecord   `json:"record,omitempty"`
}

// AuditUpdate is what an event did to a progress update.
type AuditUpdate struct {
	ID      uint64        `json:"id"`
	Reason  string        `json:"reason,omitempty"`  // of a return
	Content *AuditContent `json:"content,omitempty"` // of a recorded or amended one
}

// AuditContent is a Content with everything that was understood of the message.
type AuditContent struct {
	Content
	Quantities []plan.Quantity `json:"quantities"`
	Estimate   bool            `json:"estimate,omitempty"` // the percent is one
	Obstacle   string          `json:"obstacle,omitempty"`
	Next       string          `json:"next,omitempty"`
	Correction string          `json:"correction,omitempty"` // the wording of a correction by reply
}

// AuditInvite is an invite that was made or used. Its code is known to nobody but the person invited.
type AuditInvite struct {
	Hash    string    `json:"hash"`
	Role    string    `json:"role"`
	Agency  string    `json:"agency"`
	By      int64     `json:"by"`
	Expires time.Time `json:"expires"`
	UsedBy  int64     `json:"used_by"` // 0 for nobody
}

// AuditGroup is what a group chat was bound to.
type AuditGroup struct {
	ChatID int64  `json:"chat_id"`
	Title  string `json:"title"`
	Agency string `json:"agency"`
	Plan   string `json:"plan"`
}

// AuditLanguage is the language that a person chose.
type AuditLanguage struct {
	Person int64  `json:"person"`
	Tag    string `json:"tag"`
}

// AuditRecord is a record that was kept, changed or removed: the extension of a task's date, a target's measured value …
type AuditRecord struct {
	Collection string          `json:"collection"`
	Key        string          `json:"key"`
	Removed    bool            `json:"removed"`
	Data       json.RawMessage `json:"data"` // as its collection has it, {} for a removed one
}

// Member is a person known to the office.
type Member struct {
	ID       int64     `json:"id"`
	Name     string    `json:"name"`
	Role     string    `json:"role"` // "official", "staff" or "coordinator"
	Agencies []string  `json:"agencies"`
	Since    time.Time `json:"since"`
	Removed  bool      `json:"removed"`
}

// NewMember returns the JSON of a member.
func NewMember(m store.Member, register *plan.Register, zone *time.Location) Member {
	return Member{
		ID: m.Person, Name: m.Name, Role: string(m.Role), Agencies: register.AgencyNames(m.Agencies),
		Since: seconds(m.Since, zone), Removed: m.Removed,
	}
}

// NewAuditEntry returns the JSON of an event.
func NewAuditEntry(e store.Event, register *plan.Register, zone *time.Location) AuditEntry {
	entry := AuditEntry{Seq: e.Seq, At: seconds(e.At, zone), Actor: e.Actor, Kind: string(e.Kind)}
	switch {
	case e.Progress != nil:
		entry.Update = newAuditUpdate(*e.Progress, register, zone)
	case e.Member != nil:
		member := NewMember(*e.Member, register, zone)
		entry.Member = &member
	case e.Invite != nil:
		entry.Invite = &AuditInvite{
			Hash: e.Invite.Hash, Role: string(e.Invite.Role), Agency: register.AgencyName(e.Invite.Agency), By: e.Invite.By,
			Expires: seconds(e.Invite.Expires, zone), UsedBy: e.Invite.UsedBy,
		}
	case e.Group != nil:
		entry.Group = &AuditGroup{
			ChatID: e.Group.Chat, Title: e.Group.Title, Agency: register.AgencyName(e.Group.Agency), Plan: e.Group.Plan,
		}
	case e.Language != nil:
		entry.Language = &AuditLanguage{Person: e.Language.Person, Tag: e.Language.Tag}
	case e.Record != nil:
		entry.Record = &AuditRecord{
			Collection: e.Record.Collection, Key: e.Record.Key, Removed: e.Record.Removed, Data: json.RawMessage("{}"),
		}
		if len(e.Record.Data) > 0 {
			entry.Record.Data = e.Record.Data
		}
	}
	return entry
}

func newAuditUpdate(r store.Revision, register *plan.Register, zone *time.Location) *AuditUpdate {
	update := &AuditUpdate{ID: r.ID, Reason: r.Reason}
	if r.Content != nil {
		update.Content = &AuditContent{
			Content:    newContent(*r.Content, register, zone),
			Quantities: append([]plan.Quantity{}, r.Content.Quantities...),
			Estimate:   r.Content.Estimate, Obstacle: r.Content.Obstacle, Next: r.Content.Next,
			Correction: r.Content.Correction,
		}
	}
	return update
}
