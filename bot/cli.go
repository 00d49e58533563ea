package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"time"

	"chutri/internal/texts"

	"github.com/alecthomas/kong"
)

// Exit codes of the program.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2 // also a service that trying again cannot bring to life: systemd does not restart it
)

// commandLine is what the program takes from the shell. The help texts stand in the catalogs.
type commandLine struct {
	Serve   serveCommand   `cmd:"" default:"1" hidden:"" help:"${help_serve}"`
	Chat    chatCommand    `cmd:"" help:"${help_chat}"`
	Ask     askCommand     `cmd:"" help:"${help_ask}"`
	Export  exportCommand  `cmd:"" help:"${help_export}"`
	Report  reportCommand  `cmd:"" help:"${help_report}"`
	Backup  backupCommand  `cmd:"" help:"${help_backup}"`
	Restore restoreCommand `cmd:"" help:"${help_restore}"`
	Check   checkCommand   `cmd:"" help:"${help_check}"`
	Version versionCommand `cmd:"" help:"${help_version}"`
	Health  healthCommand  `cmd:"" hidden:"" help:"${help_health}"`
}

// shell is what a command works with.
type shell struct {
	ctx     context.Context
	config  Config
	in      io.Reader
	out     io.Writer
	err     io.Writer
	now     func() time.Time
	log     *slog.Logger
	say     texts.Speaker
	catalog *texts.Catalog
}

// usageError is a mistake in the command line that kong does not know of.
type usageError struct{ error }

// lasting is an error that running the same again does not mend: somebody has to change something first.
type lasting struct{ error }

func (l lasting) Unwrap() error { return l.error }

// run runs one command of the program and returns its exit code.
func run(ctx context.Context, arguments []string, in io.Reader, out, errors io.Writer) int {
	catalog, err := texts.Load()
	if err != nil {
		fmt.Fprintln(errors, err)
		return exitFailed
	}
	config, configErr := readConfig(os.Environ())
	say := catalog.In(shellLanguage(config.Language))
	var line commandLine
	parser, err := kong.New(&line, kong.Name("bot"), kong.Description(say.Plain("help_program", nil)),
		kong.UsageOnError(), helpTexts(say), kong.Writers(out, errors), kong.Exit(func(code int) { panic(exit(code)) }))
	if err != nil {
		fmt.Fprintln(errors, err)
		return exitFailed
	}
	return guarded(func() int {
		chosen, err := parser.Parse(arguments)
		if err != nil {
			fmt.Fprintf(errors, "bot: %s\n%s\n", err, say.Plain("cli.help_hint", nil))
			return exitUsage
		}
		s := &shell{ctx: ctx, config: config, in: in, out: out, err: errors, now: time.Now, log: logger(config, errors), say: say, catalog: catalog}
		if err = configErr; err != nil {
			err = usageError{err}
		} else {
			err = chosen.Run(s)
		}
		code := s.report(err)
		if code == exitUsage && config.StayDown && chosen.Command() == "serve" {
			s.stayDown()
		}
		return code
	})
}

// stayDown waits to be stopped, where whoever runs the program starts it again whenever it ends, as a container does. Nothing is held
// meanwhile, so that the store can be checked and restored.
func (s *shell) stayDown() {
	fmt.Fprintf(s.err, "bot: %s\n", s.say.Plain("cli.stays_down", nil))
	<-s.ctx.Done()
}

// exit is how kong ends the program after it has shown help.
type exit int

func guarded(do func() int) (code int) {
	defer func() {
		if p := recover(); p != nil {
			asked, ok := p.(exit)
			if !ok {
				panic(p)
			}
			code = int(asked)
		}
	}()
	return do()
}

// report tells a command's error on standard error and returns the exit code.
func (s *shell) report(err error) int {
	var usage usageError
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &usage):
		fmt.Fprintf(s.err, "bot: %s\n", err)
		return exitUsage
	}
	fmt.Fprintf(s.err, "bot: %s\n", s.explain(err))
	if errors.As(err, new(lasting)) {
		return exitUsage
	}
	return exitFailed
}

// shellLanguage reads the language of the shell's locale; offices that set none speak Vietnamese.
func shellLanguage(locale string) string {
	if strings.HasPrefix(strings.ToLower(locale), "en") {
		return "en"
	}
	return texts.Languages[0]
}

// helpTexts gives kong the help texts of a language.
func helpTexts(say texts.Speaker) kong.Vars {
	vars := kong.Vars{}
	for _, name := range []string{
		"serve", "chat", "ask", "export", "report", "backup", "restore", "check", "version", "health",
		"as", "json", "stdin", "question", "what", "format", "output", "period", "plan", "agency", "file", "repair", "chart",
	} {
		vars["help_"+name] = say.Plain("help_"+name, nil)
	}
	return vars
}
