package main

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"chutri/internal/telegram/tgtest"
	"chutri/store/bolt"
)

// flip flips a bit of the stopped program's store in every place where a pattern is found, near its end.
func flip(t *testing.T, folder, pattern string) {
	t.Helper()
	file, err := os.ReadFile(bolt.File(folder))
	if err != nil {
		t.Fatal(err)
	}
	places := regexp.MustCompile(pattern).FindAllIndex(file, -1)
	for _, place := range places {
		file[place[1]-3] ^= 1
	}
	if len(places) == 0 {
		t.Fatalf("the store does not hold %q", pattern)
	}
	if err := os.WriteFile(bolt.File(folder), file, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestOneDamagedRecordSilencesNobody(t *testing.T) {
	for name, pattern := range map[string]string{
		"a reply that waits":         `retry after`,
		"a chat that takes none":     `blocked or removed`,
		"the position in the stream": `(?s)offset.{4}\d{4}`,
		"the beginning of the clock": `[^:]{"collection":"clock","key"`, // the record, not the event
		"the membership of a clerk":  `[^:]{"person":2001,"name":"Anh Minh","role"`,
	} {
		t.Run(name, func(t *testing.T) {
			server, folder := tgtest.New(t), t.TempDir()
			k, r := talk{t, server}, start(t, server, folder)
			k.enrol("Sở Công Thương")
			k.ask(stranger, "/start", "chutri")
			server.Block(stranger)
			for range 40 {
				server.Fail("sendMessage", tgtest.TooMany(600).For(coordinator.ID))
			}
			server.Say(coordinator.Chat(), coordinator, "ai chủ trì muối i-ốt?")
			for deadline := time.Now().Add(patience); !strings.Contains(r.log.String(), "retry after") && time.Now().Before(deadline); {
				time.Sleep(5 * time.Millisecond)
			}
			server.WaitConfirmed(patience)
			r.stop(t)
			flip(t, folder, pattern)
			r = start(t, server, folder)
			k.ask(visitor, "ai chủ trì muối i-ốt?", "Sở Công Thương")
			k.ask(clerk, "ND-15 đạt 62,5%", "Đã ghi")
			if name == "the beginning of the clock" { // nobody asks for it but the clock
				for deadline := time.Now().Add(patience); !strings.Contains(r.log.String(), "records/") && time.Now().Before(deadline); {
					time.Sleep(5 * time.Millisecond)
				}
			}
			time.Sleep(stateTime)
			if status, body := r.get(t, "/readyz"); status != 200 || !strings.Contains(body, "damaged") || !strings.Contains(body, "bot check") {
				t.Errorf("/readyz: %d %s", status, body)
			}
			if n := strings.Count(r.log.String(), "a damaged record was"); n != 1 {
				t.Errorf("the log tells %d times of it:\n%s", n, r.log)
			}
			r.stop(t)
			output(t, folder, "", exitDone, "check")
			if out := output(t, folder, "", exitDone, "export", "updates"); strings.Count(out, "62.5") < 1 {
				t.Errorf("recorded: %s", out)
			}
		})
	}
}
