package progress

import "slices"

// doneEvent weighs a word for "done": negated, partial, wanted, or true.
func (r *Reader) doneEvent(m *message, c clause, t tag, task string, figures []figure) label {
	before := m.labelBefore(c, t.start, 2)
	switch {
	case m.firstDone(t.end, c):
		return 0 // "họp xong em sẽ báo"
	case m.foresees(c.start, t.start):
		return steady // "ước cả năm hoàn thành"
	case m.limited(c, t), t.labels&change != 0 && t.end == t.start+1 && !m.exceeds(c, t.end):
		return 0 // "hoàn thành ND-34 trước 31/12"
	case t.labels&change != 0 && t.end == t.start+1 && m.figureWithin(t.end, 1, c, figures):
		return steady // "vượt 2 lớp so với kế hoạch"
	case m.endsPart(r, c, t, task):
		return steady
	case m.onlyStep(r, t, task), m.onlyDraft(r, c, t, task), m.endsStep(r, c, t, task), before&negatesDone != 0, m.partly(c, t.start), m.partlyAt(c, t.end), m.ofOnePlace(c):
		return unfinished
	case before&(aims|submitted) != 0, t.end < c.end && m.labels(t.end)&only != 0, m.onlyThen(t.end, c):
		return 0 // "để hoàn thành", "tập huấn xong mới làm"
	case m.labels(t.end)&stage != 0 && t.end < c.end && !r.wording.uses(task, m.words(m.tags[m.tagged[t.end]].start, m.tags[m.tagged[t.end]].end)):
		if m.labels(t.end)&attained == 0 && !m.pointsHere(m.tags[m.tagged[t.end]].end, c) {
			return unfinished
		}
	case m.labels(t.end)&plansEnd != 0 && t.end < c.end && before&perfect == 0 && m.pointsAhead(c, t.end+1):
		return 0
	}
	if t.labels&(target|change) == 0 && (m.countsPart(t.end, c, figures) || m.numeralStands(t.end, c)) {
		return unfinished
	}
	if t.labels&(target|change) == 0 && m.partBefore(t.start, c, figures) {
		return steady // "150 người học xong" says nothing of the task
	}
	return done
}

// endsPart reports whether what is done is what was planned for a shorter time ("hoàn thành kế hoạch quý III"), or that something in the way
// was dealt with ("phát hiện 5 ca sốt, đã xử lý xong").
func (m *message) endsPart(r *Reader, c clause, t tag, task string) bool {
	if _, found := m.periodPlan(t.start, c.end); found {
		return true
	}
	if _, found := m.periodPlan(t.end, c.end); found {
		return true
	}
	return m.remedied(r, c, t, task)
}

// remedied reports whether "done" is said of something in the way that was dealt with, unless the task itself is to deal with it.
func (m *message) remedied(r *Reader, c clause, t tag, task string) bool {
	for i := max(c.start, t.start-2); i < t.start; i++ {
		remedy, n := m.vocabulary.Remedies.at(m.tokens[i:t.start])
		if remedy == nil || i+n != t.start || r.wording.uses(task, remedy.text) {
			continue
		}
		from := c.start
		for _, earlier := range m.clauses {
			if earlier.sentence == c.sentence {
				from = min(from, earlier.start)
			}
		}
		return m.stands(m.vocabulary.Incidents, from, i) || m.stands(m.vocabulary.Obstacles, from, c.end)
	}
	return false
}

// endsStep reports whether "done" is said of what others had to do on the way: "đã gửi Sở Tư pháp thẩm định xong".
func (m *message) endsStep(r *Reader, c clause, t tag, task string) bool {
	if t.start == c.start || m.labels(t.start-1)&pending == 0 {
		return false
	}
	step := m.tags[m.tagged[t.start-1]]
	return !r.wording.uses(task, m.words(step.start, step.end))
}

// partly reports whether before a token a clause speaks of some only: "hơn nửa số xã xong".
func (m *message) partly(c clause, at int) bool {
	for i := c.start; i < at; i++ {
		if some, _ := m.vocabulary.Partly.at(m.tokens[i:at]); some != nil && !m.masked[i] && !m.echoed[i] {
			return true
		}
	}
	return false
}

// pointsHere reports whether "this" stands at a token: "xong phần này" is said of the task.
func (m *message) pointsHere(at int, c clause) bool {
	this, _ := m.vocabulary.This.at(m.tokens[min(at, c.end):c.end])
	return this != nil
}

// firstDone reports whether what is done at a token only comes before what somebody is to do then: "xong em sẽ báo".
func (m *message) firstDone(at int, c clause) bool {
	if name, n := m.vocabulary.Addressees.at(m.tokens[min(at, c.end):c.end]); name != nil {
		at += n
	}
	return at < c.end && m.vocabulary.labelsOf(m.tokens[at])&future != 0
}

// partlyAt reports whether right behind a token a clause says that only some is meant: "hoàn thành gần hết".
func (m *message) partlyAt(c clause, at int) bool {
	some, _ := m.vocabulary.PartlyDone.at(m.tokens[min(at, c.end):c.end])
	return some != nil
}

// foresees reports whether a range of tokens estimates how it will be at the end of a period.
func (m *message) foresees(first, last int) bool {
	return m.labelsWithin(first, last)&estimate != 0 && m.stands(m.vocabulary.YearEnds, first, last)
}

// exceeds reports whether after "vượt" a figure or a word for the plan says what is exceeded: "vượt 4 %", "vượt quy chuẩn" is no progress.
func (m *message) exceeds(c clause, at int) bool {
	return at >= c.end || m.tokens[at].kind == number || m.labels(at)&(target|estimate) != 0
}

// limited reports whether a time follows until when something is to be done, and nothing says that it is.
func (m *message) limited(c clause, t tag) bool {
	after := c
	after.start = t.end
	return m.labelsWithin(c.start, c.end)&perfect == 0 && m.namesTimeLimit(after)
}

// namesOther reports whether words of a clause before or behind a tag name something that the task's own wording does not ("bàn giao
// mặt bằng xong", "lấy xong ý kiến cộng đồng").
func (m *message) namesOther(w wording, c clause, t tag, task string) bool {
	const fewWords = 2
	return m.strangeWords(w, c, c.start, t.start, task) >= fewWords || m.strangeWords(w, c, t.end, c.end, task) >= fewWords
}

// strangeWords counts the words of a range of tokens that the task's own wording does not have.
func (m *message) strangeWords(w wording, c clause, first, last int, task string) int {
	words := 0
	for i := first; i < last; i++ {
		const saysHow = perfect | running | steady | done | calendar | cumulative | periodic
		if m.tokens[i].kind == word && !m.masked[i] && !m.echoed[i] && m.labels(i)&saysHow == 0 &&
			!w.uses(task, m.words(max(c.start, i-1), i+1)) && !w.uses(task, m.words(i, min(i+2, c.end))) {
			words++
		}
	}
	return words
}

// partBefore reports whether in its clause what is done is said of a figure that is less than all: "210 người học xong", "17/21 nhà máy
// được duyệt".
func (m *message) partBefore(at int, c clause, figures []figure) bool {
	for _, f := range figures {
		if f.first < c.start || f.last > at || f.percent {
			continue
		}
		if f.of != nil && f.value < *f.of {
			return true
		}
		wholly, _ := m.vocabulary.Wholly.at(m.tokens[max(c.start, f.first-1):f.first])
		if f.of == nil && f.first > c.start && wholly == nil || f.of == nil && f.first == c.start {
			return true
		}
	}
	return false
}

// onlyStep reports whether what is done is a step that the task's own wording does not have: "đã khảo sát xong".
func (m *message) onlyStep(r *Reader, t tag, task string) bool {
	const longest = 2
	for n := 1; task != "" && n <= min(longest, t.start); n++ {
		step, length := m.vocabulary.Steps.at(m.tokens[t.start-n : t.start])
		if step != nil && length == n && !m.echoed[t.start-1] && !r.wording.uses(task, m.words(t.start-n, t.start)) {
			return true
		}
	}
	return false
}

// onlyDraft reports whether what is done is only a step on the way: "dự thảo quyết định đã xong".
func (m *message) onlyDraft(r *Reader, c clause, t tag, task string) bool {
	for i := c.start; i < t.start; i++ {
		found, n := r.vocabulary.Preliminaries.at(m.tokens[i:t.start])
		if found != nil && !m.masked[i] && !r.wording.uses(task, m.words(i, i+n)) {
			return true
		}
	}
	return false
}

// numeralStands reports whether at a token a clause ends with a number in words, with nothing that it counts: "xong ba, còn hai".
func (m *message) numeralStands(at int, c clause) bool {
	if at >= c.end || m.masked[at] {
		return false
	}
	digit, n := m.vocabulary.Numerals.Digits.at(m.tokens[at:c.end])
	return digit != nil && m.endsClause(at+n, c)
}

// figureWithin reports whether a figure begins at most so many tokens after a place in a clause.
func (m *message) figureWithin(at, reach int, c clause, figures []figure) bool {
	return slices.ContainsFunc(figures, func(f figure) bool { return !f.percent && f.first >= at && f.first < at+reach && f.first < c.end })
}

// countsPart reports whether a figure follows that is less than all: "xong 3/5", "ban hành 5 văn bản".
func (m *message) countsPart(at int, c clause, figures []figure) bool {
	for _, f := range figures {
		if f.first < at || f.first > at+2 || f.first >= c.end {
			continue
		}
		if f.percent && f.value < 100 || f.of != nil && f.value < *f.of || !f.percent && f.of == nil && f.first <= at+1 {
			return true
		}
	}
	return false
}

// pointsAhead reports whether a point in time follows, or the end of a period.
func (m *message) pointsAhead(c clause, at int) bool {
	return at < c.end && (m.masked[at] || m.labels(at)&calendar != 0 || m.tokens[at].kind == number) && m.labels(at-1)&plansEnd != 0
}

// issuedEvent weighs a word for "issued": it ends the task only if the task's own product was issued; anything else only shows that the
// work goes on.
func (r *Reader) issuedEvent(m *message, c clause, t tag, task string, figures []figure) label {
	if byMeans, n := r.vocabulary.ByMeans.at(m.tokens[t.start:t.end]); byMeans != nil && n == t.end-t.start && !m.agencyBefore(t.start) {
		return 0 // "thông qua các lớp tập huấn"
	}
	if m.follows(t.start, r.vocabulary.Subjects) {
		return 0 // "về việc ban hành …"
	}
	affirmed := m.labelBefore(c, t.start, 1)&(perfect|able) != 0 || t.labels&signed != 0 ||
		r.vocabulary.labelsOf(m.tokens[t.start])&(perfect|able) != 0
	for i := t.start - 1; i >= c.start; i-- {
		wait, _ := r.vocabulary.Waits.at(m.tokens[i:t.start])
		switch labels := m.labels(i); {
		case wait != nil && labels != 0, labels&remaining != 0 && i == t.start-1: // "còn nghiệm thu"
			return pending
		case labels&negates != 0 && t.start-i <= 6:
			return pending
		case !affirmed && labels&(pending|submitted|running|aims|nearly) != 0:
			return 0
		}
	}
	preliminary, documents := r.documentsIn(m, c)
	if preliminary || m.countsPart(t.end, c, figures) || m.partBefore(t.start, c, figures) {
		return steady
	}
	if task == "" {
		return done
	}
	for _, name := range documents {
		if r.wording.uses(task, name) {
			return done
		}
	}
	if len(documents) > 0 || t.labels&issued == 0 {
		return steady
	}
	return done
}

// agencyBefore reports whether an agency's name, or a word for "is" or "was", stands right before a token.
func (m *message) agencyBefore(at int) bool {
	return at > 0 && (m.tagged[at-1] >= 0 && m.tags[m.tagged[at-1]].agency || m.labels(at-1)&(perfect|able) != 0)
}

// documentsIn returns the documents that a clause names, and whether one of them is only a step on the way.
func (r *Reader) documentsIn(m *message, c clause) (preliminary bool, names []string) {
	for i := c.start; i < c.end; i++ {
		if found, _ := r.vocabulary.Preliminaries.at(m.tokens[i:c.end]); found != nil && !m.masked[i] {
			preliminary = true
		}
		if found, n := r.vocabulary.Documents.at(m.tokens[i:c.end]); found != nil && !m.masked[i] {
			names = append(names, found.text)
			i += n - 1
		}
	}
	return preliminary, names
}
