package search

// maxTopics is how many topics a result offers when nothing was found.
const maxTopics = 3

// decide makes a ranked search into a result.
func (x *Index) decide(s *scratch) Result {
	result := Result{Outcome: NotFound, Understood: s.understood}
	likely := x.model.answerable(s)
	if len(s.found) == 0 || likely < x.model.thresholds.Found {
		result.Topics = x.topics(s)
		return result
	}
	for _, c := range s.found[:min(MaxAnswers, len(s.found))] {
		result.Answers = append(result.Answers, Answer{Task: x.register.Tasks[c.task], Score: likely * c.share})
	}
	result.Total = len(result.Answers)
	result.Outcome = Choices
	if x.clear(s) {
		result.Outcome = Answered
	}
	return result
}

// clear reports whether the first candidate alone is the answer.
func (x *Index) clear(s *scratch) bool {
	return s.found[0].share >= x.model.thresholds.Clear
}

// topics returns the parts of the plans that come nearest, each once.
func (x *Index) topics(s *scratch) []Topic {
	var found []Topic
	for _, c := range s.found {
		t := &x.register.Tasks[c.task]
		topic := Topic{Plan: t.Plan, Part: t.Part, Title: t.Title}
		if p, ok := x.register.Plan(t.Plan); ok {
			if part, ok := p.Part(t.Part); ok {
				topic.Title = part.Title
			}
		}
		if !offered(found, topic) {
			found = append(found, topic)
		}
		if len(found) == maxTopics {
			break
		}
	}
	return found
}

func offered(list []Topic, topic Topic) bool {
	for _, t := range list {
		if t == topic {
			return true
		}
	}
	return false
}
