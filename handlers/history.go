package handlers

import (
	"strconv"
	"strings"

	"chutri/internal/chat"
	"chutri/internal/plan"
	"chutri/internal/texts"
	"chutri/store"
)

// maxWording is how many characters of a message a history shows.
const maxWording = 120

// historyPage is how many progress updates one page of a history shows.
const historyPage = 5

// historyCommand shows what was reported on a task: every report and every step that led to what it says now.
func historyCommand(t *turn, arguments string) error {
	if target, ok := t.targetNamed(arguments); ok {
		return t.valueHistory(target)
	}
	task, ok := t.taskNamed(arguments)
	if !ok {
		t.show(t.say.Say("history.which", nil))
		return nil
	}
	return t.history(task, 0)
}

// taskNamed returns the task that an argument names by id or printed code; without an argument the one spoken of.
func (t *turn) taskNamed(argument string) (plan.Task, bool) {
	if argument == "" {
		if _, task, err := t.card(); err == nil && task != "" {
			return t.Register.Task(task)
		}
		return t.Register.Task(t.session.Task)
	}
	if ref, ok := plan.ParseRef(argument); ok {
		return t.Register.Task(ref.String())
	}
	if named := t.Register.ByCode("", strings.TrimSpace(argument)); len(named) == 1 {
		return named[0], true
	}
	return plan.Task{}, false
}

// historyAction turns the pages of a history.
func historyAction(t *turn, arguments []string) error {
	task, ok := t.Register.Task(arguments[0])
	page, err := strconv.Atoi(arguments[1])
	if !ok || err != nil || page < 0 || !t.isMember() {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	return t.history(task, page)
}

func (t *turn) history(task plan.Task, page int) error {
	t.session.remember(task.ID, t.now)
	var updates []store.Progress
	err := t.r.ProgressByTask(task.ID, func(p store.Progress) bool {
		updates = append(updates, p)
		return true
	})
	if err != nil {
		return err
	}
	lines := []string{t.say.Say("history.title", texts.Data{"ID": task.ID, "Title": task.Title, "Count": len(updates)})}
	moved, err := t.movedLines(task)
	if err != nil {
		return err
	}
	asked, err := t.extensionHistory(task)
	if err != nil {
		return err
	}
	lines = append(append(lines, moved...), asked...)
	first, last := pageOf(len(updates), page, historyPage)
	for _, u := range updates[first:last] {
		steps, err := t.historyLines(u)
		if err != nil {
			return err
		}
		lines = append(lines, steps...)
	}
	buttons := t.pageButtons(len(updates), page, historyPage, "history", task.ID)
	buttons = append(buttons, row(button(t.say.Plain("button.card", nil), "task", task.ID)))
	t.showCard(&store.Card{Task: task.ID}, strings.Join(lines, "\n"), buttons...)
	return nil
}

// historyLines tell one progress update step by step.
func (t *turn) historyLines(u store.Progress) ([]string, error) {
	events, err := t.r.History(u.ID)
	if err != nil {
		return nil, err
	}
	issues, err := t.issuesOf(u)
	if err != nil {
		return nil, err
	}
	lines := []string{t.say.Say("history.update", texts.Data{
		"Number": updateID(u.ID), "Agency": t.Register.AgencyName(u.Agency), "Author": u.Author.Name,
		"State": t.say.Plain("state."+string(u.State), nil),
	})}
	if line := t.fileLine(u.ID); line != "" {
		lines = append(lines, line)
	}
	wording, task := "", ""
	for _, e := range events {
		key := "history." + string(e.Kind)
		data := texts.Data{"Date": e.At.In(t.Zone).Format("15:04 02/01/2006"), "Person": t.personName(e.Actor, u), "Figures": ""}
		if c := e.Progress.Content; c != nil {
			said := c.Text
			switch {
			case c.Correction != "" && e.Kind == store.Recorded: // the answer to what was asked about it
				said = c.Text + " / " + c.Correction
			case c.Correction != "":
				said = c.Correction
			}
			if said == wording {
				key = "history.pressed"
			}
			wording = said
			data["Figures"], data["Text"] = t.figures(*c), shorten(said, maxWording)
		}
		data["Reason"] = e.Progress.Reason
		lines = append(lines, t.markLate(t.say.Say(key, data), e, issues))
		if c := e.Progress.Content; c != nil {
			if task != "" && task != c.Task {
				lines = append(lines, t.say.Say("move.step", texts.Data{"From": task, "To": c.Task}))
			}
			task = c.Task
		}
	}
	return lines, nil
}

// personName names who did something: the author by name, others as a member or by id.
func (t *turn) personName(person int64, u store.Progress) string {
	if person == u.Author.ID {
		return u.Author.Name
	}
	if member, err := t.r.Member(person); err == nil && member.Name != "" {
		return member.Name
	}
	if name, err := t.coordinatorName(person); err == nil && name != "" {
		return name
	}
	return idText(person)
}

// pageOf returns the bounds of a page within a list.
func pageOf(total, page, size int) (first, last int) {
	first = min(page*size, total)
	return first, min(first+size, total)
}

// pageButtons leads to the pages before and after; nil where there is only one.
func (t *turn) pageButtons(total, page, size int, action string, arguments ...string) [][]chat.Button {
	if total <= size {
		return nil
	}
	to := func(page int) []string { return append(append([]string{}, arguments...), strconv.Itoa(page)) }
	var buttons []chat.Button
	if page > 0 {
		buttons = append(buttons, button("‹", action, to(page-1)...))
	}
	pages := (total + size - 1) / size
	buttons = append(buttons, button(strconv.Itoa(page+1)+"/"+strconv.Itoa(pages), action, to(page)...))
	if page+1 < pages {
		buttons = append(buttons, button("›", action, to(page+1)...))
	}
	return [][]chat.Button{buttons}
}

// shorten cuts a text at a word near the given number of characters.
func shorten(text string, most int) string {
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) <= most {
		return string(runes)
	}
	cut := string(runes[:most])
	if space := strings.LastIndex(cut, " "); space > most/2 {
		cut = cut[:space]
	}
	return cut + "…"
}
