package handlers

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"chutri/internal/chat"
	"chutri/internal/plan"
	"chutri/internal/report"
	"chutri/internal/texts"
	"chutri/store"
)

// minePage is how many tasks one page of an agency's own list shows.
const minePage = 5

// ownList says which open tasks of an agency a list shows.
type ownList struct {
	agency string // key
	side   string // listLead or listCoordinating
	plan   string // id, "" for all
}

// arguments are what a button carries of a list, before the page.
func (l ownList) arguments(t *turn) []string {
	if p, ok := t.Register.Plan(l.plan); ok {
		return []string{l.agency, l.side, p.Key}
	}
	return []string{l.agency, l.side}
}

// pressedPlan returns the plan that the buttons of a list carry behind the given number of other arguments, "" for none.
func (t *turn) pressedPlan(arguments []string, others int) string {
	if len(arguments) <= others {
		return ""
	}
	p, _ := t.Register.Plan(arguments[others])
	return p.ID
}

// mineCommand answers /cuatoi: the open tasks of the author's agency, the longest silent first; of one plan, or of one of their
// agencies, where that is named.
func mineCommand(t *turn, arguments string) error {
	scope := report.Scope{}
	if arguments != "" {
		var ok bool
		if scope, ok = t.scope(arguments); !ok || scope.Part != "" || scope.Agency != "" && !t.isOf(scope.Agency) {
			t.show(t.say.Say("mine.unknown", texts.Data{"Text": shorten(arguments, 80)}))
			return nil
		}
	}
	return t.ownTasksOf(scope, listLead)
}

// ownTasksOf shows the open tasks of the author's agency, or lets them choose which of their agencies.
func (t *turn) ownTasksOf(scope report.Scope, side string) error {
	keys := t.member.Agencies
	if scope.Agency != "" {
		keys = []string{scope.Agency}
	}
	switch len(keys) {
	case 0:
		t.show(t.say.Say("mine.no_agency", nil))
		return nil
	case 1:
		return t.mine(ownList{keys[0], side, scope.Plan}, 0)
	}
	var rows [][]chat.Button
	for _, key := range keys {
		of := ownList{key, side, scope.Plan}
		rows = append(rows, row(button(t.Register.AgencyName(key), "mine", append(of.arguments(t), "0")...)))
	}
	t.show(t.say.Say("mine.which", nil), rows...)
	return nil
}

// ownAction opens the author's own list in a message of its own, so that what the button stood below stays.
func ownAction(t *turn, _ []string) error {
	t.m.Kind = chat.Text
	t.notice("")
	if !t.isMember() {
		t.strangerHint()
		return nil
	}
	return mineCommand(t, "")
}

// ownButton leads a member of an agency to its tasks; nobody else sees it.
func (t *turn) ownButton() [][]chat.Button {
	if len(t.member.Agencies) == 0 {
		return nil
	}
	return [][]chat.Button{row(button(t.say.Plain("mine.button", nil), "own"))}
}

// mineAction turns the pages of an agency's own list.
func mineAction(t *turn, arguments []string) error {
	last := len(arguments) - 1
	page, err := strconv.Atoi(arguments[last])
	l := ownList{arguments[0], arguments[1], t.pressedPlan(arguments[:last], 2)}
	if err != nil || page < 0 || !t.isOf(l.agency) || l.side != listLead && l.side != listCoordinating {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	return t.mine(l, page)
}

// isOf reports whether the author may act for an agency.
func (t *turn) isOf(agency string) bool { return t.isCoordinator() || has(t.member.Agencies, agency) }

// ownTask is a task with the last report that counts of one agency, nil where there is none.
type ownTask struct {
	plan.Task
	last  *store.Progress
	ended bool // the period of its plan is over
}

// silence returns since when nothing was heard; the zero time where never anything was.
func (o ownTask) silence() time.Time {
	if o.last == nil {
		return time.Time{}
	}
	return o.last.ReportedAt
}

// ownTasks returns the open tasks of a list, by the agency's own reports: never reported first, then the longest silent. Of those
// never reported the ones of ended plans come last.
func (t *turn) ownTasks(l ownList) ([]ownTask, error) {
	var open []ownTask
	for _, task := range t.listed(l.agency, l.side) {
		if l.plan != "" && task.Plan != l.plan {
			continue
		}
		p, _ := t.Register.Plan(task.Plan)
		own := ownTask{Task: task, ended: p.State(t.now) == plan.Ended}
		last, ok, err := t.lastOf(task.ID, l.agency)
		if err != nil {
			return nil, err
		}
		if ok {
			own.last = &last
		}
		if !ok || !last.Status.Closed() {
			open = append(open, own)
		}
	}
	slices.SortStableFunc(open, func(a, b ownTask) int {
		if a.last == nil && b.last == nil && a.ended != b.ended {
			return cmp.Compare(one(a.ended), one(b.ended))
		}
		return a.silence().Compare(b.silence())
	})
	return open, nil
}

func one(holds bool) int {
	if holds {
		return 1
	}
	return 0
}

// lastOf returns an agency's last report on a task that counts, with what this turn recorded.
func (t *turn) lastOf(task, agency string) (last store.Progress, ok bool, err error) {
	for _, e := range slices.Backward(t.step.Events) {
		if e.Kind == store.Recorded && e.Progress.Content.Task == task && e.Progress.Content.Agency == agency {
			last, err = store.Project(store.Progress{}, e)
			return last, err == nil, err
		}
	}
	err = t.r.ProgressByTask(task, func(p store.Progress) bool {
		if p.Agency == agency && p.State.Counts() {
			last, ok = p, true
		}
		return !ok
	})
	return last, ok, err
}

// mine shows one page of an agency's open tasks, each with a button that says that nothing changed and one that leads to the steps.
func (t *turn) mine(l ownList, page int, head ...string) error {
	open, err := t.ownTasks(l)
	if err != nil {
		return err
	}
	for page > 0 && page*minePage >= len(open) {
		page--
	}
	lines := append(head, t.say.Say("own."+l.side, texts.Data{"Name": t.Register.AgencyName(l.agency), "Count": len(open), "Plan": t.planName(l.plan)}))
	first, last := pageOf(len(open), page, minePage)
	var rows [][]chat.Button
	for _, own := range open[first:last] {
		line, err := t.ownLine(own)
		if err != nil {
			return err
		}
		lines = append(lines, line)
		label, data := t.say.Plain("own.button.not_started", texts.Data{"ID": own.ID}), "new"
		if own.last != nil {
			label, data = t.say.Plain("own.button.same", texts.Data{"ID": own.ID}), updateID(own.last.ID)
		}
		of := append([]string{l.agency}, l.arguments(t)[2:]...)
		rows = append(rows, row(
			button(label, "same", append([]string{own.ID, data}, of...)...),
			button(t.say.Plain("own.button.step", texts.Data{"ID": own.ID}), "step", append([]string{own.ID}, of...)...),
		))
	}
	rows = append(rows, t.pageButtons(len(open), page, minePage, "mine", l.arguments(t)...)...)
	other, key := l, "button.coordinating"
	other.side = listCoordinating
	if l.side == listCoordinating {
		other.side, key = listLead, "button.lead"
	}
	rest, err := t.ownTasks(other)
	if err != nil {
		return err
	}
	rows = append(rows, row(button(t.say.Plain(key, texts.Data{"Count": len(rest)}), "mine", append(other.arguments(t), "0")...)))
	t.show(strings.Join(lines, "\n"), rows...)
	return nil
}

func (t *turn) ownLine(own ownTask) (string, error) {
	data := texts.Data{"ID": own.ID, "Title": own.Title, "Ended": own.ended}
	if own.last == nil {
		return t.say.Say("own.never", data), nil
	}
	standing, err := t.standing(*own.last)
	data["Figures"], data["Date"] = standing, t.date(own.last.ReportedAt.In(t.Zone))
	return t.say.Say("own.line", data), err
}

// sameAction records an agency's last report again ("new": that the task is not started), unless another came in between.
func sameAction(t *turn, arguments []string) error {
	task, ok := t.Register.Task(arguments[0])
	agency := arguments[2]
	if !ok || !t.mayRecordFor(task, agency) {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	l := ownList{agency, t.sideOf(task, agency), t.pressedPlan(arguments, 3)}
	last, known, err := t.lastOf(task.ID, agency)
	if err != nil {
		return err
	}
	if known && updateID(last.ID) != arguments[1] || !known && arguments[1] != "new" { // a press that comes twice records once
		t.notice(t.say.Plain("own.already", nil))
		return t.mine(l, 0)
	}
	r := draftReport{Task: task.ID, Agency: agency, Status: plan.NotStarted, Right: true, Text: t.say.Plain("own.text_not_started", nil)}
	if known {
		r.Unchanged, r.Text = true, t.say.Plain("own.text_same", nil)
	}
	in := &intake{draft: &draft{From: t.pressed()}}
	if err := t.settle(in, r); err != nil {
		return err
	}
	t.notice(t.say.Plain("own.recorded", texts.Data{"ID": task.ID}))
	return t.mine(l, 0, t.say.Say("own.done", texts.Data{"ID": task.ID, "Figures": t.figures(in.updates[0].Content)}))
}

// sideOf returns the list on which an agency finds a task.
func (t *turn) sideOf(task plan.Task, agency string) string {
	if task.LedBy(agency) || !task.CoordinatedBy(agency) {
		return listLead
	}
	return listCoordinating
}

// stepAction offers the steps of status and percent for a task, and a prompt for text.
func stepAction(t *turn, arguments []string) error {
	task, ok := t.Register.Task(arguments[0])
	agency := arguments[1]
	if !ok || !t.mayRecordFor(task, agency) {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	last, known, err := t.lastOf(task.ID, agency)
	if err != nil {
		return err
	}
	l := ownList{agency, t.sideOf(task, agency), t.pressedPlan(arguments, 2)}
	own := ownTask{Task: task}
	if known {
		own.last = &last
	}
	line, err := t.ownLine(own)
	if err != nil {
		return err
	}
	rows := [][]chat.Button{}
	for i, status := range plan.Statuses {
		if i%2 == 0 {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], button(t.say.Plain("status."+string(status), nil), "do", task.ID, string(status), agency))
	}
	for i, p := range percents {
		if i%4 == 0 {
			rows = append(rows, nil)
		}
		step := strconv.Itoa(p)
		rows[len(rows)-1] = append(rows[len(rows)-1], button(step+" %", "do", task.ID, step, agency))
	}
	rows = append(rows, row(
		button(t.say.Plain("own.button.write", nil), "update", task.ID),
		button(t.say.Plain("button.back", nil), "mine", append(l.arguments(t), "0")...),
	))
	t.showCard(&store.Card{Task: task.ID}, line+"\n"+t.say.Say("own.how_far", texts.Data{"Agency": t.Register.AgencyName(agency)}), rows...)
	return nil
}

// doAction records the step of status or percent that was pressed.
func doAction(t *turn, arguments []string) error {
	task, ok := t.Register.Task(arguments[0])
	if !ok || !t.mayRecordFor(task, arguments[2]) {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	r := draftReport{Task: task.ID, Agency: arguments[2], Status: plan.Status(arguments[1])}
	if percent, err := strconv.Atoi(arguments[1]); err == nil && slices.Contains(percents, percent) {
		value := float64(percent)
		r.Percent, r.Status = &value, plan.InProgress
		if percent == 100 {
			r.Status = plan.Done
		}
	}
	if !r.Status.Valid() {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	r.Text = t.say.Plain("own.text_step", texts.Data{"Figures": t.figures(r.content())})
	return t.take(&draft{From: t.pressed(), Reports: []draftReport{r}})
}
