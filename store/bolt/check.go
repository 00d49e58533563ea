package bolt

import (
	"context"
	"errors"
	"fmt"
	"os"

	"go.etcd.io/bbolt"

	"chutri/store"
)

// Check reads everything: the pages of the file, the checksum of every record, and every derived record and index,
// which it computes again from the events. Nothing else can write meanwhile.
//
// With repair it makes the derived records what the events say and puts records that cannot be read into the
// quarantine. It cannot mend pages or events; while it finds such damage it leaves the derived records alone, since
// they may be all that is left of what was lost.
func (s *Store) Check(ctx context.Context, repair bool) ([]store.Problem, error) {
	release, err := s.turn(ctx)
	if err != nil {
		return nil, err
	}
	defer release()
	return s.check(ctx, repair)
}

// check is Check for whoever has the turn.
func (s *Store) check(ctx context.Context, repair bool) (found []store.Problem, err error) {
	err = guarded(func() error {
		b, err := s.db.Begin(true)
		if err != nil {
			return err
		}
		defer b.Rollback()
		pages, sound, err := checkStructure(b, s.path)
		if found = pages; err != nil || !sound {
			return err
		}
		audit := &audit{tx: &tx{reader{tx: b}}, mend: repair}
		if err := audit.run(ctx); err != nil {
			return err
		}
		found = append(pages, audit.problems...)
		return audit.repair()
	})
	if err != nil {
		return nil, fmt.Errorf("store: check: %w", err)
	}
	return found, nil
}

// checkStructure checks the pages of the file, first by themselves, then by bbolt's own check, which may only see
// pages that the first has passed. Records may be read where they are sound.
func checkStructure(b *bbolt.Tx, path string) (found []store.Problem, sound bool, err error) {
	report := func(what string) { found = append(found, store.Problem{Where: "pages", What: what}) }
	file, err := os.Open(path)
	if err != nil {
		return nil, false, err
	}
	defer file.Close()
	oneMeta, err := checkOpen(file)
	switch {
	case errors.Is(err, store.ErrCorrupt):
		report(err.Error())
		return found, false, nil
	case err != nil:
		return nil, false, err
	}
	for err := range b.Check() {
		report(err.Error())
	}
	sound = len(found) == 0
	if oneMeta {
		report("one of the two meta pages is damaged; the next two commits write both anew")
	}
	return found, sound, nil
}
