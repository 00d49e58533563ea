package main

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"chutri/internal/telegram/tgtest"
)

// patience is how long a test waits for what must come; only a failure takes it all.
const patience = 20 * time.Second

var (
	coordinator = tgtest.Person{ID: 1001, Name: "Chị Lan", Language: "vi"}
	clerk       = tgtest.Person{ID: 2001, Name: "Anh Minh", Language: "vi"}
	stranger    = tgtest.Person{ID: 3001, Name: "Cô Hoa", Language: "vi"}
	visitor     = tgtest.Person{ID: 3002, Name: "Mary", Language: "en-GB"}
)

// talk is a person's conversation with the program over the fake Telegram.
type talk struct {
	t      *testing.T
	server *tgtest.Server
}

// ask makes a person write in private and returns the bot's next message that contains all the given texts.
func (k talk) ask(from tgtest.Person, text string, want ...string) tgtest.Message {
	k.t.Helper()
	seen := len(k.server.Sent(from.ID))
	k.server.Say(from.Chat(), from, text)
	return k.expect(from.ID, seen, "after "+text, want...)
}

// expect returns the bot's message in a chat, from the given one on, that contains all the texts.
func (k talk) expect(chat int64, from int, when string, want ...string) tgtest.Message {
	k.t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		sent := k.server.Sent(chat)
		for i := len(sent) - 1; i >= from; i-- {
			if containsAll(sent[i].Text, want) {
				return sent[i]
			}
		}
	}
	var all []string
	for _, m := range k.server.Sent(chat)[from:] {
		all = append(all, m.Text)
	}
	k.t.Fatalf("%s: no message with %q; got:\n%s", when, want, strings.Join(all, "\n---\n"))
	return tgtest.Message{}
}

// press presses a button of a message and waits until the message contains all the given texts.
func (k talk) press(m tgtest.Message, by tgtest.Person, label string, want ...string) tgtest.Message {
	k.t.Helper()
	data := m.Button(label)
	if data == "" {
		k.t.Fatalf("no button %q below %q", label, m.Text)
	}
	k.server.Press(m, by, data)
	var found tgtest.Message
	_, ok := k.server.Wait(m.Chat, func(now tgtest.Message) bool {
		if containsAll(now.Text, want) && (now.ID == m.ID && now.Edits > m.Edits || now.ID > m.ID) {
			found = now
			return true
		}
		return false
	}, patience)
	if !ok {
		k.t.Fatalf("after pressing %q: no message with %q; the chat ends with %+v", label, want, last(k.server.Sent(m.Chat)))
	}
	return found
}

func last(messages []tgtest.Message) tgtest.Message {
	if len(messages) == 0 {
		return tgtest.Message{}
	}
	return messages[len(messages)-1]
}

func containsAll(text string, want []string) bool {
	for _, one := range want {
		if !strings.Contains(text, one) {
			return false
		}
	}
	return true
}

var inviteCode = regexp.MustCompile(`start=([a-z0-9]+)`)

// enrol makes the clerk staff of an agency.
func (k talk) enrol(agency string) {
	k.t.Helper()
	invite := k.ask(coordinator, "/moi "+agency, agency, "https://t.me/"+tgtest.Username+"?start=")
	k.ask(clerk, "/start "+inviteCode.FindStringSubmatch(invite.Text)[1], "Chào mừng", agency)
}

func begin(t *testing.T) (talk, *running, string) {
	server, folder := tgtest.New(t), t.TempDir()
	return talk{t, server}, start(t, server, folder), folder
}

func TestAStrangerAsks(t *testing.T) {
	k, r, _ := begin(t)
	hello := k.ask(stranger, "/start", "chutri", "3001")
	if len(hello.Buttons) != 3 {
		t.Errorf("a stranger gets %d questions to tap, want 3", len(hello.Buttons))
	}
	k.press(hello, stranger, "muối i-ốt", "Sở Công Thương", "ND-15")
	card := k.ask(stranger, "co quan nao chu tri viec dung muoi i-ot", "Sở Công Thương chủ trì", "ND-15", "Nguồn")
	if !strings.HasPrefix(card.Text, "Sở Công Thương") {
		t.Errorf("the first line does not name the lead: %q", card.Text)
	}
	none := k.ask(stranger, "Cơ quan nào xây nhà máy điện hạt nhân?", "Không có trong các kế hoạch")
	if strings.Contains(none.Text, "Nguồn") {
		t.Errorf("an answer that knows nothing shows a source: %q", none.Text)
	}
	k.ask(stranger, "ND-15 đã cấp cho 60 hộ, đạt 60%", "Chưa ghi gì", "3001", "Sở Công Thương")
	k.ask(stranger, "/tuan", "3001")
	k.ask(visitor, "/start", "Your number", "3002")
	k.ask(visitor, "ND-15", "Sở Công Thương leads")
	if menu := k.server.Menu(0, "en"); len(menu) == 0 {
		t.Error("there is no English command menu")
	}
	r.stop(t)
	if strings.Contains(r.log.String(), tgtest.Token) {
		t.Error("the token stands in the log")
	}
}

func TestStaffReportAndCorrect(t *testing.T) {
	k, _, _ := begin(t)
	k.enrol("Sở Công Thương")
	k.ask(stranger, "/start", "3001")
	if menu := k.server.Menu(clerk.ID, ""); len(menu) == 0 || menu[1].Command != "capnhat" {
		t.Errorf("staff have the menu %+v", menu)
	}

	first := k.server.Say(clerk.Chat(), clerk, "/capnhat ND-15 Đã cấp muối i-ốt cho 1.250/2.000 hộ, đạt 62,5%")
	card := k.expect(clerk.ID, 0, "after the report", "Đã ghi", "ND-15", "62,5%", "1.250/2.000 hộ", "Đang thực hiện")
	k.server.Edit(clerk.Chat(), first, "/capnhat ND-15 Đã cấp muối i-ốt cho 1.300/2.000 hộ, đạt 65%")
	k.expect(clerk.ID, 0, "after the edit", "Đã sửa", "65%", "1.300/2.000 hộ")
	k.server.Reply(card, clerk, "đạt 66%")
	k.expect(clerk.ID, 0, "after the reply to the card", "Đã sửa", "66%")
	k.press(card, clerk, "Sửa trạng thái", "ND-15")
	k.ask(clerk, "ND-15 mới được 40%", "Chưa ghi", "66", "40")
	k.press(last(k.server.Sent(clerk.ID)), clerk, "Đúng", "Đã ghi", "40%")
	k.ask(clerk, "/huy", "Đã rút lại")
	k.ask(clerk, "ND-10 đạt 30%", "Chưa ghi gì", "Sở Y tế")
	k.ask(clerk, "/lichsu ND-15", "62,5%", "65%", "66%", "40%", "rút lại", "Anh Minh")
	k.ask(clerk, "ND-15", "Tiến độ: Đang thực hiện · 66%")
	k.ask(coordinator, "/tuan", "Tuần", "ND-15", "66")
	k.ask(coordinator, "/tuan giảm nghèo", "Tuần")
	k.ask(coordinator, "/tuan Sở Y tế tuần trước", "Tuần")
}

func TestAnInviteWorksOnce(t *testing.T) {
	k, _, _ := begin(t)
	invite := k.ask(coordinator, "/moi Sở Y tế", "Sở Y tế")
	code := inviteCode.FindStringSubmatch(invite.Text)[1]
	k.ask(clerk, "/start "+code, "Chào mừng")
	k.ask(stranger, "/start "+code, "đã dùng")
	k.ask(stranger, "/moi Sở Y tế", "chỉ dành cho cán bộ tổng hợp")
	k.ask(coordinator, "/moi 3001 canbo", "3001")
	k.ask(stranger, "/tuan", "Tuần")
	list := k.ask(coordinator, "/thanhvien", "2 thành viên", "Anh Minh")
	k.press(list, coordinator, "Xóa Anh Minh", "Xóa Anh Minh (Sở Y tế)")
	k.press(last(k.server.Sent(coordinator.ID)), coordinator, "Xóa", "Đã xóa Anh Minh")
	k.ask(clerk, "ND-10 đạt 30%", "Chưa ghi gì", "chưa được thêm vào")
}

func TestAForgedButtonDoesNothing(t *testing.T) {
	k, _, folder := begin(t)
	k.enrol("Sở Công Thương")
	card := k.ask(clerk, "ND-15 đạt 50%", "Đã ghi")
	own := k.ask(stranger, "/start", "3001")
	for _, data := range []string{"withdraw:1", "restatus:1:done", "removed:2001", "members:0", "history:ND-15:0", "week:2026-W47:::0", "right:1", "nonsense", "task:XX-1", "withdraw:999999999999999999999"} {
		id := k.server.Press(own, stranger, data)
		if _, ok := k.server.WaitNotice(id, patience); !ok {
			t.Fatalf("the button %q was never answered", data)
		}
	}
	_ = card
	k.ask(clerk, "/lichsu ND-15", "đã ghi")
	if members := k.ask(coordinator, "/thanhvien", "1 thành viên"); !strings.Contains(members.Text, "Anh Minh") {
		t.Errorf("a forged button removed a member: %q", members.Text)
	}
	_ = folder
}

func TestInAGroupTheBotKeepsToItsTopicAndIsSilentOtherwise(t *testing.T) {
	k, _, _ := begin(t)
	k.enrol("Sở Công Thương")
	forum := tgtest.Forum(-100200, "Tổ giúp việc")
	k.server.SayIn(forum, 7, stranger, "Chào cả nhà, hôm nay họp lúc mấy giờ?")
	k.server.SayIn(forum, 7, stranger, "@"+tgtest.Username+" ai chủ trì muối i-ốt?")
	answer := k.expect(forum.ID, 0, "after the mention", "Sở Công Thương", "ND-15")
	if answer.Topic != 7 {
		t.Errorf("the answer stands in topic %d, want 7", answer.Topic)
	}
	if sent := k.server.Sent(forum.ID); len(sent) != 1 {
		t.Errorf("the bot wrote %d messages into the group, want 1: %+v", len(sent), sent)
	}
	k.server.Reply(answer, clerk, "đạt 70%")
	k.expect(forum.ID, 1, "after the report in the group", "Đã ghi", "70%")
	k.server.SayIn(forum, 0, coordinator, "/nhom Sở Công Thương")
	k.expect(forum.ID, 2, "after binding", "gắn với Sở Công Thương")

	basic := tgtest.Group(-42, "Nhóm Sở Công Thương")
	k.server.Say(basic, coordinator, "/nhom Sở Công Thương")
	k.expect(basic.ID, 0, "after binding", "gắn với Sở Công Thương")
	moved := k.server.Migrate(basic, coordinator)
	k.server.Say(moved, coordinator, "/nhom@"+tgtest.Username)
	k.expect(moved.ID, 0, "after the group got a new id", "gắn với Sở Công Thương")
}

func TestInlineAnswersCarryNoProgress(t *testing.T) {
	k, _, _ := begin(t)
	k.enrol("Sở Công Thương")
	k.ask(clerk, "ND-15 đạt 50%", "Đã ghi")
	id := k.server.Inline(stranger, "muối i-ốt")
	results, ok := k.server.WaitResults(id, patience)
	if !ok || len(results) == 0 || !strings.Contains(results[0].Title, "Sở Công Thương") {
		t.Fatalf("the inline query was answered with %+v", results)
	}
	if strings.Contains(results[0].Content.Text, "50%") {
		t.Errorf("an inline answer tells progress to whoever reads it: %q", results[0].Content.Text)
	}
}
