package handlers_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"chutri/internal/chat"
	"chutri/store"
)

// pressData makes a person press a button that carries the given data, in private.
func (s *stage) pressData(person int64, data string) []chat.Reply {
	s.t.Helper()
	return s.send(chat.Message{
		Kind: chat.Press, Chat: private(people[person]), Author: people[person], Data: data, Callback: "press", ID: 1,
	})
}

// kept returns how many events keep or remove a record, and the record of a collection and key.
func (s *stage) kept(collection, key string) (events int, record store.Record) {
	s.t.Helper()
	err := s.store.View(context.Background(), func(r store.Reader) error {
		record, _ = r.Record(collection, key)
		return r.Events(1, func(e store.Event) bool {
			if e.Kind == store.RecordKept {
				events++
			}
			return true
		})
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return events, record
}

func textOf(replies []chat.Reply) string {
	var all []string
	for _, r := range replies {
		all = append(all, r.Text)
	}
	return strings.Join(all, "\n")
}

func TestAnIssuedDigestStaysAsItWas(t *testing.T) {
	s := newStage(t)
	s.line("2001> ND-15 đạt 60%")
	s.line("2002> BV-46: vướng, chưa có kinh phí mua vắc xin")
	s.pressData(1001, "issue:2026-W47::")
	issued := s.line("1001> /tuan")[0].Text
	s.pressData(1001, "file:xlsx:2026-W47::")
	file := string(s.mail.sentFile[1001])
	_, record := s.kept("digest", "2026-W47//")
	var known struct {
		IssuedBy int64 `json:"issued_by"`
		Total    int   `json:"total"`
		Updates  []struct {
			ID uint64 `json:"id"`
		} `json:"updates"`
	}
	if err := json.Unmarshal(record.Data, &known); err != nil || known.IssuedBy != 1001 || known.Total != 457 || len(known.Updates) != 2 {
		t.Fatalf("the record says %+v (%v)", known, err)
	}

	s.now = s.now.Add(30 * time.Hour)
	s.line("2002> BV-43 đã hoàn thành")
	s.line("2001> /huy")
	s.pressData(1001, "issue:2026-W47::")
	if _, again := s.kept("digest", "2026-W47//"); string(again.Data) != string(record.Data) {
		t.Error("issuing it again changed it")
	}
	later := s.line("1001> /tuan")[0].Text
	if !strings.HasPrefix(later, issued) || !strings.Contains(later, "Sửa sau khi phát hành: 2 mục") {
		t.Errorf("it now reads\n%s\nand was issued as\n%s", later, issued)
	}
	s.pressData(1001, "file:xlsx:2026-W47::")
	if got := string(s.mail.sentFile[1001]); got != file || !strings.Contains(got, "with 2 updates") {
		t.Errorf("the file is made of %q, and was of %q", got, file)
	}
	if got := textOf(s.pressData(1001, "figures:2026-W47::")); got == "" {
		t.Error("its figures cannot be seen")
	}
}

func TestAWorkbookListsTheEvidenceThatWasThereWhenItsDigestWasMade(t *testing.T) {
	s := newStage(t)
	s.line("2001> {biên_bản.pdf} ND-35 đạt 40%")
	s.line("+1m")
	s.pressData(1001, "issue:2026-W47::")
	s.line("2001> {ảnh.jpg} ND-35 đạt 45%")
	s.line("+1m")
	for data, want := range map[string]string{"file:xlsx:2026-W47::": " 1 files", "file:xlsx:2026-11::": " 2 files", "file:docx:2026-11::": " 0 files"} {
		s.pressData(1001, data)
		if got := string(s.mail.sentFile[1001]); !strings.Contains(got, want) {
			t.Errorf("%s is made of %q, want %q", data, got, want)
		}
	}
}

func TestForgedButtonsChangeNothing(t *testing.T) {
	s := newStage(t)
	s.tick()
	before, _ := s.kept("", "")
	for _, forged := range []struct {
		person int64
		data   []string
	}{
		{3001, []string{
			"sub", "subset:weekly:5:900", "suboff:weekly", "substo::", "snooze:week:3001", "filed:BV/230/2026-11-30", "issue:2026-W47::",
			"ranking:2026-W47::", "file:xlsx:2026-W47::", "compare:2026-W47::", "figures:2026-W47::", "behind:0:2026-W47:::0", "periods:2026-W47::",
			"head", "head:2026-W47::", "headset:name", "rankingfile:2026-W47::", "comparefile:2026-W46:2026-W47::",
		}},
		{2001, []string{
			"issue:2026-W47::", "ranking:2026-W47::", "rankingfile:2026-W47::", "comparefile:2026-W48:2026-W47::", "comparefile:x:2026-W47::", "comparefile:2027-W01:2027-W02::", "head", "headset:name", "subset:weekly:9:900", "subset:weekly:5:9999", "subset:monthly:0:900", "subset:weekly:x:y",
			"subset:daily:1:1", "subday:daily", "suboff:x", "substo:XX:", "substo::no-such", "snooze:week:2002", "snooze:year:2001",
			"filed:BV/230/2026-11-30", "filed:x", "file:exe:2026-W47::", "file:xlsx:2027-W47::", "file:xlsx:2026-W99::",
			"behind:99:2026-W47:::0", "behind:x:2026-W47:::0", "behind:0:2026-W47:::-1", "week:2026-W47:BV/99::0", "compare:x::", "periods:2026::no-such",
		}},
		{1001, []string{"head:2026-W99::", "head:x", "headset:x", "headset:number", "issue:2026-W52::", "issue:2026-W47:XX:"}},
	} {
		for _, data := range forged.data {
			replies := s.pressData(forged.person, data)
			if len(replies) == 0 || replies[len(replies)-1].Callback == "" && replies[0].Callback == "" {
				t.Errorf("%q pressed by %d is not answered", data, forged.person)
			}
			if after, _ := s.kept("", ""); after != before {
				t.Fatalf("%q pressed by %d is kept", data, forged.person)
			}
		}
	}
}

func TestAGroupTakesItsDigestsAlongToItsNewId(t *testing.T) {
	s := newStage(t)
	s.tick()
	s.line("1001@ /nhac giảm nghèo")
	moved := chat.Message{Kind: chat.Moved, Chat: chat.Chat{ID: -100, Group: true}, MovedTo: -200}
	s.send(moved)
	s.send(moved) // both services' messages tell it
	s.now = time.Date(2026, time.November, 20, 15, 0, 0, 0, s.now.Location())
	var to []int64
	for _, reply := range s.tick() {
		to = append(to, reply.Chat)
	}
	if !slices.Equal(to, []int64{-200}) {
		t.Errorf("the digest went to %v", to)
	}
}

func TestWhoIsNoMemberAnyMoreGetsNothing(t *testing.T) {
	s := newStage(t)
	s.tick()
	s.line("2001> /nhac ND")
	s.line("1001> /thanhvien")
	s.press(people[1001], "Xóa Anh Minh")
	s.press(people[1001], "Xóa")
	s.now = time.Date(2026, time.November, 25, 15, 0, 0, 0, s.now.Location())
	for _, reply := range s.tick() {
		if reply.Chat == 2001 {
			t.Errorf("a removed member is sent %.80s", reply.Text)
		}
	}
}

func TestAStepOfTheClockThatBreaksHoldsNothingUp(t *testing.T) {
	s := newStage(t)
	s.tick()
	s.line("1001> /nhac ND")
	s.line("2001> /nhac CB")
	s.commit(func(tx store.Tx) error { // the digest that 1001 is due was damaged
		_, err := tx.Apply(store.Step{Key: "damage", At: s.now, Events: []store.Event{{
			At: s.now, Kind: store.RecordKept, Record: &store.Record{Collection: "digest", Key: "2026-W47/ND/", Data: []byte(`{"period":"2026-W47"}`)},
		}}})
		return err
	})
	s.now = time.Date(2026, time.November, 20, 15, 0, 0, 0, s.now.Location())
	replies := s.tick()
	if len(replies) != 1 || replies[0].Chat != 2001 {
		t.Errorf("%d messages went out: %.200s", len(replies), textOf(replies))
	}
}

func TestASnoozedPersonIsNotRemindedUntilItIsOver(t *testing.T) {
	s := newStage(t)
	s.tick()
	reminded := func(at time.Time) bool {
		s.now = at
		for _, reply := range s.tick() {
			if reply.Chat == 2002 && strings.Contains(reply.Text, "việc cần bạn") {
				return true
			}
		}
		return false
	}
	monday := time.Date(2026, time.November, 23, 8, 0, 0, 0, s.now.Location())
	if !reminded(monday) {
		t.Fatal("nobody was reminded in the first week")
	}
	s.pressData(2002, "snooze:month:2002")
	for week := 1; week < 5; week++ {
		if at := monday.AddDate(0, 0, 7*week); at.Before(monday.AddDate(0, 1, 0)) && reminded(at) {
			t.Errorf("reminded on %v", at)
		}
	}
	if reminded(time.Date(2026, time.December, 22, 16, 0, 0, 0, s.now.Location())) {
		t.Error("reminded a day too early")
	}
	if !reminded(time.Date(2026, time.December, 23, 8, 0, 0, 0, s.now.Location())) {
		t.Error("not reminded when the month was over")
	}
}
