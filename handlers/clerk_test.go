package handlers_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"chutri/internal/chat"
	"chutri/internal/plan"
	"chutri/store"
)

var staffMessages = flag.String("messages", "../internal/progress/testdata/dev.jsonl", "staff messages with what is to be recorded of them")

// staffMessage is a message with the records that a careful clerk makes of it.
type staffMessage struct {
	ID       int              `json:"id"`
	Category string           `json:"category"`
	Agency   string           `json:"agency"`
	Text     string           `json:"text"`
	Expect   []expectedRecord `json:"expect"`
}

type expectedRecord struct {
	Task       string          `json:"task"`
	Status     json.RawMessage `json:"status"` // a status or a list of them
	Percent    *float64        `json:"percent"`
	Quantities []plan.Quantity `json:"quantities"`
}

func (e expectedRecord) statuses(t *testing.T) []plan.Status {
	var list []plan.Status
	if json.Unmarshal(e.Status, &list) == nil {
		return list
	}
	var one plan.Status
	if err := json.Unmarshal(e.Status, &one); err != nil {
		t.Fatal(err)
	}
	return []plan.Status{one}
}

// differs says how a record differs from the expected one, "" if it does not.
func (e expectedRecord) differs(t *testing.T, p store.Progress) string {
	figures := func(list []plan.Quantity) string {
		var texts []string
		for _, q := range list {
			of := "–"
			if q.Of != nil {
				of = fmt.Sprint(*q.Of)
			}
			texts = append(texts, fmt.Sprintf("%v of %s %s", q.Value, of, q.Unit))
		}
		slices.Sort(texts)
		return strings.Join(texts, ", ")
	}
	percent := func(p *float64) string {
		if p == nil {
			return "–"
		}
		return fmt.Sprint(*p)
	}
	alone := e.Percent == nil && p.Percent != nil && (p.Status == plan.Done && *p.Percent == 100 || p.Status == plan.NotStarted && *p.Percent == 0)
	switch {
	case p.Task != e.Task:
		return "on " + p.Task + " instead of " + e.Task
	case !slices.Contains(e.statuses(t), p.Status):
		return "as " + string(p.Status)
	case percent(p.Percent) != percent(e.Percent) && !alone:
		return "with " + percent(p.Percent) + " per cent"
	case figures(p.Quantities) != figures(e.Quantities):
		return "with " + figures(p.Quantities) + " instead of " + figures(e.Quantities)
	}
	return ""
}

// TestAMessageIsRecordedAsAClerkWould plays messages against the handlers, each in an office of its own: a message that names its task is
// recorded at once, one that names none is recorded when the first button is pressed, and any other leaves no record.
func TestAMessageIsRecordedAsAClerkWould(t *testing.T) {
	content, err := os.ReadFile(*staffMessages)
	if err != nil {
		t.Fatal(err)
	}
	right, total := map[string]int{}, map[string]int{}
	for lines := bufio.NewScanner(bytes.NewReader(content)); lines.Scan(); {
		var m staffMessage
		if err := json.Unmarshal(lines.Bytes(), &m); err != nil {
			t.Fatal(err)
		}
		total[m.Category]++
		wrong, silent := played(t, m)
		if wrong == "" {
			right[m.Category]++
		} else {
			t.Logf("%d %s %q: %s", m.ID, m.Category, m.Text, wrong)
		}
		if silent {
			t.Errorf("%d %s %q: %s", m.ID, m.Category, m.Text, wrong)
		}
	}
	named := total["id"] + total["code"] + total["multi"]
	namedRight := right["id"] + right["code"] + right["multi"]
	t.Logf("right: %d of %d that name their tasks, %d of %d that name none, %d of %d that are no report", namedRight, named,
		right["noid"], total["noid"], right["not_update"], total["not_update"])
	if 100*namedRight < 95*named || 100*right["noid"] < 90*total["noid"] {
		t.Errorf("too many are read wrong")
	}
}

// played says what is wrong with what the handlers make of a message, and whether it was recorded on a wrong task without being asked.
func played(t *testing.T, m staffMessage) (wrong string, silent bool) {
	s, person := newStage(t), chat.Person{ID: 2100, Name: "Chị Hạnh"}
	s.commit(func(tx store.Tx) error {
		member := store.Member{Person: person.ID, Name: person.Name, Role: store.RoleStaff, Agencies: []string{m.Agency}, Since: s.now}
		_, err := tx.Apply(store.Step{Key: "clerk", At: s.now, Events: []store.Event{{At: s.now, Kind: store.MemberAdded, Member: &member}}})
		return err
	})
	s.say(person, m.Text)
	recorded := s.reported()
	for _, p := range recorded {
		if !slices.ContainsFunc(m.Expect, func(e expectedRecord) bool { return e.Task == p.Task }) {
			return "recorded on " + p.Task, true
		}
	}
	if m.Category == "noid" {
		if len(recorded) > 0 {
			return "recorded without being asked", true
		}
		buttons := s.shown[person.ID].Reply.Buttons
		if len(buttons) == 0 {
			return "asked nothing: " + s.shown[person.ID].Reply.Text, false
		}
		s.pressAgain(person, buttons[0][0].Data, s.shownID[person.ID])
		recorded = s.reported()
	}
	if len(recorded) != len(m.Expect) {
		return fmt.Sprintf("%d records: %.120s", len(recorded), s.shown[person.ID].Reply.Text), m.Category == "not_update" && len(recorded) > 0
	}
	for i, e := range m.Expect {
		if difference := e.differs(t, recorded[i]); difference != "" {
			return "recorded " + difference, false
		}
	}
	return "", false
}
