package handlers

import (
	"strconv"
	"strings"

	"chutri/internal/chat"
	"chutri/internal/progress"
	"chutri/internal/question"
)

// unsure is a text that may be a question or a report; its writer says which.
type unsure struct {
	Serial string `json:"serial"` // ties the buttons to this text
	Text   string `json:"text"`
	From   origin `json:"from"`

	Card []string `json:"card,omitempty"` // tasks that the text is about, where it names none
}

// maxQuoted is how many characters of a text are kept until its writer says what it is.
const maxQuoted = 2000

// quotedText returns the text of somebody else's message that this one replies to, "" if there is none.
func (t *turn) quotedText() string {
	if t.m.Kind == chat.Press || t.m.ReplyTo == nil || t.m.ReplyTo.FromBot {
		return ""
	}
	return strings.TrimSpace(t.m.ReplyTo.Text)
}

// quoted answers a reply without words of its own: what it replies to is the question. Where that reads as a report and the
// author may report, they are asked what they want.
func (t *turn) quoted(text string) error {
	reading := t.read(text, progress.Context{})
	if reading.Kind == progress.Update && t.mayReport() {
		t.askMeant(text)
		return nil
	}
	return t.ask(text)
}

// doubtful reports whether a text that reads as a report on no task in particular may be a question instead.
func (t *turn) doubtful(text string, reading progress.Reading) bool {
	if reading.Kind != progress.Update || t.names(reading) {
		return false
	}
	return strings.Contains(text, "?") || t.questions.Read(text, t.now).Kind != question.Ordinary
}

// askMeant asks, in one line with two buttons, whether a text is a question or a report.
func (t *turn) askMeant(text string) {
	serial := t.keepUnsure(text)
	t.show(t.say.Say("asking.meant", nil), row(
		button(t.say.Plain("asking.button.question", nil), "meant", "question", serial),
		button(t.say.Plain("asking.button.report", nil), "meant", "report", serial),
	))
}

// keepUnsure keeps a text until its writer says what it is, with the tasks that it is about where it names none.
func (t *turn) keepUnsure(text string, card ...string) (serial string) {
	serial = strconv.Itoa(t.m.ID)
	t.session.Unsure = &unsure{Serial: serial, Text: shorten(text, maxQuoted), From: t.here(), Card: card}
	t.session.Until = t.now.Add(followUpTime)
	return serial
}

// meantExtension stands in a button for a text that asks more time for the task that follows.
const meantExtension = "extension"

// meantAction answers the text that its writer has said to be a question, a report, or a request for more time for a task.
func meantAction(t *turn, arguments []string) error {
	kept := t.session.Unsure
	if kept == nil || kept.Serial != arguments[1] {
		t.notice(t.say.Plain("draft.gone", nil))
		return nil
	}
	t.session.Unsure = nil
	if arguments[0] == "question" {
		return t.ask(kept.Text)
	}
	if arguments[0] == meantExtension && len(arguments) > 2 {
		t.from = &kept.From
		_, err := t.extensionAsked(kept.Text, arguments[2])
		return err
	}
	reading := t.read(kept.Text, progress.Context{Command: true, Card: kept.Card})
	if reading.Kind != progress.Update {
		t.show(t.say.Say("update.unclear", nil))
		return nil
	}
	t.from = &kept.From
	return t.report(reading)
}
