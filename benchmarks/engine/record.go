package engine

import (
	"slices"
	"strings"

	"chutri/internal/plan"
	"chutri/internal/vietnamese"
)

// record is what SQLite and bleve index of a task, folded.
type record struct {
	id string // of the task, as it is

	code   string // the id and the printed code
	title  string
	terms  string
	asked  string
	part   string // titles of its part and of the parts above
	output string
}

// eachRecord calls use with the record of every task, in order, and stops at the first error.
func eachRecord(register *plan.Register, use func(record) error) error {
	for _, t := range register.Tasks {
		p, _ := register.Plan(t.Plan)
		err := use(record{
			id:     t.ID,
			code:   folded(t.ID, t.Code),
			title:  folded(t.Title),
			terms:  folded(t.Terms...),
			asked:  folded(t.Asked...),
			part:   folded(partTitles(p, t.Part)...),
			output: folded(t.Output),
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// partTitles returns the titles of a part and of those above it: 2.1 lies in 2.
func partTitles(p plan.Plan, id string) []string {
	var titles []string
	for id != "" {
		if part, ok := p.Part(id); ok {
			titles = append(titles, part.Title)
		}
		id = id[:max(0, strings.LastIndexByte(id, '.'))]
	}
	return titles
}

// folded returns the words of some texts without accents, one space apart.
func folded(texts ...string) string {
	return strings.Join(vietnamese.Words(vietnamese.Fold(strings.Join(texts, " "))), " ")
}

// questionWords returns the different words of a question, folded like the records.
func questionWords(question string) []string {
	words := strings.Fields(folded(question))
	slices.Sort(words)
	return slices.Compact(words)
}
