package progress

// orders reports whether a clause tells somebody what to do: it begins with whom it speaks to ("Chị Hoa", "các phòng") or with a
// verb that only orders use ("gửi em"), says nothing that is done, and ends softly or with a time by which ("nhé", "trước 15h").
func (m *message) orders(c clause) bool {
	const reports = perfect | running | steady | attained | negates | notStarted | blocked | hindered | unfinished | submitted
	at, addressed := m.addressee(c)
	said := c.start
	for i := at; i < c.end; i++ { // "các trường chưa nộp thì nộp ngay nhé"
		if inCase, _ := m.vocabulary.InCase.at(m.tokens[i:c.end]); inCase != nil && addressed {
			said = i
		}
	}
	for at < c.end && m.labels(at)&done != 0 { // "xong gửi em"
		at++
		said = at
	}
	if at >= c.end || m.labelsWithin(said, c.end)&reports != 0 {
		return false
	}
	imperative, _ := m.vocabulary.Imperatives.at(m.tokens[at:c.end])
	if imperative != nil {
		return true
	}
	return addressed && m.tokens[at].kind == word && (m.endsSoftly(c) || m.namesTimeLimit(c))
}

// ordersThen reports whether a clause only says what is wanted when something is done: "xong thì nhắn chị nhé".
func (m *message) ordersThen(c clause) bool {
	const reports = perfect | running | steady | attained | done | notStarted | blocked | hindered | stopped
	for i := c.start + 1; i < c.end; i++ {
		if inCase, _ := m.vocabulary.InCase.at(m.tokens[i:c.end]); inCase == nil || m.masked[i] || m.labelsWithin(i, c.end)&(reports|negates) != 0 || m.counts(i, c.end) {
			continue
		}
		imperative, _ := m.vocabulary.Imperatives.at(m.tokens[i+1 : c.end])
		tell, _ := m.vocabulary.Notifies.at(m.tokens[i+1 : c.end])
		return imperative != nil || tell != nil || m.endsSoftly(c)
	}
	return false
}

// goesOnOrdering reports whether a clause only continues the request before it: "…nhé, xong báo lại em". What follows a request to
// record is the report.
func (m *message) goesOnOrdering(previous, c clause) bool {
	if previous.intent != requests || previous.sentence != c.sentence || c.open != ',' {
		return false
	}
	for i := previous.start; i < previous.end; i++ {
		if recording, _ := m.vocabulary.Recording.at(m.tokens[i:previous.end]); recording != nil {
			return false
		}
	}
	return m.labelsWithin(c.start, c.end)&(perfect|running|steady|notStarted|blocked|hindered) == 0
}

// goesOnObliging reports whether a clause only lists more of what is to be done: "phải mở 50 lớp, giải ngân 3 tỷ đồng".
func (m *message) goesOnObliging(previous, c clause) bool {
	const now = perfect | running | steady | negates | notStarted | blocked | hindered | cumulative | periodic
	if !previous.obliged || previous.sentence != c.sentence || m.labelsWithin(c.start, c.end)&now != 0 {
		return false
	}
	budget, _ := m.vocabulary.Budgets.at(m.tokens[previous.start:previous.end]) // "dự toán năm 2027: 14 tỷ"
	return c.open == ',' || c.open == ':' && budget != nil
}

// addressee returns the token after the words that say who is spoken to at a clause's beginning, and whether there are any.
func (m *message) addressee(c clause) (after int, found bool) {
	at := c.start
	for at < c.end && (m.tokens[at].kind == mark || m.labels(at)&greeting != 0) {
		at++
	}
	name, n := m.vocabulary.Addressees.at(m.tokens[at:c.end])
	if name == nil {
		return at, false
	}
	first := at
	for at += n; at < c.end && m.tokens[at].kind == word && !m.masked[at] && m.tokens[at].capital(); at++ {
	}
	single := n == 1 && at == first+n // "em làm xong …": the writer, and not somebody called Em
	called, _ := m.vocabulary.Particles.at(m.tokens[at:c.end])
	return at, !single && called == nil
}

// endsSoftly reports whether a clause ends with a particle that makes it an order, whoever is named behind it.
func (m *message) endsSoftly(c clause) bool {
	for i := c.end - 1; i > c.start; i-- {
		if m.tokens[i].kind != word {
			continue
		}
		if soft, _ := m.vocabulary.Softeners.at(m.tokens[i : i+1]); soft != nil {
			return true
		}
		if particle, _ := m.vocabulary.Particles.at(m.tokens[i : i+1]); particle == nil {
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

// demands reports whether a clause hands on what somebody in authority wants done: "Chủ tịch yêu cầu Sở hoàn thành trước 31/12".
func (m *message) demands(c clause) bool {
	if m.labelsWithin(c.start, c.end)&(perfect|running|negates|stopped|blocked) != 0 {
		return false
	}
	for i := c.start; i < c.end; i++ {
		demand, n := m.vocabulary.Demands.at(m.tokens[i:c.end])
		if demand == nil || m.masked[i] || m.labelsWithin(c.start, i)&(target|attained|able) != 0 { // "chỉ tiêu Bộ giao 24 phiên"
			continue
		}
		to, _ := m.vocabulary.Addressees.at(m.tokens[min(i+n, c.end):c.end])
		toAgency := i+n < c.end && m.tagged[i+n] >= 0 && m.tags[m.tagged[i+n]].agency
		byAgency := i > c.start && m.tagged[i-1] >= 0 && m.tags[m.tagged[i-1]].agency
		handed := m.counts(c.start, i) // "130 tỷ đồng bộ giao"
		if m.namesTimeLimit(c) || to != nil || toAgency || !handed && (byAgency || m.follows(i, m.vocabulary.Authorities)) {
			return true
		}
	}
	return false
}

// counts reports whether a number stands in a range of tokens that is no date and no name.
func (m *message) counts(first, last int) bool {
	for i := first; i < last; i++ {
		if m.tokens[i].kind == number && !m.masked[i] {
			return true
		}
	}
	return false
}
