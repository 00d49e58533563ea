package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"chutri/internal/telegram/tgtest"
)

// firstWriter is the id of the first of an office's people.
const firstWriter = 5000

// office is a fake Telegram with people who report. Every report bears its own number, by which it is known wherever it gets.
type office struct {
	server       *tgtest.Server
	writers      []tgtest.Person
	coordinating []tgtest.Person // others who may report

	mu   sync.Mutex
	sent int
}

// newOffice returns an office of so many people; many, for each is answered once a second.
func newOffice(people int) *office {
	o := &office{server: tgtest.New(reporter{})}
	for i := range people {
		o.writers = append(o.writers, tgtest.Person{ID: int64(firstWriter + i), Name: fmt.Sprintf("Người %d", i), Language: "vi"})
	}
	return o
}

// reporter prints what the fake Telegram complains of.
type reporter struct{}

// Errorf implements tgtest.Reporter.
func (reporter) Errorf(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }

func (o *office) coordinators() string {
	var ids []string
	for _, w := range append(slices.Clone(o.writers), o.coordinating...) {
		ids = append(ids, strconv.FormatInt(w.ID, 10))
	}
	return strings.Join(ids, ",")
}

// report makes the next of the people report.
func (o *office) report() {
	o.mu.Lock()
	writer := o.writers[(o.sent+1)%len(o.writers)]
	o.mu.Unlock()
	o.reportBy(writer)
}

// reportBy makes one of them report.
func (o *office) reportBy(writer tgtest.Person) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.sent++
	o.server.Say(writer.Chat(), writer, fmt.Sprintf("ND-15 đã cấp cho %d hộ, đang thực hiện", o.sent))
}

// reports returns how many reports were made.
func (o *office) reports() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.sent
}

// busy makes people report until stop is called.
func (o *office) busy(every time.Duration) (stop func()) { return o.atMost(math.MaxInt, every) }

// atMost makes people report so often until stop is called.
func (o *office) atMost(most int, every time.Duration) (stop func()) {
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		tick := time.NewTicker(every)
		defer tick.Stop()
		for n := 0; ; {
			select {
			case <-tick.C:
				if n < most {
					o.report()
					n++
				}
			case <-done:
				return
			}
		}
	}()
	return func() { close(done); <-ended }
}

var households = regexp.MustCompile(`([\d.]+) hộ`)

// numberIn returns the number of the report in a text, 0 for none.
func numberIn(text string) int {
	match := households.FindStringSubmatch(text)
	if match == nil {
		return 0
	}
	number, _ := strconv.Atoi(strings.ReplaceAll(match[1], ".", ""))
	return number
}

// accepted returns the reports that Telegram has been told were received.
func (o *office) accepted() map[int]bool {
	found := make(map[int]bool)
	for _, u := range o.server.Confirmed() {
		if number := numberIn(u.Text); number != 0 {
			found[number] = true
		}
	}
	return found
}

// answered returns the reports that were answered.
func (o *office) answered() map[int]bool {
	found := make(map[int]bool)
	for _, w := range o.writers {
		for _, m := range o.server.Sent(w.ID) {
			if number := numberIn(m.Text); number != 0 {
				found[number] = true
			}
		}
	}
	return found
}

// recorded returns how often the store of a data folder has each report.
func recorded(p program, data string) (map[int]int, error) {
	out, log, code := p.run(data, "export", "updates")
	if code != 0 {
		return nil, fmt.Errorf("export fails: %s", log)
	}
	found := make(map[int]int)
	for _, line := range strings.Split(strings.TrimSpace(out), "\n") {
		if line == "" {
			continue
		}
		var update struct {
			Text string `json:"text"`
		}
		if err := json.Unmarshal([]byte(line), &update); err != nil {
			return nil, fmt.Errorf("export gives %q: %w", line, err)
		}
		found[numberIn(update.Text)]++
	}
	return found, nil
}

// audit compares what Telegram was told with what the store has. lost are accepted reports that it has not, double those that it
// has more than once. A store that is damaged is an error.
func (o *office) audit(p program, data string, accepted map[int]bool) (lost, double int, err error) {
	if out, log, code := p.run(data, "check"); code != 0 {
		return 0, 0, errors.New("check: " + out + log)
	}
	found, err := recorded(p, data)
	if err != nil {
		return 0, 0, err
	}
	for number := range accepted {
		if found[number] == 0 {
			lost++
		}
	}
	for _, times := range found {
		if times > 1 {
			double++
		}
	}
	return lost, double, nil
}

// finish lets the program take and answer everything, within a time.
func (o *office) finish(p program, data string, within time.Duration) error {
	r, err := p.serve(data, o)
	if err != nil {
		return err
	}
	defer r.kill()
	deadline := time.Now().Add(within)
	if !o.server.WaitConfirmed(within) {
		return fmt.Errorf("%d updates were never accepted:\n%s", len(o.server.Unconfirmed()), r.log)
	}
	for len(o.answered()) < o.reports() {
		if time.Now().After(deadline) {
			return fmt.Errorf("%d of %d reports were answered:\n%s", len(o.answered()), o.reports(), r.log)
		}
		time.Sleep(100 * time.Millisecond)
	}
	if !r.stop() {
		return errors.New("the program did not end within five seconds")
	}
	return nil
}
