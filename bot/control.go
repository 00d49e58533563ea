package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// controlName is the socket in the data folder by which a command of the same machine gets a copy of the store from the running
// program, which has the store locked. Whoever may enter the folder may read the store anyway.
const controlName = "bot.sock"

// serveControl answers on the socket until the context ends. Where the system has no such sockets the program runs without.
func (a *App) serveControl(ctx context.Context) {
	path := filepath.Join(a.config.DataDir, controlName)
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		a.log.Warn("the socket for commands cannot be made", "error", err)
		return
	}
	dir, err := os.Open(a.config.DataDir)
	if err != nil {
		a.log.Warn("the socket for commands cannot be made", "error", err)
		return
	}
	defer dir.Close()
	listener, err := net.Listen("unix", short(dir, path))
	if err != nil {
		a.log.Warn("the socket for commands cannot be made", "error", err)
		return
	}
	os.Chmod(path, 0o600)
	defer os.Remove(path)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /backup", func(w http.ResponseWriter, r *http.Request) {
		if err := a.Store.Backup(r.Context(), w); err != nil {
			a.log.Warn("backup: a command's copy was not finished", "error", err)
			panic(http.ErrAbortHandler) // so that the other side does not take a part for the whole
		}
	})
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second, IdleTimeout: time.Second}
	stop := context.AfterFunc(ctx, func() { server.Close() })
	defer stop()
	server.Serve(listener)
}

// runningBackup copies the store of the program that runs in a data folder.
func runningBackup(ctx context.Context, folder string, to io.Writer) error {
	dir, err := os.Open(folder)
	if err != nil {
		return err
	}
	defer dir.Close()
	address := short(dir, filepath.Join(folder, controlName))
	client := &http.Client{Transport: &http.Transport{
		DisableKeepAlives: true,
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return new(net.Dialer).DialContext(ctx, "unix", address)
		},
	}}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://bot/backup", nil)
	if err != nil {
		return err
	}
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("the running program answers %s", response.Status)
	}
	_, err = io.Copy(to, response.Body)
	return err
}

// short names a socket in an open folder by a path that the system takes, for it allows a hundred characters.
func short(dir *os.File, path string) string {
	if len(path) < 100 {
		return path
	}
	return strings.Join([]string{"/proc/self/fd", fmt.Sprint(dir.Fd()), controlName}, "/")
}
