package main

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"chutri/internal/chat"
	"chutri/internal/search"
)

// metrics counts what the program does. No label says who or where: not a person, a chat, a text or an agency.
type metrics struct {
	registry  *prometheus.Registry
	updates   *prometheus.CounterVec // by kind of message
	lag       prometheus.Histogram
	replies   *prometheus.CounterVec // by outcome
	commits   prometheus.Histogram
	errors    *prometheus.CounterVec // by part of the program and level
	questions *prometheus.CounterVec // by outcome
	condensed *prometheus.CounterVec // by what became of the message
	backups   *prometheus.CounterVec // by outcome
}

func newMetrics() *metrics {
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Name: "chutri_" + name, Help: help}, labels)
	}
	histogram := func(name, help string, first float64) prometheus.Histogram {
		return prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "chutri_" + name, Help: help, Buckets: prometheus.ExponentialBuckets(first, 4, 9),
		})
	}
	m := &metrics{
		registry:  prometheus.NewRegistry(),
		updates:   counter("updates_total", "Updates handled, by kind.", "kind"),
		lag:       histogram("update_lag_seconds", "Time from a message's being written until it is handled.", 0.25),
		replies:   counter("replies_total", "Replies, by what became of them.", "outcome"),
		commits:   histogram("commit_seconds", "Time of a transaction, from asking for it until it is on the disk.", 0.0005),
		errors:    counter("errors_total", "Warnings and errors in the log, by part of the program.", "kind", "level"),
		questions: counter("questions_total", "Questions who leads a task, by outcome.", "outcome"),
		condensed: counter("limited_total", "Messages above a person's rate.", "outcome"),
		backups:   counter("backups_total", "Backups, by outcome.", "outcome"),
	}
	m.registry.MustRegister(m.updates, m.lag, m.replies, m.commits, m.errors, m.questions, m.condensed, m.backups,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// gauge publishes what a function returns at the moment of the scrape.
func (m *metrics) gauge(name, help string, value func() float64) {
	m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "chutri_" + name, Help: help}, value))
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{MaxRequestsInFlight: 2, Timeout: 5 * time.Second})
}

// took counts an update that is handled now.
func (m *metrics) took(message chat.Message, now time.Time) {
	m.updates.WithLabelValues(string(message.Kind)).Inc()
	if lag := now.Sub(message.Time); !message.Time.IsZero() && message.Kind != chat.Edit && lag >= 0 {
		m.lag.Observe(lag.Seconds())
	}
}

// countedSearch counts what becomes of questions.
type countedSearch struct {
	*search.Index
	questions *prometheus.CounterVec
}

// Find finds the tasks that a question is about.
func (s countedSearch) Find(question string) search.Result {
	result := s.Index.Find(question)
	s.questions.WithLabelValues(string(result.Outcome)).Inc()
	return result
}

// logKinds are the parts of the program whose messages begin with their name and a colon.
var logKinds = map[string]bool{"telegram": true, "http": true, "store": true, "backup": true, "remind": true, "assist": true}

// countedLog counts warnings and errors on their way into the log.
type countedLog struct {
	slog.Handler
	errors *prometheus.CounterVec
}

// Handle implements slog.Handler.
func (l countedLog) Handle(ctx context.Context, record slog.Record) error {
	if record.Level >= slog.LevelWarn {
		kind, _, _ := strings.Cut(record.Message, ":")
		if !logKinds[kind] {
			kind = "other"
		}
		l.errors.WithLabelValues(kind, strings.ToLower(record.Level.String())).Inc()
	}
	return l.Handler.Handle(ctx, record)
}

// WithAttrs implements slog.Handler.
func (l countedLog) WithAttrs(attrs []slog.Attr) slog.Handler {
	return countedLog{l.Handler.WithAttrs(attrs), l.errors}
}

// WithGroup implements slog.Handler.
func (l countedLog) WithGroup(name string) slog.Handler {
	return countedLog{l.Handler.WithGroup(name), l.errors}
}
