package search

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"chutri/internal/plan"
)

// Question is a question with the tasks that a careful official would take as its answer.
type Question struct {
	Category string
	Text     string
	Accept   []string // ids of tasks; empty where nothing in the plans answers it
}

// documents gives the key of the plan by the number of its document in files of questions. The plan without a table has no rows to number.
var documents = map[string]string{"000": "ND", "002": "KL", "003": "BV", "004": "GN"}

// ReadQuestions reads questions, one JSON object a line: {"category": …, "question": …, "accept": [["000", 15]]}. An accepted
// task is the number of its plan's document with its row, or its id.
func ReadQuestions(from io.Reader) ([]Question, error) {
	var list []Question
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, 1<<20)
	for number := 1; lines.Scan(); number++ {
		if len(strings.TrimSpace(lines.Text())) == 0 {
			continue
		}
		var record struct {
			Category string            `json:"category"`
			Question string            `json:"question"`
			Accept   []json.RawMessage `json:"accept"`
		}
		if err := json.Unmarshal(lines.Bytes(), &record); err != nil {
			return nil, fmt.Errorf("line %d: %w", number, err)
		}
		question := Question{Category: record.Category, Text: record.Question}
		for _, accepted := range record.Accept {
			id, err := acceptedID(accepted)
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", number, err)
			}
			question.Accept = append(question.Accept, id)
		}
		list = append(list, question)
	}
	return list, lines.Err()
}

func acceptedID(accepted json.RawMessage) (string, error) {
	var id string
	if json.Unmarshal(accepted, &id) == nil {
		return id, nil
	}
	var (
		document string
		row      int
		pair     = []any{&document, &row}
	)
	if err := json.Unmarshal(accepted, &pair); err != nil {
		return "", fmt.Errorf("accepted task %s: %w", accepted, err)
	}
	key, ok := documents[document]
	if !ok {
		return "", fmt.Errorf("accepted task %s: no document %q", accepted, document)
	}
	return fmt.Sprintf("%s-%d", key, row), nil
}

// Figures counts how questions of one category were answered.
type Figures struct {
	Category   string
	Answerable int // questions that the plans answer
	LeadFirst  int // of these, the first answer has the lead agencies of an accepted task
	TaskFirst  int // the first answer is an accepted task
	TaskThree  int // one of the first three is
	Missed     int // of these, nothing was found
	Outside    int // questions that nothing answers
	Refused    int // of these, nothing was found
}

// Wrong is a question that was not answered as it should be.
type Wrong struct {
	Question Question
	Result   Result
}

// Evaluate asks all questions. It returns the figures by category, in the order in which these first appear, the sum of all under the
// category "all" last, and the questions whose first answer is wrong.
func Evaluate(x *Index, questions []Question) (figures []Figures, wrong []Wrong) {
	all := Figures{Category: "all"}
	for _, q := range questions {
		at := slices.IndexFunc(figures, func(f Figures) bool { return f.Category == q.Category })
		if at < 0 {
			at = len(figures)
			figures = append(figures, Figures{Category: q.Category})
		}
		result := x.Find(q.Text)
		one := judge(x.register, q, result)
		figures[at].add(one)
		all.add(one)
		if one.TaskFirst+one.Refused == 0 {
			wrong = append(wrong, Wrong{q, result})
		}
	}
	return append(figures, all), wrong
}

func judge(register *plan.Register, q Question, result Result) Figures {
	refused := count(result.Outcome == NotFound)
	if len(q.Accept) == 0 {
		return Figures{Outside: 1, Refused: refused}
	}
	one := Figures{Answerable: 1, Missed: refused}
	for i, answer := range result.Answers {
		right := slices.Contains(q.Accept, answer.Task.ID)
		if i == 0 {
			one.TaskFirst = count(right)
			one.LeadFirst = count(leadsAlike(register, answer.Task, q.Accept))
		}
		if right && i < 3 {
			one.TaskThree = 1
		}
	}
	return one
}

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// leadsAlike reports whether a task has the lead agencies of one of the accepted tasks.
func leadsAlike(register *plan.Register, t plan.Task, accept []string) bool {
	for _, id := range accept {
		if other, ok := register.Task(id); ok && sameLeads(t, other) {
			return true
		}
	}
	return false
}

func (f *Figures) add(one Figures) {
	f.Answerable += one.Answerable
	f.LeadFirst += one.LeadFirst
	f.TaskFirst += one.TaskFirst
	f.TaskThree += one.TaskThree
	f.Missed += one.Missed
	f.Outside += one.Outside
	f.Refused += one.Refused
}

// Table writes figures as a table of percentages.
func Table(to io.Writer, figures []Figures) {
	fmt.Fprintf(to, "%-12s %6s %6s %6s %6s %6s %8s %8s\n", "category", "asked", "lead", "task", "three", "missed", "outside", "refused")
	for _, f := range figures {
		fmt.Fprintf(to, "%-12s %6d %6s %6s %6s %6s %8d %8s\n", f.Category, f.Answerable, share(f.LeadFirst, f.Answerable),
			share(f.TaskFirst, f.Answerable), share(f.TaskThree, f.Answerable), share(f.Missed, f.Answerable), f.Outside, share(f.Refused, f.Outside))
	}
}

func share(part, whole int) string {
	if whole == 0 {
		return "-"
	}
	return fmt.Sprintf("%.1f%%", 100*float64(part)/float64(whole))
}
