package main

import (
	"encoding/json"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"chutri/internal/assist/assisttest"
	"chutri/internal/telegram/tgtest"
)

// unsureQuestion is one that the search cannot answer by itself.
const unsureQuestion = "Ai lo vụ loa ấp nhắc bà con ăn ở xanh, nghĩ cho đời con cháu?"

// beginAssisted starts the program with a language model that answers as reply says, and turns it on.
func beginAssisted(t *testing.T, reply func(assisttest.Request) assisttest.Answer) (talk, *running, *assisttest.Server) {
	t.Helper()
	model, server := assisttest.New(t, reply), tgtest.New(t)
	r := start(t, server, t.TempDir(), "OPENAI_API_KEY="+assisttest.Key, "OPENAI_BASE_URL="+model.BaseURL(), "OPENAI_MODEL=test")
	k := talk{t, server}
	panel := k.ask(coordinator, "/troly", "Trợ lý máy đang tắt")
	k.press(panel, coordinator, "Bật cho văn phòng", "Trợ lý máy đang bật")
	return k, r, model
}

// picks answers with the first of the given tasks that is offered, and looks for lối sống xanh where none is.
func picks(r assisttest.Request) assisttest.Answer {
	content := `{"phrases":["tuyên truyền lối sống xanh trên đài, báo"],"pick":"none"}`
	if strings.Contains(r.Data, `"BV-260"`) {
		content = `{"phrases":[],"pick":"BV-260"}`
	}
	return assisttest.Answer{Content: content, Tokens: 300}
}

func TestTheAssistantsHelpFollowsTheAnswer(t *testing.T) {
	k, r, model := beginAssisted(t, picks)
	k.ask(stranger, unsureQuestion, "Máy đoán", "BV-260")
	sent := k.server.Sent(stranger.ID)
	if len(sent) != 2 || strings.Contains(sent[0].Text, "Máy đoán") {
		t.Errorf("the answer of the rules and the guess are %d messages: %+v", len(sent), sent)
	}
	k.press(last(sent), stranger, "Xem BV-260", "chủ trì")
	for _, request := range model.Requests() {
		for _, private := range []string{"3001", "1001", stranger.Name, coordinator.Name, tgtest.Token} {
			if strings.Contains(request.Body, private) {
				t.Errorf("%q was sent: %s", private, request.Body)
			}
		}
	}
	if strings.Contains(r.log.String(), assisttest.Key) || strings.Contains(r.log.String(), "loa ấp") {
		t.Error("the log tells the key or what was asked")
	}
	if _, metrics := r.get(t, "/metrics"); strings.Contains(metrics, "loa") {
		t.Error("the metrics tell what was asked")
	}
}

func TestASlowModelHoldsUpNobody(t *testing.T) {
	var stalled atomic.Int32
	k, r, _ := beginAssisted(t, func(assisttest.Request) assisttest.Answer {
		stalled.Add(1)
		return assisttest.Answer{Content: `{"phrases":[],"pick":"none"}`, Stall: time.Minute}
	})
	for _, from := range []tgtest.Person{stranger, visitor, stranger, visitor} { // more than are asked at once
		started := time.Now()
		k.ask(from, unsureQuestion+" "+from.Name)
		k.ask(from, "ND-15", "Công Thương")
		if took := time.Since(started); took > 6*time.Second {
			t.Errorf("%s waits %v while the model stalls", from.Name, took)
		}
	}
	for deadline := time.Now().Add(patience); stalled.Load() == 0 && time.Now().Before(deadline); {
		time.Sleep(time.Millisecond)
	}
	if stalled.Load() == 0 {
		t.Error("the model was never asked")
	}
	r.stop(t) // and it does not hold up the end
}

func TestAModelThatIsDownLeavesEverythingAsItIs(t *testing.T) {
	k, _, _ := beginAssisted(t, func(assisttest.Request) assisttest.Answer { return assisttest.Answer{Status: 500} })
	k.enrol("Sở Công Thương")
	for range 6 {
		k.ask(stranger, unsureQuestion)
	}
	k.ask(clerk, "ND-15 đạt 50%", "Đã ghi")
	for _, m := range k.server.Sent(stranger.ID) {
		if strings.Contains(m.Text, "Máy đoán") {
			t.Errorf("a guess though the model is down: %q", m.Text)
		}
	}
	panel := k.ask(coordinator, "/troly", "token")
	k.press(panel, coordinator, "Xem những gì đã gửi", "không kết nối được")
}

func TestTheAssistantsSettingsAreChecked(t *testing.T) {
	for address, ok := range map[string]bool{
		"": true, "https://api.example.vn/v1": true, "http://127.0.0.1:11434/v1": true, "http://10.1.2.3/v1": true, "http://ollama:11434/v1": true,
		"http://api.example.vn/v1": false, "http://8.8.8.8/v1": false, "api.example.vn": false, "https://me:secret@api.example.vn/v1": false, "ftp://x/v1": false,
	} {
		_, err := readConfig([]string{"OPENAI_API_KEY=k", "OPENAI_BASE_URL=" + address})
		if (err == nil) != ok {
			t.Errorf("OPENAI_BASE_URL=%s: %v", address, err)
		}
	}
}

func TestTheConsoleChatHasTheAssistantToo(t *testing.T) {
	model := assisttest.New(t, picks)
	c := command(t, t.TempDir(), []string{"OPENAI_API_KEY=" + assisttest.Key, "OPENAI_BASE_URL=" + model.BaseURL(), "LANG=vi_VN.UTF-8"}, "chat")
	c.Stdin = strings.NewReader("/troly\n2\n" + unsureQuestion + "\n")
	out, err := c.Output()
	if err != nil {
		t.Fatal(err)
	}
	if data, _ := json.Marshal(string(out)); !strings.Contains(string(out), "Máy đoán") {
		t.Errorf("the console shows no guess: %s", data)
	}
}
