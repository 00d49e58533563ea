package tgtest

import (
	"fmt"
	"regexp"
	"time"
	"unicode/utf16"
)

// Person is somebody who uses Telegram.
type Person struct {
	ID       int64
	Name     string
	Language string // "vi", "en"; "" if unknown
}

// Chat returns the person's private chat with the bot.
func (p Person) Chat() Chat { return Chat{ID: p.ID, Type: "private", Title: p.Name} }

func (p Person) wire() map[string]any {
	user := map[string]any{"id": p.ID, "is_bot": false, "first_name": p.Name}
	if p.Language != "" {
		user["language_code"] = p.Language
	}
	return user
}

// Chat is a place where people write.
type Chat struct {
	ID    int64  // negative for a group
	Type  string // "private", "group", "supergroup", "channel"
	Title string
	Forum bool // has topics
}

func (c Chat) wire() map[string]any {
	chat := map[string]any{"id": c.ID, "type": c.Type}
	if c.Type == "private" {
		chat["first_name"] = c.Title
	} else {
		chat["title"] = c.Title
	}
	if c.Forum {
		chat["is_forum"] = true
	}
	return chat
}

// Group returns a basic group; the id must be negative.
func Group(id int64, title string) Chat { return Chat{ID: id, Type: "group", Title: title} }

// Forum returns a supergroup with topics; the id must be negative.
func Forum(id int64, title string) Chat {
	return Chat{ID: id, Type: "supergroup", Title: title, Forum: true}
}

// Post is a message that a person writes. Chat and From are required.
type Post struct {
	Chat      Chat
	Topic     int // thread of a forum, 0 for General
	From      Person
	Text      string
	ReplyTo   int // message in the same chat
	Forwarded bool
	File      string         // id from AddFile; Text is then its caption
	Extra     map[string]any // further fields of the message, as the API has them
}

// Say makes a person write a text, and returns its message id.
func (s *Server) Say(chat Chat, from Person, text string) int {
	return s.Post(Post{Chat: chat, From: from, Text: text})
}

// SayIn makes a person write in a topic of a forum.
func (s *Server) SayIn(chat Chat, topic int, from Person, text string) int {
	return s.Post(Post{Chat: chat, Topic: topic, From: from, Text: text})
}

// Reply makes a person answer a message of the bot.
func (s *Server) Reply(to Message, from Person, text string) int {
	s.mu.Lock()
	chat := s.room(to.Chat).chat
	s.mu.Unlock()
	return s.Post(Post{Chat: chat, Topic: to.Topic, From: from, Text: text, ReplyTo: to.ID})
}

// Post makes a person write a message, and returns its id.
func (s *Server) Post(p Post) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.open(p.Chat)
	r.last++
	m := map[string]any{
		"message_id": r.last, "date": time.Now().Unix(), "chat": p.Chat.wire(), "from": p.From.wire(),
	}
	if p.File != "" {
		f := s.files[p.File]
		m["document"] = map[string]any{"file_id": p.File, "file_name": f.Name, "mime_type": f.Mime, "file_size": len(f.Data)}
		m["caption"], m["caption_entities"] = p.Text, entities(p.Text)
	} else {
		m["text"], m["entities"] = p.Text, entities(p.Text)
	}
	if p.Topic != 0 {
		m["message_thread_id"], m["is_topic_message"] = p.Topic, true
		r.topics[p.Topic] = true
	}
	if p.ReplyTo != 0 {
		m["reply_to_message"] = r.wire(p.ReplyTo)
	}
	if p.Forwarded {
		m["forward_origin"] = map[string]any{"type": "hidden_user", "sender_user_name": "Người khác", "date": time.Now().Unix()}
	}
	for name, value := range p.Extra {
		m[name] = value
	}
	r.theirs[r.last] = m
	s.enqueue("message", m, Update{Chat: p.Chat.ID, Message: r.last, Text: p.Text})
	return r.last
}

// Edit makes a person change the text of an earlier message of theirs.
func (s *Server) Edit(chat Chat, message int, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	before, ok := s.open(chat).theirs[message]
	if !ok {
		s.report.Errorf("tgtest: message %d of chat %d does not exist", message, chat.ID)
		return
	}
	m := map[string]any{}
	for name, value := range before {
		m[name] = value
	}
	m["edit_date"], m["text"], m["entities"] = time.Now().Unix(), text, entities(text)
	s.chats[chat.ID].theirs[message] = m
	s.enqueue("edited_message", m, Update{Chat: chat.ID, Message: message, Text: text})
}

// Press makes a person press a button of a message of the bot, and returns the id by which the bot must answer. The
// button need not exist, for clients can be forged.
func (s *Server) Press(m Message, from Person, data string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.room(m.Chat)
	id := s.answers.ask()
	s.enqueue("callback_query", map[string]any{
		"id": id, "from": from.wire(), "data": data, "chat_instance": fmt.Sprint(m.Chat), "message": r.wire(m.ID),
	}, Update{Chat: m.Chat, Message: m.ID, Text: data})
	return id
}

// Inline makes a person type a query after the bot's name in some chat, and returns the id by which the bot must answer.
func (s *Server) Inline(from Person, query string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := s.answers.ask()
	s.enqueue("inline_query", map[string]any{"id": id, "from": from.wire(), "query": query, "offset": ""}, Update{Text: query})
	return id
}

// Block makes a person block the bot.
func (s *Server) Block(p Person) { s.member(p.Chat(), p, "member", "kicked") }

// Unblock makes a person allow the bot again.
func (s *Server) Unblock(p Person) { s.member(p.Chat(), p, "kicked", "member") }

// Add makes a person bring the bot into a group.
func (s *Server) Add(chat Chat, by Person) { s.member(chat, by, "left", "member") }

// Remove makes a person put the bot out of a group.
func (s *Server) Remove(chat Chat, by Person) { s.member(chat, by, "member", "kicked") }

func (s *Server) member(chat Chat, by Person, before, after string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.open(chat).blocked = after == "kicked"
	state := func(status string) map[string]any {
		return map[string]any{"status": status, "user": bot()}
	}
	s.enqueue("my_chat_member", map[string]any{
		"chat": chat.wire(), "from": by.wire(), "date": time.Now().Unix(),
		"old_chat_member": state(before), "new_chat_member": state(after),
	}, Update{Chat: chat.ID})
}

// Migrate turns a group into a supergroup with a new id, and returns it. The old id is refused from now on.
func (s *Server) Migrate(chat Chat, by Person) Chat {
	s.mu.Lock()
	defer s.mu.Unlock()
	old := s.open(chat)
	to := Chat{ID: -1_000_000_000_000 + chat.ID, Type: "supergroup", Title: chat.Title}
	old.movedTo = to.ID
	old.last++
	s.enqueue("message", map[string]any{
		"message_id": old.last, "date": time.Now().Unix(), "chat": chat.wire(), "from": by.wire(), "migrate_to_chat_id": to.ID,
	}, Update{Chat: chat.ID, Message: old.last})
	next := s.open(to)
	next.last++
	s.enqueue("message", map[string]any{
		"message_id": next.last, "date": time.Now().Unix(), "chat": to.wire(), "from": by.wire(), "migrate_from_chat_id": chat.ID,
	}, Update{Chat: to.ID, Message: next.last})
	return to
}

func bot() map[string]any {
	return map[string]any{"id": BotID, "is_bot": true, "first_name": "chutri", "username": Username}
}

var marked = regexp.MustCompile(`(?:^|\s)(/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{3,32})?|@[A-Za-z0-9_]{3,32})`)

// entities marks the commands and mentions of a text, in UTF-16 units as the real server does.
func entities(text string) []map[string]any {
	found := []map[string]any{}
	for _, at := range marked.FindAllStringSubmatchIndex(text, -1) {
		kind, word := "mention", text[at[2]:at[3]]
		if word[0] == '/' {
			kind = "bot_command"
		}
		found = append(found, map[string]any{"type": kind, "offset": units(text[:at[2]]), "length": units(word)})
	}
	return found
}

// units returns the length of a text in UTF-16 units.
func units(text string) int { return len(utf16.Encode([]rune(text))) }
