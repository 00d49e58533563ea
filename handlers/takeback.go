package handlers

import (
	"slices"

	"chutri/internal/chat"
	"chutri/internal/ledger"
	"chutri/internal/plan"
	"chutri/internal/progress"
	"chutri/internal/texts"
	"chutri/store"
)

// withdrawSaid withdraws a report because a text says so, as the command does: the last one on the tasks that the text names, on the
// task whose card it replies to, or of all. Where it may as well mean that the task is given up, it is asked.
func (t *turn) withdrawSaid(remark progress.Remark, replied string) (done bool, err error) {
	if remark.Kind != progress.Withdraws || !t.mayReport() {
		return false, nil
	}
	tasks := remark.Tasks
	if len(tasks) == 0 {
		d, open, err := t.openQuestion()
		if asked := t.repliedQuestion(); asked != nil {
			d, open = asked, true
		}
		switch {
		case err != nil:
			return true, err
		case open && (replied == "" || d.Reports[0].Task == replied):
			return true, dropAction(t, []string{d.Serial})
		case replied == "" && remark.Records:
			things, err := t.latestThings("")
			if err != nil {
				return true, err
			}
			return true, t.withdraw(things)
		case replied == "":
			return true, undoCommand(t, "")
		}
		tasks = []string{replied}
	}
	if task, ok := t.Register.Task(tasks[0]); ok && len(tasks) == 1 && !remark.Sure {
		if !t.mayRecord(task) {
			return false, nil
		}
		return true, t.askWithdraw(task)
	}
	var all recordedThings
	for _, id := range tasks {
		things, err := t.latestThings(id)
		if err != nil {
			return true, err
		}
		all.updates, all.values = append(all.updates, things.updates...), append(all.values, things.values...)
	}
	return true, t.withdraw(all)
}

// openQuestion returns the draft about which the author was asked last, if that was not long ago and they have reported nothing since.
func (t *turn) openQuestion() (*draft, bool, error) {
	if len(t.session.Drafts) == 0 {
		return nil, false, nil
	}
	d := t.session.Drafts[len(t.session.Drafts)-1]
	if len(d.Reports) == 0 || t.now.Sub(d.From.At) > followUpTime {
		return nil, false, nil
	}
	last, ok, err := t.latestOwn("")
	return d, err == nil && !(ok && last.ReportedAt.After(d.From.At)), err
}

// askWithdraw asks whether a report on a task is to be withdrawn or the task is given up.
func (t *turn) askWithdraw(task plan.Task) error {
	things, err := t.latestThings(task.ID)
	if err != nil {
		return err
	}
	data := texts.Data{"ID": task.ID, "Title": task.Title, "Number": "", "Figures": ""}
	var rows [][]chat.Button
	for _, u := range things.updates {
		data["Number"], data["Figures"] = updateID(u.ID), t.figures(u.Content)
		rows = append(rows, row(button(t.say.Plain("undo.button.report", data), "withdraw", updateID(u.ID))))
	}
	serial := t.keepUnsure(t.m.Text, task.ID)
	rows = append(rows, row(button(t.say.Plain("undo.button.stopped", data), "meant", "report", serial)))
	t.showCard(&store.Card{Task: task.ID}, t.say.Say("undo.which_meaning", data), rows...)
	return nil
}

// givesUp reports whether the text that answers a prompt only says that nothing is to be written after all.
func (t *turn) givesUp() bool {
	remark := t.Progress.Remark(t.m.Text)
	return remark.Kind == progress.Withdraws && !remark.Sure && len(remark.Tasks) == 0 || t.saysOnly("prompt.said_give_up", t.m.Text)
}

// takenBack answers a new wording of a message that takes back what the message recorded, or in which nothing can be read: what was
// recorded is withdrawn if that is said, and otherwise it still counts, which is shown. done is false for any other wording.
func (t *turn) takenBack(updates []store.Progress, values []ledger.Measured, reading progress.Reading) (done bool, err error) {
	counting := slices.DeleteFunc(slices.Clone(updates), func(u store.Progress) bool { return !u.State.Counts() })
	remark := t.Progress.Remark(commandText(t.m.Text))
	switch {
	case remark.Kind == progress.Withdraws && len(remark.Tasks) == 0:
		t.pass(0)
		return true, t.withdraw(recordedThings{updates: counting, values: values})
	case len(counting) == 0 || saysAnything(reading.Reports):
		return false, nil
	case remark.Kind == progress.MistakesTo && len(counting) == 1 && t.mayChange(counting[0]):
		t.pass(0)
		return true, t.askMove(counting[0])
	}
	t.pass(0)
	t.recordCard("correct.still_counts", counting)
	return true, nil
}
