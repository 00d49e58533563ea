package progress

import (
	"slices"

	"chutri/internal/plan"
)

// evidence is what the status of a task follows from.
type evidence struct {
	events   []event
	percent  *float64
	foreseen bool // the percent is an estimate
	full     bool // every figure with a whole has reached it
	counted  bool // some figure is above zero
	rest     bool // so much is said to remain
	restAt   int  // where that much is last said that is no money, or -1
	begun    bool // something is said to have been done
	startsAt bool // the work is only to begin
	notYet   bool // "chưa" before some other verb
	leads    bool // … and the report begins with it
	label    bool // "Khó khăn:" heads a part of the report
}

// last returns the place of the last event with one of the labels, or -1.
func (e evidence) last(labels label) int {
	for i := len(e.events) - 1; i >= 0; i-- {
		if e.events[i].labels&labels != 0 {
			return e.events[i].at
		}
	}
	return -1
}

func (e evidence) has(labels label) bool { return e.last(labels) >= 0 }

// status returns how far the task is, or given false where neither words nor figures say so.
func (e evidence) status() (s plan.Status, given bool) {
	const underway = nearly | unfinished | submitted | pending | running
	finished := e.finished()
	switch {
	case e.has(stopped) && e.resumed() > e.last(stopped) && finished < 0:
		return plan.InProgress, true
	case e.has(stopped) && e.halted():
		return plan.Blocked, true
	case e.has(stopped):
		return plan.Stopped, true
	case e.reached() && !e.has(blocked|hindered|pending|running):
		return plan.Done, true
	case e.has(blocked) && e.resumed() > e.last(blocked) && finished < 0:
		return plan.InProgress, true
	case e.has(blocked) && finished < e.last(blocked):
		return plan.Blocked, true
	case e.idleForLack() && finished < 0:
		return plan.NotStarted, true
	case e.has(hindered|awaitsGuidance) && finished < e.last(hindered|awaitsGuidance):
		return e.hindered(), true
	case e.has(notStarted) && finished < 0:
		if e.percent != nil && *e.percent > 0 || e.counted {
			return plan.InProgress, true
		}
		return plan.NotStarted, true
	case finished >= 0 && finished > e.last(underway) && finished > e.restAt:
		return plan.Done, true
	case e.onlyWaits():
		return plan.NotStarted, true
	case finished >= 0, e.has(underway | steady | notStarted):
		return plan.InProgress, true
	}
	return e.fromFigures()
}

// reached reports whether the percent says that all is done, and is no estimate.
func (e evidence) reached() bool { return e.percent != nil && *e.percent >= 100 && !e.foreseen }

// halted reports whether the work only stopped for a while: nothing says that it stopped for good, and something is waited for or
// missing.
func (e evidence) halted() bool {
	for _, event := range e.events {
		if event.labels&stopped != 0 && !event.plain {
			return false
		}
	}
	return e.has(blocked|hindered|awaitsGuidance) || slices.ContainsFunc(e.events, func(event event) bool { return event.waits })
}

// finished returns the place of the last event that says that the task is done, or -1. Beside a percent below 100 something that is
// issued, or a word for "done" that is said of something else, only ends a part.
func (e evidence) finished() int {
	for i := len(e.events) - 1; i >= 0; i-- {
		part := (e.events[i].other || e.events[i].issued) && e.percent != nil && *e.percent < 100
		if e.events[i].labels&(done|issued) != 0 && !part {
			return e.events[i].at
		}
	}
	return -1
}

// resumed returns the place of the last event that says that the work goes on again, or -1.
func (e evidence) resumed() int {
	for i := len(e.events) - 1; i >= 0; i-- {
		if e.events[i].resumes {
			return e.events[i].at
		}
	}
	return -1
}

// onlyWaits reports whether a report begins with what is not yet done and only goes on with what is waited for: "chưa xây dựng, đợi Trung ương".
func (e evidence) onlyWaits() bool {
	return e.leads && !e.begun && !e.counted && e.percent == nil && len(e.events) > 0 &&
		!slices.ContainsFunc(e.events, func(event event) bool { return !event.waits })
}

// idleForLack reports whether nothing has begun, and what is missing is only named as the reason behind it: "chưa làm gì, chưa có phần mềm".
func (e evidence) idleForLack() bool {
	if e.counted || e.begun || e.percent != nil && *e.percent > 0 {
		return false
	}
	idle := false
	for _, event := range e.events {
		switch {
		case event.labels&notStarted != 0:
			idle = true
		case event.labels&hindered != 0 && (event.lacks || event.waits) && idle, event.labels&awaitsGuidance != 0 && idle:
		case event.labels&(blocked|hindered|awaitsGuidance|running|steady|nearly) != 0:
			return false
		}
	}
	return idle
}

// hindered returns the status of a task that something stands in the way of: blocked, unless the report says that work
// goes on or has not begun anyway.
func (e evidence) hindered() plan.Status {
	switch {
	case e.has(notStarted) && !e.has(hindered):
		return plan.NotStarted
	case e.has(running | steady | nearly):
		return plan.InProgress
	case e.label && (e.percent != nil || e.counted):
		return plan.InProgress
	}
	return plan.Blocked
}

// fromFigures returns the status that figures alone show.
func (e evidence) fromFigures() (s plan.Status, given bool) {
	switch {
	case e.reached(), e.percent == nil && e.full:
		return plan.Done, true
	case e.percent != nil && *e.percent == 0:
		return plan.NotStarted, true
	case e.percent != nil, e.counted, e.rest && !e.startsAt:
		return plan.InProgress, true
	case e.notYet && e.begun:
		return plan.InProgress, true
	case e.startsAt, e.notYet:
		return plan.NotStarted, true
	}
	return "", false
}

// vague reports whether nothing but a "not yet" about anything speaks for the status.
func (e evidence) vague() bool {
	return len(e.events) == 0 && e.percent == nil && !e.counted && !e.startsAt
}

// evidenceOf gathers what a segment's status follows from.
func (r *Reader) evidenceOf(m *message, s segment, report Report, figures []figure) evidence {
	e := evidence{events: r.events(m, s, report.Task, figures), percent: report.Percent, foreseen: report.PercentEstimate, restAt: -1}
	wholes, stated := 0, false
	for _, q := range report.Quantities {
		e.counted = e.counted || q.Value > 0
		if q.Of != nil {
			wholes++
			e.full = (e.full || wholes == 1) && q.Value >= *q.Of
		}
	}
	for _, f := range figures {
		e.counted = e.counted || (f.of != nil || f.denied) && f.value > 0
		if !f.before.within(remaining, 2) || m.followsState(f) {
			continue
		}
		e.rest = true
		if !f.percent && !f.working && f.unit != "" && f.value > 0 && !r.isMoney(f.unit) {
			e.restAt = f.first
		}
	}
	e.events = append(r.headed(m, s, report.Task, e), e.events...)
	for n, c := range m.clauses {
		if c.end <= s.first || c.start >= s.last {
			continue
		}
		switch c.intent {
		case plans:
			e.startsAt = e.startsAt || m.onlyBegins(c)
		case states:
			if m.lacks(c) && !m.hasNoObstacle(n) {
				e.leads = e.leads || !stated && m.beginsNotYet(c)
				e.notYet = true
				e.begun = e.begun || m.labelsWithin(c.start, c.end)&remaining != 0 // "còn 3 doanh nghiệp chưa kiểm toán"
			}
			e.begun = e.begun || m.saysBegun(c)
			stated = stated || m.statesAnything(c)
		}
		e.label = e.label || c.head == hindrance || n+1 < len(m.clauses) && m.clauses[n+1].open == ':' && m.labels(c.end-1)&heading != 0
	}
	e.events = slices.DeleteFunc(e.events, func(event event) bool {
		if e.full && event.labels&submitted != 0 && m.sendsResults(event.at) {
			return true
		}
		return event.labels&done != 0 && partStands(event.clause, figures, report.Quantities) // "số xã rà xong là 98, toàn tỉnh 142 xã"
	})
	if e.has(running | steady | nearly) {
		e.events = slices.DeleteFunc(e.events, func(event event) bool {
			notDue, _ := m.vocabulary.NotDue.at(m.tokens[event.at:])
			return event.labels&notStarted != 0 && notDue != nil
		})
	}
	if e.begun {
		e.events = slices.DeleteFunc(e.events, func(event event) bool { return event.bare })
	}
	return e
}

// sendsResults reports whether what is sent in at a tag is the report on what was done: "đã gửi báo cáo tổng hợp".
func (m *message) sendsResults(at int) bool {
	results, _ := m.vocabulary.Results.at(m.tokens[m.tags[m.tagged[at]].end:])
	return results != nil
}

// partStands reports whether a clause has a figure that is less than its whole.
func partStands(clause int, figures []figure, quantities []plan.Quantity) bool {
	return slices.ContainsFunc(figures, func(f figure) bool {
		return f.clause == clause && !f.percent && slices.ContainsFunc(quantities, func(q plan.Quantity) bool {
			return q.Value == f.value && q.Of != nil && q.Value < *q.Of
		})
	})
}

// statesAnything reports whether a clause has a word of its own besides the ids of tasks.
func (m *message) statesAnything(c clause) bool {
	for i := c.start; i < c.end; i++ {
		if m.tokens[i].kind == word && !m.masked[i] {
			return true
		}
	}
	return false
}

// beginsNotYet reports whether "chưa" stands at a clause's beginning, but for the id of the task.
func (m *message) beginsNotYet(c clause) bool {
	at := c.start
	for at < c.end && (m.masked[at] || m.tokens[at].kind != word) {
		at++
	}
	return at < c.end && m.vocabulary.labelsOf(m.tokens[at])&notYet != 0
}

// saysBegun reports whether a clause has a word for what is past; "đã" at the end only says what comes first.
func (m *message) saysBegun(c clause) bool {
	for i := c.start; i < c.end; i++ {
		just := m.labels(i) != 0 && m.labels(i)&only != 0 && m.labels(i)&running == 0
		if just || m.labels(i)&perfect != 0 && (i+1 < c.end || m.tokens[i].fold != "da") {
			return true
		}
	}
	return false
}

// lacks reports whether a clause says that something is not yet done.
func (m *message) lacks(c clause) bool {
	for i := c.start; i < c.end; i++ {
		if !m.masked[i] && m.labels(i)&neutral == 0 && m.tokens[i].kind == word && m.vocabulary.labelsOf(m.tokens[i])&notYet != 0 {
			if m.counts(c.start, i) || m.deniesObstacle(i, c.end) {
				continue // "30% hộ nghèo chưa có điện" tells how things are
			}
			known, _ := m.vocabulary.Knowing.at(m.tokens[i+1 : c.end]) // "chưa biết bao giờ xong"
			return known == nil
		}
	}
	return false
}

// onlyBegins reports whether a clause about the future says that the work begins only then ("tháng sau mới bắt đầu").
func (m *message) onlyBegins(c clause) bool {
	if c.begins {
		return true
	}
	for i := c.start; i < c.end; i++ {
		if m.labels(i)&only == 0 {
			continue
		}
		if t := m.tags[m.tagged[i]]; t.end-t.start > 1 || t.end < c.end && m.labels(t.end)&begins != 0 {
			return true
		}
	}
	return false
}
