package handlers

import (
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
	lines := []string{t.say.Say("move.which", texts.Data{"ID": u.Task})}
	var rows [][]chat.Button
	for i, task := range t.likelyTasks(u) {
		lines = append(lines, t.say.Say("update.candidate", texts.Data{"Number": i + 1, "ID": task.ID, "Title": task.Title}))
		rows = append(rows, row(button(strconv.Itoa(i+1)+" · "+task.ID, "moveto", arguments[0], task.ID)))
	}
	lines = append(lines, t.say.Say("move.or_type", nil))
	t.session.remember(u.Task, t.now)
	t.session.Wants = "move:" + arguments[0]
	rows = append(rows, row(button(t.say.Plain("button.back", nil), "record", arguments[0])))
	t.showCard(cardOf(u), strings.Join(lines, "\n"), rows...)
	return nil
}

// likelyTasks returns the tasks of the reporting agency that the words of a report fit best, without the one that it is on.
func (t *turn) likelyTasks(u store.Progress) []plan.Task {
	text := u.Text
	for refs := plan.FindRefs(text); len(refs) > 0; refs = plan.FindRefs(text) {
		text = text[:refs[0].Start] + " " + text[refs[0].End:]
	}
	reading := t.Progress.Read(text, progress.Context{Agencies: []string{u.Agency}, Command: true})
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
	task, ok := t.taskNamed(strings.TrimSpace(t.m.Text))
	if !ok {
		t.show(t.say.Say("move.unknown", texts.Data{"Text": shorten(t.m.Text, maxWording)}),
			row(button(t.say.Plain("button.back", nil), "record", updateID(u.ID))))
		return nil
	}
	return t.move(u, task.ID)
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
