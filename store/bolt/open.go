package bolt

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"chutri/store"
)

const (
	fileName           = "chutri.db"
	defaultLockTimeout = 500 * time.Millisecond
)

// File returns the path of the store in a data folder.
func File(dir string) string { return filepath.Join(dir, fileName) }

// Open opens the data folder, and makes it (0700) and its file (0600) where they are missing.
//
// It returns ErrLocked when another process has the folder open, ErrNewerSchema when a newer program has written it,
// and ErrCorrupt when its file is damaged; the file is then left as it is.
func Open(dir string, options Options) (*Store, error) {
	return open(dir, options, migrations)
}

func open(dir string, options Options, migrations []migration) (*Store, error) {
	if options.LockTimeout == 0 {
		options.LockTimeout = defaultLockTimeout
	}
	if options.Logger == nil {
		options.Logger = slog.New(slog.DiscardHandler)
	}
	if err := makeFolder(dir); err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	path := filepath.Join(dir, fileName)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		if err := create(path, migrations); err != nil {
			return nil, fmt.Errorf("store: create %s: %w", path, err)
		}
	}
	db, err := openFile(path, options)
	if err != nil {
		return nil, opening(path, err)
	}
	if err := guarded(func() error { return migrate(db, migrations, options.Logger) }); err != nil {
		return nil, opening(path, errors.Join(err, db.Close()))
	}
	s := &Store{db: db, path: path, logger: options.Logger, writer: make(chan struct{}, 1)}
	if options.Mend {
		s.mender = &mender{beyond: make(map[string]bool)}
	}
	return s, nil
}

// opening says which file could not be opened.
func opening(path string, err error) error { return fmt.Errorf("open %s: %w", path, err) }

func makeFolder(dir string) error {
	if info, err := os.Stat(dir); err == nil && info.IsDir() {
		return nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(filepath.Clean(dir)))
}

// create makes a new file under another name and gives it its own once it is whole, so that a file called chutri.db
// is never one that a power failure stopped halfway.
func create(path string, migrations []migration) error {
	draft, err := os.CreateTemp(filepath.Dir(path), fileName+".*.new")
	if err != nil {
		return err
	}
	defer os.Remove(draft.Name())
	if err := draft.Close(); err != nil {
		return err
	}
	db, err := bbolt.Open(draft.Name(), 0o600, &bbolt.Options{FreelistType: bbolt.FreelistMapType})
	if err != nil {
		return err
	}
	if err := errors.Join(initialise(db, migrations), db.Close()); err != nil {
		return err
	}
	if err := checkFile(draft.Name()); err != nil {
		return err
	}
	// A link, unlike a rename, never replaces a file that another process has made meanwhile.
	if err := os.Link(draft.Name(), path); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// openFile locks the file, checks its pages and only then lets bbolt at it.
func openFile(path string, options Options) (*bbolt.DB, error) {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	if err := lockNamed(file, path, options.LockTimeout); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	oneMeta, err := checkOpen(file)
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	if oneMeta {
		options.Logger.Error("one of the two meta pages of the store is damaged: if the machine did not lose power, "+
			"what was recorded last may be missing", "file", path)
	}
	return hand(file, bbolt.Options{Timeout: options.LockTimeout, FreelistType: bbolt.FreelistMapType, NoSync: noSync})
}

// lockNamed locks the file that has this path now: Restore may have put another one there while we waited.
func lockNamed(file *os.File, path string, timeout time.Duration) error {
	if err := lock(file, true, timeout); err != nil {
		return err
	}
	ours, err := file.Stat()
	if err != nil {
		return err
	}
	if named, err := os.Stat(path); err != nil || !os.SameFile(ours, named) {
		return fmt.Errorf("%w: the file was replaced just now", store.ErrLocked)
	}
	return nil
}

// hand gives an open file to bbolt, which closes it with the database or when it fails.
func hand(file *os.File, options bbolt.Options) (db *bbolt.DB, err error) {
	options.OpenFile = func(string, int, os.FileMode) (*os.File, error) { return file, nil }
	defer func() {
		// checkPages lets nothing through that makes bbolt panic; if it ever does, the lock must not stay.
		if fault := recover(); fault != nil {
			file.Close()
			db, err = nil, damaged("bbolt cannot open it: %v", fault)
		}
	}()
	err = guarded(func() error {
		db, err = bbolt.Open(file.Name(), 0o600, &options)
		return err
	})
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		return nil, store.ErrLocked
	case errors.Is(err, store.ErrCorrupt):
		file.Close()
		return nil, err
	case err != nil:
		return nil, err
	}
	return db, nil
}

// checkOpen checks the pages of an open file.
func checkOpen(file *os.File) (oneMeta bool, err error) {
	info, err := file.Stat()
	if err != nil {
		return false, err
	}
	return checkPages(file, info.Size())
}

// checkFile checks the pages of the file with the given path.
func checkFile(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	_, err = checkOpen(file)
	return err
}

// syncFolder makes the names in a folder durable.
func syncFolder(dir string) error {
	folder, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
