package main

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"chutri/internal/telegram/tgtest"
)

var listening = regexp.MustCompile(`http: listening" address=([\d.:]+)`)

// get asks the program's port and returns the status and the answer.
func (r *running) get(t testing.TB, path string) (int, string) {
	t.Helper()
	var address []string
	for deadline := time.Now().Add(patience); address == nil && time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		address = listening.FindStringSubmatch(r.log.String())
	}
	if address == nil {
		t.Fatalf("the program never listened\n%s", r.log)
	}
	response, err := http.Get("http://" + address[1] + path)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(body)
}

func TestMetricsCountAndNameNobody(t *testing.T) {
	k, r, _ := begin(t)
	k.enrol("Sở Công Thương")
	k.ask(stranger, "ai chủ trì muối i-ốt?", "Sở Công Thương")
	k.ask(stranger, "Cơ quan nào xây nhà máy điện hạt nhân?", "Không có trong các kế hoạch")
	k.ask(clerk, "ND-15 đạt 50%", "Đã ghi")
	status, all := r.get(t, "/metrics")
	for _, want := range []string{
		`chutri_updates_total{kind="text"} 5`, `chutri_questions_total{outcome="answered"} 1`, `chutri_questions_total{outcome="not_found"} 1`,
		`chutri_replies_total{outcome="made"}`, `chutri_replies_total{outcome="sent"}`, "chutri_outbox_waiting ", "chutri_outbox_oldest_seconds ",
		"chutri_commit_seconds_count", "chutri_update_lag_seconds_count 5", "chutri_store_writable 1", "chutri_telegram_contact_seconds ",
		"chutri_backup_age_seconds ", "go_goroutines ", "process_resident_memory_bytes ",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("status %d: no %s in\n%s", status, want, all)
		}
	}
	for _, secret := range []string{"1001", "2001", "3001", "Minh", "Công Thương", "muối", tgtest.Token} {
		if regexp.MustCompile(`="[^"\n]*` + regexp.QuoteMeta(secret) + `[^"\n]*"`).MatchString(all) { // in a label: a count may be any number
			t.Errorf("the metrics tell %q", secret)
		}
	}
}

func TestThePortServesNothingElse(t *testing.T) {
	_, r, _ := begin(t)
	for path, want := range map[string]int{
		"/healthz": 200, "/readyz": 200, "/metrics": 200,
		"/": 404, "/debug/pprof/": 404, "/favicon.ico": 404, "/data/chutri.db": 404, "/..%2fchutri.db": 404, "/backup": 404,
	} {
		var got int
		for range 200 { // ready once Telegram has answered
			if got, _ = r.get(t, path); got == want {
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
		if got != want {
			t.Errorf("%s: status %d, want %d", path, got, want)
		}
	}
}

// freePort returns a port of the loopback interface that nobody uses now.
func freePort(t testing.TB) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

func TestWebhookAndBackToPolling(t *testing.T) {
	server, folder := tgtest.New(t), t.TempDir()
	k, address, hush := talk{t, server}, freePort(t), "bi_mat_cua_webhook_0123456789"
	r := start(t, server, folder, "HTTP_ADDR="+address, "WEBHOOK_URL=http://"+address, "WEBHOOK_SECRET="+hush)
	k.enrol("Sở Công Thương")
	k.ask(clerk, "ND-15 đạt 50%", "Đã ghi")
	hook := server.Calls("setWebhook")[0].Params["url"]
	if len(server.Calls("getUpdates")) > 0 || len(hook) < len("http://"+address)+32 {
		t.Errorf("the webhook is %s, and %d polls were made", hook, len(server.Calls("getUpdates")))
	}
	post := func(url, secret string) int {
		request, _ := http.NewRequest(http.MethodPost, url, strings.NewReader(`{"update_id":1,"message":{"message_id":1,"date":1,"chat":{"id":1001,"type":"private"},"from":{"id":1001,"first_name":"x"},"text":"/moi dieuphoi"}}`))
		request.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		return response.StatusCode
	}
	for _, c := range []struct {
		url, secret string
		want        int
	}{{hook, "", 401}, {hook, "sai", 401}, {"http://" + address + "/webhook", hush, 404}, {"http://" + address + "/", hush, 404}} {
		if got := post(c.url, c.secret); got != c.want {
			t.Errorf("a request to %s with %q: status %d, want %d", c.url, c.secret, got, c.want)
		}
	}
	if status, _ := r.get(t, strings.TrimPrefix(hook, "http://"+address)); status != 405 {
		t.Errorf("reading the webhook: status %d, want 405", status)
	}
	r.stop(t)
	if strings.Contains(r.log.String(), hush) {
		t.Error("the secret stands in the log")
	}
	server.Say(clerk.Chat(), clerk, "ND-15 đạt 60%") // while nobody listens
	start(t, server, folder)
	k.expect(clerk.ID, 0, "after going back to polling", "Đã ghi", "60%")
}

func TestConfigurationOfTheWebhookIsChecked(t *testing.T) {
	const good = "bi_mat_cua_webhook_0123456789"
	for _, c := range []struct{ url, secret, want string }{
		{"https://bot.example.vn/x", good, ""},
		{"https://bot.example.vn", good, ""},
		{"http://127.0.0.1:8080", good, ""},
		{"http://localhost:8080/x", good, ""},
		{"http://bot.example.vn/x", good, "WEBHOOK_URL: want https"},
		{"https://bot.example.vn/x", "", "WEBHOOK_SECRET: is missing"},
		{"", good, "WEBHOOK_URL: is missing"},
		{"https://bot.example.vn/x", "ngắn", "WEBHOOK_SECRET: want 16"},
		{"https://bot.example.vn/x", "short", "WEBHOOK_SECRET: want 16"},
		{"https://user:word@bot.example.vn/x", good, "WEBHOOK_URL: want an address"},
		{"https://bot.example.vn/x?secret=1", good, "WEBHOOK_URL: want an address"},
		{"bot.example.vn", good, "WEBHOOK_URL: want an address"},
	} {
		_, err := readConfig([]string{"WEBHOOK_URL=" + c.url, "WEBHOOK_SECRET=" + c.secret})
		switch {
		case c.want == "" && err != nil, c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
			t.Errorf("WEBHOOK_URL=%s WEBHOOK_SECRET=%s: %v, want %q", c.url, c.secret, err, c.want)
		case err != nil && c.secret != "" && strings.Contains(err.Error(), c.secret):
			t.Errorf("the error tells the secret: %v", err)
		}
	}
	one := Config{WebhookURL: "https://bot.example.vn", WebhookSecret: good}.webhook().Path
	other := Config{WebhookURL: "https://bot.example.vn", WebhookSecret: good + "x"}.webhook().Path
	if one == other || len(one) != 33 || strings.Contains(one, good) {
		t.Errorf("paths %s and %s", one, other)
	}
	if own := (Config{WebhookURL: "https://bot.example.vn/own", WebhookSecret: good}).webhook().Path; own != "/own" {
		t.Errorf("a path that was given became %s", own)
	}
}

func TestBackupsAndExportsOfARunningProgram(t *testing.T) {
	k, r, folder := begin(t)
	k.enrol("Sở Công Thương")
	k.ask(clerk, "ND-15 đạt 50%", "Đã ghi")
	k.ask(clerk, "/saoluu", "chỉ dành cho cán bộ tổng hợp")
	k.ask(coordinator, "/saoluu", "Đang sao lưu")
	done := k.expect(coordinator.ID, 0, "after /saoluu", "Đã sao lưu và kiểm tra", "backups/chutri-")
	file := filepath.Join(t.TempDir(), "copy.db")
	output(t, folder, "", exitDone, "backup", file)
	live := output(t, folder, "", exitDone, "export", "updates")
	if !strings.Contains(live, `"percent":50`) || output(t, folder, "", exitDone, "report", "--format", "json") == "" {
		t.Errorf("exported while running: %s", live)
	}
	r.stop(t)
	copies, err := filepath.Glob(filepath.Join(folder, "backups", "chutri-*.db"))
	if err != nil || len(copies) == 0 {
		t.Fatalf("no copy in the folder after %q (%v)", done.Text, err)
	}
	for _, from := range []string{copies[len(copies)-1], file} { // the first copy is the day's, made at the start
		restored := t.TempDir()
		output(t, restored, "", exitDone, "restore", from)
		if got := output(t, restored, "", exitDone, "export", "updates"); got != live {
			t.Errorf("%s restores %s, want %s", from, got, live)
		}
		output(t, restored, "", exitDone, "check")
	}
	for _, path := range []string{folder, filepath.Join(folder, "backups"), copies[0], filepath.Join(folder, "chutri.db")} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("others can read %s: %v (%v)", path, info.Mode(), err)
		}
	}
}

func TestAPersonSeesAndRemovesTheirData(t *testing.T) {
	k, r, folder := begin(t)
	k.enrol("Sở Công Thương")
	k.ask(clerk, "ND-15 đạt 50%", "Đã ghi")
	shown := k.ask(clerk, "/dulieu", "2001", "Anh Minh", "Báo cáo đã gửi: 1")
	k.server.Press(shown, clerk, shown.Button("Tải về"))
	k.expect(clerk.ID, 0, "after Tải về", "Tất cả những gì được giữ")
	forged := k.server.Press(k.ask(stranger, "/start", "3001"), stranger, "mydata:forgotten:2001")
	if notice, ok := k.server.WaitNotice(forged, patience); !ok || notice == "" {
		t.Errorf("a forged removal is answered %q", notice)
	}
	k.ask(clerk, "/lichsu ND-15", "Anh Minh")
	asked := k.press(shown, clerk, "Xóa tên tôi", "Không hoàn lại được")
	k.press(asked, clerk, "Xóa", "Đã xóa 2001")
	k.ask(clerk, "ND-15 đạt 60%", "Chưa ghi gì")
	history := k.ask(coordinator, "/lichsu ND-15", "(đã xóa tên)", "50%")
	if strings.Contains(history.Text, "Minh") || strings.Contains(history.Text, "2001") {
		t.Errorf("the history still names the person: %q", history.Text)
	}
	k.ask(coordinator, "/dulieu 1001", "1001")
	r.stop(t)
	for _, what := range []string{"updates", "audit", "members"} {
		out := output(t, folder, "", exitDone, "export", what)
		if strings.Contains(out, "Anh Minh") || regexp.MustCompile(`\b2001\b`).MatchString(out) {
			t.Errorf("export %s still names the person: %s", what, out)
		}
	}
	if out := output(t, folder, "", exitDone, "export", "updates"); !strings.Contains(out, `"percent":50`) {
		t.Errorf("the work is gone with the person: %s", out)
	}
	output(t, folder, "", exitDone, "check")
}

func TestAMillionBytesAreRefusedAndOthersAnswered(t *testing.T) {
	k, r, folder := begin(t)
	k.enrol("Sở Công Thương")
	k.server.Say(clerk.Chat(), clerk, "ND-15 đạt 50% "+strings.Repeat("rất dài ", 125_000))
	k.expect(clerk.ID, 0, "after a megabyte", "quá dài")
	k.ask(stranger, "ai chủ trì muối i-ốt?", "Sở Công Thương")
	r.stop(t)
	if out := output(t, folder, "", exitDone, "export", "updates"); out != "" {
		t.Errorf("recorded: %.200s", out)
	}
}

func TestLogsHaveOneLineAnUpdateAndNoPerson(t *testing.T) {
	k, r, _ := begin(t)
	k.enrol("Sở Công Thương")
	k.ask(clerk, "ND-15 đạt 50%", "Đã ghi")
	r.stop(t)
	log := r.log.String()
	for _, u := range k.server.Confirmed() {
		if n := strings.Count(log, fmt.Sprintf("msg=handled update=tg:%d", u.ID)); n != 1 {
			t.Errorf("%d lines for update %d", n, u.ID)
		}
	}
	for _, secret := range []string{"Anh Minh", "đạt 50%", tgtest.Token} {
		if bytes.Contains([]byte(log), []byte(secret)) {
			t.Errorf("the log tells %q", secret)
		}
	}
}
