package bolt

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"go.etcd.io/bbolt"

	"chutri/store"
)

// ErrCopy is returned by Restore, around the reason, for a copy that cannot take the store's place: the store is as it was.
var ErrCopy = errors.New("store: the copy cannot be used")

// Verify reports whether a file, a backup or one that no process uses, is whole: its pages, its schema and every
// record in it. It returns ErrCorrupt with the first things found, ErrNewerSchema, or ErrLocked. It changes nothing.
func Verify(file string) error {
	if err := verify(file); err != nil {
		return fmt.Errorf("verify %s: %w", file, err)
	}
	return nil
}

func verify(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	if err := lock(file, false, defaultLockTimeout); err != nil {
		return errors.Join(err, file.Close())
	}
	oneMeta, err := checkOpen(file)
	if err == nil && oneMeta {
		err = damaged("one of the two meta pages is damaged")
	}
	if err != nil {
		return errors.Join(err, file.Close())
	}
	db, err := hand(file, bbolt.Options{
		ReadOnly: true, Timeout: defaultLockTimeout, PreLoadFreelist: true, FreelistType: bbolt.FreelistMapType,
	})
	if err != nil {
		return err
	}
	return errors.Join(guarded(func() error { return verifyRecords(db) }), db.Close())
}

func verifyRecords(db *bbolt.DB) error {
	version, err := checkSchema(db, len(migrations))
	if err != nil {
		return err
	}
	return db.View(func(b *bbolt.Tx) error {
		var found []error
		for err := range b.Check() {
			found = append(found, err)
		}
		if len(found) > 0 {
			return damaged("%w", errors.Join(found...))
		}
		if version < len(migrations) {
			return nil // Open brings it to this version first
		}
		if err := hasBuckets(b); err != nil {
			return err
		}
		audit := &audit{tx: &tx{reader{tx: b}}}
		if err := audit.run(context.Background()); err != nil {
			return err
		}
		return summary(audit.problems)
	})
}

// summary is an ErrCorrupt that tells the first of the problems, nil for none.
func summary(problems []store.Problem) error {
	if len(problems) == 0 {
		return nil
	}
	return damaged("%d problems, the first: %s: %s", len(problems), problems[0].Where, problems[0].What)
}

// Restore puts a copy of a backup into a data folder. It verifies the copy before it touches what is there, and keeps
// what it replaces under the path that it returns, named for the given time; "" where the folder held no store.
//
// It returns ErrCopy around what Verify returns for the backup, and ErrLocked while a process has the folder open.
func Restore(from, dir string, at time.Time) (kept string, err error) {
	kept, err = restore(from, dir, at)
	if err != nil {
		return "", fmt.Errorf("restore %s: %w", from, err)
	}
	return kept, nil
}

func restore(from, dir string, at time.Time) (kept string, err error) {
	if err := makeFolder(dir); err != nil {
		return "", err
	}
	current := filepath.Join(dir, fileName)
	replaced, err := os.OpenFile(current, os.O_RDWR, 0)
	if err == nil {
		defer replaced.Close()
		err = lockNamed(replaced, current, defaultLockTimeout)
		kept = filepath.Join(dir, "chutri-"+at.UTC().Format("20060102T150405Z")+".db")
	} else if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	if err != nil {
		return "", err
	}
	return kept, writeFile(current, func(draft *os.File) error { return copyFrom(from, draft) }, func(draft, current string) error {
		if err := verify(draft); err != nil {
			return fmt.Errorf("%w: %w", ErrCopy, err)
		}
		if kept == "" {
			return os.Link(draft, current)
		}
		if err := os.Link(current, kept); err != nil {
			return fmt.Errorf("keep what is there: %w", err)
		}
		return os.Rename(draft, current)
	})
}

func copyFrom(path string, to io.Writer) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	_, err = io.Copy(to, file)
	return err
}
