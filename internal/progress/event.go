package progress

import (
	"slices"
	"unicode"
)

// event is a place in a report that says how far its task is.
type event struct {
	labels  label // one of the status labels
	plain   bool  // a word for "stopped" that may be for a while only
	bare    bool  // "chưa" alone
	lacks   bool  // something needed is not there
	waits   bool  // "chờ", "đợi"
	resumes bool  // "nay làm tiếp"
	other   bool  // "done", but said of something that the clause names
	issued  bool  // a document of the task was issued
	at      int   // token
	clause  int
}

// events returns what the clauses of a segment say about the task's status, in order, after negations, steps and aims have been
// taken into account.
func (r *Reader) events(m *message, s segment, task string, figures []figure) []event {
	var list []event
	for n, c := range m.clauses {
		if c.intent != states {
			continue
		}
		end := min(c.plansFrom, s.last)
		if m.onPaperwork(s, c) || m.hasNoObstacle(n) {
			continue
		}
		for i := max(c.start, s.first); i < end; {
			if length := m.lackAt(i, end); length > 0 {
				list = append(list, event{labels: hindered, lacks: true, at: i, clause: n})
				i += length
				continue
			}
			if stop, length := r.vocabulary.BareStops.at(m.tokens[i:c.end]); stop != nil && !m.masked[i] && m.endsClause(i+length, c) && m.mayStop(i, c) {
				left, _ := r.vocabulary.Resources.at(m.tokens[c.start:i]) // "nhà thầu sửa chữa bỏ" leaves the task as it is
				said := stopped
				if left != nil {
					said = hindered
				}
				list = append(list, event{labels: said, lacks: left != nil, at: i, clause: n})
				i += length
				continue
			}
			if m.bareNotYet(i, c) {
				list = append(list, event{labels: notStarted, at: i, clause: n, bare: true})
			}
			if length := m.noMore(i, c); length > 0 {
				list = append(list, event{labels: stopped, at: i, clause: n})
				i += length
				continue
			}
			if m.labels(i) == 0 {
				i++
				continue
			}
			t := m.tags[m.tagged[i]]
			if said := r.eventOf(m, c, t, task, figures); said != 0 && !m.addsNothing(c, t, said, list) {
				plain, length := r.vocabulary.Stops.at(m.tokens[t.start:])
				list = append(list, event{labels: said, at: t.start, clause: n, waits: m.waitsAt(t), resumes: m.resumesAt(c, t),
					plain: plain != nil && t.start+length == t.end, issued: t.labels&(issued|signed) != 0, other: m.namesOther(r.wording, c, t, task)})
			}
			i = max(t.end, i+1)
		}
	}
	return list
}

// addsNothing reports whether a tag only follows from the events before it ("chưa làm, … quý II mới làm", "ban hành rồi, vậy là xong phần
// tụi em") or denies that something is applied for ("không cần xin gia hạn").
func (m *message) addsNothing(c clause, t tag, said label, before []event) bool {
	has := func(labels label) bool {
		return slices.ContainsFunc(before, func(e event) bool { return e.labels&labels != 0 })
	}
	if asked, _ := m.vocabulary.Applies.at(m.tokens[t.start:c.end]); asked != nil && m.deniedBefore(c, t.start) {
		return true
	}
	return t.labels&only != 0 && m.onlyThen(t.start, c) && has(notStarted) || said == unfinished && t.labels&done != 0 && has(done|issued)
}

// resumesAt reports whether a tag says that the work goes on again, and not only that it is to.
func (m *message) resumesAt(c clause, t tag) bool {
	return m.speaksOfResuming(t) && !m.deniedBefore(c, t.start) &&
		m.labelBefore(c, t.start, 3)&(aims|future|negates|only|resolves|blocked) == 0
}

func (m *message) speaksOfResuming(t tag) bool {
	again, n := m.vocabulary.Resumes.at(m.tokens[t.start:t.end])
	return again != nil && n == t.end-t.start
}

// deniedBefore reports whether "not" or "not yet" stands before a token in its clause: "chưa biết khi nào làm lại".
func (m *message) deniedBefore(c clause, at int) bool {
	for i := c.start; i < at; i++ {
		if m.denies(i) {
			return true
		}
	}
	return false
}

// waitsAt reports whether a tag begins with a word for waiting. Alone that word needs its accents, for "cho" is another one.
func (m *message) waitsAt(t tag) bool {
	wait, _ := m.vocabulary.Waits.at(m.tokens[t.start:t.end])
	return wait != nil
}

// onlyThen reports whether from a token on a clause says that the work begins only after what stands before it: "duyệt xong mới làm", but not
// "mới làm được 3 xã".
func (m *message) onlyThen(at int, c clause) bool {
	for i := at; i < c.end; i++ {
		if m.labels(i)&only == 0 {
			continue
		}
		t := m.tags[m.tagged[i]]
		if t.end-t.start == 1 && (t.end >= c.end || m.labels(t.end)&begins == 0) {
			continue
		}
		next := t.end
		if next < c.end && m.labels(next)&begins != 0 {
			next = m.tags[m.tagged[next]].end
		}
		return next >= c.end || m.tokens[next].kind == word && m.labels(next)&(able|attained|perfect|estimate) == 0
	}
	return false
}

// bareNotYet reports whether a clause ends with "chưa" alone: "BV-34 thì chưa nha".
func (m *message) bareNotYet(at int, c clause) bool {
	if m.masked[at] || m.tokens[at].kind != word || m.vocabulary.labelsOf(m.tokens[at])&notYet == 0 {
		return false
	}
	return m.endsClause(at+1, c)
}

// mayStop reports whether a word may be the "bỏ" that ends a task: without accents it may as well be the ministry ("văn bản của Bộ"), so
// nothing but particles may lead to it.
func (m *message) mayStop(at int, c clause) bool {
	t := m.tokens[at]
	if t.accented {
		return true
	}
	leads := at == c.start || m.masked[at-1] || m.tokens[at-1].kind == mark || m.labels(at-1)&perfect != 0 || m.vocabulary.FunctionWords.folds[m.tokens[at-1].fold]
	return leads && !m.belongs(at) && unicode.IsLower([]rune(t.text)[0])
}

// endsClause reports whether from a token on a clause has nothing but particles.
func (m *message) endsClause(at int, c clause) bool {
	for i := at; i < c.end; i++ {
		if particle, _ := m.vocabulary.Particles.at(m.tokens[i : i+1]); particle == nil {
			return false
		}
	}
	return true
}

// noMore returns the length of "không … nữa" at a token, 0 if it does not stand there or is said of what stands in the way.
func (m *message) noMore(at int, c clause) int {
	const reach = 12
	if !m.denies(at) || m.vocabulary.labelsOf(m.tokens[at])&notYet != 0 {
		return 0
	}
	if at+1 < c.end && m.vocabulary.labelsOf(m.tokens[at+1])&remaining != 0 {
		return 0 // "không còn điểm lẻ nào phải dồn nữa"
	}
	for i := at + 1; i < min(c.end, at+reach); i++ {
		report, _ := m.vocabulary.Recording.at(m.tokens[i:c.end]) // "em không báo nữa" is said of reporting
		asked, _ := m.vocabulary.Applies.at(m.tokens[i:c.end])    // "không xin gia hạn nữa" of what was asked for
		if report != nil || asked != nil || m.tokens[i].kind != word || m.labels(i)&(blocked|hindered|awaitsGuidance|pending|able) != 0 {
			return 0
		}
		if more, _ := m.vocabulary.NoMore.at(m.tokens[i : i+1]); more != nil {
			return i + 1 - at
		}
	}
	return 0
}

// sendsPapers reports whether all that names the tasks of a segment is a clause that asks, tells others what to do, or only says which papers on them are sent, or still
// to come, or that a word on them will: "chút nữa em gửi số của BV-96", "để tối anh coi lại BV-252". The figures that a message brings with them make it a report.
func (m *message) sendsPapers(s segment) bool {
	for _, ref := range s.references {
		n := m.clauseOf(ref.first)
		if n < 0 {
			return false
		}
		c := m.clauses[n]
		gathers := c.plansFrom < c.end && m.stands(m.vocabulary.Results, c.start, c.end) // "đang tổng hợp số liệu chiều gửi"
		promised := gathers || c.intent == plans || m.endsSoftly(c) || m.stands(m.vocabulary.Waits, c.start, c.end)
		asked := c.intent == asks && m.labelsWithin(c.start, c.end)&(question|status|perfect) != 0 // "BV-110 hả? Chưa làm" only repeats
		if asked || c.ordered || m.stands(m.vocabulary.Promises, c.start, c.end) && promised && !m.counts(s.first, s.last) {
			continue
		}
		if !m.follows(ref.first, m.vocabulary.Paperwork) {
			return false
		}
		if c.intent != plans && (!m.stands(m.vocabulary.Sends, c.start, c.end) || m.counts(ref.last, s.last)) {
			return false
		}
	}
	return true
}

// stands reports whether one of the phrases stands in a range of tokens.
func (m *message) stands(list phrases, first, last int) bool {
	for i := first; i < last; i++ {
		if found, _ := list.at(m.tokens[i:last]); found != nil && !m.masked[i] {
			return true
		}
	}
	return false
}

// onPaperwork reports whether a clause only names the task as what a report, a meeting or a person's duties are about: "em đang soạn báo
// cáo ND-12", "họp xong BV-142".
func (m *message) onPaperwork(s segment, c clause) bool {
	return slices.ContainsFunc(s.references, func(ref reference) bool {
		return ref.first > c.start && ref.first < c.end && m.follows(ref.first, m.vocabulary.Paperwork)
	})
}

// eventOf returns what a tag means in its clause, 0 for nothing.
func (r *Reader) eventOf(m *message, c clause, t tag, task string, figures []figure) label {
	if inability := r.inability(m, c, t); inability != 0 {
		return inability
	}
	switch said := t.labels & status; {
	case said == 0:
		return 0
	case said&done != 0:
		return r.doneEvent(m, c, t, task, figures)
	case said&(issued|signed) != 0:
		return r.issuedEvent(m, c, t, task, figures)
	case said&(blocked|hindered|awaitsGuidance) != 0:
		if m.resolved(c, t) {
			return 0
		}
		return said & (blocked | hindered | awaitsGuidance)
	case said&stopped != 0 && m.failsResource(c, t):
		return hindered
	case said&stopped != 0:
		if m.figureWithin(t.end, 3, c, figures) {
			return 0 // "bãi bỏ 12 văn bản"
		}
		if m.standsStill(t.end, c.end) {
			return steady
		}
		if m.labelBefore(c, t.start, 1)&negates != 0 || m.labelBefore(c, t.start, 2)&aims != 0 && !m.approvedAfter(c) {
			return 0
		}
		return stopped
	case said&notStarted != 0:
		return m.notStartedEvent(c, t)
	case said&(running|steady) != 0 && m.labelBefore(c, t.start, 1)&(never|notYet) != 0, m.speaksOfResuming(t) && m.deniedBefore(c, t.start):
		return 0 // "không làm được"
	case said&running != 0 && m.labelsWithin(t.end, min(t.end+2, c.end))&(blocked|hindered|stopped|awaitsGuidance) != 0:
		return 0 // "đang gặp khó khăn"
	default:
		return said
	}
}

// standsStill reports whether behind a word for "stopped" a clause says at which figure: "dừng ở mức 45%".
func (m *message) standsStill(at, end int) bool {
	_, n := m.vocabulary.Standstills.at(m.tokens[at:end])
	return n > 0 && at+n < end && m.tokens[at+n].kind == number && !m.masked[at+n]
}

// approvedAfter reports whether the rest of a clause's sentence says that what is asked for was approved: "xin dừng, UBND tỉnh đồng ý".
func (m *message) approvedAfter(c clause) bool {
	for _, next := range m.clauses {
		if next.sentence != c.sentence || next.start < c.start {
			continue
		}
		for i := next.start; i < next.end; i++ {
			if approves, _ := m.vocabulary.Approves.at(m.tokens[i:next.end]); approves != nil && !m.deniedBefore(next, i) {
				return true
			}
		}
	}
	return false
}

// failsResource reports whether a tag is said of something that the work needs: "phụ cấp cộng tác viên bị cắt".
func (m *message) failsResource(c clause, t tag) bool {
	fails, _ := m.vocabulary.Fails.at(m.tokens[t.start:t.end])
	return fails != nil && m.stands(m.vocabulary.Resources, c.start, t.start)
}

// labelBefore returns the labels of the nearest tags before a token, at most so many words away, within the clause.
func (m *message) labelBefore(c clause, at, reach int) label {
	return m.labelsWithin(max(c.start, at-reach), at)
}

// inability finds "không … được" (blocked) and "chưa … được" (hindered) around a tag that negates.
func (r *Reader) inability(m *message, c clause, t tag) label {
	const reach = 5
	if t.labels&(negates|notStarted|stopped|resolves) == 0 || t.labels&(question|unfinished|pending|blocked|awaitsGuidance) != 0 {
		return 0
	}
	first := r.vocabulary.labelsOf(m.tokens[t.start])
	if first&(never|notYet) == 0 {
		return 0
	}
	for i := t.end; i < c.end && i < t.end+reach; i++ {
		if m.tokens[i].kind != word || m.masked[i] {
			return 0
		}
		if r.vocabulary.labelsOf(m.tokens[i])&able == 0 {
			continue
		}
		if i == t.start+1 || i+1 < c.end && m.tokens[i+1].kind == number {
			return 0
		}
		if first&notYet != 0 && t.labels&notStarted == 0 {
			return hindered
		}
		return blocked
	}
	return 0
}

// resolved reports whether the clause says that an obstacle is gone or never was.
func (m *message) resolved(c clause, t tag) bool {
	const reach = 4
	if n := m.clauseOf(t.start); m.headsObstacle(n) && m.saysNothing(n+1) {
		return true
	}
	listed := m.obstaclesFrom(c, t.start)
	for i := listed - 1; i >= c.start && listed-i <= reach; i-- {
		if m.labels(i)&resolves != 0 {
			start := m.tags[m.tagged[i]].start
			return m.labelBefore(c, start, 2)&negates == 0
		}
	}
	for i := t.end; i < c.end; i++ {
		if m.labels(i)&overcomes != 0 {
			return m.labelsWithin(t.end, i)&negates == 0
		}
	}
	return false
}

// notStartedEvent weighs "chưa làm": of a rest, or with a word for "completely" after it, the work has begun.
func (m *message) notStartedEvent(c clause, t tag) label {
	if m.labelsWithin(t.end, min(t.end+2, c.end))&completes != 0 || m.ofOnePlace(c) {
		return unfinished
	}
	for i := c.start; i < t.start; i++ {
		named := i+1 < t.start && m.masked[i+1] // "còn BV-314 chưa động tới"
		if m.labels(i)&remaining != 0 && !named || m.tokens[i].kind == number && !m.masked[i] && !m.numbersSomething(i) {
			return unfinished
		}
	}
	return notStarted
}
