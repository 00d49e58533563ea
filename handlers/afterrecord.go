package handlers

import (
	"strings"

	"chutri/internal/chat"
	"chutri/internal/plan"
	"chutri/internal/progress"
	"chutri/internal/texts"
	"chutri/store"
)

// goesOn reports whether a reply to the card of one record goes on reporting instead of correcting: it says how far another task is that
// its writer may record for, and has no word for a mistake. A record that was moved away from that task by hand may be meant, though.
func (t *turn) goesOn(updates []store.Progress, reading progress.Reading) bool {
	if len(updates) != 1 || len(reading.Reports) != 1 || t.belongsNowhere() {
		return false
	}
	r := reading.Reports[0]
	task, ok := t.Register.Task(r.Task)
	other := ok && r.Task != updates[0].Task && !movedFrom(updates[0], r.Task)
	return other && t.mayRecord(task) && saysAnything(reading.Reports) && !t.Progress.Corrects(t.m.Text)
}

// justRecorded returns what the author's last message recorded, if that was not long ago, its task was spoken of last, and no question
// about something else that was said of it is open.
func (t *turn) justRecorded() ([]store.Progress, error) {
	if d := t.session.asking(t.session.Asks); d != nil && !d.Reports[0].Offered {
		return nil, nil
	}
	u, ok, err := t.latestOwn("")
	if err != nil || !ok || !t.mayReport() || u.Task != t.session.Task || t.now.Sub(u.ReportedAt) > followUpTime {
		return nil, err
	}
	return t.together(u, "")
}

// saidAfterRecord answers what replies to nothing but follows the author's own record: thanks, or a correction that names no task. Such a
// correction is offered; done is false for any other text.
func (t *turn) saidAfterRecord(remark progress.Remark) (done bool, err error) {
	corrects := !t.m.Forwarded && !strings.Contains(t.m.Text, "?") && len(plan.FindRefs(t.m.Text)) == 0 && t.Progress.Corrects(t.m.Text)
	if !corrects && remark.Kind != progress.Agrees {
		return false, nil
	}
	updates, err := t.justRecorded()
	if err != nil || len(updates) == 0 {
		return false, err
	}
	if remark.Kind == progress.Agrees || remark.Kind == progress.BareNumber {
		return t.remarked(updates, remark)
	}
	u := updates[0]
	reading := t.read(remark.Text, progress.Context{Card: []string{u.Task}, Command: true})
	if len(reading.Reports) != 1 || !saysAnything(reading.Reports) || !t.mayChange(u) {
		return false, nil
	}
	if len(updates) > 1 {
		t.recordCard("correct.which_one", updates)
		return true, nil
	}
	r := draftOf(reading.Reports[0])
	r.Task, r.Candidates, r.Text = u.Task, nil, strings.TrimSpace(t.m.Text)
	r.Update, r.Partly, r.Offered = u.ID, true, true
	return true, t.take(&draft{From: t.here(), Wording: t.m.Text, Reports: []draftReport{r}, Corrects: []uint64{u.ID}})
}

// askAmend asks whether a report is to be corrected to what its writer seems to say, and tells what would contradict then.
func (t *turn) askAmend(d *draft, r draftReport, doubts []string) (string, [][]chat.Button, error) {
	before, err := t.r.Progress(r.Update)
	if err != nil {
		return "", nil, err
	}
	content, err := t.contentOf(r, d)
	lines := append([]string{t.say.Say("correct.amend", texts.Data{
		"Number": updateID(before.ID), "ID": before.Task, "Before": t.figures(before.Content), "Figures": t.figures(content),
	})}, doubts...)
	return strings.Join(append(lines, t.say.Say("correct.amend_how", nil)), "\n"), [][]chat.Button{row(
		button(t.say.Plain("button.right", nil), "right", d.Serial),
		button(t.say.Plain("button.wrong", nil), "drop", d.Serial),
	)}, err
}

// correctsNamed takes a text that names a task and says that what was sent of it is to be put right as a correction of the author's own
// last report on it, as a reply to that would be. A report of another day stays as it was.
func (t *turn) correctsNamed(reading progress.Reading) (done bool, err error) {
	named := len(reading.Reports) == 1 && reading.Reports[0].Named && saysAnything(reading.Reports)
	if !named || !t.mayReport() || t.m.Forwarded || strings.Contains(t.m.Text, "?") || !t.Progress.Corrects(t.m.Text) {
		return false, nil
	}
	u, ok, err := t.latestOwn(reading.Reports[0].Task)
	if err != nil || !ok || t.now.Sub(u.ReportedAt) > draftTime || !t.mayChange(u) {
		return false, err
	}
	return true, t.replyRead([]store.Progress{u}, t.Progress.Remark(t.m.Text).Text)
}
