package handlers

import (
	"strconv"
	"strings"

	"chutri/internal/chat"
	"chutri/internal/plan"
	"chutri/internal/question"
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
	lines = append(lines, t.successorLines(task, maxSuccessors, maxField)...)
	lines = append(lines, t.say.Say("card.title", texts.Data{"Title": task.Title, "ID": task.ID}))
	if len(task.Coordinating) > 0 {
		lines = append(lines, t.say.Say("card.coordinating", texts.Data{"Agencies": t.shortList(task.Coordinating)}))
	}
	lines = append(lines, t.periodLine(task))
	return append(lines, t.endedLine(task)...)
}

// endedLine says that the period of the task's plan is over, where it is.
func (t *turn) endedLine(task plan.Task) []string {
	p, _ := t.Register.Plan(task.Plan)
	if p.State(t.now) != plan.Ended {
		return nil
	}
	return []string{t.say.Say("card.ended", texts.Data{"Year": strconv.Itoa(p.End)})}
}

// leadLine names the lead agencies, or what the plan's text gives an agency to do.
func (t *turn) leadLine(task plan.Task) string {
	if len(task.Lead) == 0 {
		return t.say.Say("card.no_lead", nil)
	}
	return t.say.Say("card."+string(task.Role), texts.Data{"Agencies": t.leadNames(task)})
}

// How many successors one line names, and how many characters of the field of each: on a card, and where they are the answer.
const (
	maxSuccessors    = 3
	maxField         = 40
	maxAllSuccessors = 12
	maxWholeField    = 200
)

// successors returns who does the work of a task's lead agencies today.
func (t *turn) successors(task plan.Task) []plan.Successor {
	p, _ := t.Register.Plan(task.Plan)
	var all []plan.Successor
	for _, key := range task.Lead {
		agency, err := t.agency(key)
		if err != nil {
			t.Log.Error("what the office decided on successors cannot be read", "agency", key, "error", err)
		}
		all = append(all, agency.SuccessorsAt(p.Province, t.now)...)
	}
	return all
}

// successorLines tell, in at most two lines, who does the work of the lead agencies today: confirmed successors first. Each line
// names at most so many, with so much of their fields.
func (t *turn) successorLines(task plan.Task, most, field int) []string {
	names := make(map[bool][]string)
	for _, s := range t.successors(task) {
		name := s.Name
		if s.Field != "" {
			name = t.say.Plain("card.successor_field", texts.Data{"Name": s.Name, "Field": shorten(s.Field, field)})
		}
		if !has(names[s.Confirmed], name) {
			names[s.Confirmed] = append(names[s.Confirmed], name)
		}
	}
	var lines []string
	for _, confirmed := range []bool{true, false} {
		key := "card.now"
		if !confirmed {
			key = "card.now_unconfirmed"
		}
		if len(names[confirmed]) > 0 {
			lines = append(lines, t.say.Say(key, texts.Data{"Agencies": t.firstNames(names[confirmed], most)}))
		}
	}
	return lines
}

// maxListed is how many agencies a card names before it says how many more there are.
const maxListed = 5

// shortList names agencies in one line.
func (t *turn) shortList(keys []string) string {
	return t.firstNames(t.Register.AgencyNames(keys), maxListed)
}

// firstNames joins names; of more than most it names the first and says how many more there are.
func (t *turn) firstNames(names []string, most int) string {
	if len(names) <= most {
		return strings.Join(names, "; ")
	}
	return t.say.Plain("card.and_more", texts.Data{"Agencies": strings.Join(names[:most], "; "), "Count": len(names) - most})
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

// figures tells a report's status, percent, quantities and the day on which its task was finished in one line without HTML.
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
	if c.Finished != "" {
		parts = append(parts, t.say.Plain("finished_on", texts.Data{"Date": dateOf(c.Finished)}))
	}
	return strings.Join(parts, " · ")
}

func (t *turn) quantity(q plan.Quantity) string {
	key, data := "figure.quantity", texts.Data{"Value": q.Value, "Percent": q.Value, "Unit": q.Unit}
	switch {
	case q.Unit == plan.PerCent:
		key = "figure.percent"
	case q.Of != nil:
		key, data["Of"] = "figure.quantity_of", *q.Of
	}
	said := t.say.Plain(key, data)
	if q.Estimate {
		said = t.say.Plain("figure.estimate", texts.Data{"Figure": strings.TrimSpace(said)})
	}
	if q.Span != plan.SinceStart {
		said = t.say.Plain("span."+string(q.Span), texts.Data{"Figure": strings.TrimSpace(said)})
	}
	return said
}

// standing tells how far a task is by an agency's last report on it, with the figures that still hold beside its own.
func (t *turn) standing(last store.Progress) (string, error) {
	last, err := store.Standing(t.r, last)
	return t.figures(last.Content), err
}

// date writes a day as offices do.
func (t *turn) date(at interface{ Format(string) string }) string { return at.Format("02/01/2006") }

func (t *turn) cardButtons(task plan.Task) [][]chat.Button {
	var rows [][]chat.Button
	if t.isMember() {
		first := row(
			button(t.say.Plain("asking.button.progress", nil), "about", string(question.Progress), task.ID),
			button(t.say.Plain("button.history", nil), "history", task.ID, "0"),
		)
		if t.mayRecord(task) {
			first = append(first, button(t.say.Plain("button.update", nil), "update", task.ID))
		}
		rows = append(append(rows, first), t.extendButton(task)...)
	}
	if len(task.Lead) > 0 {
		rows = append(rows, row(button(t.say.Plain("button.agency_tasks", nil), "tasks", task.Lead[0], "lead", "0")))
	}
	last := row(button(t.say.Plain("asking.button.wrong", nil), "wrong", task.ID))
	if len(task.Notes) > 0 {
		last = append(last, button(t.say.Plain("button.notes", texts.Data{"Count": len(task.Notes)}), "notes", task.ID))
	}
	if len(task.Coordinating) > maxListed {
		last = append(last, button(t.say.Plain("button.coordinating", texts.Data{"Count": len(task.Coordinating)}), "about", string(question.Coordinators), task.ID))
	}
	if all := t.successors(task); len(all) > maxSuccessors {
		last = append(last, button(t.say.Plain("asking.button.now", texts.Data{"Count": len(all)}), "about", string(question.Now), task.ID))
	}
	return append(rows, last)
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
