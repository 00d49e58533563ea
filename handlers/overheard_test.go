package handlers_test

import (
	"context"
	"strconv"
	"strings"
	"testing"

	"chutri/internal/chat"
	"chutri/store"
)

// TestGroupIsHeardWhereItAnswers writes into a group without calling the bot: after its prompt, and in reply to one's own report.
func TestGroupIsHeardWhereItAnswers(t *testing.T) {
	group := chat.Chat{ID: -100, Group: true, Title: "Tổ giúp việc"}
	tests := []struct {
		name, press, text string
		reply             bool // to the report
		want              string
		answered          bool
	}{
		{"new wording", "Viết lại", "đạt 25%", false, "ND-35 25", true},
		{"talk after the prompt", "Viết lại", "mai họp nhé", false, "ND-35 20", false},
		{"right task", "Sai nhiệm vụ", "BV-153 ạ", false, "BV-153 20", true},
		{"talk instead of the task", "Sai nhiệm vụ", "chiều nay họp lúc 14h", false, "ND-35 20", false},
		{"correction by reply", "", "đạt 31%", true, "ND-35 31", true},
		{"correction that names the task", "", "ND-35 đạt 30%", true, "ND-35 30", true},
		{"moved by reply", "", "nhầm, ND-35 là BV-153", true, "BV-153 20", true},
		{"talk by reply", "", "gửi em xin cái file nhé", true, "ND-35 20", false},
		{"withdrawn", "", "rút lại báo cáo ND-35", false, "", true},
		{"withdrawn or given up", "", "hủy ND-35", false, "ND-35 20", true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := newStage(t)
			s.commit(func(tx store.Tx) error {
				bound := &store.Group{Chat: group.ID, Title: group.Title, Agency: "so-ct"}
				_, err := tx.Apply(store.Step{Key: "bind", At: s.now, Events: []store.Event{{At: s.now, Kind: store.GroupBound, Group: bound}}})
				return err
			})
			report := s.last + 1
			s.send(chat.Message{Kind: chat.Text, Chat: group, Author: people[2001], Text: "ND-35 đạt 20%"})
			s.pressIn(group, people[2001], test.press)
			m := chat.Message{Kind: chat.Text, Chat: group, Author: people[2001], Text: test.text}
			if test.reply {
				m.ReplyTo = &chat.Quoted{ID: report, Author: people[2001]}
			}
			if replies := s.send(m); len(replies) > 0 != test.answered {
				t.Errorf("answered with %v", replies)
			}
			if got := s.counting(); got != test.want {
				t.Errorf("recorded are %q, want %q", got, test.want)
			}
		})
	}
}

// pressIn presses the button with a label below the bot's last message in a chat, none for "".
func (s *stage) pressIn(in chat.Chat, person chat.Person, label string) {
	for _, row := range s.shown[in.ID].Reply.Buttons {
		for _, b := range row {
			if b.Text == label {
				s.send(chat.Message{Kind: chat.Press, Chat: in, Author: person, Data: b.Data, Callback: "press", ID: s.shownID[in.ID]})
				return
			}
		}
	}
}

// counting tells the tasks and percents of the updates that count.
func (s *stage) counting() string {
	var all []string
	err := s.store.View(context.Background(), func(r store.Reader) error {
		return r.ProgressAll(func(u store.Progress) bool {
			if u.State.Counts() {
				percent := "-"
				if u.Percent != nil {
					percent = strconv.FormatFloat(*u.Percent, 'f', -1, 64)
				}
				all = append(all, u.Task+" "+percent)
			}
			return true
		})
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return strings.Join(all, ", ")
}
