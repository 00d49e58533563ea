package search

import (
	"strings"
	"unicode/utf8"

	"chutri/internal/vietnamese"
)

// initials finds phrases of titles and terms by the first letters of their words.
type initials map[string][]counted

// counted is a phrase with the number of passages that have it.
type counted struct {
	words []string
	count int
}

// Words that a phrase has at least and at most to be abbreviated.
const (
	shortestPhrase = 2
	longestPhrase  = 7
)

// add counts the phrases of a passage.
func (n initials) add(list []word) {
	kept := make([]string, 0, len(list))
	for i, w := range list {
		if i > 0 && w.sentence != list[i-1].sentence {
			n.addPhrases(kept)
			kept = kept[:0]
		}
		if !w.dropped {
			kept = append(kept, w.text)
		}
	}
	n.addPhrases(kept)
}

func (n initials) addPhrases(list []string) {
	for from := range list {
		var letters strings.Builder
		for to := from; to < len(list) && to < from+longestPhrase; to++ {
			letter, _ := utf8.DecodeRuneInString(list[to])
			letters.WriteRune(letter)
			if to-from+1 >= shortestPhrase {
				n.count(letters.String(), list[from:to+1])
			}
		}
	}
}

func (n initials) count(letters string, phrase []string) {
	known := n[letters]
	for i := range known {
		if equal(known[i].words, phrase) {
			known[i].count++
			return
		}
	}
	n[letters] = append(known, counted{append([]string{}, phrase...), 1})
}

func equal(a, b []string) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// settle keeps of the phrases with the same letters the most frequent one, and of two letters only one that has most of the passages.
func (n initials) settle() {
	for letters, phrases := range n {
		best, total := phrases[0], 0
		for _, p := range phrases {
			total += p.count
			if p.count > best.count {
				best = p
			}
		}
		if len(best.words) == 2 && best.count*2 <= total {
			delete(n, letters)
			continue
		}
		n[letters] = []counted{best}
	}
}

// spellOut replaces abbreviations that neither the records nor the synonyms have by the phrase with these first letters: "VHPVT" by
// "văn hóa phi vật thể".
func (s *scratch) spellOut(x *Index) {
	for i := 0; i < len(s.words); i++ {
		w := s.words[i]
		if w.dropped || !x.abbreviates(w) {
			continue
		}
		if found := x.initials[w.text]; len(found) > 0 {
			s.words = replace(s.words, i, 1, found[0].words)
			i += len(found[0].words) - 1
		}
	}
}

// abbreviates reports whether a word may be an abbreviation that nobody has explained.
func (x *Index) abbreviates(w word) bool {
	if w.spelt || strings.ContainsAny(w.text, "0123456789") || !w.capital && (len(w.text) < 4 || vietnamese.Syllable(w.fold)) {
		return false
	}
	_, known := x.words.byFold[w.fold]
	return !known
}
