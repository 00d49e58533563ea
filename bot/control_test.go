package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chutri/store"
	"chutri/store/bolt"
)

// torn is a store whose copy fails in the middle.
type torn struct{ store.Store }

func (torn) Backup(_ context.Context, to io.Writer) error {
	_, err := to.Write(make([]byte, 100_000))
	return errors.Join(err, errors.New("input/output error"))
}

// controlled serves an App's socket and returns the data folder.
func controlled(t *testing.T, app *App) string {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() { defer close(ended); app.serveControl(ctx) }()
	t.Cleanup(func() { stop(); <-ended })
	for deadline := time.Now().Add(patience); !exists(filepath.Join(app.config.DataDir, controlName)); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the socket never came")
		}
	}
	return app.config.DataDir
}

func TestACopyThatEndsInTheMiddleIsNoCopy(t *testing.T) {
	app, _ := opened(t)
	app.Store = torn{app.Store}
	var got bytes.Buffer
	if err := runningBackup(t.Context(), controlled(t, app), &got); err == nil {
		t.Errorf("%d bytes of a copy that failed were taken for the whole", got.Len())
	}
}

func TestACopyComesFromADeepFolderToo(t *testing.T) {
	app, _ := opened(t, "DATA_DIR="+filepath.Join(t.TempDir(), strings.Repeat("sâu/", 40)))
	folder := controlled(t, app)
	if info, err := os.Stat(filepath.Join(folder, controlName)); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("the socket is %v (%v)", info.Mode(), err)
	}
	file, err := os.Create(filepath.Join(t.TempDir(), "copy.db"))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(runningBackup(t.Context(), folder, file), file.Close(), bolt.Verify(file.Name())); err != nil {
		t.Error(err)
	}
}

func TestTheLogBlanksSecretsWhereverTheyStand(t *testing.T) {
	var out bytes.Buffer
	const token, hush = "123456:bi-mat", "bi_mat_cua_webhook_0123456789"
	for _, format := range []string{"text", "json"} {
		log := logger(Config{Token: token, WebhookSecret: hush, LogFormat: format}, &out)
		log.Error("at https://api/bot"+token+"/getMe", "error", fmt.Errorf("dial %s: %w", hush, errors.New(token)), slog.Group("in", "a", token), "any", []string{hush})
		log.With("kept", token).Warn("x")
	}
	if text := out.String(); strings.Contains(text, token) || strings.Contains(text, hush) || strings.Count(text, "***") < 10 {
		t.Errorf("the log has\n%s", text)
	}
}
