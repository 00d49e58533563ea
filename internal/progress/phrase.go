package progress

import (
	"strings"

	"chutri/internal/vietnamese"
)

// phrase is a sequence of words with what it stands for.
type phrase struct {
	words   []phraseWord
	text    string
	letters string // all folded words together
	payload int
	accents bool // counts only with its accents
}

type phraseWord struct {
	fold, spelling string
	bare           string // the spelling without its tone
	any            bool   // stands for any word
}

// phrases is a set of phrases, found by their first word.
type phrases struct {
	byFirst map[string][]phrase
	long    *[]phrase // those long enough to be recognized with a typing mistake
}

// A phrase of that many letters is recognized with one letter wrong, missing, doubled or swapped.
const lettersForMistakes = 8

// A single word of fewer letters is another one without its tone: "nhân" is no "nhận", "bên" no "bến".
const lettersForTone = 6

// A phrase of that many letters is recognized with wrong accents.
const lettersForAccents = 12

func newPhrases() phrases { return phrases{byFirst: make(map[string][]phrase), long: new([]phrase)} }

// add puts a phrase into the set.
func (p phrases) add(text string, payload int) {
	entry := phrase{text: text, payload: payload}
	for _, w := range strings.Fields(text) {
		spelling := vietnamese.Spelling(vietnamese.Normal(w))
		entry.words = append(entry.words, phraseWord{
			fold: vietnamese.Fold(w), spelling: spelling, bare: strings.TrimRight(spelling, "12345"), any: w == "_",
		})
		entry.letters += vietnamese.Fold(w)
	}
	first := entry.words[0].fold
	p.byFirst[first] = append(p.byFirst[first], entry)
}

// merge joins the payload bits of equal phrases, gathers the long ones and marks those that need their accents.
func (p phrases) merge(accented map[string]bool) {
	for first, list := range p.byFirst {
		var merged []phrase
	next:
		for _, entry := range list {
			for i := range merged {
				if sameWords(merged[i], entry) {
					merged[i].payload |= entry.payload
					continue next
				}
			}
			entry.accents = accented[entry.text]
			merged = append(merged, entry)
		}
		p.byFirst[first] = merged
		for _, entry := range merged {
			if len(entry.letters) >= lettersForMistakes && !strings.Contains(entry.letters, "_") {
				*p.long = append(*p.long, entry)
			}
		}
	}
}

func sameWords(a, b phrase) bool {
	if len(a.words) != len(b.words) {
		return false
	}
	for i := range a.words {
		if a.words[i] != b.words[i] {
			return false
		}
	}
	return true
}

// at returns the longest phrase that the tokens begin with, and how many tokens it takes; nil for none. Of phrases that
// are equally long the one written with the right accents counts, then the first of the file.
func (p phrases) at(tokens []token) (*phrase, int) {
	if len(tokens) == 0 || tokens[0].kind != word && tokens[0].kind != number {
		return nil, 0
	}
	var best *phrase
	bestExact := false
	for _, first := range []string{tokens[0].fold, tokens[0].telex} {
		list := p.byFirst[first]
		for i := range list {
			if best != nil && len(list[i].words) < len(best.words) {
				continue
			}
			matches, exact := list[i].matches(tokens)
			if matches && (best == nil || len(list[i].words) > len(best.words) || exact && !bestExact) {
				best, bestExact = &list[i], exact
			}
		}
	}
	if best == nil {
		return nil, 0
	}
	return best, len(best.words)
}

// all returns every phrase of the greatest length that the tokens begin with, and that length.
func (p phrases) all(tokens []token) ([]*phrase, int) {
	_, length := p.at(tokens)
	if length == 0 {
		return nil, 0
	}
	var found []*phrase
	for _, first := range []string{tokens[0].fold, tokens[0].telex} {
		list := p.byFirst[first]
		for i := range list {
			if len(list[i].words) != length {
				continue
			}
			if matches, _ := list[i].matches(tokens); matches {
				found = append(found, &list[i])
			}
		}
	}
	return found, length
}

// matches reports whether the tokens begin with the phrase, and whether they have all its accents. In a line without accents words match by their letters; with
// accents they must bear the right ones, unless only the tone is missing or a long phrase agrees in all letters.
func (e *phrase) matches(tokens []token) (matches, exact bool) {
	if len(tokens) < len(e.words) {
		return false, false
	}
	same, letters, missing := true, true, true
	exact = true
	for i, w := range e.words {
		t := &tokens[i]
		if t.kind != word && t.kind != number {
			return false, false
		}
		if w.any {
			continue
		}
		exact = exact && t.spelling == w.spelling
		same = same && w.matches(t) && !(e.accents && t.spelling != w.spelling)
		letters = letters && (t.fold == w.fold || t.telex == w.fold)
		missing = missing && (!t.accented || w.matches(t))
	}
	least := lettersForMistakes
	if !missing { // "đang dựng" is no "đang đứng"
		least = lettersForAccents
	}
	if len(e.words) == 1 && len(e.letters) < lettersForTone && tokens[0].accented && !exact {
		same = tokens[0].telex != "" && tokens[0].telex == e.words[0].fold
	}
	return same || letters && !e.accents && len(e.words) > 1 && len(e.letters) >= least, exact
}

func (w phraseWord) matches(t *token) bool {
	switch {
	case t.spelling == w.spelling, t.telex != "" && t.telex == w.fold:
		return true
	case t.accented:
		return t.spelling == w.bare // the tone was left out
	}
	return !t.strict && t.fold == w.fold
}

// withMistake returns a long phrase that the tokens begin with but for one typing mistake. Only words that cannot be
// Vietnamese are taken for mistakes.
func (p phrases) withMistake(tokens []token) (*phrase, int) {
	const longest = 4
	for n := min(longest, len(tokens)); n >= 1; n-- {
		letters, odd := "", false
		for _, t := range tokens[:n] {
			if t.kind != word {
				letters = ""
				break
			}
			letters += t.fold
			odd = odd || !vietnamese.Syllable(t.fold)
		}
		if letters == "" || !odd {
			continue
		}
		for i := range *p.long {
			entry := &(*p.long)[i]
			sameCount := len(entry.words) == n || len(entry.words) == n+1 && n == 1 && entry.letters == letters
			if sameCount && oneMistake(letters, entry.letters) {
				return entry, n
			}
		}
	}
	return nil, 0
}

// oneMistake reports whether two texts differ by at most one letter changed, added, left out, or two swapped.
func oneMistake(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) != len(b) {
		return a[i:] == b[i+1:]
	}
	if i == len(a) || a[i+1:] == b[i+1:] {
		return true
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}
