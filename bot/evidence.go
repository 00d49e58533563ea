package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"chutri/internal/evidence"
	"chutri/internal/telegram"
)

// evidenceFolder is where the data folder keeps the files that people sent.
const evidenceFolder = "evidence"

// fetchFiles fetches the files that people send until the context ends.
func (a *App) fetchFiles(ctx context.Context) error {
	folder, err := evidence.OpenFolder(filepath.Join(a.config.DataDir, evidenceFolder))
	if err != nil {
		return fmt.Errorf("files that people send cannot be kept: %w", err)
	}
	evidence.New(evidence.Options{
		Store: a.Store, Fetcher: fetcher{a.transport}, Folder: folder, Finish: a.Handlers.Fetched,
		Wake: a.transport.Wake, Now: a.now, Log: a.log,
	}).Run(ctx)
	return nil
}

// fetcher fetches from Telegram, with the errors that the worker knows.
type fetcher struct{ *telegram.Transport }

// Fetch implements evidence.Fetcher.
func (f fetcher) Fetch(ctx context.Context, fileID string, limit int64) (io.ReadCloser, error) {
	from, err := f.Transport.Fetch(ctx, fileID, limit)
	if err != nil {
		return nil, known(err)
	}
	return fetched{from}, nil
}

type fetched struct{ io.ReadCloser }

// Read implements io.Reader.
func (f fetched) Read(p []byte) (int, error) {
	n, err := f.ReadCloser.Read(p)
	return n, known(err)
}

// known returns an error of Telegram as the worker knows it.
func known(err error) error {
	switch {
	case errors.Is(err, telegram.ErrTooLarge):
		return fmt.Errorf("%w: %w", evidence.ErrTooLarge, err)
	case errors.Is(err, telegram.ErrUnreachable):
		return fmt.Errorf("%w: %w", evidence.ErrUnreachable, err)
	}
	return err
}
