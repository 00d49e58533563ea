package progress

// clause is a stretch of a message between two commas or other marks.
type clause struct {
	start, end int  // tokens, without the mark
	sentence   int  // number of its sentence
	open       rune // the mark before it, 0 at the beginning
	intent     intent
	ordered    bool    // it tells somebody else what to do
	obliged    bool    // it says what is to be done
	head       section // what it heads, as a line by itself
	section    section // what the heading above it is about
	begins     bool    // it says when the work is to begin
	headed     bool    // a heading for what is to come stands before it
	plansFrom  int     // from this token on the clause speaks of the future; end if it does not
}

// intent is what a clause is said for.
type intent int

const (
	states intent = iota
	asks
	requests
	plans
	announces
	greets
)

// splitClauses splits a message at marks. A hyphen splits between spaces only, so that "văn hóa - du lịch" is no exception
// worth having, and a colon splits so that "Khó khăn: …" heads what follows.
func splitClauses(m *message) []clause {
	var list []clause
	start, sentence, open := 0, 0, rune(0)
	add := func(end int) {
		if start < end {
			list = append(list, clause{start: start, end: end, sentence: sentence, open: open, plansFrom: end})
		}
	}
	for i, t := range m.tokens {
		ends, ofSentence := boundary(m, i)
		if !ends {
			continue
		}
		add(i)
		start, open = i+1, []rune(t.text)[0]
		if t.kind == word || t.kind == number {
			start = i
		}
		if ofSentence {
			sentence++
		}
	}
	add(len(m.tokens))
	return list
}

// boundary reports whether the token ends a clause, and whether it ends a sentence as well. A tab ends the cell of a table.
func boundary(m *message, i int) (ends, ofSentence bool) {
	t := m.tokens[i]
	switch t.kind {
	case lineEnd:
		return true, true
	case word:
		return m.labels(i)&contrast != 0, false
	case number:
		return m.items[i], m.items[i]
	}
	if m.masked[i] {
		return false, false
	}
	switch t.text {
	case ";", "!", "?", "•", "…", "●", "\t":
		return true, true
	case ".":
		return true, true
	case ",":
		return !m.listsHeads(i, m.vocabulary.Obstacles) && !m.listsHeads(i, m.vocabulary.RequestHeads) && !m.listsHeads(i, m.vocabulary.PlanHeads), false
	case ":", "(", ")":
		return true, false
	case "-", "–", "—", "+", "|", "*":
		return m.spaced(i) && !m.rangesPercent(i), false
	case "/", "%", "&", "\"", "“", "”", "'", "’", "#", "_", "~", "<", ">", "=", "‘":
		return false, false
	}
	return true, false // emoji and other signs
}

// spaced reports whether a token has a space or nothing on both sides.
func (m *message) spaced(i int) bool {
	t := m.tokens[i]
	before := t.start == 0 || m.text[t.start-1] == ' ' || m.text[t.start-1] == '\n'
	after := t.end == len(m.text) || m.text[t.end] == ' '
	return before && after
}

// judgeClauses finds out what each clause is said for. A command means that all of it reports, but plans stay plans.
func (m *message) judgeClauses(context Context) {
	m.markSections()
	asking := m.askingSentences()
	for i := range m.clauses {
		c := &m.clauses[i]
		labels := m.labelsWithin(c.start, c.end)
		switch {
		case context.Command:
		case asking[c.sentence], labels&question != 0 && m.questions(*c):
			c.intent = asks
			continue
		case m.asksWhether(*c), m.endsWithTag(*c):
			c.intent = asks
			continue
		case m.congratulates(*c), i > 0 && m.goesOnGreeting(m.clauses[i-1], *c):
			c.intent = greets
			continue
		case i > 0 && m.headedByNotice(m.clauses[i-1], *c):
			c.intent, c.headed = announces, true
			continue
		case m.invites(*c), m.quotesPress(*c):
			c.intent, c.headed = announces, true
			continue
		case m.saysWrong(*c), m.guesses(*c), m.cites(*c), i > 0 && m.citesFrom(m.clauses[i-1], *c):
			c.intent = announces
			continue
		case labels&request != 0, c.head == wishes, c.section == wishes:
			c.intent = requests
			continue
		case m.headsPlans(i):
			c.intent, c.plansFrom = plans, c.start
			continue
		case c.section == ahead && labels&notAhead == 0:
			c.intent, c.plansFrom, c.headed = plans, c.start, true
			continue
		case m.headedByPlans(i):
			c.intent, c.plansFrom, c.headed, c.obliged = plans, c.start, true, m.headsTarget(i-1)
			continue
		case i > 0 && m.headedByRequest(m.clauses[i-1], *c):
			c.intent = requests
			continue
		case i > 0 && m.scheduled(m.clauses[i-1], *c), i+1 < len(m.clauses) && m.scheduled(*c, m.clauses[i+1]):
			c.intent, c.plansFrom = plans, c.start
			continue
		case i > 0 && m.goesOnObliging(m.clauses[i-1], *c):
			c.intent, c.plansFrom, c.obliged = plans, c.start, true
			continue
		case i > 0 && m.goesOnPlanning(m.clauses[i-1], *c):
			c.intent, c.plansFrom = plans, c.start
			continue
		case m.orders(*c), m.ordersThen(*c), i > 0 && m.goesOnOrdering(m.clauses[i-1], *c):
			c.intent, c.ordered = requests, true
			continue
		case m.announces(*c), m.demands(*c):
			c.intent = announces
			continue
		}
		m.judgeFuture(c)
	}
}

// announces reports whether a clause gives notice of something. A document that is only mentioned does not: "tại Thông báo 118/TB-UBND".
func (m *message) announces(c clause) bool {
	for i := c.start; i < c.end; i++ {
		if m.labels(i)&announcement == 0 {
			continue
		}
		end := m.tags[m.tagged[i]].end
		numbered := end < c.end && (m.masked[end] || m.labels(end)&ordinal != 0 || m.tokens[end].kind == number)
		mentioned := i > c.start && (numbered || m.labels(i-1)&source != 0 || m.belongs(i))
		if !mentioned {
			return true
		}
		i = end - 1
	}
	return false
}

// belongs reports whether a preposition stands right before a token.
func (m *message) belongs(at int) bool {
	if at == 0 {
		return false
	}
	owner, _ := m.vocabulary.Belonging.at(m.tokens[at-1 : at])
	return owner != nil
}

// labelsWithin returns all labels of a range of tokens.
func (m *message) labelsWithin(first, last int) label {
	var all label
	for i := first; i < last; i++ {
		all |= m.labels(i)
	}
	return all
}

// clauseOf returns the index of the clause that holds the token, or -1.
func (m *message) clauseOf(token int) int {
	for i, c := range m.clauses {
		if token >= c.start && token < c.end {
			return i
		}
	}
	return -1
}
