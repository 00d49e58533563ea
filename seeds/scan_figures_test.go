package seeds_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"chutri/internal/plan"
)

// figurePattern matches a number as Vietnamese documents write it: dots between thousands, a comma before decimals.
var figurePattern = regexp.MustCompile(`\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?`)

// figures returns the numbers of a text.
func figures(text string) []float64 {
	var list []float64
	for _, figure := range figurePattern.FindAllString(text, -1) {
		value, err := strconv.ParseFloat(strings.ReplaceAll(strings.ReplaceAll(figure, ".", ""), ",", "."), 64)
		if err == nil {
			list = append(list, value)
		}
	}
	return list
}

func TestFiguresAreReadWithDecimalCommasAndThousandsDots(t *testing.T) {
	for text, want := range map[string][]float64{
		"tỷ lệ 4,26%; 17.060 hộ": {4.26, 17060},
		"400.496 hộ, 1.234,5 ha": {400496, 1234.5},
		"99,95% vào năm 2020":    {99.95, 2020},
		"không có số":            nil,
	} {
		if got := figures(text); !slices.Equal(got, want) {
			t.Errorf("figures(%q) = %v, want %v", text, got, want)
		}
	}
}

// mostFigureExceptions is how many values of targets may be written otherwise than as a figure in their source line ("một nửa").
const mostFigureExceptions = 4

func TestEachFigureOfATargetStandsInItsSource(t *testing.T) {
	s := openScan(t)
	exceptions := 0
	for _, target := range s.Targets {
		d := s.documents[target.Plan]
		there := figures(d.line(target.Line))
		for _, number := range notedLines(target.Notes) {
			there = append(there, figures(d.line(number))...)
		}
		var values []float64
		if target.Baseline != nil {
			values = append(values, target.Baseline.Value)
		}
		for _, v := range target.Values {
			values = append(values, v.Value)
		}
		for _, value := range values {
			if slices.Contains(there, value) {
				continue
			}
			what := fmt.Sprintf("%s: line %d has no figure %v", target.ID, target.Line, value)
			if len(target.Notes) == 0 {
				t.Error(what)
				continue
			}
			exceptions++
			t.Logf("exception, noted on the record: %s\n\tnotes: %q", what, target.Notes)
		}
	}
	t.Logf("%d targets, %d exceptions", len(s.Targets), exceptions)
	if exceptions > mostFigureExceptions {
		t.Errorf("%d figures differ from their source, more than the %d that are known", exceptions, mostFigureExceptions)
	}
}

var notedLine = regexp.MustCompile(`dòng (\d+)`)

// notedLines returns the lines that notes give as further sources ("ở dòng 214").
func notedLines(notes []string) []int {
	var list []int
	for _, match := range notedLine.FindAllStringSubmatch(strings.Join(notes, " "), -1) {
		if number, err := strconv.Atoi(match[1]); err == nil {
			list = append(list, number)
		}
	}
	return list
}

// measured matches a figure with a unit: what a target would measure.
var measured = regexp.MustCompile(`(` + figurePattern.String() + `)\s?(%|g/ngày|Kcal|kg|nghìn tấn|hộ|xã|huyện|HTX|ha\b|lần|USD|ca/|/10 vạn|cây/năm|m2|chuỗi|sản phẩm)`)

func TestNoFigureOfTheDocumentsIsMissing(t *testing.T) {
	s := openScan(t)
	looked, missing := 0, 0
	for _, p := range s.Plans {
		for i, text := range s.documents[p.ID].lines {
			line := i + 1
			for _, match := range measured.FindAllStringSubmatch(text, -1) {
				looked++
				if s.registers(p, line, figures(match[1])[0]) {
					continue
				}
				if reason := notTargets[fmt.Sprintf("%s:%d", p.Key, line)]; reason != "" {
					t.Logf("%s, line %d: %s is no target: %s", p.Key, line, match[0], reason)
					continue
				}
				missing++
				t.Errorf("%s, line %d: no target has %q: …%s", p.Key, line, match[0], around(text, match[0]))
			}
		}
	}
	t.Logf("%d figures with a unit, %d missing", looked, missing)
}

// around returns some of a text before and behind a part of it.
func around(text, part string) string {
	at := strings.Index(text, part)
	return strings.ToValidUTF8(text[max(0, at-60):min(len(text), at+len(part)+30)], "")
}

// registers reports whether a target of the plan takes a figure from a line: as a value, or as a fact in its name or notes.
func (s *scan) registers(p plan.Plan, line int, figure float64) bool {
	for _, target := range s.Targets {
		if target.Plan != p.ID || target.Line != line && !slices.Contains(notedLines(target.Notes), line) {
			continue
		}
		if target.Baseline != nil && target.Baseline.Value == figure {
			return true
		}
		if slices.ContainsFunc(target.Values, func(v plan.TargetValue) bool { return v.Value == figure }) {
			return true
		}
		if slices.Contains(figures(target.Name+" "+strings.Join(target.Notes, " ")), figure) {
			return true
		}
	}
	return false
}

// notTargets are the lines with figures that measure nothing to be reached, and why.
var notTargets = map[string]string{
	"KL:37":   "repeats the eight products of KL-T8",
	"KL:147":  "repeats the eight products of KL-T8",
	"KL:180":  "repeats the eight products of KL-T8",
	"KL:184":  "says where the cooperatives of KL-T16 are",
	"BV:1677": "repeats the group of BV-T31",
}
