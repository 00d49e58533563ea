package progress

// next returns the words that say what comes: what a heading for it introduces, or else the first clauses of a sentence that speak of it.
func (m *message) next(s segment) string {
	for n, c := range m.clauses {
		if c.start < s.first || c.start >= s.last || c.plansFrom >= c.end || c.intent != states && c.intent != plans {
			continue
		}
		first := c.start
		if m.headsPlans(n) && n+1 < len(m.clauses) || m.closedByColon(c) && n+1 < len(m.clauses) && m.clauses[n+1].intent == plans {
			first = m.clauses[n+1].start
		}
		last := min(c.end, s.last)
		for i := n + 1; i < len(m.clauses) && m.clauses[i].start < s.last && m.clauses[i].intent == plans && (m.clauses[i].headed || m.clauses[i].sentence == c.sentence); i++ {
			last = min(m.clauses[i].end, s.last)
		}
		if first < last {
			return m.phrase(first, last)
		}
	}
	return ""
}

// closedByColon reports whether a colon ends a clause.
func (m *message) closedByColon(c clause) bool {
	return c.end < len(m.tokens) && m.tokens[c.end].text == ":"
}

// headsPlans reports whether a clause is a heading for what is to come: "Nhiệm vụ tiếp theo:", "Mục tiêu ND-10:".
func (m *message) headsPlans(n int) bool {
	c := m.clauses[n]
	if c.head == ahead {
		return true
	}
	if !m.closedByColon(c) {
		return false
	}
	at := m.afterIDs(c)
	head, length := m.vocabulary.PlanHeads.at(m.tokens[at:c.end])
	for at += length; at < c.end && (m.masked[at] || m.tokens[at].kind == number || m.labels(at)&calendar != 0); {
		at++
	}
	return head != nil && at == c.end
}

// headsTarget reports whether a heading for what is to come names an aim, which what is done is part of: "Mục tiêu: 90 lớp".
func (m *message) headsTarget(n int) bool {
	c := m.clauses[n]
	aim, _ := m.vocabulary.AimHeads.at(m.tokens[m.afterIDs(c):c.end])
	return aim != nil && m.headsPlans(n)
}

// notAhead says that a clause below a heading for what is to come is not part of it.
const notAhead = perfect | notStarted | blocked | hindered | stopped

// headedByPlans reports whether a clause is one of those that a heading for what is to come introduces: behind its colon, in the same
// sentence, or as an item of the list below it.
func (m *message) headedByPlans(n int) bool {
	if n == 0 {
		return false
	}
	previous, c := m.clauses[n-1], m.clauses[n]
	if m.labelsWithin(c.start, c.end)&notAhead != 0 || m.headsPlans(n) {
		return false
	}
	heading := n - 1
	for heading > 0 && m.clauses[heading].headed {
		heading--
	}
	switch {
	case !m.headsPlans(heading) || heading < n-1 && !previous.headed:
		return false
	case c.sentence == previous.sentence:
		return heading == n-1 || c.open == ',' || c.open == '(' || c.open == ':' && m.afterIDs(previous) == previous.end
	}
	return m.listedBelow(m.clauses[heading], c)
}

// listedBelow reports whether a clause begins an item of the list below a heading. Items that name a task belong to a heading only if
// that has a line of its own.
func (m *message) listedBelow(heading, c clause) bool {
	below, line := heading.end+1, m.lineStart(c.start)
	if below >= len(m.tokens) || m.tokens[below].kind != lineEnd || m.bullet(line) == "" || m.fieldAt(line) {
		return false
	}
	return !m.masked[c.start] || m.afterMarks(m.lineStart(heading.start)) == heading.start
}

// afterMarks returns the place behind the marks at a token.
func (m *message) afterMarks(at int) int {
	for at < len(m.tokens) && m.tokens[at].kind == mark {
		at++
	}
	return at
}
