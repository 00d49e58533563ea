package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"chutri/internal/texts"
	"chutri/store/bolt"
)

// backupCommand writes a consistent copy of the store.
type backupCommand struct {
	File string `arg:"" help:"${help_file}"`
}

// Run writes the copy beside its place, checks it, and only then gives it its name.
func (c backupCommand) Run(s *shell) error {
	kept, err := bolt.Open(s.config.DataDir, bolt.Options{Logger: s.log})
	if err != nil {
		return err
	}
	defer kept.Close()
	part, err := os.CreateTemp(filepath.Dir(c.File), ".chutri-*")
	if err != nil {
		return err
	}
	defer os.Remove(part.Name())
	if err := errors.Join(kept.Backup(s.ctx, part), part.Sync(), part.Close()); err != nil {
		return err
	}
	if err := bolt.Verify(part.Name()); err != nil {
		return err
	}
	if err := os.Rename(part.Name(), c.File); err != nil {
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
