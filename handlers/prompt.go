package handlers

import (
	"slices"
	"strconv"
	"strings"

	"chutri/internal/plan"
	"chutri/internal/progress"
	"chutri/internal/question"
	"chutri/internal/texts"
	"chutri/internal/vietnamese"
)

// besidesPrompt reports whether the text that comes after a prompt is no answer to it but a message of its own: thanks, a question, what is
// about another card, or what names only other tasks than the one that the prompt is about. Whoever is asked for a reason may well ask back
// or mention another task in it.
func (t *turn) besidesPrompt(what, argument string) bool {
	about, forReason := t.promptedTask(what, argument), promptsForReason(what, argument)
	if !forReason && what != "extend" && what != "rewrite" {
		return false
	}
	if t.repliesBeside(about) || what != "rewrite" && t.holdsOn() || what == "extend" && t.besidesExtension(about, forReason) {
		return true
	}
	if _, rest, returns := t.said("review.said_return", t.m.Text); what == "return" && returns && reasonIn(withoutRefs(rest)) == "" {
		return true // said once more, which is no reason
	}
	reading := t.read(t.m.Text, progress.Context{})
	refs := plan.FindRefs(t.m.Text)
	asks := t.questions.AsksWho(t.m.Text) || t.questions.Read(t.m.Text, t.now).Kind != question.Ordinary
	if what != "rewrite" && asks && reading.Kind != progress.Update && (len(refs) == 0 || strings.Contains(t.m.Text, "?")) {
		return true
	}
	if len(refs) == 0 {
		return what != "rewrite" && reading.Kind == progress.Greeting
	}
	if slices.ContainsFunc(refs, func(ref plan.RefSpan) bool { return ref.String() == about }) {
		return false
	}
	opens := strings.Trim(t.m.Text[:refs[0].Start], listMarks) == ""
	because := reasonWords.MatchString(t.m.Text[:refs[0].Start])
	return opens || reading.Kind == progress.Question || reading.Kind == progress.Update && !forReason && !because
}

// promptsForReason reports whether a prompt asks for a reason: that for a later end does once its day is known.
func promptsForReason(what, argument string) bool {
	return what == "return" || what == "refuse" || what == "extend" && wantedUntil(argument) != ""
}

// holdsOn reports whether the text only thanks, agrees, or says that the answer will come later.
func (t *turn) holdsOn() bool {
	if t.courteous(t.m.Text) && !t.givesUp() || t.saysOnly("prompt.said_wait", t.m.Text) {
		return true
	}
	before, behind, ok := t.said("prompt.said_let_me", t.m.Text)
	behind = vietnamese.Fold(strings.TrimSpace(behind))
	return ok && t.courteous(before) && slices.ContainsFunc(t.words("prompt.said_check"), func(word string) bool {
		return strings.HasPrefix(behind, word) && bounded(behind, 0, len(word))
	})
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
	if t.holdsOn() && t.session.asking(t.session.Asks) == nil && !strings.HasPrefix(prompt, "rewrite:") {
		t.session.Wants, t.session.Until = prompt, t.now.Add(followUpTime)
		t.show(t.say.Say("prompt.waits", texts.Data{"Minutes": int(followUpTime.Minutes())}))
		return nil
	}
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
