package handlers_test

import (
	"regexp"
	"strings"
	"testing"

	"chutri/internal/chat"
)

func TestWhereNothingIsFoundNoSourceIsShown(t *testing.T) {
	s := newStage(t)
	source := regexp.MustCompile(`\b(ND|CB|KL|BV|GN)-(D|T)?\d|[Nn]guồn|dòng \d`)
	for _, question := range []string{
		"Ai chủ trì xây sân bay vũ trụ?", "Thời tiết ngày mai thế nào?", "Giá vàng hôm nay bao nhiêu?", "Ai vô địch World Cup 2022?",
		"Who leads the moon landing?", "Cơ quan nào phụ trách đăng kiểm ô tô?",
	} {
		for _, person := range []int64{1001, 2001, 3001} {
			replies := s.say(people[person], question)
			if len(replies) == 0 {
				t.Errorf("%q is not answered", question)
			}
			for _, r := range replies {
				if shown := source.FindString(r.Text); shown != "" {
					t.Errorf("%q is answered with %q in\n%s", question, shown, strings.TrimSpace(r.Text))
				}
			}
		}
	}
}

func TestAGroupIsToldHowTheBotIsAddressed(t *testing.T) {
	s := newStage(t)
	text := textOf(s.send(chat.Message{Kind: chat.Joined, Chat: chat.Chat{ID: -100, Group: true, Title: "Tổ giúp việc"}, Author: people[1001], Addressed: true}))
	if !strings.Contains(text, "@chutri_bot") || !strings.Contains(text, "/nhom") {
		t.Errorf("greeted with %q", text)
	}
}
