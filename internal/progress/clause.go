package progress

import "slices"

// clause is a stretch of a message between two commas or other marks.
type clause struct {
	start, end int  // tokens, without the mark
	sentence   int  // number of its sentence
	open       rune // the mark before it, 0 at the beginning
	intent     intent
	ordered    bool // it tells somebody else what to do
	obliged    bool // it says what is to be done
	headed     bool // a heading for what is to come stands before it
	plansFrom  int  // from this token on the clause speaks of the future; end if it does not
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
		if t.kind == word {
			start = i
		}
		if ofSentence {
			sentence++
		}
	}
	add(len(m.tokens))
	return list
}

// boundary reports whether the token ends a clause, and whether it ends a sentence as well.
func boundary(m *message, i int) (ends, ofSentence bool) {
	t := m.tokens[i]
	switch t.kind {
	case lineEnd:
		return true, true
	case word:
		return m.labels(i)&contrast != 0, false
	case number:
		return false, false
	}
	if m.masked[i] {
		return false, false
	}
	switch t.text {
	case ";", "!", "?", "•", "…", "●":
		return true, true
	case ".":
		return true, true
	case ",":
		return !m.listsObstacles(i), false
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
		case m.guesses(*c), m.cites(*c), i > 0 && m.citesFrom(m.clauses[i-1], *c):
			c.intent = announces
			continue
		case labels&request != 0:
			c.intent = requests
			continue
		case m.headsPlans(i):
			c.intent, c.plansFrom = plans, c.start
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
		m.judgeFuture(c, context.Year)
	}
}

// scheduled reports whether two clauses are lines of a timetable: "từ 10-12/12 đóng điện, 15/12 bàn giao".
func (m *message) scheduled(a, b clause) bool {
	return a.sentence == b.sentence && m.beginsWithDate(a) && m.beginsWithDate(b) &&
		(m.labelsWithin(a.start, a.end)|m.labelsWithin(b.start, b.end))&(perfect|running|attained) == 0
}

// beginsWithDate reports whether a clause begins with a date or a word before one.
func (m *message) beginsWithDate(c clause) bool {
	return m.dateStarts(c.start) || c.start+1 < c.end && m.labels(c.start)&(bounds|calendar) != 0 && m.dateStarts(c.start+1)
}

// dateStarts reports whether a date begins at a token.
func (m *message) dateStarts(at int) bool {
	return slices.ContainsFunc(m.dates, func(d dateSpan) bool { return d.start == m.tokens[at].start })
}

// questions reports whether a clause asks: a word for "not yet" asks at the clause's end only, for "triển khai chưa đồng bộ" does not.
func (m *message) questions(c clause) bool {
	for i := c.start; i < c.end; i++ {
		if m.labels(i)&question == 0 {
			continue
		}
		end := m.tags[m.tagged[i]].end
		const goesOn = running | notStarted | blocked | hindered | pending | submitted
		some := m.labels(i)&remaining != 0 || m.vocabulary.labelsOf(m.tokens[i])&remaining != 0 // "còn mấy xã đang đi tiếp"
		if m.unknownYet(c, i) || some && m.labelsWithin(end, c.end)&goesOn != 0 {
			i = end - 1
			continue
		}
		particle, _ := m.vocabulary.Particles.at(m.tokens[end:])
		if m.vocabulary.labelsOf(m.tokens[end-1])&notYet == 0 || end >= c.end || particle != nil {
			return true
		}
		i = end - 1
	}
	return false
}

// unknownYet reports whether a question word only names what is not known: "chưa biết khi nào".
func (m *message) unknownYet(c clause, at int) bool {
	const reach = 4
	for i := max(c.start, at-reach); i+1 < at; i++ {
		knows, _ := m.vocabulary.Knowing.at(m.tokens[i+1 : at])
		if m.denies(i) && knows != nil {
			return true
		}
	}
	return false
}

// asksWhether reports whether a clause asks "… xong … chưa" without a question mark.
func (m *message) asksWhether(c clause) bool {
	for i := c.start + 1; i < c.end; i++ {
		if m.bareNotYet(i, c) && m.labels(i-1)&joins == 0 {
			return m.labelsWithin(c.start, i)&(perfect|done|issued|attained) != 0 || m.asksOf(c, i)
		}
	}
	return false
}

// endsWithTag reports whether a clause states something and ends with a word that makes it a question: "mới 60% thôi hả".
func (m *message) endsWithTag(c clause) bool {
	for i := c.end - 1; i > c.start; i-- {
		if tag, _ := m.vocabulary.Tags.at(m.tokens[i:c.end]); tag != nil && m.tokens[i].accented {
			return m.counts(c.start, i) || m.labelsWithin(c.start, i)&(status|perfect) != 0
		}
		particle, _ := m.vocabulary.Particles.at(m.tokens[i : i+1])
		name, _ := m.vocabulary.Addressees.at(m.tokens[i:c.end])
		if m.tokens[i].kind == word && particle == nil && name == nil {
			return false
		}
	}
	return false
}

// goesOnPlanning reports whether a clause only says more about the plan before it: what it needs, or anything where the plan is about
// something of a task and not about the task ("kinh phí năm sau của BV-29 dự kiến 4 tỷ đồng, chờ HĐND").
func (m *message) goesOnPlanning(previous, c clause) bool {
	if previous.intent != plans || previous.sentence != c.sentence || c.open != ',' && c.open != ':' {
		return false
	}
	happened := m.labelsWithin(c.start, c.end)&(perfect|running|attained|notStarted|blocked|hindered|stopped|negates) != 0
	if c.open == ':' {
		return !happened && m.labelsWithin(previous.start, previous.end)&future != 0 // "Hướng tới: cấp tiếp 500 hộ"
	}
	for i := previous.start + 1; i < previous.end; i++ {
		if m.masked[i] && !m.masked[i-1] && m.belongs(i) {
			return !happened
		}
	}
	resource, _ := m.vocabulary.Resources.at(m.tokens[c.start:c.end])
	return resource != nil && !happened // "sẽ trồng thêm 100 ha, vốn 12 tỷ đồng"
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

// asksOf reports whether enough is said before a "chưa" at a clause's end for it to ask: "sếp duyệt kinh phí BV-257 chưa anh". "BV-34 thì chưa"
// and "vẫn chưa" tell.
func (m *message) asksOf(c clause, at int) bool {
	const enough = 3
	if tells, _ := m.vocabulary.Tells.at(m.tokens[at-1 : at]); tells != nil {
		return false
	}
	words := 0
	for i := c.start; i < at; i++ {
		particle, _ := m.vocabulary.Particles.at(m.tokens[i : i+1])
		if m.tokens[i].kind == word && !m.masked[i] && particle == nil && !(m.tagged[i] >= 0 && m.tags[m.tagged[i]].agency) {
			words++
		}
	}
	return words >= enough
}

// judgeFuture finds the part of a clause that speaks of the future: from such a word on, and the whole clause where
// nothing before it says that something is done or being done.
func (m *message) judgeFuture(c *clause, year int) {
	for i := c.start; i < c.end; i++ {
		if m.labels(i)&future == 0 || m.labels(i)&(estimate|attained) != 0 {
			continue
		}
		c.plansFrom = i
		if m.labelsWithin(c.start, i)&(perfect|running|notStarted|done|blocked|attained|unfinished) == 0 {
			c.intent, c.plansFrom = plans, c.start
		}
		return
	}
	if at := m.laterYear(c, year); at >= 0 {
		c.intent, c.plansFrom, c.obliged = plans, c.start, true
		return
	}
	if at := m.obliges(c); at >= 0 {
		c.plansFrom, c.obliged = at, true
		if m.labelsWithin(c.start, at)&(perfect|running|notStarted|done|blocked|attained|unfinished) == 0 {
			c.intent, c.plansFrom = plans, c.start
		}
		return
	}
	if at := m.expectedDate(c); at >= 0 {
		c.intent, c.plansFrom = plans, c.start
	}
}

// obliges returns the place of a word that says what is to be done ("phải mở 50 lớp"), or -1.
func (m *message) obliges(c *clause) int {
	for i := c.start; i+1 < c.end; i++ {
		found, n := m.vocabulary.Obligations.at(m.tokens[i:c.end])
		if found != nil && !m.masked[i] && m.labels(i+n)&(attained|begins|done|issued) != 0 && m.labels(i+n)&(blocked|stopped) == 0 {
			return i
		}
	}
	return -1
}

// laterYear returns the place of a year after that of the message where nothing says that anything is done, or -1.
func (m *message) laterYear(c *clause, year int) int {
	for i := c.start + 1; year > 0 && i < c.end; i++ {
		t := m.tokens[i]
		later := t.kind == number && isYear(t) && int(t.value) > year && (m.labels(i-1)|m.vocabulary.labelsOf(m.tokens[i-1]))&calendar != 0 // "kế hoạch năm 2027"
		if later && m.labelsWithin(c.start, c.end)&(perfect|running|done|attained|negates) == 0 {
			return i
		}
	}
	return -1
}

// expectedDate returns the place of an "ước" before a date ("ước 12/2025 xong"), or -1.
func (m *message) expectedDate(c *clause) int {
	for i := c.start; i+1 < c.end; i++ {
		if m.labels(i)&estimate != 0 && m.dateAt(i+1) {
			return i
		}
	}
	return -1
}

// askingSentences returns the sentences that end in a question mark.
func (m *message) askingSentences() map[int]bool {
	asking := make(map[int]bool)
	sentence := 0
	for i, t := range m.tokens {
		if t.text == "?" {
			asking[sentence] = true
		}
		if _, ends := boundary(m, i); ends {
			sentence++
		}
	}
	return asking
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
