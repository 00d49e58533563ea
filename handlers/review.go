package handlers

import (
	"strconv"
	"strings"

	"chutri/internal/chat"
	"chutri/internal/texts"
	"chutri/store"
)

// versionOf names an update and what it says now, so that nobody confirms what was changed after they read it.
func versionOf(u store.Progress) string { return updateID(u.ID) + "." + strconv.Itoa(u.Revision) }

// reviewButtons let a coordinator confirm or return a report, or lead them back to those that wait for it.
func (t *turn) reviewButtons(u store.Progress) [][]chat.Button {
	if !t.isCoordinator() {
		return nil
	}
	if u.State != store.StateRecorded {
		return [][]chat.Button{row(button(t.say.Plain("review.button.list", nil), "pending", "", "", "0"))}
	}
	return [][]chat.Button{row(
		button(t.say.Plain("review.button.confirm", nil), "confirm", versionOf(u)),
		button(t.say.Plain("review.button.return", nil), "return", versionOf(u)),
	)}
}

// reviewed reads the updates that a coordinator's button names, "12.1,13.2", as they are now. ok is false, and the person told, where one
// of them was changed since.
func (t *turn) reviewed(argument string) (updates []store.Progress, ok bool, err error) {
	if !t.isCoordinator() {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil, false, nil
	}
	for _, version := range strings.Split(argument, ",") {
		id, _, _ := strings.Cut(version, ".")
		u, ok, err := t.change(id)
		if !ok || err != nil {
			return nil, false, err
		}
		if versionOf(u) != version {
			t.notice(t.say.Plain("review.changed", texts.Data{"ID": u.Task}))
			t.recordCard("record.shown", []store.Progress{u})
			return nil, false, nil
		}
		updates = append(updates, u)
	}
	return updates, true, nil
}

// confirmAction confirms reports; one that no longer waits for it stays as it is.
func confirmAction(t *turn, arguments []string) error {
	updates, ok, err := t.reviewed(arguments[0])
	if !ok {
		return err
	}
	return t.confirm(updates)
}

// confirm confirms what of some reports waits for it, and tells their senders.
func (t *turn) confirm(updates []store.Progress) error {
	var confirmed []store.Progress
	for i, u := range updates {
		if u.State != store.StateRecorded {
			continue
		}
		var err error
		if updates[i], err = t.progressEvent(u, store.Confirmed, u.ID, nil, ""); err != nil {
			return err
		}
		confirmed = append(confirmed, updates[i])
	}
	if len(updates) == 1 {
		t.recordCard("review.confirmed", updates)
	} else if err := t.pending(pendingScope{}, 0, t.say.Say("review.confirmed_all", texts.Data{"Count": len(updates)})); err != nil {
		return err
	}
	return t.tellConfirmed(confirmed)
}

// tellConfirmed tells the senders of reports that they were confirmed, each in one message to a chat.
func (t *turn) tellConfirmed(updates []store.Progress) error {
	type sender struct{ person, chat int64 }
	var senders []sender
	sent := make(map[sender][]store.Progress)
	for _, u := range updates {
		by := sender{u.Author.ID, u.Chat}
		if sent[by] == nil {
			senders = append(senders, by)
		}
		sent[by] = append(sent[by], u)
	}
	for _, by := range senders {
		own := sent[by]
		if len(own) == 1 {
			if err := t.tellAuthor("review.you_confirmed", own[0]); err != nil {
				return err
			}
			continue
		}
		err := t.tellThere(originOf(own[0]), own[0].Author, func() (*store.Card, string, [][]chat.Button) {
			lines := []string{t.say.Say("review.you_confirmed_all", texts.Data{"Person": t.member.Name, "Count": len(own)})}
			for _, u := range own {
				lines = append(lines, t.say.Say("review.confirmed_line", texts.Data{
					"ID": u.Task, "Figures": t.figures(u.Content), "Date": t.date(u.ReportedAt.In(t.Zone)),
				}))
			}
			return nil, strings.Join(lines, "\n"), nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// returnReasons number the reasons that a coordinator can tap.
var returnReasons = []string{"1", "2", "3"}

// returnAction asks why a report is returned.
func returnAction(t *turn, arguments []string) error {
	updates, ok, err := t.reviewed(arguments[0])
	if !ok {
		return err
	}
	t.askWhy(updates[0])
	return nil
}

// askWhy asks why a report is returned; the next text is the reason.
func (t *turn) askWhy(u store.Progress) {
	t.session.remember(u.Task, t.now)
	t.session.Wants = "return:" + updateID(u.ID)
	var rows [][]chat.Button
	for _, number := range returnReasons {
		rows = append(rows, row(button(t.say.Plain("review.reason."+number, nil), "returned", versionOf(u), number)))
	}
	rows = append(rows, row(button(t.say.Plain("button.back", nil), "record", updateID(u.ID))))
	t.showCard(cardOf(u), strings.Join(append(t.recordLines(u), t.say.Say("review.why", nil)), "\n"), rows...)
}

// saidReason stands in a button for the reason that the coordinator wrote before it was shown.
const saidReason = "said"

// returnedAction returns a report for a reason that was tapped, or that was written.
func returnedAction(t *turn, arguments []string) error {
	updates, ok, err := t.reviewed(arguments[0])
	if !ok {
		return err
	}
	if arguments[1] == saidReason && t.session.Said != "" {
		return t.giveBack(updates[0], t.session.Said)
	}
	if !has(returnReasons, arguments[1]) {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	return t.giveBack(updates[0], t.say.Plain("review.reason."+arguments[1], nil))
}

// maxReason is how many characters of a reason are kept.
const maxReason = 500

// giveBack returns a report to its sender, who is told why.
func (t *turn) giveBack(u store.Progress, reason string) error {
	if !t.isCoordinator() {
		t.show(t.say.Say("command.coordinators", nil))
		return nil
	}
	reason = shorten(reason, maxReason)
	if reason == "" || u.State == store.StateWithdrawn || u.State == store.StateReturned {
		t.recordCard("record.shown", []store.Progress{u})
		return nil
	}
	after, err := t.progressEvent(u, store.Returned, u.ID, nil, reason)
	if err != nil {
		return err
	}
	t.recordCard("review.returned", []store.Progress{after}, t.say.Say("review.because", texts.Data{"Reason": reason}))
	return t.tellAuthor("review.you_returned", after)
}

// tellAuthor tells the sender of a report what a coordinator did to it; a reply to that corrects the report.
func (t *turn) tellAuthor(key string, u store.Progress) error {
	return t.tellThere(originOf(u), u.Author, func() (*store.Card, string, [][]chat.Button) {
		lines := append([]string{t.say.Say(key, texts.Data{"ID": u.Task, "Person": t.member.Name, "Reason": u.Reason})}, t.recordLines(u)...)
		id := updateID(u.ID)
		buttons := row(button(t.say.Plain("button.history", nil), "history", u.Task, "0"))
		if u.State == store.StateReturned {
			lines = append(lines, t.say.Say("review.how_to_mend", nil))
			buttons = append(row(button(t.say.Plain("button.rewrite", nil), "rewrite", id), button(t.say.Plain("button.withdraw", nil), "withdraw", id)), buttons...)
		}
		return cardOf(u), strings.Join(lines, "\n"), [][]chat.Button{buttons}
	})
}

// returnedLast reports, and tells the author, that the update which a button is to restore was returned and not mended since.
func (t *turn) returnedLast(argument string) (bool, error) {
	u, ok, err := t.change(argument)
	if !ok {
		return true, err
	}
	events, err := t.r.History(u.ID)
	if err != nil {
		return false, err
	}
	returned := false
	for _, e := range events {
		switch e.Kind {
		case store.Returned:
			returned = true
		case store.Amended, store.Confirmed:
			returned = false
		}
	}
	if returned {
		t.notice(t.say.Plain("review.mend_first", nil))
	}
	return returned, nil
}

// originOf returns where an update was reported.
func originOf(u store.Progress) origin {
	return origin{Chat: u.Chat, Message: u.Message, At: u.ReportedAt}
}
