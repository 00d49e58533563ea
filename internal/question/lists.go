package question

import (
	"strings"

	"chutri/internal/plan"
	"chutri/internal/vietnamese"
)

// tasks reads what asks for an agency's tasks: "Sở Y tế chủ trì những việc gì?", "STC phối hợp gì trong kế hoạch giảm nghèo".
func (a *analysis) tasks() (Intent, bool) {
	if len(a.bodies) != 1 || !a.only(agency|ofPlan|thing|lead|coordinate) || a.says(lead) && a.says(coordinate) {
		return Intent{}, false
	}
	intent := a.as(Tasks)
	intent.Side = Leads
	if a.says(coordinate) {
		intent.Side = Coordinating
	}
	return intent, true
}

// own reads what asks for the tasks of the asker's agency: "nhiệm vụ của tôi", "đơn vị em phối hợp việc gì".
func (a *analysis) own() (Intent, bool) {
	if !a.says(own) || !a.says(thing) || !a.only(own|ofPlan|thing|lead|coordinate) {
		return Intent{}, false
	}
	intent := a.as(Own)
	intent.Side = Leads
	if a.says(coordinate) && !a.says(lead) {
		intent.Side = Coordinating
	}
	return intent, true
}

// ending reads what asks for the tasks that end in a year: "việc nào hết hạn năm 2025?", "Sở Y tế có việc gì quá hạn".
func (a *analysis) ending() (Intent, bool) {
	if !a.says(ends|late) || len(a.bodies) > 1 || !a.only(agency|ofPlan|thing|lead|ends|late|year|thisYear|lastYear|nextYear) {
		return Intent{}, false
	}
	intent := a.as(Ending)
	intent.Past = intent.Year == 0
	if !a.says(thing|agency) || intent.Year == 0 && !a.says(late) {
		return Intent{}, false
	}
	return intent, true
}

// part reads a goal or a group of rows: "MTCT 14", "mục III kế hoạch giảm nghèo". A code that several plans have is left to the
// search, which offers their rows.
func (a *analysis) part() (Intent, bool) {
	if !a.says(part) || a.count(code) != 1 || !a.only(part|code|ofPlan|thing) {
		return Intent{}, false
	}
	intent := a.as(Part)
	word := ""
	for _, w := range a.words {
		switch w.label {
		case code:
			intent.Part = w.key
		case part:
			word = strings.TrimSpace(word + " " + w.fold)
		}
	}
	found := a.reader.plansWithPart(intent.Part, intent.Plan, word)
	if len(found) != 1 {
		return Intent{}, false
	}
	intent.Plan = found[0]
	return intent, true
}

// plansWithPart returns the plans whose part with the given id has several rows. Where several have it, those count whose
// sources print the word before the code.
func (r *Reader) plansWithPart(id, planID, word string) []string {
	var found, printing []string
	for _, p := range r.register.Plans {
		if _, ok := p.Part(id); !ok || planID != "" && p.ID != planID {
			continue
		}
		rows := r.rows(p, id)
		if len(rows) < 2 {
			continue
		}
		found = append(found, p.ID)
		if strings.Contains(" "+vietnamese.Fold(rows[0].Source)+" ", " "+word+" ") {
			printing = append(printing, p.ID)
		}
	}
	if len(printing) == 1 {
		return printing
	}
	return found
}

// rows returns the rows of a part and of the parts within it.
func (r *Reader) rows(p plan.Plan, part string) []plan.Task {
	var rows []plan.Task
	for _, t := range r.register.Tasks {
		if t.Plan == p.ID && (t.Part == part || strings.HasPrefix(t.Part, part+".")) {
			rows = append(rows, t)
		}
	}
	return rows
}
