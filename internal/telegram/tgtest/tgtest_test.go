package tgtest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// recorder is a Reporter that keeps what it is told.
type recorder struct {
	mu   sync.Mutex
	said []string
}

func (r *recorder) Errorf(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.said = append(r.said, fmt.Sprintf(format, args...))
}

var lan = Person{ID: 2001, Name: "Lan"}

// bot makes calls as a bot does.
type client struct {
	t *testing.T
	s *Server
}

type response struct {
	OK          bool            `json:"ok"`
	Code        int             `json:"error_code"`
	Description string          `json:"description"`
	Result      json.RawMessage `json:"result"`
	Parameters  struct {
		RetryAfter int   `json:"retry_after"`
		MovedTo    int64 `json:"migrate_to_chat_id"`
	} `json:"parameters"`
}

func (c client) call(method string, pairs ...string) response {
	c.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	resp, err := http.PostForm(c.s.URL()+"/bot"+Token+"/"+method, form)
	if err != nil {
		c.t.Fatal(err)
	}
	defer resp.Body.Close()
	var r response
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		c.t.Fatal(err)
	}
	return r
}

// ids polls once without waiting and returns the ids that came.
func (c client) ids(offset int64) []int64 {
	c.t.Helper()
	r := c.call("getUpdates", "offset", fmt.Sprint(offset), "timeout", "0")
	var updates []struct {
		ID int64 `json:"update_id"`
	}
	if err := json.Unmarshal(r.Result, &updates); err != nil {
		c.t.Fatalf("%v: %s", err, r.Description)
	}
	ids := []int64{}
	for _, u := range updates {
		ids = append(ids, u.ID)
	}
	return ids
}

func start(t *testing.T) client { return client{t, New(t)} }

func TestUpdatesAreConfirmedByAHigherOffset(t *testing.T) {
	c := start(t)
	for range 3 {
		c.s.Say(lan.Chat(), lan, "x")
	}
	all := c.ids(0)
	if len(all) != 3 || !slices.Equal(c.ids(0), all) || len(c.s.Confirmed()) != 0 {
		t.Fatalf("got %v, then others; confirmed %v", all, c.s.Confirmed())
	}
	if got := c.ids(all[1]); !slices.Equal(got, all[1:]) {
		t.Errorf("offset %d: %v", all[1], got)
	}
	if done := c.s.Confirmed(); len(done) != 1 || done[0].ID != all[0] || done[0].Chat != lan.ID || done[0].Message != 1 {
		t.Errorf("confirmed %+v", done)
	}
	if got := c.ids(-1); !slices.Equal(got, all[2:]) {
		t.Errorf("offset -1: %v", got)
	}
	if c.ids(all[2] + 1); len(c.s.Unconfirmed()) != 0 {
		t.Error("the last update was not confirmed")
	}
}

func TestRestartedIdsAreDeliveredBelowTheOffset(t *testing.T) {
	c := start(t)
	c.s.Say(lan.Chat(), lan, "x")
	last := c.ids(0)[0]
	c.ids(last + 1)
	c.s.RestartIDs(500)
	c.s.Say(lan.Chat(), lan, "y")
	if got := c.ids(last + 1); !slices.Equal(got, []int64{500}) {
		t.Fatalf("got %v", got)
	}
	if c.ids(501); len(c.s.Unconfirmed()) != 0 {
		t.Error("not confirmed by its own offset")
	}
}

func TestSecondPollerEndsTheFirst(t *testing.T) {
	c := start(t)
	first := make(chan response)
	go func() { first <- c.call("getUpdates", "timeout", "30") }()
	if !c.s.until(time.Minute, func() bool { return c.s.updates.poll != nil }) {
		t.Fatal("the first poll never began")
	}
	c.call("getUpdates", "timeout", "0")
	if r := <-first; r.Code != 409 {
		t.Errorf("the first got %+v", r)
	}
}

func TestAtMostAHundredUpdatesComeAtOnce(t *testing.T) {
	c := start(t)
	for range 120 {
		c.s.Say(lan.Chat(), lan, "x")
	}
	if n := len(c.ids(0)); n != 100 {
		t.Errorf("%d updates", n)
	}
}

func TestOnlyAllowedKindsAreQueued(t *testing.T) {
	c := start(t)
	c.call("getUpdates", "allowed_updates", `["message"]`)
	c.s.Say(lan.Chat(), lan, "x")
	c.s.Inline(lan, "q")
	if n := len(c.s.Unconfirmed()); n != 1 {
		t.Errorf("%d updates", n)
	}
	if r := c.call("getUpdates", "allowed_updates", `null`); r.OK {
		t.Error("null is no list")
	}
}

func TestRulesOfMessages(t *testing.T) {
	c := start(t)
	said := c.s.Say(lan.Chat(), lan, "chào")
	forum := Forum(-100, "Diễn đàn")
	c.s.SayIn(forum, 7, lan, "x")
	button := func(data string) string {
		return `{"inline_keyboard":[[{"text":"a","callback_data":"` + data + `"}]]}`
	}
	for _, test := range []struct {
		pairs []string
		want  string // in the description, "" for accepted
	}{
		{[]string{"text", "x"}, "chat_id is empty"},
		{[]string{"chat_id", "5", "text", "x"}, "chat not found"},
		{[]string{"chat_id", "2001", "text", " "}, "text is empty"},
		{[]string{"chat_id", "2001", "text", strings.Repeat("👍", 2048)}, ""},
		{[]string{"chat_id", "2001", "text", strings.Repeat("👍", 2048) + "x"}, "too long"},
		{[]string{"chat_id", "2001", "text", "<b>a", "parse_mode", "HTML"}, "can't parse entities"},
		{[]string{"chat_id", "2001", "text", "<b><i>a</b></i>", "parse_mode", "HTML"}, "can't parse entities"},
		{[]string{"chat_id", "2001", "text", "<h1>a</h1>", "parse_mode", "HTML"}, "can't parse entities"},
		{[]string{"chat_id", "2001", "text", "a < b", "parse_mode", "HTML"}, "can't parse entities"},
		{[]string{"chat_id", "2001", "text", `<a href="x">a</a> &lt;`, "parse_mode", "HTML"}, ""},
		{[]string{"chat_id", "2001", "text", "a < b"}, ""},
		{[]string{"chat_id", "2001", "text", "a", "reply_markup", button(strings.Repeat("d", 64))}, ""},
		{[]string{"chat_id", "2001", "text", "a", "reply_markup", button(strings.Repeat("ế", 22))}, "BUTTON_DATA_INVALID"},
		{[]string{"chat_id", "2001", "text", "a", "reply_markup", button("")}, "exactly one"},
		{[]string{"chat_id", "2001", "text", "a", "reply_parameters", fmt.Sprintf(`{"message_id":%d}`, said)}, ""},
		{[]string{"chat_id", "2001", "text", "a", "reply_parameters", `{"message_id":999}`}, "not found"},
		{[]string{"chat_id", "2001", "text", "a", "reply_parameters", `{"message_id":999,"allow_sending_without_reply":true}`}, ""},
		{[]string{"chat_id", "-100", "text", "a", "message_thread_id", "7"}, ""},
		{[]string{"chat_id", "-100", "text", "a", "message_thread_id", "8"}, "thread not found"},
	} {
		r := c.call("sendMessage", test.pairs...)
		if r.OK != (test.want == "") || !strings.Contains(r.Description, test.want) {
			t.Errorf("%.80q: %v %q, want %q", test.pairs, r.OK, r.Description, test.want)
		}
	}
}

func TestEditsAndAnswers(t *testing.T) {
	c := start(t)
	c.s.Say(lan.Chat(), lan, "chào")
	c.call("sendMessage", "chat_id", "2001", "text", "một")
	m, ok := c.s.Wait(2001, func(m Message) bool { return m.Text == "một" }, time.Minute)
	if !ok || m.ID != 2 {
		t.Fatalf("sent %+v", m)
	}
	edit := func(id, text string) string {
		return c.call("editMessageText", "chat_id", "2001", "message_id", id, "text", text).Description
	}
	for _, test := range [][3]string{
		{"2", "một", "not modified"}, {"2", "hai", ""}, {"1", "x", "can't be edited"}, {"77", "x", "to edit not found"},
	} {
		if got := edit(test[0], test[1]); !strings.Contains(got, test[2]) || (test[2] == "") != (got == "") {
			t.Errorf("edit %v: %q", test, got)
		}
	}
	id := c.s.Press(m, lan, "d")
	if r := c.call("answerCallbackQuery", "callback_query_id", id, "text", "xong"); !r.OK {
		t.Error(r.Description)
	}
	if text, ok := c.s.Notice(id); !ok || text != "xong" {
		t.Errorf("notice %q", text)
	}
	if r := c.call("answerCallbackQuery", "callback_query_id", id); r.OK {
		t.Error("answered twice")
	}
}

func TestBlockedAndMigratedChatsRefuse(t *testing.T) {
	c := start(t)
	c.s.Say(lan.Chat(), lan, "chào")
	c.s.Block(lan)
	if r := c.call("sendMessage", "chat_id", "2001", "text", "x"); r.Code != 403 {
		t.Errorf("blocked: %+v", r)
	}
	group := Group(-5, "Tổ")
	c.s.Say(group, lan, "chào")
	after := c.s.Migrate(group, lan)
	if r := c.call("sendMessage", "chat_id", "-5", "text", "x"); r.Parameters.MovedTo != after.ID {
		t.Errorf("migrated: %+v", r)
	}
	if r := c.call("sendMessage", "chat_id", fmt.Sprint(after.ID), "text", "x"); !r.OK {
		t.Error(r.Description)
	}
}

func TestRatesAreCounted(t *testing.T) {
	c := start(t)
	c.s.Say(lan.Chat(), lan, "chào")
	c.s.LimitRates()
	c.call("sendMessage", "chat_id", "2001", "text", "x")
	if r := c.call("sendMessage", "chat_id", "2001", "text", "y"); r.Code != 429 || r.Parameters.RetryAfter != 1 || c.s.Violations() != 1 {
		t.Errorf("second message: %+v, %d violations", r, c.s.Violations())
	}
}

func TestFaultsHappenOnceAndInOrder(t *testing.T) {
	c := start(t)
	c.s.Say(lan.Chat(), lan, "chào")
	c.s.Fail("sendMessage", TooMany(3), Pass(), Unanswered())
	if r := c.call("sendMessage", "chat_id", "2001", "text", "1"); r.Parameters.RetryAfter != 3 {
		t.Errorf("first: %+v", r)
	}
	if r := c.call("sendMessage", "chat_id", "2001", "text", "2"); !r.OK {
		t.Errorf("second: %+v", r)
	}
	if _, err := http.PostForm(c.s.URL()+"/bot"+Token+"/sendMessage", url.Values{"chat_id": {"2001"}, "text": {"3"}}); err == nil {
		t.Error("third: answered")
	}
	if n := len(c.s.Sent(2001)); n != 2 || c.s.FaultsLeft("") != 0 {
		t.Errorf("%d messages took effect, %d faults left", n, c.s.FaultsLeft(""))
	}
}

func TestUnknownMethodIsReported(t *testing.T) {
	r := &recorder{}
	s := New(r)
	defer s.Close()
	if got := (client{t, s}).call("sendVoodoo"); got.Code != 404 || len(r.said) != 1 || !strings.Contains(r.said[0], "sendVoodoo") {
		t.Errorf("%+v, reported %q", got, r.said)
	}
}

func TestWrongTokenIsUnauthorized(t *testing.T) {
	c := start(t)
	resp, err := http.Get(c.s.URL() + "/bot1:wrong/getMe")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if body, _ := io.ReadAll(resp.Body); resp.StatusCode != 401 {
		t.Errorf("%d %s", resp.StatusCode, body)
	}
	c.s.Revoke()
	if r := c.call("getMe"); r.Code != 401 {
		t.Errorf("revoked: %+v", r)
	}
}

func TestWebhookDeliversUntilItIsAcknowledged(t *testing.T) {
	c := start(t)
	var mu sync.Mutex
	var got []string
	hook := http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		body, _ := io.ReadAll(r.Body)
		got = append(got, r.Header.Get("X-Telegram-Bot-Api-Secret-Token")+" "+string(body))
		if len(got) == 1 {
			w.WriteHeader(503)
		}
	})}
	listener := listen(t)
	go hook.Serve(listener)
	defer hook.Close()
	c.s.Say(lan.Chat(), lan, "qua webhook")
	c.call("setWebhook", "url", "http://"+listener.Addr().String(), "secret_token", "bí-mật")
	if !c.s.WaitConfirmed(time.Minute) {
		t.Fatal("never confirmed")
	}
	mu.Lock()
	defer mu.Unlock()
	if len(got) != 2 || got[0] != got[1] || !strings.HasPrefix(got[0], "bí-mật ") || !strings.Contains(got[0], "qua webhook") {
		t.Errorf("delivered %q", got)
	}
	if r := c.call("getUpdates"); r.Code != 409 {
		t.Errorf("polling beside a webhook: %+v", r)
	}
}
