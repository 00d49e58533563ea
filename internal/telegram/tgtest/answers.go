package tgtest

import (
	"encoding/json"
	"fmt"
	"regexp"
	"unicode/utf8"
)

// Result is one answer to an inline query.
type Result struct {
	ID          string `json:"id"`
	Type        string `json:"type"`
	Title       string `json:"title"`
	Description string `json:"description"`
	Content     struct {
		Text string `json:"message_text"`
		Mode string `json:"parse_mode"`
	} `json:"input_message_content"`
}

// Command is an entry of a command menu.
type Command struct {
	Command     string `json:"command"`
	Description string `json:"description"`
}

// answers are the questions that wait for an answer by id, and the answers that came.
type answers struct {
	next   int
	open   map[string]bool
	notice map[string]string
	inline map[string][]Result
	menus  map[string][]Command
}

func newAnswers() answers {
	return answers{open: map[string]bool{}, notice: map[string]string{}, inline: map[string][]Result{}, menus: map[string][]Command{}}
}

func (a *answers) ask() string {
	a.next++
	id := fmt.Sprintf("%d", 4_000_000_000_000+a.next)
	a.open[id] = true
	return id
}

// close takes an answer to a question, which may come once.
func (a *answers) close(id string) *failure {
	if !a.open[id] {
		return refuse("query is too old and response timeout expired or query ID is invalid")
	}
	delete(a.open, id)
	return nil
}

// Expire makes a press or an inline query too old to be answered.
func (s *Server) Expire(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.answers.open, id)
}

// Notice returns the text by which the bot answered a Press, and whether it did.
func (s *Server) Notice(id string) (string, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	text, ok := s.answers.notice[id]
	return text, ok
}

// Results returns the answers to an Inline query, and whether there was one.
func (s *Server) Results(id string) ([]Result, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	results, ok := s.answers.inline[id]
	return results, ok
}

// Menu returns the command menu of a chat (0: of all) and a language ("": of those without their own).
func (s *Server) Menu(chat int64, language string) []Command {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.answers.menus[menuKey(chat, language)]
}

func menuKey(chat int64, language string) string { return fmt.Sprintf("%d/%s", chat, language) }

func (s *Server) getMe(request) (any, *failure) {
	me := bot()
	me["can_join_groups"], me["can_read_all_group_messages"], me["supports_inline_queries"] = true, false, true
	return me, nil
}

func (s *Server) answerCallbackQuery(req request) (any, *failure) {
	text := req.params["text"]
	if utf8.RuneCountInString(text) > 200 {
		return nil, refuse("MESSAGE_TOO_LONG")
	}
	id := req.params["callback_query_id"]
	if failed := s.answers.close(id); failed != nil {
		return nil, failed
	}
	s.answers.notice[id] = text
	return true, nil
}

func (s *Server) answerInlineQuery(req request) (any, *failure) {
	var results []Result
	if err := json.Unmarshal([]byte(req.params["results"]), &results); err != nil {
		return nil, refuse("can't parse inline query results JSON array")
	}
	if len(results) > 50 {
		return nil, refuse("RESULTS_TOO_MUCH")
	}
	seen := map[string]bool{}
	for _, one := range results {
		if one.ID == "" || len(one.ID) > 64 || seen[one.ID] {
			return nil, refuse("RESULT_ID_INVALID")
		}
		seen[one.ID] = true
		if one.Type != "article" || one.Title == "" || one.Content.Text == "" {
			return nil, refuse("can't parse inline query result")
		}
		text := one.Content.Text
		if one.Content.Mode == "HTML" {
			var err error
			if text, err = parseHTML(text); err != nil {
				return nil, refuse("can't parse entities: %v", err)
			}
		}
		if units(text) > maxText {
			return nil, refuse("MESSAGE_TOO_LONG")
		}
	}
	id := req.params["inline_query_id"]
	if failed := s.answers.close(id); failed != nil {
		return nil, failed
	}
	s.answers.inline[id] = results
	return true, nil
}

var commandName = regexp.MustCompile(`^[a-z0-9_]{1,32}$`)

func (s *Server) setMyCommands(req request) (any, *failure) {
	var commands []Command
	if err := json.Unmarshal([]byte(req.params["commands"]), &commands); err != nil || len(commands) > 100 {
		return nil, refuse("can't parse commands")
	}
	for _, c := range commands {
		if !commandName.MatchString(c.Command) {
			return nil, refuse("BOT_COMMAND_INVALID")
		}
		if n := utf8.RuneCountInString(c.Description); n < 1 || n > 256 {
			return nil, refuse("BOT_COMMAND_DESCRIPTION_INVALID")
		}
	}
	var scope struct {
		Type string `json:"type"`
		Chat int64  `json:"chat_id"`
	}
	if text := req.params["scope"]; text != "" {
		if err := json.Unmarshal([]byte(text), &scope); err != nil {
			return nil, refuse("can't parse BotCommandScope")
		}
		if scope.Type == "chat" && s.chats[scope.Chat] == nil {
			return nil, refuse("chat not found")
		}
	}
	s.answers.menus[menuKey(scope.Chat, req.params["language_code"])] = commands
	return true, nil
}
