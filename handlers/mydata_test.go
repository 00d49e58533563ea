package handlers_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"chutri/internal/chat"
	"chutri/store"
)

func TestNobodySeesAnothersData(t *testing.T) {
	s := newStage(t)
	s.say(eager, "ND-15 đạt 50%")
	own := s.say(chatty, "/dulieu 2001")
	if counted(own, "3009") != 1 || counted(own, "2001") != 0 || counted(own, "Minh") != 0 {
		t.Errorf("a stranger who asks for another's data gets %+v", own)
	}
	for _, data := range []string{"mydata:file:2001", "mydata:forget:2001", "mydata:forgotten:2001", "mydata:show:2001", "mydata:x:3009", "mydata:file:x", "mydata:file:99999999999999999999"} {
		for _, r := range s.send(chat.Message{Kind: chat.Press, Chat: private(chatty), Author: chatty, Data: data, Callback: "c", ID: 1}) {
			if r.Callback == "" || r.Document != nil {
				t.Errorf("%s is answered %+v", data, r)
			}
		}
	}
	boss := chat.Person{ID: 1001, Name: "Chị Lan", Language: "vi"}
	if shown := s.say(boss, "/dulieu 2001"); counted(shown, "Anh Minh") != 1 {
		t.Errorf("a coordinator gets %+v", shown)
	}
	group := chat.Chat{ID: -100, Group: true}
	if shown := s.send(chat.Message{Kind: chat.Text, Chat: group, Author: eager, Text: "/dulieu", Addressed: true}); counted(shown, "Minh") != 0 {
		t.Errorf("in a group: %+v", shown)
	}
}

func TestTheFileHoldsWhatThePersonDidAndNothingOfOthers(t *testing.T) {
	s := newStage(t)
	s.say(eager, "ND-15 đạt 50%")
	s.say(chat.Person{ID: 2002, Name: "Chị Thu", Language: "vi"}, "ND-10 đạt 30%")
	s.say(eager, "/dulieu")
	for _, r := range s.press(eager, "Tải về") {
		if r.Document == nil {
			continue
		}
		var file struct {
			Person int64 `json:"person"`
			Events []struct {
				Kind string `json:"kind"`
			} `json:"events"`
		}
		if err := json.Unmarshal(r.Document.Data, &file); err != nil || file.Person != 2001 || len(file.Events) < 2 {
			t.Errorf("the file is %s (%v)", r.Document.Data, err)
		}
		if text := string(r.Document.Data); !strings.Contains(text, "đạt 50%") || strings.Contains(text, "Thu") || strings.Contains(text, "30%") {
			t.Errorf("the file holds %s", text)
		}
		return
	}
	t.Error("no file was sent")
}

func TestACoordinatorByConfigurationIsNotForgotten(t *testing.T) {
	s := newStage(t)
	boss := chat.Person{ID: 1001, Name: "Chị Lan", Language: "vi"}
	s.say(boss, "/dulieu")
	if asked := s.press(boss, "Xóa tên tôi"); counted(asked, "COORDINATORS") != 1 {
		t.Errorf("answered %+v", asked)
	}
}

func TestAnInviteExpiresAndIsKnownByItsHashOnly(t *testing.T) {
	s := newStage(t)
	boss := chat.Person{ID: 1001, Name: "Chị Lan", Language: "vi"}
	made := s.say(boss, "/moi Sở Y tế")[0].Text
	code := strings.Fields(made[strings.Index(made, "start=")+len("start="):])[0]
	s.say(boss, "/dulieu")
	for _, r := range s.press(boss, "Tải về") {
		if r.Document != nil && (strings.Contains(string(r.Document.Data), code) || !strings.Contains(string(r.Document.Data), "invite_made")) {
			t.Errorf("the log holds the code: %s", r.Document.Data)
		}
	}
	s.now = s.now.Add(72 * time.Hour)
	if replies := s.say(chatty, "/start "+code); counted(replies, "hết hạn") != 1 {
		t.Errorf("an old invite is answered %+v", replies)
	}
}

func TestSeveralMembersOfANameAreOffered(t *testing.T) {
	s := newStage(t)
	boss := people[1001]
	s.commit(func(tx store.Tx) error {
		_, err := tx.Apply(store.Step{Key: "more", At: s.now, Events: []store.Event{{At: s.now, Kind: store.MemberAdded, Member: &store.Member{
			Person: 2003, Name: "Bà Thu Hà", Role: store.RoleStaff, Agencies: []string{"so-ct"}, Since: s.now,
		}}}})
		return err
	})
	if shown := s.say(boss, "/dulieu thu"); counted(shown, "Có 2 thành viên tên “thu”") != 1 || counted(shown, "2002") != 0 {
		t.Errorf("answered %+v", shown)
	}
	if shown := s.press(boss, "Bà Thu Hà"); counted(shown, "2003") != 1 {
		t.Errorf("the choice shows %+v", shown)
	}
	if shown := s.say(boss, "/dulieu hu ha"); counted(shown, "Không có thành viên") != 1 {
		t.Errorf("a part of a word finds %+v", shown)
	}
}
