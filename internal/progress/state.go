package progress

import "unicode"

// measuresState reports whether a per cent says how something is, and not how far a task: it follows right behind a word for it at the
// clause's beginning ("hộ nghèo còn 2,15%"), stands in a bracket behind such a per cent ("(đầu năm 4,1%)"), or behind a count of what is
// left ("còn 8.523 hộ nghèo (2,15%)").
func (m *message) measuresState(earlier []figure, f figure) bool {
	if m.followsState(f) {
		return true
	}
	if len(earlier) == 0 || m.clauses[f.clause].open != '(' || f.before.near(attained|progressRate|ofPlan) > 0 {
		return false
	}
	previous := earlier[len(earlier)-1]
	if previous.clause != f.clause-1 {
		return false
	}
	if previous.percent {
		return m.foreignPercent(previous) || m.measuresState(earlier[:len(earlier)-1], previous)
	}
	state, _ := m.vocabulary.States.at(m.tokens[previous.first+1:])
	return state != nil && previous.before.near(remaining) > 0
}

// followsState reports whether nothing but "còn", "là" and the like stands between a word for a state at the clause's beginning and a
// figure.
func (m *message) followsState(f figure) bool {
	c := m.clauses[f.clause]
	at := m.afterIDs(c)
	if place, n := m.vocabulary.Places.at(m.tokens[at:f.first]); place != nil {
		at += n
	}
	for at < f.first && m.labels(at)&rate != 0 {
		at = m.tags[m.tagged[at]].end
	}
	state, n := m.vocabulary.States.at(m.tokens[min(at, f.first):f.first])
	if state == nil {
		return false
	}
	for at += n; at < f.first; at++ {
		if place, length := m.vocabulary.Places.at(m.tokens[at:f.first]); place != nil {
			at += length - 1
			continue
		}
		if m.labels(at)&(remaining|estimate|calendar) == 0 && m.tokens[at].kind != number && !m.vocabulary.FunctionWords.spellings[m.tokens[at].spelling] {
			return false
		}
	}
	return true
}

// deniesWorkOn reports whether a clause denies what would be done to so many: "chưa ký hợp đồng với 2 nhà thầu".
func (m *message) deniesWorkOn(f figure) bool {
	const done = attained | perfect | able | cumulative | only | target
	if f.percent || f.of != nil {
		return false
	}
	for i := m.clauses[f.clause].start; i < f.first; i++ {
		if m.denies(i) && m.labels(i)&neutral == 0 && m.labelsWithin(i+1, f.first)&done == 0 {
			return true
		}
	}
	return false
}

// behindMarks returns the place behind the commas and brackets at a token.
func (m *message) behindMarks(at int) int {
	for at < len(m.tokens) && m.tokens[at].kind == mark && m.tokens[at].text != "/" {
		at++
	}
	return at
}

// ofOnePlace reports whether a clause begins with the name of a place, so that what it says is said of that only: "xã An Thủy xong".
func (m *message) ofOnePlace(c clause) bool {
	at := m.afterIDs(c)
	place, n := m.vocabulary.PlaceNouns.at(m.tokens[min(at, c.end):c.end])
	return place != nil && at+n < c.end && m.tokens[at+n].kind == word && unicode.IsUpper([]rune(m.tokens[at+n].text)[0])
}

// denied reports whether a word for what is reached before a figure is denied: "chưa đạt 60%", "chưa tới 20 lớp".
func (m *message) denied(f figure) bool {
	const reach = 3
	c := m.clauses[f.clause]
	behind := m.behindMarks(f.last)
	wrong, _ := m.vocabulary.Corrections.at(m.tokens[behind:])
	if denies, _ := m.vocabulary.Denials.at(m.tokens[behind:]); denies != nil {
		wrong = nil // "40%, không phải 50%"
	}
	if m.follows(f.first, m.vocabulary.Denials) || wrong != nil && m.counts(behind, len(m.tokens)) {
		return true // "không phải 65%, mà là 56%", "65% (nhầm, 56%)"
	}
	for i := max(c.start, f.first-reach); i < f.first; i++ {
		if !m.denies(i) || m.labels(i)&neutral != 0 {
			continue
		}
		for at := i + 1; at < f.first; at++ {
			if reaching, n := m.vocabulary.Reaching.at(m.tokens[at:f.first]); reaching != nil && at+n == f.first {
				return true
			}
		}
	}
	return false
}
