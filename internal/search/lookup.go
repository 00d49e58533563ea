package search

import "chutri/internal/vietnamese"

// lookUp finds the terms that a word may stand for, and its weight.
func (v *vocabulary) lookUp(p *position, w *word, how language) {
	defer func() { v.weighPosition(p, how) }()
	if w.accented() {
		v.lookUpAccented(p, w)
		return
	}
	how = w.written(how)
	if how == english {
		if v.exact(p, vietnamese.Spelling(stem(w.text))) {
			return
		}
	}
	if how == accented && v.exact(p, vietnamese.Spelling(w.text)) {
		v.loose(p, w.text)
		return
	}
	if v.variants(p, w.text, how != unaccented) {
		return
	}
	if len(w.text) > 4 {
		v.misspelt(p, w, how)
	}
}

// lookUpAccented finds the terms for a word with accents: what is typed counts. Only a word that no task has is a typing
// error.
func (v *vocabulary) lookUpAccented(p *position, w *word) {
	name := vietnamese.Spelling(w.text)
	if !v.exact(p, name) {
		v.misspelt(p, w, accented)
	}
	v.loose(p, w.fold)
}

func (v *vocabulary) exact(p *position, name string) bool {
	id, ok := v.ids[name]
	if ok = ok && v.documents[id] > 0; ok {
		p.terms = append(p.terms, match{term: id})
	}
	return ok
}

// loose adds the word as the records without accents have it.
func (v *vocabulary) loose(p *position, folded string) {
	if id, ok := v.ids["~"+folded]; ok && v.documents[id] > 0 {
		p.terms = append(p.terms, match{id, true})
	}
}

// variants adds all words that are the same without accents.
func (v *vocabulary) variants(p *position, folded string, weak bool) bool {
	class, ok := v.byFold[folded]
	if !ok {
		return false
	}
	for _, id := range v.folds[class].terms {
		p.terms = append(p.terms, match{id, weak})
	}
	return len(v.folds[class].terms) > 0
}

// misspelt adds the words that are one letter or one tone away, or sound alike.
func (v *vocabulary) misspelt(p *position, w *word, how language) {
	v.nearTo(w, how, func(id term) {
		if !has(p.terms, id) {
			p.terms = append(p.terms, match{id, true})
		}
	})
}

func has(list []match, id term) bool {
	for _, m := range list {
		if m.term == id {
			return true
		}
	}
	return false
}

// weighPosition sets how much a word says: the rarer, the more. A word that no task has could be anything.
func (v *vocabulary) weighPosition(p *position, how language) {
	if len(p.terms) == 0 {
		p.weight = v.highest / 2
		return
	}
	p.known = true
	first := p.terms[0]
	switch {
	case !first.weak && how != unaccented:
		p.weight = v.idf[first.term]
	default:
		p.weight = v.folds[v.fold[first.term]].idf
	}
	if first.weak {
		p.weight *= 0.8
	}
}
