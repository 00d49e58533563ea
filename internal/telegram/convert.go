package telegram

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"chutri/internal/chat"
)

// convert reads one raw update. It returns false for one that concerns nobody here, such as a post in a channel, and an
// error for one that cannot be read. now is the time of updates that bear none.
func convert(raw []byte, me self, now time.Time) (chat.Message, bool, error) {
	var u update
	if err := json.Unmarshal(raw, &u); err != nil {
		return chat.Message{}, false, fmt.Errorf("cannot decode the update: %w", err)
	}
	if u.ID == 0 {
		return chat.Message{}, false, errors.New("an update without an id")
	}
	m, ok, err := u.convert(me, now)
	m.Key = u.key()
	return m, ok, err
}

func (u update) convert(me self, now time.Time) (chat.Message, bool, error) {
	switch {
	case u.Message != nil:
		return u.Message.convert(chat.Text, u.Message.Date, me)
	case u.Edited != nil:
		return u.Edited.convert(chat.Edit, u.Edited.EditDate, me)
	case u.Callback != nil:
		return u.Callback.convert(me, now)
	case u.Inline != nil:
		return u.Inline.convert(now)
	case u.Member != nil:
		return u.Member.convert()
	}
	return chat.Message{}, false, nil
}

func (m *message) convert(kind chat.Kind, at int64, me self) (chat.Message, bool, error) {
	if m.Chat == nil || m.Chat.ID == 0 {
		return chat.Message{}, false, errors.New("a message without a chat")
	}
	result := chat.Message{Kind: kind, Chat: m.place(), ID: m.ID, Time: time.Unix(at, 0)}
	if m.MigrateTo != 0 || m.MigrateFrom != 0 {
		result.Kind, result.MovedTo = chat.Moved, m.MigrateTo
		if m.MigrateFrom != 0 {
			result.Chat.ID, result.MovedTo = m.MigrateFrom, m.Chat.ID
		}
		result.Author = m.author()
		return result, true, nil
	}
	if m.Chat.Type == "channel" || m.AutoForward || !m.written(me) {
		return chat.Message{}, false, nil
	}
	result.Author = m.author()
	result.Forwarded = m.ForwardOrigin != nil || m.ForwardDate != 0
	result.Files, result.Album = m.files(), m.Album
	if m.ReplyTo != nil && m.ReplyTo.TopicCreated == nil {
		result.ReplyTo = m.ReplyTo.quoted(me)
	}
	text, marks := m.Text, m.Entities
	if text == "" {
		text, marks = m.Caption, m.CaptionMarks
	}
	var call calling
	result.Text, call = address(text, marks, me)
	replied := result.ReplyTo != nil && result.ReplyTo.FromBot
	result.Addressed = !result.Chat.Group || call == called || replied && call != calledOther
	return result, true, nil
}

// written reports whether a person has written the message, and has written something: notices about the chat itself
// and what other bots say are left out.
func (m *message) written(me self) bool {
	if m.From == nil && m.SenderChat == nil || m.ViaBot != nil && m.ViaBot.ID == me.ID {
		return false
	}
	if m.SenderChat == nil && m.From.IsBot {
		return false
	}
	return m.Text != "" || m.Caption != "" || len(m.files()) > 0 ||
		m.Sticker != nil || m.Contact != nil || m.Poll != nil || m.Dice != nil || m.Story != nil
}

// author is who has written. Somebody who writes in the name of a chat, as anonymous administrators do, is known by the
// chat's id, which is nobody's own.
func (m *message) author() chat.Person {
	if m.SenderChat != nil {
		return chat.Person{ID: m.SenderChat.ID, Name: m.SenderChat.Title}
	}
	return m.From.person()
}

func (m *message) place() chat.Chat {
	place := m.Chat.place()
	if m.InTopic {
		place.Topic = m.Thread
	}
	return place
}

func (r *room) place() chat.Chat {
	return chat.Chat{ID: r.ID, Group: r.Type != "private", Title: r.Title}
}

func (u *user) person() chat.Person {
	if u == nil {
		return chat.Person{}
	}
	name := strings.TrimSpace(u.First + " " + u.Last)
	if name == "" {
		name = u.Username
	}
	return chat.Person{ID: u.ID, Name: name, Language: u.Language}
}

func (m *message) quoted(me self) *chat.Quoted {
	text := m.Text
	if text == "" {
		text = m.Caption
	}
	return &chat.Quoted{ID: m.ID, FromBot: m.From != nil && m.From.ID == me.ID, Author: m.author(), Text: text}
}

// files lists the attachments; of a photo, which comes in several sizes, the largest.
func (m *message) files() []chat.File {
	var all []chat.File
	add := func(kind string, f *file) {
		if f != nil && f.ID != "" {
			all = append(all, chat.File{ID: f.ID, Name: f.Name, Type: kind, Mime: f.Mime, Size: f.Size})
		}
	}
	var largest *file
	for i, f := range m.Photo {
		if largest == nil || f.Width*f.Height > largest.Width*largest.Height {
			largest = &m.Photo[i]
		}
	}
	add("photo", largest)
	if m.Animation != nil {
		add("video", m.Animation) // Telegram repeats an animation as a document
	} else {
		add("document", m.Document)
	}
	add("document", m.Audio)
	add("video", m.Video)
	add("video", m.VideoNote)
	add("voice", m.Voice)
	if m.Location != nil {
		all = append(all, chat.File{Type: "location", Name: fmt.Sprintf("%.6f,%.6f", m.Location.Latitude, m.Location.Longitude)})
	}
	return all
}

// convert reads a press. Where Telegram does not say in which message the button was, the chat is the person's own.
func (q *callbackQuery) convert(me self, now time.Time) (chat.Message, bool, error) {
	if q.From == nil || q.From.ID == 0 || q.ID == "" {
		return chat.Message{}, false, errors.New("a callback query without a person or an id")
	}
	result := chat.Message{
		Kind: chat.Press, Chat: chat.Chat{ID: q.From.ID}, Author: q.From.person(),
		Data: q.Data, Callback: q.ID, Addressed: true, Time: now,
	}
	if q.Message != nil && q.Message.Chat != nil && q.Message.Chat.ID != 0 {
		if q.Message.Chat.Type == "channel" {
			return chat.Message{}, false, nil
		}
		result.Chat, result.ID = q.Message.place(), q.Message.ID
	}
	return result, true, nil
}

func (q *inlineQuery) convert(now time.Time) (chat.Message, bool, error) {
	if q.From == nil || q.From.ID == 0 || q.ID == "" {
		return chat.Message{}, false, errors.New("an inline query without a person or an id")
	}
	return chat.Message{
		Kind: chat.Inline, Chat: chat.Chat{ID: q.From.ID}, Author: q.From.person(),
		Text: q.Query, Callback: q.ID, Addressed: true, Time: now,
	}, true, nil
}

// convert reads what became of the bot itself in a chat; other changes, such as new rights, concern nobody.
func (c *memberUpdated) convert() (chat.Message, bool, error) {
	if c.Chat == nil || c.Chat.ID == 0 {
		return chat.Message{}, false, errors.New("a membership without a chat")
	}
	if c.Chat.Type == "channel" || c.Old.in() == c.New.in() {
		return chat.Message{}, false, nil
	}
	kind := chat.Blocked
	if c.New.in() {
		kind = chat.Joined
	}
	return chat.Message{
		Kind: kind, Chat: c.Chat.place(), Author: c.From.person(), Addressed: true, Time: time.Unix(c.Date, 0),
	}, true, nil
}
