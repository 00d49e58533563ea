package search

import "chutri/internal/vietnamese"

// correct replaces words that no task has by the word, one letter or tone away, that stands beside their neighbours in the most tasks:
// "giãm nghèo" becomes "giảm nghèo". A word that stays unknown keeps all such words as weak matches.
func (s *scratch) correct(x *Index) {
	v := x.words
	last := -1
	for i := range s.words {
		w := &s.words[i]
		if w.dropped {
			continue
		}
		if s.how != english && !w.capital && !v.has(w.text, s.how) {
			if better, ok := v.corrected(w.text, s.classOf(v, last), s.classOf(v, s.following(i))); ok {
				w.text, w.fold = better, vietnamese.Fold(better)
			}
		}
		last = i
	}
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

// corrected returns the word near the given one that stands between two fold classes most often.
func (v *vocabulary) corrected(text string, before, after uint32) (string, bool) {
	best, most := term(0), int32(0)
	name := vietnamese.Spelling(text)
	shortened(name, func(short string) {
		for _, id := range v.near[short] {
			if !oneApart(v.names[id], name) {
				continue
			}
			class := v.fold[id]
			if together := v.pairs[pairKey(before, class)].documents + v.pairs[pairKey(class, after)].documents; together > most {
				best, most = id, together
			}
		}
	})
	return v.written[best], most > 0
}
