package progress

// wantsDone returns from where on a clause only tells that something is wanted or demanded to be done or reached: "quyết tâm hoàn thành
// 100%", "yêu cầu nhà thầu hoàn thành", "khó hoàn thành"; -1 where it does not. Who goes on with it now is at work: "tiếp tục hoàn thành".
func (m *message) wantsDone(c *clause) int {
	for i := c.start; i < c.end; i++ {
		if m.masked[i] || m.labels(i)&(neutral|hindered|blocked) != 0 || m.follows(i, m.vocabulary.Meets) {
			continue
		}
		if m.demandsDone(*c, i) || m.wishesDone(*c, i) {
			return i
		}
		effort, n := m.vocabulary.Efforts.at(m.tokens[i:c.end])
		if effort == nil || m.saysPerfect(c.start, c.end) {
			continue
		}
		if at := m.leadsToWord(done, i+n, c.end, 0); at >= 0 && !m.counts(at, c.end) {
			if m.labels(i)&running != 0 {
				return at
			}
			return i
		}
	}
	return -1
}

// wishesDone reports whether a word for a wish stands at a token and leads to one for "done" or "reached".
func (m *message) wishesDone(c clause, at int) bool {
	wish, n := m.vocabulary.Wanted.at(m.tokens[at:c.end])
	return wish != nil && m.leadsToWord(done|attained, at+n, c.end, 1) >= 0 && !m.saysPerfect(c.start, c.end)
}

// demandsDone reports whether at a token a clause tells that somebody is asked to have something done, and not how much of it is. What is
// assigned ("giao") needs somebody who assigns it.
func (m *message) demandsDone(c clause, at int) bool {
	const reach = 5
	demand, n := m.vocabulary.Urging.at(m.tokens[at:c.end])
	if demand == nil {
		if demand, n = m.vocabulary.Assigning.at(m.tokens[at:c.end]); demand == nil || !m.follows(at, m.vocabulary.Authorities) {
			return false
		}
	}
	start := at
	if m.tagged[at] >= 0 {
		start = m.tags[m.tagged[at]].start
	}
	if m.labelsWithin(c.start, start)&target != 0 || m.saysPerfect(at+n, c.end) {
		return false
	}
	finish := m.leadsToWord(done, at+n, c.end, reach)
	return finish >= 0 && !m.countsOther(finish, c.end)
}

// countsOther reports whether a range of tokens has a figure other than 100.
func (m *message) countsOther(first, last int) bool {
	for i := first; i < last; i++ {
		if m.tokens[i].kind == number && !m.masked[i] && m.tokens[i].value != 100 && !m.numbersSomething(i) {
			return true
		}
	}
	return false
}

// leadsToWord returns the place of a word with one of the labels that follows within so many words, ids and agencies not counted, or -1.
func (m *message) leadsToWord(labels label, at, end, reach int) int {
	for ; at < end; at++ {
		switch {
		case m.masked[at], m.tagged[at] >= 0 && m.tags[m.tagged[at]].agency:
			continue
		case m.labels(at)&labels != 0 && m.labels(at)&(running|issued) == 0:
			return at
		case m.tokens[at].kind != word || reach == 0:
			return -1
		}
		reach--
	}
	return -1
}
