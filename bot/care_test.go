package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chutri/internal/chat"
	"chutri/store"
	"chutri/store/bolt"
)

// opened is a program without Telegram whose clock the test moves.
func opened(t *testing.T, environment ...string) (*App, *time.Time) {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "data")
	config, err := readConfig(append([]string{"DATA_DIR=" + folder, "COORDINATORS=1001"}, environment...))
	if err != nil {
		t.Fatal(err)
	}
	plans, err := OpenPlans(config)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, time.November, 16, 12, 0, 0, 0, config.Zone)
	app, err := Open(config, plans, func() time.Time { return now }, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { app.Close() })
	return app, &now
}

// stuck is a store that cannot be written.
type stuck struct{ store.Store }

func (stuck) Update(context.Context, func(store.Tx) error) error {
	return errors.New("read-only file system")
}

func TestReadyzTellsWhatIsWrong(t *testing.T) {
	app, now := opened(t)
	ask := func() (int, string) {
		answer := httptest.NewRecorder()
		app.ready(answer, httptest.NewRequest("GET", "/readyz", nil))
		return answer.Code, answer.Body.String()
	}
	if code, text := ask(); code != 200 {
		t.Errorf("a good state: %d %s", code, text)
	}
	heard := *now
	app.health.contact = func() time.Time { return heard }
	*now = now.Add(staleContact + time.Second)
	if code, text := ask(); code != 503 || !strings.Contains(text, "telegram") {
		t.Errorf("without a word of Telegram: %d %s", code, text)
	}
	heard = *now
	robbed := true
	app.health.robbed = func() bool { return robbed }
	if code, text := ask(); code != 503 || !strings.Contains(text, "takes the updates") {
		t.Errorf("while somebody else takes the updates: %d %s", code, text)
	}
	robbed = false
	err := app.Store.Update(context.Background(), func(tx store.Tx) error {
		_, err := tx.Apply(store.Step{Key: "1", At: *now, Replies: []store.Outgoing{{At: *now, Reply: chat.Reply{Chat: 7, Text: "x"}}}})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	*now = now.Add(staleReply + time.Minute)
	heard = *now
	if code, text := ask(); code != 503 || !strings.Contains(text, "outbox") {
		t.Errorf("with an old reply: %d %s", code, text)
	}
	app.health.store = stuck{app.Store}
	*now = now.Add(time.Minute)
	if code, text := ask(); code != 503 || !strings.Contains(text, "store") {
		t.Errorf("with a store that cannot be written: %d %s", code, text)
	}
}

func TestOneBackupADayAndTheLastAreKept(t *testing.T) {
	app, now := opened(t, "BACKUP_KEEP=3")
	b := app.backups
	for range 5 {
		if !b.due() {
			t.Errorf("no copy is due on %v", *now)
		}
		if _, err := b.make(t.Context()); err != nil {
			t.Fatal(err)
		}
		if b.due() {
			t.Errorf("a second copy is due on %v", *now)
		}
		*now = now.AddDate(0, 0, 1)
	}
	names := b.list()
	if len(names) != 3 || !strings.Contains(names[2], "20261120") {
		t.Errorf("kept %v", names)
	}
	for _, name := range names {
		if err := bolt.Verify(name); err != nil {
			t.Error(err)
		}
	}
	*now = time.Date(2026, time.November, 22, 0, 30, 0, 0, app.config.Zone)
	if b.due() {
		t.Error("a copy is due in the first hour of the day")
	}
	for range 2 { // within one second
		if _, err := b.make(t.Context()); err != nil {
			t.Error(err)
		}
	}
}

func TestAFailedBackupIsToldAndTheOthersStay(t *testing.T) {
	app, now := opened(t)
	b := app.backups
	kept, err := b.make(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	*now = now.AddDate(0, 0, 1)
	failing := *b
	failing.store = broken{app.Store}
	if _, err := failing.make(t.Context()); err == nil {
		t.Fatal("a half copy was taken for a backup")
	}
	parts, _ := filepath.Glob(filepath.Join(filepath.Dir(kept), ".*"))
	if names := b.list(); len(names) != 1 || len(parts) != 0 {
		t.Errorf("the folder holds %v and %v", names, parts)
	}
	m := chat.Message{Key: "1", Kind: chat.Text, Chat: chat.Chat{ID: 1001}, Author: chat.Person{ID: 1001}, ID: 1, Text: "/saoluu", Addressed: true}
	if err := app.Store.Update(t.Context(), func(tx store.Tx) error { return app.handle(tx, m) }); err != nil {
		t.Fatal(err)
	}
	for range 2 { // asked once, answered once
		if err := failing.answer(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	var texts []string
	app.Store.View(t.Context(), func(r store.Reader) error {
		return r.Pending(nil, func(o store.Outgoing) bool { texts = append(texts, o.Reply.Text); return true })
	})
	if len(texts) != 2 || !strings.Contains(texts[1], "không thành") {
		t.Errorf("the coordinator is told %q", texts)
	}
}

// broken is a store whose copy ends in the middle.
type broken struct{ store.Store }

func (b broken) Backup(ctx context.Context, to io.Writer) error {
	_, err := to.Write(make([]byte, 10_000))
	return err
}

func TestTheDataFolderIsClosedToOthers(t *testing.T) {
	log := slog.New(slog.DiscardHandler)
	empty, shared := t.TempDir(), t.TempDir()
	os.WriteFile(filepath.Join(shared, "somebody's"), nil, 0o644)
	for _, folder := range []string{empty, shared} {
		if err := errors.Join(os.Chmod(folder, 0o755), guardFolder(folder, log)); err != nil {
			t.Fatal(err)
		}
	}
	if info, err := os.Stat(empty); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("an empty folder stays %v (%v)", info.Mode(), err)
	}
	if info, err := os.Stat(shared); err != nil || info.Mode().Perm() != 0o755 {
		t.Errorf("a folder with other things became %v (%v)", info.Mode(), err)
	}
	kept, err := bolt.Open(empty, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	kept.Close()
	if err := errors.Join(os.Chmod(empty, 0o777), os.Chmod(bolt.File(empty), 0o644), guardFolder(empty, log)); err != nil {
		t.Fatal(err)
	}
	folder, _ := os.Stat(empty)
	file, _ := os.Stat(bolt.File(empty))
	if folder.Mode().Perm() != 0o700 || file.Mode().Perm() != 0o600 {
		t.Errorf("folder %v, store %v", folder.Mode(), file.Mode())
	}
	app, _ := opened(t)
	if info, err := os.Stat(app.config.DataDir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("a new folder is %v (%v)", info.Mode(), err)
	}
}

func TestWhatIsOnlyNeededForAWhileGoes(t *testing.T) {
	app, now := opened(t)
	at := *now
	err := app.Store.Update(t.Context(), func(tx store.Tx) error {
		_, err := tx.Apply(store.Step{
			Key: "old", At: at, Session: &store.Session{Chat: 7, Person: 7, Data: []byte("{}"), Expires: at},
			Replies: []store.Outgoing{{At: at, Reply: chat.Reply{Chat: 7, Text: "x"}}},
		})
		return errors.Join(err, tx.Bury(1, "x", at))
	})
	if err != nil {
		t.Fatal(err)
	}
	look := func() (applied bool, letters int, session error) {
		app.Store.View(t.Context(), func(r store.Reader) error {
			applied, _ = r.Applied("old")
			dead, _ := r.DeadLetters(10)
			letters = len(dead)
			_, session = r.Session(7, 7)
			return nil
		})
		return applied, letters, session
	}
	for _, c := range []struct {
		days    int
		applied bool
		letters int
	}{{5, true, 1}, {7, false, 1}, {91, false, 0}} {
		*now = at.AddDate(0, 0, c.days)
		if err := app.forgetOnce(t.Context()); err != nil {
			t.Fatal(err)
		}
		applied, letters, session := look()
		if applied != c.applied || letters != c.letters || (session == nil) != c.applied {
			t.Errorf("after %d days: key %v, %d letters, session %v", c.days, applied, letters, session)
		}
	}
}
