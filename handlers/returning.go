package handlers

import (
	"slices"
	"strings"

	"chutri/internal/chat"
	"chutri/internal/plan"
	"chutri/internal/progress"
	"chutri/internal/texts"
	"chutri/internal/vietnamese"
	"chutri/store"
)

// judged takes what a coordinator replies to reports of an agency that is not theirs, on the card of a record or of a task, or says of a
// task that they name: a reason to return them. Nothing of it is recorded in the agency's name. done is false for a question, and for
// whatever is not about such a report.
func (t *turn) judged(updates []store.Progress, task string) (done bool, err error) {
	if !t.isCoordinator() {
		return false, nil
	}
	if len(updates) > 0 && t.saysOnly("review.said_confirm", t.m.Text) && !slices.ContainsFunc(updates, func(u store.Progress) bool { return !t.isOthers(u) }) {
		return true, t.confirm(updates)
	}
	before, rest, returns := t.said("review.said_return", t.m.Text)
	returns = returns && !notAsked.MatchString(vietnamese.Fold(before))
	onCard, reason := len(updates) > 0, t.m.Text
	switch {
	case returns && !onCard && task == "":
		task = t.onlyTaskIn(t.m.Text)
	case !returns && (!onCard && task == "" || !t.reports(updates, task)):
		return false, nil
	}
	known, ok := t.Register.Task(task)
	if !onCard && ok {
		updates, err = t.waitingOn(task)
	}
	if err != nil || !onCard && !ok || slices.ContainsFunc(updates, func(u store.Progress) bool { return !t.isOthers(u) }) {
		return false, err
	}
	if returns {
		reason = reasonIn(withoutRefs(rest))
	}
	sure := onCard && returns && strings.TrimSpace(before) == "" && !strings.Contains(rest, "?")
	switch {
	case len(updates) == 0:
		t.nothingToReturn(known)
	case len(updates) == 1 && reason == "":
		t.askWhy(updates[0])
	case len(updates) == 1 && sure && (rest == withoutRefs(rest) || t.onlyTaskIn(rest) == updates[0].Task):
		return true, t.giveBack(updates[0], reason)
	default:
		t.askReturn(updates, reason)
	}
	return true, nil
}

// isOthers reports whether a report is another's, of an agency that the author does not belong to.
func (t *turn) isOthers(u store.Progress) bool {
	return u.Author.ID != t.m.Author.ID && !has(t.member.Agencies, u.Agency)
}

// reports reports whether the text, as a reply to a card, would be recorded on what the card shows.
func (t *turn) reports(updates []store.Progress, task string) bool {
	about := tasksOf(updates)
	if len(updates) == 0 {
		about = []string{task}
	}
	reading := t.read(t.m.Text, progress.Context{Card: about})
	return reading.Kind == progress.Update && slices.ContainsFunc(reading.Reports, func(r progress.Report) bool { return r.Task == "" || has(about, r.Task) })
}

// waitingOn returns the reports of others on a task that nobody has confirmed or returned, the latest first.
func (t *turn) waitingOn(task string) (updates []store.Progress, err error) {
	err = t.r.ProgressByTask(task, func(u store.Progress) bool {
		if u.State == store.StateRecorded && t.isOthers(u) {
			updates = append(updates, u)
		}
		return len(updates) < maxTasks
	})
	return updates, err
}

// reasonIn returns of what stands behind the word for "return" the reason: behind the word that introduces it, or else behind the first
// mark; "" where only a word or two of courtesy follow.
func reasonIn(rest string) string {
	const courtesy = 2
	marks := " ,.:;–-!\n"
	if at := reasonWords.FindStringIndex(rest); at != nil {
		return strings.Trim(rest[at[1]:], marks)
	}
	first := strings.IndexAny(rest, ",.:;–-\n")
	if first >= 0 && len(strings.Fields(rest[:first])) <= courtesy+1 {
		return strings.Trim(rest[first:], marks)
	}
	if len(strings.Fields(rest)) <= courtesy {
		return ""
	}
	return strings.Trim(rest, marks)
}

// askReturn asks a coordinator whether reports are to be returned for the reason that they wrote; of several that are to be returned for
// none, which one, and the reason after that.
func (t *turn) askReturn(updates []store.Progress, reason string) {
	t.session.Said, t.session.Until = shorten(reason, maxReason), t.now.Add(followUpTime)
	u := updates[0]
	var lines []string
	var rows [][]chat.Button
	for _, u := range updates {
		lines = append(lines, t.recordLines(u)...)
		label := t.say.Plain("review.button.return_one", texts.Data{"Number": updateID(u.ID), "ID": u.Task})
		if reason == "" {
			rows = append(rows, row(button(label, "return", versionOf(u))))
		} else {
			rows = append(rows, row(button(label, "returned", versionOf(u), saidReason)))
		}
	}
	key, card := "review.return_which", &store.Card{}
	if len(updates) == 1 {
		key, card = "review.return_this", cardOf(u)
		rows = [][]chat.Button{
			row(button(t.say.Plain("review.button.return", nil), "returned", versionOf(u), saidReason)),
			row(button(t.say.Plain("button.back", nil), "record", updateID(u.ID))),
		}
	}
	data := texts.Data{"Agency": t.shortList(agenciesOf(updates)), "Reason": t.session.Said}
	t.showCard(card, strings.Join(append(lines, t.say.Say(key, data)), "\n"), rows...)
}

// agenciesOf returns the agencies in whose name updates were made, each once.
func agenciesOf(updates []store.Progress) (keys []string) {
	for _, u := range updates {
		if !has(keys, u.Agency) {
			keys = append(keys, u.Agency)
		}
	}
	return keys
}

// nothingToReturn tells a coordinator that no report on a task waits for them, and how to report in an agency's name.
func (t *turn) nothingToReturn(task plan.Task) {
	buttons := row(button(t.say.Plain("button.history", nil), "history", task.ID, "0"))
	if t.mayRecord(task) {
		buttons = append(buttons, button(t.say.Plain("button.update", nil), "update", task.ID))
	}
	t.showCard(&store.Card{Task: task.ID}, t.say.Say("review.none_to_return", texts.Data{"ID": task.ID}), buttons)
}
