package progress

// event is a place in a report that says how far its task is.
type event struct {
	labels label // one of the status labels
	at     int   // token
	clause int
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
		for i := max(c.start, s.first); i < end; {
			if m.labels(i) == 0 {
				i++
				continue
			}
			t := m.tags[m.tagged[i]]
			if e := r.eventOf(m, c, t, task, figures); e != 0 {
				list = append(list, event{labels: e, at: t.start, clause: n})
			}
			i = max(t.end, i+1)
		}
	}
	return list
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
	case said&stopped != 0:
		if m.labelBefore(c, t.start, 1)&negates != 0 || m.labelBefore(c, t.start, 2)&aims != 0 {
			return 0
		}
		return stopped
	case said&notStarted != 0:
		return m.notStartedEvent(c, t)
	case said&running != 0 && m.labelsWithin(t.end, min(t.end+2, c.end))&(blocked|hindered|stopped|awaitsGuidance) != 0:
		return 0 // "đang gặp khó khăn"
	default:
		return said
	}
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
		if m.labels(i)&able == 0 {
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

// doneEvent weighs a word for "done": negated, partial, wanted, or true.
func (r *Reader) doneEvent(m *message, c clause, t tag, task string, figures []figure) label {
	before := m.labelBefore(c, t.start, 2)
	switch {
	case before&negatesDone != 0:
		return unfinished
	case before&(aims|submitted) != 0, t.end < c.end && m.labels(t.end)&only != 0:
		return 0 // "để hoàn thành", "tập huấn xong mới làm"
	case m.labels(t.end)&stage != 0 && t.end < c.end && !r.wording.uses(task, m.words(m.tags[m.tagged[t.end]].start, m.tags[m.tagged[t.end]].end)):
		if m.labels(t.end)&attained == 0 {
			return unfinished
		}
	case m.labels(t.end)&plansEnd != 0 && t.end < c.end && before&perfect == 0 && m.pointsAhead(c, t.end+1):
		return 0
	}
	if t.labels&(target|change) == 0 && m.countsPart(t.end, c, figures) {
		return unfinished
	}
	return done
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

// issuedEvent weighs a word for "issued": it ends the task only if the task's own product was issued.
func (r *Reader) issuedEvent(m *message, c clause, t tag, task string, figures []figure) label {
	affirmed := m.labelBefore(c, t.start, 1)&(perfect|able) != 0 || t.labels&signed != 0 ||
		r.vocabulary.labelsOf(m.tokens[t.start])&(perfect|able) != 0
	for i := t.start - 1; i >= c.start; i-- {
		switch labels := m.labels(i); {
		case labels&negates != 0 && t.start-i <= 6:
			return pending
		case !affirmed && labels&(pending|submitted|running|aims|nearly) != 0:
			return 0
		}
	}
	preliminary, documents := r.documentsIn(m, c)
	if preliminary || m.countsPart(t.end, c, figures) {
		return running
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
		return running
	}
	return done
}

// documentsIn returns the documents that a clause names, and whether one of them is only a step on the way.
func (r *Reader) documentsIn(m *message, c clause) (preliminary bool, names []string) {
	for i := c.start; i < c.end; i++ {
		if found, _ := r.vocabulary.preliminaries.at(m.tokens[i:c.end]); found != nil && !m.masked[i] {
			preliminary = true
		}
		if found, n := r.vocabulary.documents.at(m.tokens[i:c.end]); found != nil && !m.masked[i] {
			names = append(names, r.vocabulary.documentNames[found.payload])
			i += n - 1
		}
	}
	return preliminary, names
}

// resolved reports whether the clause says that an obstacle is gone or never was.
func (m *message) resolved(c clause, t tag) bool {
	const reach = 4
	for i := t.start - 1; i >= c.start && t.start-i <= reach; i-- {
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
	if m.labelsWithin(t.end, min(t.end+2, c.end))&completes != 0 {
		return unfinished
	}
	for i := c.start; i < t.start; i++ {
		if m.labels(i)&remaining != 0 || m.tokens[i].kind == number && !m.masked[i] && !m.numbersSomething(i) {
			return unfinished
		}
	}
	return notStarted
}
