package handlers

import (
	"strconv"
	"strings"

	"chutri/internal/chat"
	"chutri/internal/plan"
	"chutri/internal/texts"
	"chutri/store"
)

// maxTasks is how many tasks are offered for a report that names none.
const maxTasks = 4

// inquiry is what is asked about the first open report of a draft.
type inquiry struct {
	lack   lack
	doubts []string
}

// askNext shows what was recorded of a message and asks about its first open report: in one message with the question where a
// button was pressed, otherwise in a card of its own.
func (t *turn) askNext(in *intake, q inquiry) error {
	var head []string
	if len(in.updates)+len(in.values)+len(in.notes) > 0 {
		if t.m.Kind != chat.Press && len(in.updates)+len(in.values) > 0 {
			done := *in.draft
			done.Reports = nil
			if err := t.outcome(&intake{draft: &done, updates: in.updates, values: in.values, notes: in.notes}); err != nil {
				return err
			}
		} else {
			for _, u := range in.updates {
				head = append(head, t.say.Say("intake.done", texts.Data{"ID": u.Task, "Figures": t.figures(u.Content)}))
			}
			for _, v := range in.values {
				line, err := t.valueLine(v)
				if err != nil {
					return err
				}
				head = append(head, line)
			}
			head = append(head, t.noteLines(in)...)
		}
	}
	if in.Parts > 1 {
		head = append(head, t.say.Say("intake.left", texts.Data{"Count": len(in.Reports), "Text": shorten(in.Reports[0].Text, maxWording)}))
	}
	text, rows, err := t.inquire(in.draft, q)
	if err != nil {
		return err
	}
	t.session.Asks = in.Serial
	t.showCard(&store.Card{Task: in.Reports[0].Task, Asks: in.Serial}, strings.Join(append(head, text), "\n"), rows...)
	t.wishDraft(in.draft, q.lack)
	return nil
}

// inquire words the question about a draft's first report.
func (t *turn) inquire(d *draft, q inquiry) (text string, rows [][]chat.Button, err error) {
	r := d.Reports[0]
	switch q.lack {
	case lackTask:
		text, rows = t.askTask(d, r)
	case lackAgency:
		text, rows, err = t.askAgency(d, r)
	case lackYear:
		text, rows = t.askYear(d, r)
	case lackSource:
		text, rows = t.askSource(d, r)
	case lackStatus:
		text, rows = t.askStatus(d, r)
	case lackRight:
		return t.askRight(d, r, q.doubts)
	}
	return text, rows, err
}

// askTask offers the likeliest tasks for a report that names none.
func (t *turn) askTask(d *draft, r draftReport) (string, [][]chat.Button) {
	figures := t.say.Plain("update.no_status", nil)
	switch {
	case r.Unchanged:
		figures = t.say.Plain("update.unchanged", nil)
	case r.Status.Valid():
		figures = t.figures(r.content())
	}
	lines := []string{t.say.Say("update.which", texts.Data{"Figures": figures})}
	if u, err := t.r.Progress(r.Update); err == nil {
		lines[0] = t.say.Say("move.which_now", texts.Data{"Number": updateID(u.ID), "ID": u.Task, "Before": t.figures(u.Content), "Figures": figures})
	}
	var rows [][]chat.Button
	for i, task := range t.offered(r) {
		lines = append(lines, t.say.Say("update.candidate", texts.Data{"Number": i + 1, "ID": task.ID, "Title": task.Title}))
		rows = append(rows, row(button(strconv.Itoa(i+1)+" · "+task.ID, "pick", d.Serial, task.ID)))
	}
	if r.Any {
		lines = append(lines, t.say.Say("update.or_with_id", nil))
	}
	return strings.Join(lines, "\n"), append(rows, row(button(t.say.Plain("button.none", nil), "drop", d.Serial)))
}

// askAgency asks a person who belongs to several agencies in whose name they report.
func (t *turn) askAgency(d *draft, r draftReport) (string, [][]chat.Button, error) {
	task, _ := t.Register.Task(r.Task)
	keys, err := t.agenciesFor(task)
	var rows [][]chat.Button
	for _, key := range keys {
		rows = append(rows, row(button(t.Register.AgencyName(key), "as", d.Serial, key)))
	}
	rows = append(rows, row(button(t.say.Plain("button.drop", nil), "drop", d.Serial)))
	return t.say.Say("intake.which_agency", texts.Data{"ID": task.ID, "Title": task.Title}), rows, err
}

// askStatus asks how far a task is when a report names the task and nothing else that can be read.
func (t *turn) askStatus(d *draft, r draftReport) (string, [][]chat.Button) {
	task, _ := t.Register.Task(r.Task)
	var rows [][]chat.Button
	for _, status := range plan.Statuses {
		rows = append(rows, row(button(t.say.Plain("status."+string(status), nil), "set", d.Serial, string(status))))
	}
	rows = append(rows, row(button(t.say.Plain("button.drop", nil), "drop", d.Serial)))
	return t.say.Say("update.which_status", texts.Data{"ID": task.ID, "Title": task.Title}), rows
}

// askRight shows a report that contradicts something with both values; nothing is recorded until its writer says that it is right.
func (t *turn) askRight(d *draft, r draftReport, doubts []string) (string, [][]chat.Button, error) {
	if r.Offered {
		return t.askAmend(d, r, doubts)
	}
	lines := append([]string{t.say.Say("doubt.title", nil)}, doubts...)
	figures := ""
	if target, ok := t.Register.Target(r.Task); ok {
		figures = t.valueText(target, measuredOf(r))
	} else {
		content, err := t.contentOf(r, d)
		if err != nil {
			return "", nil, err
		}
		figures = t.figures(content)
	}
	lines = append(lines, t.say.Say("doubt.read", texts.Data{"ID": r.Task, "Figures": figures}))
	return strings.Join(lines, "\n"), [][]chat.Button{row(
		button(t.say.Plain("button.right", nil), "right", d.Serial),
		button(t.say.Plain("button.wrong", nil), "drop", d.Serial),
	)}, nil
}

// rightAction records a report that its writer has found right.
func rightAction(t *turn, arguments []string) error {
	d, ok := t.drafted(arguments[0])
	if !ok {
		return nil
	}
	d.Reports[0].Right = true
	return t.take(d)
}

// words returns the words that a text of the catalog lists, as foldName has them.
func (t *turn) words(name string) []string {
	all := strings.Split(t.say.Plain(name, nil), ";")
	for i, word := range all {
		all[i] = foldName(word)
	}
	return all
}

// dropAction forgets the report that is being asked about, and goes on with the next.
func dropAction(t *turn, arguments []string) error {
	d, ok := t.drafted(arguments[0])
	if !ok {
		return nil
	}
	first := d.Reports[0]
	d.Reports = d.Reports[1:]
	if len(d.Reports) == 0 && first.Update != 0 && len(d.Recorded) == 0 { // a correction: the record stays as it was
		t.session.drop(d.From.Message)
		u, err := t.r.Progress(first.Update)
		if err == nil {
			t.recordCard("intake.kept", []store.Progress{u})
		}
		return err
	}
	if len(d.Reports) == 0 && len(d.Recorded)+len(d.Values) == 0 && len(d.From.Files) > 0 { // the report goes, the files that came with it stay
		t.session.drop(d.From.Message)
		t.m.Files, t.m.Album = d.From.Files, d.From.Album
		return t.hold(nil, "", t.say.Say("draft.dropped", nil))
	}
	return t.take(d)
}

// pickAction gives a report its task.
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
	d.Reports[0].Task, d.Reports[0].Candidates = task.ID, nil
	return t.take(d)
}

// asAction gives a report the agency in whose name it is made.
func asAction(t *turn, arguments []string) error {
	d, ok := t.drafted(arguments[0])
	if !ok {
		return nil
	}
	task, _ := t.Register.Task(d.Reports[0].Task)
	if !t.mayRecordFor(task, arguments[1]) {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	d.Reports[0].Agency = arguments[1]
	return t.take(d)
}

// setAction gives a report its status.
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
	return t.take(d)
}
