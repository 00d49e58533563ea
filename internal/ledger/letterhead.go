package ledger

import (
	"encoding/json"
	"errors"
	"fmt"

	"chutri/store"
)

// Letterheads is the collection of what the office puts around the reports that it signs. What is the same in all of them is kept
// under officeKey, the number and the day of one report under numberKeys and the report's key.
const Letterheads = "letterhead"

const (
	officeKey  = "office"
	numberKeys = "number/"
)

// Letterhead is what stands around a report on paper. What is "" the office has not set: it stays a blank.
type Letterhead struct {
	Parent      string   `json:"parent,omitempty"`       // the body above ("UBND tỉnh Bến Tre")
	Name        string   `json:"name,omitempty"`         // the issuing body ("Sở Kế hoạch và Đầu tư")
	Symbol      string   `json:"symbol,omitempty"`       // its abbreviation in the number ("SKHĐT")
	Place       string   `json:"place,omitempty"`        // where it is signed ("Bến Tre")
	SignerTitle string   `json:"signer_title,omitempty"` // "Giám đốc"
	SignerName  string   `json:"signer_name,omitempty"`
	Recipients  []string `json:"recipients,omitempty"` // beside the archive

	Number string `json:"number,omitempty"` // of this report
	Day    string `json:"day,omitempty"`    // on which it is signed, "2026-11-21"; "" is the day on which it is made
}

// LetterheadOf returns the letterhead of the report with the given key, or with "" what is the same in all reports.
func LetterheadOf(r store.Reader, report string) (Letterhead, error) {
	var l Letterhead
	keys := []string{officeKey}
	if report != "" {
		keys = append(keys, numberKeys+report)
	}
	for _, key := range keys {
		kept, err := r.Record(Letterheads, key)
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return l, fmt.Errorf("ledger: letterhead %s: %w", key, err)
		}
		if err := json.Unmarshal(kept.Data, &l); err != nil {
			return l, fmt.Errorf("ledger: letterhead %s: %w: %w", key, store.ErrCorrupt, err)
		}
	}
	return l, nil
}

// Records returns the letterhead as the store keeps it: what is the same in all reports, and the number and the day of the one with
// the given key.
func (l Letterhead) Records(report string) (office, number store.Record, err error) {
	number, err = record(Letterheads, numberKeys+report, Letterhead{Number: l.Number, Day: l.Day})
	if err != nil {
		return office, number, err
	}
	l.Number, l.Day = "", ""
	office, err = record(Letterheads, officeKey, l)
	return office, number, err
}
