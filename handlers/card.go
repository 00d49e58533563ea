package handlers

import (
	"strconv"
	"strings"

	"chutri/internal/chat"
	"chutri/internal/plan"
	"chutri/internal/texts"
	"chutri/store"
)

// taskCard shows a task: its lead first, then the task, who coordinates, when, what comes out, how far it is, and the
// row of the plan that says so.
func (t *turn) taskCard(task plan.Task) error {
	lines := t.cardLines(task)
	if t.isMember() {
		current, err := t.currentLines(task)
		if err != nil {
			return err
		}
		lines = append(lines, current...)
	}
	lines = append(lines, t.say.Say("card.source", texts.Data{"Source": task.Source, "ID": task.ID}))
	t.showCard(&store.Card{Task: task.ID}, strings.Join(lines, "\n"), t.cardButtons(task)...)
	return nil
}

// cardLines are the lines of a card that come from the plan.
func (t *turn) cardLines(task plan.Task) []string {
	lines := []string{t.leadLine(task)}
	lines = append(lines, t.successorLines(task)...)
	lines = append(lines, t.say.Say("card.title", texts.Data{"Title": task.Title, "ID": task.ID}))
	if len(task.Coordinating) > 0 {
		lines = append(lines, t.say.Say("card.coordinating", texts.Data{"Agencies": t.shortList(task.Coordinating)}))
	}
	lines = append(lines, t.periodLine(task))
	if p, _ := t.Register.Plan(task.Plan); p.State(t.now) == plan.Ended {
		lines = append(lines, t.say.Say("card.ended", texts.Data{"Year": strconv.Itoa(p.End)}))
	}
	return lines
}

// leadLine names the lead agencies, or what the plan's text gives an agency to do.
func (t *turn) leadLine(task plan.Task) string {
	if len(task.Lead) == 0 {
		return t.say.Say("card.no_lead", nil)
	}
	return t.say.Say("card."+string(task.Role), texts.Data{"Agencies": t.leadNames(task)})
}

// successorLines tell, in at most two lines, who does the work of the lead agencies today: confirmed successors first.
func (t *turn) successorLines(task plan.Task) []string {
	p, _ := t.Register.Plan(task.Plan)
	names := make(map[bool][]string)
	for _, key := range task.Lead {
		agency, err := t.agency(key)
		if err != nil {
			t.Log.Error("what the office decided on successors cannot be read", "agency", key, "error", err)
		}
		for _, s := range agency.SuccessorsAt(p.Province, t.now) {
			name := s.Name
			if s.Field != "" {
				name = t.say.Plain("card.successor_field", texts.Data{"Name": s.Name, "Field": s.Field})
			}
			if !has(names[s.Confirmed], name) {
				names[s.Confirmed] = append(names[s.Confirmed], name)
			}
		}
	}
	var lines []string
	for _, confirmed := range []bool{true, false} {
		key := "card.now"
		if !confirmed {
			key = "card.now_unconfirmed"
		}
		if len(names[confirmed]) > 0 {
			lines = append(lines, t.say.Say(key, texts.Data{"Agencies": strings.Join(names[confirmed], "; ")}))
		}
	}
	return lines
}

// maxListed is how many agencies a card names before it says how many more there are.
const maxListed = 8

// shortList names agencies in one line.
func (t *turn) shortList(keys []string) string {
	names := t.Register.AgencyNames(keys)
	if len(names) <= maxListed {
		return strings.Join(names, "; ")
	}
	return t.say.Plain("card.and_more", texts.Data{
		"Agencies": strings.Join(names[:maxListed], "; "), "Count": len(names) - maxListed,
	})
}

// maxOutput is how many characters of a product a card shows.
const maxOutput = 120

// periodLine tells when the task is to be done and what is to come out.
func (t *turn) periodLine(task plan.Task) string {
	if task.Output == "" {
		return t.say.Say("card.period", texts.Data{"Period": t.period(task)})
	}
	return t.say.Say("card.period_output", texts.Data{"Period": t.period(task), "Output": shorten(task.Output, maxOutput)})
}

func (t *turn) period(task plan.Task) string {
	p, _ := t.Register.Plan(task.Plan)
	switch {
	case task.Period != "":
		return task.Period
	case task.Start != 0 && task.End != 0 && task.Start != task.End:
		return strconv.Itoa(task.Start) + "–" + strconv.Itoa(task.End)
	case task.End != 0:
		return t.say.Plain("card.until", texts.Data{"Year": strconv.Itoa(task.End)})
	case p.End != 0:
		return t.say.Plain("card.no_period", texts.Data{"Year": strconv.Itoa(p.End)})
	}
	return t.say.Plain("card.period_unknown", nil)
}

// currentLines tell how far the task is, by the latest report of a lead agency.
func (t *turn) currentLines(task plan.Task) ([]string, error) {
	latest, ok, err := t.latest(task)
	if err != nil {
		return nil, err
	}
	if !ok {
		return []string{t.say.Say("card.not_reported", nil)}, nil
	}
	return []string{t.say.Say("card.progress", texts.Data{
		"Progress": t.figures(latest.Content), "Date": t.date(latest.ReportedAt),
		"Agency": t.Register.AgencyName(latest.Agency),
	})}, nil
}

// latest returns the newest update that counts for a task: a lead agency's, or, where none reported, any agency's.
func (t *turn) latest(task plan.Task) (latest store.Progress, ok bool, err error) {
	var other store.Progress
	err = t.r.ProgressByTask(task.ID, func(p store.Progress) bool {
		if !p.State.Counts() {
			return true
		}
		if t.Register.Participation(task, p.Agency) == plan.Leads {
			latest, ok = p, true
			return false
		}
		if other.ID == 0 {
			other = p
		}
		return true
	})
	if !ok && other.ID != 0 {
		return other, true, err
	}
	return latest, ok, err
}

// figures tells a report's status, percent and quantities in one line without HTML.
func (t *turn) figures(c store.Content) string {
	parts := []string{t.say.Plain("status."+string(c.Status), nil)}
	if c.Percent != nil {
		key := "figure.percent"
		if c.Estimate {
			key = "figure.percent_estimate"
		}
		parts = append(parts, t.say.Plain(key, texts.Data{"Percent": *c.Percent}))
	}
	for _, q := range c.Quantities {
		parts = append(parts, t.quantity(q))
	}
	return strings.Join(parts, " · ")
}

func (t *turn) quantity(q plan.Quantity) string {
	key, data := "figure.quantity", texts.Data{"Value": q.Value, "Unit": q.Unit}
	if q.Of != nil {
		key, data["Of"] = "figure.quantity_of", *q.Of
	}
	if q.Estimate {
		return t.say.Plain("figure.estimate", texts.Data{"Figure": strings.TrimSpace(t.say.Plain(key, data))})
	}
	return t.say.Plain(key, data)
}

// date writes a day as offices do.
func (t *turn) date(at interface{ Format(string) string }) string { return at.Format("02/01/2006") }

func (t *turn) cardButtons(task plan.Task) [][]chat.Button {
	var rows [][]chat.Button
	if t.isMember() {
		first := row(button(t.say.Plain("button.history", nil), "history", task.ID, "0"))
		if t.mayRecord(task) {
			first = append(first, button(t.say.Plain("button.update", nil), "update", task.ID))
		}
		rows = append(rows, first)
	}
	if len(task.Lead) > 0 {
		rows = append(rows, row(button(t.say.Plain("button.agency_tasks", nil), "tasks", task.Lead[0], "lead", "0")))
	}
	if len(task.Notes) > 0 {
		rows = append(rows, row(button(t.say.Plain("button.notes", texts.Data{"Count": len(task.Notes)}), "notes", task.ID)))
	}
	return rows
}

// notesAction shows what was read past damage in a task's row.
func notesAction(t *turn, arguments []string) error {
	task, ok := t.Register.Task(arguments[0])
	if !ok {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	lines := []string{t.say.Say("notes.title", texts.Data{"ID": task.ID, "Title": task.Title})}
	for _, note := range task.Notes {
		lines = append(lines, t.say.Say("notes.line", texts.Data{"Note": note}))
	}
	if task.Cell != "" {
		lines = append(lines, t.say.Say("notes.cell", texts.Data{"Cell": task.Cell}))
	}
	t.show(strings.Join(lines, "\n"), row(button(t.say.Plain("button.back", nil), "task", task.ID)))
	return nil
}
