// Package store is the storage contract: the records, the Step that one incoming message causes, and what every
// backend promises. store/bolt is the embedded backend; store/storetest holds what each must pass.
//
// The log of events is the truth: an event is appended and never changed. Everything else that a backend keeps about
// the work (the current revision of an update, the members, the groups) is derived from the events by the functions
// of project.go, kept beside them for reading, and can be rebuilt by Check.
package store

import (
	"context"
	"errors"
	"io"
	"time"

	"chutri/internal/chat"
)

// Errors of a backend. They are checked with errors.Is.
var (
	// ErrLocked is returned by Open when another process uses the store.
	ErrLocked = errors.New("store: in use by another process")
	// ErrNewerSchema is returned by Open when a newer program has written the store.
	ErrNewerSchema = errors.New("store: written by a newer version of the program")
	// ErrCorrupt is returned when what is stored cannot be read.
	ErrCorrupt = errors.New("store: damaged")
	// ErrNotFound is returned for a record that does not exist.
	ErrNotFound = errors.New("store: not found")
	// ErrInvalid is returned, wrapped with the reason, for a Step that must not be stored.
	ErrInvalid = errors.New("store: invalid step")
)

// Store keeps everything that the program must not forget.
type Store interface {
	// Update runs do in one transaction and makes its changes durable before it returns. If do returns an error
	// nothing is changed and that error is returned. Update may run do again after a conflict, so do must have no
	// effects but on tx. Only one Update runs at a time; do must not start another one, nor a View. ctx is only
	// watched while Update waits for its turn.
	Update(ctx context.Context, do func(tx Tx) error) error
	// View runs do on one consistent state, whatever Updates run meanwhile. do must not keep the Reader itself.
	View(ctx context.Context, do func(r Reader) error) error
	// Backup writes a consistent copy that the backend's own Restore takes.
	Backup(ctx context.Context, to io.Writer) error
	// Check compares every derived record and index with the events and reports what differs, and what cannot be
	// read; with repair it rebuilds them. What it mended has Mended set. Nothing else can write meanwhile.
	Check(ctx context.Context, repair bool) ([]Problem, error)
	// Close waits for running transactions and releases the store. Closing it again does nothing.
	Close() error
}

// Problem is something that Check found.
type Problem struct {
	Where  string // bucket or table and key
	What   string
	Mended bool
}

// Tx is a transaction that may write.
type Tx interface {
	Reader

	// Apply appends a Step. A Step whose key was applied before changes nothing: applied is then false.
	// It returns ErrInvalid for a Step that Validate refuses, whose events do not fit what is stored (Project), or
	// whose new progress update has not the id that NextUpdate gives; such a Step changes nothing either, so that the
	// transaction may go on.
	Apply(step Step) (applied bool, err error)

	// SetOffset stores the transport's position in the stream of incoming updates.
	SetOffset(offset int64) error
	// SetReceived stores the time until when all that the service had for the program is in the store.
	SetReceived(at time.Time) error
	// Quarantine keeps an incoming update that could not be read, for a person to look at. The key is not applied by
	// that; the same key again replaces what was kept.
	Quarantine(key string, raw []byte, reason string, at time.Time) error
	// Forget removes the keys of Steps that were handled before the given time, and the sessions that expired before
	// it. A session without an Expires stays.
	Forget(before time.Time) error
	// ForgetLetters removes the dead letters that were buried, and what was put in quarantine, before the given time.
	ForgetLetters(before time.Time) error
	// ForgetParked removes the replies of parked chats that were made before the given time, and returns how many there were.
	ForgetParked(before time.Time) (dropped int, err error)

	// Sent, Postpone and Bury return ErrNotFound for a reply that does not wait.

	// Sent removes an outgoing reply that the service accepted. messageID is the message it became (0 for none); where
	// the reply had a Card, later replies to that message are known by it.
	Sent(id uint64, messageID int) error
	// Postpone keeps an outgoing reply for a later attempt, and counts the one that failed.
	Postpone(id uint64, until time.Time, reason string) error
	// Bury takes an outgoing reply out of the queue for good and keeps it among the dead letters.
	Bury(id uint64, reason string, at time.Time) error
	// Park sets a chat's queue aside until Unpark, because the chat does not take messages; so are its later replies.
	Park(chatID int64, reason string) error
	// Unpark puts a chat's queue back, in its old order. A chat that is not parked stays as it is.
	Unpark(chatID int64) error
	// MoveChat makes a chat's group, sessions, waiting replies and parking belong to another id; what that one already
	// has of its own stays. The service numbers messages anew in the new chat, so the old chat's cards are dropped, and
	// waiting replies no longer answer or replace an old message: a number must never mean another task. Progress updates keep the chat in which they were reported. Events record that the
	// group moved. Moving a chat that has nothing does nothing, so a move may be reported twice.
	MoveChat(from, to int64) error
}

// Reader reads one consistent state. What it returns may be kept. The functions given to it must not write to the
// transaction while they are being called. A record that cannot be read is an ErrCorrupt.
type Reader interface {
	// Applied reports whether a Step with this key was applied.
	Applied(key string) (bool, error)
	// Offset returns what SetOffset stored, 0 before that.
	Offset() (int64, error)
	// Received returns what SetReceived stored, the zero time before that.
	Received() (time.Time, error)

	// NextUpdate returns the id that the next new progress update must have.
	NextUpdate() (uint64, error)
	// Progress returns a progress update as it stands now, or ErrNotFound.
	Progress(id uint64) (Progress, error)
	// ProgressByMessage returns the updates that a message reported, by id.
	ProgressByMessage(chatID int64, messageID int) ([]Progress, error)
	// ProgressByTask calls each for a task's updates, the latest report first, until it returns false. Like all lists
	// of updates it has those that do not count as well; of two reports at one time the one with the higher id is the
	// later.
	ProgressByTask(task string, each func(Progress) bool) error
	// ProgressByAgency calls each for an agency's updates, the latest report first, until it returns false.
	ProgressByAgency(agency string, each func(Progress) bool) error
	// ProgressBetween calls each for the updates reported at or after from and before to, the earliest first, until it
	// returns false.
	ProgressBetween(from, to time.Time, each func(Progress) bool) error
	// ProgressAll calls each for every update by id, until it returns false.
	ProgressAll(each func(Progress) bool) error
	// Events calls each for the events from a sequence number on, in order, until it returns false.
	Events(from uint64, each func(Event) bool) error
	// History returns the events of one progress update, in order.
	History(id uint64) ([]Event, error)

	// Member returns a person's membership, or ErrNotFound; a removed member is found with Removed set.
	Member(person int64) (Member, error)
	// Members returns all members that are not removed, by person id.
	Members() ([]Member, error)
	// Invite returns the invite with the given hash, or ErrNotFound.
	Invite(hash string) (Invite, error)
	// Group returns what a group chat is bound to, or ErrNotFound.
	Group(chatID int64) (Group, error)
	// Groups returns all bound groups, by chat id.
	Groups() ([]Group, error)
	// Language returns the language that a person chose, "" for none.
	Language(person int64) (string, error)
	// Record returns the record of a collection with the given key, or ErrNotFound.
	Record(collection, key string) (Record, error)
	// Records calls each for the records of a collection whose keys begin with the given text, in the order of their
	// keys, until it returns false. Removed records are left out.
	Records(collection, beginning string, each func(Record) bool) error
	// Session returns what a conversation remembers, even if it has expired, or ErrNotFound.
	Session(chatID, person int64) (Session, error)
	// Card returns what a message of the bot is about, or ErrNotFound.
	Card(chatID int64, messageID int) (Card, error)

	// Pending calls each for the outgoing replies that wait, in the order in which they were applied, until it returns
	// false. Replies of parked chats are left out; those whose NotBefore has not come are not. If pass is not nil it is
	// asked first about each reply, by its id and chat; one for which it returns true is passed over unread.
	Pending(pass func(id uint64, chatID int64) bool, each func(Outgoing) bool) error
	// Waiting counts what Pending would list, without reading it, and returns when the first of it was made, the zero time
	// where nothing waits.
	Waiting() (count int, first time.Time, err error)
	// DeadLetters returns the buried replies, the last one buried first, at most limit.
	DeadLetters(limit int) ([]Outgoing, error)
}

// Step is everything that one incoming message causes.
type Step struct {
	Key     string    // key of the incoming update; required
	At      time.Time // when it was handled; required
	Events  []Event   // appended in order
	Session *Session  // replaces the conversation's session; nil leaves it, one without Data and Expires removes it
	Clear   []int64   // chats whose earlier replies, waiting or buried, are removed: nobody there is to get them any more
	Replies []Outgoing
}

// Outgoing is a reply on its way.
type Outgoing struct {
	ID    uint64     `json:"id"` // given by Apply
	Reply chat.Reply `json:"reply"`
	Card  *Card      `json:"card,omitempty"` // what the reply is about
	// Series names replies of which only the latest means anything, "" for none. While a chat is parked a new one takes the
	// place of those of its series that wait there.
	Series    string    `json:"series,omitempty"`
	At        time.Time `json:"at"`
	NotBefore time.Time `json:"not_before,omitzero"`
	Attempts  int       `json:"attempts,omitempty"`
	Reason    string    `json:"reason,omitempty"` // of the last failure
}

// Card tells what a message of the bot is about, so that a reply to it is understood.
type Card struct {
	Task    string   `json:"task,omitempty"`    // id of the task shown
	Updates []uint64 `json:"updates,omitempty"` // progress updates shown
	Value   string   `json:"value,omitempty"`   // key of the measured value shown
	Request string   `json:"request,omitempty"` // key of the request for a later end shown
	Asks    string   `json:"asks,omitempty"`    // serial of the draft that is asked about
}

// Session is what a conversation remembers between two messages of a person in a chat.
type Session struct {
	Chat    int64     `json:"chat"`
	Person  int64     `json:"person"`
	Expires time.Time `json:"expires"`
	Data    []byte    `json:"data"` // the conversation's own encoding
}
