package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"chutri/handlers"
	"chutri/internal/chat"
	"chutri/internal/evidence"
	"chutri/internal/texts"
	"chutri/store"
	"chutri/store/bolt"
)

const (
	backupFolder = "backups"          // in the data folder
	backupNames  = "chutri-*.db"      // the copies in it; nothing else there is touched
	backupTime   = "20060102T150405Z" // of a copy, in its name
	backupHour   = 1                  // of the office's day, from which the day's copy is made
	backupLook   = 30 * time.Second   // between looks whether a copy is due
	backupRetry  = 15 * time.Minute   // after a daily copy that failed
	backupKind   = "chutri-%s%s.db"   // time, and a number where the second has one already
)

// backups makes copies of the running store: one a day, and whenever a coordinator asks.
type backups struct {
	store   store.Store
	data    string // the data folder
	keep    int    // copies beyond which the oldest go
	now     func() time.Time
	zone    *time.Location
	texts   *texts.Catalog
	log     *slog.Logger
	metrics *metrics
	asked   chan struct{} // holds a token after somebody has asked
	replied func()        // is told of new replies
	failed  time.Time     // when the last daily copy failed
	strange *sync.Map     // copies from the future that were told of, by path
}

// ask makes run look for requests at once.
func (b *backups) ask() {
	select {
	case b.asked <- struct{}{}:
	default:
	}
}

// run makes the day's copy and answers requests until the context ends.
func (b *backups) run(ctx context.Context) {
	b.sweep()
	tick := time.NewTicker(backupLook)
	defer tick.Stop()
	for ctx.Err() == nil {
		if err := b.answer(ctx); err != nil && ctx.Err() == nil {
			b.log.Error("backup: a request cannot be answered", "error", err)
		}
		if b.due() {
			if _, err := b.make(ctx); err != nil {
				b.failed = b.now()
			}
		}
		select {
		case <-b.asked:
		case <-tick.C:
		case <-ctx.Done():
		}
	}
}

// sweep removes the beginnings of copies that a sudden end has left.
func (b *backups) sweep() {
	parts, _ := filepath.Glob(filepath.Join(b.data, backupFolder, ".chutri-*"))
	for _, part := range parts {
		os.Remove(part)
	}
}

// due reports whether the office's day has no copy yet.
func (b *backups) due() bool {
	now := b.now().In(b.zone)
	if now.Hour() < backupHour || now.Sub(b.failed) < backupRetry {
		return false
	}
	last := b.last().In(b.zone)
	return last.Format(time.DateOnly) < now.Format(time.DateOnly)
}

// last returns when the newest copy was made, the zero time if there is none.
func (b *backups) last() (newest time.Time) {
	for _, path := range b.list() {
		if at := madeAt(path); at.After(newest) {
			newest = at
		}
	}
	return newest
}

// list returns the copies, the oldest first. One whose time has not come was made while the clock was wrong: it is not counted,
// never removed, and told of once.
func (b *backups) list() []string {
	now := b.now()
	return slices.DeleteFunc(copiesIn(b.data), func(path string) bool {
		if !madeAt(path).After(now) {
			return false
		}
		if _, told := b.strange.LoadOrStore(path, true); !told {
			b.log.Error("backup: a copy has a time that has not come, so it does not count; was the clock wrong? Rename or remove it", "file", path)
		}
		return true
	})
}

// copiesIn returns the copies in a data folder, the oldest first.
func copiesIn(data string) []string {
	names, err := filepath.Glob(filepath.Join(data, backupFolder, backupNames))
	if err != nil {
		return nil
	}
	slices.Sort(names)
	return names
}

// madeAt returns when a copy was made, by its name; the zero time where that tells none.
func madeAt(path string) time.Time {
	var stamp string
	if n, _ := fmt.Sscanf(filepath.Base(path), "chutri-%16s", &stamp); n != 1 {
		return time.Time{}
	}
	at, err := time.Parse(backupTime, stamp)
	if err != nil {
		return time.Time{}
	}
	return at
}

// make makes a copy, verifies it, gives it its name, and only then removes the oldest.
func (b *backups) make(ctx context.Context) (path string, err error) {
	started := b.now()
	path, err = b.write(ctx, started)
	if err != nil {
		if ctx.Err() == nil {
			b.metrics.backups.WithLabelValues("failed").Inc()
			b.log.Error("backup: failed; the last good copies are kept", "error", err)
		}
		return "", err
	}
	b.metrics.backups.WithLabelValues("made").Inc()
	b.log.Info("backup: made and verified", "file", path, "took", b.now().Sub(started))
	names := b.list()
	for _, old := range names[:max(0, len(names)-b.keep)] {
		if err := os.Remove(old); err != nil {
			b.log.Warn("backup: an old copy cannot be removed", "file", old, "error", err)
		}
	}
	return path, nil
}

func (b *backups) write(ctx context.Context, at time.Time) (string, error) {
	folder := filepath.Join(b.data, backupFolder)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", err
	}
	stamp := at.UTC().Format(backupTime)
	path := filepath.Join(folder, fmt.Sprintf(backupKind, stamp, ""))
	for n := 1; exists(path); n++ {
		path = filepath.Join(folder, fmt.Sprintf(backupKind, stamp, fmt.Sprintf("-%d", n)))
	}
	return path, writeBackup(path, func(to *os.File) error { return b.store.Backup(ctx, to) })
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// writeBackup lets write fill a file beside its place, verifies it, and only then gives it its name.
func writeBackup(path string, write func(*os.File) error) error {
	part, err := os.CreateTemp(filepath.Dir(path), ".chutri-*")
	if err != nil {
		return err
	}
	defer os.Remove(part.Name())
	if err := errors.Join(write(part), part.Sync(), part.Close()); err != nil {
		return err
	}
	if err := bolt.Verify(part.Name()); err != nil {
		return err
	}
	if err := os.Rename(part.Name(), path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// syncFolder makes the names in a folder durable.
func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// answer makes one copy for all who have asked, and tells each what came of it.
func (b *backups) answer(ctx context.Context) error {
	var requests []store.Record
	// An Update, for it waits for the transaction that brings the request.
	err := b.store.Update(ctx, func(tx store.Tx) error {
		requests = nil
		return tx.Records(handlers.BackupRequests, "", func(r store.Record) bool {
			requests = append(requests, r)
			return true
		})
	})
	if err != nil || len(requests) == 0 {
		return err
	}
	path, failure := b.make(ctx)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	defer b.replied()
	return b.store.Update(ctx, func(tx store.Tx) error {
		for _, r := range requests {
			if _, err := tx.Apply(b.reply(r, path, failure)); err != nil {
				return err
			}
		}
		return nil
	})
}

// reply is the Step that ends a request.
func (b *backups) reply(r store.Record, path string, failure error) store.Step {
	at := b.now()
	step := store.Step{Key: "backup:" + r.Key, At: at, Events: []store.Event{{
		At: at, Kind: store.RecordKept, Record: &store.Record{Collection: r.Collection, Key: r.Key, Removed: true},
	}}}
	var request handlers.BackupRequest
	if json.Unmarshal(r.Data, &request) != nil {
		return step
	}
	text := b.texts.In(request.Language).Say("backup.failed", nil)
	if info, err := os.Stat(path); failure == nil && err == nil {
		files := evidence.Count(filepath.Join(b.data, evidenceFolder))
		text = b.texts.In(request.Language).Say("backup.made", texts.Data{
			"File": filepath.Join(backupFolder, filepath.Base(path)), "Size": float64(max(1, info.Size()>>10)), "Keep": b.keep,
			"Files": files, "HasFiles": files > 0, "Folder": evidenceFolder,
		})
	}
	step.Replies = []store.Outgoing{{At: at, Reply: chat.Reply{Chat: request.Chat, Topic: request.Topic, Text: text}}}
	return step
}
