package handlers

import (
	"slices"
	"strings"

	"chutri/internal/plan"
	"chutri/internal/progress"
	"chutri/internal/question"
	"chutri/store"
)

// overheard takes, in a group, what answers the bot's own prompt or corrects what its writer reported there, and, in a group that is bound
// to an agency, what its members report on tasks that they name, take back of it, or ask more time for, although nobody called the bot. A
// group talks about many things: all else is left alone.
func (t *turn) overheard() error {
	if t.answersPrompt() {
		return t.wanted()
	}
	if done, err := t.answersAsked(); done || err != nil {
		return err
	}
	if done, err := t.correctsOwn(); done || err != nil {
		return err
	}
	group, err := t.group()
	if err != nil || group.Agency == "" || !has(t.member.Agencies, group.Agency) {
		return err
	}
	if len(plan.FindRefs(t.m.Text)) > 0 {
		if asked, err := t.extensionAsked(t.m.Text, ""); asked || err != nil {
			return err
		}
	}
	if remark := t.Progress.Remark(t.m.Text); len(remark.Tasks) > 0 {
		if done, err := t.withdrawSaid(remark, ""); done || err != nil {
			return err
		}
	}
	reading := t.read(t.m.Text, progress.Context{})
	named := slices.ContainsFunc(reading.Reports, func(r progress.Report) bool { return r.Named })
	if reading.Kind != progress.Update || !named {
		return nil
	}
	if t.namesDocument(t.m.Text, reading) {
		if len(t.m.Files) > 0 {
			return t.filedUnderName(strings.TrimSpace(t.m.Text), "")
		}
		return nil
	}
	if strings.HasPrefix(t.session.Wants, "rewrite:") {
		t.session.Wants = "" // as besides
	}
	if done, err := t.correctsNamed(reading); done || err != nil {
		return err
	}
	return t.report(reading)
}

// answersPrompt reports whether a text that does not call the bot is what its prompt asked the writer for. Talk goes on in a group after a
// prompt; only what can be nothing but the answer is taken for it.
func (t *turn) answersPrompt() bool {
	what, argument, _ := strings.Cut(t.session.Wants, ":")
	about := t.promptedTask(what, argument)
	if about == "" || t.m.Forwarded || strings.Contains(t.m.Text, "?") || t.besidesPrompt(what, argument) {
		return false
	}
	remark := t.Progress.Remark(t.m.Text)
	reading := t.read(t.m.Text, progress.Context{Card: []string{about}})
	switch what {
	case "update", "rewrite":
		return reading.Kind == progress.Update || amends(remark)
	case "move":
		_, named := t.taskNamed(strings.TrimSpace(t.m.Text))
		return named || len(remark.Tasks) == 1 && remark.Kind != progress.NoRemark
	case "extend":
		until, reason := t.untilAndReason(t.m.Text)
		return until != "" || reason != "" || reading.Kind == progress.Update
	case "refuse":
		return reasonWords.MatchString(t.m.Text)
	case "return": // which is asked before it is done
		return reading.Kind != progress.Greeting && t.questions.Read(t.m.Text, t.now).Kind == question.Ordinary && !t.questions.AsksWho(t.m.Text)
	}
	return false
}

// answersAsked is answersLast for a text that does not call the bot. What replies to somebody else is said to them.
func (t *turn) answersAsked() (done bool, err error) {
	if t.m.ReplyTo != nil && !t.m.ReplyTo.FromBot {
		return false, nil
	}
	return t.answersLast()
}

// amends reports whether a remark changes the report that it is about, or gives up changing it.
func amends(remark progress.Remark) bool {
	switch remark.Kind {
	case progress.Withdraws, progress.Moves, progress.MistakesTo, progress.Mistakes, progress.Clears, progress.BareNumber:
		return true
	}
	return false
}

// correctsOwn takes a reply to a message in which its writer reported something in the group, where it corrects that.
func (t *turn) correctsOwn() (done bool, err error) {
	if t.m.ReplyTo == nil || t.m.ReplyTo.FromBot || !t.mayReport() || t.m.Forwarded || strings.Contains(t.m.Text, "?") {
		return false, nil
	}
	updates, _, err := t.card()
	foreign := func(u store.Progress) bool { return u.Author.ID != t.m.Author.ID }
	if err != nil || len(updates) == 0 || slices.ContainsFunc(updates, foreign) {
		return false, err
	}
	reading := t.read(t.m.Text, progress.Context{Card: tasksOf(updates)})
	if reading.Kind != progress.Update && !amends(t.Progress.Remark(t.m.Text)) {
		return false, nil
	}
	return true, t.repliedToRecord(updates)
}
