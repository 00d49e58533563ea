package seeds_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"chutri/internal/plan"
)

// mostDutyExceptions is how many duties may name an agency that their source line and its heading do not.
const mostDutyExceptions = 1

func TestEachDutysSourceNamesItsAgencies(t *testing.T) {
	s := openScan(t)
	exceptions := 0
	for _, task := range s.Tasks {
		if !task.IsDuty() {
			continue
		}
		d := s.documents[task.Plan]
		line := s.named(d.line(task.Line))
		heading := s.named(d.headingOf(task.Line))
		var problems []string
		for _, key := range task.Lead {
			if !slices.Contains(line, key) && !slices.Contains(heading, key) {
				problems = append(problems, fmt.Sprintf("neither the line nor its heading names %s", key))
			}
		}
		for _, key := range task.Coordinating {
			if !slices.Contains(line, key) {
				problems = append(problems, fmt.Sprintf("the line does not name %s", key))
			}
		}
		if len(problems) == 0 {
			continue
		}
		what := fmt.Sprintf("%s, line %d: %s\n\theading: %v, line: %v", task.ID, task.Line, strings.Join(problems, "; "), heading, line)
		if len(task.Notes) == 0 && task.Cell == "" {
			t.Error(what)
			continue
		}
		exceptions++
		t.Logf("exception, noted on the record: %s\n\tnotes: %q, cell: %q", what, task.Notes, task.Cell)
	}
	t.Logf("%d exceptions", exceptions)
	if exceptions > mostDutyExceptions {
		t.Errorf("%d duties differ from their source, more than the %d that are known", exceptions, mostDutyExceptions)
	}
}

// headingOf returns the heading ("a) Sở …", "2. Ủy ban …") that a line stands under, "" for a line that has none.
func (d document) headingOf(line int) string {
	if headingPattern.MatchString(d.line(line)) {
		return ""
	}
	for number := line - 1; number > 0; number-- {
		if headingPattern.MatchString(d.line(number)) {
			return d.line(number)
		}
	}
	return ""
}

// named returns the agencies that a line of text names. Lines give several duties each, so what was read is kept.
func (s *scan) named(line string) []string {
	found, read := s.lines[line]
	if !read {
		found = s.cells.read(line).agencies
		s.lines[line] = found
	}
	return found
}

// dutyLines are the parts of the documents that give agencies their duties: first and last line.
var dutyLines = map[string][][2]int{
	"ND": {{147, 207}},
	"CB": {{3, 10}},
	"KL": {{55, 59}},
	"BV": {{45, 45}, {194, 230}},
	"GN": {{77, 89}},
}

func TestNoDutyOfTheDocumentsIsMissing(t *testing.T) {
	s := openScan(t)
	for _, p := range s.Plans {
		covered := make(map[int]bool)
		for _, task := range s.Tasks {
			if task.Plan == p.ID && task.IsDuty() {
				covered[task.Line] = true
			}
		}
		d := s.documents[p.ID]
		for _, lines := range dutyLines[p.Key] {
			for number := lines[0]; number <= lines[1]; number++ {
				if text := d.line(number); strings.TrimSpace(text) != "" && !covered[number] && !onlyHeading(text) {
					t.Errorf("%s, line %d gives a duty that no record has: %.80s", p.Key, number, text)
				}
			}
		}
	}
}

var headingPattern = regexp.MustCompile(`^(\p{L}\)|\d+\.) `)

// onlyHeading reports whether a line is nothing but a heading: what is lettered or numbered and short names somebody and no work.
func onlyHeading(text string) bool {
	return headingPattern.MatchString(text) && len(wordsOf(text)) <= 18
}

func TestEachPartStandsAtItsHeading(t *testing.T) {
	s := openScan(t)
	bv := s.documents["phat-trien-ben-vung"]
	for number, text := range bv.lines {
		if match := targetHeading.FindStringSubmatch(text); match != nil {
			part, ok := bv.plan.Part(match[1])
			if !ok || part.Line != number+1 {
				t.Errorf("MTCT %s of line %d: the part is missing or stands at line %d", match[1], number+1, part.Line)
			}
		}
	}
	for _, p := range s.Plans {
		for _, part := range p.Parts {
			checkPart(t, s.documents[p.ID], part)
		}
	}
}

var (
	targetHeading = regexp.MustCompile(`^MTCT\s*(\d+\.\d+):`)
	yearPattern   = regexp.MustCompile(`năm (20[23]\d)`)
)

func checkPart(t *testing.T, d document, part plan.Part) {
	t.Helper()
	text := d.line(part.Line)
	if len(wordsOf(text)) == 0 {
		t.Errorf("%s, part %s: line %d is empty", d.plan.Key, part.ID, part.Line)
	}
	if d.plan.Key != "BV" {
		return
	}
	years := yearPattern.FindAllStringSubmatch(text, -1)
	if part.By == 0 && targetHeading.MatchString(text) && len(years) > 0 && strings.Contains(text, ": Đến năm") {
		t.Errorf("BV, part %s: its heading wants it by %s", part.ID, years[0][1])
	}
	if part.By != 0 && !slices.ContainsFunc(years, func(y []string) bool { return y[1] == fmt.Sprint(part.By) }) {
		t.Errorf("BV, part %s: by %d is not in its heading", part.ID, part.By)
	}
}
