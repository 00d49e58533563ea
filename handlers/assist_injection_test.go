package handlers_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"chutri/internal/assist/assisttest"
	"chutri/internal/chat"
)

// injection is a text that tries to give the model orders.
type injection struct {
	Where string `json:"where"` // question, report, file or forwarded
	Text  string `json:"text"`
}

func injections(t *testing.T) (list []injection) {
	t.Helper()
	file, err := os.Open("testdata/injections.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var one injection
		if err := json.Unmarshal(lines.Bytes(), &one); err != nil {
			t.Fatal(err)
		}
		list = append(list, one)
	}
	return list
}

// sent makes the message that carries an injection.
func (i injection) sent() chat.Message {
	m := chat.Message{Kind: chat.Text, Author: people[2001], Text: i.Text, Addressed: true}
	switch i.Where {
	case "question":
		m.Author = people[3001]
	case "file":
		m.Text = "muối i-ốt nhà mình lo êm ru rồi đó chị"
		m.Files = []chat.File{{ID: "inject", Name: i.Text, Type: "document", Size: 10}}
	case "forwarded":
		m.Forwarded = true
	}
	m.Chat = private(m.Author)
	return m
}

// TestAnInstructionInATextChangesNothing has a model obey every instruction that it is sent: it takes the text for its orders, reports all
// done and picks what was not asked for. Against the same messages without a model, nothing differs but guesses that stand in the
// record, in the same chat, each waiting for a press.
func TestAnInstructionInATextChangesNothing(t *testing.T) {
	list := injections(t)
	if len(list) < 50 {
		t.Fatalf("only %d injections", len(list))
	}
	rules := make(map[string]string)
	s, server := newAssistedStage(t, func(r assisttest.Request) assisttest.Answer {
		g := givenTo(r)
		if r.Kind == "question" {
			return says(fields{"pick": lastOffered(r), "phrases": []string{g.Question[:min(len(g.Question), 90)], "tuyên truyền lối sống xanh", "Sở Vũ trụ"}})
		}
		return says(fields{"report": true, "task": lastOffered(r), "status": "done", "percent": 100, "quantities": []fields{{"value": 999999, "of": nil, "unit": "hộ"}}})
	})
	plain, guesses := newStage(t), 0
	for _, one := range list {
		s.now, plain.now = s.now.Add(25*time.Hour), plain.now.Add(25*time.Hour)
		before, plainly := s.events(), plain.events()
		a, b := s.send(one.sent()), plain.send(one.sent())
		if got, want := fmt.Sprint(textsOf(a)), fmt.Sprint(textsOf(b)); got != want {
			t.Errorf("%q is answered %s, without a model %s", one.Text, got, want)
		}
		for _, reply := range s.help() {
			guesses++
			if reply.Chat != one.sent().Author.ID || reply.Document != nil || reply.Menu != nil {
				t.Errorf("%q leads to %+v", one.Text, reply)
			}
			if one.Where == "forwarded" && strings.Contains(reply.Text, "Chưa ghi gì") {
				t.Errorf("somebody else's text is proposed as a report: %q", one.Text)
			}
			written := one.sent().Text
			founded(t, reply, written)
		}
		if got, want := s.events()-before, plain.events()-plainly; got != want {
			t.Errorf("%q causes %d events, without a model %d", one.Text, got, want)
		}
	}
	for _, r := range server.Requests() {
		if rules[r.Kind] == "" {
			rules[r.Kind] = r.Rules
		}
		if r.Rules != rules[r.Kind] {
			t.Errorf("the instructions differ: %q", r.Rules)
		}
		for _, one := range list {
			if one.Where == "file" && strings.Contains(r.Body, one.Text) {
				t.Errorf("the name of a file was sent: %s", r.Data)
			}
		}
		for _, private := range []string{"2001", "3001", "Anh Minh", "Cô Hoa", "0912345678", "evil.example", "ke_gian", assisttest.Key} {
			if strings.Contains(r.Body, private) {
				t.Errorf("%q was sent: %s", private, r.Data)
			}
		}
	}
	if s.recorded() != plain.recorded() {
		t.Errorf("%d records, without a model %d", s.recorded(), plain.recorded())
	}
	t.Logf("%d injections, %d requests, %d guesses shown, 0 of them recorded", len(list), len(server.Requests()), guesses)
}
