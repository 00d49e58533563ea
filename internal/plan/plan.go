// Package plan is the domain: plans, their tasks, agencies, targets, deadlines and the office's calendar.
// It imports only the standard library and nothing of ours; everything else may import it.
package plan

import "time"

// Plan is one action plan: a document with a table of tasks, duties given in its text, or both.
type Plan struct {
	ID       string    // "nan-doi-ben-tre"
	Key      string    // "ND", the prefix of its tasks' ids
	Name     string    // full Vietnamese name
	Short    string    // a name short enough for one line of a card
	Province string    // "Bến Tre"
	Document string    // number and kind of the document, "" where the source does not give it
	Issued   time.Time // date of the document; zero where the source does not give it
	Table    string    // how the document calls its table ("Phụ lục"), "" if it has none
	Start    int       // first year of the plan, 0 if unknown
	End      int       // last year of the plan, 0 if unknown
	Phases   []int     // years in which a phase of the plan ends before the plan does
	Aliases  []string  // what people call the plan
	Parts    []Part    // goals and groups of rows, in document order
	Notes    []string  // readings past damage and conflicts that concern the whole plan
}

// Part is a goal or a group of rows of a plan's table.
type Part struct {
	ID    string // as printed: "2.2", "III"
	Title string // our own short wording
	Line  int    // line of the source text
	By    int    // year by which its heading wants it reached, 0 if it states none
}

// Part returns the part with the given id.
func (p Plan) Part(id string) (Part, bool) {
	for _, part := range p.Parts {
		if part.ID == id {
			return part, true
		}
	}
	return Part{}, false
}

// State is where a plan stands in its own period.
type State string

// The states of a plan.
const (
	InForce   State = "in_force"
	PartEnded State = "part_ended" // a phase is over, the plan is not
	Ended     State = "ended"
)

// State returns where the plan stands at the given time.
func (p Plan) State(at time.Time) State {
	if p.End != 0 && at.Year() > p.End {
		return Ended
	}
	for _, year := range p.Phases {
		if at.Year() > year {
			return PartEnded
		}
	}
	return InForce
}
