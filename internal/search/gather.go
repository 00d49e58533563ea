package search

import "chutri/internal/plan"

// candidate is a task that may answer the question.
type candidate struct {
	task     int32
	features features
	evidence evidence
	score    float32 // of the ranking
	share    float64 // likelihood of being the answer, of all candidates
}

// evidence is what a candidate has of the sentence that it explains best, and how much there was to have. All but size are weights.
type evidence struct {
	words, compounds, pairs float32 // that it has
	ofWords, ofPairs        float32 // of the sentence
	unknown                 float32 // of the sentence, words that no task has
	lone                    float32 // share of the sentence's pairs that no task has
	pairOdds                float32 // mean odds, of its pairs, that they are of matters elsewhere
	gapOdds, gapPairOdds    float32 // the highest odds of words and pairs that it does not have
	together                float32 // share that one passage has
	asking                  float32 // share of the sentence that asks, in compounds
	size                    float32 // how many words count
}

// maxCandidates is how many tasks are looked at closely.
const maxCandidates = 32

// maxOfSentence is how many more are looked at for each sentence of a longer message.
const maxOfSentence = 6

// gather finds the tasks that share most with the question, and of a message of several sentences those that share most with each,
// among those that the filter lets pass.
func (s *scratch) gather(x *Index, among func(plan.Task) bool) {
	s.gatherFor(x, ^mask(0), maxCandidates, among)
	if len(s.sentences) > 1 {
		for _, sentence := range s.sentences {
			s.gatherFor(x, sentence, maxOfSentence, among)
		}
	}
}

// gatherFor adds the tasks that share most with the given positions to the candidates, as many as the limit at most.
func (s *scratch) gatherFor(x *Index, positions mask, limit int, among func(plan.Task) bool) {
	for i := range s.positions {
		if positions&(1<<i) == 0 {
			continue
		}
		p := &s.positions[i]
		for _, m := range p.terms {
			weight := p.weight / 255
			if m.weak {
				weight *= weakShare
			}
			from, to := x.postings.start[m.term], x.postings.start[m.term+1]
			tasks, weights := x.postings.tasks[from:to], x.postings.weight[from:to]
			for j, task := range tasks {
				s.scores[task] += weight * float32(weights[j])
			}
		}
	}
	s.best = s.best[:0]
	for task, score := range s.scores {
		if score == 0 {
			continue
		}
		s.scores[task] = 0
		if len(s.best) == limit && score <= s.best[0].gathered {
			continue
		}
		if among != nil && !among(x.register.Tasks[task]) {
			continue
		}
		s.push(scored{int32(task), score}, limit)
	}
	for _, c := range s.best {
		if !s.has(c.task) {
			s.found = append(s.found, candidate{task: c.task})
		}
	}
}

// has reports whether a task is a candidate already.
func (s *scratch) has(task int32) bool {
	for i := range s.found {
		if s.found[i].task == task {
			return true
		}
	}
	return false
}

// scored is a task with the score of the first look.
type scored struct {
	task     int32
	gathered float32
}

// push puts a task into the heap of the best, whose lowest stands first; above the limit it replaces the lowest.
func (s *scratch) push(c scored, limit int) {
	if len(s.best) < limit {
		s.best = append(s.best, c)
		for i := len(s.best) - 1; i > 0; {
			above := (i - 1) / 2
			if s.best[above].gathered <= s.best[i].gathered {
				return
			}
			s.best[above], s.best[i] = s.best[i], s.best[above]
			i = above
		}
		return
	}
	s.best[0] = c
	for i := 0; ; {
		least := i
		for child := 2*i + 1; child <= 2*i+2 && child < len(s.best); child++ {
			if s.best[child].gathered < s.best[least].gathered {
				least = child
			}
		}
		if least == i {
			return
		}
		s.best[i], s.best[least] = s.best[least], s.best[i]
		i = least
	}
}
