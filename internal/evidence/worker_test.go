package evidence

import (
	"errors"
	"fmt"
	"io"
	"testing"
	"time"

	"chutri/internal/chat"
	"chutri/internal/ledger"
)

func TestADownloadThatGoesWrongIsTriedAgain(t *testing.T) {
	for name, answer := range map[string]func() (io.ReadCloser, error){
		"short":     answers(picture[:8]),
		"corrupt":   answers("\x00\x01\x02" + picture[3:]),
		"empty":     answers(""),
		"no answer": refuses(errors.New("no route to host")),
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			o.send("tg:1/1", chat.File{Type: "photo", Size: int64(len(picture))}, picture)
			o.service.script = []func() (io.ReadCloser, error){answer, answer}
			o.pass()
			o.pass() // too early
			if o.service.asked != 1 || len(o.became) != 0 || len(o.left()) != 0 {
				t.Fatalf("after one attempt: asked %d times, became %+v, left %q", o.service.asked, o.became, o.left())
			}
			for range 2 {
				o.now = o.now.Add(longest)
				o.pass()
			}
			if got := o.became["tg:1/1"]; got.State != ledger.EvidenceStored {
				t.Errorf("the file became %+v", got)
			}
		})
	}
}

func TestADownloadThatNeverComesFails(t *testing.T) {
	o := newOffice(t)
	o.send("tg:1/1", chat.File{Type: "photo", Size: 999}, picture)
	for range maxTries + 3 {
		o.pass()
		o.now = o.now.Add(longest)
	}
	if got := o.became["tg:1/1"]; got.State != ledger.EvidenceFailed || got.Reason != "damaged" {
		t.Errorf("the file became %+v", got)
	}
	if o.service.asked != maxTries || len(o.left()) != 0 {
		t.Errorf("asked %d times, left %q", o.service.asked, o.left())
	}
}

func TestAFileWaitsForTheServiceForADay(t *testing.T) {
	none := refuses(fmt.Errorf("%w: no route to host", ErrUnreachable))
	for _, test := range []struct {
		name     string
		lasts    time.Duration
		at, most time.Duration // when it is decided, and how long after that it may be seen
		want     ledger.EvidenceState
	}{
		{"an outage of an hour", time.Hour, time.Hour, longestWait, ledger.EvidenceStored},
		{"one of twenty hours", 20 * time.Hour, 20 * time.Hour, longestWait, ledger.EvidenceStored},
		{"one without end", 48 * time.Hour, maxOutage, longestWait, ledger.EvidenceFailed},
	} {
		t.Run(test.name, func(t *testing.T) {
			o := newOffice(t)
			o.send("tg:1/1", chat.File{Type: "photo", Size: int64(len(picture))}, picture)
			begun := o.now
			for passed := time.Duration(0); len(o.became) == 0 && passed < 30*time.Hour; passed = o.now.Sub(begun) {
				if o.service.script = nil; passed < test.lasts {
					o.service.script = []func() (io.ReadCloser, error){none}
				}
				o.pass()
				o.now = o.now.Add(longestWait / 2)
			}
			if took := o.now.Sub(begun); o.became["tg:1/1"].State != test.want || took < test.at || took > test.at+2*test.most {
				t.Errorf("after %v the file became %+v", took, o.became)
			}
			if got := o.became["tg:1/1"]; got.State == ledger.EvidenceFailed && got.Reason != "service" {
				t.Errorf("the reason is %q", got.Reason)
			}
		})
	}
}
