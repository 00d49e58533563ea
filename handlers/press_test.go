package handlers_test

import (
	"context"
	"testing"

	"chutri/internal/chat"
	"chutri/store"
)

// FuzzPress lets a stranger, a member and a coordinator press buttons that carry anything at all.
func FuzzPress(f *testing.F) {
	for _, seed := range []string{
		"help", "task:ND-15", "some:lead:so-ct:ND::0", "week:2026-W47:ND:so-ct:0", "language:en", "set:1:60", "restatus:1:done", "repercent:1:50",
		"withdraw:1", "confirm:1", "return:1", "grant:ND-15:so-ct:2027", "value:ND-T3:1", "mydata:file:2001", "mydata:forgotten:2001", "subset:weekly:1:480",
		"subhour:weekly:1", "snooze:tasks:1", "removed:2001", "letters:0", "file:xlsx:2026-W47::", "heirok:so-ct:0", "move:1", "moveto:1:CB-D3", "deadlines:3:0",
		"deadlines:-1:0", "about:lead:ND-15", "same:ND-15:new:so-ct", "do:ND-15:so-ct:50", "fill:1", "look:00", "", ":", "::::::", "set:99999999999999999999:-1",
	} {
		f.Add(seed)
	}
	s := newStage(f)
	s.line("2001> ND-15 đạt 60%")
	f.Fuzz(func(t *testing.T, data string) {
		if len(data) > chat.MaxData { // nor does the chat service take any
			return
		}
		for _, person := range []int64{1001, 2001, 3002} {
			m := chat.Message{
				Key: "fuzz", Kind: chat.Press, Chat: private(people[person]), Author: people[person], ID: s.shownID[2001], Data: data, Callback: "press", Addressed: true, Time: s.now,
			}
			err := s.store.View(context.Background(), func(r store.Reader) error {
				step, err := s.handler.Handle(r, m)
				answered := false
				for _, out := range step.Replies {
					(&stage{t: t}).check(out.Reply)
					answered = answered || out.Reply.Callback == "press"
				}
				if err == nil && !answered {
					t.Errorf("%q is not answered", data)
				}
				for _, e := range step.Events {
					if person == 3002 && e.Kind != store.LanguageSet && e.Kind != store.RecordKept {
						t.Errorf("%q lets a stranger cause %s", data, e.Kind)
					}
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}
