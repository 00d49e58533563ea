package progress

import "unicode"

// orders reports whether a clause tells somebody what to do: it begins with whom it speaks to ("Chị Hoa", "các phòng") or with a
// verb that only orders use ("gửi em"), says nothing that is done, and ends softly or with a time by which ("nhé", "trước 15h").
func (m *message) orders(c clause) bool {
	const reports = perfect | running | steady | attained | negates | notStarted | blocked | hindered | unfinished | submitted
	at, addressed := m.addressee(c)
	if at >= c.end || m.labelsWithin(c.start, c.end)&reports != 0 {
		return false
	}
	imperative, _ := m.vocabulary.imperatives.at(m.tokens[at:c.end])
	if imperative != nil {
		return true
	}
	return addressed && m.tokens[at].kind == word && (m.endsSoftly(c) || m.namesTimeLimit(c))
}

// goesOnOrdering reports whether a clause only continues the order before it: "…nhé, xong báo lại em".
func (m *message) goesOnOrdering(previous, c clause) bool {
	return previous.intent == requests && previous.sentence == c.sentence && m.orders(previous) &&
		m.labelsWithin(c.start, c.end)&(perfect|running|notStarted|blocked|hindered) == 0
}

// addressee returns the token after the words that say who is spoken to at a clause's beginning, and whether there are any.
func (m *message) addressee(c clause) (after int, found bool) {
	at := c.start
	for at < c.end && (m.tokens[at].kind == mark || m.labels(at)&greeting != 0) {
		at++
	}
	name, n := m.vocabulary.addressees.at(m.tokens[at:c.end])
	if name == nil {
		return at, false
	}
	first := at
	for at += n; at < c.end && m.tokens[at].kind == word && !m.masked[at] && unicode.IsUpper([]rune(m.tokens[at].text)[0]); at++ {
	}
	single := n == 1 && at == first+n // "em làm xong …": the writer, and not somebody called Em
	called, _ := m.vocabulary.particles.at(m.tokens[at:c.end])
	return at, !single && called == nil
}

// endsSoftly reports whether a clause ends with a particle that makes it an order, whoever is named behind it.
func (m *message) endsSoftly(c clause) bool {
	for i := c.end - 1; i > c.start; i-- {
		if m.tokens[i].kind != word {
			continue
		}
		if soft, _ := m.vocabulary.softeners.at(m.tokens[i : i+1]); soft != nil {
			return true
		}
		if particle, _ := m.vocabulary.particles.at(m.tokens[i : i+1]); particle == nil {
			return false
		}
	}
	return false
}

// namesTimeLimit reports whether a clause says until when: "trước 15h", "trước ngày 20/11".
func (m *message) namesTimeLimit(c clause) bool {
	for i := c.start; i+1 < c.end; i++ {
		if m.labels(i)&plansEnd != 0 && (m.masked[i+1] || m.labels(i+1)&calendar != 0) {
			return true
		}
	}
	return false
}

// demands reports whether a clause hands on what somebody wants done, and until when: "Chủ tịch yêu cầu Sở hoàn thành trước 31/12".
func (m *message) demands(c clause) bool {
	for i := c.start; i < c.end; i++ {
		if demand, _ := m.vocabulary.demands.at(m.tokens[i:c.end]); demand != nil && !m.masked[i] {
			return m.labelsWithin(c.start, c.end)&(perfect|running|negates) == 0 && m.namesTimeLimit(c)
		}
	}
	return false
}
