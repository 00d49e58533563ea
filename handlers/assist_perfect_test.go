package handlers_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"chutri/internal/assist/assisttest"
	"chutri/internal/plan"
	"chutri/internal/progress"
	"chutri/internal/search"
)

// TestWhatAPerfectModelAdds tells what an office would gain at best: it plays a model that knows the answers of a sample, and
// counts the questions and messages that are solved with it and without. Figures of a real model can only be lower.
func TestWhatAPerfectModelAdds(t *testing.T) {
	perfectQuestions(t, "testdata/questions.jsonl")
	perfectMessages(t, "../internal/progress/testdata/dev.jsonl")
	if testing.Short() {
		return
	}
	perfectQuestions(t, "../internal/search/testdata/questions-a.jsonl")
	perfectQuestions(t, "../internal/search/testdata/questions-b.jsonl")
	perfectMessages(t, "../internal/progress/testdata/messages.jsonl")
}

// knowing answers a question with one of the tasks that it accepts, if that is offered, and otherwise searches for their titles.
func knowing(accept []string, r assisttest.Request) assisttest.Answer {
	pick := "none"
	for _, task := range givenTo(r).Tasks {
		if slices.Contains(accept, task.ID) {
			pick = task.ID
			break
		}
	}
	phrases := []string{}
	for _, id := range accept {
		if task, ok := knowledge().Register.Task(id); ok && pick == "none" {
			phrases = append(phrases, task.Title)
		}
	}
	return says(fields{"pick": pick, "phrases": phrases})
}

func perfectQuestions(t *testing.T, path string) {
	var asked search.Question
	s, server := newAssistedStage(t, func(r assisttest.Request) assisttest.Answer { return knowing(asked.Accept, r) })
	without, with, unsure := 0, 0, 0
	questions := devQuestions(t, path)
	for _, asked = range questions {
		s.now = s.now.Add(time.Hour)
		result := knowledge().Search.Find(asked.Text)
		solved := len(asked.Accept) == 0 && result.Outcome == search.NotFound
		if result.Outcome == search.Answered && slices.Contains(asked.Accept, result.Answers[0].Task.ID) {
			solved = true
		}
		s.say(people[3001], asked.Text)
		if len(s.wishes) > 0 {
			unsure++
		}
		help := s.help()
		if solved {
			without++
		}
		for _, reply := range help {
			if refs := plan.FindRefs(reply.Text); len(refs) > 0 {
				solved = slices.Contains(asked.Accept, refs[0].String())
			}
		}
		if solved {
			with++
		}
	}
	t.Logf("%s: %d questions, %d unsure; solved at once %d, with a perfect model %d (%+d); %d requests", path, len(questions), unsure, without, with, with-without, len(server.Requests()))
	spend(t, path, len(questions), server.Requests())
	if with < without {
		t.Errorf("%s: a perfect model solves fewer questions", path)
	}
}

func perfectMessages(t *testing.T, path string) {
	var written devMessage
	s, server := newAssistedStage(t, func(r assisttest.Request) assisttest.Answer {
		if r.Kind == "question" {
			return says(fields{"pick": "none", "phrases": []string{}})
		}
		answer := fields{"report": false, "task": "none", "status": "none", "percent": nil, "quantities": []fields{}}
		for _, want := range written.Expect {
			if slices.ContainsFunc(givenTo(r).Tasks, func(task struct {
				ID    string `json:"id"`
				Title string `json:"title"`
			}) bool {
				return task.ID == want.Task
			}) {
				status := strings.FieldsFunc(string(want.Status), func(c rune) bool { return strings.ContainsRune(`[]",`, c) })
				answer = fields{"report": true, "task": want.Task, "status": status[0], "percent": want.Percent, "quantities": want.Quantities}
			}
		}
		return says(answer)
	})
	without, with, unsure := 0, 0, 0
	messages := devMessages(t, path)
	for _, written = range messages {
		s.now = s.now.Add(25 * time.Hour)
		reading := knowledge().Progress.Read(written.Text, progress.Context{Agencies: []string{written.Agency}})
		solved := readAsExpected(reading, written)
		if solved {
			without++
		}
		before := s.recorded()
		s.say(s.clerkOf(written.Agency), written.Text)
		unsure += len(s.wishes)
		recorded := s.recorded() - before
		for _, reply := range s.help() {
			if refs := plan.FindRefs(reply.Text); len(refs) > 0 && len(written.Expect) == 1 {
				solved = refs[0].String() == written.Expect[0].Task
			}
		}
		if s.recorded()-before != recorded {
			t.Errorf("%q is recorded without a press", written.Text)
		}
		if solved {
			with++
		}
	}
	t.Logf("%s: %d messages, %d unsure; the right task read or proposed first for %d, with a perfect model %d (%+d); %d requests", path, len(messages), unsure, without, with, with-without, len(server.Requests()))
	spend(t, path, len(messages), server.Requests())
	if with < without {
		t.Errorf("%s: a perfect model solves fewer messages", path)
	}
}

// readAsExpected reports whether the rules alone read the tasks that a clerk reads, or propose them first; or read no report where there
// is none.
func readAsExpected(reading progress.Reading, m devMessage) bool {
	if len(m.Expect) == 0 {
		return reading.Kind != progress.Update
	}
	if reading.Kind != progress.Update || len(reading.Reports) != len(m.Expect) {
		return false
	}
	for i, want := range m.Expect {
		r := reading.Reports[i]
		if r.Task != want.Task && (r.Task != "" || len(r.Candidates) == 0 || r.Candidates[0].Task != want.Task) {
			return false
		}
	}
	return true
}
