package search

import (
	"strings"
	"unicode/utf8"

	"chutri/internal/vietnamese"
)

// follower is a fold class that stands behind another in some task.
type follower struct {
	class     uint32
	documents int32
}

// Limits of what an abbreviation may be.
const (
	shortestInitials = 2
	longestInitials  = 8
	maxBeginnings    = 64 // beginnings of the phrase that are pursued
)

// spellOut replaces abbreviations that neither the records nor the synonyms have by the phrase whose words begin with its letters and
// stand so in the most tasks: "XLVPHC" by "xử lý vi phạm hành chính".
func (s *scratch) spellOut(x *Index) {
	for i := 0; i < len(s.words); i++ {
		w := s.words[i]
		if w.dropped || !x.abbreviates(w) {
			continue
		}
		phrase := x.words.phraseOf([]rune(w.text))
		if len(phrase) == 0 {
			continue
		}
		names := make([]string, len(phrase))
		for j, class := range phrase {
			names[j] = x.words.foldNames[class]
		}
		s.words = replace(s.words, i, 1, names)
		i += len(phrase) - 1
	}
}

// abbreviates reports whether a word may be an abbreviation that nobody has explained.
func (x *Index) abbreviates(w word) bool {
	length := utf8.RuneCountInString(w.text)
	if length < shortestInitials || length > longestInitials || strings.ContainsAny(w.text, "0123456789") {
		return false
	}
	folded := vietnamese.Fold(w.text)
	if !w.capital && vietnamese.Syllable(folded) || !w.capital && length < 3 {
		return false
	}
	if _, known := x.words.byFold[folded]; known {
		return false
	}
	return true
}

// beginning is a phrase that is not yet complete.
type beginning struct {
	classes   []uint32
	documents int32 // tasks that have its rarest pair
}

// phraseOf returns the fold classes of the phrase that letters abbreviate, nil if there is none.
func (v *vocabulary) phraseOf(letters []rune) []uint32 {
	var pursued []beginning
	for _, class := range v.byInitial[letters[0]] {
		pursued = append(pursued, beginning{[]uint32{class}, 1 << 30})
	}
	for _, letter := range letters[1:] {
		var longer []beginning
		for _, b := range pursued {
			for _, next := range v.followers[b.classes[len(b.classes)-1]] {
				if !v.begins(next.class, letter) {
					continue
				}
				longer = append(longer, beginning{append(b.classes[:len(b.classes):len(b.classes)], next.class), min(b.documents, next.documents)})
			}
		}
		pursued = best(longer, maxBeginnings)
	}
	if len(pursued) == 0 {
		return nil
	}
	return pursued[0].classes
}

// begins reports whether a word of the fold class begins with the letter.
func (v *vocabulary) begins(class uint32, letter rune) bool {
	for _, initial := range v.initials[class] {
		if initial == letter {
			return true
		}
	}
	return false
}

// best returns the beginnings that stand in the most tasks, at most as many as the limit, the best first.
func best(list []beginning, limit int) []beginning {
	for i := range min(limit, len(list)) {
		top := i
		for j := i + 1; j < len(list); j++ {
			if list[j].documents > list[top].documents {
				top = j
			}
		}
		list[i], list[top] = list[top], list[i]
	}
	return list[:min(limit, len(list))]
}

// link fills in what phraseOf needs.
func (v *vocabulary) link() {
	v.followers = make([][]follower, len(v.folds))
	v.initials = make([][]rune, len(v.folds))
	v.byInitial = make(map[rune][]uint32)
	for key, count := range v.pairs {
		a, b := uint32(key>>32), uint32(key)
		v.followers[a] = append(v.followers[a], follower{b, count.documents})
	}
	for id, name := range v.names {
		class := v.fold[id]
		if name == "" || v.foldNames[class] == "" {
			continue
		}
		initial, _ := utf8.DecodeRuneInString(strings.TrimPrefix(name, "~"))
		if !v.begins(class, initial) {
			v.initials[class] = append(v.initials[class], initial)
			v.byInitial[initial] = append(v.byInitial[initial], class)
		}
	}
}
