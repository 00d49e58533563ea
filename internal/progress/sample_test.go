package progress_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"sync"
	"testing"

	"chutri/internal/agencies"
	"chutri/internal/plan"
	"chutri/internal/progress"
	"chutri/internal/search"
	"chutri/seeds"
)

var fresh = flag.String("messages", "", "read the messages of this file instead of those in testdata")

// sample is a message with what a careful clerk records of it.
type sample struct {
	ID       int        `json:"id"`
	Category string     `json:"category"`
	Agency   string     `json:"agency"`
	Text     string     `json:"text"`
	Expect   []expected `json:"expect"`
}

type expected struct {
	Task       string          `json:"task"`
	Status     json.RawMessage `json:"status"` // a status or a list of them
	Percent    *float64        `json:"percent"`
	Quantities []plan.Quantity `json:"quantities"`
}

func (e expected) statuses(t testing.TB) []plan.Status {
	var list []plan.Status
	if err := json.Unmarshal(e.Status, &list); err == nil {
		return list
	}
	var one plan.Status
	if err := json.Unmarshal(e.Status, &one); err != nil {
		t.Fatal(err)
	}
	return []plan.Status{one}
}

func samples(t testing.TB, file string) []sample {
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var list []sample
	lines := bufio.NewScanner(bytes.NewReader(content))
	for lines.Scan() {
		var s sample
		if err := json.Unmarshal(lines.Bytes(), &s); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		list = append(list, s)
	}
	return list
}

var reader = sync.OnceValues(func() (*progress.Reader, error) {
	data, err := seeds.Load(seeds.Files)
	if err != nil {
		return nil, err
	}
	return progress.New(data.Register, agencies.New(data.Register.Agencies), newMatcher(data)), nil
})

// newReader returns a Reader for the data that the program carries.
func newReader(t testing.TB) *progress.Reader {
	r, err := reader()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// matcher lets the reader use the search as the program does.
type matcher struct{ index *search.Index }

func newMatcher(data *seeds.Data) matcher {
	synonyms := search.Synonyms{Groups: data.Synonyms.Groups}
	for _, a := range data.Synonyms.Abbreviations {
		synonyms.Abbreviations = append(synonyms.Abbreviations, [2]string{a.Short, a.Long})
	}
	return matcher{search.New(data.Register, agencies.New(data.Register.Agencies), synonyms)}
}

func (m matcher) Match(text string, among func(plan.Task) bool) []progress.Candidate {
	var found []progress.Candidate
	for _, c := range m.index.Match(text, among) {
		found = append(found, progress.Candidate{Task: c.Task, Score: c.Score})
	}
	return found
}

// verdict says what is wrong with the reading of a sample; the fields are empty where all is right.
type verdict struct {
	content   string // task, status, percent or quantities
	candidate string // the first proposal for a message that names no task
	recorded  string // a record where none must be
}

func judge(t testing.TB, r *progress.Reader, s sample) verdict {
	got := r.Read(s.Text, progress.Context{Agencies: []string{s.Agency}, Day: progress.Date{Day: 30, Month: 11, Year: 2026}})
	var v verdict
	if s.Category == "not_update" {
		for _, report := range got.Reports {
			if got.Kind == progress.Update && report.Task != "" {
				v.recorded = fmt.Sprintf("recorded on %s", report.Task)
			}
		}
		if got.Kind == progress.Update && v.recorded == "" {
			v.candidate = "proposes a record"
		}
		return v
	}
	if got.Kind != progress.Update || len(got.Reports) != len(s.Expect) {
		v.content = fmt.Sprintf("kind %v with %d reports", got.Kind, len(got.Reports))
		return v
	}
	var wrong []string
	for i, want := range s.Expect {
		report := got.Reports[i]
		task := report.Task
		if s.Category == "noid" {
			if task != "" {
				v.recorded = "recorded without being asked"
			} else if len(report.Candidates) == 0 || report.Candidates[0].Task != want.Task {
				v.candidate = fmt.Sprintf("want %s first, got %v", want.Task, report.Candidates)
			}
		} else if task != want.Task {
			wrong = append(wrong, fmt.Sprintf("task %q", task))
		}
		wrong = append(wrong, differences(t, report, want)...)
	}
	v.content = strings.Join(wrong, "; ")
	return v
}

func differences(t testing.TB, got progress.Report, want expected) []string {
	var wrong []string
	if !slices.Contains(want.statuses(t), got.Status) {
		wrong = append(wrong, fmt.Sprintf("status %q, want %s", got.Status, want.Status))
	}
	if !samePercent(got, want.Percent) {
		wrong = append(wrong, fmt.Sprintf("percent %s, want %s", show(got.Percent), show(want.Percent)))
	}
	if !sameQuantities(got.Quantities, want.Quantities) {
		wrong = append(wrong, fmt.Sprintf("quantities %s, want %s", showAll(got.Quantities), showAll(want.Quantities)))
	}
	return wrong
}

func samePercent(got progress.Report, want *float64) bool {
	if got.Percent == nil || want == nil {
		return got.Percent == want
	}
	return *got.Percent == *want
}

func sameQuantities(got, want []plan.Quantity) bool {
	if len(got) != len(want) {
		return false
	}
	return showAll(got) == showAll(want)
}

func show(f *float64) string {
	if f == nil {
		return "–"
	}
	return fmt.Sprint(*f)
}

func showAll(list []plan.Quantity) string {
	var parts []string
	for _, q := range list {
		parts = append(parts, fmt.Sprintf("%v/%s %s", q.Value, show(q.Of), q.Unit))
	}
	sort.Strings(parts)
	return "[" + strings.Join(parts, ", ") + "]"
}

// tally counts verdicts.
type tally struct {
	named, namedRight       int // messages that name a task, by id or code
	unnamed, unnamedContent int // messages that name none
	unnamedFirst            int
	silent, recorded        int // messages that report nothing, and how many would be recorded
	proposed                int
}

func (t *tally) add(other tally) {
	t.named, t.namedRight = t.named+other.named, t.namedRight+other.namedRight
	t.unnamed, t.unnamedContent, t.unnamedFirst = t.unnamed+other.unnamed, t.unnamedContent+other.unnamedContent, t.unnamedFirst+other.unnamedFirst
	t.silent, t.recorded, t.proposed = t.silent+other.silent, t.recorded+other.recorded, t.proposed+other.proposed
}

func tallyOf(t *testing.T, file string) tally {
	r := newReader(t)
	var sum tally
	for _, s := range samples(t, file) {
		v := judge(t, r, s)
		switch {
		case s.Category == "not_update":
			sum.silent++
		case s.Category == "noid":
			sum.unnamed++
			if v.content == "" {
				sum.unnamedContent++
			}
			if v.candidate == "" && v.content == "" {
				sum.unnamedFirst++
			}
		default:
			sum.named++
			if v.content == "" {
				sum.namedRight++
			}
		}
		if v.recorded != "" {
			sum.recorded++
		}
		if s.Category == "not_update" && v.candidate != "" {
			sum.proposed++
		}
		if v != (verdict{}) {
			t.Logf("%d %s %q: %s %s %s", s.ID, s.Category, s.Text, v.content, v.candidate, v.recorded)
		}
	}
	t.Logf("%s: named %d/%d, unnamed: content %d/%d, proposed first too %d/%d; no report: %d/%d recorded, %d proposed", file,
		sum.namedRight, sum.named, sum.unnamedContent, sum.unnamed, sum.unnamedFirst, sum.unnamed, sum.recorded, sum.silent, sum.proposed)
	return sum
}

func TestSamplesAreReadAsAClerkWould(t *testing.T) {
	files, err := filepath.Glob("testdata/*.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	if *fresh != "" {
		files = []string{*fresh}
	}
	var sum tally
	for _, file := range files {
		sum.add(tallyOf(t, file))
	}
	if 100*sum.namedRight < 95*sum.named {
		t.Errorf("%d of %d messages that name a task are read right, want 95 %%", sum.namedRight, sum.named)
	}
	if 100*sum.unnamedContent < 95*sum.unnamed {
		t.Errorf("%d of %d messages that name no task are read right, want 95 %%", sum.unnamedContent, sum.unnamed)
	}
	if 100*sum.unnamedFirst < 90*sum.unnamed {
		t.Errorf("the right task is proposed first for %d of %d messages that name none, want 90 %%", sum.unnamedFirst, sum.unnamed)
	}
	if sum.recorded > 0 {
		t.Errorf("%d messages would be recorded that must not be", sum.recorded)
	}
}
