// Package chat is a neutral picture of a chat service: the messages that come in and the replies that go out.
// Handlers speak it; a transport (Telegram, the console) translates it. It imports nothing of ours.
package chat

import "time"

// Message is one thing that a person did in a chat.
type Message struct {
	Key       string    // unique key of the incoming update, "tg:123"; the same update delivered twice has the same key
	Kind      Kind      // what happened
	Chat      Chat      // where
	Author    Person    // who
	ID        int       // message id in the chat; for a Press, of the message that bears the button
	Text      string    // text or caption; for an Inline, the query
	Data      string    // for a Press, the pressed button's data
	Callback  string    // for a Press or an Inline, the service's id to answer it by
	ReplyTo   *Quoted   // the message that this one replies to, nil if none
	Addressed bool      // in a group: the bot was mentioned, replied to, or given a command; always true in private
	Forwarded bool      // the text is somebody else's
	Files     []File    // attachments
	Album     string    // joins the messages whose files were sent together, "" for a message by itself
	Time      time.Time // when it was sent, by the service's clock
	MovedTo   int64     // for a Moved, the chat's new id
}

// Kind is what a Message reports.
type Kind string

// The kinds of messages.
const (
	Text    Kind = "text"    // a new message
	Edit    Kind = "edit"    // an earlier message's text was changed
	Press   Kind = "press"   // a button was pressed
	Inline  Kind = "inline"  // a query typed after the bot's name in any chat
	Moved   Kind = "moved"   // a group got a new id
	Blocked Kind = "blocked" // the person blocked the bot, or the group removed it
	Joined  Kind = "joined"  // the bot came (back) to the chat
)

// Chat is a place where messages are exchanged.
type Chat struct {
	ID    int64
	Topic int    // thread of a forum, 0 for none
	Group bool   // false for a private chat
	Title string // a group's title
}

// Person is somebody who writes. Nothing here is trusted but ID.
type Person struct {
	ID       int64
	Name     string
	Language string // IETF tag that the service reports, "" if unknown
}

// Quoted is the message that another one replies to.
type Quoted struct {
	ID      int
	FromBot bool // written by this bot
	Author  Person
	Text    string
}

// File is an attachment, still at the service.
type File struct {
	ID   string // the service's id to fetch it by
	Name string // as its sender called it; never trusted
	Type string // "photo", "document", "voice", "video", "location"
	Mime string
	Size int64 // bytes, 0 if unknown
}

// Reply is something to show in a chat.
type Reply struct {
	Chat    int64      `json:"chat,omitempty"`
	Topic   int        `json:"topic,omitempty"`
	ReplyTo int        `json:"reply_to,omitempty"` // message to answer to, 0 for none
	Edit    int        `json:"edit,omitempty"`     // message of the bot to replace instead of sending a new one, 0 for none
	Text    string     `json:"text,omitempty"`     // HTML: b, i, u, s, code, pre, a, blockquote; escaped by whoever made it
	Buttons [][]Button `json:"buttons,omitempty"`  // rows of buttons below the text

	Callback string         `json:"callback,omitempty"` // answers a Press; Text is then a short notice without HTML
	Inline   string         `json:"inline,omitempty"`   // answers an Inline with Results
	Results  []InlineResult `json:"results,omitempty"`
	Document *Document      `json:"document,omitempty"` // a file to send, Text is its caption
	Menu     *Menu          `json:"menu,omitempty"`     // sets the chat's command menu; nothing is shown
}

// Button is pressed or leads to an address; it has Data or URL.
type Button struct {
	Text string `json:"text"`
	Data string `json:"data,omitempty"` // at most MaxData bytes
	URL  string `json:"url,omitempty"`
}

// InlineResult is one answer that can be put into any chat.
type InlineResult struct {
	ID          string `json:"id"`
	Title       string `json:"title"`
	Description string `json:"description,omitempty"`
	Text        string `json:"text"` // HTML
}

// Document is a file that goes out.
type Document struct {
	Name    string `json:"name"`
	Picture bool   `json:"picture,omitempty"` // shown instead of attached
	Data    []byte `json:"data"`
}

// Menu is a list of commands for one chat or, with Chat 0, for everybody who uses a language.
type Menu struct {
	Language string    `json:"language,omitempty"` // "" for those whose language has no menu of its own
	Commands []Command `json:"commands"`
}

// Command is an entry of a Menu.
type Command struct {
	Name        string `json:"name"` // without the slash
	Description string `json:"description"`
}

// Limits of the chat service that replies keep to.
const (
	MaxText = 4096 // UTF-16 units of a text
	MaxData = 64   // bytes of a button's data
)
