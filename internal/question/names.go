package question

import (
	"strings"

	"chutri/internal/plan"
)

// addPlans adds the names that plans go by. A province names a plan where it has no other.
func (p phrases) addPlans(plans []plan.Plan) {
	provinces := make(map[string]int)
	for _, one := range plans {
		provinces[one.Province]++
	}
	for _, one := range plans {
		for _, name := range append([]string{one.ID, one.Name, one.Short}, one.Aliases...) {
			p.add(name, ofPlan, one.ID)
		}
		if one.Province != "" && provinces[one.Province] == 1 {
			p.add(one.Province, ofPlan, one.ID)
		}
	}
}

// planKey reads a plan's key, which only counts in capitals.
func (r *Reader) planKey(t token) (id string, ok bool) {
	if t.text != strings.ToUpper(t.text) {
		return "", false
	}
	p, ok := r.register.Plan(t.text)
	return p.ID, ok && p.Key == t.text
}

// mark labels the words of a question: ids, agencies, plans, years, codes and the phrases of the vocabulary.
func (r *Reader) mark(question string) []token {
	words := tokenize(question)
	for _, ref := range plan.FindRefs(question) {
		for i, w := range words {
			if w.start >= ref.Start && w.end <= ref.End {
				words[i].label = content
			}
		}
	}
	next := 0
	for _, m := range r.agencies.FindAll(question) {
		for ; next < len(words) && words[next].start < m.End; next++ {
			if words[next].start >= m.Start && words[next].label == unexplained {
				words[next].label, words[next].key = agency, m.Key
			}
		}
	}
	for i := 0; i < len(words); {
		if words[i].label != unexplained {
			i++
			continue
		}
		i += r.markAt(words[i:])
	}
	return words
}

// markAt labels the phrase that the words begin with and returns how many words it takes.
func (r *Reader) markAt(words []token) int {
	said, ok := r.phrases.at(words)
	if named, isPlan := r.planNames.at(words); isPlan && len(named.words) >= len(said.words) {
		said, ok = named, true
	}
	if ok {
		for i := range said.words {
			words[i].label, words[i].key = said.label, said.plan
		}
		return len(said.words)
	}
	if yearPattern.MatchString(words[0].text) {
		words[0].label, words[0].key = year, words[0].text
	} else if id, ok := r.planKey(words[0]); ok {
		words[0].label, words[0].key = ofPlan, id
	} else if printed, ok := readCode(words[0]); ok {
		words[0].label, words[0].key = code, printed
	}
	return 1
}
