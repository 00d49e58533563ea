package handlers

import (
	"strconv"
	"strings"

	"chutri/internal/chat"
	"chutri/internal/ledger"
	"chutri/internal/plan"
	"chutri/internal/texts"
	"chutri/store"
)

// grantAction grants a request.
func grantAction(t *turn, arguments []string) error {
	return t.decideExtension(arguments, ledger.Granted, "")
}

// refuseAction asks why a request is refused.
func refuseAction(t *turn, arguments []string) error {
	e, ok, err := t.undecided(arguments)
	if !ok {
		return err
	}
	t.session.remember(e.Task, t.now)
	t.session.Wants = "refuse:" + strings.Join(arguments, "|")
	t.showCard(requestCard(e), t.extensionRequest(e)+"\n"+t.say.Say("extension.why_refused", nil),
		row(button(t.say.Plain("extension.button.no_reason", nil), "refused", arguments...)),
		row(button(t.say.Plain("button.back", nil), "request", e.Task, strconv.Itoa(e.Number))))
	return nil
}

// refusedAction refuses a request without a reason.
func refusedAction(t *turn, arguments []string) error {
	return t.decideExtension(arguments, ledger.Refused, "")
}

// undecided returns the request that a coordinator's button or prompt names, while it is open and asks for what they have read; otherwise
// they are told.
func (t *turn) undecided(arguments []string) (e ledger.Extension, ok bool, err error) {
	requests, err := ledger.ExtensionsOf(t.r, arguments[0])
	if err != nil {
		return e, false, err
	}
	number, err := strconv.Atoi(arguments[1])
	if err != nil || !t.isCoordinator() || number < 1 || number > len(requests) {
		t.notice(t.say.Plain("press.unknown", nil))
		return e, false, nil
	}
	if e = requests[number-1]; e.State == ledger.Asked && e.Until == arguments[2] {
		return e, true, nil
	}
	if t.m.Kind == chat.Press {
		t.notice(t.say.Plain("extension.decided_already", nil))
		t.showCard(requestCard(e), t.extensionRequest(e), t.cardButton(e))
	} else {
		t.showCard(requestCard(e), t.say.Say("extension.decided_already", nil), t.cardButton(e))
	}
	return e, false, nil
}

// decideExtension decides on a request, once, and tells its author, with the answer that the coordinator gives.
func (t *turn) decideExtension(arguments []string, decision ledger.ExtensionState, answer string) error {
	e, ok, err := t.undecided(arguments)
	if !ok {
		return err
	}
	e.State, e.DecidedBy, e.DecidedAt, e.Answer = decision, t.m.Author.ID, t.now, shorten(answer, maxReason)
	if err := t.keepRecord(e.Record()); err != nil {
		return err
	}
	t.showCard(requestCard(e), t.decisionText(e, string(decision)), t.cardButton(e))
	return t.tellThere(origin{Chat: e.Chat, Message: e.Message}, e.Author, func() (*store.Card, string, [][]chat.Button) {
		return requestCard(e), t.decisionText(e, "you_"+string(decision)), [][]chat.Button{t.cardButton(e)}
	})
}

// decisionText words what was decided on a request, with the coordinator's answer.
func (t *turn) decisionText(e ledger.Extension, key string) string {
	text := t.say.Say("extension."+key, t.extensionData(e))
	if e.Answer != "" {
		text += "\n" + t.say.Say("review.because", texts.Data{"Reason": e.Answer})
	}
	return text
}

// withdrawExtension takes back the open request for a later end of a task, and tells the coordinators; the zero Extension is none.
func (t *turn) withdrawExtension(task plan.Task, e ledger.Extension) error {
	switch {
	case e.Number == 0:
		t.show(t.say.Say("extension.none_open", texts.Data{"ID": task.ID}))
		return nil
	case e.Author.ID != t.m.Author.ID && !t.mayExtend(task):
		t.show(t.say.Say("extension.refused_asker", texts.Data{"ID": task.ID, "Agencies": t.shortList(task.Lead)}))
		return nil
	}
	e.State, e.DecidedBy, e.DecidedAt = ledger.TakenBack, t.m.Author.ID, t.now
	if err := t.keepRecord(e.Record()); err != nil {
		return err
	}
	t.showCard(requestCard(e), t.say.Say("extension.taken_back", t.extensionData(e)), t.cardButton(e))
	return t.tellCoordinators(requestCard(e), func() (string, [][]chat.Button) {
		return t.say.Say("extension.they_took_back", t.extensionData(e)), [][]chat.Button{t.cardButton(e)}
	})
}

// extensionHistory tells a task's requests for a later end, each with what became of it.
func (t *turn) extensionHistory(task plan.Task) (lines []string, err error) {
	requests, err := ledger.ExtensionsOf(t.r, task.ID)
	for _, e := range requests {
		data := t.extensionData(e)
		data["Date"] = e.AskedAt.In(t.Zone).Format("15:04 02/01/2006")
		lines = append(lines, t.say.Say("extension.history.asked", data))
		if e.State == ledger.Asked {
			continue
		}
		data["Date"] = e.DecidedAt.In(t.Zone).Format("15:04 02/01/2006")
		data["Person"], data["Answer"] = t.personName(e.DecidedBy, store.Progress{Content: store.Content{Author: e.Author}}), e.Answer
		lines = append(lines, t.say.Say("extension.history."+string(e.State), data))
	}
	return lines, err
}
