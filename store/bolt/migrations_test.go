package bolt

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"

	"chutri/store"
	"chutri/store/storetest"
)

// longer are the migrations of a later program: one that adds a bucket, one that writes into it.
var longer = append(append([]migration(nil), migrations...),
	func(tx *bbolt.Tx) error { _, err := tx.CreateBucket([]byte("later")); return err },
	func(tx *bbolt.Tx) error { return tx.Bucket([]byte("later")).Put([]byte("k"), []byte("v")) },
)

func TestMigrationsRunInOrderAndKeepACopyBeforeEach(t *testing.T) {
	dir := filepath.Dir(filled(t))
	s, err := open(dir, Options{}, longer)
	if err != nil {
		t.Fatal(err)
	}
	holds := storetest.Dump(t, s)
	s.db.View(func(tx *bbolt.Tx) error {
		version, err := schema(tx)
		if version != len(longer) || err != nil || string(tx.Bucket([]byte("later")).Get([]byte("k"))) != "v" {
			t.Errorf("version %d, %v", version, err)
		}
		return nil
	})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := Verify(filepath.Join(dir, "chutri-schema-1.db")); err != nil {
		t.Errorf("the copy before the first migration: %v", err)
	}
	if err := Verify(filepath.Join(dir, "chutri-schema-2.db")); !errors.Is(err, store.ErrNewerSchema) {
		t.Errorf("the copy before the second migration: %v", err)
	}
	restored := t.TempDir()
	if _, err := Restore(filepath.Join(dir, "chutri-schema-1.db"), restored, noon); err != nil {
		t.Fatal(err)
	}
	if got := storetest.Dump(t, openIn(t, restored)); got != holds {
		t.Errorf("the copy holds\n%s\nwant\n%s", got, holds)
	}
}

func TestMigrationThatFailsLeavesTheFileAsItWas(t *testing.T) {
	path := filled(t)
	broken := errors.New("broken")
	failing := append(longer[:2:2], func(tx *bbolt.Tx) error {
		return errors.Join(tx.DeleteBucket([]byte("later")), broken)
	})
	for range 2 {
		if _, err := open(filepath.Dir(path), Options{}, failing); !errors.Is(err, broken) {
			t.Fatalf("Open returns %v", err)
		}
	}
	s, err := open(filepath.Dir(path), Options{}, longer)
	if err != nil {
		t.Fatalf("after the failure: %v", err)
	}
	s.Close()
}

func TestNewerSchemaIsRefused(t *testing.T) {
	dir := t.TempDir()
	s, err := open(dir, Options{}, longer)
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	before, _ := os.ReadFile(s.path)
	if _, err := Open(dir, Options{}); !errors.Is(err, store.ErrNewerSchema) {
		t.Errorf("Open returns %v, want ErrNewerSchema", err)
	}
	if after, _ := os.ReadFile(s.path); string(after) != string(before) {
		t.Error("the file was changed")
	}
}

func TestABoltFileOfAnotherProgramIsRefused(t *testing.T) {
	dir := t.TempDir()
	db, err := bbolt.Open(filepath.Join(dir, fileName), 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir, Options{}); !errors.Is(err, store.ErrCorrupt) {
		t.Errorf("Open returns %v, want ErrCorrupt", err)
	}
}

func TestAMissingBucketIsRefused(t *testing.T) {
	s := openIn(t, t.TempDir())
	if err := s.db.Update(func(tx *bbolt.Tx) error { return tx.DeleteBucket([]byte(cards.String())) }); err != nil {
		t.Fatal(err)
	}
	s.Close()
	if _, err := Open(filepath.Dir(s.path), Options{}); !errors.Is(err, store.ErrCorrupt) {
		t.Errorf("Open returns %v, want ErrCorrupt", err)
	}
	if err := Verify(s.path); !errors.Is(err, store.ErrCorrupt) {
		t.Errorf("Verify returns %v, want ErrCorrupt", err)
	}
}
