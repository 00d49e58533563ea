package handlers

import (
	"slices"
	"strconv"
	"strings"

	"chutri/internal/ledger"
	"chutri/internal/plan"
	"chutri/internal/progress"
	"chutri/store"
)

// edited answers a change of an earlier message: what it recorded is amended. A change of a message that recorded nothing
// is handled as a new message; in a group only where it waits for answers or reports something, so that nobody's talk is answered twice.
func (t *turn) edited() error {
	updates, values, err := t.traces()
	if err != nil || t.outdated() {
		return err
	}
	waiting := t.session.draftOf(t.m.ID)
	switch {
	case waiting != nil && strings.TrimSpace(waiting.Wording) == strings.TrimSpace(t.m.Text):
		t.pass(0)
		return nil // the service also reports edits that change nothing to be seen
	case len(updates)+len(values) > 0:
		return t.reworded(updates, values, waiting)
	}
	t.session.drop(t.m.ID)
	if id := t.changedBy(); id != 0 {
		t.pass(id)
		u, err := t.r.Progress(id)
		if err != nil {
			return err
		}
		return t.replied([]store.Progress{u}, "")
	}
	if t.mayReport() {
		t.pass(0)
	}
	if t.m.Chat.Group && waiting == nil {
		return t.overheard()
	}
	return t.text()
}

// reworded amends what a message recorded to its new wording. What the new wording leaves out is withdrawn.
func (t *turn) reworded(updates []store.Progress, values []ledger.Measured, waiting *draft) error {
	about := tasksOf(updates)
	var counts, withdrawn []string // words
	for _, u := range updates {
		leftOut, err := t.leftOut(u)
		switch {
		case err != nil:
			return err
		case u.State != store.StateWithdrawn:
			counts = append(counts, u.Text)
		case !leftOut:
			withdrawn = append(withdrawn, u.Text)
		}
	}
	for _, v := range values {
		about, counts = append(about, v.Target), append(counts, v.Text)
	}
	reading := t.read(commandText(t.m.Text), progress.Context{Command: true, Card: about})
	if waiting == nil && unchanged(reading, counts, withdrawn) {
		t.pass(0)
		return nil
	}
	if done, err := t.takenBack(updates, values, reading); done || err != nil {
		return err
	}
	if reading.Kind != progress.Update {
		t.show(t.say.Say("correct.unclear", nil))
		return nil
	}
	t.pass(0)
	d := &draft{From: t.here(), Wording: t.m.Text, Reports: draftsOf(reading.Reports)}
	if waiting != nil {
		d.Asked = waiting.Asked
	}
	for _, u := range pair(updates, d.Reports, true) {
		if u.State == store.StateWithdrawn || !t.mayChange(u) {
			continue
		}
		after, err := t.progressEvent(u, store.Withdrawn, u.ID, nil, t.say.Plain("intake.left_out", nil))
		if err != nil {
			return err
		}
		d.withdrawn = append(d.withdrawn, after)
	}
	if err := t.unsettleMoved(d); err != nil {
		return err
	}
	if err := t.replace(values, d.Reports); err != nil {
		return err
	}
	return t.take(d)
}

// leftOut reports whether an update is withdrawn because a new wording of its message left it out.
func (t *turn) leftOut(u store.Progress) (bool, error) {
	if u.State != store.StateWithdrawn {
		return false, nil
	}
	events, err := t.r.History(u.ID)
	reason := ""
	for _, e := range events {
		if e.Kind == store.Withdrawn {
			reason = e.Progress.Reason
		}
	}
	return reason != "", err
}

// commandText is what a message reports: without the command before it.
func commandText(text string) string {
	if _, arguments, ok := splitCommand(text); ok {
		return arguments
	}
	return text
}

// unchanged reports whether a message still says what was recorded from it: all the words that count, and none but those and the ones
// that were withdrawn.
func unchanged(reading progress.Reading, counts, withdrawn []string) bool {
	var said []string
	for _, r := range reading.Reports {
		said = append(said, r.Text)
	}
	return contained(counts, said) && contained(said, append(counts, withdrawn...))
}

// contained reports whether every text of a list is in another one, but for white space around it.
func contained(list, in []string) bool {
	return !slices.ContainsFunc(list, func(text string) bool {
		return !slices.ContainsFunc(in, func(other string) bool { return strings.TrimSpace(other) == strings.TrimSpace(text) })
	})
}

// pair gives reports the updates that they correct, and returns the updates that are left. Those on the same task belong together, and then
// those that were moved away from it; where all is reworded and as many are left over on both sides, they are paired in order, which moves a report to another task.
func pair(updates []store.Progress, reports []draftReport, all bool) (left []store.Progress) {
	left = slices.Clone(updates)
	take := func(r *draftReport, fits func(store.Progress) bool) {
		if at := slices.IndexFunc(left, fits); r.Update == 0 && at >= 0 {
			r.Update = left[at].ID
			left = slices.Delete(left, at, at+1)
		}
	}
	for i := range reports {
		take(&reports[i], func(u store.Progress) bool { return u.Task == reports[i].Task })
	}
	for i := range reports {
		take(&reports[i], func(u store.Progress) bool { return all && movedFrom(u, reports[i].Task) })
	}
	open := 0
	for _, r := range reports {
		if r.Update == 0 {
			open++
		}
	}
	if open == len(left) && (all || len(updates) == 1 && len(reports) == 1) {
		for i := range reports {
			take(&reports[i], func(store.Progress) bool { return true })
		}
	}
	return left
}

// patch amends updates to what a reply to their card says; what it doesn't speak of stays.
func (t *turn) patch(updates []store.Progress, reading progress.Reading) error {
	if !t.isMember() {
		t.strangerHint()
		return nil
	}
	for _, u := range updates {
		if !t.mayChange(u) {
			t.show(t.say.Say("correct.not_yours", t.owner("", u.Author)))
			return nil
		}
	}
	d := &draft{From: t.here(), Wording: t.m.Text, Reports: draftsOf(reading.Reports)}
	for i := range d.Reports {
		d.Reports[i].Partly = true
	}
	pair(updates, d.Reports, false)
	for _, u := range updates {
		d.Corrects = append(d.Corrects, u.ID)
	}
	if err := t.unsettleMoved(d); err != nil {
		return err
	}
	return t.take(d)
}

// corrected returns what an update will say after a correction. Moved to another task it is reported in the name of the same agency if
// that one takes part there, otherwise in that of the author's own.
func (t *turn) corrected(before store.Progress, r draftReport) store.Content {
	content := before.Content
	switch {
	case r.Content != nil:
		content = *r.Content
	case r.Partly:
		patched(&content, r)
	default:
		rewritten(&content, r)
	}
	if task, ok := t.Register.Task(content.Task); ok && content.Task != before.Task && t.Register.Participation(task, before.Agency) == plan.NoPart {
		if keys := t.ownFor(task); len(keys) > 0 {
			content.Agency = keys[0]
		}
	}
	return content
}

// rewritten replaces what a report says by what its edited message says now.
func rewritten(content *store.Content, r draftReport) {
	said := r.content()
	content.Task, content.Status, content.Percent, content.Estimate = said.Task, said.Status, said.Percent, said.Estimate
	content.Quantities, content.Obstacle, content.Next = said.Quantities, said.Obstacle, said.Next
	content.Text, content.Correction, content.Finished = said.Text, said.Correction, ""
}

// patched changes of a report what a correction speaks of, and leaves the rest as it was.
func patched(content *store.Content, r draftReport) {
	said := r.content()
	content.Task, content.Correction = said.Task, strings.TrimSpace(said.Text+"\n"+said.Correction)
	figuresOnly := r.Counted && said.Status == plan.InProgress && content.Status == plan.Blocked // "16%" of a task that is blocked
	if said.Status.Valid() && !figuresOnly {
		content.Status = said.Status
	}
	if said.Percent != nil || said.Status == plan.Done || said.Status == plan.NotStarted {
		content.Percent, content.Estimate = said.Percent, said.Estimate
	}
	if len(said.Quantities) > 0 {
		content.Quantities = said.Quantities
	}
	if said.Obstacle != "" || said.Status.Valid() && content.Status != plan.Blocked {
		content.Obstacle = said.Obstacle
	}
	if said.Next != "" {
		content.Next = said.Next
	}
}

// amend gives an update the content that a button made, once whatever contradicts has been asked.
func (t *turn) amend(u store.Progress, content store.Content) error {
	return t.take(&draft{From: t.pressed(), Reports: []draftReport{{Task: content.Task, Text: u.Text, Update: u.ID, Content: &content}}})
}

// replied answers a reply to a card: to a record's card with a correction, to a task's card with a report or a question.
func (t *turn) replied(updates []store.Progress, task string) error {
	if len(updates) > 0 {
		return t.repliedToRecord(updates)
	}
	if done, err := t.answersLast(); done || err != nil {
		return err
	}
	if done, err := t.withdrawSaid(t.Progress.Remark(t.m.Text), task); done || err != nil {
		return err
	}
	if asked, err := t.extensionAsked(t.m.Text, task); asked || err != nil {
		return err
	}
	reading := t.read(t.m.Text, progress.Context{Card: []string{task}})
	if done, err := t.valueReplied(reading); done || err != nil {
		return err
	}
	if reading.Kind == progress.Update {
		return t.report(reading)
	}
	if said := t.statements(t.m.Text, reading); len(said) > 0 && (t.m.ReplyTo == nil || !t.belongsNowhere()) {
		return t.take(&draft{From: t.here(), Wording: t.m.Text, Reports: said})
	}
	t.session.remember(task, t.now)
	return t.ask(t.m.Text)
}

// wanted takes the text that a button asked for.
func (t *turn) wanted() error {
	what, argument, _ := strings.Cut(t.session.Wants, ":")
	prompt := t.session.Wants
	t.session.Wants = ""
	if t.besidesPrompt(what, argument) {
		return t.besides(prompt)
	}
	switch what {
	case "update":
		if t.givesUp() {
			t.show(t.say.Say("draft.dropped", nil))
			return nil
		}
		return t.replied(nil, argument)
	case "learn":
		return t.learn(argument)
	case "successor":
		return t.successorWanted(argument)
	case "extend":
		return t.extensionWanted(argument)
	case "refuse":
		if t.givesUp() {
			return requestAction(t, strings.Split(argument, "|"))
		}
		return t.decideExtension(strings.Split(argument, "|"), ledger.Refused, t.m.Text)
	case "value":
		return t.valueWanted(argument)
	case "source":
		return t.sourceWanted(argument)
	case "head":
		return t.headWanted(argument)
	case "opening":
		return t.openingWanted(argument)
	}
	number, err := strconv.ParseUint(argument, 10, 64)
	if err != nil {
		return t.free()
	}
	u, err := t.r.Progress(number)
	if err != nil {
		return err
	}
	if what != "return" {
		t.pass(u.ID)
	}
	if t.givesUp() {
		t.recordCard("intake.kept", []store.Progress{u})
		return nil
	}
	switch what {
	case "move":
		return t.moveWanted(u)
	case "return":
		if t.saysOnly("review.said_confirm", t.m.Text) {
			return t.confirm([]store.Progress{u})
		}
		if !t.m.Addressed { // a group talks on: it may be no reason
			t.askReturn([]store.Progress{u}, t.m.Text)
			return nil
		}
		return t.giveBack(u, t.m.Text)
	}
	return t.replied([]store.Progress{u}, "")
}
