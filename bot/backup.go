package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"chutri/internal/evidence"
	"chutri/internal/texts"
	"chutri/store"
	"chutri/store/bolt"
)

// copiedEvidence ends the name of the folder beside a copy that holds the files which people sent.
const copiedEvidence = ".evidence"

// backupCommand writes a consistent copy of the store and of the files that people sent.
type backupCommand struct {
	File string `arg:"" help:"${help_file}"`
}

// Run writes the copy beside its place, checks it, and only then gives it its name. A running program hands its copy over. The files are
// copied last: whatever the copy says is kept was kept before.
func (c backupCommand) Run(s *shell) error {
	kept, err := bolt.Open(s.config.DataDir, bolt.Options{Logger: s.log})
	if err != nil && !errors.Is(err, store.ErrLocked) {
		return err
	}
	locked := err
	if locked == nil {
		defer kept.Close()
	}
	err = writeBackup(c.File, func(to *os.File) error {
		if locked == nil {
			return kept.Backup(s.ctx, to)
		}
		if err := runningBackup(s.ctx, s.config.DataDir, to); err != nil {
			s.log.Debug("no copy of the running program's store", "error", err)
			return locked
		}
		return nil
	})
	if err != nil {
		return err
	}
	if _, err := evidence.Copy(filepath.Join(s.config.DataDir, evidenceFolder), c.File+copiedEvidence); err != nil {
		return err
	}
	fmt.Fprintln(s.err, s.say.Plain("backup.done", texts.Data{"File": c.File}))
	return nil
}

// restoreCommand puts a copy in the place of the store.
type restoreCommand struct {
	File string `arg:"" help:"${help_file}"`
}

// Run verifies the copy first and keeps what it replaces. Files beside the copy that the data folder does not have come first.
func (c restoreCommand) Run(s *shell) error {
	if _, err := evidence.Copy(c.File+copiedEvidence, filepath.Join(s.config.DataDir, evidenceFolder)); err != nil {
		return err
	}
	kept, err := bolt.Restore(c.File, s.config.DataDir, s.now())
	if err != nil {
		return err
	}
	fmt.Fprintln(s.err, s.say.Plain("restore.done", texts.Data{"File": c.File, "Kept": kept}))
	return nil
}
