package main

import (
	"errors"
	"io/fs"
	"slices"
	"syscall"

	"chutri/internal/report"
	"chutri/internal/telegram"
	"chutri/internal/texts"
	"chutri/store"
	"chutri/store/bolt"
)

// explain says what an error means to whoever runs the program and what to do; the cause follows behind.
func (s *shell) explain(err error) string {
	for _, known := range []struct {
		cause error
		key   string
	}{
		{bolt.ErrCopy, "error.copy"},
		{store.ErrLocked, "error.locked"},
		{store.ErrNewerSchema, "error.newer_schema"},
		{store.ErrCorrupt, "error.corrupt"},
		{telegram.ErrUnauthorized, "error.unauthorized"},
		{report.ErrScope, "error.scope"},
		{syscall.ENOSPC, "error.no_space"},
		{fs.ErrPermission, "error.permission"},
	} {
		if errors.Is(err, known.cause) {
			return s.say.Plain(known.key, texts.Data{"Folder": s.config.DataDir, "Cause": err.Error(), "Copy": s.goodCopy(known.cause)})
		}
	}
	return err.Error()
}

// goodCopy returns the newest whole copy in the data folder, "" where there is none or nobody needs it.
func (s *shell) goodCopy(cause error) string {
	if cause != store.ErrCorrupt {
		return ""
	}
	copies := copiesIn(s.config.DataDir)
	for _, path := range slices.Backward(copies) {
		if bolt.Verify(path) == nil {
			return path
		}
	}
	return ""
}
