package handlers

import (
	"slices"
	"strconv"
	"strings"

	"chutri/internal/chat"
	"chutri/internal/plan"
	"chutri/internal/progress"
	"chutri/internal/texts"
	"chutri/store"
)

// moveAction offers the tasks that a report on the wrong task may be about, and asks for the id of another.
func moveAction(t *turn, arguments []string) error {
	u, ok, err := t.change(arguments[0])
	if !ok {
		return err
	}
	return t.askMove(u)
}

// askMove is moveAction for a report that the author may change.
func (t *turn) askMove(u store.Progress) error {
	lines := []string{t.say.Say("move.which", texts.Data{"ID": u.Task})}
	var rows [][]chat.Button
	for i, task := range t.likelyTasks(u) {
		lines = append(lines, t.say.Say("update.candidate", texts.Data{"Number": i + 1, "ID": task.ID, "Title": task.Title}))
		rows = append(rows, row(button(strconv.Itoa(i+1)+" · "+task.ID, "moveto", updateID(u.ID), task.ID)))
	}
	lines = append(lines, t.say.Say("move.or_type", texts.Data{"Count": len(rows), "Example": t.otherTask(u)}))
	t.session.remember(u.Task, t.now)
	t.session.Wants = "move:" + updateID(u.ID)
	rows = append(rows, row(button(t.say.Plain("button.back", nil), "record", updateID(u.ID))))
	t.showCard(cardOf(u), strings.Join(lines, "\n"), rows...)
	return nil
}

// likelyTasks returns the tasks of the reporting agency that the words of a report fit best, without the one that it is on.
func (t *turn) likelyTasks(u store.Progress) []plan.Task {
	reading := t.Progress.Read(withoutIDs(u.Text), progress.Context{Agencies: []string{u.Agency}, Command: true})
	var tasks []plan.Task
	for _, r := range reading.Reports {
		for _, c := range r.Candidates {
			if task, ok := t.Register.Task(c.Task); ok && task.ID != u.Task && t.mayRecord(task) && len(tasks) < maxTasks {
				tasks = append(tasks, task)
			}
		}
	}
	return tasks
}

// movetoAction moves a report to the task that was chosen.
func movetoAction(t *turn, arguments []string) error {
	u, ok, err := t.change(arguments[0])
	if !ok {
		return err
	}
	return t.move(u, arguments[1])
}

// moveWanted moves a report to the task whose id was typed.
func (t *turn) moveWanted(u store.Progress) error {
	if !t.mayChange(u) {
		t.show(t.say.Say("correct.not_yours", t.owner("", u.Author)))
		return nil
	}
	named := strings.TrimSpace(t.m.Text)
	if _, others := divided([]store.Progress{u}, t.Progress.Remark(named)); len(others) == 1 { // "là BV-153 ạ"
		named = others[0]
	}
	return t.moveNamed(u, named)
}

// moveNamed moves a report to the task that was named.
func (t *turn) moveNamed(u store.Progress, named string) error {
	task, ok := t.taskNamed(named)
	if !ok {
		t.showCard(cardOf(u), t.say.Say("move.unknown", texts.Data{"Text": shorten(named, maxWording)}),
			row(button(t.say.Plain("button.back", nil), "record", updateID(u.ID))))
		return nil
	}
	return t.move(u, task.ID)
}

// proposeMove offers to move a report to a task that was named without a word why.
func (t *turn) proposeMove(u store.Progress, task plan.Task) {
	t.showCard(cardOf(u), t.say.Say("move.propose", texts.Data{
		"Number": updateID(u.ID), "From": u.Task, "To": task.ID, "Title": task.Title, "Figures": t.figures(u.Content),
	}), row(button(t.say.Plain("button.move_to", texts.Data{"ID": task.ID}), "moveto", updateID(u.ID), task.ID)),
		row(button(t.say.Plain("button.card", nil), "task", task.ID), button(t.say.Plain("button.back", nil), "record", updateID(u.ID))))
}

// otherTask returns the id of a task that the author may report on, other than that of a report; "" for none.
func (t *turn) otherTask(u store.Progress) string {
	for _, task := range t.Register.Tasks {
		if task.ID != u.Task && t.Register.Participation(task, u.Agency) == plan.Leads && t.mayRecord(task) {
			return task.ID
		}
	}
	return ""
}

// movedFrom reports whether an update was moved by hand away from a task that its message names.
func movedFrom(u store.Progress, task string) bool {
	return u.Task != task && slices.ContainsFunc(plan.FindRefs(u.Text), func(span plan.RefSpan) bool { return span.Ref.String() == task })
}

// unsettleMoved leaves open the task of a report that corrects an update and names the task from which that one was moved by hand: its
// writer may have overlooked the id or want it back.
func (t *turn) unsettleMoved(d *draft) error {
	for i, r := range d.Reports {
		if r.Update == 0 {
			continue
		}
		u, err := t.r.Progress(r.Update)
		if err != nil {
			return err
		}
		if movedFrom(u, r.Task) {
			d.Reports[i].Task, d.Reports[i].Candidates = "", []string{u.Task, r.Task}
		}
	}
	return nil
}

// move makes a report one on another task. In its history that is an amendment like any other.
func (t *turn) move(u store.Progress, task string) error {
	if u.Task == task { // a press that comes twice changes nothing
		t.recordCard("record.shown", []store.Progress{u})
		return nil
	}
	content := u.Content
	content.Task = task
	return t.amend(u, content)
}
