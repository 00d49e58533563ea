package search

import (
	"math"

	"chutri/internal/vietnamese"
)

// term is a word of the index, a concept or an agency, by number. 0 separates phrases.
type term = uint32

// vocabulary numbers the terms of an index.
//
// A word that was written with care for accents is a term by its spelling. A word of a text without accents may be any word
// that folds to it, so it is a term of its own ("~duong").
type vocabulary struct {
	ids    map[string]term   // by spelling, "~" and folded word, "§" and number of a concept, "@" and agency
	typed  map[string]term   // words as the records have them, in lower case, to their terms
	foldOf map[string]string // of every word while the index is built
	fold   []uint32          // of every term, the number of its fold class
	folds  []foldClass       // all terms that are the same without accents
	byFold map[string]uint32
	near   map[string][]uint32 // words without accents and with one letter left out, to fold classes: for typing errors
	alike  map[string][]uint32 // how words sound, to fold classes
	names  []string

	written []string // of every term, a word as the records have it
	pairs   map[uint64]pairCount

	documents []int32   // of every term, how many tasks have it
	last      []int32   // of every term, the task counted last, plus one
	idf       []float32 // of every term
	highest   float32   // idf of a term that no task has
}

type foldClass struct {
	text      string // the word without accents, "" for terms that are no words
	terms     []term
	documents int32 // tasks that have any of them
	last      int32 // task counted last, plus one
	idf       float32
}

// pairCount counts the tasks in which two words stand side by side, by their fold classes.
type pairCount struct{ documents, last int32 }

func newVocabulary() *vocabulary {
	v := &vocabulary{
		ids: make(map[string]term), typed: make(map[string]term), byFold: make(map[string]uint32),
		near: make(map[string][]uint32), alike: make(map[string][]uint32), foldOf: make(map[string]string), pairs: make(map[uint64]pairCount),
	}
	v.add("", "")
	return v
}

// add returns the term with the given name; folded is "" for terms that are no words.
func (v *vocabulary) add(name, folded string) term {
	if id, ok := v.ids[name]; ok {
		return id
	}
	id := term(len(v.names))
	v.ids[name] = id
	v.names = append(v.names, name)
	class, ok := v.byFold[folded]
	if !ok || folded == "" {
		class = uint32(len(v.folds))
		v.folds = append(v.folds, foldClass{text: folded})
		if folded != "" {
			v.byFold[folded] = class
		}
	}
	v.folds[class].terms = append(v.folds[class].terms, id)
	v.fold = append(v.fold, class)
	return id
}

// folded returns a lower-case word without accents. While the index is built, words are folded once.
func (v *vocabulary) folded(text string) string {
	folded, ok := v.foldOf[text]
	if !ok {
		folded = vietnamese.Fold(text)
		v.foldOf[text] = folded
	}
	return folded
}

// addWord returns the term for a word of a record.
func (v *vocabulary) addWord(text string, how language) term {
	key := text
	switch how {
	case unaccented:
		key = "~" + text
	case english:
		text = stem(text)
		key = text
	}
	if id, ok := v.typed[key]; ok {
		return id
	}
	folded := v.folded(text)
	name := vietnamese.Spelling(text)
	if how == unaccented {
		name = "~" + folded
	}
	id := v.add(name, folded)
	v.typed[key] = id
	for len(v.written) <= int(id) {
		v.written = append(v.written, "")
	}
	v.written[id] = text
	return id
}

func pairKey(a, b uint32) uint64 { return uint64(a)<<32 | uint64(b) }

// countPair notes that two terms stand side by side in a task.
func (v *vocabulary) countPair(a, b term, task int) {
	key := pairKey(v.fold[a], v.fold[b])
	count := v.pairs[key]
	if count.last != int32(task)+1 {
		v.pairs[key] = pairCount{count.documents + 1, int32(task) + 1}
	}
}

// finish computes what the counts of tasks are needed for.
func (v *vocabulary) finish(tasks int) {
	v.highest = inverse(tasks, 0)
	v.foldOf = nil
	v.idf = make([]float32, len(v.names))
	for id, documents := range v.documents {
		v.idf[id] = inverse(tasks, documents)
	}
	v.idf[0] = 0
	for i := range v.folds {
		v.folds[i].idf = inverse(tasks, v.folds[i].documents)
	}
	for i := range v.folds {
		text := v.folds[i].text
		if text == "" || len(text) > maxTyped || v.folds[i].documents == 0 {
			continue
		}
		shortened(text, func(short string) { v.near[short] = append(v.near[short], uint32(i)) })
		key := sound(text)
		v.alike[key] = append(v.alike[key], uint32(i))
	}
}

// maxTyped is how many bytes a word has at most that is looked at for typing errors.
const maxTyped = 24

// inverse is the weight of a term that the given number of all tasks has.
func inverse(tasks int, documents int32) float32 {
	n, d := float64(tasks), float64(documents)
	return float32(math.Log(1 + (n-d+0.5)/(d+0.5)))
}

// shortened calls use with the name and with every form of it that lacks one letter.
func shortened(name string, use func(string)) {
	use(name)
	if len(name) < 3 {
		return
	}
	letters := []rune(name)
	for i := range letters {
		if i == 0 || letters[i] != letters[i-1] {
			use(string(letters[:i]) + string(letters[i+1:]))
		}
	}
}
