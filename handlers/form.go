package handlers

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"time"

	"chutri/internal/chat"
	"chutri/internal/evidence"
	"chutri/internal/form"
	"chutri/internal/plan"
	"chutri/internal/progress"
	"chutri/internal/texts"
	"chutri/store"
)

// formCommand answers /xuat: an agency's tasks as a workbook whose empty columns are filled in and sent back.
func formCommand(t *turn, arguments string) error {
	if arguments != "" {
		key, ok := t.Agencies.Find(arguments)
		if !ok {
			t.show(t.say.Say("form.unknown_agency", texts.Data{"Text": shorten(arguments, 80)}))
			return nil
		}
		return t.sendForm(key)
	}
	switch keys := t.member.Agencies; len(keys) {
	case 0:
		t.show(t.say.Say("form.name_agency", nil))
		return nil
	case 1:
		return t.sendForm(keys[0])
	default:
		var rows [][]chat.Button
		for _, key := range keys {
			rows = append(rows, row(button(t.Register.AgencyName(key), "form", key)))
		}
		t.show(t.say.Say("form.which", nil), rows...)
		return nil
	}
}

// formAction sends the form of the agency that was chosen.
func formAction(t *turn, arguments []string) error { return t.sendForm(arguments[0]) }

// sendForm sends the form of an agency to its own staff or to a coordinator.
func (t *turn) sendForm(agency string) error {
	if !has(t.member.Agencies, agency) && !t.isCoordinator() {
		t.show(t.say.Say("form.not_yours", texts.Data{"Agency": t.Register.AgencyName(agency)}))
		return nil
	}
	tasks := append(t.listed(agency, listLead), t.listed(agency, listCoordinating)...)
	if len(tasks) == 0 {
		t.show(t.say.Say("form.no_tasks", texts.Data{"Agency": t.Register.AgencyName(agency)}))
		return nil
	}
	var rows []form.Task
	for _, task := range tasks {
		r, err := t.formRow(task, agency)
		if err != nil {
			return err
		}
		rows = append(rows, r)
	}
	words := formWords(t.say)
	words.Title = t.say.Plain("form.title", texts.Data{"Agency": t.Register.AgencyName(agency), "Date": t.date(t.now)})
	var book bytes.Buffer
	if err := form.Write(&book, rows, words); err != nil {
		return err
	}
	name := t.formName(agency) + t.now.Format(time.DateOnly) + ".xlsx"
	t.step.Replies = append(t.step.Replies, store.Outgoing{At: t.now, Reply: chat.Reply{
		Chat: t.m.Chat.ID, Topic: t.m.Chat.Topic, Text: t.say.Say("form.sent", texts.Data{"Count": len(tasks)}),
		Document: &chat.Document{Name: name, Data: book.Bytes()},
	}})
	return nil
}

// formName begins the name of an agency's form; the day follows.
func (t *turn) formName(agency string) string {
	return strings.ReplaceAll(foldName(t.Register.AgencyName(agency)), " ", "-") + "-"
}

// namedAsForm reports whether a file still has the name of a form that was sent, whatever it was saved as.
func (t *turn) namedAsForm(f chat.File) bool {
	return slices.ContainsFunc(t.Register.Agencies, func(a plan.Agency) bool {
		return strings.HasPrefix(strings.ToLower(f.Name), t.formName(a.Key))
	})
}

// formSent takes a spreadsheet by itself as a form, unless its caption is a report that it proves: one that names its task or has figures,
// with a file that does not bear a form's name. done is false where the caption is to be answered as well.
func (t *turn) formSent(caption string, reading progress.Reading) (taken, done bool, err error) {
	if len(t.m.Files) != 1 {
		return false, false, nil
	}
	f := t.m.Files[0]
	named, names := t.namedAsForm(f), len(plan.FindRefs(caption)) > 0
	switch {
	case named && evidence.IsOtherSheet(f):
		t.show(t.say.Say("form.other_sheet", texts.Data{"Name": evidence.CleanName(f.Name)}))
	case !evidence.IsSheet(f), reading.Kind == progress.Update && (names || hasFigures(reading)) && !named:
		return false, false, nil
	default:
		err = t.takeForm(f)
	}
	t.m.Files = nil
	return true, !names, err
}

// formRow tells what is known of a task from the agency's own reports.
func (t *turn) formRow(task plan.Task, agency string) (form.Task, error) {
	r := form.Task{ID: task.ID, Title: task.Title, Role: t.say.Plain("form.coordinates", nil), Now: t.say.Plain("status.not_reported", nil)}
	if task.LedBy(agency) {
		r.Role = t.say.Plain("form.leads", nil)
	}
	if due, ok := task.Due(t.Zone); ok {
		r.Due = t.date(due)
	}
	last, ok, err := t.lastBy(task.ID, agency)
	if ok {
		r.Reported = t.date(last.ReportedAt.In(t.Zone))
		r.Now, err = t.standing(last)
	}
	return r, err
}

// lastBy returns the last report of an agency on a task that counts.
func (t *turn) lastBy(task, agency string) (last store.Progress, ok bool, err error) {
	err = t.r.ProgressByTask(task, func(p store.Progress) bool {
		if p.Agency == agency && p.State.Counts() {
			last, ok = p, true
		}
		return !ok
	})
	return last, ok, err
}

// formWords are the texts of a form in a language.
func formWords(say texts.Speaker) form.Words {
	w := form.Words{
		Sheet: say.Plain("form.sheet", nil), Hint: say.Plain("form.hint", nil), NotStatus: say.Plain("form.not_status", nil),
		Statuses: make(map[plan.Status]string),
	}
	for _, c := range form.Columns() {
		w.Heads[c] = say.Plain("form.head."+c.String(), nil)
	}
	for _, s := range plan.Statuses {
		w.Statuses[s] = say.Plain("status."+string(s), nil)
	}
	return w
}

// takeForm has a workbook fetched, to be read and shown before anything of it is recorded.
func (t *turn) takeForm(f chat.File) error {
	data := texts.Data{"Name": evidence.CleanName(f.Name), "Limit": evidence.MaxSheet >> 20}
	if f.Size > evidence.MaxSheet {
		t.show(t.say.Say("form.lost_size", data))
		return nil
	}
	if err := t.download(evidence.Read, f, nil); err != nil {
		return fmt.Errorf("take a form: %w", err)
	}
	t.show(t.say.Say("form.taken", data))
	return nil
}
