package progress

import (
	"slices"
	"sort"
	"strings"

	"chutri/internal/plan"
)

// message is a text on its way to a Reading.
type message struct {
	vocabulary *vocabulary

	text    string // normalized
	tokens  []token
	tags    []tag
	tagged  []int        // of each token the index of its tag, or -1
	masked  []bool       // of each token whether it is part of an id, a date, a document's number … and so says nothing
	echoed  []bool       // of each token whether it only repeats the task's title; it still counts as a noun
	items   map[int]bool // numbers within a line that begin the items of a list
	clauses []clause
	dates   []dateSpan
	head    int  // tokens before the first task that it names
	day     Date // on which it was written, zero if that is not known
}

// tag is a phrase of the vocabulary in a message.
type tag struct {
	labels     label
	start, end int // tokens
	agency     bool
}

// message splits a text into tokens, tags and clauses.
func (r *Reader) message(text string) *message {
	m := &message{vocabulary: r.vocabulary, text: normalize(text)}
	m.tokens = r.vocabulary.joinNumbers(m.text, tokenize(m.text, r.vocabulary.Abbreviations))
	m.masked, m.echoed = make([]bool, len(m.tokens)), make([]bool, len(m.tokens))
	m.maskPatterns(r.vocabulary)
	for _, mention := range r.finder.FindAll(m.text) {
		if strings.ContainsAny(m.text[mention.Start:mention.End], "\n") {
			continue
		}
		first, _ := m.tokenRange(mention.Start, mention.End)
		if noun, n := r.vocabulary.Units.at(m.tokens[max(first-1, 0):]); noun != nil && first > 0 && n > 1 {
			continue // "co so, ke hoach" is no "Sở Kế hoạch"
		}
		m.tagAgency(mention.Start, mention.End)
	}
	m.markStrict()
	m.addTags(r.vocabulary)
	return m
}

// Of so many words in a line one must bear an accent for the line to count as written with accents.
const wordsPerAccent = 4

// markStrict finds out line by line whether the writer uses accents. The names of agencies do not count, which people copy.
func (m *message) markStrict() {
	for from := 0; from < len(m.tokens); {
		to, words, accented := from, 0, 0
		for ; to < len(m.tokens) && m.tokens[to].kind != lineEnd; to++ {
			if m.tokens[to].kind == word && !slices.ContainsFunc(m.tags, func(t tag) bool { return t.start <= to && to < t.end }) {
				words++
				if m.tokens[to].accented {
					accented++
				}
			}
		}
		for i := from; i < to; i++ {
			m.tokens[i].strict = accented > 0 && accented*wordsPerAccent >= words
		}
		from = to + 1
	}
}

// tagAgency makes the name of an agency a neutral phrase.
func (m *message) tagAgency(start, end int) {
	first, last := m.tokenRange(start, end)
	if first < last {
		m.tags = append(m.tags, tag{labels: neutral, start: first, end: last})
	}
}

// addTags finds the phrases of the vocabulary, leftmost and longest first, outside what is masked or tagged already.
func (m *message) addTags(v *vocabulary) {
	m.tagged = make([]int, len(m.tokens))
	for i := range m.tagged {
		m.tagged[i] = -1
	}
	agencies := m.tags
	m.tags = nil
	next := 0
	for i := 0; i < len(m.tokens); {
		if next < len(agencies) && agencies[next].start <= i {
			if agencies[next].end > i {
				m.addTag(tag{labels: neutral, start: i, end: agencies[next].end, agency: true})
				i = agencies[next].end
			}
			next++
			continue
		}
		if m.masked[i] || m.tokens[i].kind != word {
			i++
			continue
		}
		end := i + 1
		for end < len(m.tokens) && !m.masked[end] {
			end++
		}
		found, length := v.labelled.at(m.tokens[i:end])
		if found == nil {
			found, length = v.labelled.withMistake(m.tokens[i:end])
		}
		if found == nil {
			i++
			continue
		}
		if shorter := m.withoutBorrowed(v, i, length, end); shorter < length {
			if found, length = v.labelled.at(m.tokens[i : i+shorter]); found == nil {
				i++
				continue
			}
		}
		m.addTag(tag{labels: label(found.payload), start: i, end: i + length})
		i += length
	}
}

// withoutBorrowed returns how many tokens of a phrase are its own: without accents its last word may begin a harmless phrase instead
// ("dang ket noi" is "đang kết nối" and not "đang kẹt").
func (m *message) withoutBorrowed(v *vocabulary, at, length, end int) int {
	last := at + length - 1
	if length < 2 || m.tokens[last].accented || m.tokens[last].strict {
		return length
	}
	next, n := v.labelled.at(m.tokens[last:end])
	if next != nil && n > 1 && label(next.payload) == neutral {
		return length - 1
	}
	return length
}

func (m *message) addTag(t tag) {
	for i := t.start; i < t.end; i++ {
		m.tagged[i] = len(m.tags)
	}
	m.tags = append(m.tags, t)
}

// labels returns the labels of the phrase that the token belongs to.
func (m *message) labels(token int) label {
	if token < 0 || token >= len(m.tokens) || m.masked[token] || m.echoed[token] || m.tagged[token] < 0 {
		return 0
	}
	return m.tags[m.tagged[token]].labels
}

// tokenRange returns the tokens that lie in a range of bytes.
func (m *message) tokenRange(start, end int) (first, last int) {
	first = sort.Search(len(m.tokens), func(i int) bool { return m.tokens[i].end > start })
	last = sort.Search(len(m.tokens), func(i int) bool { return m.tokens[i].start >= end })
	return first, max(first, last)
}

// mask takes the tokens in a range of bytes out of the reading.
func (m *message) mask(start, end int) {
	first, last := m.tokenRange(start, end)
	for i := first; i < last; i++ {
		m.masked[i] = true
	}
}

// words returns the text of tokens as written.
func (m *message) words(first, last int) string {
	if first >= last {
		return ""
	}
	return m.text[m.tokens[first].start:m.tokens[last-1].end]
}

// maskEcho takes words out of the reading that only repeat the title of the task, such as the "Hoàn thành" of a title. Words that
// follow "đã" report something. It reports whether there were any.
func (m *message) maskEcho(first, last int, t plan.Task) (found bool) {
	const shortest = 4
	title := tokenize(normalize(t.Title), nil)
	for i := first; i < last; i++ {
		best := 0
		for j := range title {
			n := 0
			for i+n < last && j+n < len(title) && m.tokens[i+n].fold != "" && m.tokens[i+n].fold == title[j+n].fold {
				n++
			}
			best = max(best, n)
		}
		if best < shortest || m.labels(i-1)&(perfect|status) != 0 {
			continue
		}
		for n := range best {
			m.echoed[i+n], found = true, true
		}
		i += best - 1
	}
	return found
}
