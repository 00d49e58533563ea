// Package evidence fetches the files that people send, after the message that brought them was recorded, and keeps them in
// the data folder under the checksum of their content. What waits stands in the store, so that a crash loses no file.
package evidence

import (
	"encoding/json"
	"fmt"
	"time"

	"chutri/internal/chat"
	"chutri/store"
)

// Downloads is the collection of files that wait to be fetched. A key is that of the incoming update and the file's number
// in it.
const Downloads = "download"

// Limits of what is fetched, in bytes.
const (
	MaxFile  = 20 << 20 // the chat service hands out no larger one
	MaxSheet = 5 << 20  // of a spreadsheet that is read
)

// Job is a file that waits to be fetched.
type Job struct {
	Key     string      `json:"key"`
	Purpose Purpose     `json:"purpose"`
	File    chat.File   `json:"file"`
	Keys    []string    `json:"keys,omitempty"` // of the ledger.Evidence that the file is
	Chat    chat.Chat   `json:"chat"`           // where it was sent
	Message int         `json:"message"`        // with which it was sent
	Author  chat.Person `json:"author"`         // the id, and the language to answer in
	SentAt  time.Time   `json:"sent_at"`
}

// Purpose is what a file is fetched for.
type Purpose string

// The purposes.
const (
	Keep Purpose = "keep" // as evidence, in the data folder
	Read Purpose = "read" // as a spreadsheet, which is read and not kept
)

// Record returns the job as the store keeps it.
func (j Job) Record() (store.Record, error) {
	data, err := json.Marshal(j)
	if err != nil {
		return store.Record{}, fmt.Errorf("evidence: encode the download %s: %w", j.Key, err)
	}
	return store.Record{Collection: Downloads, Key: j.Key, Data: data}, nil
}

func (j Job) limit() int64 {
	if j.Purpose == Read {
		return MaxSheet
	}
	return MaxFile
}

// waiting returns the jobs of the store by key. It returns store.ErrCorrupt for a record that is none.
func waiting(r store.Reader) ([]Job, error) {
	var jobs []Job
	var broken error
	err := r.Records(Downloads, "", func(record store.Record) bool {
		var job Job
		if err := json.Unmarshal(record.Data, &job); err != nil {
			broken = fmt.Errorf("evidence: download %s: %w: %w", record.Key, store.ErrCorrupt, err)
			return false
		}
		jobs = append(jobs, job)
		return true
	})
	if err == nil {
		err = broken
	}
	return jobs, err
}
