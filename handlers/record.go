package handlers

import (
	"strings"
	"time"

	"chutri/internal/chat"
	"chutri/internal/plan"
	"chutri/internal/progress"
	"chutri/internal/texts"
	"chutri/store"
)

// read reads a text as the author's report.
func (t *turn) read(text string, c progress.Context) progress.Reading {
	c.Agencies, c.Forwarded = t.member.Agencies, t.m.Forwarded
	return t.Progress.Read(text, c)
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
	reading := t.read(arguments, c)
	if reading.Kind != progress.Update {
		t.show(t.say.Say("update.unclear", nil))
		return nil
	}
	return t.report(reading)
}

// report records what a message reports, or asks what it needs to know first.
func (t *turn) report(reading progress.Reading) error {
	var clear []draftReport
	for _, r := range reading.Reports {
		if unknown, ok := unknownTask(r); ok {
			t.show(t.say.Say("update.no_such_task", texts.Data{"ID": unknown}))
			return nil
		}
		if r.Task == "" {
			if len(reading.Reports) == 1 {
				return t.askTask(r)
			}
			continue
		}
		task, ok := t.Register.Task(r.Task)
		if !ok { // a target: its values are not progress of a task
			t.show(t.say.Say("update.no_such_task", texts.Data{"ID": r.Task}))
			return nil
		}
		if !t.mayRecord(task) {
			return t.refuse(task)
		}
		if !r.StatusGiven {
			return t.askStatus(r)
		}
		clear = append(clear, draftOf(r))
	}
	if len(clear) == 0 {
		t.show(t.say.Say("update.unclear", nil))
		return nil
	}
	doubts, err := t.doubts(reading, clear)
	if err != nil {
		return err
	}
	if len(doubts) > 0 {
		t.askRight(clear, doubts)
		return nil
	}
	return t.record(clear, t.here())
}

// origin is the message that a report was written in.
type origin struct {
	Chat    int64     `json:"chat"`
	Message int       `json:"message"`
	At      time.Time `json:"at"`
}

// here is the message that is being handled. A service's clock that runs ahead of ours is not believed.
func (t *turn) here() origin {
	at := t.m.Time.In(t.Zone)
	if t.m.Time.IsZero() || at.After(t.now) {
		at = t.now
	}
	return origin{Chat: t.m.Chat.ID, Message: t.m.ID, At: at}
}

// unknownTask returns the id in a report that no task has.
func unknownTask(r progress.Report) (id string, ok bool) {
	for _, d := range r.Doubts {
		if d.Kind == progress.UnknownTask {
			return d.First, true
		}
	}
	return "", false
}

func draftOf(r progress.Report) draftReport {
	return draftReport{
		Task: r.Task, Status: r.Status, Percent: r.Percent, Estimate: r.PercentEstimate,
		Quantities: r.Quantities, Obstacle: r.Obstacle, Next: r.Next, Text: r.Text,
	}
}

// refuse tells somebody who may not record for a task who can, and how to be invited.
func (t *turn) refuse(task plan.Task) error {
	who := append(append([]string{}, task.Lead...), task.Coordinating...)
	key := "update.refused"
	if !t.isMember() {
		key = "update.refused_stranger"
	}
	t.show(t.say.Say(key, texts.Data{"ID": task.ID, "Agencies": t.shortList(who), "Person": idText(t.m.Author.ID)}))
	return nil
}

// record stores reports, each as a progress update of its own, and shows them back.
func (t *turn) record(reports []draftReport, from origin) error {
	var updates []store.Progress
	for _, r := range reports {
		task, ok := t.Register.Task(r.Task)
		agency, may := t.agencyFor(task)
		if !ok || !may {
			return t.refuse(task)
		}
		id, err := t.nextUpdate()
		if err != nil {
			return err
		}
		content := r.content()
		content.Author = store.Author{ID: t.m.Author.ID, Name: t.member.Name}
		content.Agency, content.Chat, content.Message = agency, from.Chat, from.Message
		content.ReportedAt, content.Week = from.At, plan.WeekOf(from.At.In(t.Zone)).Name
		update, err := t.progressEvent(store.Progress{}, store.Recorded, id, &content, "")
		if err != nil {
			return err
		}
		updates = append(updates, update)
		t.session.remember(r.Task, t.now)
	}
	t.session.Draft = nil
	t.recordCard("record.done", updates)
	return nil
}

func (r draftReport) content() store.Content {
	return store.Content{
		Task: r.Task, Status: r.Status, Percent: r.Percent, Estimate: r.Estimate,
		Quantities: r.Quantities, Obstacle: r.Obstacle, Next: r.Next, Text: r.Text,
	}
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
	e := store.Event{Kind: kind, Progress: &store.Revision{ID: id, Reason: reason, Content: content}}
	t.event(e)
	return store.Project(before, t.step.Events[len(t.step.Events)-1])
}

// recordCard shows progress updates as they stand, with what can be done to them.
func (t *turn) recordCard(headline string, updates []store.Progress) {
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
	t.showCard(card, strings.Join(lines, "\n"), rows...)
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
	return [][]chat.Button{
		row(button(t.say.Plain("button.status", nil), "status", id), button(t.say.Plain("button.percent", nil), "percent", id)),
		row(button(t.say.Plain("button.withdraw", nil), "withdraw", id), button(t.say.Plain("button.rewrite", nil), "rewrite", id)),
		row(button(t.say.Plain("button.history", nil), "history", u.Task, "0")),
	}
}

// card returns what the message that this one replies to is about: progress updates, or a task.
func (t *turn) card() (updates []store.Progress, task string, err error) {
	if t.m.ReplyTo == nil || !t.m.ReplyTo.FromBot {
		return nil, "", nil
	}
	card, err := t.r.Card(t.m.Chat.ID, t.m.ReplyTo.ID)
	if isNotFound(err) {
		return nil, "", nil
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

func tasksOf(updates []store.Progress) []string {
	var tasks []string
	for _, u := range updates {
		tasks = append(tasks, u.Task)
	}
	return tasks
}
