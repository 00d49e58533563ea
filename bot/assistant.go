package main

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"chutri/handlers"
	"chutri/internal/assist"
	"chutri/internal/assist/openai"
	"chutri/store"
)

const (
	assistantFile = "assistant.jsonl" // of the data folder: what was sent
	wishesWaiting = 100               // beyond which a wish is forgotten
	wishesAtOnce  = 2
	wishTime      = 3*assist.DefaultLimit + time.Second // for all that one wish takes
)

// openAssistant returns an assistant with the language model that the configuration names, nil for none.
func (a *App) openAssistant() (handlers.Assistant, error) {
	if a.config.OpenAIKey == "" {
		return nil, nil
	}
	journal, err := assist.OpenJournal(filepath.Join(a.config.DataDir, assistantFile), a.config.Zone, a.now())
	if err != nil {
		return nil, err
	}
	a.model = openai.New(a.config.OpenAIKey, a.config.OpenAIBaseURL, a.config.OpenAIModel)
	assistant := assist.New(assist.Options{Model: a.model, Journal: journal, Now: a.now, Log: a.log})
	a.metrics.gauge("assistant_tokens", "Tokens that the assistant has used today.", func() float64 {
		_, tokens := assistant.Sent()
		return float64(tokens)
	})
	return assistant, nil
}

// wish takes note of a wish for the assistant. Where too many wait already it is forgotten.
func (a *App) wish(w handlers.Wish) {
	select {
	case a.wishes <- w:
	default:
		a.log.Warn("assist: too many wishes wait; one is forgotten")
	}
}

// helpWherever fulfils wishes until the context ends. A slow model holds up nothing but other wishes.
func (a *App) helpWherever(ctx context.Context) {
	var running sync.WaitGroup
	for range wishesAtOnce {
		running.Go(func() {
			for {
				select {
				case w := <-a.wishes:
					a.help(ctx, w)
				case <-ctx.Done():
					return
				}
			}
		})
	}
	running.Wait()
}

// helpAll fulfils the wishes that wait, one after the other.
func (a *App) helpAll(ctx context.Context) {
	for {
		select {
		case w := <-a.wishes:
			a.help(ctx, w)
		default:
			return
		}
	}
}

// help fulfils one wish: it asks the assistant, and only then begins the transaction that shows what came of it.
func (a *App) help(ctx context.Context, w handlers.Wish) {
	defer func() {
		if p := recover(); p != nil {
			a.log.Error("assist: panic", "update", w.Key, "panic", p, "stack", string(debug.Stack()))
		}
	}()
	build := a.guess(ctx, w)
	if build == nil || ctx.Err() != nil {
		return
	}
	applied := false
	err := a.Store.Update(ctx, func(tx store.Tx) error {
		answered, err := tx.Applied(w.Key)
		if err != nil || !answered { // its transaction failed: the message comes again, and with it the wish
			return err
		}
		step, err := build(tx)
		if err != nil || len(step.Events)+len(step.Replies) == 0 {
			return err
		}
		applied, err = tx.Apply(step)
		return err
	})
	switch {
	case err != nil && ctx.Err() == nil:
		a.log.Error("assist: the help cannot be shown", "update", w.Key, "error", err)
	case applied && a.transport != nil:
		a.transport.Wake()
	}
}

func (a *App) guess(ctx context.Context, w handlers.Wish) func(store.Reader) (store.Step, error) {
	ctx, cancel := context.WithTimeout(ctx, wishTime)
	defer cancel()
	return a.Handlers.Help(ctx, w)
}

// validateAssistant reports what is wrong with the settings of the assistant, by the name of the variable.
func (c Config) validateAssistant() (name string, problem error) {
	if c.OpenAIKey == "" || c.OpenAIBaseURL == "" {
		return "", nil
	}
	address, err := url.Parse(c.OpenAIBaseURL)
	switch {
	case err != nil || address.Host == "" || address.User != nil || address.RawQuery != "" || address.Fragment != "":
		return "OPENAI_BASE_URL", errors.New("want an address like http://127.0.0.1:11434/v1")
	case address.Scheme != "https" && !(address.Scheme == "http" && isNear(address.Hostname())):
		return "OPENAI_BASE_URL", fmt.Errorf("want https: what people ask must not cross the internet in the open")
	}
	return "", nil
}

// isNear reports whether a host is on this machine or in the office's own network.
func isNear(host string) bool {
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return !strings.Contains(host, ".")
	}
	return ip.IsLoopback() || ip.IsPrivate() || ip.IsLinkLocalUnicast()
}
