package main

import (
	"errors"
	"io/fs"
	"syscall"

	"chutri/internal/report"
	"chutri/internal/telegram"
	"chutri/internal/texts"
	"chutri/store"
)

// explain says what an error means to whoever runs the program and what to do; the cause follows behind.
func (s *shell) explain(err error) string {
	for _, known := range []struct {
		cause error
		key   string
	}{
		{store.ErrLocked, "error.locked"},
		{store.ErrNewerSchema, "error.newer_schema"},
		{store.ErrCorrupt, "error.corrupt"},
		{telegram.ErrUnauthorized, "error.unauthorized"},
		{report.ErrScope, "error.scope"},
		{syscall.ENOSPC, "error.no_space"},
		{fs.ErrPermission, "error.permission"},
	} {
		if errors.Is(err, known.cause) {
			return s.say.Plain(known.key, texts.Data{"Folder": s.config.DataDir, "Cause": err.Error()})
		}
	}
	return err.Error()
}
