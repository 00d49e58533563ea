package telegram

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"chutri/internal/chat"
)

var (
	me     = self{ID: 99, Username: "Chutri_Bot"}
	moment = time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC)
)

const (
	private = `"chat":{"id":7,"type":"private"},"from":{"id":7,"first_name":"Lan","last_name":"Trần","language_code":"vi"},"message_id":3,"date":1795248000`
	group   = `"chat":{"id":-5,"type":"supergroup","title":"Tổ tổng hợp"},"from":{"id":7,"first_name":"Lan"},"message_id":3,"date":1795248000`
	bots    = `"from":{"id":99,"is_bot":true,"first_name":"chutri"}`
)

func TestConvert(t *testing.T) {
	for _, test := range []struct {
		name, raw, want string
	}{
		{"private text", `"message":{` + private + `,"text":"Chào"}`,
			`text chat=7 author=7/Lan Trần/vi id=3 text="Chào" addressed`},
		{"edit", `"edited_message":{` + private + `,"edit_date":1795248009,"text":"Chào bạn"}`,
			`edit chat=7 author=7/Lan Trần/vi id=3 text="Chào bạn" addressed`},
		{"caption and largest photo", `"message":{` + private + `,"caption":"ảnh","photo":[{"file_id":"s","width":9,"height":9},{"file_id":"l","width":90,"height":90,"file_size":5}]}`,
			`text chat=7 author=7/Lan Trần/vi id=3 text="ảnh" addressed file=photo:l::5`},
		{"part of an album", `"message":{` + private + `,"media_group_id":"12","photo":[{"file_id":"s","width":9,"height":9}]}`,
			`text chat=7 author=7/Lan Trần/vi id=3 text="" addressed album=12 file=photo:s::0`},
		{"document", `"message":{` + private + `,"document":{"file_id":"d","file_name":"../bc.xlsx","mime_type":"x/y","file_size":8}}`,
			`text chat=7 author=7/Lan Trần/vi id=3 text="" addressed file=document:d:../bc.xlsx:8`},
		{"animation is not also a document", `"message":{` + private + `,"animation":{"file_id":"a"},"document":{"file_id":"a"}}`,
			`text chat=7 author=7/Lan Trần/vi id=3 text="" addressed file=video:a::0`},
		{"location", `"message":{` + private + `,"location":{"latitude":10.24,"longitude":106.37}}`,
			`text chat=7 author=7/Lan Trần/vi id=3 text="" addressed file=location::10.240000,106.370000:0`},
		{"sticker in private still gets an answer", `"message":{` + private + `,"sticker":{"emoji":"x"}}`,
			`text chat=7 author=7/Lan Trần/vi id=3 text="" addressed`},
		{"forwarded", `"message":{` + private + `,"text":"a","forward_origin":{"type":"user"}}`,
			`text chat=7 author=7/Lan Trần/vi id=3 text="a" addressed forwarded`},
		{"reply", `"message":{` + private + `,"text":"a","reply_to_message":{"message_id":2,"text":"thẻ",` + bots + `}}`,
			`text chat=7 author=7/Lan Trần/vi id=3 text="a" addressed replyto=2:true:99:thẻ`},
		{"group, not for the bot", `"message":{` + group + `,"text":"nói chuyện"}`,
			`text chat=-5 group="Tổ tổng hợp" author=7/Lan/ id=3 text="nói chuyện"`},
		{"group, reply to the bot", `"message":{` + group + `,"text":"xong","reply_to_message":{"message_id":2,"text":"thẻ",` + bots + `}}`,
			`text chat=-5 group="Tổ tổng hợp" author=7/Lan/ id=3 text="xong" addressed replyto=2:true:99:thẻ`},
		{"group, reply to somebody", `"message":{` + group + `,"text":"xong","reply_to_message":{"message_id":2,"text":"hỏi","from":{"id":8,"first_name":"An"}}}`,
			`text chat=-5 group="Tổ tổng hợp" author=7/Lan/ id=3 text="xong" replyto=2:false:8:hỏi`},
		{"topic that the bot has made is no reply to it", `"message":{` + group + `,"is_topic_message":true,"message_thread_id":12,"text":"a","reply_to_message":{"message_id":12,"forum_topic_created":{"name":"x"},` + bots + `}}`,
			`text chat=-5 topic=12 group="Tổ tổng hợp" author=7/Lan/ id=3 text="a"`},
		{"thread outside of a forum is no topic", `"message":{` + group + `,"message_thread_id":12,"text":"a"}`,
			`text chat=-5 group="Tổ tổng hợp" author=7/Lan/ id=3 text="a"`},
		{"anonymous administrator", `"message":{` + group + `,"text":"a","sender_chat":{"id":-5,"type":"supergroup","title":"Tổ"}}`,
			`text chat=-5 group="Tổ tổng hợp" author=-5/Tổ/ id=3 text="a"`},
		{"another bot in a group", `"message":{"chat":{"id":-5,"type":"group"},"from":{"id":8,"is_bot":true},"message_id":3,"date":1,"text":"/hoi@chutri_bot"}`, ""},
		{"the bot's own inline answer", `"message":{` + private + `,"text":"a","via_bot":{"id":99}}`, ""},
		{"post of a linked channel", `"message":{` + group + `,"text":"a","is_automatic_forward":true,"sender_chat":{"id":-9,"type":"channel"}}`, ""},
		{"channel", `"message":{"chat":{"id":-8,"type":"channel"},"sender_chat":{"id":-8,"type":"channel"},"message_id":3,"date":1,"text":"a"}`, ""},
		{"service message", `"message":{` + group + `,"new_chat_title":"a"}`, ""},
		{"unknown kind", `"poll_answer":{"x":1}`, ""},
		{"press", `"callback_query":{"id":"c1","from":{"id":8,"first_name":"An"},"data":"x:1","message":{` + group + `,"is_topic_message":true,"message_thread_id":12,"text":"thẻ"}}`,
			`press chat=-5 topic=12 group="Tổ tổng hợp" author=8/An/ id=3 text="" addressed data=x:1 callback=c1`},
		{"press on a message that is not shown", `"callback_query":{"id":"c1","from":{"id":8,"first_name":"An"},"data":"x","inline_message_id":"q"}`,
			`press chat=8 author=8/An/ id=0 text="" addressed data=x callback=c1`},
		{"inline", `"inline_query":{"id":"q1","from":{"id":8,"first_name":"An"},"query":"muối i-ốt"}`,
			`inline chat=8 author=8/An/ id=0 text="muối i-ốt" addressed callback=q1`},
		{"blocked", `"my_chat_member":{"chat":{"id":7,"type":"private"},"from":{"id":7,"first_name":"Lan"},"date":1,"old_chat_member":{"status":"member"},"new_chat_member":{"status":"kicked"}}`,
			`blocked chat=7 author=7/Lan/ id=0 text="" addressed`},
		{"joined a group", `"my_chat_member":{"chat":{"id":-5,"type":"group","title":"Tổ"},"from":{"id":7,"first_name":"Lan"},"date":1,"old_chat_member":{"status":"left"},"new_chat_member":{"status":"restricted","is_member":true}}`,
			`joined chat=-5 group="Tổ" author=7/Lan/ id=0 text="" addressed`},
		{"made an administrator", `"my_chat_member":{"chat":{"id":-5,"type":"group"},"from":{"id":7},"date":1,"old_chat_member":{"status":"member"},"new_chat_member":{"status":"administrator"}}`, ""},
		{"migrated, told in the old chat", `"message":{` + group + `,"migrate_to_chat_id":-1005}`,
			`moved chat=-5 group="Tổ tổng hợp" author=7/Lan/ id=3 text="" to=-1005`},
		{"migrated, told in the new chat", `"message":{` + group + `,"migrate_from_chat_id":-4}`,
			`moved chat=-4 group="Tổ tổng hợp" author=7/Lan/ id=3 text="" to=-5`},
	} {
		t.Run(test.name, func(t *testing.T) {
			m, ok, err := convert([]byte(`{"update_id":1,`+test.raw+`}`), me, moment)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if ok {
				got = describe(m)
			}
			if got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// describe writes down what a message holds, without what is empty.
func describe(m chat.Message) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s chat=%d", m.Kind, m.Chat.ID)
	if m.Chat.Topic != 0 {
		fmt.Fprintf(&b, " topic=%d", m.Chat.Topic)
	}
	if m.Chat.Group {
		fmt.Fprintf(&b, " group=%q", m.Chat.Title)
	}
	fmt.Fprintf(&b, " author=%d/%s/%s id=%d text=%q", m.Author.ID, m.Author.Name, m.Author.Language, m.ID, m.Text)
	for _, part := range []struct {
		set  bool
		text string
	}{
		{m.Addressed, "addressed"}, {m.Forwarded, "forwarded"}, {m.Data != "", "data=" + m.Data},
		{m.Callback != "", "callback=" + m.Callback}, {m.MovedTo != 0, fmt.Sprint("to=", m.MovedTo)},
		{m.Album != "", "album=" + m.Album},
	} {
		if part.set {
			b.WriteString(" " + part.text)
		}
	}
	if q := m.ReplyTo; q != nil {
		fmt.Fprintf(&b, " replyto=%d:%v:%d:%s", q.ID, q.FromBot, q.Author.ID, q.Text)
	}
	for _, f := range m.Files {
		fmt.Fprintf(&b, " file=%s:%s:%s:%d", f.Type, f.ID, f.Name, f.Size)
	}
	return b.String()
}

func TestUnreadableUpdatesAreErrors(t *testing.T) {
	for _, raw := range []string{
		`[]`, `{"update_id":"x"}`, `{"update_id":1,"message":5}`, `{"update_id":1,"message":{"text":"a"}}`,
		`{"update_id":1,"callback_query":{}}`, `{"update_id":1,"inline_query":{"id":"1"}}`, `{"update_id":1,"my_chat_member":{}}`,
	} {
		if _, _, err := convert([]byte(raw), me, moment); err == nil {
			t.Errorf("%s is accepted", raw)
		}
	}
}

func TestKeyIsStableAndSurvivesARestartOfIds(t *testing.T) {
	key := func(raw string) string {
		m, _, err := convert([]byte(raw), me, moment)
		if err != nil {
			t.Fatal(err)
		}
		return m.Key
	}
	first := key(`{"update_id":7,"message":{` + private + `,"text":"a"}}`)
	again := key(`{"update_id":7,"message":{"text":"a",` + private + `}}`)
	later := key(`{"update_id":7,"message":{` + strings.Replace(private, "1795248000", "1796000000", 1) + `,"text":"a"}}`)
	if first != again || first == later {
		t.Errorf("keys %q, %q delivered again, %q after a restart", first, again, later)
	}
	if key(`{"update_id":7,"callback_query":{"id":"c1","from":{"id":1}}}`) == key(`{"update_id":7,"callback_query":{"id":"c2","from":{"id":1}}}`) {
		t.Error("two presses have one key")
	}
}

func TestAddress(t *testing.T) {
	mark := func(kind string, offset, length int) []entity {
		return []entity{{Type: kind, Offset: offset, Length: length}}
	}
	mine := []entity{{Type: "text_mention", Offset: 0, Length: 6, User: &user{ID: 99}}}
	for _, test := range []struct {
		text  string
		marks []entity
		want  string
		who   calling
	}{
		{"ai chủ trì", nil, "ai chủ trì", calledNobody},
		{"@chutri_bot ai chủ trì", mark("mention", 0, 11), "ai chủ trì", called},
		{"@chutri_bot, ai chủ trì", mark("mention", 0, 11), "ai chủ trì", called},
		{"👍 ai @CHUTRI_BOT chủ trì", mark("mention", 6, 11), "👍 ai chủ trì", called},
		{"@other_bot ai", mark("mention", 0, 10), "@other_bot ai", calledNobody},
		{"@chutri_bot2 ai", mark("mention", 0, 12), "@chutri_bot2 ai", calledNobody},
		{"chutri ai", mine, "ai", called},
		{"/hoi muối", mark("bot_command", 0, 4), "/hoi muối", called},
		{"/hoi@Chutri_Bot muối", mark("bot_command", 0, 15), "/hoi muối", called},
		{"/hoi@other_bot muối", mark("bot_command", 0, 14), "/hoi@other_bot muối", calledOther},
		{"gõ /hoi nhé", mark("bot_command", 3, 4), "gõ /hoi nhé", calledNobody},
		{"gõ /hoi@chutri_bot", mark("bot_command", 3, 15), "gõ /hoi", called},
		{"@chutri_bot", mark("mention", 0, 11), "", called},
		{"dòng 1\n@chutri_bot dòng 2", mark("mention", 7, 11), "dòng 1\n dòng 2", called},
		{"ngắn", mark("mention", 2, 50), "ngắn", calledNobody},
		{"ngắn", mark("mention", -1, 2), "ngắn", calledNobody},
		{"a\x00b", nil, "ab", calledNobody},
	} {
		got, who := address(test.text, test.marks, me)
		if got != test.want || who != test.who {
			t.Errorf("%q: %q %d, want %q %d", test.text, got, who, test.want, test.who)
		}
	}
}

func TestCommandForAnotherBotIsNotAddressedEvenAsAReply(t *testing.T) {
	raw := `{"update_id":1,"message":{` + group + `,"text":"/x@other_bot","entities":[{"type":"bot_command","offset":0,"length":12}],"reply_to_message":{"message_id":2,` + bots + `}}}`
	if m, _, err := convert([]byte(raw), me, moment); err != nil || m.Addressed {
		t.Errorf("addressed: %v, %v", m.Addressed, err)
	}
}

func FuzzConvert(f *testing.F) {
	f.Add([]byte(`{"update_id":1,"message":{` + group + `,"text":"@chutri_bot 👍","entities":[{"type":"mention","offset":0,"length":11}]}}`))
	f.Add([]byte(`{"update_id":1,"callback_query":{"id":"1","from":{"id":2},"message":{"chat":{"id":1}}}}`))
	f.Add([]byte(`{"update_id":1,"message":{` + private + `,"text":"/hoi@chutri_bot x","entities":[{"type":"bot_command","offset":1,"length":3},{"type":"bot_command","offset":0,"length":99999999999}]}}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		m, ok, err := convert(raw, me, moment)
		if err != nil || !ok {
			return
		}
		if m.Key == "" || m.Chat.ID == 0 || m.Kind == "" {
			t.Errorf("accepted without key, chat or kind: %+v", m)
		}
		if !utf8.ValidString(m.Text) || strings.Contains(m.Text, "\x00") {
			t.Errorf("text %q", m.Text)
		}
	})
}
