package tgtest

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Message is a message of the bot as it stands now.
type Message struct {
	ID       int
	Chat     int64
	Topic    int
	ReplyTo  int
	Text     string // as people see it, without markup
	HTML     string // as it was sent; equal to Text where no parse mode was given
	Buttons  [][]Button
	Document *File // a file or picture; Text is then its caption
	Edits    int   // how often it was changed
}

// Button returns the data of the first button whose label contains a text, "" if there is none.
func (m Message) Button(label string) string {
	for _, row := range m.Buttons {
		for _, b := range row {
			if strings.Contains(b.Text, label) {
				return b.Data
			}
		}
	}
	return ""
}

// Button is a button below a message.
type Button struct {
	Text string `json:"text"`
	Data string `json:"callback_data"`
	URL  string `json:"url"`
}

// The documented limits.
const (
	maxText    = 4096
	maxCaption = 1024
	maxData    = 64
)

// room is a chat with its messages.
type room struct {
	chat    Chat
	last    int // id of the newest message
	sent    []*Message
	theirs  map[int]map[string]any
	topics  map[int]bool
	blocked bool
	movedTo int64
}

// open returns a chat's room, which it makes if it is new. The lock is held.
func (s *Server) open(chat Chat) *room {
	r, ok := s.chats[chat.ID]
	if !ok {
		r = &room{theirs: map[int]map[string]any{}, topics: map[int]bool{}}
		s.chats[chat.ID] = r
	}
	r.chat = chat
	return r
}

// room returns the room of a chat that must exist. The lock is held.
func (s *Server) room(chat int64) *room {
	r, ok := s.chats[chat]
	if !ok {
		s.report.Errorf("tgtest: chat %d does not exist", chat)
		return s.open(Chat{ID: chat, Type: "private"})
	}
	return r
}

func (r *room) find(id int) *Message {
	for _, m := range slices.Backward(r.sent) {
		if m.ID == id {
			return m
		}
	}
	return nil
}

// wire returns a message, of the bot or of somebody else, as the API shows it.
func (r *room) wire(id int) map[string]any {
	if m, ok := r.theirs[id]; ok {
		return m
	}
	shown := map[string]any{"message_id": id, "date": time.Now().Unix(), "chat": r.chat.wire(), "from": bot()}
	if m := r.find(id); m != nil {
		shown["text"] = m.Text
		if m.Topic != 0 {
			shown["message_thread_id"], shown["is_topic_message"] = m.Topic, true
		}
	}
	return shown
}

func (s *Server) sendMessage(req request) (any, *failure) {
	return s.send(req, "text", maxText, nil)
}

func (s *Server) sendDocument(req request) (any, *failure) {
	return s.sendFile(req, "document", 50<<20)
}
func (s *Server) sendPhoto(req request) (any, *failure) { return s.sendFile(req, "photo", 10<<20) }

func (s *Server) sendFile(req request, field string, limit int) (any, *failure) {
	file, ok := req.files[field]
	if !ok || len(file.Data) == 0 {
		return nil, refuse("there is no %s in the request", field)
	}
	if len(file.Data) > limit {
		return nil, &failure{code: http.StatusRequestEntityTooLarge, text: "Request Entity Too Large"}
	}
	return s.send(req, "caption", maxCaption, &file)
}

func (s *Server) send(req request, field string, limit int, file *File) (any, *failure) {
	r, failed := s.target(req)
	if failed != nil {
		return nil, failed
	}
	m := &Message{Chat: r.chat.ID, Document: file}
	if failed := m.fill(req, field, limit); failed != nil {
		return nil, failed
	}
	if thread := req.params["message_thread_id"]; thread != "" {
		m.Topic, _ = strconv.Atoi(thread)
		if !r.chat.Forum || !r.topics[m.Topic] {
			return nil, refuse("message thread not found")
		}
	}
	if m.ReplyTo, failed = r.replied(req.params); failed != nil {
		return nil, failed
	}
	r.last++
	m.ID = r.last
	r.sent = append(r.sent, m)
	return r.wire(m.ID), nil
}

// target finds the chat that a call is about and checks that it takes messages.
func (s *Server) target(req request) (*room, *failure) {
	id, err := strconv.ParseInt(req.params["chat_id"], 10, 64)
	if err != nil {
		return nil, refuse("chat_id is empty")
	}
	r, ok := s.chats[id]
	switch {
	case !ok:
		return nil, refuse("chat not found")
	case r.movedTo != 0:
		failed := refuse("group chat was upgraded to a supergroup chat")
		failed.migrateTo = r.movedTo
		return nil, failed
	case r.blocked && r.chat.Type == "private":
		return nil, &failure{code: http.StatusForbidden, text: "Forbidden: bot was blocked by the user"}
	case r.blocked:
		return nil, &failure{code: http.StatusForbidden, text: "Forbidden: bot was kicked from the group chat"}
	}
	return r, nil
}

// fill reads text and buttons and checks them.
func (m *Message) fill(req request, field string, limit int) *failure {
	m.HTML, m.Text = req.params[field], req.params[field]
	if mode := req.params["parse_mode"]; mode == "HTML" {
		text, err := parseHTML(m.HTML)
		if err != nil {
			return refuse("can't parse entities: %v", err)
		}
		m.Text = text
	} else if mode != "" {
		return refuse("unsupported parse_mode %q", mode)
	}
	if strings.TrimSpace(m.Text) == "" && field == "text" {
		return refuse("message text is empty")
	}
	if n := units(m.Text); n > limit {
		if field == "caption" {
			return refuse("message caption is too long")
		}
		return refuse("message is too long")
	}
	var failed *failure
	m.Buttons, failed = buttons(req.params["reply_markup"])
	return failed
}

func buttons(markup string) ([][]Button, *failure) {
	if markup == "" {
		return nil, nil
	}
	var keyboard struct {
		Rows [][]Button `json:"inline_keyboard"`
	}
	if err := json.Unmarshal([]byte(markup), &keyboard); err != nil {
		return nil, refuse("can't parse reply keyboard markup JSON object")
	}
	for _, row := range keyboard.Rows {
		for _, b := range row {
			switch {
			case b.Text == "":
				return nil, refuse("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
			case (b.Data == "") == (b.URL == ""):
				return nil, refuse("can't parse inline keyboard button: exactly one of data and URL is needed")
			case len(b.Data) > maxData:
				return nil, refuse("BUTTON_DATA_INVALID")
			}
			if u, err := url.Parse(b.URL); b.URL != "" && (err != nil || u.Host == "") {
				return nil, refuse("BUTTON_URL_INVALID")
			}
		}
	}
	return keyboard.Rows, nil
}

// replied returns the message that a new one answers.
func (r *room) replied(params map[string]string) (int, *failure) {
	if params["reply_parameters"] == "" {
		return 0, nil
	}
	var to struct {
		Message int  `json:"message_id"`
		Without bool `json:"allow_sending_without_reply"`
	}
	if err := json.Unmarshal([]byte(params["reply_parameters"]), &to); err != nil {
		return 0, refuse("can't parse reply parameters")
	}
	if _, ok := r.theirs[to.Message]; !ok && r.find(to.Message) == nil {
		if to.Without {
			return 0, nil
		}
		return 0, refuse("message to be replied not found")
	}
	return to.Message, nil
}

func (s *Server) editMessageText(req request) (any, *failure) {
	r, failed := s.target(req)
	if failed != nil {
		return nil, failed
	}
	id, _ := strconv.Atoi(req.params["message_id"])
	m := r.find(id)
	switch {
	case m == nil && r.theirs[id] != nil:
		return nil, refuse("message can't be edited")
	case m == nil:
		return nil, refuse("message to edit not found")
	case m.Document != nil:
		return nil, refuse("there is no text in the message to edit")
	}
	after := *m
	if failed := after.fill(req, "text", maxText); failed != nil {
		return nil, failed
	}
	if after.HTML == m.HTML && slices.EqualFunc(after.Buttons, m.Buttons, slices.Equal[[]Button]) {
		return nil, refuse("message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message")
	}
	after.Edits++
	*m = after
	return r.wire(id), nil
}

// Delete removes a message of the bot, as a person can.
func (s *Server) Delete(m Message) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.room(m.Chat)
	r.sent = slices.DeleteFunc(r.sent, func(one *Message) bool { return one.ID == m.ID })
}
