package progress

import "slices"

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
	return !happened && (resource != nil || m.listsMore(previous, c)) // "sẽ trồng thêm 100 ha, vốn 12 tỷ đồng"
}

// listsMore reports whether a clause only goes on with figures of what is to come: "sẽ mở thêm 2 lớp, kiểm tra 3 xã".
func (m *message) listsMore(previous, c clause) bool {
	const now = status | perfect | attained | cumulative | periodic | target | remaining | past
	return previous.plansFrom == previous.start && !previous.obliged && m.counts(previous.start, previous.end) && m.counts(c.start, c.end) &&
		m.tokens[c.start].kind == word && m.labelsWithin(c.start, c.end)&now == 0
}

// happened are the labels of words before a plan that say that something was done, or how it stands.
const happened = perfect | running | notStarted | done | blocked | attained | unfinished

// judgeFuture finds the part of a clause that speaks of the future: from such a word on, and the whole clause where
// nothing before it says that something is done or being done.
func (m *message) judgeFuture(c *clause) {
	for i := c.start; i < c.end; i++ {
		if m.labels(i)&future == 0 || m.labels(i)&(estimate|attained) != 0 {
			continue
		}
		m.planFrom(c, i)
		return
	}
	if at := m.wantsDone(c); at >= 0 {
		m.planFrom(c, at)
		return
	}
	if at := m.finishesLater(c); at >= 0 && !m.saysPerfect(c.start, c.end) {
		c.begins = m.stands(m.vocabulary.Starts, c.start, c.end)
		m.planFrom(c, at)
		return
	}
	if at := m.laterYear(c, m.day.Year); at >= 0 {
		c.intent, c.plansFrom, c.obliged = plans, c.start, true
		return
	}
	if at := m.obliges(c); at >= 0 {
		c.obliged = true
		m.planFrom(c, at)
		return
	}
	if at := m.expectedDate(c); at >= 0 {
		c.intent, c.plansFrom = plans, c.start
	}
}

// planFrom makes a clause one about the future from a token on, or wholly where nothing before says that anything happened.
func (m *message) planFrom(c *clause, at int) {
	c.plansFrom = at
	if m.labelsWithin(c.start, at)&happened == 0 {
		c.intent, c.plansFrom = plans, c.start
	}
}

// saysPerfect reports whether a range of tokens says that something has been done, if only at the beginning of a phrase: "đã ban hành".
func (m *message) saysPerfect(first, last int) bool {
	for i := first; i < last; i++ {
		if (m.labels(i)|m.vocabulary.labelsOf(m.tokens[i]))&perfect != 0 && !m.masked[i] {
			return true
		}
	}
	return false
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
		if later && !m.saysPerfect(c.start, c.end) && m.labelsWithin(c.start, c.end)&(running|done|attained|negates) == 0 {
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
