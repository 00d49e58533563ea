package progress

import (
	"strings"

	"chutri/internal/vietnamese"
)

// unitAt reads the counted noun that begins at a token, with its accents, how many tokens it takes, and by what the number before it
// is to be multiplied: "5 ngàn hộ" are 5000 hộ, while "3,5 tỷ đồng" are counted in "tỷ đồng". Where a noun has lost its accents and may
// be several, the one that the task's own wording has is meant.
func (r *Reader) unitAt(m *message, at int, task string) (unit string, times float64, length int) {
	if at >= len(m.tokens) || m.masked[at] {
		return "", 1, 0
	}
	scale, n := r.vocabulary.Scales.at(m.tokens[at:])
	if scale != nil && !m.tokens[at].accented {
		if unit, whole := r.nounAt(m, at, task); whole > n+1 { // "tram quan trac" is no hundred
			return unit, 1, whole
		}
	}
	if scale == nil {
		unit, length = r.nounAt(m, at, task)
		return unit, 1, length
	}
	noun, more := r.nounAt(m, at+n, task)
	factor := r.vocabulary.Factors[scale.text]
	switch {
	case noun != "" && (factor == 0 || r.isMoney(noun) || r.vocabulary.Currencies[noun]):
		return scale.text + " " + noun, 1, n + more
	case noun != "", factor > 0 && m.tokens[at].accented && !r.vocabulary.MoneyScales[scale.text]:
		return noun, factor, n + more
	case r.vocabulary.MoneyScales[scale.text]:
		return scale.text + " " + r.vocabulary.Money, 1, n
	case m.tokens[at].accented:
		return "", 1, 0
	}
	unit, length = r.nounAt(m, at, task)
	return unit, 1, length
}

// sameNoun reports whether two counted nouns are the same, or one only says more than the other ("lượt", "lượt bà mẹ").
func sameNoun(a, b string) bool {
	return a == b || a != "" && b != "" && (strings.HasPrefix(a, b+" ") || strings.HasPrefix(b, a+" "))
}

// nounAt reads a counted noun without a scale: one of the vocabulary, else one that the register writes.
func (r *Reader) nounAt(m *message, at int, task string) (noun string, length int) {
	if at >= len(m.tokens) || m.masked[at] || m.tokens[at].kind != word {
		return "", 0
	}
	found, length := r.vocabulary.Units.all(m.tokens[at:])
	const telling = status | future | remaining | past | cumulative | periodic
	if m.labels(at)&telling != 0 && m.tags[m.tagged[at]].end-at > length {
		return "", 0
	}
	if len(found) > 0 {
		best := found[0]
		for _, other := range found {
			if r.wording.uses(task, other.text) {
				best = other
				break
			}
		}
		name := best.text
		if head, rest, compound := strings.Cut(name, " "); compound && r.goesOn(m, at, length, rest) {
			return head, length
		}
		if whose, n := r.turnsOf(m, at+1); strings.HasPrefix(name, turns) && n >= length {
			return turns + " " + whose, 1 + n
		}
		return name, length
	}
	return r.registerNoun(m, at)
}

// turns counts how often, and with another noun behind it who or what.
const turns = "lượt"

// turnsOf returns the noun that turns are counted of, with its length.
func (r *Reader) turnsOf(m *message, at int) (noun string, length int) {
	if at >= len(m.tokens) || m.masked[at] {
		return "", 0
	}
	found, length := r.vocabulary.Units.all(m.tokens[at:])
	if len(found) == 0 || r.isFunctionWord(m.tokens[at]) {
		return "", 0
	}
	return found[0].text, length
}

// goesOn reports whether a compound that is counted by its first word has yet another word that says more: "máy lọc nước" before "mặn".
func (r *Reader) goesOn(m *message, at, length int, rest string) bool {
	next := at + length
	loose, _ := r.vocabulary.Loose.at(m.tokens[at : at+1])
	if loose == nil || next >= len(m.tokens) || m.tokens[next].kind != word || m.masked[next] {
		return false
	}
	t := m.tokens[next]
	place, _ := r.vocabulary.Places.at(m.tokens[next:])
	lexical := !strings.Contains(rest, " ") && vietnamese.Syllable(vietnamese.Fold(rest)) // "máy sấy"
	return !lexical && place == nil && m.labels(next)&^(neutral|rate) == 0 && !r.isFunctionWord(t) &&
		(t.accented || vietnamese.Syllable(t.fold))
}

// registerNoun reads one or two words that the register uses as they stand or without their accents.
func (r *Reader) registerNoun(m *message, at int) (noun string, length int) {
	t := m.tokens[at]
	if m.labels(at)&^(neutral|rate) != 0 || r.isFunctionWord(t) || len(t.fold) < 2 {
		return "", 0
	}
	if next := at + 1; next < len(m.tokens) && !m.masked[next] && m.tokens[next].kind == word &&
		m.labels(next)&^(neutral|rate) == 0 && !r.isFunctionWord(m.tokens[next]) {
		if pair, ok := r.wording.words[t.fold+" "+m.tokens[next].fold]; ok && r.written(pair, m.tokens[at:at+2]) {
			return pair, 2
		}
	}
	if t.text == strings.ToUpper(t.text) && len(t.text) > 1 {
		return t.text, 1 // an abbreviation
	}
	if single, ok := r.wording.words[t.fold]; ok && r.written(single, m.tokens[at:at+1]) {
		return single, 1
	}
	if t.accented || t.strict && !vietnamese.Syllable(t.fold) && len(t.fold) > len("năm") {
		return vietnamese.Normal(t.text), 1 // "2 talkshow"
	}
	return "", 0
}

// written reports whether tokens may be a phrase: in a line with accents they must be the same.
func (r *Reader) written(phrase string, tokens []token) bool {
	if !tokens[0].strict {
		return true
	}
	written := ""
	for i, t := range tokens {
		if i > 0 {
			written += " "
		}
		written += vietnamese.Normal(t.text)
	}
	return written == phrase
}

func (r *Reader) isFunctionWord(t token) bool {
	if t.strict || t.accented {
		return r.vocabulary.FunctionWords.spellings[t.spelling]
	}
	return r.vocabulary.FunctionWords.folds[t.fold]
}
