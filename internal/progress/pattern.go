package progress

import (
	"regexp"
	"strconv"
	"strings"
)

// dateSpan is a date with the bytes that it takes. Its day is 0 where the text names a month only.
type dateSpan struct {
	Date
	start, end int
}

var (
	documentNumber = regexp.MustCompile(`\d+(?:/\d{4})?[/-][\p{L}\d]{1,8}(?:[-/&][\p{L}\d&]{1,12})+`)
	phoneNumber    = regexp.MustCompile(`(?:\+84|\b0)[\d. ]{8,12}\d`)
	clockTime      = regexp.MustCompile(`(?i)\b\d{1,2}(?:\s?(?:h|giờ|gio)\s?\d{0,2}|g\d{0,2}|:\d{2})(?:[^\p{L}\p{N}]|$)`)
	fullDate       = regexp.MustCompile(`\b(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})\b`)
	dayRange       = regexp.MustCompile(`\b\d{1,2}\s?[-–]\s?(\d{1,2})/(\d{1,2})(?:/(\d{4}))?\b`)
	monthYear      = regexp.MustCompile(`\b(\d{1,2})[/-]((?:19|20)\d{2})\b`)
	dayMonth       = regexp.MustCompile(`\b(\d{1,2})/(\d{1,2})\b`)
	quarterYear    = regexp.MustCompile(`\b[IVX]{1,4}\s?[/-]\s?(?:19|20)\d{2}\b`)
	yearRange      = regexp.MustCompile(`\b(?:19|20)\d{2}\s?[-–]\s?(?:19|20)\d{2}\b`)
	longDate       = regexp.MustCompile(`(?i)\b(?:ngày|ngay)\s+(\d{1,2})\s+(?:tháng|thang)\s+(\d{1,2})(?:\s+(?:năm|nam)\s+(\d{4}))?`)
)

// maskPatterns masks what looks like a figure and is none: dates, times, documents' and telephone numbers, numbered things
// and the numbers of a list.
func (m *message) maskPatterns(v *vocabulary) {
	for _, span := range documentNumber.FindAllStringIndex(m.text, -1) {
		if m.documentAt(v, span[0], span[1]) {
			m.mask(span[0], span[1])
		}
	}
	for _, pattern := range []*regexp.Regexp{phoneNumber, yearRange, quarterYear} {
		for _, span := range pattern.FindAllStringIndex(m.text, -1) {
			m.mask(span[0], span[1])
		}
	}
	for _, span := range clockTime.FindAllStringIndex(m.text, -1) {
		m.mask(span[0], span[1])
	}
	m.maskDates(longDate, 1, 2, 3)
	m.maskDates(fullDate, 1, 2, 3)
	m.maskDates(dayRange, 1, 2, 3)
	m.maskDates(monthYear, 0, 1, 2)
	m.maskDayMonths(v)
	m.maskListNumbers()
}

// documentAt reports whether a span is a document's number; "85/120-km" and figures with units are none.
func (m *message) documentAt(v *vocabulary, start, end int) bool {
	first, last := m.tokenRange(start, end)
	letters := 0
	for _, t := range m.tokens[first:last] {
		if t.kind == word {
			if found, _ := v.Units.at([]token{t}); found != nil && t.text == strings.ToLower(t.text) {
				return false
			}
			letters += len(t.fold)
		}
	}
	return letters > 0
}

func (m *message) maskDates(pattern *regexp.Regexp, day, month, year int) {
	for _, span := range pattern.FindAllStringSubmatchIndex(m.text, -1) {
		group := func(n int) int {
			if n == 0 || span[2*n] < 0 {
				return 0
			}
			value, _ := strconv.Atoi(m.text[span[2*n]:span[2*n+1]])
			return value
		}
		date := Date{Day: group(day), Month: group(month), Year: group(year)}
		if date.Year > 0 && date.Year < 100 {
			date.Year += 2000
		}
		if date.Day > 31 || date.Month < 1 || date.Month > 12 || date.Day == 0 && m.countsFrom(span[0], span[1]) {
			continue
		}
		m.addDate(date, span[0], span[1])
	}
}

// countsFrom reports whether what looks like a month of a year is a part of a whole: "1/2000 hộ", but not "từ 12/2025 hộ nghèo …".
func (m *message) countsFrom(start, end int) bool {
	first, last := m.tokenRange(start, end)
	if !m.vocabulary.counts(m.tokens[last:]) {
		return false
	}
	return first == 0 || m.vocabulary.labelsOf(m.tokens[first-1])&(calendar|bounds|namesDay|plansEnd) == 0
}

func (m *message) addDate(date Date, start, end int) {
	first, last := m.tokenRange(start, end)
	if first == last || m.masked[first] {
		return
	}
	m.mask(start, end)
	m.dates = append(m.dates, dateSpan{Date: date, start: start, end: end})
}

// maskDayMonths tells "28/3" the day from "28/30 hộ" and "7/10 lớp", the part of a whole.
func (m *message) maskDayMonths(v *vocabulary) {
	for _, span := range dayMonth.FindAllStringSubmatchIndex(m.text, -1) {
		dayText, monthText := m.text[span[2]:span[3]], m.text[span[4]:span[5]]
		day, _ := strconv.Atoi(dayText)
		month, _ := strconv.Atoi(monthText)
		if day < 1 || day > 31 || month < 1 || month > 12 || continuesFigure(m.text[span[1]:]) || m.withinFigure(span[0]) {
			continue
		}
		first, last := m.tokenRange(span[0], span[1])
		before, opens := label(0), false
		if first > 0 {
			before, opens = v.labelsOf(m.tokens[first-1]), m.tokens[first-1].text == ":"
		}
		switch {
		case before&namesDay != 0, dayText[0] == '0', monthText[0] == '0':
		case m.sharesOut(first, last, day, month):
			continue
		case day > month && m.follows(m.beforeMarks(first), v.Exceeding) && v.counts(m.tokens[last:]):
			continue // "vượt kế hoạch, 12/10 lớp"
		case day > month && (first == 0 && !m.endsWithNoun(v, last) || first > 0 && m.tokens[first-1].text == ","): // "…, 20/11 hội thi"
		case v.counts(m.tokens[last:]), opens, before&attained != 0 && day <= month:
			continue
		}
		m.addDate(Date{Day: day, Month: month}, span[0], span[1])
	}
}

// sharesOut reports whether what looks like a day is a share of the work: "2/3 khối lượng", "hoàn thành 2/3".
func (m *message) sharesOut(first, last, part, whole int) bool {
	if part >= whole {
		return false
	}
	work, _ := m.vocabulary.WorkNouns.at(m.tokens[last:])
	return work != nil || whole <= fewParts && m.follows(first, m.vocabulary.Finishing)
}

// endsWithNoun reports whether nothing but a counted noun follows: "12/10 lớp".
func (m *message) endsWithNoun(v *vocabulary, at int) bool {
	_, n := v.Units.at(m.tokens[at:])
	return n > 0 && at+n == len(m.tokens)
}

// withinFigure reports whether the bytes before a place belong to the same number.
func (m *message) withinFigure(at int) bool {
	return at > 1 && (m.text[at-1] == ',' || m.text[at-1] == '.') && isDigit(rune(m.text[at-2]))
}

// continuesFigure reports whether a figure goes on ("3/5,5", "17/20%").
func continuesFigure(rest string) bool {
	rest = strings.TrimLeft(rest, " ")
	return strings.HasPrefix(rest, "%") || len(rest) > 1 && (rest[0] == ',' || rest[0] == '.') && isDigit(rune(rest[1]))
}

// maskListNumbers masks "1." and "a)" at the beginning of a line.
func (m *message) maskListNumbers() {
	for i := range m.tokens {
		first := i == 0 || m.tokens[i-1].kind == lineEnd
		if first && m.listNumber(i) && (i+2 >= len(m.tokens) || m.tokens[i+2].kind != number || m.tokens[i+1].text != "/") {
			m.masked[i], m.masked[i+1] = true, true
		}
	}
}

// maskInlineNumbers masks the numbers of a list that goes on within a line: "1) ND-4: xong 2) ND-20: 60%". They count from one, and each
// stands right before a task.
func (m *message) maskInlineNumbers(references []reference) {
	var items []int
	for _, ref := range references {
		if at := ref.first - 2; at >= 0 && m.listNumber(at) && int(m.tokens[at].value) == len(items)+1 {
			items = append(items, at)
		}
	}
	m.items = make(map[int]bool)
	for _, at := range items {
		if len(items) > 1 && m.lineStart(at) < at {
			m.masked[at], m.masked[at+1], m.items[at] = true, true, true
		}
	}
}

// listNumber reports whether the number or letter of a list item stands at a token: "1.", "a)", "1" in a cell of its own.
func (m *message) listNumber(at int) bool {
	if at+1 >= len(m.tokens) || m.tokens[at+1].kind != mark || m.tokens[at+1].start != m.tokens[at].end {
		return false
	}
	t, next := m.tokens[at], m.tokens[at+1].text
	numbered := t.kind == number && t.value < 100 && (next == "." || next == ")" || next == "/" || next == "\ufe0f" || next == "\t")
	return numbered || m.romanNumber(at) || t.kind == word && len(t.text) == 1 && next == ")"
}

// romanNumber reports whether the Roman number of a heading stands at a token: "II.".
func (m *message) romanNumber(at int) bool {
	next := at + 1
	return next < len(m.tokens) && m.tokens[next].text == "." && strings.Trim(m.tokens[at].text, "IVX") == "" && m.tokens[at].kind == word &&
		(next+1 >= len(m.tokens) || m.tokens[next+1].kind != number)
}

// dateAt reports whether a date begins at the token or at the one after it ("ước tháng 12", "ước 12/2025").
func (m *message) dateAt(i int) bool {
	for _, date := range m.dates {
		if first, _ := m.tokenRange(date.start, date.end); first == i || first == i+1 {
			return true
		}
	}
	return i+1 < len(m.tokens) && m.vocabulary.labelsOf(m.tokens[i])&(calendar|bounds) != 0
}
