package progress

import (
	"slices"

	"chutri/internal/plan"
)

// segment is the part of a message about one task, or about several that it names together.
type segment struct {
	references  []reference
	first, last int // tokens
	head        statusHead
	common      bool // it says what stands in the way of all tasks
}

// segments splits a message by the tasks that it names. What stands before the first of several becomes a segment of its own
// without references, if it is another line; so does a list item that names no task beside items that do.
func (m *message) segments(references []reference) []segment {
	groups := m.apart(m.groups(references))
	if len(groups) == 0 {
		return []segment{{first: 0, last: len(m.tokens)}}
	}
	if len(groups) == 1 {
		return m.splitItems([]segment{{references: groups[0], first: 0, last: len(m.tokens)}})
	}
	var list []segment
	heads := m.statusHeads(groups)
	start := m.lineStart(groups[0][0].first)
	if heads[0].exists() {
		start = m.lineStart(heads[0].first)
	}
	if start > 0 {
		list = append(list, segment{first: 0, last: start})
	}
	for i, covering := 0, 0; i < len(groups); i++ {
		group, end := groups[i], len(m.tokens)
		headed := false
		if i+1 < len(groups) {
			end, headed = m.headingAbove(group[len(group)-1].last, groups[i+1][0].first)
		}
		switch {
		case headed:
		case i+1 < len(groups) && heads[i+1].exists():
			end = m.itemStart(heads[i+1].first)
		case i+1 < len(groups):
			end = m.cut(group[len(group)-1].last, groups[i+1][0].first)
		}
		if heads[i].exists() {
			covering = i
		}
		s := segment{references: group, first: start, last: end}
		if i == covering || m.covers(heads[covering], groups[covering], group) {
			s.head = heads[covering]
		}
		list = append(list, s)
		start = end
	}
	return m.splitItems(m.splitCommon(list))
}

// groups joins references that stand together ("BV-91 và BV-92"). One that only repeats the task spoken of is dropped; one that comes
// back to a task after others ("…, riêng BV-91 đạt 62%") is a group of its own.
func (m *message) groups(references []reference) [][]reference {
	var groups [][]reference
	for _, ref := range references {
		if n := len(groups) - 1; n >= 0 && ref.id != "" {
			same := func(other reference) bool { return other.id == ref.id }
			if slices.ContainsFunc(groups[n], same) && (len(groups[n]) == 1 || m.joined(groups[n][len(groups[n])-1].last, ref.first)) {
				continue
			}
		}
		if n := len(groups) - 1; n >= 0 && m.joined(groups[n][len(groups[n])-1].last, ref.first) {
			groups[n] = append(groups[n], ref)
			continue
		}
		groups = append(groups, []reference{ref})
	}
	return groups
}

// itemStart returns where the list item begins whose words begin at a token, or the token.
func (m *message) itemStart(at int) int {
	if line := m.lineStart(at); m.afterBullet(line) == at {
		return line
	}
	return at
}

// joined reports whether nothing but "và", commas and the like stand between two references.
func (m *message) joined(from, to int) bool {
	for i := from; i < to; i++ {
		switch t := m.tokens[i]; {
		case m.labels(i)&joins != 0 && m.labels(i)&remaining == 0, m.pairs(i):
		case t.kind == mark && (t.text == "," || t.text == "&" || t.text == "+" || t.text == "/"):
		default:
			return false
		}
	}
	return true
}

// pairs reports whether a token joins two names: "BV-193 với BV-194".
func (m *message) pairs(at int) bool {
	pair, _ := m.vocabulary.Pairs.at(m.tokens[at : at+1])
	return pair != nil
}

// lineStart returns the first token of the line that holds the token.
func (m *message) lineStart(token int) int {
	for token > 0 && m.tokens[token-1].kind != lineEnd {
		token--
	}
	return token
}

// cut returns where the part about the next task begins: at the last mark before it that leaves something for the task before.
// An opening bracket right before the id does not count, nor does one inside the words that lead to it.
func (m *message) cut(from, to int) int {
	for i := to - 1; i > from; i-- {
		t := m.tokens[i]
		ends, _ := boundary(m, i)
		if t.text == "(" || !ends && m.labels(i)&joins == 0 {
			continue
		}
		if m.says(from, i) {
			if t.kind != mark && t.kind != lineEnd {
				return i
			}
			return i + 1
		}
	}
	if m.labels(to-1)&joins != 0 { // "…, còn ND-27 chưa làm"
		return to - 1
	}
	return to
}

// says reports whether a range of tokens has a word or number.
func (m *message) says(first, last int) bool {
	for i := first; i < last; i++ {
		if k := m.tokens[i].kind; k == word || k == number {
			return true
		}
	}
	return false
}

// splitItems makes a list item without a task a segment of its own, where an item with the same bullet names one: what stands in
// another item is about another task, whether it comes before or behind.
func (m *message) splitItems(list []segment) []segment {
	var split []segment
	for _, s := range list {
		if len(s.references) == 0 {
			split = append(split, s)
			continue
		}
		first := m.lineStart(s.references[0].first)
		bullet := m.bullet(first)
		before := s.first
		if s.head.first >= s.first {
			before = min(s.head.last, first)
		}
		if bullet != "" && m.itemBefore(before, first, bullet) {
			split = append(split, segment{first: s.first, last: first})
			s.first = first
		}
		last := s.references[len(s.references)-1].last
		for i := last; bullet != "" && i+1 < s.last; i++ {
			if m.tokens[i].kind == lineEnd && m.bullet(i+1) == bullet && m.says(i+1, s.last) && !m.fieldAt(i+1) && !m.namesAgain(i+1, s.references) {
				split = append(split, segment{references: s.references, first: s.first, last: i, head: s.head})
				s = segment{first: i + 1, last: s.last}
			}
		}
		split = append(split, s)
	}
	return split
}

// namesAgain reports whether a list item is about a task of the item before: it names it itself.
func (m *message) namesAgain(line int, references []reference) bool {
	end := line
	for end < len(m.tokens) && m.tokens[end].kind != lineEnd {
		end++
	}
	for _, span := range plan.FindRefs(m.words(line, end)) {
		if slices.ContainsFunc(references, func(ref reference) bool { return ref.id == span.Ref.String() }) {
			return true
		}
	}
	return false
}

// fieldAt reports whether a list item is a field of the one report: "2. Kết quả: 3.150 ha".
func (m *message) fieldAt(line int) bool {
	if m.headsAt(line) {
		return true
	}
	const bulletTokens = 2
	for i := line; i < min(line+bulletTokens+1, len(m.tokens)); i++ {
		field, n := m.vocabulary.Fields.at(m.tokens[i:])
		if field != nil && i+n < len(m.tokens) && m.tokens[i+n].text == ":" {
			return true
		}
	}
	return false
}

// itemBefore reports whether one of the lines before a line is a list item with the given bullet.
func (m *message) itemBefore(first, line int, bullet string) bool {
	for i := first; i < line; i++ {
		if (i == 0 || m.tokens[i-1].kind == lineEnd) && m.bullet(i) == bullet && m.says(i, line) {
			return true
		}
	}
	return false
}

// afterBullet returns the place behind the marks and the number that a line begins with.
func (m *message) afterBullet(line int) int {
	at := m.afterMarks(line)
	if at+1 < len(m.tokens) && m.masked[at] && m.masked[at+1] && m.listNumber(at) {
		at = m.afterMarks(at + 1)
	}
	return at
}

// bullet returns the mark that a line begins with, or "".
func (m *message) bullet(first int) string {
	switch {
	case first >= len(m.tokens):
	case m.tokens[first].kind == mark:
		return m.tokens[first].text
	case m.tokens[first].kind == number && m.masked[first]:
		return "1."
	case m.masked[first] && m.romanNumber(first):
		return "I."
	}
	return ""
}
