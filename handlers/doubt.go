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

// maxTasks is how many tasks are offered for a report that names none.
const maxTasks = 4

// doubts returns, as texts, what contradicts in a report: within the message, and against the task's last report.
func (t *turn) doubts(reading progress.Reading, reports []draftReport) ([]string, error) {
	var found []string
	for _, r := range reading.Reports {
		for _, d := range r.Doubts {
			found = append(found, t.say.Say("doubt."+string(d.Kind), texts.Data{"ID": r.Task, "First": d.First, "Second": d.Other}))
		}
	}
	for _, r := range reports {
		last, ok, err := t.lastOf(r.Task)
		if err != nil {
			return nil, err
		}
		if ok {
			found = append(found, t.against(last, r)...)
		}
	}
	return found, nil
}

// lastOf returns the last report that counts of the agency in whose name the author reports on a task.
func (t *turn) lastOf(taskID string) (last store.Progress, ok bool, err error) {
	task, _ := t.Register.Task(taskID)
	agency, _ := t.agencyFor(task)
	err = t.r.ProgressByTask(taskID, func(p store.Progress) bool {
		if p.Agency == agency && p.State.Counts() {
			last, ok = p, true
		}
		return !ok
	})
	return last, ok, err
}

// against compares a report with the one before it: a lower percent, a task that was closed, a unit that changed.
func (t *turn) against(last store.Progress, r draftReport) []string {
	var found []string
	data := func(first, second string) texts.Data {
		return texts.Data{"ID": r.Task, "First": first, "Second": second, "Date": t.date(last.ReportedAt.In(t.Zone))}
	}
	if last.Percent != nil && r.Percent != nil && *r.Percent < *last.Percent {
		found = append(found, t.say.Say("doubt.lower_percent", data(t.say.Number(*last.Percent), t.say.Number(*r.Percent))))
	}
	if last.Status == plan.Done && r.Status != plan.Done {
		found = append(found, t.say.Say("doubt.reopened", data(
			t.say.Plain("status.done", nil), t.say.Plain("status."+string(r.Status), nil))))
	}
	if len(last.Quantities) == 1 && len(r.Quantities) == 1 && last.Quantities[0].Unit != r.Quantities[0].Unit {
		found = append(found, t.say.Say("doubt.unit", data(t.quantity(last.Quantities[0]), t.quantity(r.Quantities[0]))))
	}
	return found
}

// askRight shows reports that contradict something and records nothing until their writer says that they are right.
func (t *turn) askRight(reports []draftReport, doubts []string) {
	d := t.keepDraft(reports)
	lines := append([]string{t.say.Say("doubt.title", nil)}, doubts...)
	for _, r := range reports {
		lines = append(lines, t.say.Say("doubt.read", texts.Data{"ID": r.Task, "Figures": t.figures(r.content())}))
	}
	t.show(strings.Join(lines, "\n"), row(
		button(t.say.Plain("button.right", nil), "right", d.Serial),
		button(t.say.Plain("button.wrong", nil), "drop", d.Serial),
	))
}

// askTask offers the likeliest tasks for a report that names none.
func (t *turn) askTask(r progress.Report) error {
	d := t.keepDraft([]draftReport{draftOf(r)})
	lines := []string{t.say.Say("update.which", texts.Data{"Figures": t.figuresOf(r)})}
	var rows [][]chat.Button
	for _, candidate := range r.Candidates {
		task, ok := t.Register.Task(candidate.Task)
		if !ok || !t.mayRecord(task) || len(rows) == maxTasks {
			continue
		}
		lines = append(lines, t.say.Say("update.candidate", texts.Data{"Number": len(rows) + 1, "ID": task.ID, "Title": task.Title}))
		rows = append(rows, row(button(strconv.Itoa(len(rows)+1)+" · "+task.ID, "pick", d.Serial, task.ID)))
	}
	if len(rows) == 0 {
		t.session.Draft = nil
		t.show(t.say.Say("update.no_task", nil))
		return nil
	}
	rows = append(rows, row(button(t.say.Plain("button.none", nil), "drop", d.Serial)))
	t.show(strings.Join(lines, "\n"), rows...)
	return nil
}

func (t *turn) figuresOf(r progress.Report) string {
	if !r.StatusGiven {
		return t.say.Plain("update.no_status", nil)
	}
	return t.figures(draftOf(r).content())
}

// askStatus asks how far a task is when a report names the task and nothing else that can be read.
func (t *turn) askStatus(r progress.Report) error {
	d := t.keepDraft([]draftReport{draftOf(r)})
	task, _ := t.Register.Task(r.Task)
	var rows [][]chat.Button
	for _, status := range plan.Statuses {
		rows = append(rows, row(button(t.say.Plain("status."+string(status), nil), "set", d.Serial, string(status))))
	}
	rows = append(rows, row(button(t.say.Plain("button.drop", nil), "drop", d.Serial)))
	t.show(t.say.Say("update.which_status", texts.Data{"ID": task.ID, "Title": task.Title}), rows...)
	return nil
}

// keepDraft keeps reports until a button is pressed; what a press asks further about stays the report of the first message.
func (t *turn) keepDraft(reports []draftReport) *draft {
	from := t.here()
	if t.m.Kind == chat.Press && t.session.Draft != nil {
		from = t.session.Draft.From
	}
	t.session.Draft = &draft{Serial: strconv.Itoa(t.m.ID), From: from, Reports: reports}
	return t.session.Draft
}

// drafted returns the draft that a pressed button belongs to; without it the person is told to write again.
func (t *turn) drafted(serial string) (*draft, bool) {
	d := t.session.Draft
	if d == nil || d.Serial != serial {
		t.notice(t.say.Plain("draft.gone", nil))
		return nil, false
	}
	return d, true
}

// rightAction records a draft that its writer has found right.
func rightAction(t *turn, arguments []string) error {
	d, ok := t.drafted(arguments[0])
	if !ok {
		return nil
	}
	return t.record(d.Reports, d.From)
}

// dropAction forgets a draft.
func dropAction(t *turn, arguments []string) error {
	if _, ok := t.drafted(arguments[0]); !ok {
		return nil
	}
	t.session.Draft = nil
	t.show(t.say.Say("draft.dropped", nil))
	return nil
}

// pickAction gives a draft its task.
func pickAction(t *turn, arguments []string) error {
	d, ok := t.drafted(arguments[0])
	if !ok {
		return nil
	}
	task, ok := t.Register.Task(arguments[1])
	if !ok || !t.mayRecord(task) {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	d.Reports[0].Task = task.ID
	if !d.Reports[0].Status.Valid() {
		return t.askStatus(progress.Report{Task: task.ID, Text: d.Reports[0].Text})
	}
	last, known, err := t.lastOf(task.ID)
	if err != nil {
		return err
	}
	if known {
		if doubts := t.against(last, d.Reports[0]); len(doubts) > 0 {
			t.askRight(d.Reports, doubts)
			return nil
		}
	}
	return t.record(d.Reports, d.From)
}

// setAction gives a draft its status.
func setAction(t *turn, arguments []string) error {
	d, ok := t.drafted(arguments[0])
	status := plan.Status(arguments[1])
	if !ok {
		return nil
	}
	if !status.Valid() {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	d.Reports[0].Status = status
	return t.record(d.Reports, d.From)
}
