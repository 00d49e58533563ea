package bolt

import (
	"context"
	"slices"
	"sync"

	"chutri/store"
)

// mender remembers what became of damaged records that transactions met. A nil one mends nothing.
type mender struct {
	mu     sync.Mutex
	beyond map[string]bool // places that could not be mended: they are not tried again
	mended int             // records, since Open
	left   int             // what the last repair could not mend
}

// mayMend reports whether some of the damage that a transaction met has not been tried yet.
func (m *mender) mayMend(met []string) bool {
	if m == nil {
		return false
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.ContainsFunc(met, func(place string) bool { return !m.beyond[place] })
}

// note takes in what a repair has found because of damage that was met.
func (m *mender) note(met []string, found []store.Problem) {
	m.mu.Lock()
	defer m.mu.Unlock()
	before := m.mended
	m.left = 0
	for _, p := range found {
		if p.Mended {
			m.mended++
		} else {
			m.left++
		}
	}
	if m.mended > before {
		return
	}
	for _, place := range met {
		m.beyond[place] = true
	}
}

// mend repairs the store because of damage that a transaction met, once for each record that cannot be mended, and reports
// whether the transaction is to be run again. Whoever calls it has the turn.
func (s *Store) mend(ctx context.Context, met []string) (again bool) {
	if !s.mender.mayMend(met) {
		return false
	}
	found, err := s.check(ctx, true)
	if err != nil {
		s.logger.Error("store: a record is damaged and cannot be mended now", "records", met, "error", err)
		return false
	}
	s.mender.note(met, found)
	for _, p := range found {
		what := "store: damage that the running program cannot mend; stop it and run \"bot check --repair\", or restore a backup"
		if p.Mended {
			what = "store: a damaged record was rebuilt from the log of events or put into the quarantine; look at the disk, and " +
				"run \"bot check --repair\" once the program is stopped"
		}
		s.logger.Error(what, "record", p.Where, "damage", p.What)
	}
	return true
}

// Damage returns how many damaged records were mended since Open, and how much damage was found that cannot be. It is for whoever
// watches a Store with Options.Mend.
func (s *Store) Damage() (mended, left int) {
	if s.mender == nil {
		return 0, 0
	}
	s.mender.mu.Lock()
	defer s.mender.mu.Unlock()
	return s.mender.mended, s.mender.left
}
