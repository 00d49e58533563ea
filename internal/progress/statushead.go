package progress

// statusHead is a run of words before tasks that says how far they are, and nothing else: "Đã hoàn thành: ND-4, ND-20".
type statusHead struct {
	stretch
	lists bool // a colon or the end of its line closes it, so that it speaks of all that stands behind it
}

func (h statusHead) exists() bool { return h.first < h.last }

// statusHeads returns for each group of references the head that stands right before it, an empty one where none does.
func (m *message) statusHeads(groups [][]reference) []statusHead {
	heads := make([]statusHead, len(groups))
	from, told := 0, true // told: the tasks before have words of their own, so that a head behind them is none of theirs ("ND-4, xong")
	for i, covering := 0, 0; i < len(groups); i++ {
		group := groups[i]
		head, below := m.statusHeadBefore(from, group[0].first)
		if head.exists() && (i == 0 || below && heads[0].exists() || !below && (head.lists || told || m.says(from, head.first))) {
			heads[i], covering = head, i
			m.maskCounts(head)
		}
		told = heads[covering].exists() && (i == covering || m.covers(heads[covering], groups[covering], group))
		told = told || i == 0 && m.says(m.lineStart(group[0].first), group[0].first)
		from = group[len(group)-1].last
	}
	return heads
}

// maskCounts masks the numbers of a head that only count its tasks.
func (m *message) maskCounts(head statusHead) {
	for at := head.first; at < head.last; at++ {
		if m.tokens[at].kind == number && m.percentSign(at+1, head.last) == 0 {
			m.masked[at] = true
		}
	}
}

// statusHeadBefore returns the head right before a task, not before another place. Below says that only a line of its own makes it one.
func (m *message) statusHeadBefore(from, to int) (head statusHead, below bool) {
	end := to
	if line := m.lineStart(to); m.afterBullet(line) == to {
		for end = line; end > from && m.tokens[end-1].kind == lineEnd; end-- {
			below = true
		}
	}
	colon := false
	for ; end > from && m.tokens[end-1].kind == mark && m.opensList(end-1); end-- {
		colon = colon || m.tokens[end-1].text == ":"
	}
	below = below && !colon
	for first := end - 1; first >= from && m.tokens[first].kind != lineEnd; first-- {
		begins := first == 0 || m.afterBullet(m.lineStart(first)) == first
		if ends, _ := boundary(m, max(first-1, 0)); !begins && (below || !ends || m.belongsToIDs(first-1)) {
			continue
		}
		if m.onlyTellsStatus(first, end, colon || below) {
			return statusHead{stretch{first, end}, colon || below}, below
		}
	}
	return statusHead{}, false
}

// opensList reports whether a mark may stand between a head and its tasks.
func (m *message) opensList(at int) bool {
	switch m.tokens[at].text {
	case ":", "(", "-", "–":
		return true
	}
	return false
}

// belongsToIDs reports whether a mark only parts ids from what is said of them: "ND-4: xong ND-20: …".
func (m *message) belongsToIDs(at int) bool {
	text := m.tokens[at].text
	return at > 0 && m.masked[at-1] && text != "," && text != ";" && text != "."
}

// onlyTellsStatus reports whether a range of tokens says how far tasks are and nothing else. A list may be headed by what stands in the way.
func (m *message) onlyTellsStatus(first, last int, list bool) bool {
	const way = blocked | hindered | awaitsGuidance | pending | submitted
	v, tells := m.vocabulary, false
	for at := first; at < last; {
		t := m.tokens[at]
		_, tasks := v.TaskNouns.at(m.tokens[at:last])
		_, obstacle := v.Obstacles.at(m.tokens[at:last])
		_, between := v.HeadWords.at(m.tokens[at:last])
		labels := m.labels(at)
		switch {
		case labels&status != 0 && (list || labels&way == 0):
			tells, at = true, m.tags[m.tagged[at]].end
		case t.kind == word && !m.masked[at] && v.labelsOf(t)&notYet != 0 && at+1 == last:
			tells, at = true, at+1 // "Chưa: ND-27"
		case obstacle > 0 && list:
			tells, at = true, at+obstacle
		case tasks > 0:
			at += tasks
		case between > 0:
			at += between
		case list && t.kind == number && m.percentSign(at+1, last) > 0:
			tells, at = true, at+1+m.percentSign(at+1, last)
		case labels&attained != 0, t.kind == number && m.countsTasksAt(at+1, last), t.text == "(" && m.countsTasksAt(at+2, last), t.text == ")", t.text == "/":
			at++
		default:
			return false
		}
	}
	return tells
}

// countsTasksAt reports whether behind the number of a head its tasks follow, or the end of a bracket: "2 nhiệm vụ", "(2)", "3/5 nhiệm vụ".
func (m *message) countsTasksAt(at, last int) bool {
	tasks, _ := m.vocabulary.TaskNouns.at(m.tokens[min(at, last):last])
	return tasks != nil || at < last && (m.tokens[at].text == ")" || m.tokens[at].text == "/")
}

// apart makes the last task of a group one of its own where words for a status stand before the group and others right behind it: "xong ND-4,
// ND-20 đang làm".
func (m *message) apart(groups [][]reference) [][]reference {
	var list [][]reference
	from := 0
	for _, group := range groups {
		n := len(group) - 1
		last := group[n]
		head, _ := m.statusHeadBefore(from, group[0].first)
		if n > 0 && head.exists() && !head.lists && m.tokens[last.first-1].text == "," && m.labels(last.last)&status != 0 {
			list = append(list, group[:n])
			group = group[n:]
		}
		list, from = append(list, group), last.last
	}
	return list
}

// covers reports whether a head speaks of the tasks of a later group as well: of those behind it in its sentence, and of those in the
// items of the list below it.
func (m *message) covers(head statusHead, first, group []reference) bool {
	from, to := first[0].first, group[0].first
	list, line := m.lineStart(from), m.lineStart(to)
	if head.lists && list > head.last {
		for i := from; i+1 < line; i++ {
			if m.tokens[i].kind == lineEnd && m.tokens[i+1].kind == lineEnd {
				return false
			}
		}
		return m.bullet(line) == m.bullet(list)
	}
	for i := from; i < to; i++ {
		if _, sentence := boundary(m, i); sentence && m.tokens[i].text != ";" || m.labels(i)&(remaining|contrast) != 0 {
			return false
		}
	}
	return true
}

// underHead reports whether a segment stands under a head that is no part of it.
func (s segment) underHead() bool { return s.head.exists() && s.head.last <= s.first }

// headed returns the events of the head that a segment stands under, where they are not in it: what a list says of all its items, or
// what is said before the first of several tasks where nothing else is said of this one.
func (r *Reader) headed(m *message, s segment, task string, own evidence) []event {
	if !s.underHead() || !s.head.lists && (len(own.events) > 0 || own.percent != nil || own.counted) {
		return nil
	}
	return r.events(m, segment{references: s.references, first: s.head.first, last: s.head.last}, task, nil)
}
