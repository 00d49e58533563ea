package main

import (
	"context"
	"errors"
	"os"

	"chutri/internal/privacy"
	"chutri/store"
	"chutri/store/bolt"
)

// withStore opens the plans and the store for one command.
func (s *shell) withStore(do func(plans *Plans, kept *bolt.Store) error) error {
	plans, err := OpenPlans(s.config)
	if err != nil {
		return err
	}
	kept, err := bolt.Open(s.config.DataDir, bolt.Options{Logger: s.log})
	if err != nil {
		return err
	}
	defer kept.Close()
	return do(plans, kept)
}

// read opens the store for a command that only reads, without the persons who asked to be forgotten. While the program runs and
// has the store locked, it is a copy of this moment. The caller closes it.
func (s *shell) read() (store.Store, error) {
	kept, err := bolt.Open(s.config.DataDir, bolt.Options{Logger: s.log})
	if errors.Is(err, store.ErrLocked) {
		return s.copyOfRunning(err)
	}
	if err != nil {
		return nil, err
	}
	return s.veiled(kept), nil
}

func (s *shell) veiled(kept store.Store) store.Store {
	return privacy.Over(kept, s.say.Plain("privacy.forgotten", nil))
}

// copyOfRunning opens a copy of the running program's store; locked is returned where none can be had.
func (s *shell) copyOfRunning(locked error) (store.Store, error) {
	folder, err := os.MkdirTemp("", "chutri-*")
	if err != nil {
		return nil, err
	}
	copied, err := snapshot(s.ctx, s.config.DataDir, folder)
	if err != nil {
		os.RemoveAll(folder)
		s.log.Debug("no copy of the running program's store", "error", err)
		return nil, locked
	}
	return s.veiled(temporary{copied, folder}), nil
}

// snapshot copies the store of the program that runs in a data folder into another folder, and opens it.
func snapshot(ctx context.Context, running, folder string) (*bolt.Store, error) {
	file, err := os.CreateTemp(folder, "copy-*")
	if err != nil {
		return nil, err
	}
	if err := errors.Join(runningBackup(ctx, running, file), file.Close()); err != nil {
		return nil, err
	}
	if err := os.Rename(file.Name(), bolt.File(folder)); err != nil {
		return nil, err
	}
	return bolt.Open(folder, bolt.Options{})
}

// temporary is a store whose folder goes when it is closed.
type temporary struct {
	store.Store
	folder string
}

// Close implements store.Store.
func (t temporary) Close() error { return errors.Join(t.Store.Close(), os.RemoveAll(t.folder)) }
