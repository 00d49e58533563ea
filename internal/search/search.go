// Package search finds the tasks that a question asks about, in the plans' own records.
//
// A question is read into weighted positions (query.go): its words without the frame of asking ("ai chủ trì"), each with the
// terms of the index that it may stand for, exactly, without accents, as a synonym or as a typing error. The postings give the
// tasks that share most with it (gather.go). These are looked at closely, field by field and question by question
// (features.go), and ranked by a linear model whose weights the command learn writes into weights.json (model.go). A second
// model on the same figures says how likely the first task answers the question at all (outcome.go).
package search

import (
	"sync"

	"chutri/internal/agencies"
	"chutri/internal/plan"
)

// Outcome is what a search comes to.
type Outcome string

// The outcomes of a search, as the contract names them.
const (
	Answered Outcome = "answered"  // the first answer is the one
	Choices  Outcome = "choices"   // several fit alike
	NotFound Outcome = "not_found" // nothing in the plans fits
)

// MaxAnswers is how many answers a result lists at most.
const MaxAnswers = 5

// Result is what the plans have on a question.
type Result struct {
	Outcome    Outcome
	Answers    []Answer // best first, at most MaxAnswers; empty when nothing was found
	Total      int      // tasks that fit, where a code or a goal names more of them than Answers lists
	Topics     []Topic  // when nothing was found: the parts of the plans that come nearest, at most three
	Understood Understood
}

// Answer is a task with the confidence, from 0 to 1, that it answers the question.
type Answer struct {
	Task  plan.Task
	Score float64
}

// Topic is a part of a plan.
type Topic struct {
	Plan  string // id of the plan
	Part  string // id of the part, "" where the plan has none
	Title string // of the part, or of the task that came nearest
}

// Understood is what was read from a question beside its words.
type Understood struct {
	Refs     []plan.Ref // ids
	Code     string     // printed code, as the plans print it
	Plan     string     // id of the plan that is named, "" for none
	Agencies []string   // keys of the agencies that are named
}

// Synonyms are words that mean the same to the people who ask.
type Synonyms struct {
	Abbreviations [][2]string // short form, what it stands for
	Groups        [][]string  // each member stands for the others
}

// Index answers questions about the tasks of one register. It is not changed after New, so several goroutines may use it.
type Index struct {
	register *plan.Register
	finder   *agencies.Finder
	plans    []namedPlan
	words    *vocabulary
	concepts *concepts
	initials initials
	records  records
	postings postings
	codes    codes
	model    *model
	outside  *Index    // of questions that the tasks do not answer; this one has none
	scratch  sync.Pool // of *scratch
}

// New indexes the tasks of a register. The finder finds agencies that a question names.
func New(register *plan.Register, finder *agencies.Finder, synonyms Synonyms) *Index {
	x := newIndex(register, finder, synonyms)
	x.outside, x.model = x.elsewhere(outsideQuestions()), learned
	return x
}

// newIndex makes an index that can gather and describe candidates, but does not know what the tasks do not answer.
func newIndex(register *plan.Register, finder *agencies.Finder, synonyms Synonyms) *Index {
	x := &Index{register: register, finder: finder, plans: namePlans(register.Plans), words: newVocabulary(), initials: make(initials)}
	x.concepts = newConcepts(x.words, synonyms)
	x.fill()
	return x
}

// fill reads the tasks.
func (x *Index) fill() {
	x.records = newRecords(x)
	x.postings = newPostings(x)
	x.codes = newCodes(x.register.Tasks)
	x.words.finish(len(x.register.Tasks))
	x.initials.settle()
	x.scratch.New = func() any { return newScratch(x) }
}

// Find answers a question. Any text has a result.
func (x *Index) Find(question string) Result {
	if result, ok := x.findByReference(question); ok {
		return result
	}
	s := x.scratch.Get().(*scratch)
	defer x.scratch.Put(s)
	s.consider(x, question, nil)
	s.order(x.model)
	return x.decide(s)
}

// consider reads a question, and gathers and describes the tasks that may answer it, among those that the filter lets pass.
func (s *scratch) consider(x *Index, question string, among func(plan.Task) bool) {
	s.read(x, question)
	s.gather(x, among)
	s.compareElsewhere(x)
	for i := range s.found {
		s.describe(x, &s.found[i])
	}
}

// Candidate is a task that a text may be about.
type Candidate struct {
	Task  string  // id
	Score float64 // from 0 to 1
}

// Match returns the tasks, among those that the filter lets pass, that a message may be about: best first, at most MaxAnswers.
// A nil filter lets all pass.
func (x *Index) Match(text string, among func(plan.Task) bool) []Candidate {
	s := x.scratch.Get().(*scratch)
	defer x.scratch.Put(s)
	s.consider(x, text, among)
	s.order(x.model)
	answerable := x.model.answerable(s)
	var found []Candidate
	for _, c := range s.found[:min(len(s.found), MaxAnswers)] {
		found = append(found, Candidate{Task: x.register.Tasks[c.task].ID, Score: answerable * c.share})
	}
	return found
}
