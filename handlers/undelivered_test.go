package handlers_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"chutri/internal/chat"
	"chutri/store"
)

// giveUp makes a reply to a chat that could not be delivered.
func (s *stage) giveUp(to int64, text, reason string) {
	s.t.Helper()
	s.last++
	s.commit(func(tx store.Tx) error {
		_, err := tx.Apply(store.Step{
			Key: fmt.Sprint("letter:", s.last), At: s.now, Replies: []store.Outgoing{{Reply: chat.Reply{Chat: to, Text: text}, At: s.now}},
		})
		if err != nil {
			return err
		}
		var id uint64
		if err := tx.Pending(nil, func(out store.Outgoing) bool { id = out.ID; return true }); err != nil {
			return err
		}
		return tx.Bury(id, reason, s.now)
	})
}

func TestCoordinatorsAreToldOnceOfWhatCouldNotBeDelivered(t *testing.T) {
	s := newStage(t)
	s.now = time.Date(2026, time.November, 20, 9, 0, 0, 0, s.now.Location()) // a Friday
	s.tick()
	s.giveUp(2001, "<b>ND-15</b> đã ghi 60%", "Bad Request: BUTTON_DATA_INVALID")
	s.giveUp(-700, "Tuần 47", "fate unknown: timeout")
	told := s.tick()
	if len(told) != 1 || told[0].Chat != 1001 || !strings.Contains(told[0].Text, "2 tin") {
		t.Fatalf("told %+v", told)
	}
	if again := s.tick(); len(again) != 0 {
		t.Errorf("told again: %+v", again)
	}
	boss := people[1001]
	shown := textOf(s.press(boss, "Xem tin"))
	for _, want := range []string{"Anh Minh", "“ND-15 đã ghi 60%”", "Telegram không nhận", "-700", "Không rõ đã tới chưa"} {
		if !strings.Contains(shown, want) {
			t.Errorf("%q is missing in\n%s", want, shown)
		}
	}
	if listed := textOf(s.say(boss, "/chuagui")); !strings.Contains(shown, listed) {
		t.Errorf("the command shows\n%s", listed)
	}
	s.now = s.now.Add(24 * time.Hour) // a Saturday
	s.giveUp(2001, "một tin nữa", "Bad Request")
	if replies := s.tick(); len(replies) != 0 {
		t.Errorf("on a day without work: %+v", replies)
	}
	s.now = s.now.Add(48 * time.Hour)
	if text := textOf(s.tick()); !strings.Contains(text, "Có 1 tin không gửi được") {
		t.Errorf("on Monday: %s", text)
	}
}

func TestWhatIsDueIsSentThoughTheClocksBeginningIsDamaged(t *testing.T) {
	s := newStage(t)
	s.now = time.Date(2026, time.November, 20, 9, 0, 0, 0, s.now.Location()) // a Friday
	s.tick()
	s.commit(func(tx store.Tx) error {
		_, err := tx.Apply(store.Step{Key: "damage", At: s.now, Events: []store.Event{{At: s.now, Kind: store.RecordKept, Record: &store.Record{
			Collection: "clock", Key: "begun", Data: json.RawMessage(`"no time"`),
		}}}})
		return err
	})
	s.tick() // a coordinator may get a reminder of before the clock began, but once
	if sent := s.tick(); len(sent) != 0 {
		t.Errorf("sent again: %+v", sent)
	}
	s.giveUp(2001, "<b>ND-15</b> đã ghi 60%", "Bad Request")
	if told := s.tick(); len(told) != 1 || told[0].Chat != 1001 {
		t.Errorf("told %+v", told)
	}
	s.now = time.Date(2026, time.November, 23, 8, 5, 0, 0, s.now.Location()) // the next Monday
	for _, r := range s.tick() {
		if r.Chat == 2001 {
			return
		}
	}
	t.Error("no reminder came on Monday")
}

func TestWhatCouldNotBeDeliveredIsForCoordinatorsOnly(t *testing.T) {
	s := newStage(t)
	s.giveUp(1001, "nội dung riêng", "Bad Request")
	for _, person := range []int64{2001, 3002} {
		if text := textOf(append(s.say(people[person], "/chuagui"), s.pressData(person, "letters:0")...)); strings.Contains(text, "riêng") {
			t.Errorf("%d is shown %s", person, text)
		}
	}
	group := chat.Chat{ID: -100, Group: true}
	shown := s.send(chat.Message{Kind: chat.Text, Chat: group, Author: people[1001], Text: "/chuagui", Addressed: true})
	if text := textOf(shown); strings.Contains(text, "nội dung riêng") {
		t.Errorf("a group is shown %s", text)
	}
}

func TestAnIssuedDigestKeepsNobodysName(t *testing.T) {
	s := newStage(t)
	s.line("2001> ND-15 đạt 60%")
	s.line("2002> BV-46: vướng, chưa có kinh phí mua vắc xin")
	s.pressData(1001, "issue:2026-W47::")
	_, record := s.kept("digest", "2026-W47//")
	var kept struct {
		Packed []byte `json:"packed"`
	}
	if err := json.Unmarshal(record.Data, &kept); err != nil {
		t.Fatal(err)
	}
	unzipped, err := gzip.NewReader(bytes.NewReader(kept.Packed))
	if err != nil {
		t.Fatal(err)
	}
	all, err := io.ReadAll(unzipped)
	if err != nil || !strings.Contains(string(all), "vắc xin") {
		t.Fatalf("the digest holds %.300s (%v)", all, err)
	}
	for _, person := range []int64{2001, 2002} {
		if text := string(all); strings.Contains(text, people[person].Name) || strings.Contains(text, fmt.Sprint(person)) {
			t.Errorf("the digest names %s", people[person].Name)
		}
	}
}
