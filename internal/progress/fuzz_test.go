package progress_test

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"chutri/internal/progress"
)

var digits = regexp.MustCompile(`\d[\d.,]*`)

// valuesIn returns every value that the digits of a text can mean, whatever the separators are taken for.
func valuesIn(text string) map[float64]bool {
	values := make(map[float64]bool)
	for _, run := range digits.FindAllString(text, -1) {
		for i := range run {
			for j := i + 1; j <= len(run) && j-i <= 20; j++ {
				part := run[i:j]
				for _, form := range []string{
					part, strings.ReplaceAll(part, ".", ""), strings.ReplaceAll(part, ",", ""), strings.ReplaceAll(part, ",", "."),
					strings.ReplaceAll(strings.ReplaceAll(part, ".", ""), ",", "."), strings.ReplaceAll(strings.ReplaceAll(part, ".", ""), ",", ""),
				} {
					if v, err := strconv.ParseFloat(strings.TrimRight(form, "."), 64); err == nil {
						values[v] = true
					}
				}
			}
		}
	}
	return values
}

func FuzzReadInventsNoFigure(f *testing.F) {
	for _, s := range samples(f, "testdata/messages.jsonl") {
		f.Add(s.Text, s.Agency)
	}
	f.Add("ND-1 "+strings.Repeat("1/2 hộ ", 500), "")
	f.Add("%%% 1,,2..3/ /% ND--1 \xff 3️⃣ ??", "so-yte")
	r := newReader(f)
	f.Fuzz(func(t *testing.T, text, agency string) {
		if len(text) > 4096 {
			t.Skip()
		}
		for _, c := range []progress.Context{{Agencies: []string{agency}}, {Card: []string{"ND-15"}}, {Command: true}} {
			got := r.Read(text, c)
			known := valuesIn(text)
			check := func(what string, value float64) {
				if !known[value] || math.IsNaN(value) || math.IsInf(value, 0) {
					t.Errorf("%q: %s %v does not stand there", text, what, value)
				}
			}
			for _, report := range got.Reports {
				if report.Percent != nil {
					check("percent", *report.Percent)
				}
				for _, q := range report.Quantities {
					check("quantity", q.Value)
					if q.Of != nil {
						check("whole", *q.Of)
					}
				}
				if report.StatusGiven != report.Status.Valid() {
					t.Errorf("%q: status %q, given %v", text, report.Status, report.StatusGiven)
				}
			}
			if got.Kind == progress.Update && len(got.Reports) == 0 {
				t.Errorf("%q: an update without a report", text)
			}
		}
	})
}

func TestTheLongestMessagesAreReadInReasonableTime(t *testing.T) {
	r := newReader(t)
	for name, unit := range map[string]string{
		"figures": "1/2 hộ ", "ids": "ND-1, ND-2 và BV-3 xong ", "codes": "mục 2.1 phát triển bền vững đang làm\n", "words": "chưa được phê duyệt ",
		"one word": "a", "digits": "1.", "marks": "((((", "questions": "xong chưa? ",
	} {
		begun := time.Now()
		r.Read(strings.Repeat(unit, 200_000/len(unit)), progress.Context{Agencies: []string{"so-yte"}})
		if took := time.Since(begun); took > 10*time.Second {
			t.Errorf("%s: %v", name, took)
		} else {
			t.Logf("%s: %v", name, took)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	r := newReader(b)
	list := samples(b, "testdata/messages.jsonl")
	for i := 0; b.Loop(); i++ {
		s := list[i%len(list)]
		r.Read(s.Text, progress.Context{Agencies: []string{s.Agency}})
	}
}
