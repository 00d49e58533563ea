package telegram

import (
	"slices"
	"testing"
	"time"

	"chutri/internal/chat"
)

func TestWhatAnOutageKeptGoesSoonAfterIt(t *testing.T) {
	const begins = time.Minute
	for _, lasts := range []time.Duration{5 * time.Minute, 20 * time.Minute, time.Hour, 3 * time.Hour} {
		inVirtualTime(t, nil, func(v *virtual) {
			asked := false
			ends := begins + lasts
			v.script = func(method string) (string, error) {
				switch now := time.Since(v.begun); {
				case now > begins && now < ends:
					return "", errNoNetwork
				case now >= ends && method == "getUpdates" && !asked:
					asked = true
					return question, nil
				}
				return "", nil
			}
			v.run(v.Run, begins+time.Second, func() { v.send(chat.Reply{Chat: 100, Text: "tuần"}, chat.Reply{Chat: 200, Text: "tuần"}) }, lasts+time.Hour)
			sent := v.answered("sendMessage")
			if len(sent) != 3 || sent[0]-ends > longestPause+time.Second || sent[2]-ends > longestPause+3*time.Second {
				t.Errorf("outage of %v until %v: sent at %v", lasts, ends, sent)
			}
			if got := v.answered("getUpdates"); !asked || !slices.ContainsFunc(got, func(at time.Duration) bool { return at >= ends && at-ends <= longestPause+time.Second }) {
				t.Errorf("outage of %v: the question is not fetched soon after", lasts)
			}
		})
	}
}

func TestAReplyThatFailsByItselfIsNoOutage(t *testing.T) {
	inVirtualTime(t, nil, func(v *virtual) {
		tries := 0
		v.script = func(method string) (string, error) {
			if method == "sendDocument" {
				tries++
				return `{"ok":false,"error_code":500,"description":"Internal Server Error"}`, nil
			}
			return "", nil
		}
		asked := time.Duration(0)
		v.run(v.Run, time.Second, func() {
			v.send(chat.Reply{Chat: 100, Document: &chat.Document{Name: "a.xlsx", Data: []byte("x")}})
		}, time.Hour, func() {
			asked = time.Since(v.begun)
			v.send(chat.Reply{Chat: 200, Text: "nghe"})
		}, time.Minute)
		if sent := v.answered("sendMessage"); len(sent) != 1 || sent[0]-asked > time.Second {
			t.Errorf("another chat's reply, made at %v, is sent at %v", asked, sent)
		}
		if tries < 10 || tries > 25 {
			t.Errorf("tried %d times in an hour, as if it did not wait longer each time", tries)
		}
	})
}

func TestWhenTelegramFailsAltogether(t *testing.T) {
	first, second := laneKey{messages, 1}, laneKey{messages, 2}
	broken, declined, tooMany := errNoNetwork, error(&refusal{code: 400}), error(&refusal{code: 429})
	type request struct {
		source laneKey
		err    error
	}
	for _, test := range []struct {
		name     string
		requests []request
		down     bool
		paused   bool
		ended    int
	}{
		{"one chat", []request{{first, broken}, {first, broken}, {first, &refusal{code: 502}}}, false, false, 0},
		{"receiving alone", []request{{receiving, broken}, {receiving, broken}}, false, false, 0},
		{"a chat and receiving", []request{{first, broken}, {receiving, broken}}, true, false, 0},
		{"two chats", []request{{first, broken}, {second, &refusal{code: 500}}}, true, true, 0},
		{"two chats, with a success in between", []request{{first, broken}, {second, nil}, {second, broken}}, false, false, 0},
		{"two chats, while updates come", []request{{first, broken}, {receiving, nil}, {second, broken}, {receiving, nil}}, true, true, 0},
		{"a limit is no success", []request{{first, broken}, {second, broken}, {first, tooMany}}, true, true, 0},
		{"a refusal is an answer", []request{{first, broken}, {second, broken}, {first, declined}}, false, false, 1},
		{"receiving is first to work again", []request{{first, broken}, {receiving, broken}, {receiving, nil}}, false, false, 1},
		{"somebody else's updates are an answer", []request{{first, broken}, {receiving, broken}, {receiving, &refusal{code: 409}}}, false, false, 1},
	} {
		ended, down := 0, false
		o := &outage{over: func() { ended++ }}
		for _, r := range test.requests {
			down = o.note(r.source, r.err, moment)
		}
		if down != test.down || ended != test.ended || o.paused().After(moment) != test.paused {
			t.Errorf("%s: down %v, paused until %v, ended %d times", test.name, down, o.paused(), ended)
		}
	}
}

func TestARequestThatHangsInAnOutageHoldsUpNobody(t *testing.T) {
	inVirtualTime(t, nil, func(v *virtual) {
		v.script = func(method string) (string, error) {
			if method == "sendDocument" || method == "getUpdates" {
				return "", errNoNetwork
			}
			return "", nil
		}
		v.slow = map[string]time.Duration{"sendDocument": uploadTimeout - time.Second}
		big := chat.Reply{Chat: 100, Document: &chat.Document{Name: "a.xlsx", Data: []byte("x")}}
		asked := time.Duration(0)
		v.run(v.Run, time.Second, func() { v.send(big) }, uploadTimeout+10*time.Second, func() {
			asked = time.Since(v.begun)
			v.send(chat.Reply{Chat: 200, Text: "nghe"})
		}, time.Hour)
		if sent := v.answered("sendMessage"); len(sent) != 1 || sent[0]-asked > longestPause+time.Second {
			t.Errorf("another chat's reply, made at %v, is sent at %v", asked, sent)
		}
	})
}

func TestNothingIsCountedAsTriedInAnOutage(t *testing.T) {
	inVirtualTime(t, nil, func(v *virtual) {
		v.script = func(method string) (string, error) {
			if method == "getMe" {
				return "", nil
			}
			return "", errNoNetwork
		}
		v.run(v.Run, time.Second, func() { v.send(chat.Reply{Chat: 100, Text: "một"}, chat.Reply{Chat: 200, Text: "hai"}) }, 2*time.Hour, func() {
			h := &harness{t: t, store: v.store}
			for _, out := range h.pending() {
				if out.Attempts > 2 || time.Until(out.NotBefore) > 0 {
					t.Errorf("reply %d counts as tried %d times and waits until %v", out.ID, out.Attempts, out.NotBefore)
				}
			}
		})
	})
}
