package handlers

import (
	"fmt"

	"chutri/internal/chat"
	"chutri/store"
)

// tell sends a person a message of their own, in the language that they chose or the one in which they wrote; nothing is sent to the
// author of the message that is being handled, who sees what they do anyway.
func (t *turn) tell(person store.Author, write func() (*store.Card, string, [][]chat.Button)) error {
	if person.ID == t.m.Author.ID {
		return nil
	}
	language, err := t.r.Language(person.ID)
	if err != nil {
		return fmt.Errorf("read the language of a person: %w", err)
	}
	if language == "" {
		language = person.Language
	}
	before := t.say
	defer func() { t.say = before }()
	t.say = t.Texts.In(language)
	card, html, buttons := write()
	t.step.Replies = append(t.step.Replies, store.Outgoing{Reply: chat.Reply{Chat: person.ID, Text: html, Buttons: buttons}, Card: card, At: t.now})
	return nil
}

// tellThere tells a person in the group where what it is about was written, as an answer to their message, for they may never have opened a
// private chat; of what came in private it is tell.
func (t *turn) tellThere(from origin, person store.Author, write func() (*store.Card, string, [][]chat.Button)) error {
	before := len(t.step.Replies)
	if err := t.tell(person, write); err != nil || len(t.step.Replies) == before || from.Chat >= 0 {
		return err
	}
	reply := &t.step.Replies[before].Reply
	reply.Chat, reply.ReplyTo = from.Chat, from.Message
	return nil
}

// tellCoordinators sends all coordinators a message of their own about what the card says, which may be nil.
func (t *turn) tellCoordinators(card *store.Card, write func() (string, [][]chat.Button)) error {
	members, err := t.r.Members()
	if err != nil {
		return err
	}
	told := map[int64]bool{}
	people := append([]int64{}, t.Coordinators...)
	for _, m := range members {
		if m.Role == store.RoleCoordinator {
			people = append(people, m.Person)
		}
	}
	for _, person := range people {
		if told[person] {
			continue
		}
		told[person] = true
		err := t.tell(store.Author{ID: person}, func() (*store.Card, string, [][]chat.Button) {
			html, buttons := write()
			return card, html, buttons
		})
		if err != nil {
			return err
		}
	}
	return nil
}
