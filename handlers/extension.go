package handlers

import (
	"slices"
	"strconv"
	"time"

	"chutri/internal/chat"
	"chutri/internal/ledger"
	"chutri/internal/plan"
	"chutri/internal/texts"
	"chutri/store"
)

// extendButton leads whoever may ask for a later end of a task that has a date to asking for it.
func (t *turn) extendButton(task plan.Task) [][]chat.Button {
	if _, ok := task.Due(t.Zone); !ok || !t.mayExtend(task) {
		return nil
	}
	return [][]chat.Button{row(button(t.say.Plain("extension.button.ask", nil), "extend", task.ID))}
}

// extendAction asks for the new date and the reason.
func extendAction(t *turn, arguments []string) error {
	task, ok := t.Register.Task(arguments[0])
	if !ok || !t.mayExtend(task) {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	due, _, err := t.dueNow(task)
	if err == nil {
		t.promptExtension(task, due, "extension.prompt", "", "")
	}
	return err
}

// endAfter returns the first end of a year that is neither over nor before a day, as an example of what can be asked for.
func (t *turn) endAfter(due time.Time) time.Time {
	if due.Before(t.now) {
		due = t.now
	}
	if end := time.Date(due.Year(), time.December, 31, 0, 0, 0, 0, t.Zone); end.After(due) {
		return end
	}
	return time.Date(due.Year()+1, time.December, 31, 0, 0, 0, 0, t.Zone)
}

// dueNow returns until when a task that has a date is to be done after all extensions, and the requests for them.
func (t *turn) dueNow(task plan.Task) (due time.Time, requests []ledger.Extension, err error) {
	due, _ = task.Due(t.Zone)
	if requests, err = ledger.ExtensionsOf(t.r, task.ID); err != nil {
		return due, nil, err
	}
	if last, count := ledger.LastGranted(requests, t.now.Add(time.Nanosecond)); count > 0 {
		due, _ = last.Due(t.Zone)
	}
	return due, requests, nil
}

// mayExtend reports whether the author may ask for a later end of a task: whoever leads it, and every coordinator.
func (t *turn) mayExtend(task plan.Task) bool {
	keys := t.ownFor(task)
	return len(keys) > 0 && (t.isCoordinator() || len(task.Lead) == 0 || t.Register.Participation(task, keys[0]) == plan.Leads)
}

// askExtension keeps a request for a later end of a task and tells the coordinators, or says what is missing. until is a stored day, or what
// was written where the calendar has no such day.
func (t *turn) askExtension(task plan.Task, until, reason string) error {
	if !t.mayExtend(task) {
		t.show(t.say.Say("extension.refused_asker", texts.Data{"ID": task.ID, "Agencies": t.shortList(task.Lead)}))
		return nil
	}
	first, ok := task.Due(t.Zone)
	if !ok {
		t.show(t.say.Say("extension.no_date", texts.Data{"ID": task.ID}))
		return nil
	}
	due, requests, err := t.dueNow(task)
	if err != nil {
		return err
	}
	day, err := time.ParseInLocation(time.DateOnly, until, t.Zone)
	switch {
	case err != nil && until != "":
		t.promptExtension(task, due, "extension.no_such_day", until, reason)
		t.wantExtension(task, "", reason)
		return nil
	case err != nil:
		t.promptExtension(task, due, "extension.which_date", "", reason)
		return nil
	case !day.After(due):
		t.wantExtension(task, "", reason)
		t.show(t.say.Say("extension.too_early", texts.Data{"ID": task.ID, "Due": t.date(due), "Until": t.date(day)}))
		return nil
	case reason == "":
		t.promptExtension(task, due, "extension.which_reason", until, "")
		return nil
	}
	keys, err := t.agenciesFor(task)
	if err != nil {
		return err
	}
	number := len(requests) + 1
	if _, open := openRequest(requests); open {
		number-- // a request that nobody has decided on is replaced
	}
	from := t.here()
	e := ledger.Extension{
		Task: task.ID, Number: number, State: ledger.Asked, First: first.Format(time.DateOnly), Until: until, Reason: shorten(reason, maxReason),
		Agency: keys[0], Author: t.author(), Chat: from.Chat, Message: from.Message, AskedAt: t.now,
	}
	if err := t.keepRecord(e.Record()); err != nil {
		return err
	}
	t.session.remember(task.ID, t.now)
	t.showCard(requestCard(e), t.say.Say("extension.asked", t.extensionData(e)), t.cardButton(e))
	return t.tellCoordinators(requestCard(e), func() (string, [][]chat.Button) { return t.extensionRequest(e), t.extensionButtons(e) })
}

// requestCard is what a message about a request is about.
func requestCard(e ledger.Extension) *store.Card { return &store.Card{Task: e.Task, Request: e.Key()} }

// openRequest returns of a task's requests the one that nobody has decided on, which is the last.
func openRequest(requests []ledger.Extension) (e ledger.Extension, open bool) {
	if n := len(requests); n > 0 && requests[n-1].State == ledger.Asked {
		return requests[n-1], true
	}
	return e, false
}

// cardButton leads to the card of a request's task.
func (t *turn) cardButton(e ledger.Extension) []chat.Button {
	return row(button(t.say.Plain("button.card", nil), "task", e.Task))
}

// extensionRequest words a request for whoever decides on it.
func (t *turn) extensionRequest(e ledger.Extension) string {
	return t.say.Say("extension.request", t.extensionData(e))
}

// extensionData is what the texts about a request tell; its number is that of the extension that it would be.
func (t *turn) extensionData(e ledger.Extension) texts.Data {
	task, _ := t.Register.Task(e.Task)
	requests, err := ledger.ExtensionsOf(t.r, e.Task)
	if err != nil {
		t.Log.Error("the requests for a later end cannot be read", "task", e.Task, "error", err)
	}
	requests = slices.DeleteFunc(requests, func(o ledger.Extension) bool { return o.Number >= e.Number })
	_, granted := ledger.LastGranted(requests, t.now.Add(time.Nanosecond))
	return texts.Data{
		"ID": e.Task, "Title": task.Title, "Agency": t.Register.AgencyName(e.Agency), "Author": e.Author.Name,
		"First": dateOf(e.First), "Until": dateOf(e.Until), "Reason": shorten(e.Reason, 2*maxWording), "Number": strconv.Itoa(granted + 1), "Person": t.member.Name,
	}
}

// dateOf writes a stored day as offices do.
func dateOf(day string) string {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return at.Format("02/01/2006")
}

func (t *turn) extensionButtons(e ledger.Extension) [][]chat.Button {
	number := strconv.Itoa(e.Number)
	return [][]chat.Button{row(
		button(t.say.Plain("extension.button.grant", nil), "grant", e.Task, number, e.Until),
		button(t.say.Plain("extension.button.refuse", nil), "refuse", e.Task, number, e.Until),
	), t.cardButton(e)}
}

// extensionLines tell until when a task was extended, with its first date, and what is still asked for.
func (t *turn) extensionLines(task plan.Task) ([]string, error) {
	requests, err := ledger.ExtensionsOf(t.r, task.ID)
	if err != nil || len(requests) == 0 {
		return nil, err
	}
	var lines []string
	if last, count := ledger.LastGranted(requests, t.now.Add(time.Nanosecond)); count > 0 {
		data := t.extensionData(last)
		data["Count"] = count
		lines = append(lines, t.say.Say("extension.extended", data))
	}
	if last, open := openRequest(requests); open {
		lines = append(lines, t.say.Say("extension.waiting", t.extensionData(last)))
	}
	return lines, nil
}
