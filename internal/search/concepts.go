package search

import (
	_ "embed"
	"strconv"

	"chutri/internal/vietnamese"

	"go.yaml.in/yaml/v3"
)

// dictionaryText holds groups of English and Vietnamese terms that mean the same.
//
//go:embed dictionary.yaml
var dictionaryText []byte

// concepts finds phrases that mean the same as others. A text with any phrase of a group has the group's term beside its words.
type concepts struct {
	byFirst map[string][]member // by the first word without accents
	short   map[string][]short  // abbreviations, likewise
}

// member is a phrase of a group.
type member struct {
	words   []string // in lower case, composed
	concept term
}

// short is an abbreviation.
type short struct {
	words   []string // in lower case, composed
	long    []string // what it stands for, likewise
	capital bool     // counts only where it is typed in capitals, for without them it is a common word
}

// newConcepts numbers the groups of synonyms and of the dictionary.
func newConcepts(v *vocabulary, synonyms Synonyms) *concepts {
	c := &concepts{byFirst: make(map[string][]member), short: make(map[string][]short)}
	for _, pair := range synonyms.Abbreviations {
		s := short{words: vietnamese.Words(pair[0]), long: vietnamese.Words(pair[1])}
		if len(s.words) == 0 || len(s.long) == 0 {
			continue
		}
		first := vietnamese.Fold(s.words[0])
		s.capital = len(s.words) == 1 && vietnamese.Syllable(first)
		c.short[first] = append(c.short[first], s)
	}
	groups := append([][]string{}, synonyms.Groups...)
	for number, group := range append(groups, dictionary()...) {
		concept := v.add("§"+strconv.Itoa(number+1), "")
		for _, phrase := range group {
			list := vietnamese.Words(phrase)
			if len(list) == 0 {
				continue
			}
			first := vietnamese.Fold(list[0])
			c.byFirst[first] = append(c.byFirst[first], member{words: list, concept: concept})
		}
	}
	return c
}

// dictionary returns the groups of dictionary.yaml.
func dictionary() [][]string {
	var groups [][]string
	if err := yaml.Unmarshal(dictionaryText, &groups); err != nil {
		panic("search: dictionary.yaml: " + err.Error())
	}
	return groups
}

// expand replaces the abbreviations among the words by what they stand for.
func (c *concepts) expand(list []word) []word {
	for i := 0; i < len(list); i++ {
		for _, s := range c.short[vietnamese.Fold(list[i].text)] {
			if list[i].dropped || s.capital && !list[i].capital || !begins(list[i:], s.words, unaccented) {
				continue
			}
			list = replace(list, i, len(s.words), s.long)
			i += len(s.long) - 1
			break
		}
	}
	return list
}

// replace puts a phrase in the place of some words.
func replace(list []word, at, count int, phrase []string) []word {
	first, last := list[at], list[at+count-1]
	spelt := make([]word, len(phrase))
	for i, text := range phrase {
		spelt[i] = word{text: text, start: first.start, end: last.end, sentence: first.sentence, spelt: true}
	}
	return append(list[:at], append(spelt, list[at+count:]...)...)
}

// find calls use with every concept that the words name, and where: list[from:to].
func (c *concepts) find(list []word, how language, use func(concept term, from, to int)) {
	for i := range list {
		first := list[i].text
		for _, m := range c.byFirst[vietnamese.Fold(first)] {
			if begins(list[i:], m.words, how) {
				use(m.concept, i, i+len(m.words))
			}
		}
		if how != english || stem(first) == first {
			continue
		}
		for _, m := range c.byFirst[stem(first)] {
			if begins(list[i:], m.words, how) {
				use(m.concept, i, i+len(m.words))
			}
		}
	}
}

// begins reports whether words begin with a phrase. Accents that are typed must agree; missing ones are no matter where the text has
// none.
func begins(list []word, phrase []string, how language) bool {
	if len(phrase) > len(list) {
		return false
	}
	for i, want := range phrase {
		typed := list[i].text
		switch {
		case typed == want, how == english && stem(typed) == stem(want):
		case !vietnamese.Accented(typed) && how == unaccented && typed == vietnamese.Fold(want):
		case vietnamese.Accented(typed) && vietnamese.Spelling(typed) == vietnamese.Spelling(want):
		default:
			return false
		}
	}
	return true
}
