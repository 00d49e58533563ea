package progress

import "strings"

// section is what a part of a report under a heading is about.
type section int

const (
	anything section = iota
	results
	ahead     // what comes next
	hindrance // what stands in the way
	wishes    // what is asked for
)

// markSections finds the headings that have a line of their own, "II. KHÓ KHĂN, VƯỚNG MẮC", and which clauses stand below them: to the next
// heading, or to a line that is no item of the list below it.
func (m *message) markSections() {
	current, heading, item := anything, 0, -1
	for n := range m.clauses {
		c := &m.clauses[n]
		line := m.lineStart(c.start)
		if kind := m.sectionHead(*c); kind != anything {
			c.head, current, heading, item = kind, kind, line, -1
			continue
		}
		if item < 0 {
			item = line
		}
		if line != item && m.leavesList(heading, item, line) || m.headsField(*c) {
			current = anything
		}
		c.section = current
	}
}

// leavesList reports whether a line is none of the items below a heading, of which the first one is given.
func (m *message) leavesList(heading, item, line int) bool {
	bullet, first := m.bullet(line), m.bullet(item)
	if first == "" {
		return bullet != "" && bullet == m.bullet(heading) || m.masked[m.afterBullet(line)] && !m.masked[m.afterBullet(item)]
	}
	return bullet == "" || bullet != first && bullet == m.bullet(heading)
}

// sectionHead returns what a clause heads that is a line by itself and one heading, or several of a kind, without anything else.
func (m *message) sectionHead(c clause) section {
	first, end := m.afterBullet(m.lineStart(c.start)), c.end
	if end < len(m.tokens) && m.tokens[end].text == ":" {
		end++
	}
	if first < c.start || first >= c.end || end+1 >= len(m.tokens) || m.tokens[end].kind != lineEnd {
		return anything
	}
	v := m.vocabulary
	for _, kind := range []struct {
		section section
		heads   phrases
	}{{hindrance, v.Obstacles}, {ahead, v.PlanHeads}, {wishes, v.RequestHeads}, {results, v.ResultHeads}} {
		if m.onlyLists(kind.heads, first, c.end) {
			return kind.section
		}
	}
	return anything
}

// onlyLists reports whether a range of tokens has one of the phrases or several, with nothing but links between them.
func (m *message) onlyLists(list phrases, first, last int) bool {
	length := 0
	for at := first; at < last; at += length {
		if at > first && m.links(at) {
			at++
		}
		if _, length = list.at(m.tokens[at:last]); length == 0 {
			return false
		}
	}
	return length > 0
}

// headingAbove returns the line of a heading that stands right above the line of a token and behind another token; ok is false where none does.
func (m *message) headingAbove(from, at int) (line int, ok bool) {
	end := m.lineStart(at)
	for end > from && m.tokens[end-1].kind == lineEnd {
		end--
	}
	line = m.lineStart(max(end-1, 0))
	return line, line > from && m.headsAt(line)
}

// headsAt reports whether a line is a heading.
func (m *message) headsAt(line int) bool {
	n := m.clauseOf(m.afterBullet(line))
	return n >= 0 && m.clauses[n].head != anything
}

// hindrances returns the words of a segment that stand below a heading for what stands in the way.
func (m *message) hindrances(s segment) string {
	first, last := s.last, s.first
	for n, c := range m.clauses {
		if c.section == hindrance && c.start < s.last && c.end > s.first && !m.saysNothing(n) {
			first, last = min(first, max(c.start, s.first)), max(last, min(c.end, s.last))
		}
	}
	return strings.TrimLeft(m.phrase(first, last), ": ")
}
