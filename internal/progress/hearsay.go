package progress

import "slices"

// congratulates reports whether a clause begins with thanks or congratulations.
func (m *message) congratulates(c clause) bool {
	at := c.start
	if m.tagged[at] >= 0 && m.tags[m.tagged[at]].agency { // "Sở Nội vụ chúc …"
		at = min(m.tags[m.tagged[at]].end, c.end)
	}
	found, _ := m.vocabulary.Congratulates.at(m.tokens[at:c.end])
	return found != nil
}

// goesOnGreeting reports whether a clause only lists more of what is wished: "chúc ngành nhiều sức khỏe, hoàn thành 100% chỉ tiêu".
func (m *message) goesOnGreeting(previous, c clause) bool {
	if previous.intent != greets || previous.sentence != c.sentence || c.open != ',' {
		return false
	}
	wish, _ := m.vocabulary.Wishes.at(m.tokens[c.start:c.end])
	return wish != nil || m.labelsWithin(c.start, c.end)&(status|perfect|attained) == 0 && !m.names(c)
}

// names reports whether a clause names a task.
func (m *message) names(c clause) bool { return slices.Contains(m.masked[c.start:c.end], true) }

// guesses reports whether a clause tells what somebody thinks or has heard, or what whoever it concerns is to do: "hình như xong rồi",
// "theo tôi nên dừng", "ai chưa xong thì tranh thủ".
func (m *message) guesses(c clause) bool {
	for i := c.start; i < c.end; i++ {
		if guess, _ := m.vocabulary.Guesses.at(m.tokens[i:c.end]); guess != nil && !m.masked[i] {
			return true
		}
		if maybe, n := m.vocabulary.Maybes.at(m.tokens[i:c.end]); maybe != nil && m.labels(i)&neutral == 0 && !m.estimates(i+n, c) {
			return true
		}
		if said, n := m.vocabulary.Telling.at(m.tokens[i:c.end]); said != nil && m.tokens[i].accented && i+n < c.end && m.masked[i+n] {
			return true // "anh Ba nói ND-10 đạt 60%"
		}
		if inCase, _ := m.vocabulary.InCase.at(m.tokens[i:c.end]); inCase != nil {
			whoever, _ := m.vocabulary.Whoever.at(m.tokens[c.start:c.end])
			return whoever != nil
		}
	}
	return false
}

// invites reports whether a clause begins an invitation.
func (m *message) invites(c clause) bool {
	invites, _ := m.vocabulary.Invites.at(m.tokens[m.afterIDs(c):c.end])
	return invites != nil
}

// quotesPress reports whether a clause begins with what a newspaper or the like is named to have said: "Theo báo Đồng Khởi, …".
func (m *message) quotesPress(c clause) bool {
	at := m.afterIDs(c)
	press, n := m.vocabulary.Press.at(m.tokens[at:c.end])
	next := at + n
	return press != nil && next < c.end && !m.masked[next] && m.tokens[next].kind == word && m.tokens[next].capital()
}

// saysWrong reports whether a clause only says of a figure or a task that it is not so: "65% là sai rồi".
func (m *message) saysWrong(c clause) bool {
	for i := c.start + 1; i < c.end; i++ {
		if wrong, n := m.vocabulary.Wrongs.at(m.tokens[i:c.end]); wrong != nil && m.endsClause(i+n, c) {
			return m.counts(c.start, i) || m.labelsWithin(c.start, i)&status != 0
		}
	}
	return false
}

// estimates reports whether at a token a clause gives a figure, or an estimate of one: "chắc cỡ 45%".
func (m *message) estimates(at int, c clause) bool {
	return at < c.end && (m.tokens[at].kind == number && !m.masked[at] || m.labels(at)&estimate != 0)
}

// headedByNotice reports whether a heading says that a clause is a notice or an example: "THÔNG BÁO: …", "Ví dụ: …".
func (m *message) headedByNotice(previous, c clause) bool {
	if previous.intent != announces || previous.sentence != c.sentence {
		return false
	}
	if previous.headed {
		return c.open == ','
	}
	_, guess := m.vocabulary.Guesses.at(m.tokens[previous.start:previous.end])
	notice := 0
	if m.labels(previous.start)&announcement != 0 {
		notice = m.tags[m.tagged[previous.start]].end - previous.start
	}
	return c.open == ':' && max(guess, notice) == previous.end-previous.start
}

// cites reports whether a clause tells what a plan says, and not what was done: "Kế hoạch đề ra BV-12 đạt 80% vào năm 2025".
func (m *message) cites(c clause) bool {
	source, _ := m.vocabulary.Cited.at(m.tokens[c.start:c.end])
	return source != nil && m.saysWhen(c)
}

// citesFrom is cites where a comma stands behind what is cited: "Theo phụ lục, BV-12 hoàn thành năm 2025".
func (m *message) citesFrom(previous, c clause) bool {
	source, n := m.vocabulary.Cited.at(m.tokens[previous.start:previous.end])
	return source != nil && previous.start+n == previous.end && previous.sentence == c.sentence && m.saysWhen(c)
}

// saysWhen reports whether a clause says by when something is reached, and not that it is.
func (m *message) saysWhen(c clause) bool {
	labels := m.labelsWithin(c.start, c.end)
	return labels&(done|attained) != 0 && labels&calendar != 0 && labels&(perfect|running|able|negates) == 0
}

// headedByRequest reports whether what is asked for heads a clause, or the one that it goes on: "Kiến nghị: bổ sung 200 triệu đồng".
func (m *message) headedByRequest(previous, c clause) bool {
	if previous.sentence != c.sentence {
		return false
	}
	if previous.intent == requests && previous.open == ':' && c.open == ',' {
		return true
	}
	heading, n := m.vocabulary.RequestHeads.at(m.tokens[previous.start:previous.end])
	return c.open == ':' && heading != nil && previous.start+n == previous.end
}
