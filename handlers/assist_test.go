package handlers_test

import (
	"bufio"
	"context"
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chutri/handlers"
	"chutri/internal/assist"
	"chutri/internal/assist/assisttest"
	"chutri/internal/assist/openai"
	"chutri/internal/chat"
	"chutri/internal/search"
	"chutri/store"
)

// newAssistedStage returns a stage with a language model behind HTTP that answers as reply says, turned on by the coordinator.
func newAssistedStage(t testing.TB, reply func(assisttest.Request) assisttest.Answer) (*stage, *assisttest.Server) {
	t.Helper()
	s, server := newStageWithAssistant(t, reply)
	s.say(people[1001], "/troly")
	s.press(people[1001], "Bật cho văn phòng")
	return s, server
}

// newStageWithAssistant is newAssistedStage before anybody has turned anything on.
func newStageWithAssistant(t testing.TB, reply func(assisttest.Request) assisttest.Answer) (*stage, *assisttest.Server) {
	t.Helper()
	server := assisttest.New(t, reply)
	model := openai.New(assisttest.Key, server.BaseURL(), "test")
	t.Cleanup(model.Close)
	s := newPacedStage(t, handlers.Pace{}, func(s *stage, o *handlers.Options) {
		journal, err := assist.OpenJournal(filepath.Join(t.TempDir(), "assistant.jsonl"), o.Zone, s.now)
		if err != nil {
			t.Fatal(err)
		}
		o.Assistant = assist.New(assist.Options{
			Model: model, Journal: journal, Now: o.Now, Log: slog.New(slog.DiscardHandler), Limit: 10 * time.Second,
		})
		o.Wish = func(w handlers.Wish) { s.wishes = append(s.wishes, w) }
	})
	return s, server
}

// help fulfils the wishes so far, as the program does, and returns what is shown.
func (s *stage) help() []chat.Reply {
	s.t.Helper()
	wishes := s.wishes
	s.wishes = nil
	for _, w := range wishes {
		build := s.handler.Help(context.Background(), w)
		if build == nil {
			continue
		}
		s.commit(func(tx store.Tx) error {
			step, err := build(tx)
			if err != nil || len(step.Events)+len(step.Replies) == 0 {
				return err
			}
			_, err = tx.Apply(step)
			return err
		})
	}
	return s.collect()
}

// given is what a model is given, of whatever kind.
type given struct {
	Question string `json:"question"`
	Message  string `json:"message"`
	Tasks    []struct {
		ID    string `json:"id"`
		Title string `json:"title"`
	} `json:"tasks"`
	Figures []assist.Figure `json:"figures"`
}

func givenTo(r assisttest.Request) (g given) {
	if err := json.Unmarshal([]byte(r.Data), &g); err != nil {
		panic(err)
	}
	return g
}

// says makes an answer of a value in JSON.
func says(value any) assisttest.Answer {
	data, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return assisttest.Answer{Content: string(data), Tokens: 100}
}

type fields = map[string]any

// devQuestions are the questions of a file with the tasks that answer them.
func devQuestions(t testing.TB, path string) []search.Question {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	list, err := search.ReadQuestions(file)
	if err != nil || len(list) == 0 {
		t.Fatalf("%s: %d questions, %v", path, len(list), err)
	}
	return list
}

// devMessage is a message of staff with what a clerk records of it.
type devMessage struct {
	Category string `json:"category"`
	Agency   string `json:"agency"`
	Text     string `json:"text"`
	Expect   []struct {
		Task       string          `json:"task"`
		Status     json.RawMessage `json:"status"`
		Percent    *float64        `json:"percent"`
		Quantities []fields        `json:"quantities"`
	} `json:"expect"`
}

func devMessages(t testing.TB, path string) (list []devMessage) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		var m devMessage
		if err := json.Unmarshal(lines.Bytes(), &m); err != nil {
			t.Fatal(err)
		}
		list = append(list, m)
	}
	return list
}

// clerkOf returns a member of staff of an agency, and enrols them the first time.
func (s *stage) clerkOf(agency string) chat.Person {
	s.t.Helper()
	id := int64(5000)
	for _, c := range agency {
		id = id*31%1_000_003 + int64(c)
	}
	id += 10_000
	person := chat.Person{ID: id, Name: "Người báo cáo", Language: "vi"}
	err := s.store.View(context.Background(), func(r store.Reader) error { _, err := r.Member(id); return err })
	if err == nil {
		return person
	}
	member := store.Member{Person: id, Name: person.Name, Role: store.RoleStaff, Agencies: []string{agency}, Since: s.now}
	s.commit(func(tx store.Tx) error {
		_, err := tx.Apply(store.Step{Key: "member:" + agency, At: s.now, Events: []store.Event{{At: s.now, Kind: store.MemberAdded, Member: &member}}})
		return err
	})
	return person
}

func TestNothingIsSentUntilACoordinatorTurnsItOn(t *testing.T) {
	s, server := newStageWithAssistant(t, func(assisttest.Request) assisttest.Answer { return says(fields{"phrases": []string{}, "pick": "none"}) })
	ask := func() int {
		s.now = s.now.Add(time.Hour)
		s.say(people[3001], "Ai lo chuyện loa ấp nhắc bà con ăn ở xanh ở xứ mình?")
		s.help()
		return len(server.Requests())
	}
	if n := ask(); n != 0 {
		t.Fatalf("%d requests before anything was turned on", n)
	}
	if replies := s.say(people[2001], "/troly"); strings.Contains(replies[0].Text, "token") || len(replies[0].Buttons) != 1 {
		t.Errorf("staff are shown what is for coordinators: %+v", replies)
	}
	s.say(people[1001], "/troly")
	s.press(people[1001], "Bật cho văn phòng")
	if n := ask(); n == 0 {
		t.Fatal("no request though it is on")
	}
	before := len(server.Requests())
	s.say(people[3001], "/troly")
	s.press(people[3001], "Không dùng ở đây")
	s.say(people[3001], "Cơ quan nào lo chuyện loa phường nhắc bà con ăn ở xanh vậy?")
	if s.help(); len(server.Requests()) != before {
		t.Error("a chat that has opted out is helped")
	}
	s.press(people[1001], "Tắt cho văn phòng")
	s.say(people[3002], "Cơ quan nào lo chuyện loa xã nhắc bà con ăn ở xanh nữa?")
	if s.help(); len(server.Requests()) != before {
		t.Error("the assistant is asked though the office has turned it off")
	}
}

func TestAnUnsureQuestionGetsATaskOfThePlansAsAGuess(t *testing.T) {
	s, server := newAssistedStage(t, func(r assisttest.Request) assisttest.Answer {
		for _, task := range givenTo(r).Tasks {
			if task.ID == "BV-260" {
				return says(fields{"phrases": []string{}, "pick": "BV-260"})
			}
		}
		return says(fields{"phrases": []string{"tuyên truyền lối sống xanh trên đài, báo"}, "pick": "none"})
	})
	first := s.say(people[3001], "Ai lo vụ loa nhắc bà con sống xanh nghĩ cho con cháu?")
	if len(first) != 1 {
		t.Fatalf("the rules give %d answers", len(first))
	}
	help := s.help()
	if len(help) != 1 || !strings.Contains(help[0].Text, "Máy đoán") || !strings.Contains(help[0].Text, "BV-260") || help[0].ReplyTo != s.wroteID() {
		t.Fatalf("after %q\nthe help is %+v\nrequests %+v", first[0].Text, help, server.Requests())
	}
	task, _ := knowledge().Register.Task("BV-260")
	for _, lead := range knowledge().Register.AgencyNames(task.Lead) {
		if !strings.Contains(help[0].Text, lead) {
			t.Errorf("%q does not name %s", help[0].Text, lead)
		}
	}
	if card := s.press(people[3001], "BV-260"); !strings.Contains(card[0].Text, "chủ trì") {
		t.Errorf("the button opens %q", card[0].Text)
	}
}

// wroteID is the id of the message that was written last.
func (s *stage) wroteID() int { return s.wrote[s.where] }

func TestAModelThatRestsIsNotWishedFor(t *testing.T) {
	s, server := newAssistedStage(t, func(assisttest.Request) assisttest.Answer { return assisttest.Answer{Status: 500} })
	for _, question := range []string{"ai lo chuyện dạy nghề", "bên nào lo du lịch", "ai lo bình đẳng giới"} {
		s.say(people[3001], question)
		if len(s.wishes) == 0 {
			t.Fatalf("%q wishes for no help", question)
		}
		s.help()
	}
	asked := len(server.Requests())
	s.say(people[3001], "ai lo hợp tác xã")
	if len(s.wishes) != 0 || len(server.Requests()) != asked || asked == 0 {
		t.Errorf("%d wishes after %d requests that failed", len(s.wishes), asked)
	}
}
