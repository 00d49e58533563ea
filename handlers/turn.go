package handlers

import (
	"errors"
	"fmt"
	"time"

	"chutri/internal/chat"
	"chutri/internal/ledger"
	"chutri/internal/texts"
	"chutri/store"
)

// turn is the handling of one message: what is known about it, and the Step that grows.
type turn struct {
	*Handler
	r       store.Reader
	m       chat.Message
	now     time.Time
	say     texts.Speaker
	member  store.Member // zero for a stranger
	session session
	prompt  string // what the text before this command was to answer, "" for nothing
	step    store.Step
	next    uint64  // id for the next progress update, 0 before the first
	from    *origin // where a report was written that a button press sends; nil for the message itself

	added     []ledger.Evidence // evidence of this Step
	lastRead  ahead             // what was read last
	downloads int               // files that this Step has fetched
	unfit     []string          // why files of the message are not taken
	wished    *Wish             // for the assistant, nil for none
	office    *assistSwitch     // as it was when the turn began; nil until it is read
}

// begin reads what every conversation needs to know.
func (h *Handler) begin(r store.Reader, m chat.Message) (*turn, error) {
	now := h.Now().In(h.Zone)
	t := &turn{Handler: h, r: r, m: m, now: now, step: store.Step{Key: m.Key, At: now}}
	language, err := r.Language(m.Author.ID)
	if err != nil {
		return nil, fmt.Errorf("read the language of a person: %w", err)
	}
	if language == "" {
		language = m.Author.Language
	}
	t.say = h.Texts.In(language)
	if t.member, err = h.memberFor(r, m.Author); err != nil {
		return nil, err
	}
	if t.session, err = loadSession(r, m.Chat.ID, m.Author.ID, now); err != nil {
		return nil, err
	}
	return t, nil
}

// memberFor returns a person's membership; that of a stranger has a name only.
func (h *Handler) memberFor(r store.Reader, person chat.Person) (store.Member, error) {
	member, err := r.Member(person.ID)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return member, fmt.Errorf("read a member: %w", err)
	}
	if member.Removed {
		member = store.Member{}
	}
	if h.coordinator[person.ID] {
		member.Person, member.Role = person.ID, store.RoleCoordinator
	}
	if member.Name == "" {
		member.Name = person.Name
	}
	return member, nil
}

// end completes the Step: every pressed button is answered, and the session is kept if it changed.
func (t *turn) end() (store.Step, error) {
	if t.m.Kind == chat.Press && !t.answered() {
		t.notice("")
	}
	if t.session.Asks == t.session.open && len(t.step.Replies) > 0 {
		t.session.Asks = "" // something else was said since
	}
	var err error
	t.step.Session, err = t.session.changed(t.m.Chat.ID, t.m.Author.ID)
	return t.step, err
}

func (t *turn) answered() bool {
	for _, out := range t.step.Replies {
		if out.Reply.Callback != "" {
			return true
		}
	}
	return false
}

// isMember reports whether the author may read progress.
func (t *turn) isMember() bool { return t.member.Role != "" }

// isCoordinator reports whether the author may do everything.
func (t *turn) isCoordinator() bool { return t.member.Role == store.RoleCoordinator }

// show puts a text into the chat: in place of the message whose button was pressed, otherwise as a new message.
func (t *turn) show(html string, buttons ...[]chat.Button) {
	t.showCard(nil, html, buttons...)
}

// showCard is show for a text that is about a task or about progress updates, so that a reply to it is understood.
func (t *turn) showCard(card *store.Card, html string, buttons ...[]chat.Button) {
	reply := chat.Reply{Chat: t.m.Chat.ID, Topic: t.m.Chat.Topic, Text: html, Buttons: buttons}
	switch {
	case t.m.Kind == chat.Press:
		reply.Edit = t.m.ID
	case t.m.Chat.Group:
		reply.ReplyTo = t.m.ID
	}
	t.step.Replies = append(t.step.Replies, store.Outgoing{Reply: reply, Card: card, At: t.now})
}

// notice answers a pressed button with a short plain text, or with nothing but the end of waiting.
func (t *turn) notice(text string) {
	t.step.Replies = append(t.step.Replies, store.Outgoing{
		Reply: chat.Reply{Chat: t.m.Chat.ID, Callback: t.m.Callback, Text: text}, At: t.now,
	})
}

// event adds an event that the author caused.
func (t *turn) event(e store.Event) {
	e.At, e.Actor = t.now, t.m.Author.ID
	t.step.Events = append(t.step.Events, e)
}

// button makes a button that calls an action with arguments.
func button(label, action string, arguments ...string) chat.Button {
	data := action
	for _, a := range arguments {
		data += ":" + a
	}
	return chat.Button{Text: label, Data: data}
}

// row makes a row of buttons.
func row(buttons ...chat.Button) []chat.Button { return buttons }
