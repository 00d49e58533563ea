package telegram

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"chutri/internal/chat"
	"chutri/internal/filetest"
)

func TestRequests(t *testing.T) {
	buttons := [][]chat.Button{{{Text: "Sửa <1>", Data: "s:1"}, {Text: "Mở", URL: "https://t.me/x"}}}
	for _, test := range []struct {
		name  string
		reply chat.Reply
		form  form
	}{
		{"text", chat.Reply{Chat: -5, Topic: 12, ReplyTo: 3, Text: "<b>a</b> &amp; b", Buttons: buttons}, form{}},
		{"text-plain-general", chat.Reply{Chat: -5, Topic: 12, Text: "<b>a</b> &amp; b"}, form{plain: true, general: true}},
		{"edit", chat.Reply{Chat: 7, Topic: 12, ReplyTo: 3, Edit: 9, Text: "a"}, form{}},
		{"edit-fresh", chat.Reply{Chat: 7, Edit: 9, Text: "a"}, form{fresh: true}},
		{"notice", chat.Reply{Chat: 7, Callback: "c1", Text: strings.Repeat("ế", 201)}, form{}},
		{"inline", chat.Reply{Inline: "q1", Results: []chat.InlineResult{{ID: "1", Title: "t", Text: "<i>x</i>"}}}, form{}},
		{"inline-empty", chat.Reply{Inline: "q1"}, form{}},
		{"menu", chat.Reply{Chat: 7, Menu: &chat.Menu{Language: "vi", Commands: []chat.Command{{Name: "hoi", Description: "Hỏi"}}}}, form{}},
		{"menu-default-empty", chat.Reply{Menu: &chat.Menu{}}, form{}},
		{"photo", chat.Reply{Chat: 7, ReplyTo: 3, Text: "<b>a</b>", Document: &chat.Document{Name: "a.png", Picture: true}, Buttons: buttons}, form{}},
		{"photo-attached", chat.Reply{Chat: 7, Document: &chat.Document{Name: "a.png", Picture: true}}, form{attach: true}},
		{"document-long-caption", chat.Reply{Chat: 7, ReplyTo: 3, Text: strings.Repeat("a", 1025), Document: &chat.Document{Name: "a"}, Buttons: buttons}, form{}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got strings.Builder
			for _, r := range requests(test.reply, test.form) {
				params, err := json.MarshalIndent(r.params, "", "  ")
				if err != nil {
					t.Fatal(err)
				}
				got.WriteString(r.method + " " + string(params) + "\n")
				for _, f := range r.files {
					got.WriteString("file " + f.Name + "\n")
				}
			}
			filetest.Golden(t, filepath.Join("testdata", "requests", test.name+".golden"), got.String())
		})
	}
}
