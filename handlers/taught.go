package handlers

import (
	"slices"

	"chutri/internal/plan"
	"chutri/internal/search"
	"chutri/internal/vietnamese"
)

// searcher returns the search with what coordinators taught.
func (t *turn) searcher() (Searcher, error) {
	all, err := t.lessons()
	if err != nil || len(all) == 0 {
		return t.Search, err
	}
	return taught{Searcher: t.Search, register: t.Register, lessons: all, subject: t.questions.Subject}, nil
}

// taught is a Searcher that first looks whether a coordinator taught the answer.
type taught struct {
	Searcher
	register *plan.Register
	lessons  []lesson
	subject  func(question string) []string // the words that a question is about
}

// alike is the share of words that two questions need in common to be the same one.
const alike = 0.75

// Find answers a question that was taught with its task. A taught term only decides where the search has no clear answer.
func (s taught) Find(question string) search.Result {
	result := s.Searcher.Find(question)
	if task, ok := s.asked(question); ok {
		return answeredBy(task, result)
	}
	if result.Outcome == search.Answered {
		return result
	}
	if task, ok := s.term(question); ok {
		return answeredBy(task, result)
	}
	return result
}

// asked returns the task of the taught question that is most like a question.
func (s taught) asked(question string) (best plan.Task, ok bool) {
	words, most := s.subject(question), 0.0
	for _, l := range s.lessons {
		if l.Term {
			continue
		}
		same := shared(words, s.subject(l.Text))
		if foldName(l.Text) == foldName(question) {
			same = 1
		}
		if task, known := s.register.Task(l.Task); known && same >= alike && same > most {
			best, most, ok = task, same, true
		}
	}
	return best, ok
}

// shared is the share of the words of either question that stands in both.
func shared(a, b []string) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	all, both := make(map[string]int), 0
	for _, w := range a {
		all[w] |= 1
	}
	for _, w := range b {
		all[w] |= 2
	}
	for _, in := range all {
		if in == 3 {
			both++
		}
	}
	return float64(both) / float64(len(all))
}

// term returns the task of the longest taught term that stands in a question.
func (s taught) term(question string) (best plan.Task, ok bool) {
	words, longest := vietnamese.Words(question), 0
	for _, l := range s.lessons {
		term := vietnamese.Words(l.Text)
		task, known := s.register.Task(l.Task)
		if l.Term && known && len(term) > longest && holds(words, term) {
			best, longest, ok = task, len(term), true
		}
	}
	return best, ok
}

// holds reports whether a phrase stands within words; accents only count where both have them.
func holds(words, phrase []string) bool {
	same := func(a, b string) bool {
		if vietnamese.Accented(a) && vietnamese.Accented(b) {
			return vietnamese.Spelling(a) == vietnamese.Spelling(b)
		}
		return vietnamese.Fold(a) == vietnamese.Fold(b)
	}
	for i := 0; i+len(phrase) <= len(words); i++ {
		if slices.EqualFunc(words[i:i+len(phrase)], phrase, same) {
			return true
		}
	}
	return false
}

// answeredBy makes a task the answer; what the search found besides follows.
func answeredBy(task plan.Task, found search.Result) search.Result {
	result := search.Result{Outcome: search.Answered, Total: 1, Understood: found.Understood}
	result.Answers = []search.Answer{{Task: task, Score: 1}}
	for _, a := range found.Answers {
		if a.Task.ID != task.ID && len(result.Answers) < search.MaxAnswers {
			result.Answers = append(result.Answers, a)
		}
	}
	return result
}
