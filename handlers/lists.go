package handlers

import (
	"strconv"
	"strings"

	"chutri/internal/chat"
	"chutri/internal/plan"
	"chutri/internal/texts"
)

// listPage is how many tasks one page of a list shows.
const listPage = 8

// The sides of a list of an agency's tasks.
const (
	listLead         = "lead"
	listCoordinating = "coordinating"
	listPlan         = "plan" // all tasks of a plan
	listPart         = "part" // the tasks of a part of a plan
)

// tasksCommand answers /nhiemvu: the tasks of an agency or a plan, or one task.
func tasksCommand(t *turn, arguments string) error {
	if arguments == "" {
		return plansCommand(t, "")
	}
	if task, ok := t.taskNamed(arguments); ok {
		return t.answer(task)
	}
	if key, ok := t.Agencies.Find(arguments); ok {
		return t.list(key, listLead, 0)
	}
	if p, ok := t.plans.find(arguments); ok {
		return t.list(p.ID, listPlan, 0)
	}
	t.show(t.say.Say("tasks.unknown", texts.Data{"Text": shorten(arguments, 80)}))
	return nil
}

// tasksAction turns the pages of a list of tasks.
func tasksAction(t *turn, arguments []string) error {
	page, err := strconv.Atoi(arguments[2])
	if err != nil || page < 0 {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	return t.list(arguments[0], arguments[1], page)
}

// partName names a part of a plan in a button: "BV/6.3".
func partName(p plan.Plan, part string) string { return p.Key + "/" + part }

// partNamed reads what partName wrote.
func (t *turn) partNamed(name string) (plan.Plan, plan.Part) {
	key, id, _ := strings.Cut(name, "/")
	p, _ := t.Register.Plan(key)
	part, _ := p.Part(id)
	return p, part
}

// list shows one page of the tasks of an agency, a plan or a part. The counts are counted from the register.
func (t *turn) list(of, side string, page int) error {
	found := t.listed(of, side)
	if len(found) == 0 && side != listLead && side != listCoordinating {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	lines := []string{t.say.Say("tasks."+side, texts.Data{"Name": t.listName(of, side), "Count": len(found)})}
	first, last := pageOf(len(found), page, listPage)
	var numbers [][]chat.Button
	for i, task := range found[first:last] {
		line, err := t.listLine(task)
		if err != nil {
			return err
		}
		lines = append(lines, line)
		if i%4 == 0 {
			numbers = append(numbers, nil)
		}
		numbers[len(numbers)-1] = append(numbers[len(numbers)-1], button(task.ID, "task", task.ID))
	}
	buttons := append(numbers, t.pageButtons(len(found), page, listPage, "tasks", of, side)...)
	switch side {
	case listLead:
		buttons = append(buttons, row(button(t.say.Plain("button.coordinating", texts.Data{"Count": len(t.listed(of, listCoordinating))}), "tasks", of, listCoordinating, "0")))
		if t.isCoordinator() {
			buttons = append(buttons, row(button(t.say.Plain("button.successors", nil), "heirs", of)))
		}
	case listCoordinating:
		buttons = append(buttons, row(button(t.say.Plain("button.lead", texts.Data{"Count": len(t.listed(of, listLead))}), "tasks", of, listLead, "0")))
	}
	t.show(strings.Join(lines, "\n"), buttons...)
	return nil
}

// listName is what a list is called: the agency, the plan or the part.
func (t *turn) listName(of, side string) string {
	switch side {
	case listPlan:
		p, _ := t.Register.Plan(of)
		return p.Name
	case listPart:
		p, part := t.partNamed(of)
		return part.ID + " " + part.Title + " (" + p.Short + ")"
	}
	return t.Register.AgencyName(of)
}

// listed returns the tasks of a list, in the register's order.
func (t *turn) listed(of, side string) []plan.Task {
	belongs := map[string]func(plan.Task) bool{
		listLead:         func(task plan.Task) bool { return task.LedBy(of) },
		listCoordinating: func(task plan.Task) bool { return task.CoordinatedBy(of) },
		listPlan:         func(task plan.Task) bool { return task.Plan == of },
	}[side]
	if side == listPart {
		p, part := t.partNamed(of)
		belongs = func(task plan.Task) bool {
			return task.Plan == p.ID && part.ID != "" && (task.Part == part.ID || strings.HasPrefix(task.Part, part.ID+"."))
		}
	}
	var found []plan.Task
	for _, task := range t.Register.Tasks {
		if belongs != nil && belongs(task) {
			found = append(found, task)
		}
	}
	return found
}

func (t *turn) listLine(task plan.Task) (string, error) {
	data := texts.Data{"ID": task.ID, "Title": task.Title}
	if t.isMember() {
		latest, ok, err := t.latest(task)
		if err != nil {
			return "", err
		}
		if ok {
			data["Figures"], err = t.standing(latest)
			return t.say.Say("tasks.line_progress", data), err
		}
	}
	return t.say.Say("tasks.line", data), nil
}

// plansCommand answers /kehoach: the plans with their documents, and where each stands.
func plansCommand(t *turn, _ string) error {
	lines := []string{t.say.Say("plans.title", texts.Data{"Count": len(t.Register.Plans)})}
	var buttons [][]chat.Button
	for _, p := range t.Register.Plans {
		rows := t.Register.Rows(p.ID)
		lines = append(lines, t.say.Say("plans.line", texts.Data{
			"Key": p.Key, "Name": p.Name, "Document": p.Document, "HasRows": rows > 0, "Rows": rows, "Duties": len(t.listed(p.ID, listPlan)) - rows,
			"State": t.say.Plain("plans."+string(p.State(t.now)), texts.Data{"Year": strconv.Itoa(p.End)}),
		}))
		buttons = append(buttons, row(button(p.Short, "tasks", p.ID, listPlan, "0")))
	}
	more, err := t.coordinatorButtons()
	t.show(strings.Join(lines, "\n"), append(buttons, more...)...)
	return err
}
