package handlers_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"chutri/internal/chat"
	"chutri/store"
)

// button returns what the button with a label carries, of those that the bot has shown a person last.
func (s *stage) button(person chat.Person, label string) (data string, message int) {
	s.t.Helper()
	for _, row := range s.shown[person.ID].Reply.Buttons {
		for _, b := range row {
			if strings.Contains(b.Text, label) {
				return b.Data, s.shownID[person.ID]
			}
		}
	}
	s.t.Fatalf("no button %q below %q", label, s.shown[person.ID].Reply.Text)
	return "", 0
}

// pressAgain presses a button of an earlier message.
func (s *stage) pressAgain(person chat.Person, data string, message int) []chat.Reply {
	s.t.Helper()
	return s.send(chat.Message{Kind: chat.Press, Chat: private(person), Author: person, Data: data, Callback: "press", ID: message})
}

// reported returns all updates by id.
func (s *stage) reported() (updates []store.Progress) {
	s.t.Helper()
	err := s.store.View(context.Background(), func(r store.Reader) error {
		return r.ProgressAll(func(p store.Progress) bool {
			updates = append(updates, p)
			return true
		})
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return updates
}

func TestAReportAnsweredLaterIsComparedWithWhatCameBeforeIt(t *testing.T) {
	s, minh := newStage(t), people[2001]
	s.say(minh, "muối i-ốt: đã cấp thêm 300 hộ, đạt 50%")
	data, message := s.button(minh, "ND-15")
	s.now = s.now.Add(time.Hour)
	s.say(minh, "ND-15 đạt 60%")
	s.pressAgain(minh, data, message)
	updates := s.reported()
	if len(updates) != 2 || *updates[1].Percent != 50 || !updates[1].ReportedAt.Before(updates[0].ReportedAt) {
		t.Errorf("recorded %+v", updates)
	}
}

func TestAnAnsweredQuestionTakesNoSecondAnswer(t *testing.T) {
	s, minh := newStage(t), people[2001]
	s.say(minh, "- ND-35 đạt 10%\n- muối i-ốt: đã cấp thêm 300 hộ\n- BV-158")
	data, message := s.button(minh, "ND-15")
	s.pressAgain(minh, data, message)
	again := s.pressAgain(minh, data, message) // the second tap of a double one meets the next question
	if updates := s.reported(); len(updates) != 2 || updates[1].Task != "ND-15" || len(again) != 1 || again[0].Callback == "" {
		t.Errorf("recorded %+v, replies %+v", updates, again)
	}
	s.press(minh, "Đã hoàn thành")
	if updates := s.reported(); len(updates) != 3 || updates[2].Task != "BV-158" {
		t.Errorf("recorded %+v", updates)
	}
}

func TestNoChangeIsRecordedOnceHoweverOftenItIsPressed(t *testing.T) {
	s, minh := newStage(t), people[2001]
	s.say(minh, "ND-15 đạt 60%")
	s.now = s.now.Add(24 * time.Hour)
	id := s.reported()[0]
	for range 3 {
		s.pressAgain(minh, "same:ND-15:1:so-ct", 500)
	}
	updates := s.reported()
	if len(updates) != 2 || updates[1].Status != id.Status || *updates[1].Percent != 60 || updates[1].Message != 500 {
		t.Errorf("recorded %+v", updates)
	}
}

func TestAWordingThatSaysNothingKeepsTheLateFirstOneOut(t *testing.T) {
	s, minh := newStage(t), people[2001]
	first := chat.Message{Kind: chat.Text, Chat: private(minh), Author: minh, ID: 7, Text: "ND-15 đạt 60%", Addressed: true}
	edit := first
	edit.Kind, edit.Text = chat.Edit, "Chào anh chị"
	s.send(edit)
	if replies := s.send(first); len(replies) != 0 || len(s.reported()) != 0 {
		t.Errorf("what the message no longer says was answered with %+v and recorded as %+v", replies, s.reported())
	}
}

func TestWhoeverIsRemovedCannotUseAnythingStillOnTheScreen(t *testing.T) {
	s, hoa, lan := newStage(t), people[3001], people[1001]
	s.say(lan, "/moi 3001 Sở Công Thương")
	s.say(hoa, "ND-15 đạt 60%")
	held := map[string]int{}
	keep := func(labels ...string) {
		for _, label := range labels {
			data, message := s.button(hoa, label)
			held[data] = message
		}
	}
	keep("Sửa trạng thái", "Sửa %", "Rút lại", "Viết lại", "Sai nhiệm vụ", "Lịch sử")
	s.say(hoa, "ND-15 đạt 40%")
	keep("Đúng")
	s.say(hoa, "muối i-ốt: đã cấp thêm 300 hộ")
	keep("ND-15")
	s.say(hoa, "/cuatoi")
	keep("chưa thực hiện", "báo cáo…", "›", "Phối hợp")
	s.say(hoa, "/tiendo ND-15")
	keep("Báo cáo", "Xin gia hạn", "Tiến độ")
	s.say(lan, "/thanhvien")
	s.press(lan, "Xóa Cô Hoa")
	s.press(lan, "Xóa")
	before := s.events()
	for data, message := range held {
		s.now = s.now.Add(time.Minute)
		for _, reply := range s.pressAgain(hoa, data, message) {
			if strings.Contains(reply.Text, "60%") {
				t.Errorf("%s still shows progress: %s", data, reply.Text)
			}
		}
	}
	if after := s.events(); after != before {
		t.Errorf("%d events were recorded for somebody who is no member", after-before)
	}
}

// events counts the log.
func (s *stage) events() (count int) {
	s.t.Helper()
	err := s.store.View(context.Background(), func(r store.Reader) error {
		return r.Events(1, func(store.Event) bool {
			count++
			return true
		})
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return count
}

func TestAReplyThatOvertakesTheCardsNumberIsReadByTheCardsText(t *testing.T) {
	s := newStage(t)
	send := func(card string) string {
		return textOf(s.send(chat.Message{
			Kind: chat.Text, Chat: private(people[2001]), Author: people[2001], Text: "đạt 70%", Addressed: true,
			ReplyTo: &chat.Quoted{ID: 987654, FromBot: true, Text: card},
		}))
	}
	if text := send("Sở Công Thương chủ trì.\nND-15 Tăng số hộ dùng muối i-ốt"); !strings.Contains(text, "Đã ghi") || !strings.Contains(text, "ND-15") {
		t.Errorf("the card of one task: %q", text)
	}
	if text := send("ND-15 Tăng số hộ dùng muối i-ốt\nND-16 Thực thi quy định"); strings.Contains(text, "Đã ghi") {
		t.Errorf("a list of tasks: %q", text)
	}
}
