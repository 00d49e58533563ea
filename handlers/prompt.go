package handlers

import (
	"slices"
	"strconv"
	"strings"

	"chutri/internal/plan"
	"chutri/internal/progress"
	"chutri/internal/question"
	"chutri/internal/vietnamese"
)

// besidesPrompt reports whether the text that comes after a prompt is no answer to it but a message of its own: a question, or what names
// only other tasks than the one that the prompt is about. Whoever is asked for a reason may well ask back or mention another task in it.
func (t *turn) besidesPrompt(what, about string) bool {
	forReason := what == "return" || what == "refuse"
	if !forReason && what != "extend" && what != "rewrite" {
		return false
	}
	if t.repliesBeside(about) {
		return true
	}
	if _, rest, returns := t.said("review.said_return", t.m.Text); what == "return" && returns && reasonIn(withoutRefs(rest)) == "" {
		return true // said once more, which is no reason
	}
	reading := t.read(t.m.Text, progress.Context{})
	refs := plan.FindRefs(t.m.Text)
	if len(refs) == 0 {
		asks := t.questions.AsksWho(t.m.Text) || t.questions.Read(t.m.Text, t.now).Kind != question.Ordinary
		return forReason && (reading.Kind == progress.Greeting || asks && reading.Kind != progress.Update)
	}
	if what == "extend" && t.reportsOnly(reading) {
		return true
	}
	if slices.ContainsFunc(refs, func(ref plan.RefSpan) bool { return ref.String() == about }) {
		return false
	}
	opens := strings.Trim(t.m.Text[:refs[0].Start], listMarks) == ""
	because := reasonWords.MatchString(t.m.Text[:refs[0].Start])
	return opens || reading.Kind == progress.Question || reading.Kind == progress.Update && !forReason && !because
}

// reportsOnly reports whether the text reports how far a task is that it names, and says neither until when nor why more time is wanted.
func (t *turn) reportsOnly(reading progress.Reading) bool {
	until, reason := t.untilAndReason(t.m.Text)
	_, _, asks := cutRequest(t.m.Text)
	return reading.Kind == progress.Update && t.names(reading) && hasFigures(reading) && until == "" && reason == "" && !asks
}

// repliesBeside reports whether the text replies to a card of other tasks than a prompt is about.
func (t *turn) repliesBeside(about string) bool {
	updates, task, err := t.card()
	replied := tasksOf(updates)
	if task != "" {
		replied = append(replied, task)
	}
	return err == nil && len(replied) > 0 && !has(replied, about)
}

// besides answers a text that is no answer to the prompt before it. A new wording of a report is then no longer waited for, which might
// be meant for the other task; anything else still is.
func (t *turn) besides(prompt string) error {
	if err := t.unprompted(); err != nil || t.session.Wants != "" || strings.HasPrefix(prompt, "rewrite:") {
		return err
	}
	t.session.Wants, t.session.Until = prompt, t.now.Add(followUpTime)
	return nil
}

// promptedTask returns the task that a prompt is about, "" for none.
func (t *turn) promptedTask(what, argument string) string {
	switch what {
	case "extend", "refuse":
		task, _, _ := strings.Cut(argument, "|")
		return task
	case "update":
		return argument
	case "return", "rewrite", "move":
		if id, err := strconv.ParseUint(argument, 10, 64); err == nil {
			u, _ := t.r.Progress(id)
			return u.Task
		}
	}
	return ""
}

// said finds the first of the words of a catalog's text that a text says, before it and behind it as written.
func (t *turn) said(name, text string) (before, behind string, ok bool) {
	folded, runes := vietnamese.Fold(text), []rune(text)
	for _, word := range t.words(name) {
		at := strings.Index(folded, word)
		if at < 0 || !bounded(folded, at, at+len(word)) {
			continue
		}
		start := min(len([]rune(folded[:at])), len(runes))
		end := min(start+len([]rune(word)), len(runes))
		return string(runes[:start]), string(runes[end:]), true
	}
	return "", "", false
}

// bounded reports whether no word goes on over the ends of a range of a folded text.
func bounded(folded string, start, end int) bool {
	letter := func(b byte) bool { return b >= 'a' && b <= 'z' || b >= '0' && b <= '9' }
	return (start == 0 || !letter(folded[start-1])) && (end == len(folded) || !letter(folded[end]))
}
