package handlers_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"chutri/internal/chat"
	"chutri/store"
)

// office is the group in which people ask.
var office = chat.Chat{ID: -100, Topic: 7, Group: true, Title: "Tổ giúp việc"}

// records returns the records of a collection.
func (s *stage) records(collection string) []store.Record {
	s.t.Helper()
	var all []store.Record
	err := s.store.View(context.Background(), func(r store.Reader) error {
		return r.Records(collection, "", func(record store.Record) bool {
			all = append(all, record)
			return true
		})
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return all
}

func TestAMentionAloneAsksWhatTheMessageRepliedToSays(t *testing.T) {
	s := newStage(t)
	ask := func(own, quoted string, forwarded bool) string {
		replies := s.send(chat.Message{
			Kind: chat.Text, Chat: office, Author: people[3001], Text: own, Addressed: true, Forwarded: forwarded,
			ReplyTo: &chat.Quoted{ID: 5, Author: people[2002], Text: quoted},
		})
		if len(replies) != 1 {
			t.Fatalf("%q about %q has %d replies", own, quoted, len(replies))
		}
		return replies[0].Text
	}
	for own, want := range map[string]string{
		"": "<b>Sở Công Thương</b> chủ trì.", "ai phối hợp vậy?": "phối hợp.", "việc này giờ ai làm?": "<b>Nay",
		"MTCT 14": "<b>14 ",
	} {
		if got := ask(own, "dùng muối i-ốt", false); !strings.Contains(strings.Split(got, "\n")[0], want) {
			t.Errorf("%q: %s, want %q in the first line", own, got, want)
		}
	}
}

func TestAGroupMessageWithoutACallIsNotAnswered(t *testing.T) {
	s := newStage(t)
	replies := s.send(chat.Message{
		Kind: chat.Text, Chat: office, Author: people[3001], Text: "Sở Y tế chủ trì những việc gì?",
		ReplyTo: &chat.Quoted{ID: 5, Author: people[2002], Text: "muối i-ốt"},
	})
	if len(replies) != 0 {
		t.Errorf("answered: %+v", replies)
	}
}

func TestWhatIsKeptOfAQuestionSaysNobodysName(t *testing.T) {
	s := newStage(t)
	s.say(people[2001], "xe bông gòn xanh lè")
	s.say(people[2001], "muối i-ốt ai chủ trì?")
	s.press(people[2001], "Sai?")
	s.press(people[2001], "Đã cũ")
	if got := len(s.records("feedback")); got != 1 {
		t.Errorf("%d records of feedback, want 1", got)
	}
	if got := len(s.records("unanswered")); got != 2 {
		t.Errorf("%d questions, want 2", got)
	}
	err := s.store.View(context.Background(), func(r store.Reader) error {
		return r.Events(1, func(e store.Event) bool {
			text, _ := json.Marshal(e)
			if e.Kind == store.RecordKept && (e.Actor != 0 || strings.Contains(string(text), "2001") || strings.Contains(string(text), "Minh")) {
				t.Errorf("an event tells who asked: %s", text)
			}
			return true
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestTheOldestQuestionsMakeRoom(t *testing.T) {
	s := newStage(t)
	var events []store.Event
	for i := range 500 {
		data, _ := json.Marshal(map[string]any{"text": fmt.Sprintf("câu %d", i), "count": 1, "last": s.now.AddDate(0, 0, i-600)})
		events = append(events, store.Event{At: s.now, Kind: store.RecordKept, Record: &store.Record{
			Collection: "unanswered", Key: fmt.Sprintf("key%03d", i), Data: data,
		}})
	}
	s.commit(func(tx store.Tx) error {
		_, err := tx.Apply(store.Step{Key: "many", At: s.now, Events: events})
		return err
	})
	s.say(people[3001], "xe bông gòn xanh lè")
	kept := s.records("unanswered")
	if len(kept) != 500 {
		t.Errorf("%d questions are kept, want 500", len(kept))
	}
	for _, r := range kept {
		if r.Key == "key000" {
			t.Error("the oldest question is still there")
		}
	}
}

func TestOnlyACoordinatorSeesAndTeachesQuestions(t *testing.T) {
	s := newStage(t)
	s.say(people[3001], "xe bông gòn xanh lè")
	key := s.records("unanswered")[0].Key
	for _, data := range []string{"unanswered:0", "look:" + key, "dismiss:" + key, "lessons:0", "unlearn:" + key, "yaml:0"} {
		replies := s.send(chat.Message{Kind: chat.Press, Chat: private(people[2001]), Author: people[2001], Data: data, Callback: "press", ID: 1})
		if len(replies) != 1 || replies[0].Callback == "" {
			t.Errorf("%s: %+v, want a refusal", data, replies)
		}
	}
	if got := len(s.records("unanswered")); got != 1 {
		t.Errorf("%d questions are left, want 1", got)
	}
}

func TestButtonsWithStrangeDataAreRefused(t *testing.T) {
	s := newStage(t)
	for _, data := range []string{
		"about:now:XX-1", "about:nothing:ND-15", "some:::::-1", "some:lead::::99", "figure:ND-T999", "deadlines:999:0",
		"deadlines::0", "deadlines:1.x:0", "deadlines:1:99", "meant:report:1", "wrong:XX-1", "mistaken:ND-15:nothing", "unanswered:-1", "unanswered:99",
	} {
		replies := s.send(chat.Message{Kind: chat.Press, Chat: private(people[1001]), Author: people[1001], Data: data, Callback: "press", ID: 1})
		if len(replies) == 0 {
			t.Errorf("%s has no answer", data)
		}
	}
}

func FuzzEveryTextHasAnAnswerThatCanBeSent(f *testing.F) {
	for _, seed := range []string{
		"Sở Y tế chủ trì những việc gì?", "việc nào hết hạn năm 2025?", "MTCT 14", "chỉ tiêu thấp còi đến 2025?",
		"báo cáo SDG nộp khi nào, cho ai?", "<b>muối</b> & i-ốt", "ND-15 ai phối hợp?", "muối i-ốt làm tới đâu rồi", "giờ sở nào?", "\x00\xff", "🙂",
		"/start aaaabbbbccccddddeeeeffff12", "/moi 123456789 Sở Y tế", "/moi dieuphoi", "/dulieu 2001", "/nhom ND", "/nhac", "/tuan giảm nghèo tuần trước",
		"/baocao ND 2026-Q4", "/capnhat ND-15 đạt 62,5%, 1.250/2.000 hộ", "/lichsu nd.15", "ND-15 gia hạn đến 31/12/2027 vì thiếu vốn", "/vanban", "báo cáo ai", "/xuat ND",
	} {
		f.Add(seed)
	}
	s := newStage(f)
	f.Fuzz(func(t *testing.T, text string) {
		for _, person := range []int64{1001, 2001, 3002} {
			m := chat.Message{
				Key: "fuzz", Kind: chat.Text, Chat: private(people[person]), Author: people[person], ID: 9, Text: text, Addressed: true, Time: s.now,
				ReplyTo: &chat.Quoted{ID: 5, Text: text},
			}
			err := s.store.View(context.Background(), func(r store.Reader) error {
				step, err := s.handler.Handle(r, m)
				if len(step.Replies) == 0 {
					t.Errorf("%q has no answer", text)
				}
				for _, out := range step.Replies {
					(&stage{t: t}).check(out.Reply)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}
