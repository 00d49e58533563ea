package handlers

import (
	"slices"
	"strconv"
	"strings"

	"chutri/internal/chat"
	"chutri/internal/texts"
	"chutri/store"
)

// budgets are the tokens a day that an office can choose.
var budgets = []int{50_000, DefaultBudget, 1_000_000}

// assistantCommand answers /troly: what the assistant does, whether it is on, and for coordinators what it was sent.
func assistantCommand(t *turn, _ string) error {
	if t.Assistant == nil {
		t.show(t.say.Say("assist.none", nil))
		return nil
	}
	return t.showAssistant()
}

// showAssistant shows the switches.
func (t *turn) showAssistant() error {
	office, err := t.officeSwitch()
	if err != nil {
		return err
	}
	here, err := t.assistedHere()
	if err != nil {
		return err
	}
	for _, e := range t.step.Events { // what this Step chooses
		if e.Record == nil {
			continue
		}
		switch e.Record.Collection {
		case assistRecords:
			if err := decodeRecord(*e.Record, &office); err != nil {
				return err
			}
		case assistOffRecords:
			here = e.Record.Removed
		}
	}
	lines := []string{t.say.Say("assist.title", texts.Data{"On": office.On, "Here": here, "Group": t.m.Chat.Group}), t.say.Say("assist.about", nil)}
	var rows [][]chat.Button
	if t.mayOptOut() {
		rows = append(rows, row(t.switchButton("assist.button.here", here)))
	}
	if t.isCoordinator() {
		sent, tokens := t.Assistant.Sent()
		lines = append(lines, t.say.Say("assist.spent", texts.Data{"Tokens": tokens, "Budget": office.Budget, "Requests": len(sent)}))
		rows = append(rows, row(t.switchButton("assist.button.office", office.On)), t.budgetButtons(office.Budget))
		if len(sent) > 0 {
			rows = append(rows, row(button(t.say.Plain("assist.button.sent", nil), "aidesent", "0")))
		}
	}
	t.show(strings.Join(lines, "\n\n"), rows...)
	return nil
}

// switchButton turns off what is on, and the other way round. Its label's key ends in "_off" or "_on", and so does what it carries.
func (t *turn) switchButton(key string, on bool) chat.Button {
	to := "on"
	if on {
		to = "off"
	}
	return button(t.say.Plain(key+"_"+to, nil), "aide", strings.TrimPrefix(key, "assist.button.")+"_"+to)
}

func (t *turn) budgetButtons(current int) []chat.Button {
	var buttons []chat.Button
	for _, budget := range budgets {
		if budget != current {
			buttons = append(buttons, button(t.say.Plain("assist.button.budget", texts.Data{"Budget": budget}), "aide", strconv.Itoa(budget)))
		}
	}
	return buttons
}

// mayOptOut reports whether the author may choose for this chat: in a group coordinators only.
func (t *turn) mayOptOut() bool { return !t.m.Chat.Group || t.isCoordinator() }

// assistantAction turns a switch.
func assistantAction(t *turn, arguments []string) error {
	office, err := t.officeSwitch()
	if err != nil {
		return err
	}
	what, ofOffice := arguments[0], true
	switch budget, wrong := strconv.Atoi(what); {
	case what == "here_on" || what == "here_off":
		ofOffice = false
	case what == "office_on" || what == "office_off":
		office.On = what == "office_on"
	case wrong == nil && slices.Contains(budgets, budget):
		office.Budget = budget
	default:
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	if t.Assistant == nil || ofOffice && !t.isCoordinator() || !t.mayOptOut() {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	switch {
	case ofOffice:
		err = t.keep(assistRecords, assistOffice, office)
	case what == "here_off":
		err = t.keep(assistOffRecords, assistOffKey(t.m.Chat.ID), t.now)
	default:
		t.event(store.Event{Kind: store.RecordKept, Record: &store.Record{Collection: assistOffRecords, Key: assistOffKey(t.m.Chat.ID), Removed: true}})
	}
	if err != nil {
		return err
	}
	return t.showAssistant()
}

// sentRunes is how many characters of a request one page shows.
const sentRunes = 2500

// assistantSentAction shows a coordinator what was sent, a request on a page.
func assistantSentAction(t *turn, arguments []string) error {
	page, err := strconv.Atoi(arguments[0])
	if err != nil || page < 0 || !t.isCoordinator() || t.m.Chat.Group || t.Assistant == nil {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	sent, _ := t.Assistant.Sent()
	if len(sent) == 0 {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	page = min(page, len(sent)-1)
	s := sent[page]
	text := t.say.Say("assist.sent", texts.Data{
		"Time": s.At.In(t.Zone).Format("15:04:05 02/01/2006"), "Kind": t.say.Plain("assist.kind."+string(s.Kind), nil),
		"Tokens": s.Tokens, "Outcome": t.say.Plain("assist.outcome."+s.Outcome, nil), "Data": shorten(s.Data, sentRunes),
	})
	t.show(text, t.pageButtons(len(sent), page, 1, "aidesent")...)
	return nil
}
