package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"
)

// serveHTTP answers whoever watches the program and, where there is a webhook, Telegram, until the context ends. There is
// nothing else to get here.
func (a *App) serveHTTP(ctx context.Context) error {
	listener, err := net.Listen("tcp", a.config.HTTPAddress)
	if err != nil {
		return fmt.Errorf("HTTP_ADDR: %w", err)
	}
	a.log.Info("http: listening", "address", listener.Addr().String())
	server := &http.Server{
		Handler: a.routes(), ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 10 * time.Second,
		IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10,
	}
	closed := make(chan struct{})
	go func() {
		defer close(closed)
		<-ctx.Done()
		closing, stop := context.WithTimeout(context.Background(), 2*time.Second)
		defer stop()
		server.Shutdown(closing)
	}()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("http: %w", err)
	}
	<-closed
	return nil
}

// routes are all that the port answers.
func (a *App) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", a.ready)
	mux.Handle("GET /metrics", a.metrics.handler())
	if address := a.config.webhook(); address != nil && a.transport != nil {
		mux.Handle("/", onlyAt(address.Path, a.transport.WebhookHandler(a.config.WebhookSecret)))
	}
	return mux
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
