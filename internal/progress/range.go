package progress

import (
	"strings"

	"chutri/internal/plan"
)

// maxRange is how many tasks a range may name to be taken for a report on all of them.
const maxRange = 20

// spans reports whether between two places nothing stands but what makes a range of them: "ND-10 đến ND-14".
func (m *message) spans(from, to int) bool {
	if from >= to {
		return false
	}
	until, n := m.vocabulary.Ranges.at(m.tokens[from:to])
	return until != nil && n == to-from
}

// spanned returns the tasks of a range whose end leaves out the plan, "từ ND-10 đến 14"; nil where there is none.
func (r *Reader) spanned(m *message, first reference) []reference {
	until, n := m.vocabulary.Ranges.at(m.tokens[first.last:])
	at := first.last + n
	if until == nil || !m.follows(first.first, m.vocabulary.RangeStarts) || at >= len(m.tokens) {
		return nil
	}
	end := m.tokens[at]
	ref, ok := plan.ParseRef(first.id)
	if !ok || end.kind != number || strings.ContainsAny(end.text, ".,") || m.masked[at] || r.countedAt(m, at+1) || !r.endsList(m, at+1) {
		return nil
	}
	ref.Number = int(end.value)
	return r.between(first, reference{first: at, last: at + 1, id: ref.String()})
}

// between returns the tasks of a range; where they are too many to be all meant for certain, one reference that leaves open which of them
// is; nil where the two ends make no range. The words that join the ends belong to the references.
func (r *Reader) between(first, last reference) []reference {
	from, ok := plan.ParseRef(first.id)
	to, known := plan.ParseRef(last.id)
	if !ok || !known || from.Key != to.Key || from.Series != to.Series || to.Number <= from.Number || !r.exists(last.id) {
		return nil
	}
	list, whole := []reference{first}, reference{first: first.first, last: last.last, options: []string{first.id}}
	for ref := from; ref.Number < to.Number; {
		ref.Number++
		id := ref.String()
		if !r.exists(id) {
			return nil
		}
		list = append(list, reference{first: first.last, last: last.last, id: id})
		whole.options = append(whole.options, id)
	}
	if len(list) > maxRange {
		return []reference{whole}
	}
	return list
}
