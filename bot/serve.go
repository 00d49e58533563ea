package main

import (
	"fmt"
	"os"
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
		return err
	}
	defer app.Close()
	s.log.Info("started", "version", version(), "data", s.config.DataDir, "process", os.Getpid())
	err = app.Serve(s.ctx)
	s.log.Info("stopped")
	return err
}
