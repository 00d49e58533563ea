package progress

// questions reports whether a clause asks: a word for "not yet" asks at the clause's end only, for "triển khai chưa đồng bộ" does not.
func (m *message) questions(c clause) bool {
	for i := c.start; i < c.end; i++ {
		if m.labels(i)&question == 0 {
			continue
		}
		end := m.tags[m.tagged[i]].end
		const goesOn = running | notStarted | blocked | hindered | pending | submitted
		some := m.labels(i)&remaining != 0 || m.vocabulary.labelsOf(m.tokens[i])&remaining != 0 // "còn mấy xã đang đi tiếp"
		if m.isTime(i) && i > c.start && m.tokens[i-1].kind == number && !m.masked[i-1] {       // "đạt 3 sao"
			continue
		}
		if m.unknownYet(c, i) || some && m.labelsWithin(end, c.end)&goesOn != 0 {
			i = end - 1
			continue
		}
		particle, _ := m.vocabulary.Particles.at(m.tokens[end:])
		if asksWhy := end-i > 1 && m.vocabulary.labelsOf(m.tokens[i])&question != 0; asksWhy { // "sao chưa xong"
			return true
		}
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

// asksWhether reports whether a clause asks "… xong … chưa" or "… xong không" without a question mark.
func (m *message) asksWhether(c clause) bool {
	for i := c.start + 1; i < c.end; i++ {
		if m.denies(i) && m.vocabulary.labelsOf(m.tokens[i])&never != 0 && m.endsClause(i+1, c) && m.labels(i-1)&(done|issued) != 0 {
			return true
		}
		if m.bareNotYet(i, c) && m.labels(i-1)&joins == 0 {
			return m.labelsWithin(c.start, i)&(perfect|done|issued|attained|running) != 0 || m.asksOf(c, i)
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
