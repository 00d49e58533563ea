package report

import (
	"fmt"

	"chutri/internal/ledger"
	"chutri/store"
)

// Evidence is a file that was sent with one of a period's updates.
type Evidence struct {
	ledger.Evidence
	Task   string // id
	Agency string // key
}

// EvidenceOf returns the files behind a report's updates that are kept and were sent before it was made, by update and number.
func EvidenceOf(r store.Reader, f Figures) ([]Evidence, error) {
	var all []Evidence
	for _, id := range f.Updates {
		files, err := ledger.EvidenceOf(r, id)
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			if file.State != ledger.EvidenceStored || file.AddedAt.After(f.IssuedAt) {
				continue
			}
			update, err := r.Progress(id)
			if err != nil {
				return nil, fmt.Errorf("report: read update %d: %w", id, err)
			}
			all = append(all, Evidence{Evidence: file, Task: update.Task, Agency: update.Agency})
		}
	}
	return all, nil
}
