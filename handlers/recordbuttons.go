package handlers

import (
	"errors"
	"strconv"
	"strings"

	"chutri/internal/chat"
	"chutri/internal/plan"
	"chutri/internal/texts"
	"chutri/store"
)

// updateID writes the number of a progress update.
func updateID(id uint64) string { return strconv.FormatUint(id, 10) }

// change reads the progress update that a pressed button names and checks that the presser may change it.
func (t *turn) change(argument string) (store.Progress, bool, error) {
	id, err := strconv.ParseUint(argument, 10, 64)
	if err != nil {
		t.notice(t.say.Plain("press.unknown", nil))
		return store.Progress{}, false, nil
	}
	u, err := t.r.Progress(id)
	if isNotFound(err) {
		t.notice(t.say.Plain("press.unknown", nil))
		return store.Progress{}, false, nil
	}
	if err != nil {
		return store.Progress{}, false, err
	}
	if !t.isMember() {
		t.notice(t.say.Plain("intake.no_access", nil))
		return store.Progress{}, false, nil
	}
	if !t.mayChange(u) {
		t.notice(t.say.Plain("correct.not_yours", t.owner("", u.Author)))
		return store.Progress{}, false, nil
	}
	return u, true, nil
}

// recordAction shows one progress update with its buttons.
func recordAction(t *turn, arguments []string) error {
	u, ok, err := t.change(arguments[0])
	if ok {
		t.recordCard("record.shown", []store.Progress{u})
	}
	return err
}

// statusAction offers the statuses for a progress update.
func statusAction(t *turn, arguments []string) error {
	u, ok, err := t.change(arguments[0])
	if !ok {
		return err
	}
	t.showCard(cardOf(u), strings.Join(t.recordLines(u), "\n"), t.statusButtons(u)...)
	return nil
}

// statusButtons offer the statuses for a progress update.
func (t *turn) statusButtons(u store.Progress) [][]chat.Button {
	var rows [][]chat.Button
	for _, status := range plan.Statuses {
		rows = append(rows, row(button(t.say.Plain("status."+string(status), nil), "restatus", updateID(u.ID), string(status))))
	}
	return append(rows, row(button(t.say.Plain("button.back", nil), "record", updateID(u.ID))))
}

// restatusAction gives a progress update another status. Done without a percent is 100, so a lower percent is dropped; what stood in the
// way is dropped with the status that says so.
func restatusAction(t *turn, arguments []string) error {
	u, ok, err := t.change(arguments[0])
	status := plan.Status(arguments[1])
	if !ok || !status.Valid() {
		return err
	}
	content := u.Content
	if content.Status != status {
		if content.Status == plan.Blocked {
			content.Obstacle = ""
		}
		content.Status = status
		if status == plan.Done || status == plan.NotStarted {
			content.Percent, content.Estimate = nil, false
		}
		return t.amend(u, content)
	}
	t.recordCard("record.amended", []store.Progress{u})
	return nil
}

// percents are the steps that buttons offer.
var percents = []int{10, 25, 50, 60, 75, 80, 90, 100}

// percentAction offers percents for a progress update.
func percentAction(t *turn, arguments []string) error {
	u, ok, err := t.change(arguments[0])
	if !ok {
		return err
	}
	var rows [][]chat.Button
	for i, p := range percents {
		if i%4 == 0 {
			rows = append(rows, nil)
		}
		step := strconv.Itoa(p)
		rows[len(rows)-1] = append(rows[len(rows)-1], button(step+" %", "repercent", arguments[0], step))
	}
	rows = append(rows, row(button(t.say.Plain("button.no_percent", nil), "repercent", arguments[0], "none"),
		button(t.say.Plain("button.back", nil), "record", arguments[0])))
	t.showCard(cardOf(u), strings.Join(t.recordLines(u), "\n"), rows...)
	return nil
}

// repercentAction gives a progress update another percent; 100 makes it done, less than 100 reopens it.
func repercentAction(t *turn, arguments []string) error {
	u, ok, err := t.change(arguments[0])
	if !ok {
		return err
	}
	content := u.Content
	content.Percent, content.Estimate = nil, false
	if arguments[1] != "none" {
		percent, err := strconv.ParseFloat(arguments[1], 64)
		if err != nil || percent < 0 || percent > 100 {
			t.notice(t.say.Plain("press.unknown", nil))
			return nil
		}
		content.Percent = &percent
		switch {
		case percent == 100:
			content.Status = plan.Done
		case content.Status == plan.Done || content.Status == plan.NotStarted:
			content.Status = plan.InProgress
		}
	}
	return t.amend(u, content)
}

// withdrawAction takes a progress update back.
func withdrawAction(t *turn, arguments []string) error {
	return t.turnState(arguments[0], store.Withdrawn, "record.withdrawn")
}

// restoreAction makes a withdrawn progress update count again, but for one that a coordinator has returned: that has to be mended first.
func restoreAction(t *turn, arguments []string) error {
	if returned, err := t.returnedLast(arguments[0]); returned || err != nil {
		return err
	}
	return t.turnState(arguments[0], store.Restored, "record.restored")
}

func (t *turn) turnState(argument string, kind store.EventKind, headline string) error {
	u, ok, err := t.change(argument)
	if !ok {
		return err
	}
	if (kind == store.Withdrawn) != (u.State == store.StateWithdrawn) { // a press that comes twice changes nothing
		if u, err = t.progressEvent(u, kind, u.ID, nil, ""); err != nil {
			return err
		}
	}
	t.recordCard(headline, []store.Progress{u})
	return nil
}

// rewriteAction asks for a new wording of a progress update.
func rewriteAction(t *turn, arguments []string) error {
	u, ok, err := t.change(arguments[0])
	if !ok {
		return err
	}
	t.session.remember(u.Task, t.now)
	t.session.Wants = "rewrite:" + arguments[0]
	t.showCard(cardOf(u), t.say.Say("correct.rewrite", texts.Data{"ID": u.Task}),
		row(button(t.say.Plain("button.back", nil), "record", arguments[0])))
	return nil
}

// updateAction asks for the text of a report on a task.
func updateAction(t *turn, arguments []string) error {
	task, ok := t.Register.Task(arguments[0])
	if !ok || !t.mayRecord(task) {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	t.session.remember(task.ID, t.now)
	t.session.Wants = "update:" + task.ID
	t.showCard(&store.Card{Task: task.ID}, t.say.Say("update.prompt", texts.Data{"ID": task.ID, "Title": task.Title}),
		row(button(t.say.Plain("button.back", nil), "task", task.ID)))
	return nil
}

func cardOf(u store.Progress) *store.Card { return &store.Card{Task: u.Task, Updates: []uint64{u.ID}} }

func isNotFound(err error) bool { return errors.Is(err, store.ErrNotFound) }
