package progress

import (
	"regexp"
	"slices"
	"strconv"
)

// yearAt is a place that names the year of a value.
type yearAt struct {
	first, last int // tokens
	clause      int
	year        int    // 0 where only a part of a year is named
	part        string // "6 tháng đầu năm"
	plain       bool   // it is written as a year and not within a date
	relative    bool   // "năm ngoái"
	compared    bool   // "so với năm 2024"
	used        bool   // a value has it
}

// findYears finds the years that a segment names outside its sources.
func (g *measuring) findYears() {
	for i := g.s.first; i < g.s.last; {
		y := g.yearAt(i)
		if y == nil || g.inSource(i) {
			i++
			continue
		}
		if y.clause = g.m.clauseOf(y.first); y.clause >= 0 {
			y.compared = g.comparedAt(y)
			g.years = append(g.years, y)
		}
		i = y.last
	}
}

// yearAt reads what names a year at a token; nil where nothing does.
func (g *measuring) yearAt(at int) *yearAt {
	m, v := g.m, g.vocabulary
	if y := g.dateAt(at); y != nil {
		return y
	}
	if m.masked[at] || m.echoed[at] {
		return nil
	}
	if part, n := g.partAt(at); n > 0 {
		y := &yearAt{first: at, last: at + n, part: part}
		at := y.last
		if at < g.s.last && m.tokens[at].text == "/" { // "9T/2026"
			at++
		}
		if next := g.wholeYearAt(at); next != nil {
			y.last, y.year, y.plain = next.last, next.year, true
		}
		return y
	}
	if back, n := v.YearNames.at(m.tokens[at:g.s.last]); back != nil {
		y := &yearAt{first: at, last: at + n, plain: true, relative: v.RelativeYears[back.text] > 0}
		if m.day.Year > 0 {
			y.year = m.day.Year - v.RelativeYears[back.text]
		}
		return y
	}
	return g.wholeYearAt(at)
}

// wholeYearAt reads "năm 2025" or "2025" at a token; a number that counts something is no year.
func (g *measuring) wholeYearAt(at int) *yearAt {
	i := at
	for _, leading := range []label{bounds, calendar} { // "đến năm 2025"
		if i < g.s.last && g.m.tokens[i].kind == word && g.vocabulary.labelsOf(g.m.tokens[i])&leading != 0 {
			i++
		}
	}
	if i >= g.s.last || g.m.masked[i] || g.m.echoed[i] || g.m.tokens[i].kind != number || !isYear(g.m.tokens[i]) {
		return nil
	}
	if unit := g.unitAfter(i+1, g.s.last); i == at && unit.own {
		return nil
	}
	return &yearAt{first: at, last: i + 1, year: int(g.m.tokens[i].value), plain: i > at}
}

// partAt reads what names a part of a year at a token: "6 tháng đầu năm", "quý I", "tháng 6".
func (g *measuring) partAt(at int) (part string, length int) {
	m, v := g.m, g.vocabulary
	const monthsOfYear = 12
	length = 0
	if t := m.tokens[at]; t.kind == number && t.value < monthsOfYear {
		if months, n := v.PartMonths.at(m.tokens[at+1 : g.s.last]); months != nil {
			length = 1 + n
		}
	} else if named, n := v.YearParts.at(m.tokens[at:g.s.last]); named != nil && m.tokens[at+n-1].value != monthsOfYear {
		length = n
	}
	if length == 0 || slices.Contains(m.masked[at:at+length], true) {
		return "", 0
	}
	return m.words(at, at+length), length
}

var yearEnds = regexp.MustCompile(`\d{4}$`)

// dateAt reads a date or a quarter with its year that begins at a token: "đến 30/6/2026", "quý IV/2025". The end of a year is the year.
func (g *measuring) dateAt(at int) *yearAt {
	m := g.m
	spanned := func(start, end, year, month int) *yearAt {
		const december, century = 12, 2000
		y := &yearAt{year: year}
		if year < 100 {
			y.year += century
		}
		y.first, y.last = m.tokenRange(start, end)
		if month != december {
			from := y.first
			for from > g.s.first && !m.masked[from-1] && m.vocabulary.labelsOf(m.tokens[from-1])&(calendar|bounds) != 0 {
				from--
			}
			y.part = m.words(from, y.last)
		}
		return y
	}
	for _, d := range m.dates {
		if d.Year > 0 && d.start == m.tokens[at].start {
			return spanned(d.start, d.end, d.Year, d.Month)
		}
	}
	for _, span := range quarterYear.FindAllStringIndex(m.text, -1) {
		if span[0] == m.tokens[at].start {
			year, _ := strconv.Atoi(yearEnds.FindString(m.text[span[0]:span[1]]))
			return spanned(span[0], span[1], year, 0)
		}
	}
	return nil
}

// comparedAt reports whether a year is only what another value is compared with: "giảm 0,8% so với năm 2024", "cùng kỳ năm 2024".
func (g *measuring) comparedAt(y *yearAt) bool {
	const reach = 4
	for i := y.first - 1; i >= max(y.first-reach, g.m.clauses[y.clause].start, g.s.first); i-- {
		if g.m.tokens[i].kind == number && !g.m.masked[i] {
			return false
		}
		labels := g.m.labels(i)
		relative, _ := g.vocabulary.YearNames.at(g.m.tokens[i:y.first])
		if labels&compares != 0 || labels&past != 0 && relative == nil {
			return true
		}
	}
	return false
}
