package handlers

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"chutri/internal/chat"
	"chutri/internal/plan"
	"chutri/internal/progress"
	"chutri/internal/question"
	"chutri/internal/texts"
	"chutri/store"
)

// repliedToRecord answers a reply to a record's card, or to the message that made the record: a remark on it, a correction or a question.
func (t *turn) repliedToRecord(updates []store.Progress) error {
	if !t.isMember() {
		return t.replyRead(updates, t.m.Text)
	}
	remark := t.Progress.Remark(t.m.Text)
	if done, err := t.remarked(updates, remark); done || err != nil {
		return err
	}
	return t.replyRead(updates, remark.Text)
}

// replyRead takes the text of a reply to records as a correction, or answers it as the question that it is.
func (t *turn) replyRead(updates []store.Progress, text string) error {
	context := progress.Context{Card: tasksOf(updates)}
	reading := t.read(text, context)
	if len(reading.Reports) == 1 {
		reading.Reports[0].Text = strings.TrimSpace(t.m.Text) // with what it takes back
	}
	if reading.Kind == progress.Update {
		if !slices.ContainsFunc(reading.Reports, func(r progress.Report) bool { return !r.Unchanged }) {
			return t.report(reading) // that nothing is new corrects nothing
		}
		if t.goesOn(updates, reading) {
			return t.report(reading)
		}
		return t.patch(updates, reading)
	}
	foreign := slices.ContainsFunc(updates, func(u store.Progress) bool { return !t.mayChange(u) })
	asks := reading.Kind == progress.Question || strings.Contains(text, "?") || t.questions.Read(text, t.now).Kind != question.Ordinary
	if foreign || asks || t.m.Forwarded {
		return t.ask(t.m.Text)
	}
	context.Command = true // what comes next is no report, but of one that is there it can be said
	if reading = t.read(text, context); saysAnything(reading.Reports) {
		return t.patch(updates, reading)
	}
	t.recordCard("correct.unclear", updates)
	return nil
}

// saysAnything reports whether reports hold anything that can be recorded.
func saysAnything(reports []progress.Report) bool {
	return slices.ContainsFunc(reports, func(r progress.Report) bool {
		return r.StatusGiven || r.Unchanged || r.Percent != nil || len(r.Quantities) > 0 || r.Measured != nil || r.Obstacle != "" || r.Next != ""
	})
}

// remarked answers a remark on records; done is false for a text that is none, and for one that is about other records.
func (t *turn) remarked(updates []store.Progress, remark progress.Remark) (done bool, err error) {
	about, others := divided(updates, remark)
	switch {
	case remark.Kind == progress.NoRemark, remark.Kind == progress.Withdraws && len(others) > 0:
		return false, nil
	case remark.Kind == progress.Agrees:
		card := cardOf(updates[0])
		for _, u := range updates[1:] {
			card.Task, card.Updates = "", append(card.Updates, u.ID)
		}
		t.showCard(card, t.say.Say("correct.agreed", texts.Data{"Count": len(updates), "ID": updates[0].Task, "Figures": t.figures(updates[0].Content)}))
		return true, nil
	}
	if at := slices.IndexFunc(about, func(u store.Progress) bool { return !t.mayChange(u) }); at >= 0 {
		t.show(t.say.Say("correct.not_yours", texts.Data{"Author": about[at].Author.Name}))
		return true, nil
	}
	switch {
	case remark.Kind == progress.Withdraws:
		return true, t.withdraw(recordedThings{updates: about})
	case remark.Kind == progress.Mistakes:
		t.recordCard("correct.what_wrong", about)
	case len(about) > 1 || len(others) > 1:
		t.recordCard("correct.which_one", about)
	default:
		return true, t.remarkedOne(about[0], others, remark)
	}
	return true, nil
}

// divided returns which of some records a remark is about, all where it names none of their tasks, and the other tasks that it names.
func divided(updates []store.Progress, remark progress.Remark) (about []store.Progress, others []string) {
	for _, u := range updates {
		if has(remark.Tasks, u.Task) || has(remark.Denies, u.Task) {
			about = append(about, u)
		}
	}
	for _, id := range remark.Tasks {
		if !has(tasksOf(updates), id) {
			others = append(others, id)
		}
	}
	if len(about) == 0 {
		about = updates
	}
	return about, others
}

// remarkedOne answers a remark on one record that the author may change; others are the tasks that it names besides the record's own.
func (t *turn) remarkedOne(u store.Progress, others []string, remark progress.Remark) error {
	switch remark.Kind {
	case progress.Clears:
		return t.clear(u, remark.Field)
	case progress.BareNumber:
		return t.bareNumber(u, remark.Text)
	case progress.MistakesTo:
		return t.askMove(u)
	case progress.Moves:
		if len(others) == 1 && remark.Sure {
			return t.moveNamed(u, others[0])
		}
		fallthrough
	case progress.Names:
		if len(others) == 0 {
			break
		}
		if task, ok := t.Register.Task(others[0]); ok && t.mayRecord(task) {
			t.proposeMove(u, task)
			return nil
		}
		return t.ask(t.m.Text)
	}
	t.recordCard("record.shown", []store.Progress{u})
	return nil
}

// remarkedFreely answers a remark that replies to nothing, where it can only be about the author's last report, which was just spoken of.
func (t *turn) remarkedFreely(remark progress.Remark) (done bool, err error) {
	if remark.Kind == progress.Withdraws {
		return t.withdrawSaid(remark, "")
	}
	switch remark.Kind {
	case progress.Moves, progress.MistakesTo, progress.Mistakes, progress.Clears:
	default:
		return t.saidAfterRecord(remark)
	}
	u, ok, err := t.latestOwn("")
	if err != nil || !ok || u.Task != t.session.Task || !t.mayReport() {
		return false, err
	}
	if remark.Kind == progress.Moves && !remark.Sure {
		return false, nil
	}
	if _, others := divided([]store.Progress{u}, remark); remark.Kind == progress.Moves && len(others) == 1 {
		if task, ok := t.Register.Task(others[0]); ok && t.mayRecord(task) {
			t.proposeMove(u, task)
			return true, nil
		}
	}
	return t.remarked([]store.Progress{u}, remark)
}

// clear leaves a field out of a report. Without what stands in its way a task is no longer blocked, so it is asked how it stands.
func (t *turn) clear(u store.Progress, field progress.Field) error {
	content := u.Content
	switch field {
	case progress.FieldPercent:
		content.Percent, content.Estimate = nil, false
	case progress.FieldQuantities:
		content.Quantities = nil
	case progress.FieldNext:
		content.Next = ""
	case progress.FieldObstacle:
		if u.Status == plan.Blocked {
			t.showCard(cardOf(u), strings.Join(append(t.recordLines(u), t.say.Say("correct.unblocked", nil)), "\n"), t.statusButtons(u)...)
			return nil
		}
		content.Obstacle = ""
	}
	if reflect.DeepEqual(content, u.Content) {
		t.recordCard("record.shown", []store.Progress{u})
		return nil
	}
	return t.amendInWords(u, content)
}

// amendInWords is amend for what the author wrote in a message of their own.
func (t *turn) amendInWords(u store.Progress, content store.Content) error {
	content.Correction = strings.TrimSpace(t.m.Text)
	return t.amend(u, content)
}

// bareNumber takes a number without a noun as the percent of a report that has one and counts nothing; otherwise it is asked what it counts.
func (t *turn) bareNumber(u store.Progress, number string) error {
	if u.Percent != nil && len(u.Quantities) == 0 {
		return t.replyRead([]store.Progress{u}, number+"%")
	}
	unit := t.say.Plain("correct.some_unit", nil)
	if len(u.Quantities) > 0 {
		unit = u.Quantities[0].Unit
	}
	rows := t.recordButtons(u)
	point := strings.Replace(number, ",", ".", 1)
	if percent, err := strconv.ParseFloat(point, 64); err == nil && percent <= 100 {
		rows = append([][]chat.Button{row(button(number+"%", "repercent", updateID(u.ID), point))}, rows...)
	}
	t.showCard(cardOf(u), strings.Join(append(t.recordLines(u), t.say.Say("correct.which_number", texts.Data{"Number": number, "Unit": unit})), "\n"), rows...)
	return nil
}
