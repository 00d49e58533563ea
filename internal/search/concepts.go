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
	groups  int
}

// member is a phrase of a group.
type member struct {
	words   phrase
	concept term
}

// short is an abbreviation.
type short struct {
	words   phrase
	long    []string // what it stands for, in lower case, composed
	capital bool     // counts only where it is typed in capitals, for without them it is a common word
}

// newConcepts numbers the groups of synonyms and of the dictionary.
func newConcepts(v *vocabulary, synonyms Synonyms) *concepts {
	c := &concepts{byFirst: make(map[string][]member), short: make(map[string][]short)}
	for _, pair := range synonyms.Abbreviations {
		s := short{words: newPhrase(pair[0]), long: vietnamese.Words(pair[1])}
		if len(s.words) == 0 || len(s.long) == 0 {
			continue
		}
		first := s.words[0].fold
		s.capital = len(s.words) == 1 && vietnamese.Syllable(first)
		c.short[first] = append(c.short[first], s)
	}
	groups := append([][]string{}, synonyms.Groups...)
	groups = append(groups, dictionary()...)
	c.groups = len(groups)
	for number, group := range groups {
		concept := v.add("§"+strconv.Itoa(number+1), "")
		for _, phrase := range group {
			list := newPhrase(phrase)
			if len(list) == 0 {
				continue
			}
			first := list[0].fold
			c.byFirst[first] = append(c.byFirst[first], member{words: list, concept: concept})
		}
	}
	return c
}

// sharedWith adds the concepts to another new vocabulary. They have the same numbers there.
func (c *concepts) sharedWith(v *vocabulary) *concepts {
	for number := range c.groups {
		v.add("§"+strconv.Itoa(number+1), "")
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
		for _, s := range c.short[list[i].fold] {
			if list[i].dropped || s.capital && !list[i].capital || !s.words.named(list[i:], unaccented) {
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
		spelt[i] = word{text: text, fold: vietnamese.Fold(text), start: first.start, end: last.end, sentence: first.sentence, spelt: true}
	}
	return append(list[:at], append(spelt, list[at+count:]...)...)
}

// find calls use with every concept that the words name, and where: list[from:to].
func (c *concepts) find(list []word, how language, use func(concept term, from, to int)) {
	for i := range list {
		first := list[i].text
		for _, m := range c.byFirst[list[i].fold] {
			if m.words.named(list[i:], how) {
				use(m.concept, i, i+len(m.words))
			}
		}
		if how != english || stem(first) == first {
			continue
		}
		for _, m := range c.byFirst[stem(first)] {
			if m.words.named(list[i:], how) {
				use(m.concept, i, i+len(m.words))
			}
		}
	}
}

// named reports whether words begin with the phrase. Accents that are typed must agree; missing ones are no matter where the text has
// none.
func (p phrase) named(list []word, how language) bool {
	if len(p) > len(list) {
		return false
	}
	for i := range p {
		want, typed := &p[i], &list[i]
		switch {
		case typed.text == want.text:
		case how == english && stem(typed.text) == want.stem:
		case typed.fold != want.fold:
			return false
		case !typed.accented():
			if how != unaccented {
				return false
			}
		case vietnamese.Spelling(typed.text) != want.spelling:
			return false
		}
	}
	return true
}
