package search

import (
	"slices"

	"chutri/internal/plan"
)

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
	disputed := x.raiseOthers(s)
	for _, c := range s.found[:min(MaxAnswers, len(s.found))] {
		result.Answers = append(result.Answers, Answer{Task: x.register.Tasks[c.task], Score: likely * c.share})
	}
	result.Total = len(result.Answers)
	result.Outcome = Choices
	if !disputed && x.clear(s, likely) {
		result.Outcome = Answered
	}
	return result
}

// raiseOthers puts the tasks of other plans that give the first one's work to other agencies right behind it, and reports whether there are
// any: a choice between two plans is never made in silence. A question that names a plan has chosen, and one about what the other plan does
// not speak of has no such choice.
func (x *Index) raiseOthers(s *scratch) bool {
	first := &x.register.Tasks[s.found[0].task]
	if s.understood.Plan != "" || len(first.Also) == 0 {
		return false
	}
	told := s.found[0].features[fSentenceCompound]
	raised := 1
	for i := 1; i < len(s.found); i++ {
		c := s.found[i]
		other := &x.register.Tasks[c.task]
		if c.features[fSentenceCompound] < tellsToo*told || !slices.Contains(first.Also, other.ID) || sameLeads(*first, *other) {
			continue
		}
		copy(s.found[raised+1:i+1], s.found[raised:i])
		s.found[raised] = c
		raised++
	}
	return raised > 1
}

// tellsToo is how much of what the first task explains another one must explain to be about the same work.
const tellsToo = 0.6

// clear reports whether the first candidate alone is the answer. What another plan gives to another agency must be farther off than the
// same plan's next task.
func (x *Index) clear(s *scratch, likely float64) bool {
	first := &s.found[0]
	if likely*first.share < x.model.thresholds.Clear {
		return false
	}
	t := &x.register.Tasks[first.task]
	for _, c := range s.found[1:min(MaxAnswers, len(s.found))] {
		other := &x.register.Tasks[c.task]
		if other.Plan != t.Plan && c.share >= rivals && !sameLeads(*t, *other) {
			return false
		}
	}
	return true
}

// rivals is the share from which another plan's task with other leads is not passed over.
const rivals = 0.15

// sameLeads reports whether two tasks have the same lead agencies, in any order.
func sameLeads(a, b plan.Task) bool {
	if len(a.Lead) != len(b.Lead) {
		return false
	}
	for _, lead := range a.Lead {
		if !b.LedBy(lead) {
			return false
		}
	}
	return true
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
