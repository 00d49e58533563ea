package handlers_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"chutri/internal/chat"
	"chutri/store"
)

var update = flag.Bool("update", false, "write the conversations as they now are")

// TestConversations plays the scripts of testdata and compares what the bot says with what is written below each line.
//
//	2001> text      person 2001 writes       2001~ text    changes their last message
//	2001^ text      replies to the bot       2001! label   presses the button with that label
//	+48h            time goes by             2001@ text    writes in the group -100, topic 7, calling the bot
//	2001? query     types an inline query    # …           a remark
//	2001& text      writes in the group without calling the bot; "(to 1001)" stands before what the bot sends to another chat
//	2001> {a.jpg}   sends a file, see mail.enclose; +0s fetches what waits
//	clock           the clock ticks; every answer says to whom it goes
//	2001* text      replies in that group to the bot's last message there
//	2001| text      sends on somebody else's message
//	2001% text      asks about somebody's message with that text, by /hoi as a reply to it
//	2001= text      replies to their own last message that was no reply
func TestConversations(t *testing.T) {
	scripts, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no scripts (%v)", err)
	}
	for _, path := range scripts {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txt"), func(t *testing.T) {
			script, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			played := newStage(t).play(string(script))
			if *update {
				if err := os.WriteFile(path, []byte(played), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if played != string(script) {
				t.Errorf("the conversation differs; run with -update and read the change\n%s", difference(string(script), played))
			}
		})
	}
}

// play runs the lines of a script and returns it with the bot's answers below each.
func (s *stage) play(script string) string {
	var out bytes.Buffer
	for _, line := range strings.Split(strings.TrimRight(script, "\n"), "\n") {
		if strings.HasPrefix(line, "  ") || line == "" {
			continue // an answer of an earlier run
		}
		if strings.HasPrefix(line, "#") {
			fmt.Fprintf(&out, "%s\n", line)
			continue
		}
		fmt.Fprintf(&out, "\n%s\n", line)
		for _, reply := range s.line(line) {
			if reply.Chat != s.where && reply.Chat != 0 {
				fmt.Fprintf(&out, "  (to %d)\n", reply.Chat)
			}
			printReply(&out, reply)
		}
	}
	return out.String()
}

// line does what one line of a script says and returns the bot's replies.
func (s *stage) line(line string) []chat.Reply {
	if after, ok := strings.CutPrefix(line, "+"); ok {
		gone, err := time.ParseDuration(after)
		if err != nil {
			s.t.Fatalf("%s: %v", line, err)
		}
		s.now = s.now.Add(gone)
		return s.collect()
	}
	if line == "clock" {
		return s.tick()
	}
	at := strings.IndexAny(line, ">~^!@?%&*=|")
	id, err := strconv.ParseInt(line[:max(at, 0)], 10, 64)
	if at < 0 || err != nil {
		s.t.Fatalf("no such line in a script: %q", line)
	}
	person, text := people[id], strings.ReplaceAll(strings.TrimSpace(line[at+1:]), `\n`, "\n")
	switch line[at] {
	case '~':
		return s.edit(person, text)
	case '^':
		return s.reply(person, text)
	case '=':
		return s.send(chat.Message{
			Kind: chat.Text, Chat: private(person), Author: person, Text: text, Addressed: true, ReplyTo: &chat.Quoted{ID: s.wrote[id], Author: person},
		})
	case '!':
		return s.press(person, text)
	case '@':
		return s.send(chat.Message{Kind: chat.Text, Chat: chat.Chat{ID: -100, Topic: 7, Group: true, Title: "Tổ giúp việc"}, Author: person, Text: text, Addressed: true})
	case '%':
		return s.send(chat.Message{
			Kind: chat.Text, Chat: private(person), Author: person, Text: "/hoi", Addressed: true, ReplyTo: &chat.Quoted{ID: 1, Text: text},
		})
	case '|':
		return s.send(chat.Message{Kind: chat.Text, Chat: private(person), Author: person, Text: text, Addressed: true, Forwarded: true})
	case '&':
		return s.send(chat.Message{Kind: chat.Text, Chat: chat.Chat{ID: -100, Topic: 7, Group: true, Title: "Tổ giúp việc"}, Author: person, Text: text})
	case '*':
		return s.send(chat.Message{
			Kind: chat.Text, Chat: chat.Chat{ID: -100, Topic: 7, Group: true, Title: "Tổ giúp việc"}, Author: person, Text: text, Addressed: true,
			ReplyTo: &chat.Quoted{ID: s.shownID[-100], FromBot: true},
		})
	case '?':
		return s.send(chat.Message{Kind: chat.Inline, Author: person, Text: text, Callback: "inline"})
	}
	return s.say(person, text)
}

func printReply(out *bytes.Buffer, reply chat.Reply) {
	switch {
	case reply.Menu != nil:
		names := make([]string, len(reply.Menu.Commands))
		for i, c := range reply.Menu.Commands {
			names[i] = "/" + c.Name
		}
		fmt.Fprintf(out, "  (menu %s)\n", strings.Join(names, " "))
	case reply.Callback != "":
		fmt.Fprintf(out, "  (notice %q)\n", reply.Text)
	case reply.Inline != "":
		for _, result := range reply.Results {
			fmt.Fprintf(out, "  (inline) %s | %s\n", result.Title, result.Description)
		}
	default:
		head := ""
		if reply.Edit != 0 {
			head = "(in its place) "
		}
		if reply.Topic != 0 {
			head += fmt.Sprintf("(topic %d) ", reply.Topic)
		}
		for i, line := range strings.Split(reply.Text, "\n") {
			if i > 0 {
				head = ""
			}
			fmt.Fprintf(out, "  %s%s\n", head, line)
		}
		if reply.Document != nil {
			fmt.Fprintf(out, "  (file %s)\n", reply.Document.Name)
		}
		for _, row := range reply.Buttons {
			var labels []string
			for _, b := range row {
				labels = append(labels, "["+b.Text+"]")
			}
			fmt.Fprintf(out, "  %s\n", strings.Join(labels, " "))
		}
	}
}

// difference shows the first place where two texts part.
func difference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("line %d\nwant %s\ngot  %s", i+1, a[i], b[i])
		}
	}
	return fmt.Sprintf("one has %d lines, the other %d", len(a), len(b))
}

// people are those who speak in the scripts.
var people = map[int64]chat.Person{
	1001: {ID: 1001, Name: "Chị Lan", Language: "vi"},
	2001: {ID: 2001, Name: "Anh Minh", Language: "vi"},
	2002: {ID: 2002, Name: "Chị Thu", Language: "vi"},
	3001: {ID: 3001, Name: "Cô Hoa", Language: "vi"},
	3002: {ID: 3002, Name: "Mary <x>", Language: "en"},
}

// members are those among them whom the office knows when a script begins. 1001 is a coordinator by the environment.
var members = []store.Member{
	{Person: 2001, Name: "Anh Minh", Role: store.RoleStaff, Agencies: []string{"so-ct"}},
	{Person: 2002, Name: "Chị Thu", Role: store.RoleStaff, Agencies: []string{"so-yte"}},
}
