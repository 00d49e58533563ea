package main

import (
	"errors"
	"fmt"
	"os"

	"chutri/internal/texts"
	"chutri/store"
	"chutri/store/bolt"
)

// backupCommand writes a consistent copy of the store.
type backupCommand struct {
	File string `arg:"" help:"${help_file}"`
}

// Run writes the copy beside its place, checks it, and only then gives it its name. A running program hands its copy over.
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
	fmt.Fprintln(s.err, s.say.Plain("backup.done", texts.Data{"File": c.File}))
	return nil
}

// restoreCommand puts a copy in the place of the store.
type restoreCommand struct {
	File string `arg:"" help:"${help_file}"`
}

// Run verifies the copy first and keeps what it replaces.
func (c restoreCommand) Run(s *shell) error {
	kept, err := bolt.Restore(c.File, s.config.DataDir, s.now())
	if err != nil {
		return err
	}
	fmt.Fprintln(s.err, s.say.Plain("restore.done", texts.Data{"File": c.File, "Kept": kept}))
	return nil
}
