package main

import (
	"errors"
	"fmt"
	"os"

	"chutri/internal/telegram"
	"chutri/store"
)

// serveCommand serves Telegram; without a token it opens the console chat.
type serveCommand struct{}

// Run runs until the program is told to stop.
func (serveCommand) Run(s *shell) error {
	if s.config.Token == "" {
		fmt.Fprintln(s.out, s.say.Plain("console.no_token", nil))
		return chatCommand{As: consoleRole}.Run(s)
	}
	plans, err := OpenPlans(s.config)
	if err != nil {
		return err
	}
	app, err := Open(s.config, plans, s.now, s.log)
	if err != nil {
		return ending(err)
	}
	defer app.Close()
	s.log.Info("started", "version", version(), "data", s.config.DataDir, "process", os.Getpid())
	err = app.Serve(s.ctx)
	s.log.Info("stopped")
	return ending(err)
}

// ending marks what no restart mends: a token that is not accepted, a wrong address, a store that cannot be trusted or read.
func ending(err error) error {
	for _, cause := range []error{telegram.ErrUnauthorized, telegram.ErrAddress, store.ErrCorrupt, store.ErrNewerSchema} {
		if errors.Is(err, cause) {
			return lasting{err}
		}
	}
	return err
}
