// Package handlers is what the bot says: one file a conversation. It takes a neutral chat.Message and a state to read, and
// returns the Step that the message causes. It never sends, never waits, and knows no transport and no database.
package handlers

import (
	"io"
	"log/slog"
	"time"

	"chutri/internal/agencies"
	"chutri/internal/chat"
	"chutri/internal/plan"
	"chutri/internal/progress"
	"chutri/internal/question"
	"chutri/internal/remind"
	"chutri/internal/search"
	"chutri/internal/texts"
	"chutri/store"
)

// Searcher finds the tasks that a question is about, and those among some that a text may be about.
type Searcher interface {
	Find(question string) search.Result
	Match(text string, among func(plan.Task) bool) []search.Candidate
}

// MessageReader reads what a member of staff reports, and what they say about a report that they made before.
type MessageReader interface {
	Read(text string, c progress.Context) progress.Reading
	PlainStatus(text string) (plan.Status, bool)
	Remark(text string) progress.Remark
	Corrects(text string) bool
}

// Options are the parts that a Handler works with. All are required but those of which it is said what nil means.
type Options struct {
	Register     *plan.Register
	Search       Searcher
	Progress     MessageReader
	Agencies     *agencies.Finder
	Texts        *texts.Catalog
	Coordinators []int64          // persons who are coordinators from the start
	Zone         *time.Location   // the office's time zone
	Now          func() time.Time // the clock
	Random       io.Reader        // for invite codes
	Username     func() string    // the bot's name at the chat service, "" if it has none
	Log          *slog.Logger
	Pace         Pace                 // how fast one person may write; the zero Pace sets no limit
	Limited      func(outcome string) // is told of every message beyond its writer's rate: "recorded" or "unanswered"; may be nil
	Calendar     *remind.Calendar     // the office's working days; nil is the public calendar
	Files        FileMaker            // nil: reports are not sent as files
	Assistant    Assistant            // nil: there is none
	Wish         func(Wish)           // takes note of a wish for the Assistant, and returns at once; nil where there is none
}

// Handler answers messages. Several goroutines may use it.
type Handler struct {
	Options
	commands    map[string]command
	actions     map[string]pressable
	coordinator map[int64]bool
	paces       *paces
	guesses     *guesses
	ahead       *readings
	plans       *planNames
	questions   *question.Reader
}

// New returns a Handler.
func New(options Options) *Handler {
	h := &Handler{Options: options, coordinator: make(map[int64]bool), plans: newPlanNames(options.Register), paces: &paces{rate: options.Pace}, guesses: new(guesses), ahead: new(readings)}
	if h.Calendar == nil {
		h.Calendar = remind.NewCalendar(options.Zone)
	}
	h.questions = question.New(options.Register, options.Agencies)
	for _, person := range options.Coordinators {
		h.coordinator[person] = true
	}
	h.commands, h.actions = commandTable(), actionTable()
	return h
}

// Handle returns the Step that a message causes, read against one state. A Step without events, replies and session means
// that the message is none of the bot's business.
func (h *Handler) Handle(r store.Reader, m chat.Message) (store.Step, error) {
	t, err := h.begin(r, m)
	if err != nil {
		return store.Step{}, err
	}
	if err := t.paced(); err != nil {
		return store.Step{}, err
	}
	step, err := t.end()
	if err == nil && t.wished != nil {
		h.Wish(*t.wished)
	}
	return step, err
}
