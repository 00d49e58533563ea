package assist

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"chutri/internal/plan"
	"chutri/internal/vietnamese"
)

// figures are the numbers that stand in a message, each in every way in which it may be read.
type figures struct {
	numbers  []float64
	percents []float64
	words    string // the message's words, folded, with a space at both ends
}

var (
	digits = regexp.MustCompile(`\d+(?:[.,]\d+)*`)
	// What stands behind a number and multiplies it.
	scale = regexp.MustCompile(`^\s?(nghìn|ngàn|nghin|ngan|triệu|trieu|tỷ|tỉ|ty|ti|k|tr)(?:[^\p{L}]|$)`)
	// What stands behind a number and makes it a percent.
	percentSign = regexp.MustCompile(`^\s?(?:%|phần trăm|phan tram|percent|per cent|pct)`)
	// Dates and the numbers of documents, which count nothing.
	notCounting = regexp.MustCompile(`\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d+[/-][\p{Lu}Đ][\p{Lu}Đ\-/]+`)
)

// figuresOf reads the numbers of a text. Those that are part of an id, a date or a document's number are left out.
func figuresOf(text string) figures {
	f := figures{words: " " + strings.Join(vietnamese.Words(vietnamese.Fold(text)), " ") + " "}
	masked := []byte(text)
	blank := func(start, end int) {
		for i := start; i < end; i++ {
			masked[i] = ' '
		}
	}
	for _, ref := range plan.FindRefs(text) {
		blank(ref.Start, ref.End)
	}
	for _, at := range notCounting.FindAllStringIndex(text, -1) {
		blank(at[0], at[1])
	}
	plain := strings.ToLower(string(masked))
	for _, at := range digits.FindAllStringIndex(plain, -1) {
		behind := plain[at[1]:]
		values := readings(plain[at[0]:at[1]])
		if m := scale.FindStringSubmatch(behind); m != nil {
			for _, v := range values {
				values = append(values, v*scales[vietnamese.Fold(m[1])])
			}
		}
		f.numbers = append(f.numbers, values...)
		if percentSign.MatchString(behind) {
			f.percents = append(f.percents, values...)
		}
	}
	return f
}

var scales = map[string]float64{"nghin": 1e3, "ngan": 1e3, "k": 1e3, "trieu": 1e6, "tr": 1e6, "ty": 1e9, "ti": 1e9}

// readings returns what a number may mean: with dots between thousands and a comma before decimals, or the other way round.
func readings(number string) []float64 {
	var values []float64
	for _, marks := range [][2]string{{".", ","}, {",", "."}} {
		plain := strings.Replace(strings.ReplaceAll(number, marks[0], ""), marks[1], ".", 1)
		grouped := !strings.Contains(number, marks[0]) || thousands(number, marks[0], marks[1])
		if v, err := strconv.ParseFloat(plain, 64); err == nil && grouped && !slices.Contains(values, v) {
			values = append(values, v)
		}
	}
	return values
}

// thousands reports whether a mark stands between groups of three digits.
func thousands(number, mark, decimal string) bool {
	whole, _, _ := strings.Cut(number, decimal)
	groups := strings.Split(whole, mark)
	for _, g := range groups[1:] {
		if len(g) != 3 {
			return false
		}
	}
	return len(groups) > 1 && len(groups[0]) <= 3
}

// has reports whether a number stands in the message.
func (f figures) has(value float64) bool { return holds(f.numbers, value) }

// percent reports whether a number stands in the message as a percent.
func (f figures) percent(value float64) bool { return holds(f.percents, value) }

// counts reports whether a number and the words of its unit stand in the message.
func (f figures) counts(value float64, unit string) bool {
	folded := strings.Join(vietnamese.Words(vietnamese.Fold(unit)), " ")
	return f.has(value) && folded != "" && len(unit) <= 60 && strings.Contains(f.words, " "+folded+" ")
}

func holds(list []float64, value float64) bool {
	return slices.ContainsFunc(list, func(v float64) bool { return math.Abs(v-value) <= 1e-9*math.Max(1, math.Abs(v)) })
}
