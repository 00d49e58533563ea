package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"chutri/handlers"
	"chutri/internal/agencies"
	"chutri/internal/plan"
	"chutri/internal/progress"
	"chutri/internal/search"
	"chutri/internal/telegram"
	"chutri/internal/texts"
	"chutri/seeds"
	"chutri/store"
	"chutri/store/bolt"
)

// Plans is what the program knows without a store: the plans' data and what finds and reads things in them.
type Plans struct {
	Register *plan.Register
	Agencies *agencies.Finder
	Search   *search.Index
	Texts    *texts.Catalog
}

// OpenPlans loads the data that the program carries, with the successors that the office's file in the data folder names.
func OpenPlans(config Config) (*Plans, error) {
	data, err := seeds.Default()
	if err != nil {
		return nil, err
	}
	register, err := officeRegister(data.Register, filepath.Join(config.DataDir, seeds.SuccessorsFile))
	if err != nil {
		return nil, err
	}
	catalog, err := texts.Load()
	if err != nil {
		return nil, err
	}
	synonyms := search.Synonyms{Groups: data.Synonyms.Groups}
	for _, a := range data.Synonyms.Abbreviations {
		synonyms.Abbreviations = append(synonyms.Abbreviations, [2]string{a.Short, a.Long})
	}
	finder := agencies.New(register.Agencies)
	return &Plans{
		Register: register, Agencies: finder, Texts: catalog, Search: search.New(register, finder, synonyms),
	}, nil
}

// officeRegister returns the register with the successors of a file, or as it is where there is no such file.
func officeRegister(register *plan.Register, path string) (*plan.Register, error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return register, nil
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	changed, err := seeds.WithSuccessors(register, file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return changed, nil
}

// App is the running program: the only place that knows all parts.
type App struct {
	*Plans
	Store    store.Store
	Handlers *handlers.Handler

	config    Config
	now       func() time.Time
	log       *slog.Logger
	transport *telegram.Transport // nil without a token
}

// Open opens the store and wires the parts together. The caller closes the App.
func Open(config Config, plans *Plans, now func() time.Time, log *slog.Logger) (*App, error) {
	if config.DatabaseURL != "" {
		return nil, errors.New("DATABASE_URL: this build keeps its data in DATA_DIR only; unset it")
	}
	kept, err := bolt.Open(config.DataDir, bolt.Options{Logger: log})
	if err != nil {
		return nil, err
	}
	a := &App{Plans: plans, Store: kept, config: config, now: now, log: log}
	a.Handlers = handlers.New(handlers.Options{
		Register: plans.Register, Search: plans.Search, Agencies: plans.Agencies, Texts: plans.Texts,
		Progress:     progress.New(plans.Register, plans.Agencies, matcher{plans.Search}),
		Coordinators: config.Coordinators, Zone: config.Zone, Now: now, Random: rand.Reader, Username: a.username, Log: log,
	})
	if config.Token != "" {
		a.transport = telegram.New(telegram.Options{
			Token: config.Token, API: config.APIURL, Store: kept, Handle: a.handle, Clock: now, Logger: log,
		})
	}
	return a, nil
}

// Close releases the store.
func (a *App) Close() error { return a.Store.Close() }

func (a *App) username() string {
	if a.transport == nil {
		return ""
	}
	return a.transport.Username()
}

// Serve serves Telegram until the context ends.
func (a *App) Serve(ctx context.Context) error {
	err := a.Store.Update(ctx, func(tx store.Tx) error {
		step := store.Step{Key: fmt.Sprintf("menu:%d", a.now().UnixNano()), At: a.now()}
		for _, reply := range a.Handlers.DefaultMenus() {
			step.Replies = append(step.Replies, store.Outgoing{Reply: reply, At: a.now()})
		}
		_, err := tx.Apply(step)
		return err
	})
	if err != nil {
		return fmt.Errorf("set the command menu: %w", err)
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	served := make(chan error, 1)
	go func() {
		err := a.serveHTTP(ctx)
		if err != nil {
			stop(err)
		}
		served <- err
	}()
	go a.forget(ctx)
	err = a.transport.Run(ctx)
	stop(nil)
	return errors.Join(err, <-served)
}

// How long the keys of handled updates are kept, and how often old ones are removed. Telegram repeats an update for a
// day at most and may restart its numbers after a week.
const (
	keyTime    = 6 * 24 * time.Hour
	forgetting = time.Hour
)

// forget removes what is only needed for a while.
func (a *App) forget(ctx context.Context) {
	tick := time.NewTicker(forgetting)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			err := a.Store.Update(ctx, func(tx store.Tx) error { return tx.Forget(a.now().Add(-keyTime)) })
			if err != nil && ctx.Err() == nil {
				a.log.Error("cannot remove old keys", "error", err)
			}
		}
	}
}

// matcher lets the message reader use the search.
type matcher struct{ index *search.Index }

// Match finds the tasks that a report without an id may be about, best first.
func (m matcher) Match(text string, among func(plan.Task) bool) []progress.Candidate {
	var found []progress.Candidate
	for _, c := range m.index.Match(text, among) {
		found = append(found, progress.Candidate{Task: c.Task, Score: c.Score})
	}
	return found
}

// logger returns the program's log on standard error.
func logger(config Config, to io.Writer) *slog.Logger {
	options := &slog.HandlerOptions{Level: config.LogLevel, ReplaceAttr: redact(config.Token)}
	if config.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(to, options))
	}
	return slog.New(slog.NewTextHandler(to, options))
}
