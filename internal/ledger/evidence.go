package ledger

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"chutri/store"
)

// EvidenceFiles is the collection of files that prove what a progress update says. A key is the update's id and the file's number.
const EvidenceFiles = "evidence"

// Evidence is a file, or a place, that was sent as proof of a progress update.
type Evidence struct {
	Update  uint64        `json:"update"` // id of the progress update
	Number  int           `json:"number"` // of the update's files, from 1
	Name    string        `json:"name"`   // cleaned; of a location its latitude and longitude
	Type    string        `json:"type"`   // as in chat.File: "photo", "document", "voice", "location"
	Mime    string        `json:"mime,omitempty"`
	Size    int64         `json:"size,omitempty"` // bytes
	File    string        `json:"file,omitempty"` // the chat service's id to fetch it by
	State   EvidenceState `json:"state"`
	Reason  string        `json:"reason,omitempty"` // why it is failed or refused: "size", "type", "secrecy", "damaged", "service"
	SHA256  string        `json:"sha256,omitempty"` // of a stored file, in hexadecimal: its name in the data folder
	AddedAt time.Time     `json:"added_at"`
	By      store.Author  `json:"by"`
}

// EvidenceState is where a file is.
type EvidenceState string

// The states of a file.
const (
	EvidenceWaiting EvidenceState = "waiting" // still at the chat service
	EvidenceStored  EvidenceState = "stored"  // in the data folder, or a location that needs none
	EvidenceFailed  EvidenceState = "failed"  // could not be fetched whole
	EvidenceRefused EvidenceState = "refused" // too large, of a kind that is not kept, or secret
)

// EvidenceKey returns the key of a progress update's file.
func EvidenceKey(update uint64, number int) string { return fmt.Sprintf("%d/%d", update, number) }

// Key returns the key of the file's record.
func (e Evidence) Key() string { return EvidenceKey(e.Update, e.Number) }

// Record returns the file as the store keeps it.
func (e Evidence) Record() (store.Record, error) { return record(EvidenceFiles, e.Key(), e) }

// EvidenceOf returns a progress update's files by number.
func EvidenceOf(r Reader, update uint64) ([]Evidence, error) {
	files, err := list[Evidence](r, EvidenceFiles, fmt.Sprintf("%d/", update))
	slices.SortFunc(files, func(a, b Evidence) int { return a.Number - b.Number })
	return files, err
}

// EvidenceAt returns the file with the given key, or store.ErrNotFound.
func EvidenceAt(r interface {
	Record(collection, key string) (store.Record, error)
}, key string) (e Evidence, err error) {
	kept, err := r.Record(EvidenceFiles, key)
	if err != nil {
		return e, fmt.Errorf("ledger: evidence %s: %w", key, err)
	}
	if err := json.Unmarshal(kept.Data, &e); err != nil {
		return e, fmt.Errorf("ledger: evidence %s: %w: %w", key, store.ErrCorrupt, err)
	}
	return e, nil
}
