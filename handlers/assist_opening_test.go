package handlers_test

import (
	"strings"
	"testing"
	"time"

	"chutri/internal/assist/assisttest"
	"chutri/internal/chat"
)

// stageWithWeek returns an assisted stage on which a week has something to tell, with what the model writes.
func stageWithWeek(t *testing.T, paragraphs ...string) (*stage, *assisttest.Server) {
	t.Helper()
	s, server := newAssistedStage(t, func(r assisttest.Request) assisttest.Answer {
		if r.Kind != "opening" {
			return assisttest.Answer{}
		}
		return says(fields{"paragraphs": paragraphs})
	})
	s.say(people[2001], "ND-15 đã cấp cho 1.250/2.000 hộ, đạt 62,5%")
	s.say(people[1001], "/tuan")
	return s, server
}

func TestAnOpeningIsADraftUntilItIsUsed(t *testing.T) {
	const written = "Trong kỳ có 1 lượt báo cáo, các cơ quan đang triển khai nhiệm vụ được giao."
	s, server := stageWithWeek(t, written)
	lan := people[1001]
	if replies := s.press(lan, "Soạn mở đầu"); len(replies) != 1 || replies[0].Callback == "" {
		t.Fatalf("while the model writes: %+v", replies)
	}
	draft := s.help()
	if len(draft) != 1 || !strings.Contains(draft[0].Text, "do máy soạn") || !strings.Contains(draft[0].Text, written) {
		t.Fatalf("the draft is %+v\n%+v", draft, server.Requests())
	}
	if week := s.say(lan, "/tuan"); strings.Contains(week[0].Text, written) {
		t.Error("a draft stands in the report before anybody uses it")
	}
	s.say(lan, "/tuan")
	s.press(lan, "Soạn mở đầu")
	s.help()
	s.press(lan, "Dùng")
	week := s.say(lan, "/tuan")
	if !strings.Contains(week[0].Text, written) || !strings.Contains(week[0].Text, "do máy soạn") {
		t.Errorf("the report does not begin with it, or does not say who wrote it: %q", week[0].Text)
	}
	if len(server.Requests()) != 1 {
		t.Errorf("%d requests for the same figures", len(server.Requests()))
	}
	s.now = s.now.Add(time.Hour)
	s.say(people[2001], "ND-15 đạt 70%")
	if week := s.say(lan, "/tuan"); strings.Contains(week[0].Text, written) {
		t.Error("an opening stays though the figures have changed")
	}
}

func TestAnInventedOpeningGivesWayToTheProgramsOwn(t *testing.T) {
	for _, written := range []string{"Sở Vũ trụ đã hoàn thành 1 nhiệm vụ.", "Đã hoàn thành 987 nhiệm vụ.", ""} {
		s, _ := stageWithWeek(t, written)
		lan := people[1001]
		s.press(lan, "Soạn mở đầu")
		draft := s.help()
		if len(draft) != 1 || written != "" && strings.Contains(draft[0].Text, written) || !strings.Contains(draft[0].Text, "nhận 1 lượt báo cáo") {
			t.Fatalf("%q leads to %+v", written, draft)
		}
		s.press(lan, "Dùng")
		if week := s.say(lan, "/tuan"); !strings.Contains(week[0].Text, "nhận 1 lượt báo cáo") || strings.Contains(week[0].Text, "máy soạn") {
			t.Errorf("the report begins with %q", week[0].Text)
		}
	}
}

func TestACoordinatorsOwnOpeningIsTakenAndWhatIsNotInTheFiguresIsNamed(t *testing.T) {
	s, _ := stageWithWeek(t, "Trong kỳ có 1 lượt báo cáo.")
	lan := people[1001]
	s.press(lan, "Soạn mở đầu")
	s.help()
	s.press(lan, "Sửa")
	card := s.say(lan, "Thực hiện Công văn số 123, các cơ quan đã báo cáo.\nCòn nhiều việc phải làm.")
	if len(card) != 1 || !strings.Contains(card[0].Text, "123") || !strings.Contains(card[0].Text, "Không có trong số liệu") {
		t.Fatalf("the coordinator's words become %+v", card)
	}
	s.press(lan, "Dùng")
	week := s.say(lan, "/tuan")
	if !strings.Contains(week[0].Text, "Còn nhiều việc phải làm.") || strings.Contains(week[0].Text, "máy soạn") {
		t.Errorf("the report begins with %q", week[0].Text)
	}
	s.say(lan, "/tuan")
	data, id := s.button(lan, "Soạn mở đầu")
	drop := strings.Replace(data, "opening:", "opendrop:", 1)
	s.send(chat.Message{Kind: chat.Press, Chat: private(lan), Author: lan, Data: drop, Callback: "x", ID: id})
	if week := s.say(lan, "/tuan"); strings.Contains(week[0].Text, "Còn nhiều việc") {
		t.Error("a dropped opening stays")
	}
}

func TestOnlyCoordinatorsHaveOpeningsWritten(t *testing.T) {
	s, server := stageWithWeek(t, "Trong kỳ có 1 lượt báo cáo.")
	data, id := s.button(people[1001], "Soạn mở đầu")
	minh := people[2001]
	s.say(minh, "/tuan")
	for _, row := range s.shown[minh.ID].Reply.Buttons {
		for _, b := range row {
			if strings.Contains(b.Text, "Soạn mở đầu") {
				t.Error("staff are offered the button")
			}
		}
	}
	before := s.events()
	for _, action := range []string{"opening", "openuse", "openedit", "opendrop"} {
		s.send(chat.Message{Kind: chat.Press, Chat: private(minh), Author: minh, Data: strings.Replace(data, "opening", action, 1), Callback: "x", ID: id})
	}
	for _, data := range []string{"aide:office_off", "aide:50000", "aidesent:0"} {
		for _, reply := range s.send(chat.Message{Kind: chat.Press, Chat: private(minh), Author: minh, Data: data, Callback: "x", ID: id}) {
			if reply.Callback == "" {
				t.Errorf("%s shows staff %q", data, reply.Text)
			}
		}
	}
	if s.help(); len(server.Requests()) != 0 || s.events() != before {
		t.Errorf("%d requests, %d events by staff", len(server.Requests()), s.events()-before)
	}
}

func TestACoordinatorSeesWhatWasSent(t *testing.T) {
	s, server := newAssistedStage(t, func(assisttest.Request) assisttest.Answer {
		return says(fields{"phrases": []string{}, "pick": "none"})
	})
	s.say(people[3001], "Anh Hùng 0912345678 hỏi loa ấp nhắc bà con ăn ở xanh thì ai lo vậy?")
	s.help()
	lan := people[1001]
	s.say(lan, "/troly")
	page := s.press(lan, "Xem những gì đã gửi")
	sent := server.Requests()
	if len(sent) == 0 || len(page) == 0 || !strings.Contains(chat.PlainText(page[0].Text), sent[len(sent)-1].Data) {
		t.Fatalf("sent %+v, shown %+v", sent, page)
	}
	for _, private := range []string{"Hùng", "0912345678", "Cô Hoa", "3001"} {
		if strings.Contains(page[0].Text, private) || strings.Contains(sent[0].Body, private) {
			t.Errorf("%q was sent: %s", private, sent[0].Data)
		}
	}
}
