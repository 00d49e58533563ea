package handlers

import (
	"strconv"
	"strings"

	"chutri/internal/chat"
	"chutri/internal/plan"
	"chutri/internal/question"
	"chutri/internal/texts"
)

// selection says which tasks a list shows.
type selection struct {
	side   string // listLead or listCoordinating, of the agency
	agency string // key, "" for all
	plan   string // id, "" for all
	ends   string // the year in which they end, endedByNow, or "" for all
}

// endedByNow selects the tasks whose last year is over.
const endedByNow = "past"

func selectionOf(intent question.Intent) selection {
	s := selection{side: listLead, agency: intent.Agency, plan: intent.Plan}
	if intent.Side == question.Coordinating {
		s.side = listCoordinating
	}
	if intent.Kind == question.Ending {
		if s.ends = endedByNow; intent.Year != 0 {
			s.ends = strconv.Itoa(intent.Year)
		}
	}
	return s
}

// arguments are what a button carries of a selection.
func (s selection) arguments(t *turn) []string {
	p, _ := t.Register.Plan(s.plan)
	return []string{s.side, s.agency, p.Key, s.ends}
}

// someAction turns the pages of a selection.
func someAction(t *turn, arguments []string) error {
	page, err := strconv.Atoi(arguments[4])
	p, _ := t.Register.Plan(arguments[2])
	s := selection{side: arguments[0], agency: arguments[1], plan: p.ID, ends: arguments[3]}
	if err != nil || page < 0 || !t.canBe(s) {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	return t.some(s, page)
}

// canBe reports whether a selection is one that the bot makes itself.
func (t *turn) canBe(s selection) bool {
	_, known := t.Register.Agency(s.agency)
	year, err := strconv.Atoi(s.ends)
	return (s.side == listLead || s.side == listCoordinating) && (known || s.agency == "") &&
		(s.ends == "" || s.ends == endedByNow || err == nil && year > 1000 && year < 10000)
}

// some shows one page of the tasks of a selection. The counts are counted from the register.
func (t *turn) some(s selection, page int) error {
	found, undated := t.selected(s)
	lines := []string{t.say.Say("asking."+s.title(), texts.Data{
		"Agency": t.Register.AgencyName(s.agency), "Plan": t.planName(s.plan), "Count": len(found), "Year": s.year(),
	})}
	first, last := pageOf(len(found), page, listPage)
	var buttons [][]chat.Button
	for i, task := range found[first:last] {
		line, err := t.selectedLine(s, task)
		if err != nil {
			return err
		}
		lines = append(lines, line)
		if i%4 == 0 {
			buttons = append(buttons, nil)
		}
		buttons[len(buttons)-1] = append(buttons[len(buttons)-1], button(task.ID, "task", task.ID))
	}
	if s.ends != "" && undated > 0 {
		lines = append(lines, t.say.Say("asking.undated", texts.Data{"Count": undated}))
	}
	buttons = append(buttons, t.pageButtons(len(found), page, listPage, "some", s.arguments(t)...)...)
	t.show(strings.Join(lines, "\n"), append(buttons, t.neighbours(s)...)...)
	return nil
}

// title is the key of a selection's headline.
func (s selection) title() string {
	switch {
	case s.ends == endedByNow:
		return "ended"
	case s.ends != "":
		return "ending"
	}
	return "tasks_" + s.side
}

func (s selection) year() string {
	if s.ends == endedByNow {
		return ""
	}
	return s.ends
}

// selected returns the tasks of a selection in the register's order, and how many more would be asked about if their rows stated
// a year.
func (t *turn) selected(s selection) (found []plan.Task, undated int) {
	for _, task := range t.Register.Tasks {
		switch {
		case s.plan != "" && task.Plan != s.plan:
		case s.agency != "" && s.side == listCoordinating && !task.CoordinatedBy(s.agency):
		case s.agency != "" && s.side != listCoordinating && !task.LedBy(s.agency):
		case s.ends == "":
			found = append(found, task)
		case task.End == 0:
			undated++
		case s.ends == strconv.Itoa(task.End), s.ends == endedByNow && task.End < t.now.Year():
			found = append(found, task)
		}
	}
	return found, undated
}

// selectedLine shows a task of a selection, with its lead where the selection is not an agency's own.
func (t *turn) selectedLine(s selection, task plan.Task) (string, error) {
	if s.agency != "" && s.side == listLead {
		return t.listLine(task)
	}
	return t.say.Say("asking.line", texts.Data{"ID": task.ID, "Title": task.Title, "Lead": t.leadNames(task)}), nil
}

// neighbours leads to the other side of an agency's tasks, and from all plans to each of them.
func (t *turn) neighbours(s selection) [][]chat.Button {
	if s.agency == "" || s.ends != "" {
		return nil
	}
	other := s
	other.side = listCoordinating
	if s.side == listCoordinating {
		other.side = listLead
	}
	var rows [][]chat.Button
	if found, _ := t.selected(other); len(found) > 0 {
		rows = append(rows, row(button(t.say.Plain("button."+other.side, texts.Data{"Count": len(found)}), "some", append(other.arguments(t), "0")...)))
	}
	if t.isCoordinator() {
		rows = append(rows, row(button(t.say.Plain("button.successors", nil), "heirs", s.agency)))
	}
	if s.plan != "" {
		all := s
		all.plan = ""
		return append(rows, row(button(t.say.Plain("asking.button.all_plans", nil), "some", append(all.arguments(t), "0")...)))
	}
	var plans []chat.Button
	for _, p := range t.Register.Plans {
		one := s
		one.plan = p.ID
		if found, _ := t.selected(one); len(found) > 0 {
			plans = append(plans, button(p.Key+" ("+strconv.Itoa(len(found))+")", "some", append(one.arguments(t), "0")...))
		}
	}
	if len(plans) > 1 {
		rows = append(rows, plans)
	}
	return rows
}

func (t *turn) planName(id string) string {
	p, _ := t.Register.Plan(id)
	return p.Short
}
