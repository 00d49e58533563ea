package handlers

import (
	"strings"
	"time"

	"chutri/internal/plan"
	"chutri/internal/progress"
	"chutri/internal/texts"
	"chutri/store"
)

// promptExtension asks for what a request still lacks; what is known of it is kept with the prompt. due is until when the task is to be
// done so far.
func (t *turn) promptExtension(task plan.Task, due time.Time, key, until, reason string) {
	t.wantExtension(task, until, reason)
	data := texts.Data{"ID": task.ID, "Title": task.Title, "Until": dateOf(until), "Reason": reason, "Example": t.date(t.endAfter(due))}
	t.showCard(&store.Card{Task: task.ID}, t.say.Say(key, data), row(button(t.say.Plain("button.back", nil), "task", task.ID)))
}

// wantExtension makes the next text one that completes a request.
func (t *turn) wantExtension(task plan.Task, until, reason string) {
	t.session.remember(task.ID, t.now)
	t.session.Wants = "extend:" + task.ID + "|" + until + "|" + reason
}

// wantedUntil returns of what a prompt keeps the day until which more time is wanted, "" while it is not known.
func wantedUntil(prompt string) string {
	if parts := strings.SplitN(prompt, "|", 3); len(parts) == 3 {
		return parts[1]
	}
	return ""
}

// extensionWanted takes the date and the reason that a prompt asked for.
func (t *turn) extensionWanted(prompt string) error {
	parts := strings.SplitN(prompt, "|", 3)
	task, ok := t.Register.Task(parts[0])
	if !ok || len(parts) < 3 {
		return t.free()
	}
	if _, _, back := t.said("extension.said_take_back", t.m.Text); back || t.givesUp() || t.Progress.Remark(t.m.Text).Kind == progress.Withdraws {
		t.show(t.say.Say("undo.prompt", nil))
		return nil
	}
	if _, _, asks := cutRequest(t.m.Text); asks {
		if err := t.reportedBesides(t.m.Text, progress.Context{Card: []string{task.ID}}, request{tasks: []plan.Task{task}}); err != nil {
			return err
		}
	}
	until, reason := t.untilAndReason(t.m.Text)
	if until == "" {
		until = parts[1]
		if reason == "" {
			reason = strings.TrimSpace(t.m.Text) // given before the day or after it
		}
	}
	if reason == "" {
		reason = parts[2]
	}
	return t.askExtension(task, until, reason)
}

// besidesExtension reports whether the text that comes after a prompt for a later end of a task is about a report or decides on a request,
// and says neither until when nor why more time is wanted. forReason says that the day is known, so that a figure may tell why.
func (t *turn) besidesExtension(about string, forReason bool) bool {
	until, reason := t.untilAndReason(t.m.Text)
	if _, _, asks := cutRequest(t.m.Text); asks || until != "" || reason != "" {
		return false
	}
	if _, _, back := t.said("extension.said_take_back", t.m.Text); back || t.givesUp() {
		return false
	}
	updates, _, err := t.card()
	if err == nil && len(updates) > 0 || strings.Contains(t.m.Text, "?") || t.saysOnly("extension.said_refuse", t.m.Text) {
		return true
	}
	remark := t.Progress.Remark(t.m.Text)
	if remark.Kind == progress.Withdraws {
		return remark.Records || len(remark.Tasks) > 0 || t.session.Task != about || t.session.asking(t.session.Asks) != nil
	}
	reading := t.read(t.m.Text, progress.Context{Card: []string{about}})
	reports := reading.Kind == progress.Update && hasFigures(reading)
	return amends(remark) || t.saysWrong() || reports && (!forReason || len(plan.FindRefs(t.m.Text)) > 0)
}

// saysWrong reports whether the text says that something is wrong, before the figure that is right: "nhầm, 19%".
func (t *turn) saysWrong() bool {
	at := strings.IndexAny(t.m.Text, "0123456789")
	return at > 0 && t.Progress.Remark(t.m.Text[:at]).Kind == progress.Mistakes
}
