package handlers_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"chutri/internal/assist/assisttest"
	"chutri/internal/chat"
	"chutri/internal/plan"
)

// lies are the ways in which a model makes things up. Each stands for all requests of a run.
var lies = map[string]func(r assisttest.Request) assisttest.Answer{
	"ids that do not exist": func(r assisttest.Request) assisttest.Answer {
		return lie(r, "ND-9999", "done", 87.654, "tàu vũ trụ")
	},
	"ids that were not offered": func(r assisttest.Request) assisttest.Answer {
		return lie(r, notOffered(r), "done", 87.654, "tàu vũ trụ")
	},
	"the last task offered with invented figures": func(r assisttest.Request) assisttest.Answer {
		return lie(r, lastOffered(r), "done", 87.654, "tàu vũ trụ")
	},
	"instructions for ids": func(r assisttest.Request) assisttest.Answer {
		return lie(r, "Sở Vũ trụ", "Hãy ghi 87,654% và báo Sở Vũ trụ", 876540, "")
	},
	"more fields than asked for": func(r assisttest.Request) assisttest.Answer {
		a := lie(r, lastOffered(r), "done", 87.654, "tàu vũ trụ")
		a.Content = strings.Replace(a.Content, "{", `{"answer":"Sở Vũ trụ chủ trì, 87,654%",`, 1)
		return a
	},
	"prose instead of JSON": func(assisttest.Request) assisttest.Answer {
		return assisttest.Answer{Content: "Sở Vũ trụ chủ trì việc này, đạt 87,654%."}
	},
	"two objects": func(r assisttest.Request) assisttest.Answer {
		a := lie(r, lastOffered(r), "done", 87.654, "tàu vũ trụ")
		a.Content += a.Content
		return a
	},
}

// lie says what the schema allows, made up.
func lie(r assisttest.Request, id, status string, number float64, unit string) assisttest.Answer {
	switch r.Kind {
	case "question":
		return says(fields{"pick": id, "phrases": []string{"Sở Vũ trụ tỉnh Bến Tre", "đạt 87,654%", "tuyên truyền lối sống xanh", "cấp nước sạch nông thôn", "<b>Sở Vũ trụ</b>"}})
	case "message":
		return says(fields{
			"report": true, "task": id, "status": status, "percent": number,
			"quantities": []fields{{"value": number, "of": 876541, "unit": unit}, {"value": 876542, "of": nil, "unit": "hộ"}},
		})
	}
	return says(fields{"paragraphs": []string{"Sở Vũ trụ đã hoàn thành 87,654% công việc."}})
}

func lastOffered(r assisttest.Request) string {
	tasks := givenTo(r).Tasks
	if len(tasks) == 0 {
		return "ND-1"
	}
	return tasks[len(tasks)-1].ID
}

func notOffered(r assisttest.Request) string {
	offered := make(map[string]bool)
	for _, task := range givenTo(r).Tasks {
		offered[task.ID] = true
	}
	for _, task := range knowledge().Register.Tasks {
		if !offered[task.ID] {
			return task.ID
		}
	}
	return ""
}

// TestAModelThatLiesTellsNobodyAnything asks all questions and sends all messages of the samples with models that make up agencies, ids,
// figures and instructions. What is shown must stand in the record of the task or in what was written, and nothing is recorded that
// would not be recorded without a model.
func TestAModelThatLiesTellsNobodyAnything(t *testing.T) {
	questions, messages := devQuestions(t, "testdata/questions.jsonl"), devMessages(t, "../internal/progress/testdata/dev.jsonl")
	for name, reply := range lies {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, server := newAssistedStage(t, reply)
			plain := newStage(t)
			helped := 0
			both := func(person func(*stage) chat.Person, text string) {
				s.now, plain.now = s.now.Add(time.Hour), plain.now.Add(time.Hour)
				before, plainly := s.events(), plain.events()
				a, b := s.say(person(s), text), plain.say(person(plain), text)
				if got, want := fmt.Sprint(textsOf(a)), fmt.Sprint(textsOf(b)); got != want {
					t.Errorf("%q is answered %s, without a model %s", text, got, want)
				}
				help := s.help()
				helped += len(help)
				for _, reply := range help {
					founded(t, reply, text)
				}
				if got, want := s.events()-before, plain.events()-plainly; got != want {
					t.Errorf("%q causes %d events, without a model %d", text, got, want)
				}
			}
			for _, q := range questions {
				both(func(*stage) chat.Person { return people[3001] }, q.Text)
			}
			for _, m := range messages {
				both(func(s *stage) chat.Person { return s.clerkOf(m.Agency) }, m.Text)
			}
			t.Logf("%d questions and messages, %d requests, %d guesses shown", len(questions)+len(messages), len(server.Requests()), helped)
			if len(server.Requests()) == 0 {
				t.Error("the model was never asked")
			}
		})
	}
}

func textsOf(replies []chat.Reply) (all []string) {
	for _, r := range replies {
		all = append(all, r.Text)
	}
	return all
}

var anyNumber = regexp.MustCompile(`\d+(?:[.,]\d+)*`)

// founded fails where a guess shows anything that stands neither in the record of its task nor in what was written.
func founded(t *testing.T, reply chat.Reply, written string) {
	t.Helper()
	shown := chat.PlainText(reply.Text)
	refs := plan.FindRefs(shown)
	if len(refs) == 0 {
		t.Errorf("a guess names no task: %q", shown)
		return
	}
	register := knowledge().Register
	record := "Máy đoán, xin xem lại. Có lẽ bạn hỏi việc này: 1. Chưa ghi gì. Tin này báo cáo như sau phải không? Nguồn: phần trăm % " + written
	for _, ref := range refs {
		task, ok := register.Task(ref.String())
		if !ok {
			t.Errorf("a guess names %s, which does not exist: %q", ref, shown)
			continue
		}
		p, _ := register.Plan(task.Plan)
		record += " " + strings.Join([]string{task.ID, task.Title, task.Source, p.Short, p.Name, strings.Join(register.AgencyNames(task.Lead), " ")}, " ")
	}
	numbers := make(map[string]bool)
	for _, number := range anyNumber.FindAllString(record, -1) {
		numbers[strings.NewReplacer(".", "", ",", "").Replace(number)] = true
	}
	for _, number := range anyNumber.FindAllString(shown, -1) {
		if !numbers[strings.NewReplacer(".", "", ",", "").Replace(number)] {
			t.Errorf("a guess about %q shows the number %s: %q", written, number, shown)
		}
	}
	for _, madeUp := range []string{"Vũ trụ", "vũ trụ", "87,654", "87654", "<script"} {
		if strings.Contains(shown, madeUp) && !strings.Contains(written, madeUp) {
			t.Errorf("a guess about %q shows %q: %q", written, madeUp, shown)
		}
	}
	for _, line := range strings.Split(shown, "\n") { // the line with the lead is the record's, word for word
		if id, ok := leadLine(line); ok {
			task, _ := register.Task(id)
			if want := strings.Join(register.AgencyNames(task.Lead), "; "); len(task.Lead) > 0 && !strings.Contains(line, want) {
				t.Errorf("a guess names another lead than %s: %q", want, line)
			}
		}
	}
}

func leadLine(line string) (id string, ok bool) {
	refs := plan.FindRefs(line)
	if !strings.HasPrefix(line, "1. ") || len(refs) == 0 {
		return "", false
	}
	return refs[0].String(), true
}

// TestAGuessIsRecordedByAPressOnly has the model read what the rules cannot, and goes through everything that can follow.
func TestAGuessIsRecordedByAPressOnly(t *testing.T) {
	reads := func(r assisttest.Request) assisttest.Answer {
		if r.Kind == "question" {
			return says(fields{"pick": "none", "phrases": []string{}})
		}
		return says(fields{"report": true, "task": "ND-15", "status": "in_progress", "percent": 62.5, "quantities": []fields{
			{"value": 1250, "of": 2000, "unit": "hộ"}, {"value": 777, "of": nil, "unit": "hộ"}, {"value": 1250, "of": nil, "unit": "tàu"},
		}})
	}
	const message = "muối i-ốt nhà mình lo êm ru rồi đó chị, cỡ 1.250 trên 2.000 hộ"
	minh := people[2001]
	for name, after := range map[string]func(s *stage, before int){
		"nothing is pressed": func(s *stage, before int) {
			if s.recorded() != before {
				t.Error("recorded without a press")
			}
		},
		"right": func(s *stage, before int) {
			s.press(minh, "Đúng, ghi")
			if s.recorded() != before+1 {
				t.Fatalf("%d records after the press, want one more than %d", s.recorded(), before)
			}
			u := s.reported()[before]
			if u.Task != "ND-15" || u.Text != message || u.Author.ID != minh.ID || u.Percent != nil {
				t.Errorf("recorded %+v", u)
			}
			if got, _ := json.Marshal(u.Quantities); !strings.Contains(string(got), "1250") || strings.Contains(string(got), "777") || strings.Contains(string(got), "tàu") {
				t.Errorf("recorded the quantities %s", got)
			}
		},
		"wrong": func(s *stage, before int) {
			s.press(minh, "Không phải")
			if s.recorded() != before {
				t.Error("recorded though it is wrong")
			}
		},
		"pressed by somebody else": func(s *stage, before int) {
			data, id := s.button(minh, "Đúng, ghi")
			s.send(chat.Message{Kind: chat.Press, Chat: private(minh), Author: people[2002], Data: data, Callback: "x", ID: id})
			if s.recorded() != before {
				t.Error("recorded for a press of somebody else")
			}
		},
		"the message is edited first": func(s *stage, before int) {
			data, id := s.button(minh, "Đúng, ghi")
			s.edit(minh, "ND-15 đạt 70%")
			now := s.recorded()
			s.send(chat.Message{Kind: chat.Press, Chat: private(minh), Author: minh, Data: data, Callback: "x", ID: id})
			if now != before+1 || s.recorded() != now {
				t.Errorf("%d records after the edit, %d after the press", now-before, s.recorded()-before)
			}
		},
	} {
		s, server := newAssistedStage(t, reads)
		before := s.recorded()
		first := s.say(minh, message)
		if s.recorded() != before {
			t.Fatalf("%s: the rules record %q: choose another message", name, message)
		}
		help := s.help()
		if len(help) != 1 || !strings.Contains(help[0].Text, "Chưa ghi gì") || !strings.Contains(help[0].Text, "ND-15") {
			t.Fatalf("%s: after %q the help is %+v\n%+v", name, first[0].Text, help, server.Requests())
		}
		after(s, before)
	}
}
