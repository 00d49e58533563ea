package progress

import "slices"

// stretch is a run of tokens.
type stretch struct{ first, last int }

// unchanged returns where a segment says that nothing is new since the last report: "chưa có gì mới", "vẫn như tuần trước", "chưa mở
// thêm lớp nào". Behind such words their clause has nothing but what they are compared with, so "không thay đổi thói quen" is none.
func (m *message) unchanged(s segment) []stretch {
	var found []stretch
	for _, c := range m.clauses {
		if c.intent != states {
			continue
		}
		end := min(c.plansFrom, s.last)
		for i := max(c.start, s.first); i < end; i++ {
			length := m.nothingMore(i, end)
			if phrase, n := m.vocabulary.Unchanged.at(m.tokens[i:end]); phrase != nil && !m.masked[i] && !m.echoed[i] && m.onlyCompares(i+n, end) {
				length = end - i
			}
			if length > 0 {
				found = append(found, stretch{i, i + length})
				i += length - 1
			}
		}
	}
	return found
}

// onlyCompares reports whether a range of tokens says nothing but what something is compared with, and particles: "so với tuần trước ạ".
func (m *message) onlyCompares(first, last int) bool {
	const compared = past | compares | periodic | cumulative | calendar
	for i := first; i < last; {
		tail, n := m.vocabulary.SameTails.at(m.tokens[i:last])
		particle, _ := m.vocabulary.Particles.at(m.tokens[i : i+1])
		if tail == nil && particle == nil && m.tokens[i].kind == word && !m.masked[i] && m.labels(i)&compared == 0 {
			return false
		}
		i += max(n, 1)
	}
	return true
}

// nothingMore returns the length of "not", a verb for doing and "more" at a token, 0 if they do not stand there or a figure follows: "chưa
// mở thêm lớp nào". What is not done any more is no such thing.
func (m *message) nothingMore(at, end int) int {
	const reach = 6
	if !m.denies(at) || m.counts(at, end) || m.stands(m.vocabulary.NoMore, at, end) {
		return 0
	}
	verb := m.labels(at)&notStarted != 0
	for i := at + 1; i < min(end, at+reach) && m.tokens[i].kind == word && !m.masked[i]; i++ {
		if verb && m.vocabulary.isMore(m.tokens[i:i+1]) {
			return i + 1 - at
		}
		doing, _ := m.vocabulary.labelled.at(m.tokens[i:end])
		verb = verb || doing != nil && label(doing.payload)&begins != 0
	}
	return 0
}

// onlyUnchanged reports whether a segment that says at some places that nothing is new says nothing else about how far its task is: no
// figure, nothing that was done, and no word about the status but there.
func (m *message) onlyUnchanged(s segment, same []stretch, events []event, figures []figure) bool {
	if len(same) == 0 || len(figures) > 0 {
		return false
	}
	from := s.first
	for _, said := range append(slices.Clone(same), stretch{first: s.last}) { // "mới" in "chưa có gì mới" begins nothing
		if m.saysBegun(clause{start: from, end: max(from, said.first)}) {
			return false
		}
		from = said.last
	}
	return !slices.ContainsFunc(events, func(e event) bool {
		return e.labels&(notStarted|steady|running) == 0 || !holds(same, e.at)
	})
}

// withoutSame drops the events that only say that nothing is new, beside others that say why or how far the task is: what goes on as it
// was has begun.
func withoutSame(events []event, same []stretch) []event {
	return slices.DeleteFunc(events, func(e event) bool { return e.labels&notStarted != 0 && holds(same, e.at) })
}

// holds reports whether one of the stretches has a token, or begins right behind it: "vẫn" may stand before them.
func holds(same []stretch, token int) bool {
	return slices.ContainsFunc(same, func(said stretch) bool { return said.first-1 <= token && token < said.last })
}
