// Command bot is chutri: it serves Telegram, or opens the same conversation on a terminal, and does what whoever runs it
// needs from a shell.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
