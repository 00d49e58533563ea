package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"chutri/store"
)

// stalePoll is after how long without a successful poll the program no longer calls itself ready.
const stalePoll = 3 * time.Minute

// serveHTTP answers health checks until the context ends.
func (a *App) serveHTTP(ctx context.Context) error {
	listener, err := net.Listen("tcp", a.config.HTTPAddress)
	if err != nil {
		return fmt.Errorf("HTTP_ADDR: %w", err)
	}
	a.log.Info("http: listening", "address", listener.Addr().String())
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", a.ready)
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 10 * time.Second}
	go func() {
		<-ctx.Done()
		closing, stop := context.WithTimeout(context.Background(), 2*time.Second)
		defer stop()
		server.Shutdown(closing)
	}()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("http: %w", err)
	}
	return nil
}

// ready answers 200 while the store can be written and Telegram was heard from lately, 503 otherwise.
func (a *App) ready(w http.ResponseWriter, r *http.Request) {
	err := a.Store.Update(r.Context(), func(tx store.Tx) error {
		offset, err := tx.Offset()
		if err != nil {
			return err
		}
		return tx.SetOffset(offset)
	})
	switch {
	case err != nil:
		a.log.Error("http: the store cannot be written", "error", err)
		http.Error(w, "store: not writable", http.StatusServiceUnavailable)
	case a.transport != nil && a.now().Sub(a.transport.LastPoll()) > stalePoll:
		http.Error(w, "telegram: no answer lately", http.StatusServiceUnavailable)
	default:
		fmt.Fprintln(w, "ready")
	}
}

// healthCommand asks a running program for its health: for containers that have no other program inside.
type healthCommand struct{}

// Run succeeds when the program answers.
func (healthCommand) Run(s *shell) error {
	host, port, err := net.SplitHostPort(s.config.HTTPAddress)
	if err != nil {
		return err
	}
	if host == "" || host == "0.0.0.0" || host == "::" {
		host = "127.0.0.1"
	}
	client := &http.Client{Timeout: 3 * time.Second}
	response, err := client.Get("http://" + net.JoinHostPort(host, port) + "/healthz")
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("health: %s", response.Status)
	}
	return nil
}
