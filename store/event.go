package store

import (
	"encoding/json"
	"time"

	"chutri/internal/plan"
)

// Event is one thing that happened. It has exactly one of the pointers below set, as Kind says.
type Event struct {
	Seq   uint64    `json:"seq"` // place in the log, from 1; given by Apply
	At    time.Time `json:"at"`
	Actor int64     `json:"actor"` // person who caused it, 0 for the program
	Step  string    `json:"step"`  // key of the Step that brought it; given by Apply
	Kind  EventKind `json:"kind"`

	Progress *Revision `json:"progress,omitempty"`
	Member   *Member   `json:"member,omitempty"`
	Invite   *Invite   `json:"invite,omitempty"`
	Group    *Group    `json:"group,omitempty"`
	Language *Language `json:"language,omitempty"`
	Record   *Record   `json:"record,omitempty"`
}

// EventKind names what happened.
type EventKind string

// The kinds of events. The first group concerns a progress update and carries a Revision.
const (
	Recorded  EventKind = "recorded"  // a new progress update
	Amended   EventKind = "amended"   // its content was changed
	Withdrawn EventKind = "withdrawn" // its sender took it back
	Restored  EventKind = "restored"  // a withdrawn update counts again
	Confirmed EventKind = "confirmed" // a coordinator accepted it
	Returned  EventKind = "returned"  // a coordinator sent it back

	MemberAdded   EventKind = "member_added"   // carries the Member as it now is
	MemberRemoved EventKind = "member_removed" // carries the Member as it now is
	InviteMade    EventKind = "invite_made"    // carries the Invite
	InviteUsed    EventKind = "invite_used"    // carries the Invite as it now is
	GroupBound    EventKind = "group_bound"    // carries the Group as it now is; one that is not Bound is forgotten
	LanguageSet   EventKind = "language_set"   // carries the Language
	RecordKept    EventKind = "record_kept"    // carries the Record as it now is
)

// Revision is the content that an event gives to a progress update.
type Revision struct {
	ID      uint64   `json:"id"`     // of the progress update
	Reason  string   `json:"reason"` // of a return, or of a withdrawal that a new wording brought; "" otherwise
	Content *Content `json:"content,omitempty"`
}

// Content is what a progress update says. Recorded and Amended events carry all of it.
type Content struct {
	Task       string          `json:"task"`
	Status     plan.Status     `json:"status"`
	Percent    *float64        `json:"percent"` // nil where none was reported
	Quantities []plan.Quantity `json:"quantities"`
	Estimate   bool            `json:"estimate,omitempty"`   // the percent is one ("ước đạt")
	Finished   string          `json:"finished,omitempty"`   // day on which a done task was finished ("2025-12-10"), "" where none was told
	Obstacle   string          `json:"obstacle,omitempty"`   // what stands in the way
	Next       string          `json:"next,omitempty"`       // what comes next
	Text       string          `json:"text"`                 // the message as it was written, or last edited
	Correction string          `json:"correction,omitempty"` // the wording of a later correction by reply
	Author     Author          `json:"author"`
	Agency     string          `json:"agency"` // key of the agency that reports
	Chat       int64           `json:"chat"`
	Message    int             `json:"message"`
	ReportedAt time.Time       `json:"reported_at"`
	Week       string          `json:"week"` // ISO week of ReportedAt in the office's time zone
}

// Author is who reported.
type Author struct {
	ID       int64  `json:"id"`
	Name     string `json:"name"`
	Language string `json:"language,omitempty"` // tag that the service reported when they wrote
}

// State is whether a progress update counts.
type State string

// The states of a progress update. Recorded and confirmed ones count.
const (
	StateRecorded  State = "recorded"
	StateConfirmed State = "confirmed"
	StateReturned  State = "returned"
	StateWithdrawn State = "withdrawn"
)

// Counts reports whether an update in this state is part of the figures.
func (s State) Counts() bool { return s == StateRecorded || s == StateConfirmed }

// Progress is a progress update as it stands now.
type Progress struct {
	ID       uint64 `json:"id"`
	Revision int    `json:"revision"` // from 1, one more for every amendment
	State    State  `json:"state"`
	Reason   string `json:"reason,omitempty"` // of the last return
	Content
	ChangedAt time.Time `json:"changed_at"` // time of the last event
}

// Role is what a member may do.
type Role string

// The roles of members.
const (
	RoleOfficial    Role = "official"    // reads progress
	RoleStaff       Role = "staff"       // also records for their agencies
	RoleCoordinator Role = "coordinator" // does everything
)

// Member is a person known to the office.
type Member struct {
	Person   int64     `json:"person"`
	Name     string    `json:"name"`
	Role     Role      `json:"role"`
	Agencies []string  `json:"agencies,omitempty"` // keys
	Since    time.Time `json:"since"`
	Removed  bool      `json:"removed,omitempty"`
}

// Invite lets one person become a member, once.
type Invite struct {
	Hash    string    `json:"hash"` // SHA-256 of the code, in hexadecimal; the code itself is never stored
	Role    Role      `json:"role"`
	Agency  string    `json:"agency,omitempty"` // key
	By      int64     `json:"by"`
	Expires time.Time `json:"expires"`
	UsedBy  int64     `json:"used_by,omitempty"`
}

// Group is a group chat that an office has bound to an agency or a plan.
type Group struct {
	Chat   int64  `json:"chat"`
	Title  string `json:"title"`
	Agency string `json:"agency,omitempty"` // key
	Plan   string `json:"plan,omitempty"`   // id
}

// Language is the language that a person chose.
type Language struct {
	Person int64  `json:"person"`
	Tag    string `json:"tag"` // "vi" or "en"
}

// Record is what a conversation keeps beyond progress and people: a measured value, a subscription, a term. The store knows
// a record by its collection and key and gives the latest back; what Data mean is the collection's own affair.
type Record struct {
	Collection string          `json:"collection"` // lower-case letters and "_"
	Key        string          `json:"key"`        // unique in its collection; records are listed in the order of their keys
	Data       json.RawMessage `json:"data,omitempty"`
	Removed    bool            `json:"removed,omitempty"` // the record no longer exists; Data are empty
}
