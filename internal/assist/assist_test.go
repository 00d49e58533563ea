package assist_test

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chutri/internal/assist"
	"chutri/internal/assist/assisttest"
	"chutri/internal/assist/openai"
	"chutri/internal/plan"
)

const (
	patience = 5 * time.Second // of the assistant, which only a service that stalls uses up
	limit    = 150 * time.Millisecond
	budget   = 1_000_000
)

var (
	hanoi = time.FixedZone("+07", 7*3600)
	found = []plan.Task{{ID: "ND-15", Title: "Thử muối i-ốt"}, {ID: "BV-260", Title: "Tuyên truyền lối sống xanh"}}
)

// fixture is an assistant over a fake service, with a clock of its own.
type fixture struct {
	*assist.Assistant
	server *assisttest.Server
	limit  time.Duration
	now    time.Time
	path   string
	log    strings.Builder
}

func newFixture(t *testing.T, reply func(assisttest.Request) assisttest.Answer) *fixture {
	t.Helper()
	f := &fixture{
		server: assisttest.New(t, reply), now: time.Date(2026, 11, 19, 8, 0, 0, 0, hanoi), path: filepath.Join(t.TempDir(), "assistant.jsonl"),
		limit: patience,
	}
	f.start(t)
	return f
}

// start starts the assistant anew, as the program does.
func (f *fixture) start(t *testing.T) {
	t.Helper()
	journal, err := assist.OpenJournal(f.path, hanoi, f.now)
	if err != nil {
		t.Fatal(err)
	}
	model := openai.New(assisttest.Key, f.server.BaseURL(), "test")
	t.Cleanup(model.Close)
	f.Assistant = assist.New(assist.Options{
		Model: model, Journal: journal, Now: func() time.Time { return f.now }, Log: slog.New(slog.NewTextHandler(&f.log, nil)), Limit: f.limit,
	})
}

// ask asks a question; each is another, so that none is answered from memory.
func (f *fixture) ask(question string) (assist.Choice, error) {
	return f.Question(context.Background(), budget, question, found)
}

const good = `{"phrases":["lối sống xanh"],"pick":"BV-260"}`

func TestWhateverTheServiceDoesTheHelpEndsWithinItsLimit(t *testing.T) {
	for name, c := range map[string]struct {
		answer assisttest.Answer
		want   error // nil for any error
	}{
		"a refusal":              {assisttest.Answer{Refusal: "I cannot help with that."}, assist.ErrNoReply},
		"no choices":             {assisttest.Answer{}, assist.ErrNoReply},
		"an empty content":       {assisttest.Answer{Content: "", Finish: "stop"}, assist.ErrNoReply},
		"blanks":                 {assisttest.Answer{Content: " \n ", Finish: "stop"}, assist.ErrNoReply},
		"JSON cut off":           {assisttest.Answer{Content: good[:20], Finish: "length"}, assist.ErrNoReply},
		"JSON cut off, unsaid":   {assisttest.Answer{Content: good[:20]}, assist.ErrNoReply},
		"complete but too long":  {assisttest.Answer{Content: good, Finish: "length"}, assist.ErrNoReply},
		"filtered":               {assisttest.Answer{Content: good, Finish: "content_filter"}, assist.ErrNoReply},
		"prose":                  {assisttest.Answer{Content: "The task is BV-260."}, assist.ErrNoReply},
		"JSON in a fence":        {assisttest.Answer{Content: "```json\n" + good + "\n```"}, assist.ErrNoReply},
		"a field too many":       {assisttest.Answer{Content: `{"phrases":[],"pick":"none","agency":"Sở X"}`}, assist.ErrNoReply},
		"a field missing":        {assisttest.Answer{Content: `{"phrases":[]}`}, assist.ErrNoReply},
		"another type":           {assisttest.Answer{Content: `{"phrases":"x","pick":7}`}, assist.ErrNoReply},
		"null":                   {assisttest.Answer{Content: `null`}, assist.ErrNoReply},
		"two objects":            {assisttest.Answer{Content: good + good}, assist.ErrNoReply},
		"status 500":             {assisttest.Answer{Status: 500}, nil},
		"status 500 in HTML":     {assisttest.Answer{Status: 502, Raw: "<html>bad gateway</html>"}, nil},
		"status 401":             {assisttest.Answer{Status: 401}, nil},
		"not JSON at all":        {assisttest.Answer{Raw: "<html>hello</html>"}, nil},
		"a body without end":     {assisttest.Answer{Raw: `{"choices":[{"message":{"content":"` + strings.Repeat("x", 2<<20)}, nil},
		"a stall of ten seconds": {assisttest.Answer{Content: good, Stall: 10 * time.Second}, context.DeadlineExceeded},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFixture(t, func(assisttest.Request) assisttest.Answer { return c.answer })
			if c.answer.Stall > 0 {
				f.limit = limit
				f.start(t)
			}
			started := time.Now()
			choice, err := f.ask("ai lo loa ấp?")
			if took := time.Since(started); took > f.limit+2*time.Second {
				t.Errorf("it took %v", took)
			}
			if err == nil || c.want != nil && !errors.Is(err, c.want) {
				t.Errorf("error %v, want %v", err, c.want)
			}
			if choice.Pick != "" || choice.Phrases != nil {
				t.Errorf("after an error there is a choice: %+v", choice)
			}
			if sent, _ := f.Sent(); len(sent) != 1 || sent[0].Outcome == "answered" {
				t.Errorf("the journal has %+v", sent)
			}
			if strings.Contains(f.log.String(), "ai lo") || strings.Contains(f.log.String(), assisttest.Key) {
				t.Errorf("the log tells what was asked: %s", f.log.String())
			}
		})
	}
}

func TestAGoodReplyIsReadAndAskedForOnce(t *testing.T) {
	f := newFixture(t, func(assisttest.Request) assisttest.Answer { return assisttest.Answer{Content: good, Tokens: 321} })
	for range 3 {
		choice, err := f.ask("ai lo loa ấp?")
		if err != nil || choice.Pick != "BV-260" || len(choice.Phrases) != 1 {
			t.Fatalf("%+v, %v", choice, err)
		}
	}
	if n := len(f.server.Requests()); n != 1 {
		t.Errorf("%d requests for one question", n)
	}
	if _, tokens := f.Sent(); tokens != 321 {
		t.Errorf("%d tokens counted, want 321", tokens)
	}
	f.now = f.now.Add(25 * time.Hour)
	if f.ask("ai lo loa ấp?"); len(f.server.Requests()) != 2 {
		t.Error("a reply is remembered for longer than a day")
	}
}

func TestABusyServiceIsLeftAloneForAsLongAsItAsks(t *testing.T) {
	busy := true
	f := newFixture(t, func(assisttest.Request) assisttest.Answer {
		if busy {
			return assisttest.Answer{Status: 429, After: "120"}
		}
		return assisttest.Answer{Content: good}
	})
	_, err := f.ask("một?")
	if wait := new(assist.BusyError); !errors.As(err, wait) || wait.After != 2*time.Minute {
		t.Fatalf("error %v, want to be told of two minutes", err)
	}
	busy = false
	f.now = f.now.Add(119 * time.Second)
	if _, err := f.ask("hai?"); !errors.Is(err, assist.ErrResting) || len(f.server.Requests()) != 1 {
		t.Errorf("asked again too soon: %v", err)
	}
	f.now = f.now.Add(2 * time.Second)
	if _, err := f.ask("ba?"); err != nil {
		t.Errorf("not asked again afterwards: %v", err)
	}
}

func TestAServiceThatFailsIsLeftAloneLongerAndLonger(t *testing.T) {
	f := newFixture(t, func(assisttest.Request) assisttest.Answer { return assisttest.Answer{Status: 500} })
	var asked []int // minutes at which it was asked
	for minute := range 240 {
		before := len(f.server.Requests())
		f.ask(time.Duration(minute).String())
		if len(f.server.Requests()) > before {
			asked = append(asked, minute)
		}
		f.now = f.now.Add(time.Minute)
	}
	if len(asked) > 12 || len(asked) < 5 || asked[2] != 2 || asked[len(asked)-1]-asked[len(asked)-2] < 60 {
		t.Errorf("asked in the minutes %v", asked)
	}
}

func TestARefusalTakesTheHelpFromNobodyElse(t *testing.T) {
	f := newFixture(t, func(r assisttest.Request) assisttest.Answer {
		if strings.Contains(r.Data, "xấu") {
			return assisttest.Answer{Refusal: "no"}
		}
		return assisttest.Answer{Content: good}
	})
	for range 5 {
		f.ask("câu xấu " + time.Duration(len(f.server.Requests())).String())
	}
	if _, err := f.ask("câu tốt"); err != nil {
		t.Errorf("after five refusals: %v", err)
	}
}

func TestTheDaysTokensAreNotExceededAndARestartForgetsNone(t *testing.T) {
	f := newFixture(t, func(assisttest.Request) assisttest.Answer { return assisttest.Answer{Content: good, Tokens: 900} })
	ask := func(question string) error {
		_, err := f.Question(context.Background(), 5000, question, found)
		return err
	}
	var err error
	for i := 0; err == nil && i < 20; i++ {
		if i == 2 {
			f.start(t)
		}
		err = ask(time.Duration(i).String())
	}
	if _, tokens := f.Sent(); !errors.Is(err, assist.ErrBudget) || tokens > 5000 || tokens < 3000 {
		t.Errorf("%d tokens were used: %v", tokens, err)
	}
	before := len(f.server.Requests())
	f.start(t)
	if err := ask("sau khi chạy lại"); !errors.Is(err, assist.ErrBudget) || len(f.server.Requests()) != before {
		t.Errorf("a restart gives the day's tokens back: %v", err)
	}
	f.now = f.now.Add(16*time.Hour + time.Minute) // past midnight where the office is
	if err := ask("hôm sau"); err != nil {
		t.Errorf("the next day: %v", err)
	}
}

func TestWhatWasSentIsKeptForAWhileAndForItsOwnerOnly(t *testing.T) {
	f := newFixture(t, func(assisttest.Request) assisttest.Answer { return assisttest.Answer{Content: good, Tokens: 1} })
	for i := range 450 {
		f.ask(time.Duration(i).String())
	}
	sent, tokens := f.Sent()
	if len(sent) != 200 || tokens != 450 || !strings.Contains(sent[0].Data, "449ns") {
		t.Errorf("%d requests, the last %+v, %d tokens", len(sent), sent[0], tokens)
	}
	if sent[0].Data != f.server.Requests()[449].Data {
		t.Error("what is shown is not what was sent")
	}
	info, err := os.Stat(f.path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file: %v %v", info.Mode(), err)
	}
	f.start(t)
	if again, tokens := f.Sent(); len(again) != 200 || tokens != 450 {
		t.Errorf("after a restart %d requests, %d tokens", len(again), tokens)
	}
	f.now = f.now.Add(31 * 24 * time.Hour)
	f.start(t)
	if old, _ := f.Sent(); len(old) != 0 {
		t.Errorf("%d requests are kept for more than a month", len(old))
	}
	if data, _ := os.ReadFile(f.path); strings.Contains(string(data), "449ns") {
		t.Error("the file still has them")
	}
}

func TestADamagedJournalLosesItsBadLinesOnly(t *testing.T) {
	f := newFixture(t, func(assisttest.Request) assisttest.Answer { return assisttest.Answer{Content: good, Tokens: 5} })
	f.ask("một?")
	file, err := os.OpenFile(f.path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	file.WriteString("{\"at\":\"2026-\n\x00\xff}{\n\n[]\n")
	file.Close()
	f.ask("hai?")
	f.start(t)
	if sent, tokens := f.Sent(); len(sent) != 2 || tokens != 10 {
		t.Errorf("%d requests, %d tokens", len(sent), tokens)
	}
}

func TestOnlyWhatWasOfferedIsPicked(t *testing.T) {
	for reply, want := range map[string]string{
		`{"phrases":[],"pick":"ND-15"}`: "ND-15", `{"phrases":[],"pick":"ND-16"}`: "", `{"phrases":[],"pick":"none"}`: "",
		`{"phrases":[],"pick":"nd-15"}`: "", `{"phrases":[],"pick":"Sở Y tế"}`: "", `{"phrases":[],"pick":""}`: "",
	} {
		f := newFixture(t, func(assisttest.Request) assisttest.Answer { return assisttest.Answer{Content: reply} })
		if choice, err := f.ask("ai?"); err != nil || choice.Pick != want {
			t.Errorf("%s: %+v, %v", reply, choice, err)
		}
	}
}
