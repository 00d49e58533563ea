package handlers_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"chutri/internal/chat"
	"chutri/internal/evidence"
	"chutri/internal/ledger"
	"chutri/store"
)

// everything returns all that the store keeps of a stage as one text: events, sessions and what waits to be sent.
func (s *stage) everything() string {
	s.t.Helper()
	var all strings.Builder
	err := s.store.View(context.Background(), func(r store.Reader) error {
		for id := range people {
			if session, err := r.Session(id, id); err == nil {
				fmt.Fprintf(&all, "%s\n", session.Data)
			}
		}
		return r.Events(1, func(e store.Event) bool {
			line, _ := json.Marshal(e)
			fmt.Fprintf(&all, "%s\n", line)
			return true
		})
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return all.String()
}

func TestNothingOfASecretMessageIsKept(t *testing.T) {
	s := newStage(t)
	clerk := people[2001]
	s.say(clerk, "ND-15 đạt 10%")
	for _, text := range []string{
		"MẬT\nND-15 số liệu hiếm 71%", "{CV-MAT-hiếm.pdf} ND-15 đạt 72%", "{hiếm.pdf album=A} (Tối mật) ND-15 đạt 73%", "{hiếm-2.pdf album=A}",
	} {
		s.say(clerk, text)
	}
	s.reply(clerk, "tuyệt mật: số liệu hiếm 74%")
	s.edit(clerk, "[Tối mật] số liệu hiếm 75%")
	s.say(people[3001], "MẬT số liệu hiếm")
	kept := s.everything()
	if strings.Contains(kept, "hiếm") || strings.Contains(kept, "MAT") || len(s.records(evidence.Downloads)) > 0 {
		t.Errorf("a secret was kept:\n%s", kept)
	}
	refused := s.records("refused")
	if len(refused) != 5 {
		t.Errorf("%d refusals are noted, want one for each message but the rest of the album and the stranger's", len(refused))
	}
	for _, r := range refused {
		if string(r.Data) != `{"reason":"secrecy"}` {
			t.Errorf("of a refusal %s is kept", r.Data)
		}
	}
}

func TestAFormIsOneAct(t *testing.T) {
	s := newStage(t)
	clerk := people[2001]
	s.say(clerk, "/xuat")
	s.say(clerk, "{form G4=done G5=done G6=done}")
	if strings.Contains(s.everything(), `"kind":"recorded"`) {
		t.Fatal("something was recorded before it was confirmed")
	}
	s.press(clerk, "Ghi 3")
	steps := map[string]int{}
	err := s.store.View(context.Background(), func(r store.Reader) error {
		return r.Events(1, func(e store.Event) bool {
			if e.Kind == store.Recorded {
				steps[e.Step]++
				if !strings.HasPrefix(e.Progress.Content.Text, e.Progress.Content.Task) {
					t.Errorf("of the row %q is kept", e.Progress.Content.Text)
				}
			}
			return true
		})
	})
	if err != nil || len(steps) != 1 {
		t.Errorf("the form was recorded by the steps %v (%v)", steps, err)
	}
}

func TestTwoPreviewsOfOneFormRecordItOnce(t *testing.T) {
	s := newStage(t)
	clerk := people[2001]
	s.say(clerk, "/xuat")
	s.say(clerk, "{form G4=done G5=done}")
	data, message := s.button(clerk, "Ghi 2")
	s.say(clerk, "/xuat")
	s.say(clerk, "{form G4=done G5=done}")
	s.press(clerk, "Ghi 2")
	replies := s.pressAgain(clerk, data, message)
	if len(s.reported()) != 2 || !strings.Contains(replies[0].Text, "đã được ghi rồi") {
		t.Errorf("recorded %+v, answered %+v", s.reported(), replies)
	}
}

func TestAFormOfSomebodyRemovedRecordsNothing(t *testing.T) {
	s := newStage(t)
	clerk := people[2001]
	s.say(clerk, "/xuat")
	s.say(clerk, "{form G4=done}")
	shown := s.shown[clerk.ID]
	gone := store.Member{Person: clerk.ID, Name: clerk.Name, Role: store.RoleStaff, Since: s.now, Removed: true}
	s.commit(func(tx store.Tx) error {
		_, err := tx.Apply(store.Step{Key: "remove", At: s.now, Events: []store.Event{{At: s.now, Kind: store.MemberRemoved, Member: &gone}}})
		return err
	})
	s.shown[clerk.ID] = shown
	s.press(clerk, "Ghi 1")
	if strings.Contains(s.everything(), `"kind":"recorded"`) {
		t.Error("a removed person's form was recorded")
	}
}

func TestInABoundGroupAnAlbumFollowsItsCaption(t *testing.T) {
	s := newStage(t)
	clerk, room := people[2001], chat.Chat{ID: -100, Group: true, Title: "Nhóm Sở Công Thương"}
	s.send(chat.Message{Kind: chat.Text, Chat: room, Author: people[1001], Text: "/nhom Sở Công Thương", Addressed: true})
	for _, text := range []string{"{1.jpg album=A} ND-15 đạt 60%", "{2.jpg album=A}", "{3.jpg}", "{4.jpg album=B}"} {
		replies := s.send(chat.Message{Kind: chat.Text, Chat: room, Author: clerk, Text: text})
		if wants := strings.Contains(text, "ND-15"); wants != (len(replies) == 1) {
			t.Errorf("%q got the replies %+v", text, replies)
		}
	}
	if files := s.records(ledger.EvidenceFiles); len(files) != 2 {
		t.Errorf("the record has %d files, want the two of its album", len(files))
	}
}

func TestAMessageDeliveredTwiceAttachesItsFileOnce(t *testing.T) {
	s := newStage(t)
	m := chat.Message{
		Key: "twice", Kind: chat.Text, Chat: private(people[2001]), Author: people[2001], ID: 7, Text: "ND-15 đạt 60%", Addressed: true, Time: s.now,
		Files: []chat.File{{ID: "a", Type: "photo"}},
	}
	for range 2 {
		s.commit(func(tx store.Tx) error {
			if done, err := tx.Applied(m.Key); done || err != nil {
				return err
			}
			step, err := s.handler.Handle(tx, m)
			if err != nil {
				return err
			}
			_, err = tx.Apply(step)
			return err
		})
	}
	if files := s.records(ledger.EvidenceFiles); len(files) != 1 {
		t.Errorf("the record has %d files", len(files))
	}
}

func TestAnotherPersonsRecordIsNotProved(t *testing.T) {
	s := newStage(t)
	s.say(people[2001], "ND-15 đạt 60%")
	s.say(people[2002], "/lichsu ND-15")
	for _, data := range []string{"prove:1:1", "unprove:1", "fill:1.1", "unfill:1.1", "form:so-ct"} {
		s.send(chat.Message{Kind: chat.Press, Chat: private(people[2002]), Author: people[2002], Data: data, Callback: "press", ID: 5})
	}
	s.say(people[2002], "{ảnh.jpg}")
	if files := s.records(ledger.EvidenceFiles); len(files) != 0 {
		t.Errorf("somebody else's record has the files %+v", files)
	}
}
