package progress

import "strings"

// obstacle returns the words that say what stands in the way: what a heading for it introduces, or else the clauses that tell of it.
func (m *message) obstacle(s segment, events []event) string {
	for n, c := range m.clauses {
		if c.start >= s.first && c.end <= s.last && c.head == anything && m.headsObstacle(n) && !m.saysNothing(n+1) {
			return m.headed(n, s)
		}
	}
	if below := m.hindrances(s); below != "" {
		return below
	}
	for _, e := range events {
		if e.labels&(blocked|hindered|awaitsGuidance) == 0 {
			continue
		}
		c := m.clauses[e.clause]
		first, last := max(c.start, s.first), min(c.end, s.last)
		// The clauses that follow in the sentence say why, unless they speak of something else.
		for n := e.clause + 1; n < len(m.clauses) && m.clauses[n].sentence == c.sentence && m.clauses[n].start < s.last; n++ {
			if next := m.clauses[n]; next.intent == states && m.labelsWithin(next.start, next.end)&(running|done|attained) == 0 {
				last = min(next.end, s.last)
				continue
			}
			break
		}
		return m.phrase(first, last)
	}
	return ""
}

// headed returns what a heading introduces to the end of its sentence, and the reason if the next sentence is headed as one.
func (m *message) headed(heading int, s segment) string {
	c := m.clauses[heading]
	first, last := m.clauses[heading+1].start, c.end
	sentence := c.sentence
	for n := heading + 1; n < len(m.clauses) && m.clauses[n].start < s.last; n++ {
		next := m.clauses[n]
		reason, _ := m.vocabulary.Reasons.at(m.tokens[next.start:next.end])
		if n > heading+1 && reason == nil && m.headsField(next) {
			break
		}
		if next.sentence != sentence {
			if reason == nil {
				break
			}
			sentence = next.sentence
		}
		last = min(next.end, s.last)
	}
	return m.phrase(first, last)
}

// headsField reports whether a clause is the heading of a field of a report: "Kiến nghị:".
func (m *message) headsField(c clause) bool {
	field, n := m.vocabulary.Fields.at(m.tokens[c.start:c.end])
	return field != nil && c.start+n == c.end && m.closedByColon(c)
}

// phrase returns the words of a range of tokens without ids and marks before them.
func (m *message) phrase(first, last int) string {
	for first < last && (m.masked[first] || m.tokens[first].kind == mark) {
		first++
	}
	return strings.TrimSpace(m.words(first, last))
}

// headsObstacle reports whether a clause is a heading for what stands in the way: "Khó khăn, vướng mắc:".
func (m *message) headsObstacle(n int) bool {
	if n+1 >= len(m.clauses) || m.clauses[n+1].open != ':' && m.clauses[n].head != hindrance {
		return false
	}
	c := m.clauses[n]
	return m.onlyLists(m.vocabulary.Obstacles, m.afterIDs(c), c.end)
}

// afterIDs returns the place behind the ids and marks at a clause's beginning.
func (m *message) afterIDs(c clause) int {
	at := c.start
	for at < c.end && (m.masked[at] || m.tokens[at].kind == mark) {
		at++
	}
	return at
}

// saysNothing reports whether a clause only says that there is nothing: "không", "chưa có ạ", "0".
func (m *message) saysNothing(n int) bool {
	c := m.clauses[n]
	if zero := m.tokens[c.start]; zero.kind == number && zero.value == 0 && m.endsClause(c.start+1, c) {
		return true
	}
	nothing, length := m.vocabulary.Nothing.at(m.tokens[c.start:c.end])
	return nothing != nil && m.endsClause(c.start+length, c)
}

// hasNoObstacle reports whether a clause only says under a heading for what stands in the way that there is nothing: "Khó khăn: chưa".
func (m *message) hasNoObstacle(n int) bool {
	return n > 0 && m.headsObstacle(n-1) && m.saysNothing(n)
}

// deniesObstacle reports whether "not" or "not yet" at a token is said of what stands in the way: "chưa gặp khó khăn gì".
func (m *message) deniesObstacle(at, end int) bool {
	next := at + 1
	if m.labels(at) != 0 {
		next = min(m.tags[m.tagged[at]].end, end)
	}
	next += m.provides(next, end)
	obstacle, _ := m.vocabulary.Obstacles.at(m.tokens[min(next, end):end])
	return obstacle != nil || m.labels(next)&(hindered|blocked) != 0 && next < end
}

// listsHeads reports whether a comma only stands between two headings of a kind: "khó khăn, vướng mắc".
func (m *message) listsHeads(comma int, heads phrases) bool {
	after, _ := heads.at(m.tokens[comma+1:])
	return after != nil && m.follows(comma, heads)
}

// links reports whether a token links the parts of a list.
func (m *message) links(at int) bool {
	link, _ := m.vocabulary.Links.at(m.tokens[at : at+1])
	return link != nil || m.tokens[at].text == "," || m.tokens[at].text == "/"
}

// obstaclesFrom returns where a list of words for obstacles begins of which the last one begins at a token.
func (m *message) obstaclesFrom(c clause, at int) int {
	const longest = 3
	for n := longest; n > 0; n-- {
		first := at - 1 - n
		if at-1 <= c.start || first < c.start || !m.links(at-1) {
			continue
		}
		if found, length := m.vocabulary.Obstacles.at(m.tokens[first : at-1]); found != nil && length == n {
			return m.obstaclesFrom(c, first)
		}
	}
	return at
}
