package progress

import "slices"

// relate notes what the words right beside a figure make of it.
func (r *Reader) relate(m *message, f *figure) {
	f.from = f.before.within(bounds, 1)
	f.ongoing = f.before.near(attained) == 0 && r.beingDone(m, *f)
	f.belongs = m.belongs(f.first)
	f.added = f.first > 0 && f.before.near(calendar|periodic) > 0 && m.tokens[f.first-1].kind == word && r.vocabulary.isMore(m.tokens[f.first-1:f.first])
	f.assigned = m.leadsTo(r.vocabulary.Assigned, *f)
	f.budget = r.isMoney(f.unit) && m.leadsTo(r.vocabulary.Budgets, *f)
	f.funded = r.isMoney(f.unit) && m.funds(*f)
	f.left, f.each = m.remainsToDo(*f), r.fallsToEach(m, *f)
	f.year = m.yearBefore(*f)
	work, _ := r.vocabulary.WorkNouns.at(m.tokens[f.last:])
	f.share = f.of != nil && f.unit == "" && work != nil
	f.excluded, f.extent = m.excludes(*f), m.follows(f.first, r.vocabulary.Extents)
	f.estimated = f.estimated || m.follows(f.first, r.vocabulary.Bounding)
	f.denied, f.acting = m.denied(*f) || m.deniesWorkOn(*f), m.acts(*f)
	f.over = f.before.within(outOf, 1) || f.first > 0 && m.tokens[f.first-1].text == "/"
	f.forecast = f.before.near(estimate) > 0 && r.namesYearEnd(m, *f)
	f.owed, f.bracketed = m.owes(*f), m.pastBracket(*f)
	among, _ := r.vocabulary.InCase.at(m.tokens[f.last:])
	c := m.clauses[f.clause]
	f.stuck = f.of == nil && (f.before.near(blocked|hindered) > 0 || f.after.within(blocked|hindered, 3) || f.last < c.end && m.denies(f.last))
	f.among = among != nil && m.follows(f.first, r.vocabulary.Having) || m.opensOutOf(c, f.first)
	working, _ := r.vocabulary.Working.at(m.tokens[f.last:])
	f.working = working != nil
	f.lacking = f.after.within(negates|notStarted|unfinished, 2) || m.stillLacks(*f)
	f.lacking, f.ongoing = f.lacking || m.headedAs(*f, notStarted|unfinished), f.ongoing || m.headedAs(*f, running)
	f.now, f.urged, f.wanted = m.turnsToNow(*f), m.countsUrging(*f), m.standsBehind(m.vocabulary.Wanting, *f)
	f.underway = f.after.within(pending, 2) || f.after.within(running, 2)
	for i := f.last; i < f.last+2 && i < len(m.tokens) && m.tokens[i].kind == word; i++ {
		if m.labels(i)&remaining != 0 {
			t := m.tags[m.tagged[i]]
			f.rest = t.end-t.start > 1 && (t.end >= len(m.tokens) || m.tokens[t.end].kind != number)
			return
		}
	}
}

// opensOutOf reports whether a clause begins with "out of" right before a figure: "Trong 4 công trình, …".
func (m *message) opensOutOf(c clause, at int) bool {
	return at > c.start && m.labels(at-1)&outOf != 0 && m.tags[m.tagged[at-1]].start == m.afterIDs(c)
}

// headedAs reports whether a heading that ends with one of the labels stands right before a figure: "Chưa thực hiện: 328 buổi".
func (m *message) headedAs(f figure, labels label) bool {
	c := m.clauses[f.clause]
	if f.clause == 0 || c.open != ':' || f.first != c.start {
		return false
	}
	heading := m.clauses[f.clause-1]
	past := slices.ContainsFunc(m.tokens[heading.start:heading.end], func(t token) bool { return m.vocabulary.labelsOf(t)&perfect != 0 })
	return m.labels(heading.end-1)&labels != 0 && !past // not "Đã thực hiện: …"
}

// excludes reports whether a figure counts what is left out, or of which something is missing: "từ chối 15 hộ", "3/160 xã thiếu cộng
// tác viên".
func (m *message) excludes(f figure) bool {
	c := m.clauses[f.clause]
	if without, _ := m.vocabulary.Without.at(m.tokens[f.last:c.end]); f.of != nil {
		return without != nil && !m.endsClause(f.last+1, c)
	}
	return m.follows(f.first, m.vocabulary.Excluding)
}

// acts reports whether a figure only says how many act together: "hai ngành đã thống nhất".
func (m *message) acts(f figure) bool {
	const few = 5
	c := m.clauses[f.clause]
	actors, n := m.vocabulary.Actors.at(m.tokens[f.first+1 : c.end])
	return actors != nil && f.of == nil && f.value <= few && m.afterIDs(c) == f.first && f.first+1+n < c.end && m.tokens[f.first+1+n].kind == word
}

// owes reports whether a word right before a figure's verb, or right behind the figure, says that it is what is to be done: "cần tuyển 310
// giáo viên", "3.020 ha phải giao".
func (m *message) owes(f figure) bool {
	const reach = 3
	c := m.clauses[f.clause]
	for i := max(c.start, f.first-reach); i < f.first; i++ {
		if must, n := m.vocabulary.Obligations.at(m.tokens[i:f.first]); must != nil && i+n <= f.first && !m.masked[i] {
			return m.labelsWithin(i, f.first)&(attained|perfect) == 0
		}
	}
	return m.standsBehind(m.vocabulary.Obligations, f)
}

// pastBracket reports whether a figure stands in a bracket that began with another time: "(năm ngoái 47 doanh nghiệp, 30 xã)".
func (m *message) pastBracket(f figure) bool {
	const reach = 30
	for i := f.first - 1; i >= max(0, f.first-reach) && m.tokens[i].text != ")" && m.tokens[i].kind != lineEnd; i-- {
		if m.tokens[i].text == "(" {
			return m.labelsWithin(i, f.first)&past != 0 && !f.now
		}
	}
	return false
}

// funds reports whether a clause begins with a word for money that is to be had, and nothing before the figure says that it was spent.
func (m *message) funds(f figure) bool {
	c := m.clauses[f.clause]
	funds, _ := m.vocabulary.Funds.at(m.tokens[min(m.afterIDs(c), f.first):f.first])
	return funds != nil && m.labelsWithin(c.start, f.first)&(attained|perfect|running|cumulative|periodic) == 0
}

// stillLacks reports whether the nearest telling word before a figure says that it remains: "còn thiếu hụt dịch vụ cơ bản 1.870 hộ".
func (m *message) stillLacks(f figure) bool {
	for _, at := range f.before {
		if at.labels&(remaining|attained|perfect|running|total|target) != 0 {
			return at.labels&remaining != 0 && at.labels&(attained|running) == 0
		}
	}
	return false
}

// turnsToNow reports whether after the words for another time a figure is that of now: "kỳ trước nay lên 51%".
func (m *message) turnsToNow(f figure) bool {
	now, _ := m.vocabulary.TurnsNow.at(m.tokens[f.first-min(f.first, 1) : f.first])
	return now != nil
}

// countsUrging reports whether a figure only counts how often something was asked for: "xin 3 lần".
func (m *message) countsUrging(f figure) bool {
	const reach = 4
	if f.unit != "lần" {
		return false
	}
	for i := max(m.clauses[f.clause].start, f.first-reach); i < f.first; i++ {
		if urge, _ := m.vocabulary.Urges.at(m.tokens[i:f.first]); urge != nil {
			return true
		}
	}
	return false
}

// standsBehind reports whether right behind a figure, in its clause, one of the phrases stands.
func (m *message) standsBehind(list phrases, f figure) bool {
	c := m.clauses[f.clause]
	if f.last >= c.end {
		return false
	}
	found, _ := list.at(m.tokens[f.last:c.end])
	return found != nil
}

// remainsToDo reports whether a clause that begins with a word for "still" leads straight to the figure: "còn vét ở 2 xã".
func (m *message) remainsToDo(f figure) bool {
	const reach = 4
	c := m.clauses[f.clause]
	i := f.first - 1
	if m.belongs(f.first) {
		i-- // "còn làm ở 4 xã"
	}
	if i > c.start && m.labels(i)&running != 0 && m.vocabulary.labelsOf(m.tokens[m.tags[m.tagged[i]].start])&remaining != 0 {
		return true // "còn làm 3 phóng sự"
	}
	if f.before.within(remaining, reach) && m.vocabulary.isMore(m.tokens[f.first-1:f.first]) {
		return true // "tháng 12 còn mở thêm 2 lớp"
	}
	if f.first == c.start || f.first-c.start > reach || m.labels(c.start)&remaining == 0 {
		return false
	}
	for i := c.start; i < f.first; i++ {
		if m.masked[i] || m.tokens[i].kind != word || m.labels(i)&(attained|perfect|cumulative|periodic) != 0 {
			return false
		}
	}
	return true
}

// fallsToEach reports whether a clause begins with whom the figure falls to: "mỗi hộ hỗ trợ 40 triệu đồng".
func (r *Reader) fallsToEach(m *message, f figure) bool {
	c := m.clauses[f.clause]
	if m.labels(c.start)&each != 0 {
		return true
	}
	share, n := r.vocabulary.ShareOut.at(m.tokens[c.start:f.first])
	if share == nil {
		return false
	}
	_, length := r.nounAt(m, c.start+n, "")
	return length > 0 && c.start+n+length == f.first
}

// isMore reports whether tokens begin with a word for an addition.
func (v *vocabulary) isMore(tokens []token) bool {
	more, _ := v.More.at(tokens)
	return more != nil
}

// leadsTo reports whether a clause begins with one of the phrases and has nothing but an estimate between it and the figure.
func (m *message) leadsTo(p phrases, f figure) bool {
	start := min(m.afterIDs(m.clauses[f.clause]), f.first)
	found, n := p.at(m.tokens[start:f.first])
	at := start + n
	for at < f.first && (m.labels(at)&estimate != 0 || m.vocabulary.FunctionWords.spellings[m.tokens[at].spelling]) {
		at++
	}
	return found != nil && at == f.first
}

// yearBefore returns the year that stands before a figure in its clause, or at the end of one that a colon closes.
func (m *message) yearBefore(f figure) int {
	for i, head := f.first-1, m.headOf(f.clause); i > head; i-- {
		if t := m.tokens[i]; t.kind == number && !m.masked[i] {
			if isYear(t) && (m.labels(i-1)|m.vocabulary.labelsOf(m.tokens[i-1]))&calendar != 0 {
				return int(t.value)
			}
			return 0
		}
	}
	return 0
}

// outdated reports whether a figure is of a year before that of another one that counts the same.
func outdated(list []figure, old figure) bool {
	return old.year > 0 && old.before.near(target) == 0 && slices.ContainsFunc(list, func(f figure) bool {
		return f.percent == old.percent && sameUnit(f, old) && f.first != old.first && (f.year == 0 || f.year > old.year)
	})
}

func sameUnit(a, b figure) bool { return a.unit == b.unit || sameNoun(a.unit, b.unit) }

// namesYearEnd reports whether the words before a figure name the end of a period.
func (r *Reader) namesYearEnd(m *message, f figure) bool {
	for i := max(m.clauses[f.clause].start, f.first-reachBefore); i < f.first; i++ {
		if found, _ := r.vocabulary.YearEnds.at(m.tokens[i:f.first]); found != nil {
			return true
		}
	}
	return false
}

// beingDone reports whether a word for "being done" leads to the figure.
func (r *Reader) beingDone(m *message, f figure) bool {
	for i := f.first - 1; i >= m.clauses[f.clause].start && f.first-i <= reachBefore; i-- {
		if m.tokens[i].kind == number {
			return false
		}
		if m.labels(i)&running != 0 && r.vocabulary.labelsOf(m.tokens[m.tags[m.tagged[i]].start])&running != 0 {
			return true
		}
	}
	return false
}
