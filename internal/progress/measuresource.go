package progress

import (
	"regexp"
	"strings"
)

// sourceAt is a place that says where a value comes from.
type sourceAt struct {
	first, last int // tokens, with the words that lead to it
	text        string
}

var webAddress = regexp.MustCompile(`(?i)\b(?:https?://|www\.)\S+`)

// findSources finds what a segment gives as sources: "nguồn: điều tra dinh dưỡng", "theo báo cáo số 45/BC-SYT", an address of the web.
func (g *measuring) findSources() {
	addresses := g.addresses()
	for i := g.s.first; i < g.s.last; i++ {
		first, ok := g.sourceStarts(i)
		if !ok {
			continue
		}
		last := g.sourceEnds(first)
		for _, a := range addresses {
			if a.first >= first && a.first <= last {
				last = max(last, a.last) // the marks of an address end nothing
			}
		}
		if text := strings.Trim(g.m.words(first, last), " .;:"); text != "" {
			g.sources = append(g.sources, sourceAt{first: i, last: last, text: text})
		}
		i = max(i, last-1)
	}
	for _, a := range addresses {
		if !g.inSource(a.first) {
			g.sources = append(g.sources, a)
		}
	}
}

func (g *measuring) addresses() []sourceAt {
	var list []sourceAt
	for _, span := range webAddress.FindAllStringIndex(g.m.text, -1) {
		text := strings.TrimRight(g.m.text[span[0]:span[1]], ".,;)")
		if first, last := g.m.tokenRange(span[0], span[0]+len(text)); first >= g.s.first && first < g.s.last {
			list = append(list, sourceAt{first: first, last: last, text: text})
		}
	}
	return list
}

// sourceStarts returns where a source begins whose words begin at a token.
func (g *measuring) sourceStarts(at int) (first int, ok bool) {
	m, v := g.m, g.vocabulary
	if head, n := v.SourceHeads.at(m.tokens[at:g.s.last]); head != nil && !m.masked[at] {
		first = at + n
		if first < g.s.last && m.tokens[first].text == ":" {
			first++
		}
		return first, first < g.s.last
	}
	by, n := v.Sourced.at(m.tokens[at:g.s.last])
	if by == nil || m.masked[at] || at+n >= g.s.last {
		return 0, false
	}
	first = at + n
	paper, _ := v.SourcePapers.at(m.tokens[first:g.s.last])
	agency := m.tagged[first] >= 0 && m.tags[m.tagged[first]].agency
	return first, paper != nil || agency
}

// sourceEnds returns where a source ends: with its clause, or before a year or a value that the same clause goes on to report.
func (g *measuring) sourceEnds(first int) int {
	n := g.m.clauseOf(first)
	if n < 0 {
		return first
	}
	end := min(g.m.clauses[n].end, g.s.last)
	for i := first + 1; i < end; i++ {
		leads, _ := g.vocabulary.Reaches.at(g.m.tokens[i:end])
		if g.m.labels(i)&attained != 0 || leads != nil { // "theo báo cáo của sở năm 2025 đạt 21,3%"
			return g.beforeYear(first, i)
		}
	}
	return end
}

// beforeYear returns the place before the year that ends right before a token, or the token.
func (g *measuring) beforeYear(first, at int) int {
	const words = 2 // "năm 2025"
	if at-words > first && isYear(g.m.tokens[at-1]) && g.vocabulary.labelsOf(g.m.tokens[at-words])&calendar != 0 {
		return at - words
	}
	return at
}

// inSource reports whether a token belongs to a source.
func (g *measuring) inSource(at int) bool {
	for _, s := range g.sources {
		if at >= s.first && at < s.last {
			return true
		}
	}
	return false
}

// sourceOf returns the source of a value: the first one between it and the next value, else the only one that there is.
func (g *measuring) sourceOf(v *valueAt) string {
	next := g.s.last
	for _, other := range g.values {
		if other.first > v.first {
			next = min(next, other.first)
		}
	}
	for _, s := range g.sources {
		if s.first >= v.last && s.first < next {
			return s.text
		}
	}
	if len(g.sources) == 1 {
		return g.sources[0].text
	}
	return ""
}
