package bolt

import "go.etcd.io/bbolt"

// bucket is one of the file's buckets.
type bucket int

const (
	meta bucket = iota
	events
	history
	progress
	byTask
	byAgency
	byTime
	byMessage
	members
	invites
	groups
	languages
	kept
	steps
	stepsByTime
	sessions
	cards
	outbox
	parked
	deadLetters
	quarantine
	bucketCount
)

var bucketNames = [bucketCount]string{
	meta: "meta", events: "events", history: "history", progress: "progress",
	byTask: "by_task", byAgency: "by_agency", byTime: "by_time", byMessage: "by_message",
	members: "members", invites: "invites", groups: "groups", languages: "languages", kept: "records",
	steps: "steps", stepsByTime: "steps_by_time", sessions: "sessions", cards: "cards",
	outbox: "outbox", parked: "parked", deadLetters: "dead_letters", quarantine: "quarantine",
}

func (b bucket) String() string { return bucketNames[b] }

// appendFill is how full the pages of the buckets are made that only grow at their end; others leave half for
// what comes between.
const appendFill = 0.95

// in returns the bucket in a transaction. Open has made sure that it is there.
func (b bucket) in(tx *bbolt.Tx) *bbolt.Bucket {
	found := tx.Bucket([]byte(bucketNames[b]))
	if b == events || b == outbox {
		found.FillPercent = appendFill
	}
	return found
}
