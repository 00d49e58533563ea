package handlers

import (
	"reflect"
	"slices"
	"strings"

	"chutri/internal/chat"
	"chutri/internal/plan"
	"chutri/internal/progress"
	"chutri/internal/texts"
	"chutri/store"
)

// read reads a text as the author's report. Several parts of a turn want to know how the same text reads, which is found out once.
func (t *turn) read(text string, c progress.Context) progress.Reading {
	c.Agencies, c.Forwarded, c.Day = t.member.Agencies, t.m.Forwarded, progress.DateOf(t.writtenAt(t.m, t.now))
	if !t.lastRead.read || t.lastRead.text != text || !reflect.DeepEqual(t.lastRead.context, c) {
		reading, ok := t.ahead.take(text, c)
		if !ok {
			reading = t.Progress.Read(text, c)
		}
		t.lastRead = ahead{text: text, context: c, reading: reading, read: true}
	}
	reading := t.lastRead.reading
	reading.Reports = slices.Clone(reading.Reports) // whoever changes one keeps it for themselves
	return reading
}

// updateCommand records what /capnhat says.
func updateCommand(t *turn, arguments string) error {
	if arguments == "" {
		t.show(t.say.Say("update.empty", nil))
		return nil
	}
	c := progress.Context{Command: true}
	updates, task, err := t.card()
	if err != nil {
		return err
	}
	if task != "" {
		c.Card = []string{task}
	}
	if len(updates) > 0 {
		c.Card = tasksOf(updates)
	}
	if asked, err := t.extensionAsked(arguments, task); asked || err != nil {
		return err
	}
	reading := t.read(arguments, c)
	if reading.Kind != progress.Update {
		t.show(t.say.Say("update.unclear", nil))
		t.wishReading(arguments)
		return nil
	}
	return t.report(reading)
}

// nextUpdate returns the id of the next new progress update of this Step.
func (t *turn) nextUpdate() (uint64, error) {
	if t.next == 0 {
		next, err := t.r.NextUpdate()
		if err != nil {
			return 0, err
		}
		t.next = next
	}
	id := t.next
	t.next++
	return id, nil
}

// progressEvent adds an event about a progress update and returns the update as it then stands.
func (t *turn) progressEvent(before store.Progress, kind store.EventKind, id uint64, content *store.Content, reason string) (store.Progress, error) {
	if err := t.learnName(); err != nil {
		return store.Progress{}, err
	}
	e := store.Event{Kind: kind, Progress: &store.Revision{ID: id, Reason: reason, Content: content}}
	t.event(e)
	return store.Project(before, t.step.Events[len(t.step.Events)-1])
}

// recordCard shows progress updates as they stand and further lines, with what can be done to them.
func (t *turn) recordCard(headline string, updates []store.Progress, more ...string) {
	if len(updates) > maxCards {
		t.longCard(headline, updates, more)
		return
	}
	lines := []string{t.say.Say(headline, texts.Data{"Count": len(updates)})}
	card := &store.Card{}
	var rows [][]chat.Button
	for _, u := range updates {
		card.Updates = append(card.Updates, u.ID)
		lines = append(lines, t.recordLines(u)...)
		if len(updates) > 1 {
			rows = append(rows, row(button(t.say.Plain("button.correct_one", texts.Data{"ID": u.Task}), "record", updateID(u.ID))))
		}
	}
	if len(updates) == 1 {
		card.Task = updates[0].Task
		rows = t.recordButtons(updates[0])
	}
	t.showCard(card, strings.Join(append(lines, more...), "\n"), rows...)
}

// recordLines show one progress update.
func (t *turn) recordLines(u store.Progress) []string {
	task, _ := t.Register.Task(u.Task)
	lines := []string{
		t.say.Say("record.task", texts.Data{"ID": u.Task, "Title": task.Title}),
		t.say.Say("record.figures", texts.Data{"Figures": t.figures(u.Content)}),
	}
	if u.Obstacle != "" {
		lines = append(lines, t.say.Say("record.obstacle", texts.Data{"Obstacle": u.Obstacle}))
	}
	if u.Next != "" {
		lines = append(lines, t.say.Say("record.next", texts.Data{"Next": u.Next}))
	}
	if line := t.fileLine(u.ID); line != "" {
		lines = append(lines, line)
	}
	return append(lines, t.say.Say("record.meta", texts.Data{
		"Number": updateID(u.ID), "Agency": t.Register.AgencyName(u.Agency), "Author": u.Author.Name,
		"Date": u.ReportedAt.In(t.Zone).Format("15:04 02/01/2006"), "State": t.say.Plain("state."+string(u.State), nil),
	}))
}

func (t *turn) recordButtons(u store.Progress) [][]chat.Button {
	id := updateID(u.ID)
	if u.State == store.StateWithdrawn {
		return [][]chat.Button{row(
			button(t.say.Plain("button.restore", nil), "restore", id),
			button(t.say.Plain("button.history", nil), "history", u.Task, "0"),
		)}
	}
	return append([][]chat.Button{
		row(button(t.say.Plain("button.status", nil), "status", id), button(t.say.Plain("button.percent", nil), "percent", id)),
		row(button(t.say.Plain("button.withdraw", nil), "withdraw", id), button(t.say.Plain("button.rewrite", nil), "rewrite", id)),
		row(button(t.say.Plain("button.move", nil), "move", id), button(t.say.Plain("button.history", nil), "history", u.Task, "0")),
	}, t.reviewButtons(u)...)
}

// card returns what the message that this one replies to is about: progress updates, or a task. A message that made records is about
// these.
func (t *turn) card() (updates []store.Progress, task string, err error) {
	if t.m.ReplyTo == nil {
		return nil, "", nil
	}
	if !t.m.ReplyTo.FromBot {
		updates, err = t.r.ProgressByMessage(t.m.Chat.ID, t.m.ReplyTo.ID)
		return updates, "", err
	}
	card, err := t.r.Card(t.m.Chat.ID, t.m.ReplyTo.ID)
	if isNotFound(err) {
		return nil, t.onlyTaskIn(t.m.ReplyTo.Text), nil
	}
	if err != nil {
		return nil, "", err
	}
	for _, id := range card.Updates {
		u, err := t.r.Progress(id)
		if err != nil {
			return nil, "", err
		}
		updates = append(updates, u)
	}
	return updates, card.Task, nil
}

// onlyTaskIn returns the task that a message of the bot names, "" where it names none or several: a reply may arrive before the message's
// number has come back and been stored.
func (t *turn) onlyTaskIn(text string) string {
	task := ""
	for _, span := range plan.FindRefs(text) {
		id := span.Ref.String()
		if _, ok := t.Register.Task(id); !ok || task != "" && task != id {
			return ""
		}
		task = id
	}
	return task
}

func tasksOf(updates []store.Progress) []string {
	var tasks []string
	for _, u := range updates {
		tasks = append(tasks, u.Task)
	}
	return tasks
}
