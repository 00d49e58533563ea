// Package progress reads what staff write about their tasks: which task, how far it is, how many per cent, which figures.
// It reads only what stands there: no figure is computed, and what the message leaves open is left open.
package progress

import (
	"chutri/internal/agencies"
	"chutri/internal/plan"
)

// Matcher finds the tasks that a text without an id may be about.
type Matcher interface {
	// Match returns the likeliest of the tasks that among accepts, best first.
	Match(text string, among func(plan.Task) bool) []Candidate
}

// Candidate is a task that a report may be about.
type Candidate struct {
	Task  string  // id
	Score float64 // the Matcher's own measure, larger is better; 0 where nothing was measured
}

// Context is what is known about a message besides its text.
type Context struct {
	Agencies  []string // keys of the sender's agencies; may be empty
	Card      []string // ids of the tasks on the card that the message answers
	Forwarded bool     // the message was forwarded from somebody else
	Day       Date     // on which it was written; zero if that is not known
	Command   bool     // the text came with the command to report, so it is meant as a report
}

// Kind is what a message is.
type Kind int

// The kinds of messages. Only an Update is to be recorded.
const (
	Unclear      Kind = iota // nothing readable; Reports still holds the tasks it names, or the one report whose task no word tells
	Update                   // a report on progress
	Question                 // a question or a request
	Greeting                 // a greeting, thanks or an acknowledgement
	Announcement             // a plan for the future, an invitation, a forwarded notice
)

// String returns the kind's name in English, for logs and tests.
func (k Kind) String() string {
	return [...]string{"unclear", "update", "question", "greeting", "announcement"}[k]
}

// Reading is what a message says.
type Reading struct {
	Kind      Kind
	Reports   []Report // one a task, in the order of the text; an Update that names no task has one with Candidates
	Forwarded bool     // an Announcement because the text is somebody else's
	Unchanged bool     // an Unclear text says that nothing is new, and not of which task
}

// Report is what a message says about one task.
type Report struct {
	Task            string      // id of the task or target; "" where the message leaves it open
	Named           bool        // the text names the task by its id, or by a code that may be several tasks'
	Candidates      []Candidate // the tasks that may be meant where Task is "", best first
	Status          plan.Status // "" unless StatusGiven
	StatusGiven     bool        // the text states a status, or its figures do
	Unchanged       bool        // all that the text says is that nothing changed since the last report; Status is for where there was none
	Percent         *float64    // nil unless the text states one
	PercentEstimate bool        // "ước đạt", "khoảng"
	Quantities      []plan.Quantity
	Measured        *Measurement // for a target: the value that was measured
	Beside          *Measurement // for a target without a value: the year and the source that the text gives, nil for neither
	Obstacle        string       // what stands in the way, in the writer's words
	Next            string       // what comes next, in the writer's words
	Finished        Date         // the day on which the text says that the task was finished; other dates of a text are not kept
	Text            string       // the part of the message that is about this task
	Doubts          []Doubt      // what has to be asked before this is recorded

	stated    bool   // the text says something about the task besides naming it, and does not only ask
	vague     bool   // the status follows from words that anybody uses about anything
	untold    bool   // its task is named where the text tells how things are, so that nobody may lose it
	hinders   bool   // it is the part of the text on what stands in the way
	counted   bool   // the status follows from figures alone
	valueText string // of Measured, as it was written

	begun bool // words, not only figures, say that something is done or how it stands
}

// Doubt is a contradiction inside a report, or something in it that cannot be resolved.
type Doubt struct {
	Kind  DoubtKind
	First string // the words of the text that clash
	Other string
}

// DoubtKind says what is doubtful.
type DoubtKind string

// The kinds of doubts.
const (
	UnknownTask         DoubtKind = "unknown_task"          // First is the id that does not exist
	DoneBelowFull       DoubtKind = "done_below_full"       // done, with a percent below 100
	NotStartedAhead     DoubtKind = "not_started_ahead"     // not started, with a percent above 0
	PartAboveWhole      DoubtKind = "part_above_whole"      // 130 of 100
	PercentAboveHundred DoubtKind = "percent_above_hundred" // 105 %
	TwoPercents         DoubtKind = "two_percents"          // First was taken, Other stands there too
	FiguresDisagree     DoubtKind = "figures_disagree"      // 1.250 of 2.000, yet 90 %
	UnclearNumber       DoubtKind = "unclear_number"        // "1,250 hộ" may be a thousand or one and a quarter
	TwoValues           DoubtKind = "two_values"            // of a target in one year: First was taken, Other stands there too
	BelowZero           DoubtKind = "below_zero"            // a target that cannot be negative
	SeveralNumbers      DoubtKind = "several_numbers"       // "20-22%"
	OnlyBound           DoubtKind = "only_bound"            // "dưới 20%"
	Opposite            DoubtKind = "opposite"              // "giảm 3%" of a target that measures a growth
	DoneAhead           DoubtKind = "done_ahead"            // "đã hoàn thành" on a day that is still to come
)

// Reader reads messages. It is not changed after New, so several goroutines may use it.
type Reader struct {
	register   *plan.Register
	finder     *agencies.Finder
	matcher    Matcher
	vocabulary *vocabulary
	aliases    []planAlias
	withRows   map[string]bool // ids of the plans that have a table
	wording    wording
}

// New prepares a Reader for the tasks of a register.
func New(register *plan.Register, finder *agencies.Finder, matcher Matcher) *Reader {
	v := loadVocabulary()
	withRows := make(map[string]bool)
	for _, t := range register.Tasks {
		withRows[t.Plan] = withRows[t.Plan] || !t.IsDuty()
	}
	return &Reader{
		register:   register,
		finder:     finder,
		matcher:    matcher,
		vocabulary: v,
		aliases:    planAliases(v, register),
		withRows:   withRows,
		wording:    newWording(register),
	}
}

// Read reads one message.
func (r *Reader) Read(text string, c Context) Reading {
	m := r.message(text)
	m.day = c.Day
	references := r.references(m, c.Agencies)
	if len(references) > 0 {
		m.head = references[0].first
	}
	m.maskInlineNumbers(references)
	m.clauses = splitClauses(m)
	m.judgeClauses(c)
	return r.decide(m, m.segments(references), c)
}
