package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chutri/internal/chat"
	"chutri/store"
	"chutri/store/bolt"
)

// complaint runs a command that must fail and returns what it says.
func complaint(t *testing.T, folder string, arguments ...string) string {
	t.Helper()
	c := command(t, folder, nil, arguments...)
	said, _ := c.CombinedOutput()
	if code := c.ProcessState.ExitCode(); code != exitFailed {
		t.Errorf("bot %s ends with %d", strings.Join(arguments, " "), code)
	}
	return string(said)
}

func TestAnErrorTellsWhatIsDamagedAndWhatToDo(t *testing.T) {
	app, _ := opened(t)
	folder := app.config.DataDir
	m := chat.Message{Key: "1", Kind: chat.Text, Chat: chat.Chat{ID: 1001}, Author: chat.Person{ID: 1001}, ID: 1, Text: "/start", Addressed: true}
	if err := app.Store.Update(t.Context(), func(tx store.Tx) error { return app.handle(tx, m) }); err != nil {
		t.Fatal(err)
	}
	whole, err := app.backups.make(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	app.Close()
	bad := filepath.Join(folder, backupFolder, "chutri-20261116T060000Z.db")
	if err := os.WriteFile(bad, []byte("not a copy"), 0o600); err != nil {
		t.Fatal(err)
	}

	said := complaint(t, folder, "restore", bad)
	if !strings.Contains(said, "bản sao này không dùng được") || strings.Contains(said, "bị hỏng") {
		t.Errorf("a bad copy: %s", said)
	}
	output(t, folder, "", exitDone, "check")

	if err := os.WriteFile(bolt.File(folder), make([]byte, 32<<10), 0o600); err != nil {
		t.Fatal(err)
	}
	said = complaint(t, folder, "check")
	if strings.Count(said, "bot restore") != 1 || !strings.Contains(said, "bot restore "+whole) || strings.Contains(said, "restore a backup") {
		t.Errorf("a damaged store with a whole copy: %s", said)
	}
	if err := os.Remove(whole); err != nil {
		t.Fatal(err)
	}
	if said = complaint(t, folder, "check"); strings.Count(said, "bot restore") != 1 || !strings.Contains(said, "bot restore TỆP") {
		t.Errorf("a damaged store without a copy: %s", said)
	}
}
