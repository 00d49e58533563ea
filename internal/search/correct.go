package search

import "chutri/internal/vietnamese"

// correct replaces words that no task has by the word, one letter or tone away or alike in sound, that stands beside their neighbours in the
// most tasks: "giãm nghèo" becomes "giảm nghèo". A word that stays unknown keeps all such words as weak matches. A word that is known but
// never stands beside these neighbours gives way to one that sounds alike and does: "chồng rừng" becomes "trồng rừng".
func (s *scratch) correct(x *Index) {
	if s.how == english {
		return
	}
	v := x.words
	last := -1
	for i := range s.words {
		w := &s.words[i]
		if w.dropped {
			continue
		}
		if !w.capital && !w.spelt {
			before, after := s.classOf(v, last), s.classOf(v, s.following(i))
			better, ok := "", false
			switch known := x.has(w.text, s.how); {
			case !known:
				better, ok = v.corrected(w, s.how, before, after)
			case s.how == accented:
				better, ok = v.heard(w, before, after)
			}
			if ok {
				w.text, w.fold = better, vietnamese.Fold(better)
				if s.how == unaccented {
					w.text = w.fold
				}
			}
		}
		last = i
	}
}

// has reports whether some task has the word, or some question that the tasks do not answer.
func (x *Index) has(text string, how language) bool {
	return x.words.has(text, how) || x.outside != nil && x.outside.words.has(text, how)
}

// has reports whether some task has the word.
func (v *vocabulary) has(text string, how language) bool {
	if how == unaccented {
		_, ok := v.byFold[text]
		return ok
	}
	id, ok := v.ids[vietnamese.Spelling(text)]
	return ok && v.documents[id] > 0
}

// following returns the number of the next word that counts, in the same sentence, -1 for none.
func (s *scratch) following(at int) int {
	for i := at + 1; i < len(s.words) && s.words[i].sentence == s.words[at].sentence; i++ {
		if !s.words[i].dropped {
			return i
		}
	}
	return -1
}

// classOf returns the fold class of the word with the given number, 0 where it has none.
func (s *scratch) classOf(v *vocabulary, number int) uint32 {
	if number < 0 {
		return 0
	}
	return v.byFold[s.words[number].fold]
}

// corrected returns the word near the given one that stands between two fold classes most often. What is no syllable is an error in any case,
// so there the most frequent word will do,
// unless the word is so short that it is near to many.
func (v *vocabulary) corrected(w *word, how language, before, after uint32) (string, bool) {
	best, most, frequent := term(0), int32(0), int32(0)
	v.nearTo(w, how, func(id term) {
		class := v.fold[id]
		together := v.beside(before, class, after)
		if documents := v.documents[id]; together > most || together == most && documents > frequent {
			best, most, frequent = id, together, documents
		}
	})
	return v.written[best], most > 0 || len(w.fold) > 3 && frequent >= common && !vietnamese.Syllable(w.fold) && v.written[best][0] == w.text[0]
}

// common is in how many tasks a common word is at least.
const common = 5

// heard returns the word that sounds like the given one and stands between two fold classes, where the given one stands beside neither.
func (v *vocabulary) heard(w *word, before, after uint32) (string, bool) {
	own := v.byFold[w.fold]
	if v.beside(before, own, after) > 0 {
		return "", false
	}
	best, most := term(0), int32(1)
	name := vietnamese.Spelling(w.text)
	for _, class := range v.alike[sound(w.fold)] {
		together := v.beside(before, class, after)
		if class == own || together <= most {
			continue
		}
		for _, id := range v.folds[class].terms {
			if v.documents[id] > 0 && v.names[id][0] != '~' && tonesAlike(v.names[id], name) {
				best, most = id, together
			}
		}
	}
	return v.written[best], best > 0
}

// beside is in how many tasks a fold class stands behind the one or before the other.
func (v *vocabulary) beside(before, class, after uint32) int32 {
	return v.pairs[pairKey(before, class)].documents + v.pairs[pairKey(class, after)].documents
}
