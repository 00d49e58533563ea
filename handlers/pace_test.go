package handlers_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"chutri/handlers"
	"chutri/internal/chat"
	"chutri/store"
)

var (
	eager  = chat.Person{ID: 2001, Name: "Anh Minh", Language: "vi"}
	slow   = handlers.Pace{Burst: 20, Every: 2 * time.Second}
	chatty = chat.Person{ID: 3009, Name: "Cô Hoa", Language: "vi"}
)

// counted returns how many of the replies contain a text.
func counted(replies []chat.Reply, text string) (n int) {
	for _, r := range replies {
		if strings.Contains(r.Text, text) {
			n++
		}
	}
	return n
}

// recorded returns how many progress updates there are.
func (s *stage) recorded() (n int) {
	s.t.Helper()
	err := s.store.View(context.Background(), func(r store.Reader) error {
		return r.ProgressAll(func(store.Progress) bool { n++; return true })
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return n
}

func TestAMemberWhoSendsAThousandReportsInAMinuteLosesNone(t *testing.T) {
	s := newPacedStage(t, slow)
	var all []chat.Reply
	for i := range 1000 {
		s.now = s.now.Add(60 * time.Millisecond)
		all = append(all, s.say(eager, fmt.Sprintf("ND-15 đã cấp cho %d hộ, đang thực hiện", i+1))...)
	}
	if n := s.recorded(); n != 1000 {
		t.Errorf("%d of 1,000 reports are recorded", n)
	}
	if n := counted(all, "gửi nhanh quá"); n != 1 {
		t.Errorf("warned %d times, want once", n)
	}
	if len(all) > 60 {
		t.Errorf("%d replies to 1,000 messages in a minute", len(all))
	}
	s.now = s.now.Add(time.Minute)
	after := s.say(eager, "ND-15 đã cấp cho 2.000 hộ, đang thực hiện")
	if counted(after, "Trong lúc bạn gửi nhanh: đã ghi ") != 1 || counted(after, "2.000 hộ") != 1 {
		t.Errorf("after the pause: %+v", after)
	}
	if again := s.say(eager, "ND-15 đã cấp cho 2.001 hộ, đang thực hiện"); counted(again, "Trong lúc") != 0 {
		t.Errorf("the count is told twice: %+v", again)
	}
}

func TestAnUnclearReportBeyondTheRateIsCountedAsUnanswered(t *testing.T) {
	s := newPacedStage(t, slow)
	for range 30 {
		s.say(eager, "đạt 70%")
	}
	if n := s.recorded(); n != 0 {
		t.Errorf("%d updates recorded of unclear reports", n)
	}
	s.now = s.now.Add(time.Minute)
	if after := s.say(eager, "ND-15 đạt 50%"); counted(after, "10 tin chưa được trả lời") != 1 {
		t.Errorf("after the pause: %+v", after)
	}
}

func TestAStrangerBeyondTheRateIsWarnedOnceAndOthersAreAnswered(t *testing.T) {
	s := newPacedStage(t, slow)
	var all []chat.Reply
	for range 200 {
		s.now = s.now.Add(300 * time.Millisecond)
		all = append(all, s.say(chatty, "ai chủ trì muối i-ốt?")...)
	}
	if n := counted(all, "gửi nhanh quá"); n != 1 || len(all) > 60 {
		t.Errorf("%d warnings, %d replies to 200 questions in a minute", n, len(all))
	}
	if other := s.say(chat.Person{ID: 3010, Name: "Ai đó", Language: "vi"}, "ai chủ trì muối i-ốt?"); counted(other, "Sở Công Thương") != 1 {
		t.Errorf("somebody else gets %+v", other)
	}
	s.now = s.now.Add(time.Minute)
	if after := s.say(chatty, "ai chủ trì muối i-ốt?"); counted(after, "Sở Công Thương") != 1 {
		t.Errorf("after the pause: %+v", after)
	}
}

func TestWhatWaitedThroughAnOutageIsNotTooFast(t *testing.T) {
	s := newPacedStage(t, slow)
	for i := range 200 { // written a minute apart, handled at once
		m := chat.Message{
			Kind: chat.Text, Chat: private(chatty), Author: chatty, Text: "ai chủ trì muối i-ốt?", Addressed: true,
			Time: s.now.Add(time.Duration(i-200) * time.Minute),
		}
		if replies := s.send(m); counted(replies, "Sở Công Thương") != 1 {
			t.Fatalf("message %d: %+v", i, replies)
		}
	}
}

func TestAPressBeyondTheRateIsStillAnswered(t *testing.T) {
	s := newPacedStage(t, slow)
	s.say(chatty, "ND-15")
	for i := range 40 {
		replies := s.send(chat.Message{Kind: chat.Press, Chat: private(chatty), Author: chatty, Data: "task:ND-15", Callback: "c", ID: 1})
		answered := false
		for _, r := range replies {
			answered = answered || r.Callback != ""
		}
		if !answered {
			t.Fatalf("press %d waits for ever", i)
		}
	}
}

func TestATextOfAMegabyteIsRefusedAndNothingRecorded(t *testing.T) {
	s := newPacedStage(t, slow)
	long := "ND-15 đạt 50% " + strings.Repeat("rất dài ", 120_000)
	for _, person := range []chat.Person{eager, chatty} {
		if replies := s.say(person, long); len(replies) != 1 || counted(replies, "quá dài") != 1 {
			t.Errorf("%s gets %d replies", person.Name, len(replies))
		}
	}
	if n := s.recorded(); n != 0 {
		t.Errorf("%d updates recorded", n)
	}
	started := time.Now()
	if replies := s.say(chatty, strings.Repeat("ai chủ trì muối i-ốt? ", 700)); len(replies) != 1 {
		t.Errorf("a stranger's long question gets %d replies after %v", len(replies), time.Since(started))
	}
}

func TestInviteCodesCannotBeTriedOn(t *testing.T) {
	s := newPacedStage(t, slow)
	boss := chat.Person{ID: 1001, Name: "Chị Lan", Language: "vi"}
	made := s.say(boss, "/moi Sở Y tế")[0].Text
	code := made[strings.Index(made, "start=")+len("start="):]
	code = strings.Fields(code)[0]
	for i := range 5 {
		if replies := s.say(chatty, fmt.Sprintf("/start sai%d", i)); counted(replies, "không đúng") != 1 {
			t.Errorf("wrong code %d: %+v", i, replies)
		}
	}
	for _, tried := range []string{"sai", code} {
		if replies := s.say(chatty, "/start "+tried); counted(replies, "quá nhiều mã mời sai") != 1 {
			t.Errorf("the code %q beyond the limit: %+v", tried, replies)
		}
	}
	s.now = s.now.Add(13 * time.Minute)
	if replies := s.say(chatty, "/start "+code); counted(replies, "Chào mừng") != 1 {
		t.Errorf("after the wait: %+v", replies)
	}
}
