package telegram

import (
	"encoding/json"
	"strconv"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"chutri/internal/chat"
)

const (
	maxCaption = 1024 // UTF-16 units of a file's caption
	maxNotice  = 200  // letters of the answer to a press
	maxResults = 50   // answers to one inline query
)

// request is one call of the Bot API.
type request struct {
	method string
	params tgbotapi.Params
	files  []tgbotapi.RequestFile
}

// form says how a reply is put where Telegram has refused it in another form. It does not change how many requests a
// reply needs.
type form struct {
	plain   bool // without markup
	fresh   bool // as a new message instead of an edit
	general bool // outside of its topic
	attach  bool // a picture as a file
}

// requests returns the calls that a reply needs, in order; there is at least one.
func requests(r chat.Reply, f form) []request {
	switch {
	case r.Callback != "":
		return []request{notice(r)}
	case r.Inline != "":
		return []request{inlineAnswer(r, f)}
	case r.Menu != nil:
		return []request{menu(r)}
	}
	var all []request
	var texts []string
	captioned := r.Document != nil && units(r.Text) <= maxCaption
	if !captioned {
		texts = split(r.Text, chat.MaxText)
	}
	for _, text := range texts {
		params := target(r, f)
		setText(params, "text", text, f)
		params["link_preview_options"] = `{"is_disabled":true}`
		all = append(all, request{method: "sendMessage", params: params})
	}
	if r.Document != nil {
		all = append(all, upload(r, f, captioned))
	} else if r.Edit != 0 && !f.fresh {
		all[0].method = "editMessageText"
		all[0].params["message_id"] = strconv.Itoa(r.Edit)
		delete(all[0].params, "message_thread_id")
		delete(all[0].params, "reply_parameters")
	}
	for i := 1; i < len(all); i++ {
		delete(all[i].params, "reply_parameters")
	}
	if len(r.Buttons) > 0 {
		all[len(all)-1].params["reply_markup"] = keyboard(r.Buttons)
	}
	return all
}

// target names the chat, the topic and the message that a reply goes to.
func target(r chat.Reply, f form) tgbotapi.Params {
	params := tgbotapi.Params{"chat_id": strconv.FormatInt(r.Chat, 10)}
	if r.Topic != 0 && !f.general {
		params["message_thread_id"] = strconv.Itoa(r.Topic)
	}
	if r.ReplyTo != 0 {
		params["reply_parameters"] = encode(map[string]any{"message_id": r.ReplyTo, "allow_sending_without_reply": true})
	}
	return params
}

func setText(params tgbotapi.Params, field, text string, f form) {
	if f.plain {
		params[field] = plainText(text)
		return
	}
	params[field], params["parse_mode"] = text, "HTML"
}

func upload(r chat.Reply, f form, captioned bool) request {
	params := target(r, f)
	if captioned && r.Text != "" {
		setText(params, "caption", r.Text, f)
	}
	method, field := "sendDocument", "document"
	if r.Document.Picture && !f.attach {
		method, field = "sendPhoto", "photo"
	}
	content := tgbotapi.FileBytes{Name: r.Document.Name, Bytes: r.Document.Data}
	return request{method: method, params: params, files: []tgbotapi.RequestFile{{Name: field, Data: content}}}
}

func keyboard(rows [][]chat.Button) string {
	type button struct {
		Text string `json:"text"`
		Data string `json:"callback_data,omitempty"`
		URL  string `json:"url,omitempty"`
	}
	shown := make([][]button, len(rows))
	for i, row := range rows {
		for _, b := range row {
			shown[i] = append(shown[i], button(b))
		}
	}
	return encode(map[string]any{"inline_keyboard": shown})
}

func notice(r chat.Reply) request {
	text := []rune(r.Text)
	if len(text) > maxNotice {
		text = append(text[:maxNotice-1], '…')
	}
	return request{method: "answerCallbackQuery", params: tgbotapi.Params{"callback_query_id": r.Callback, "text": string(text)}}
}

func inlineAnswer(r chat.Reply, f form) request {
	results := []map[string]any{}
	for _, one := range r.Results[:min(len(r.Results), maxResults)] {
		content := tgbotapi.Params{}
		setText(content, "message_text", split(one.Text, chat.MaxText)[0], f)
		results = append(results, map[string]any{
			"type": "article", "id": one.ID, "title": one.Title, "description": one.Description, "input_message_content": content,
		})
	}
	return request{method: "answerInlineQuery", params: tgbotapi.Params{
		"inline_query_id": r.Inline, "results": encode(results), "cache_time": "5", "is_personal": "true",
	}}
}

func menu(r chat.Reply) request {
	type command struct {
		Name        string `json:"command"`
		Description string `json:"description"`
	}
	commands := []command{}
	for _, c := range r.Menu.Commands {
		commands = append(commands, command(c))
	}
	params := tgbotapi.Params{"commands": encode(commands)}
	if r.Menu.Language != "" {
		params["language_code"] = r.Menu.Language
	}
	if r.Chat != 0 {
		params["scope"] = encode(map[string]any{"type": "chat", "chat_id": r.Chat})
	}
	return request{method: "setMyCommands", params: params}
}

// encode returns a value of plain types as JSON.
func encode(value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err) // plain types always can be encoded
	}
	return string(text)
}
