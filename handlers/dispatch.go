package handlers

import (
	"strings"

	"chutri/internal/chat"
	"chutri/internal/progress"
)

// command is one of the bot's commands.
type command struct {
	run     func(t *turn, arguments string) error
	members bool // for members only
	boss    bool // for coordinators only
}

// action answers a pressed button with the arguments that its data carry.
type action func(t *turn, arguments []string) error

// dispatch finds the conversation that a message belongs to.
func (t *turn) dispatch() error {
	if t.secret() {
		return t.refuseSecret()
	}
	defer t.tellUnfit()
	switch t.m.Kind {
	case chat.Press:
		return t.press()
	case chat.Inline:
		return t.inline()
	case chat.Edit:
		return t.edited()
	case chat.Joined:
		return t.joined()
	case chat.Moved:
		return t.movedChat()
	case chat.Text:
		updates, err := t.r.ProgressByMessage(t.m.Chat.ID, t.m.ID)
		if err != nil || len(updates) > 0 || t.outdated() {
			return err // an edit of the message was handled before it
		}
		return t.text()
	}
	return nil
}

func (t *turn) press() error {
	name, rest, _ := strings.Cut(t.m.Data, ":")
	var arguments []string
	if rest != "" {
		arguments = strings.Split(rest, ":")
	}
	t.session.Wants = "" // whoever presses a button answers no other prompt with their next text
	pressed, ok := t.actions[name]
	if !ok || len(arguments) < pressed.needs {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	return pressed.run(t, arguments)
}

func (t *turn) text() error {
	if len(t.m.Files) > 0 {
		if done, err := t.filed(); done || err != nil {
			return err
		}
	}
	if name, arguments, ok := splitCommand(t.m.Text); ok {
		t.prompt, t.session.Wants = t.session.Wants, ""
		return t.command(name, arguments)
	}
	if !t.m.Addressed {
		return t.overheard()
	}
	if t.session.Wants != "" {
		return t.wanted()
	}
	return t.unprompted()
}

// unprompted answers a text that answers no prompt: a reply to what it is about, a coordinator's judgement, or a text of its own.
func (t *turn) unprompted() error {
	if done, err := t.answers(t.repliedQuestion()); done || err != nil {
		return err
	}
	if done, err := t.requestReplied(); done || err != nil {
		return err
	}
	updates, task, err := t.card()
	if err != nil {
		return err
	}
	if done, err := t.requestJudged(); done || err != nil {
		return err
	}
	if done, err := t.judged(updates, task); done || err != nil {
		return err
	}
	if len(updates) > 0 || task != "" {
		return t.replied(updates, task)
	}
	if strings.TrimSpace(t.m.Text) == "" {
		if text := t.quotedText(); text != "" {
			return t.quoted(text)
		}
		t.show(t.say.Say("text.none", nil))
		return nil
	}
	return t.free()
}

// free answers a text that is neither a command nor a reply to a card: a report, a question or a greeting.
func (t *turn) free() error {
	if asked, err := t.extensionAsked(t.m.Text, ""); asked || err != nil {
		return err
	}
	if done, err := t.answersLast(); done || err != nil {
		return err
	}
	if done, err := t.remarkedFreely(t.Progress.Remark(t.m.Text)); done || err != nil {
		return err
	}
	reading := t.read(t.m.Text, progress.Context{})
	if done, err := t.correctsNamed(reading); done || err != nil {
		return err
	}
	implied := t.implied(t.m.Text, reading)
	switch {
	case t.mayReport() && (t.doubtful(t.m.Text, reading) || reading.Kind == progress.Update && t.namesDocument(t.m.Text, reading)):
		t.askMeant(t.m.Text)
		return nil
	case reading.Kind == progress.Update && (t.mayReport() || t.names(reading)):
		return t.report(reading)
	case reading.Unchanged && t.session.Task == "" && len(t.member.Agencies) > 0 && t.mayReport():
		return mineCommand(t, "") // where each task has a button that says so
	case len(implied) > 0:
		return t.take(&draft{From: t.here(), Wording: t.m.Text, Reports: implied})
	case reading.Kind == progress.Greeting:
		t.welcome()
		return nil
	case reading.Kind == progress.Announcement && t.mayReport():
		return t.refuseNotice(reading)
	}
	err := t.ask(t.m.Text)
	if err == nil && reading.Kind == progress.Unclear {
		t.wishReading(t.m.Text)
	}
	return err
}

// refuseNotice tells why a text that is no report of its writer's is not recorded. Files that came with it may still prove one.
func (t *turn) refuseNotice(reading progress.Reading) error {
	why := t.say.Say("update.announcement", nil)
	if reading.Forwarded {
		why = t.say.Say("update.forwarded", nil)
	}
	if len(t.m.Files) > 0 {
		return t.hold(nil, "", why)
	}
	t.show(why)
	return nil
}

// names reports whether a report names its task, so that its writer certainly meant to report.
func (t *turn) names(reading progress.Reading) bool {
	for _, report := range reading.Reports {
		if report.Task != "" && (report.StatusGiven || report.Unchanged || report.Measured != nil) {
			return true
		}
	}
	return false
}

func (t *turn) command(name, arguments string) error {
	c, ok := t.commands[name]
	switch {
	case !ok:
		if t.m.Addressed {
			t.show(t.say.Say("command.unknown", nil), row(button(t.say.Plain("button.help", nil), "help")))
		}
		return nil
	case c.boss && !t.isCoordinator():
		t.show(t.say.Say("command.coordinators", nil))
		return nil
	case c.members && !t.isMember():
		t.strangerHint()
		return nil
	}
	return c.run(t, arguments)
}

// strangerHint tells somebody who is no member how to become one.
func (t *turn) strangerHint() {
	t.show(t.say.Say("stranger.members", map[string]any{"ID": idText(t.m.Author.ID)}))
}

// splitCommand reads "/hoi ai chủ trì …" as the command "hoi" and its arguments.
func splitCommand(text string) (name, arguments string, ok bool) {
	text = strings.TrimSpace(text)
	if !strings.HasPrefix(text, "/") {
		return "", "", false
	}
	name = text[1:]
	if end := strings.IndexFunc(name, isSpace); end >= 0 {
		name, arguments = name[:end], strings.TrimSpace(name[end:])
	}
	name, _, _ = strings.Cut(name, "@")
	return strings.ToLower(name), arguments, name != ""
}

func isSpace(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\u00a0' }
