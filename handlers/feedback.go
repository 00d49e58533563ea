package handlers

import (
	"encoding/json"
	"fmt"
	"time"

	"chutri/internal/texts"
	"chutri/store"
)

// feedbackRecords is the collection of what people found wrong.
const feedbackRecords = "feedback"

// mistakes are what can be wrong with an answer.
var mistakes = []string{"task", "agency", "old", "something"}

// feedback is what somebody found wrong with an answer. It does not say who.
type feedback struct {
	Task     string    `json:"task"`
	Mistake  string    `json:"mistake"` // one of mistakes
	Question string    `json:"question,omitempty"`
	At       time.Time `json:"at"`
}

// wrongAction asks what is wrong with the answer about a task.
func wrongAction(t *turn, arguments []string) error {
	task, ok := t.Register.Task(arguments[0])
	if !ok {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	rows := twoARow(len(mistakes))
	for i, mistake := range mistakes {
		rows[i/2] = append(rows[i/2], button(t.say.Plain("asking.mistake."+mistake, nil), "mistaken", task.ID, mistake))
	}
	t.showCard(&store.Card{Task: task.ID}, t.say.Say("asking.wrong", texts.Data{"ID": task.ID, "Title": task.Title}),
		append(rows, row(button(t.say.Plain("button.back", nil), "task", task.ID)))...)
	return nil
}

// mistakenAction keeps what is wrong, and the question among those that are to be looked at.
func mistakenAction(t *turn, arguments []string) error {
	task, ok := t.Register.Task(arguments[0])
	if !ok || !has(mistakes, arguments[1]) {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	found := feedback{Task: task.ID, Mistake: arguments[1], At: t.now}
	if t.session.Task == task.ID {
		found.Question = t.session.Question
	}
	key := t.now.UTC().Format("20060102T150405.000") + ":" + task.ID + ":" + t.m.Key
	if err := t.keepNameless(feedbackRecords, key, found); err != nil {
		return err
	}
	if err := t.keepUnanswered(found.Question, found); err != nil {
		return err
	}
	t.showCard(&store.Card{Task: task.ID}, t.say.Say("asking.thanks", nil), row(button(t.say.Plain("button.card", nil), "task", task.ID)))
	return nil
}

// keepNameless stores a record without saying who caused it.
func (t *turn) keepNameless(collection, key string, data any) error {
	encoded, err := json.Marshal(data)
	if err != nil {
		return fmt.Errorf("encode a record of %s: %w", collection, err)
	}
	t.nameless(store.Record{Collection: collection, Key: key, Data: encoded})
	return nil
}

// removeRecord removes a record.
func (t *turn) removeRecord(collection, key string) {
	t.nameless(store.Record{Collection: collection, Key: key, Removed: true})
}

func (t *turn) nameless(record store.Record) {
	t.step.Events = append(t.step.Events, store.Event{At: t.now, Kind: store.RecordKept, Record: &record})
}
