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
	"chutri/internal/assist/openai"
	"chutri/internal/plan"
	"chutri/internal/privacy"
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
	metrics   *metrics
	health    *health
	backups   *backups
	transport *telegram.Transport // nil without a token
	model     *openai.Model       // nil without an assistant
	wishes    chan handlers.Wish  // for the assistant
}

// Open opens the store and wires the parts together. The caller closes the App.
func Open(config Config, plans *Plans, now func() time.Time, log *slog.Logger) (*App, error) {
	if config.DatabaseURL != "" {
		return nil, errors.New("DATABASE_URL: this build keeps its data in DATA_DIR only; unset it")
	}
	counts := newMetrics()
	log = slog.New(countedLog{log.Handler(), counts.errors})
	if err := guardFolder(config.DataDir, log); err != nil {
		return nil, err
	}
	calendar, err := officeCalendar(config)
	if err != nil {
		return nil, err
	}
	opened, err := bolt.Open(config.DataDir, bolt.Options{Logger: log})
	if err != nil {
		return nil, err
	}
	kept := privacy.Over(measuredStore{opened, counts}, plans.Texts.In(texts.Languages[0]).Plain("privacy.forgotten", nil))
	a := &App{Plans: plans, Store: kept, config: config, now: now, log: log, metrics: counts, wishes: make(chan handlers.Wish, wishesWaiting)}
	options := handlers.Options{
		Register: plans.Register, Search: countedSearch{plans.Search, counts.questions}, Agencies: plans.Agencies, Texts: plans.Texts,
		Progress:     progress.New(plans.Register, plans.Agencies, matcher{plans.Search}),
		Coordinators: config.Coordinators, Zone: config.Zone, Now: now, Random: rand.Reader, Username: a.username, Log: log,
		Pace: config.Pace, Limited: func(outcome string) { counts.condensed.WithLabelValues(outcome).Inc() },
		Calendar: calendar, Files: fileMaker{plans.Register}, Wish: a.wish,
	}
	if options.Assistant, err = a.openAssistant(); err != nil {
		kept.Close()
		return nil, err
	}
	a.Handlers = handlers.New(options)
	if config.Token != "" {
		a.transport = telegram.New(telegram.Options{
			Token: config.Token, API: config.APIURL, Store: kept, Handle: a.handle, Prepare: a.prepare, Unstored: a.unstored, Clock: now, Logger: log,
		})
	}
	a.watch()
	return a, nil
}

// watch wires what looks after the program itself.
func (a *App) watch() {
	a.health = &health{store: a.Store, now: a.now}
	replied := func() {}
	if a.transport != nil {
		a.health.contact, a.health.robbed, replied = a.transport.LastPoll, a.transport.Robbed, a.transport.Wake
	}
	a.health.publish(a.metrics)
	a.backups = &backups{
		store: a.Store, data: a.config.DataDir, keep: a.config.KeepBackups, now: a.now, zone: a.config.Zone,
		texts: a.Texts, log: a.log, metrics: a.metrics, asked: make(chan struct{}, 1), replied: replied,
	}
	a.metrics.gauge("backup_age_seconds", "Age of the newest backup in the data folder; very large if there is none.", func() float64 {
		return a.now().Sub(a.backups.last()).Seconds()
	})
}

// Close releases the store.
func (a *App) Close() error {
	if a.model != nil {
		a.model.Close()
	}
	return a.Store.Close()
}

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
	if ctx.Err() != nil {
		return nil // told to stop before it began
	}
	if err != nil {
		return fmt.Errorf("set the command menu: %w", err)
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	served := make(chan error, 2)
	for _, part := range []func(context.Context) error{a.serveHTTP, a.fetchFiles} {
		go func() {
			err := part(ctx)
			if err != nil {
				stop(err)
			}
			served <- err
		}()
	}
	go a.forget(ctx)
	go a.backups.run(ctx)
	go a.watchClock(ctx)
	go a.serveControl(ctx)
	go a.helpWherever(ctx)
	if address := a.config.webhook(); address != nil {
		err = a.transport.RunWebhook(ctx, telegram.Webhook{URL: address.String(), Secret: a.config.WebhookSecret})
	} else {
		err = a.transport.Run(ctx)
	}
	stop(nil)
	return errors.Join(err, <-served, <-served)
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

// quiet returns the log for a terminal on which people talk: only what is wrong, unless more was asked for.
func (s *shell) quiet() *slog.Logger {
	config := s.config
	if config.LogLevel == slog.LevelInfo {
		config.LogLevel = slog.LevelWarn
	}
	return logger(config, s.err)
}

// logger returns the program's log on standard error.
func logger(config Config, to io.Writer) *slog.Logger {
	options := &slog.HandlerOptions{Level: config.LogLevel, ReplaceAttr: redact(config.Token, config.WebhookSecret, config.OpenAIKey)}
	if config.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(to, options))
	}
	return slog.New(slog.NewTextHandler(to, options))
}
