package main

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"strings"
	"time"

	"chutri/handlers"

	"github.com/caarlos0/env/v11"
)

// Config is what the environment says. README.md documents each name.
type Config struct {
	Token         string     `env:"TELEGRAM_BOT_TOKEN"`
	APIURL        string     `env:"TELEGRAM_API_URL" envDefault:"https://api.telegram.org"`
	DataDir       string     `env:"DATA_DIR" envDefault:"./data"`
	DatabaseURL   string     `env:"DATABASE_URL"`
	Coordinators  []int64    `env:"COORDINATORS"`
	TimeZone      string     `env:"TZ" envDefault:"Asia/Ho_Chi_Minh"`
	HTTPAddress   string     `env:"HTTP_ADDR" envDefault:"127.0.0.1:8080"`
	WebhookURL    string     `env:"WEBHOOK_URL"`
	WebhookSecret string     `env:"WEBHOOK_SECRET"`
	KeepBackups   int        `env:"BACKUP_KEEP" envDefault:"7"`
	OpenAIKey     string     `env:"OPENAI_API_KEY"`
	OpenAIBaseURL string     `env:"OPENAI_BASE_URL"`
	OpenAIModel   string     `env:"OPENAI_MODEL" envDefault:"gpt-4.1-mini"`
	LogLevel      slog.Level `env:"LOG_LEVEL" envDefault:"info"`
	LogFormat     string     `env:"LOG_FORMAT" envDefault:"text"`
	Language      string     `env:"LANG"`
	StayDown      bool       `env:"STAY_DOWN"`

	Zone *time.Location `env:"-"` // of TimeZone
	Pace handlers.Pace  `env:"-"` // how fast one person may write
}

// readConfig reads and validates the given environment ("NAME=value").
func readConfig(environment []string) (Config, error) {
	c := Config{Pace: handlers.DefaultPace}
	err := env.ParseWithOptions(&c, env.Options{Environment: env.ToMap(environment)})
	if err != nil {
		var parse env.AggregateError
		if errors.As(err, &parse) {
			return c, fmt.Errorf("environment: %w", errors.Join(parse.Errors...))
		}
		return c, fmt.Errorf("environment: %w", err)
	}
	return c, c.Validate()
}

// Validate reports everything in the configuration that cannot be, by the name of its variable, and fills in Zone.
func (c *Config) Validate() error {
	var problems []error
	fail := func(name, format string, args ...any) {
		problems = append(problems, fmt.Errorf("%s: %s", name, fmt.Sprintf(format, args...)))
	}
	zone, err := time.LoadLocation(strings.TrimPrefix(c.TimeZone, ":"))
	if err != nil || c.TimeZone == "" {
		fail("TZ", "no time zone %q; want a name such as Asia/Ho_Chi_Minh", c.TimeZone)
	}
	c.Zone = zone
	if c.DataDir == "" {
		fail("DATA_DIR", "is empty")
	}
	if u, err := url.Parse(c.APIURL); err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		fail("TELEGRAM_API_URL", "%q is no http address", c.APIURL)
	}
	c.APIURL = strings.TrimRight(c.APIURL, "/")
	if strings.ContainsAny(c.Token, " /?#\t\n") {
		fail("TELEGRAM_BOT_TOKEN", "holds a character that no token has")
	}
	if _, _, err := net.SplitHostPort(c.HTTPAddress); err != nil {
		fail("HTTP_ADDR", "%q is no host:port", c.HTTPAddress)
	}
	if name, err := c.validateWebhook(); err != nil {
		fail(name, "%v", err)
	}
	if name, err := c.validateAssistant(); err != nil {
		fail(name, "%v", err)
	}
	if c.KeepBackups < 1 {
		fail("BACKUP_KEEP", "%d; want at least 1", c.KeepBackups)
	}
	if c.LogFormat != "text" && c.LogFormat != "json" {
		fail("LOG_FORMAT", "%q; want text or json", c.LogFormat)
	}
	for _, person := range c.Coordinators {
		if person <= 0 {
			fail("COORDINATORS", "%d is no person's id", person)
		}
	}
	return errors.Join(problems...)
}
