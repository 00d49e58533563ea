package handlers

import (
	"strconv"
	"strings"

	"chutri/internal/plan"
	"chutri/internal/progress"
	"chutri/internal/texts"
	"chutri/store"
)

// edited answers a change of an earlier message: what it recorded is amended. A change of a message that recorded nothing
// is handled as a new message in a private chat and left alone in a group.
func (t *turn) edited() error {
	updates, err := t.r.ProgressByMessage(t.m.Chat.ID, t.m.ID)
	if err != nil {
		return err
	}
	if len(updates) == 0 {
		if t.m.Chat.Group {
			return nil
		}
		return t.text()
	}
	reading := t.read(commandText(t.m.Text), progress.Context{Command: true, Card: tasksOf(updates)})
	if unchanged(reading, updates) {
		return nil // the service also reports edits that change nothing to be seen
	}
	return t.correct(updates, reading, rewritten)
}

// commandText is what a message reports: without the command before it.
func commandText(text string) string {
	if _, arguments, ok := splitCommand(text); ok {
		return arguments
	}
	return text
}

// unchanged reports whether a message still says what was recorded from it.
func unchanged(reading progress.Reading, updates []store.Progress) bool {
	if len(reading.Reports) != len(updates) {
		return false
	}
	for i, r := range reading.Reports {
		if strings.TrimSpace(r.Text) != strings.TrimSpace(updates[i].Text) {
			return false
		}
	}
	return true
}

// correct amends progress updates to what a new wording says. Reports and updates of the same task belong together; what
// is left over is paired in order, which moves a report to another task; more reports are recorded as new ones.
func (t *turn) correct(updates []store.Progress, reading progress.Reading, fill func(*store.Content, progress.Report)) error {
	if reading.Kind != progress.Update {
		t.show(t.say.Say("correct.unclear", nil))
		return nil
	}
	for _, r := range reading.Reports {
		task, ok := t.Register.Task(r.Task)
		if !ok || !r.StatusGiven {
			t.show(t.say.Say("correct.unclear", nil))
			return nil
		}
		if !t.mayRecord(task) {
			return t.refuse(task)
		}
	}
	for _, u := range updates {
		if !t.mayChange(u) {
			t.show(t.say.Say("correct.not_yours", texts.Data{"Author": u.Author.Name}))
			return nil
		}
	}
	pairs, added := pair(updates, reading.Reports)
	var shown []store.Progress
	for _, p := range pairs {
		content := p.update.Content
		fill(&content, p.report)
		after, err := t.amend(p.update, content)
		if err != nil {
			return err
		}
		shown = append(shown, after)
	}
	t.recordCard("record.amended", shown)
	if len(added) > 0 {
		return t.record(added, t.here())
	}
	return nil
}

// corrected is a progress update with the report that replaces it.
type corrected struct {
	update store.Progress
	report progress.Report
}

func pair(updates []store.Progress, reports []progress.Report) (pairs []corrected, added []draftReport) {
	used := make([]bool, len(updates))
	take := func(fits func(store.Progress) bool) (store.Progress, bool) {
		for i, u := range updates {
			if !used[i] && fits(u) {
				used[i] = true
				return u, true
			}
		}
		return store.Progress{}, false
	}
	var left []progress.Report
	for _, r := range reports {
		if u, ok := take(func(u store.Progress) bool { return u.Task == r.Task }); ok {
			pairs = append(pairs, corrected{u, r})
		} else {
			left = append(left, r)
		}
	}
	for _, r := range left {
		if u, ok := take(func(store.Progress) bool { return true }); ok {
			pairs = append(pairs, corrected{u, r})
		} else {
			added = append(added, draftOf(r))
		}
	}
	return pairs, added
}

// rewritten replaces what a report says by what its edited message says now.
func rewritten(content *store.Content, r progress.Report) {
	said := draftOf(r).content()
	content.Task, content.Status, content.Percent, content.Estimate = said.Task, said.Status, said.Percent, said.Estimate
	content.Quantities, content.Obstacle, content.Next = said.Quantities, said.Obstacle, said.Next
	content.Text, content.Correction = said.Text, ""
}

// patched changes of a report what a correction speaks of, and leaves the rest as it was.
func patched(content *store.Content, r progress.Report) {
	said := draftOf(r).content()
	content.Task, content.Status, content.Correction = said.Task, said.Status, said.Text
	if said.Percent != nil || said.Status == plan.Done || said.Status == plan.NotStarted {
		content.Percent, content.Estimate = said.Percent, said.Estimate
	}
	if len(said.Quantities) > 0 {
		content.Quantities = said.Quantities
	}
	if said.Obstacle != "" || said.Status != plan.Blocked {
		content.Obstacle = said.Obstacle
	}
	if said.Next != "" {
		content.Next = said.Next
	}
}

// amend gives a progress update new content, in the name of the agency that may report on its task.
func (t *turn) amend(u store.Progress, content store.Content) (store.Progress, error) {
	if task, ok := t.Register.Task(content.Task); ok && content.Task != u.Task {
		if agency, may := t.agencyFor(task); may {
			content.Agency = agency
		}
	}
	return t.progressEvent(u, store.Amended, u.ID, &content, "")
}

// replied answers a reply to a card: to a record's card with a correction, to a task's card with a report or a question.
func (t *turn) replied(updates []store.Progress, task string) error {
	if len(updates) > 0 {
		reading := t.read(t.m.Text, progress.Context{Card: tasksOf(updates)})
		if reading.Kind != progress.Update {
			return t.ask(t.m.Text)
		}
		return t.correct(updates, reading, patched)
	}
	reading := t.read(t.m.Text, progress.Context{Card: []string{task}})
	if reading.Kind == progress.Update {
		return t.report(reading)
	}
	t.session.remember(task, t.now)
	return t.ask(t.m.Text)
}

// wanted takes the text that a button asked for: the new wording of a report, or the text of an update.
func (t *turn) wanted() error {
	what, id, _ := strings.Cut(t.session.Wants, ":")
	t.session.Wants = ""
	switch what {
	case "update":
		return t.replied(nil, id)
	case "successor":
		return t.successorWanted(id)
	}
	number, err := strconv.ParseUint(id, 10, 64)
	if err != nil {
		return t.free()
	}
	u, err := t.r.Progress(number)
	if err != nil {
		return err
	}
	return t.replied([]store.Progress{u}, "")
}
