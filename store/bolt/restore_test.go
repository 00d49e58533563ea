package bolt

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chutri/store"
	"chutri/store/storetest"
)

// backedUp returns a backup of a filled store and what that holds.
func backedUp(t *testing.T) (path, holds string) {
	t.Helper()
	s := openIn(t, t.TempDir())
	storetest.Fill(t, s)
	holds = storetest.Dump(t, s)
	var copied bytes.Buffer
	if err := s.Backup(context.Background(), &copied); err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "backup.db")
	if err := os.WriteFile(path, copied.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path, holds
}

func TestBackupIsVerifiedAndRestored(t *testing.T) {
	backup, holds := backedUp(t)
	before, err := os.ReadFile(backup)
	if err != nil {
		t.Fatal(err)
	}
	if err := Verify(backup); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "new", "data")
	kept, err := Restore(backup, dir, noon)
	if kept != "" || err != nil {
		t.Fatalf("into an empty folder: kept %q, %v", kept, err)
	}
	if after, err := os.ReadFile(backup); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the backup was changed (%v)", err)
	}
	if got := storetest.Dump(t, openIn(t, dir)); got != holds {
		t.Errorf("restored\n%s\nwant\n%s", got, holds)
	}
}

func TestRestoreKeepsWhatItReplaces(t *testing.T) {
	backup, holds := backedUp(t)
	old := openIn(t, t.TempDir())
	err := old.Update(context.Background(), func(tx store.Tx) error { return tx.SetOffset(12345) })
	if err := errors.Join(err, old.Close()); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Dir(old.path)
	kept, err := Restore(backup, dir, noon)
	if err != nil || filepath.Base(kept) != "chutri-20261116T050000Z.db" {
		t.Fatalf("kept %q, %v", kept, err)
	}
	if got := storetest.Dump(t, openIn(t, dir)); got != holds {
		t.Errorf("restored\n%s\nwant\n%s", got, holds)
	}
	again := t.TempDir()
	if _, err := Restore(kept, again, noon); err != nil {
		t.Fatal(err)
	}
	if got := storetest.Dump(t, openIn(t, again)); !strings.Contains(got, "offset: 12345") {
		t.Errorf("what was kept holds\n%s", got)
	}
}

func TestRestoreKeepsADamagedFileToo(t *testing.T) {
	backup, _ := backedUp(t)
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, fileName), []byte("rubble"), 0o600); err != nil {
		t.Fatal(err)
	}
	kept, err := Restore(backup, dir, noon)
	if err != nil {
		t.Fatal(err)
	}
	if content, err := os.ReadFile(kept); string(content) != "rubble" {
		t.Errorf("kept %q, %v", content, err)
	}
	openIn(t, dir)
}

func TestRestoreThatFailsChangesNothing(t *testing.T) {
	backup, _ := backedUp(t)
	whole, err := os.ReadFile(backup)
	if err != nil {
		t.Fatal(err)
	}
	damagedBackup := filepath.Join(t.TempDir(), "damaged.db")
	if err := os.WriteFile(damagedBackup, bytes.Replace(whole, []byte("muối"), []byte("muốj"), -1), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, attempt := range map[string]struct {
		from    string
		running bool
		want    error
	}{
		"a damaged backup":  {damagedBackup, false, store.ErrCorrupt},
		"no backup":         {filepath.Join(t.TempDir(), "none"), false, os.ErrNotExist},
		"a running program": {backup, true, store.ErrLocked},
	} {
		path := filled(t)
		before, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if attempt.running {
			openIn(t, filepath.Dir(path))
		}
		kept, err := Restore(attempt.from, filepath.Dir(path), noon)
		if kept != "" || !errors.Is(err, attempt.want) {
			t.Errorf("%s: kept %q, %v, want %v", name, kept, err, attempt.want)
		}
		after, err := os.ReadFile(path)
		if err != nil || !bytes.Equal(before, after) {
			t.Errorf("%s: the store was changed (%v)", name, err)
		}
		if names, _ := os.ReadDir(filepath.Dir(path)); len(names) != 1 {
			t.Errorf("%s: the folder holds %v", name, names)
		}
	}
}

func TestRestoreNeverReplacesWhatItKeptBefore(t *testing.T) {
	backup, _ := backedUp(t)
	dir := filepath.Dir(filled(t))
	kept, err := Restore(backup, dir, noon)
	if err != nil {
		t.Fatal(err)
	}
	before, _ := os.ReadFile(kept)
	if _, err := Restore(backup, dir, noon); !errors.Is(err, os.ErrExist) {
		t.Errorf("a second restore at the same time returns %v", err)
	}
	if after, _ := os.ReadFile(kept); len(after) == 0 || !bytes.Equal(before, after) {
		t.Error("what was kept first is lost")
	}
}

func TestVerifyFindsAFlippedBitInAnyRecord(t *testing.T) {
	path := filled(t)
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := Verify(path); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"tg:3", "muối", "Trần Văn An", "2026-11-16", "chat không còn", "withdrawn", "unexpected end"} {
		places, found := 0, 0 // some of them are in pages that are not in use any more
		for at := bytes.Index(file, []byte(text)); at >= 0; places++ {
			damaged := bytes.Clone(file)
			damaged[at] ^= 1
			if err := os.WriteFile(path, damaged, 0o600); err != nil {
				t.Fatal(err)
			}
			if err := Verify(path); errors.Is(err, store.ErrCorrupt) {
				found++
			} else if err != nil {
				t.Errorf("%q at %d: %v", text, at, err)
			}
			next := bytes.Index(file[at+1:], []byte(text))
			if next < 0 {
				break
			}
			at += 1 + next
		}
		if found == 0 {
			t.Errorf("%q was damaged in %d places, none was found", text, places)
		}
	}
}
