package handlers

import (
	"strconv"
	"strings"

	"chutri/internal/chat"
	"chutri/internal/ledger"
	"chutri/internal/plan"
	"chutri/internal/report"
	"chutri/internal/texts"
	"chutri/store"
)

// pendingWeeks is how far back a report that nobody has confirmed or returned is still listed.
const pendingWeeks = 13

// pendingPage is how many reports one page of the list shows.
const pendingPage = 5

// pendingScope is what a list of reports waiting for confirmation is about.
type pendingScope struct{ report.Scope }

func (s pendingScope) arguments() []string { return []string{s.Plan, s.Agency} }

// holds reports whether the list is about an update.
func (s pendingScope) holds(register *plan.Register, u store.Progress) bool {
	task, _ := register.Task(u.Task)
	return (s.Plan == "" || task.Plan == s.Plan) &&
		(s.Agency == "" || u.Agency == s.Agency || register.Participation(task, s.Agency) == plan.Leads)
}

// unconfirmed returns the reports that wait for a coordinator, the earliest first.
func (t *turn) unconfirmed(scope pendingScope) (updates []store.Progress, err error) {
	from := plan.WeekOf(t.now).From.AddDate(0, 0, -7*(pendingWeeks-1))
	err = t.r.ProgressBetween(from, t.now.AddDate(0, 0, 1), func(u store.Progress) bool {
		if u.State == store.StateRecorded && scope.holds(t.Register, u) {
			updates = append(updates, u)
		}
		return true
	})
	return updates, err
}

// openRequests returns the requests for later dates that nobody has decided on.
func (t *turn) openRequests(scope pendingScope) ([]ledger.Extension, error) {
	all, err := ledger.ExtensionsOf(t.r, "")
	var open []ledger.Extension
	for _, e := range all {
		task, _ := t.Register.Task(e.Task)
		if e.State == ledger.Asked && (scope.Plan == "" || scope.Plan == task.Plan) && (scope.Agency == "" || scope.Agency == e.Agency) {
			open = append(open, e)
		}
	}
	return open, err
}

// pendingButton leads a coordinator to what waits for them; nobody else sees it.
func (t *turn) pendingButton(scope report.Scope) ([][]chat.Button, error) {
	if !t.isCoordinator() {
		return nil, nil
	}
	s := pendingScope{scope}
	updates, err := t.unconfirmed(s)
	if err != nil {
		return nil, err
	}
	requests, err := t.openRequests(s)
	if err != nil || len(updates)+len(requests) == 0 {
		return nil, err
	}
	label := t.say.Plain("review.button.pending", texts.Data{"Count": len(updates) + len(requests)})
	return [][]chat.Button{row(button(label, "pending", append(s.arguments(), "0")...))}, nil
}

// pendingAction shows a page of what waits for a coordinator.
func pendingAction(t *turn, arguments []string) error {
	page, err := strconv.Atoi(arguments[2])
	if err != nil || page < 0 || !t.isCoordinator() {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	return t.pending(pendingScope{report.Scope{Plan: arguments[0], Agency: arguments[1]}}, page)
}

// pending shows one page of the reports that wait for a coordinator, each behind a button, and one that confirms the whole page.
func (t *turn) pending(scope pendingScope, page int, head ...string) error {
	updates, err := t.unconfirmed(scope)
	if err != nil {
		return err
	}
	updates = t.asInStep(updates)
	requests, err := t.openRequests(scope)
	if err != nil {
		return err
	}
	lines := append(head, t.say.Say("review.pending", texts.Data{"Count": len(updates), "Weeks": pendingWeeks}))
	first, last := pageOf(len(updates), page, pendingPage)
	var rows [][]chat.Button
	var versions []string
	for i, u := range updates[first:last] {
		lines = append(lines, t.say.Say("review.line", texts.Data{
			"Number": updateID(u.ID), "ID": u.Task, "Figures": t.figures(u.Content), "Agency": t.Register.AgencyName(u.Agency),
			"Author": u.Author.Name, "Date": t.date(u.ReportedAt.In(t.Zone)),
		}))
		versions = append(versions, versionOf(u))
		if i%2 == 0 {
			rows = append(rows, nil)
		}
		label := t.say.Plain("review.button.open", texts.Data{"Number": updateID(u.ID), "ID": u.Task})
		rows[len(rows)-1] = append(rows[len(rows)-1], button(label, "record", updateID(u.ID)))
	}
	if all := button(t.say.Plain("review.button.confirm_all", texts.Data{"Count": len(versions)}), "confirm", strings.Join(versions, ",")); len(versions) > 1 && len(all.Data) <= chat.MaxData {
		rows = append(rows, row(all))
	}
	rows = append(rows, t.pageButtons(len(updates), page, pendingPage, "pending", scope.arguments()...)...)
	for _, e := range requests {
		label := t.say.Plain("review.button.extension", texts.Data{"ID": e.Task, "Until": dateOf(e.Until)})
		rows = append(rows, row(button(label, "request", e.Task, strconv.Itoa(e.Number))))
	}
	t.show(strings.Join(lines, "\n"), rows...)
	return nil
}

// asInStep leaves out what was confirmed in this turn.
func (t *turn) asInStep(updates []store.Progress) []store.Progress {
	var left []store.Progress
next:
	for _, u := range updates {
		for _, e := range t.step.Events {
			if e.Kind == store.Confirmed && e.Progress.ID == u.ID {
				continue next
			}
		}
		left = append(left, u)
	}
	return left
}

// requestAction shows a coordinator one request for a later date.
func requestAction(t *turn, arguments []string) error {
	requests, err := ledger.ExtensionsOf(t.r, arguments[0])
	if err != nil {
		return err
	}
	number, err := strconv.Atoi(arguments[1])
	if err != nil || !t.isCoordinator() || number < 1 || number > len(requests) {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	e := requests[number-1]
	if e.State != ledger.Asked {
		t.notice(t.say.Plain("extension.decided_already", nil))
		return nil
	}
	t.showRequest(e)
	return nil
}

// showRequest shows a coordinator a request for a later date, with the buttons that decide on it.
func (t *turn) showRequest(e ledger.Extension) {
	t.showCard(requestCard(e), t.extensionRequest(e), t.extensionButtons(e)...)
}
