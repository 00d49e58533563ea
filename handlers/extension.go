package handlers

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"chutri/internal/chat"
	"chutri/internal/ledger"
	"chutri/internal/plan"
	"chutri/internal/progress"
	"chutri/internal/texts"
	"chutri/internal/vietnamese"
	"chutri/store"
)

// The words by which a later end is asked for, in folded text, and those that begin the reason.
var (
	extensionWords = regexp.MustCompile(`(?:(?:xin|de nghi|kien nghi|mong|cho)(?: \pL+){0,3} gia han)|^gia han|(?:request|ask|need)(?:s|ing)?(?: \pL+){0,3} (?:extension|to extend)|^extend`)
	reasonWords    = regexp.MustCompile(`(?i)(?:^|[\s,;.(–-])(?:vì|vi|do|bởi|boi|lý do|ly do|because|reason)[\s:]+`)
)

// extensionAsked takes a text that asks for a later end of a task, which it names or whose card it answers. What the text reports
// besides is recorded as well. asked is false for any other text.
func (t *turn) extensionAsked(text, card string) (asked bool, err error) {
	at := extensionWords.FindStringIndex(vietnamese.Fold(text))
	if at == nil || !t.mayReport() || t.m.Forwarded {
		return false, nil
	}
	id := card
	if refs := plan.FindRefs(text); len(refs) == 1 {
		id = refs[0].String()
	} else if len(refs) > 1 {
		return false, nil
	}
	task, ok := t.Register.Task(id)
	if !ok {
		return false, nil
	}
	var context progress.Context
	if card != "" {
		context.Card = []string{card}
	}
	runes := []rune(text)
	head := string(runes[:min(len([]rune(vietnamese.Fold(text)[:at[0]])), len(runes))])
	if before := t.read(head, context); before.Kind == progress.Update && before.Reports[0].StatusGiven {
		if err := t.report(t.read(text, context)); err != nil {
			return true, err
		}
	}
	until, reason := t.untilAndReason(string(runes[len([]rune(head)):]))
	if reason == "" {
		_, reason = t.untilAndReason(head)
	}
	return true, t.askExtension(task, until, reason)
}

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
	t.promptExtension(task, "extension.prompt", "", "")
	return nil
}

// promptExtension asks for what a request still lacks; what is known of it is kept with the prompt.
func (t *turn) promptExtension(task plan.Task, key, until, reason string) {
	t.session.remember(task.ID, t.now)
	t.session.Wants = "extend:" + task.ID + "|" + until + "|" + reason
	t.showCard(&store.Card{Task: task.ID}, t.say.Say(key, texts.Data{"ID": task.ID, "Title": task.Title, "Until": dateOf(until)}),
		row(button(t.say.Plain("button.back", nil), "task", task.ID)))
}

// extensionWanted takes the date and the reason that a prompt asked for.
func (t *turn) extensionWanted(prompt string) error {
	parts := strings.SplitN(prompt, "|", 3)
	task, ok := t.Register.Task(parts[0])
	if !ok || len(parts) < 3 {
		return t.free()
	}
	until, reason := t.untilAndReason(t.m.Text)
	if until == "" && parts[1] != "" {
		until = parts[1]
		if reason == "" {
			reason = strings.TrimSpace(t.m.Text)
		}
	}
	if reason == "" {
		reason = parts[2]
	}
	return t.askExtension(task, until, reason)
}

// mayExtend reports whether the author may ask for a later end of a task: whoever leads it, and every coordinator.
func (t *turn) mayExtend(task plan.Task) bool {
	keys := t.ownFor(task)
	return len(keys) > 0 && (t.isCoordinator() || len(task.Lead) == 0 || t.Register.Participation(task, keys[0]) == plan.Leads)
}

// askExtension keeps a request for a later end of a task and tells the coordinators, or says what is missing. until is a stored day.
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
	requests, err := ledger.ExtensionsOf(t.r, task.ID)
	if err != nil {
		return err
	}
	due := first
	if last, count := ledger.LastGranted(requests, t.now.Add(time.Nanosecond)); count > 0 {
		due, _ = last.Due(t.Zone)
	}
	day, err := time.ParseInLocation(time.DateOnly, until, t.Zone)
	switch {
	case err != nil:
		t.promptExtension(task, "extension.which_date", "", reason)
		return nil
	case !day.After(due):
		t.session.remember(task.ID, t.now)
		t.session.Wants = "extend:" + task.ID + "||" + reason
		t.show(t.say.Say("extension.too_early", texts.Data{"ID": task.ID, "Due": t.date(due), "Until": t.date(day)}))
		return nil
	case reason == "":
		t.promptExtension(task, "extension.which_reason", until, "")
		return nil
	}
	number := len(requests) + 1
	if n := len(requests); n > 0 && requests[n-1].State == ledger.Asked {
		number = n // a request that nobody has decided on is replaced
	}
	e := ledger.Extension{
		Task: task.ID, Number: number, State: ledger.Asked, First: first.Format(time.DateOnly), Until: until,
		Reason: shorten(reason, maxReason), Agency: t.ownFor(task)[0], Author: t.author(), AskedAt: t.now,
	}
	if err := t.keepRecord(e.Record()); err != nil {
		return err
	}
	t.session.remember(task.ID, t.now)
	t.showCard(&store.Card{Task: task.ID}, t.say.Say("extension.asked", t.extensionData(e)),
		row(button(t.say.Plain("button.card", nil), "task", task.ID)))
	return t.tellCoordinators(func() (string, [][]chat.Button) { return t.extensionRequest(e), t.extensionButtons(e) })
}

// untilAndReason reads the day, as it is stored, and the reason of a request; each is "" where the text has none.
func (t *turn) untilAndReason(text string) (until, reason string) {
	if refs := plan.FindRefs(text); len(refs) > 0 { // no date stands in an id
		text = text[:refs[0].Start] + " " + text[refs[0].End:]
	}
	when := text
	if at := reasonWords.FindStringIndex(text); at != nil {
		when, reason = text[:at[0]], strings.Trim(text[at[1]:], " .;,)\n")
	}
	for _, part := range []string{when, text} {
		if day, ok := untilDate(part, t.now); ok {
			return day.Format(time.DateOnly), reason
		}
	}
	return "", reason
}

// extensionRequest words a request for whoever decides on it.
func (t *turn) extensionRequest(e ledger.Extension) string {
	return t.say.Say("extension.request", t.extensionData(e))
}

func (t *turn) extensionData(e ledger.Extension) texts.Data {
	task, _ := t.Register.Task(e.Task)
	return texts.Data{
		"ID": e.Task, "Title": task.Title, "Agency": t.Register.AgencyName(e.Agency), "Author": e.Author.Name,
		"First": dateOf(e.First), "Until": dateOf(e.Until), "Reason": shorten(e.Reason, 2*maxWording), "Number": strconv.Itoa(e.Number),
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
	), row(button(t.say.Plain("button.card", nil), "task", e.Task))}
}

// grantAction grants a request.
func grantAction(t *turn, arguments []string) error {
	return t.decideExtension(arguments, ledger.Granted)
}

// refuseAction refuses a request.
func refuseAction(t *turn, arguments []string) error {
	return t.decideExtension(arguments, ledger.Refused)
}

// decideExtension decides on a request, once, and tells its author.
func (t *turn) decideExtension(arguments []string, decision ledger.ExtensionState) error {
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
	if e.State != ledger.Asked || e.Until != arguments[2] {
		t.notice(t.say.Plain("extension.decided_already", nil))
		t.show(t.extensionRequest(e), row(button(t.say.Plain("button.card", nil), "task", e.Task)))
		return nil
	}
	e.State, e.DecidedBy, e.DecidedAt = decision, t.m.Author.ID, t.now
	if err := t.keepRecord(e.Record()); err != nil {
		return err
	}
	t.showCard(&store.Card{Task: e.Task}, t.say.Say("extension."+string(decision), t.extensionData(e)),
		row(button(t.say.Plain("button.card", nil), "task", e.Task)))
	return t.tell(e.Author, func() (*store.Card, string, [][]chat.Button) {
		return &store.Card{Task: e.Task}, t.say.Say("extension.you_"+string(decision), t.extensionData(e)),
			[][]chat.Button{row(button(t.say.Plain("button.card", nil), "task", e.Task))}
	})
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
	if last := requests[len(requests)-1]; last.State == ledger.Asked {
		lines = append(lines, t.say.Say("extension.waiting", t.extensionData(last)))
	}
	return lines, nil
}
