package bolt

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"chutri/store"
	"chutri/store/storetest"
)

func TestStoreKeepsTheContract(t *testing.T) {
	storetest.Run(t, newStore)
	storetest.RunReopening(t, newStore, reopened)
}

// newStore opens a store in a folder of its own.
func newStore(t testing.TB) store.Store { return openIn(t, filepath.Join(t.TempDir(), "data")) }

func openIn(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func reopened(t testing.TB, s store.Store) store.Store {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return openIn(t, filepath.Dir(s.(*Store).path))
}

// filled returns the path of a closed store's file that has something of everything.
func filled(t testing.TB) string {
	t.Helper()
	s := openIn(t, t.TempDir())
	storetest.Fill(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return s.path
}

func TestFolderAndFileAreForTheirOwnerOnly(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "data")
	openIn(t, dir)
	for path, want := range map[string]os.FileMode{dir: 0o700, filepath.Join(dir, fileName): 0o600} {
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("%s has mode %v, %v, want %v", path, info.Mode().Perm(), err, want)
		}
	}
	names, err := os.ReadDir(dir)
	if err != nil || len(names) != 1 {
		t.Errorf("the new folder holds %v, %v", names, err)
	}
}

func TestSecondOpenIsRefusedWithinASecond(t *testing.T) {
	dir := t.TempDir()
	first := openIn(t, dir)
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	_, err := Open(dir, Options{})
	if !errors.Is(err, store.ErrLocked) {
		t.Errorf("the second Open returns %v, want ErrLocked", err)
	}
	if ctx.Err() != nil {
		t.Error("the second Open took more than a second")
	}
	if err := Verify(first.path); !errors.Is(err, store.ErrLocked) {
		t.Errorf("Verify of an open file returns %v, want ErrLocked", err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	openIn(t, dir)
}

func TestOpenWaitsForAProcessThatIsLeaving(t *testing.T) {
	dir := t.TempDir()
	first := openIn(t, dir)
	opened := make(chan error)
	go func() {
		s, err := Open(dir, Options{LockTimeout: 20 * time.Second})
		if err == nil {
			err = s.Close()
		}
		opened <- err
	}()
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-opened; err != nil {
		t.Errorf("the waiting Open returns %v", err)
	}
}

func TestFirstOpensAtOnceMakeOneFile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	const openers = 6
	results := make(chan error, openers)
	for range openers {
		go func() {
			s, err := Open(dir, Options{LockTimeout: 20 * time.Second})
			if err == nil {
				err = s.Update(context.Background(), func(tx store.Tx) error {
					n, err := tx.Offset()
					return errors.Join(err, tx.SetOffset(n+1))
				})
				err = errors.Join(err, s.Close())
			}
			results <- err
		}()
	}
	for range openers {
		if err := <-results; err != nil {
			t.Error(err)
		}
	}
	s := openIn(t, dir)
	s.View(context.Background(), func(r store.Reader) error {
		if n, err := r.Offset(); n != openers || err != nil {
			t.Errorf("%d openers wrote to the file, want %d (%v)", n, openers, err)
		}
		return nil
	})
}

func TestAFileThatWasReplacedWhileWaitingIsNotOpened(t *testing.T) {
	path, other := filled(t), filled(t)
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := os.Rename(other, path); err != nil {
		t.Fatal(err)
	}
	if err := lockNamed(file, path, time.Second); !errors.Is(err, store.ErrLocked) {
		t.Errorf("locking returns %v, want ErrLocked", err)
	}
}

func TestOpenSaysWhyAFolderCannotBeUsed(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(file, Options{}); err == nil {
		t.Error("a file is taken for a folder")
	}
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, fileName), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir, Options{}); err == nil {
		t.Error("a folder is taken for the file")
	}
}

func TestQuarantineKeepsBytesReasonAndTime(t *testing.T) {
	s := openIn(t, t.TempDir())
	at := time.Date(2026, 11, 16, 5, 0, 0, 0, time.UTC)
	err := s.Update(context.Background(), func(w store.Tx) error {
		if err := w.Quarantine("tg:9", []byte{0xff, 0}, "no JSON", at); err != nil {
			return err
		}
		kept, err := find[quarantined](w.(*tx), quarantine, []byte("tg:9"))
		if string(kept.Raw) != "\xff\x00" || kept.Reason != "no JSON" || !kept.At.Equal(at) {
			t.Errorf("kept %+v", kept)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestFileCutShortUnderARunningStoreIsAnErrorNotACrash(t *testing.T) {
	s := openIn(t, t.TempDir())
	storetest.Fill(t, s)
	if err := os.Truncate(s.path, 2*int64(os.Getpagesize())); err != nil {
		t.Fatal(err)
	}
	err := s.View(context.Background(), func(r store.Reader) error {
		_, err := r.NextUpdate()
		return err
	})
	if !errors.Is(err, store.ErrCorrupt) {
		t.Errorf("View returns %v, want ErrCorrupt", err)
	}
	problems, err := s.Check(context.Background(), true)
	if err != nil && !errors.Is(err, store.ErrCorrupt) || err == nil && len(problems) == 0 {
		t.Errorf("Check returns %v, %v", problems, err)
	}
}

func TestPanicOfTheCallerPassesAndLeavesTheStoreUsable(t *testing.T) {
	s := openIn(t, t.TempDir())
	func() {
		defer func() {
			if recover() != "mine" {
				t.Error("the panic did not pass")
			}
		}()
		s.Update(context.Background(), func(store.Tx) error { panic("mine") })
	}()
	if err := s.Update(context.Background(), func(tx store.Tx) error { return tx.SetOffset(1) }); err != nil {
		t.Error(err)
	}
}
