// Package question tells the other questions that officials ask from "who leads …?": what an agency does, what ends in a year,
// a goal, a target, a report's deadline, and what can be asked of one task. It reads words, never meanings: a question is taken
// for another kind only where the vocabulary explains it (nearly) whole, so that all others stay what they most often are, a
// question of who leads something.
package question

import (
	"strconv"
	"strings"
	"time"

	"chutri/internal/agencies"
	"chutri/internal/plan"
)

// Kind is what a question asks for.
type Kind string

// The kinds of questions.
const (
	Ordinary     Kind = ""             // who leads something: what the search is for
	Tasks        Kind = "tasks"        // the tasks of an agency, in all plans or in one
	Own          Kind = "own"          // the tasks of the asker's own agency, in all plans or in one
	Ending       Kind = "ending"       // the tasks that end, or have ended, in a year
	Part         Kind = "part"         // the rows of a goal or a group
	Targets      Kind = "targets"      // targets and their figures
	Deadlines    Kind = "deadlines"    // when a report is due and to whom
	Coordinators Kind = "coordinators" // who coordinates a task
	Progress     Kind = "progress"     // how far a task, an agency or a plan is
	Now          Kind = "now"          // who does the lead agency's work today
	Until        Kind = "until"        // when a task ends
	Card         Kind = "card"         // anything else about the task spoken of
)

// Intent is what was read from a question.
type Intent struct {
	Kind      Kind
	Agency    string // key, "" for none
	Plan      string // id, "" for none
	Side      Side   // of Tasks
	Year      int    // 0 for none
	Past      bool   // of Ending: what has ended by now
	Part      string // id of the part
	Targets   []string
	Deadlines []int  // places in the register's list
	Subject   string // the words that describe the task; "" where it is the one spoken of
}

// Side is how an agency takes part in the tasks that are asked for.
type Side string

// The sides of an agency's tasks.
const (
	Leads        Side = "lead"
	Coordinating Side = "coordinating"
)

// longest is how many words a question of another kind may have: a story tells many things by the way.
const longest = 30

// Reader reads questions. It is not changed after New, so several goroutines may use it.
type Reader struct {
	register  *plan.Register
	agencies  *agencies.Finder
	phrases   phrases
	planNames phrases
	targets   []described
	deadlines []described
}

// New prepares a Reader for the plans of a register.
func New(register *plan.Register, finder *agencies.Finder) *Reader {
	r := &Reader{register: register, agencies: finder, phrases: loadPhrases(), planNames: make(phrases)}
	r.planNames.addPlans(register.Plans)
	for _, t := range register.Targets {
		r.targets = append(r.targets, describe(append([]string{t.Name}, t.Terms...)))
	}
	for _, d := range register.Deadlines {
		r.deadlines = append(r.deadlines, describe(append([]string{d.What}, d.Terms...)))
	}
	return r
}

// Read reads a question that is asked at the given time. Any text has an Intent.
func (r *Reader) Read(question string, at time.Time) Intent {
	a := analysis{reader: r, question: question, words: r.mark(question), at: at}
	if len(a.words) == 0 || len(a.words) > longest || len(plan.FindRefs(question)) > 0 && a.count(facets) == 0 {
		return Intent{}
	}
	a.sum()
	for _, read := range []func() (Intent, bool){a.deadline, a.target, a.part, a.facet, a.ending, a.own, a.tasks, a.about} {
		if intent, ok := read(); ok {
			return intent
		}
	}
	return Intent{}
}

// AsksWho reports whether a text asks who leads something, in so many words.
func (r *Reader) AsksWho(text string) bool {
	a := analysis{words: r.mark(text)}
	return a.count(who) > 0 && a.count(lead) > 0
}

// Subject returns the words of a question, without accents, that are not part of asking: what it is about.
func (r *Reader) Subject(question string) []string {
	var subject []string
	for _, w := range r.mark(question) {
		if w.label&^(agency|ofPlan|year|code|content) == 0 {
			subject = append(subject, w.fold)
		}
	}
	return subject
}

// analysis is a question on its way to an Intent.
type analysis struct {
	reader   *Reader
	question string
	words    []token
	at       time.Time

	has    label    // all labels together
	open   []token  // words that nothing explains
	intent Intent   // what the question names, whatever its kind
	bodies []string // keys of the agencies that are named, in order
}

// sum collects what the words name.
func (a *analysis) sum() {
	for i, w := range a.words {
		a.has |= w.label
		switch w.label {
		case unexplained, content:
			a.open = append(a.open, w)
		case agency:
			if i == 0 || a.words[i-1].key != w.key {
				a.bodies = append(a.bodies, w.key)
			}
			a.intent.Agency = w.key
		case ofPlan:
			a.intent.Plan = w.key
		case year:
			a.intent.Year, _ = strconv.Atoi(w.key)
		case thisYear:
			a.intent.Year = a.at.Year()
		case lastYear:
			a.intent.Year = a.at.Year() - 1
		case nextYear:
			a.intent.Year = a.at.Year() + 1
		}
	}
}

// count returns how many words bear one of the labels.
func (a *analysis) count(l label) int {
	n := 0
	for _, w := range a.words {
		if w.label&l != 0 {
			n++
		}
	}
	return n
}

// says reports whether the question has one of the labels.
func (a *analysis) says(l label) bool { return a.has&l != 0 }

// only reports whether the question has no labels but these and fillers, and no unexplained word.
func (a *analysis) only(l label) bool { return len(a.open) == 0 && a.has&^(l|filler) == 0 }

// as returns what the question names as an Intent of a kind.
func (a *analysis) as(kind Kind) Intent {
	intent := a.intent
	intent.Kind = kind
	return intent
}

// subject returns the part of the question that describes the task, as it was typed: all but what asks, and the fillers
// around it.
func (a *analysis) subject() string {
	first, last := len(a.words), -1
	for i, w := range a.words {
		if w.label&(facets|who|filler) == 0 {
			first, last = min(first, i), i
		}
	}
	var b strings.Builder
	for i, end := first, -1; i <= last; i++ {
		w := a.words[i]
		if w.label&(facets|who) != 0 {
			end = -1
			continue
		}
		switch {
		case end >= 0:
			b.WriteString(a.question[end:w.start])
		case b.Len() > 0:
			b.WriteByte(' ')
		}
		b.WriteString(a.question[w.start:w.end])
		end = w.end
	}
	return b.String()
}

// folds returns, without accents, the words that nothing explains, and those with a label.
func (a *analysis) folds(l label) []string {
	var words []string
	for _, w := range a.words {
		if w.label == unexplained || w.label&(l|content) != 0 {
			words = append(words, w.fold)
		}
	}
	return words
}
