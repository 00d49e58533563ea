package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"chutri/internal/telegram/tgtest"
)

// households finds the figure by which a report and its answer are told from the others.
var households = regexp.MustCompile(`([\d.]+) hộ`)

// kills is how often the program is killed in TestNothingIsLostWhenTheProgramIsKilled.
const kills = 60

// TestNothingIsLostWhenTheProgramIsKilled kills the program at random moments while reports come in, and compares what it
// has in the end with what the fake Telegram gave it: every report once, and an answer to each at least once.
func TestNothingIsLostWhenTheProgramIsKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the program many times; the full run does")
	}
	server, folder := tgtest.New(t), t.TempDir()
	var writers []tgtest.Person // many, for the program sends one message a second to each
	var ids []string
	for i := range 40 {
		writers = append(writers, tgtest.Person{ID: int64(5000 + i), Name: fmt.Sprintf("Người %d", i), Language: "vi"})
		ids = append(ids, fmt.Sprint(5000+i))
	}
	coordinators := "COORDINATORS=" + strings.Join(ids, ",")

	moments := rand.New(rand.NewPCG(20261121, 15))
	reports := 0
	for range kills {
		for range 1 + moments.IntN(6) {
			reports++
			writer := writers[reports%len(writers)]
			server.Say(writer.Chat(), writer, fmt.Sprintf("ND-15 đã cấp cho %d hộ, đang thực hiện", reports))
		}
		r := start(t, server, folder, coordinators)
		time.Sleep(time.Duration(moments.IntN(700)) * time.Millisecond)
		r.kill()
	}
	r := start(t, server, folder, coordinators)
	if !server.WaitConfirmed(patience) {
		t.Fatalf("%d updates were never accepted\n%s", len(server.Unconfirmed()), r.log)
	}
	answered := func() map[int]bool {
		found := make(map[int]bool)
		for _, writer := range writers {
			for _, m := range server.Sent(writer.ID) {
				if match := households.FindStringSubmatch(m.Text); match != nil {
					number, _ := strconv.Atoi(strings.ReplaceAll(match[1], ".", ""))
					found[number] = true
				}
			}
		}
		return found
	}
	deadline := time.Now().Add(2 * patience)
	for len(answered()) < reports && time.Now().Before(deadline) {
		time.Sleep(50 * time.Millisecond)
	}
	r.stop(t)
	for number := range reports {
		if !answered()[number+1] {
			t.Errorf("report %d was never answered", number+1)
		}
	}
	recorded := make(map[float64]int)
	lines := bufio.NewScanner(strings.NewReader(output(t, folder, "", exitDone, "export", "updates")))
	for lines.Scan() {
		var update struct {
			Quantities []struct {
				Value float64 `json:"value"`
			} `json:"quantities"`
		}
		if err := json.Unmarshal(lines.Bytes(), &update); err != nil || len(update.Quantities) != 1 {
			t.Fatalf("export gave %s (%v)", lines.Text(), err)
		}
		recorded[update.Quantities[0].Value]++
	}
	for number := 1; number <= reports; number++ {
		if n := recorded[float64(number)]; n != 1 {
			t.Errorf("report %d is recorded %d times", number, n)
		}
	}
	if len(recorded) != reports {
		t.Errorf("%d reports are recorded, %d were sent", len(recorded), reports)
	}
	output(t, folder, "", exitDone, "check")
	t.Logf("%d kills, %d reports: each recorded once and answered", kills, reports)
}
