package handlers

import (
	"regexp"
	"slices"
	"strings"

	"chutri/internal/chat"
	"chutri/internal/ledger"
	"chutri/internal/plan"
	"chutri/internal/progress"
	"chutri/internal/question"
	"chutri/internal/texts"
	"chutri/internal/vietnamese"
)

// The words of requests, in folded text: those by which a later end is asked for, by which none is, by which a request is taken back,
// and those that begin the reason.
var (
	extensionWords = regexp.MustCompile(`(?:(?:xin|de nghi|kien nghi|de xuat|mong|cho)(?: \pL+){0,3} gia han)|^gia han` +
		`|(?:xin|de nghi|kien nghi|de xuat|mong)(?: \pL+){0,3} (?:lui|doi|gian|keo dai|dieu chinh|thay doi)(?: lai)?(?: \pL+)? ?(?:thoi han|\bhan\b|` +
		`(?:thoi gian|thoi diem|tien do)(?: (?:thuc hien|trien khai|hoan thanh|ket thuc)(?: \pL+){0,3})?(?: #?\pL{2}[-. ]?\pL?\d+)? (?:den|sang|toi)\b)` +
		`|(?:xin|de nghi|kien nghi|de xuat|mong)(?: \pL+){0,2} (?:lui|doi|gian|keo dai)(?: \pL+){0,2} (?:den|sang|toi) (?:(?:het|cuoi|dau|giua|ngay|thang|quy|nam) )*(?:\d|[iv]+\b|sau\b|toi\b)` +
		`|(?:request|ask|need)(?:s|ing)?(?: \pL+){0,3} (?:extension|to extend)|^extend`)
	notAsked    = regexp.MustCompile(`\b(?:khong|chua|khoi|dung|chang|no|not)(?: (?:can|phai|muon|dinh|co|he|con|need|longer|to)){0,2} $`)
	takenBack   = regexp.MustCompile(`(?:rut|huy|withdraw|cancel)(?: \pL+){0,4} (?:gia han|lui (?:thoi )?han|extension)`)
	reasonWords = regexp.MustCompile(`(?i)(?:^|[\s,;.(–-])(?:vì|vi|do|bởi|boi|lý do|ly do|because|reason)[\s:]+`)
)

// request is what a text asks for: a later end of tasks.
type request struct {
	tasks         []plan.Task
	until, reason string // see askExtension
}

// extensionAsked takes a text that asks for a later end of tasks, which it names or whose card it answers, or that takes such a request back.
// What the text reports besides is recorded as well. asked is false for any other text.
func (t *turn) extensionAsked(text, card string) (asked bool, err error) {
	if !t.mayReport() || t.m.Forwarded {
		return false, nil
	}
	if done, err := t.extensionTakenBack(text, card); done || err != nil {
		return done, err
	}
	if _, _, asks := cutRequest(text); !asks {
		return false, nil
	}
	var context progress.Context
	if card != "" {
		context.Card = []string{card}
	}
	asking, ok := t.requestIn(text, context)
	if !ok && t.asksForTime(text) {
		return true, t.askWhichExtension(text)
	}
	if !ok {
		return false, nil
	}
	if err := t.reportedBesides(text, context, asking); err != nil {
		return true, err
	}
	if len(asking.tasks) > 1 && (asking.until == "" || asking.reason == "") {
		t.show(t.say.Say("extension.several", nil))
		return true, nil
	}
	for _, task := range asking.tasks {
		if err := t.askExtension(task, asking.until, asking.reason); err != nil {
			return true, err
		}
	}
	return true, nil
}

// asksForTime reports whether a text that names no task certainly asks more time for one: it says until when or why, or nothing else.
func (t *turn) asksForTime(text string) bool {
	head, tail, _ := cutRequest(text)
	until, reason := t.untilAndReason(tail)
	asks := strings.Contains(text, "?") || t.questions.AsksWho(text) || t.questions.Read(text, t.now).Kind != question.Ordinary
	return len(plan.FindRefs(text)) == 0 && !asks && (until != "" || reason != "" || t.courteous(head))
}

// askWhichExtension asks which task a text asks more time for that names none: the one spoken of, or those that its writer reported on last.
func (t *turn) askWhichExtension(text string) error {
	ids := []string{t.session.Task}
	if t.session.Task == "" {
		recent, err := t.recent("")
		if err != nil {
			return err
		}
		ids = tasksOf(recent)
	}
	serial := t.keepUnsure(text)
	var rows [][]chat.Button
	for i, id := range ids {
		task, _ := t.Register.Task(id)
		if buttons := t.extendButton(task); len(buttons) > 0 && !has(ids[:i], id) && len(rows) < maxTasks {
			label := t.say.Plain("extension.button.ask_for", texts.Data{"ID": id, "Title": shorten(task.Title, maxField)})
			rows = append(rows, row(button(label, "meant", meantExtension, serial, id)))
		}
	}
	t.show(t.say.Say("extension.which_task", nil), rows...)
	return nil
}

// cutRequest splits a text where it begins to ask for a later end; asks is false where it does not.
func cutRequest(text string) (head, tail string, asks bool) {
	folded := vietnamese.Fold(text)
	at := extensionWords.FindStringIndex(folded)
	if at == nil || notAsked.MatchString(folded[:at[0]]) {
		return "", "", false
	}
	runes := []rune(text)
	cut := min(len([]rune(folded[:at[0]])), len(runes))
	return string(runes[:cut]), string(runes[cut:]), true
}

// requestIn reads the tasks, the day and the reason of a request: of the parts of the text that ask for it, or else of all of it and the one
// task that it names or answers.
func (t *turn) requestIn(text string, context progress.Context) (asking request, ok bool) {
	context.Command = true
	said := text
	for _, r := range t.read(text, context).Reports {
		task, known := t.Register.Task(r.Task)
		if _, _, asks := cutRequest(r.Text); asks && known {
			asking.tasks, said = append(asking.tasks, task), r.Text
		}
	}
	if len(asking.tasks) == 0 {
		id, refs := "", plan.FindRefs(text)
		switch {
		case len(refs) == 1:
			id = refs[0].String()
		case len(refs) == 0 && len(context.Card) == 1:
			id = context.Card[0]
		}
		task, known := t.Register.Task(id)
		if !known {
			return asking, false
		}
		asking.tasks = []plan.Task{task}
	}
	head, tail, _ := cutRequest(said)
	asking.until, asking.reason = t.untilAndReason(tail)
	if asking.reason == "" {
		_, asking.reason = t.untilAndReason(head)
	}
	return asking, true
}

// reportedBesides records what a text that asks for a later end reports: of other tasks, and of the task itself before it asks.
func (t *turn) reportedBesides(text string, context progress.Context, asking request) error {
	reading := t.read(text, context)
	if reading.Kind != progress.Update {
		return nil
	}
	reports := slices.DeleteFunc(slices.Clone(reading.Reports), func(r progress.Report) bool {
		if !slices.ContainsFunc(asking.tasks, func(task plan.Task) bool { return task.ID == r.Task }) {
			return r.Task == ""
		}
		head, _, _ := cutRequest(r.Text)
		before := t.read(head, progress.Context{Card: []string{r.Task}})
		return before.Kind != progress.Update || !before.Reports[0].StatusGiven
	})
	if len(reports) == 0 {
		return nil
	}
	return t.take(&draft{From: t.here(), Wording: t.m.Text, Reports: draftsOf(reports)})
}

// extensionTakenBack takes a text that withdraws the request for a later end of the task that it names or whose card it answers.
func (t *turn) extensionTakenBack(text, card string) (done bool, err error) {
	folded := vietnamese.Fold(text)
	at := takenBack.FindStringIndex(folded)
	if at == nil || notAsked.MatchString(folded[:at[0]]) || strings.Contains(text, "?") {
		return false, nil
	}
	id := card
	if refs := plan.FindRefs(text); len(refs) == 1 {
		id = refs[0].String()
	}
	task, ok := t.Register.Task(id)
	if !ok {
		return false, nil
	}
	requests, err := ledger.ExtensionsOf(t.r, task.ID)
	if err != nil {
		return false, err
	}
	e, _ := openRequest(requests)
	return true, t.withdrawExtension(task, e)
}

// untilAndReason reads the day, as it is stored, and the reason of a request; each is "" where the text has none.
func (t *turn) untilAndReason(text string) (until, reason string) {
	when := text
	if at := reasonWords.FindStringIndex(text); at != nil {
		when, reason = text[:at[0]], strings.Trim(text[at[1]:], " .;,)\n")
	}
	for _, part := range []string{when, text} {
		if asked, named := readEnd(withoutRefs(part), t.now); named { // no date stands in an id
			return asked.stored(), reason
		}
	}
	return "", reason
}

// withoutRefs leaves the ids out of a text.
func withoutRefs(text string) string {
	for refs := plan.FindRefs(text); len(refs) > 0; refs = plan.FindRefs(text) {
		text = text[:refs[0].Start] + " " + text[refs[0].End:]
	}
	return text
}
