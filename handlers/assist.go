package handlers

import (
	"context"
	"strconv"
	"strings"

	"chutri/internal/assist"
	"chutri/internal/chat"
	"chutri/internal/plan"
	"chutri/store"
)

// Assistant is what the conversations want of a language model. What it returns is a guess: they look it up, show it as one,
// and record nothing of it without a press. Every error means that there is no help.
type Assistant interface {
	// Question returns which of the tasks found a question is about, and phrases to search for.
	Question(ctx context.Context, budget int, question string, found []plan.Task) (assist.Choice, error)
	// Message returns what a message reports; no figure in it that does not stand in what was written.
	Message(ctx context.Context, budget int, text, written string, among []plan.Task) (assist.Proposal, error)
	// Opening returns the first paragraphs of a report, which say nothing that is not among the facts.
	Opening(ctx context.Context, budget int, facts assist.Facts) ([]string, error)
	// Resting reports whether the model is left alone for now, because it failed or asked for it.
	Resting() bool
	// Sent returns what was sent, the last request first, and the tokens used today.
	Sent() (sent []assist.Sent, tokens int)
}

// Wish is the wish for the assistant's help with a message that was answered without it. It is only memory: where the
// program ends before it is fulfilled, the help is not missed.
type Wish struct {
	Key  string // of the message
	from chat.Message
	help help
}

// help asks the assistant, and returns what is to be done with its answer; nil for nothing. It is called outside any
// transaction and may take as long as the assistant does.
type help func(ctx context.Context) finish

// finish does in a Step of its own what the assistant's help leads to.
type finish func(t *turn) error

// Help asks the assistant for what a message wishes. It returns what builds the Step that this causes, nil for none. The Step belongs
// in a transaction in which the Step of the message itself is applied already.
func (h *Handler) Help(ctx context.Context, w Wish) func(store.Reader) (store.Step, error) {
	done := w.help(ctx)
	if done == nil {
		return nil
	}
	return func(r store.Reader) (store.Step, error) {
		m := w.from
		m.Key = "assist:" + w.Key
		t, err := h.begin(r, m)
		if err != nil {
			return store.Step{}, err
		}
		if !t.assisted() { // switched off meanwhile
			return store.Step{}, nil
		}
		if err := done(t); err != nil {
			return store.Step{}, err
		}
		return t.end()
	}
}

// Collections of the assistant's switches.
const (
	assistRecords    = "assistant"     // of the office, under assistOffice
	assistOffice     = "office"        //
	assistOffRecords = "assistant_off" // of the chats that want none; a key is the chat and "/off"
)

// DefaultBudget is how many tokens may be used in a day where the office chose nothing else.
const DefaultBudget = 200_000

// assistSwitch is what an office chose.
type assistSwitch struct {
	On     bool `json:"on"`
	Budget int  `json:"budget"` // tokens in a day
}

func assistOffKey(chat int64) string { return strconv.FormatInt(chat, 10) + "/off" }

// officeSwitch returns what the office chose: nothing is on until a coordinator turns it on.
func (t *turn) officeSwitch() (s assistSwitch, err error) {
	if t.office != nil {
		return *t.office, nil
	}
	if _, err = readRecord(t.r, assistRecords, assistOffice, &s); err != nil {
		return s, err
	}
	if s.Budget <= 0 {
		s.Budget = DefaultBudget
	}
	t.office = &s
	return s, nil
}

// assistedHere reports whether the chat has not opted out.
func (t *turn) assistedHere() (bool, error) {
	_, err := t.r.Record(assistOffRecords, assistOffKey(t.m.Chat.ID))
	if isNotFound(err) {
		return true, nil
	}
	return false, err
}

// assisted reports whether the assistant may help in this chat. Where the switches cannot be read it may not.
func (t *turn) assisted() bool {
	if t.Assistant == nil {
		return false
	}
	office, err := t.officeSwitch()
	here := false
	if err == nil && office.On {
		here, err = t.assistedHere()
	}
	if err != nil {
		t.Log.Error("assist: the switches cannot be read", "error", err)
	}
	return err == nil && here
}

// helped reports whether the assistant may help with this message at once. A model that is down costs nobody a read.
func (t *turn) helped() bool {
	return t.Assistant != nil && !t.Assistant.Resting() && t.assisted()
}

// budget returns how many tokens may be used in a day.
func (t *turn) budget() int {
	office, err := t.officeSwitch()
	if err != nil {
		return 0
	}
	return office.Budget
}

// wish notes that the assistant may help with the message; a later wish takes the place of an earlier one. The help must not hold
// on to the turn.
func (t *turn) wish(help help) {
	from := chat.Message{
		Kind: chat.Text, Chat: t.m.Chat, Author: chat.Person{ID: t.m.Author.ID, Language: t.say.Language}, ID: t.m.ID, Addressed: true, Time: t.m.Time,
	}
	t.wished = &Wish{Key: t.m.Key, from: from, help: help}
}

// scrubber returns what takes out of a text what tells of a person, before it leaves. It takes its time, so it is for a help to call.
func (t *turn) scrubber() func(text string) string {
	names := []string{t.m.Author.Name}
	members, err := t.r.Members()
	if err != nil {
		t.Log.Error("assist: the members cannot be read", "error", err)
		return func(string) string { return "" }
	}
	for _, m := range members {
		names = append(names, m.Name)
	}
	return func(text string) string { return strings.TrimSpace(assist.Scrub(text, names)) }
}

// followUp shows what the assistant's help led to, as an answer to the message that it is about.
func (t *turn) followUp(card *store.Card, html string, buttons ...[]chat.Button) {
	t.step.Replies = append(t.step.Replies, store.Outgoing{Card: card, At: t.now, Reply: chat.Reply{
		Chat: t.m.Chat.ID, Topic: t.m.Chat.Topic, ReplyTo: t.m.ID, Text: html, Buttons: buttons,
	}})
}
