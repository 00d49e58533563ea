package telegram

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
)

// allowedUpdates are the kinds of updates that the bot asks for.
const allowedUpdates = `["message","edited_message","callback_query","inline_query","my_chat_member"]`

// The types below are the parts of Telegram's objects that the bot reads. The library's own lack topics, and one field
// that they cannot decode would lose the whole batch.

type update struct {
	ID       int64          `json:"update_id"`
	Message  *message       `json:"message"`
	Edited   *message       `json:"edited_message"`
	Callback *callbackQuery `json:"callback_query"`
	Inline   *inlineQuery   `json:"inline_query"`
	Member   *memberUpdated `json:"my_chat_member"`
}

type message struct {
	ID            int       `json:"message_id"`
	Thread        int       `json:"message_thread_id"`
	InTopic       bool      `json:"is_topic_message"`
	From          *user     `json:"from"`
	SenderChat    *room     `json:"sender_chat"`
	AutoForward   bool      `json:"is_automatic_forward"`
	ViaBot        *user     `json:"via_bot"`
	Chat          *room     `json:"chat"`
	Date          int64     `json:"date"`
	EditDate      int64     `json:"edit_date"`
	ForwardDate   int64     `json:"forward_date"`
	ForwardOrigin *struct{} `json:"forward_origin"`
	ReplyTo       *message  `json:"reply_to_message"`
	TopicCreated  *struct{} `json:"forum_topic_created"`
	Text          string    `json:"text"`
	Entities      []entity  `json:"entities"`
	Caption       string    `json:"caption"`
	CaptionMarks  []entity  `json:"caption_entities"`
	Album         string    `json:"media_group_id"`
	Photo         []file    `json:"photo"`
	Document      *file     `json:"document"`
	Audio         *file     `json:"audio"`
	Animation     *file     `json:"animation"`
	Video         *file     `json:"video"`
	VideoNote     *file     `json:"video_note"`
	Voice         *file     `json:"voice"`
	Location      *location `json:"location"`
	Sticker       *struct{} `json:"sticker"`
	Contact       *struct{} `json:"contact"`
	Poll          *struct{} `json:"poll"`
	Dice          *struct{} `json:"dice"`
	Story         *struct{} `json:"story"`
	MigrateTo     int64     `json:"migrate_to_chat_id"`
	MigrateFrom   int64     `json:"migrate_from_chat_id"`
}

type user struct {
	ID       int64  `json:"id"`
	IsBot    bool   `json:"is_bot"`
	First    string `json:"first_name"`
	Last     string `json:"last_name"`
	Username string `json:"username"`
	Language string `json:"language_code"`
}

type room struct {
	ID    int64  `json:"id"`
	Type  string `json:"type"`
	Title string `json:"title"`
}

// entity marks a part of a text, in UTF-16 units.
type entity struct {
	Type   string `json:"type"`
	Offset int    `json:"offset"`
	Length int    `json:"length"`
	User   *user  `json:"user"`
}

type file struct {
	ID     string `json:"file_id"`
	Name   string `json:"file_name"`
	Mime   string `json:"mime_type"`
	Size   int64  `json:"file_size"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
}

type location struct {
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
}

type callbackQuery struct {
	ID      string   `json:"id"`
	From    *user    `json:"from"`
	Message *message `json:"message"`
	Data    string   `json:"data"`
}

type inlineQuery struct {
	ID    string `json:"id"`
	From  *user  `json:"from"`
	Query string `json:"query"`
}

type memberUpdated struct {
	Chat *room `json:"chat"`
	From *user `json:"from"`
	Date int64 `json:"date"`
	Old  state `json:"old_chat_member"`
	New  state `json:"new_chat_member"`
}

// state is what the bot is in a chat.
type state struct {
	Status   string `json:"status"`
	IsMember bool   `json:"is_member"` // of a restricted one
}

// in reports whether the bot is in the chat.
func (s state) in() bool {
	switch s.Status {
	case "creator", "administrator", "member":
		return true
	case "restricted":
		return s.IsMember
	}
	return false
}

// key identifies an update for good: its id alone does not, because Telegram restarts the ids at random after a quiet
// week. The same update delivered twice has the same key.
func (u update) key() string {
	mark := "0"
	switch {
	case u.Message != nil:
		mark = fmt.Sprint(u.Message.Date)
	case u.Edited != nil:
		mark = fmt.Sprint(u.Edited.EditDate)
	case u.Callback != nil:
		mark = u.Callback.ID
	case u.Inline != nil:
		mark = u.Inline.ID
	case u.Member != nil:
		mark = fmt.Sprint(u.Member.Date)
	}
	return fmt.Sprintf("tg:%d:%s", u.ID, mark)
}

// brokenKey identifies an update that could not be read.
func brokenKey(id int64, raw []byte) string {
	return fmt.Sprintf("tg:%d:raw-%x", id, sha256.Sum256(raw))[:40]
}

// idOf returns the id of an update, however little else of it can be read, and false where there is none.
func idOf(raw []byte) (int64, bool) {
	var head struct {
		ID *int64 `json:"update_id"`
	}
	if err := json.Unmarshal(raw, &head); err != nil || head.ID == nil {
		return 0, false
	}
	return *head.ID, true
}
