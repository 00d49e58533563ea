package progress_test

import (
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"chutri/internal/progress"
	"chutri/internal/vietnamese"
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

var (
	spacedDigits = regexp.MustCompile(`\d{1,3}(?:\s\d{3})+`)
	twoPart      = regexp.MustCompile(`(?:^|[^a-z])(?:ty|ti|trieu|tr|tram|nghin|ngan|ruoi|phay|k)(?:$|[^a-z])`)
	inWords      = regexp.MustCompile(`(?:(?:khong|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|chuc|tram|nghin|ngan|linh|le|ruoi|phay|tu|lam|nham)[\s\p{Zs}]*)+`)
)

// addSpelled adds the values of numbers in words, in two scales and with spaces. Which words make a number is told by another way
// than the reader's: the words of each number below a thousand are written down and looked for.
func addSpelled(values map[float64]bool, text string) {
	for _, run := range spacedDigits.FindAllString(text, -1) {
		for v := range valuesIn(strings.Join(strings.Fields(run), "")) {
			values[v] = true
		}
	}
	for _, run := range inWords.FindAllString(vietnamese.Fold(text), -1) {
		padded := " " + strings.Join(strings.Fields(run), " ") + " "
		for spelling, v := range spelled() {
			if strings.Contains(padded, spelling) {
				values[v] = true
			}
		}
	}
	if !twoPart.MatchString(vietnamese.Fold(text)) {
		return
	}
	written := slices.Collect(maps.Keys(values))
	for _, v := range written { // "3 tỷ 450 triệu", "1 tỷ 2", "tám tỷ rưỡi", "mười phẩy năm", "hai nghìn ba trăm"
		values[v+0.5], values[100*v], values[rounded(1000*v)], values[1000*v+500], values[rounded(1e6*v)], values[rounded(1e9*v)] = true, true, true, true, true, true
		for _, w := range written {
			values[v+w/1000], values[v+w/100], values[v+w/10], values[1000*v+w] = true, true, true, true
		}
	}
}

func rounded(value float64) float64 { return math.Round(value*1e6) / 1e6 }

// spelled returns the numbers below a thousand in words, folded, between spaces.
var spelled = sync.OnceValue(func() map[string]float64 {
	digits := []string{"", "mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin"}
	endings := map[int][]string{1: {"mot"}, 4: {"bon", "tu"}, 5: {"nam", "lam", "nham"}}
	all := make(map[int][]string)
	for n := 1; n < 10; n++ {
		all[n] = []string{digits[n]}
	}
	last := func(n int) []string { return append(slices.Clone(endings[n]), digits[n]) }
	for tens := 1; tens < 10; tens++ {
		for n := range 10 {
			for _, end := range last(n) {
				var heads []string
				if tens == 1 {
					heads = []string{"muoi"}
				} else {
					heads = []string{digits[tens] + " muoi", digits[tens] + " chuc"}
					if n > 0 && end != digits[n] || n == 1 || n == 4 {
						heads = append(heads, digits[tens])
					}
				}
				for _, head := range heads {
					all[10*tens+n] = append(all[10*tens+n], strings.TrimSpace(head+" "+end))
				}
			}
		}
	}
	for hundreds := 1; hundreds < 10; hundreds++ {
		head := digits[hundreds] + " tram"
		all[100*hundreds] = append(all[100*hundreds], head)
		all[100*hundreds+50] = append(all[100*hundreds+50], head+" ruoi")
		for n := 1; n < 100; n++ {
			for _, end := range all[n] {
				all[100*hundreds+n] = append(all[100*hundreds+n], head+" "+end)
				if n < 10 {
					all[100*hundreds+n] = append(all[100*hundreds+n], head+" linh "+end, head+" le "+end)
				}
			}
		}
	}
	list := map[string]float64{" tram ": 100}
	for n, spellings := range all {
		for _, s := range spellings {
			list[" "+s+" "] = float64(n)
		}
	}
	return list
})

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
			addSpelled(known, text)
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
