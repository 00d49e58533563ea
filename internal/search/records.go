package search

import (
	"strconv"
	"strings"

	"chutri/internal/plan"
	"chutri/internal/vietnamese"
)

// field tells what of a task a passage is.
type field uint8

const (
	title field = iota
	terms
	output
	part
	asked
	fields // how many there are
)

// records holds the words of all tasks as terms, one passage after the other: the passages of task t are
// first[t] to first[t+1]-1, the terms of passage p are terms[start[p]:start[p+1]].
type records struct {
	terms []term
	start []int32
	kind  []field
	first []int32
}

// passages of one task, in the order in which they are stored.
func passages(t plan.Task, parts string, use func(kind field, text string)) {
	use(title, t.Title)
	for _, phrase := range t.Terms {
		use(terms, phrase)
	}
	use(output, t.Output+" "+t.Period+" "+years(t))
	use(part, parts)
	for _, question := range t.Asked {
		use(asked, question)
	}
}

func years(t plan.Task) string {
	if t.Start == 0 || t.End == 0 {
		return ""
	}
	return strconv.Itoa(t.Start) + " " + strconv.Itoa(t.End)
}

// partTitles returns the titles of a task's part and of the part above it.
func partTitles(p plan.Plan, id string) string {
	var titles []string
	for id != "" {
		if found, ok := p.Part(id); ok {
			titles = append(titles, found.Title)
		}
		at := strings.LastIndexByte(id, '.')
		if at < 0 {
			break
		}
		id = id[:at]
	}
	return strings.Join(titles, ". ")
}

// newRecords reads all tasks of the index's register, and counts in the vocabulary which task has which term.
func newRecords(x *Index) records {
	r := records{}
	plans := make(map[string]plan.Plan)
	for _, p := range x.register.Plans {
		plans[p.ID] = p
	}
	parts := make(map[string]string)
	var list []word
	for number, t := range x.register.Tasks {
		r.first = append(r.first, int32(len(r.kind)))
		key := t.Plan + " " + t.Part
		if _, ok := parts[key]; !ok {
			parts[key] = partTitles(plans[t.Plan], t.Part)
		}
		from := len(r.terms)
		passages(t, parts[key], func(kind field, text string) {
			r.start = append(r.start, int32(len(r.terms)))
			r.kind = append(r.kind, kind)
			list = words(list[:0], compose(text), x.words.folded)
			r.terms, list = x.appendTerms(r.terms, list, passageLanguage(kind, list))
			if x.initials != nil && number < countedPairs && (kind == title || kind == terms) {
				x.initials.add(list)
			}
		})
		x.words.count(r.terms[from:], number)
	}
	r.first = append(r.first, int32(len(r.kind)))
	r.start = append(r.start, int32(len(r.terms)))
	return r
}

// passageLanguage tells how a passage is written. Only a question can lack its accents; a term in plain letters is
// English unless all its words are Vietnamese syllables.
func passageLanguage(kind field, list []word) language {
	switch kind {
	case asked:
		return languageOf(list)
	case terms:
		for _, w := range list {
			if w.accented() {
				return accented
			}
		}
		for _, w := range list {
			if !vietnamese.Syllable(w.fold) && !w.capital {
				return english
			}
		}
	}
	return accented
}

// appendTerms appends the terms of a passage: its words without the frame, a separator, and its concepts. It returns the words with their
// abbreviations spelt out too.
func (x *Index) appendTerms(to []term, list []word, how language) ([]term, []word) {
	list = x.concepts.expand(list)
	frame.drop(list)
	for i, w := range list {
		if i > 0 && w.sentence != list[i-1].sentence {
			to = append(to, 0)
		}
		if !w.dropped {
			to = append(to, x.words.addWord(w.text, w.written(how)))
		}
	}
	to = append(to, 0)
	x.concepts.find(list, how, func(concept term, _, _ int) { to = append(to, concept) })
	return to, list
}

// count notes the terms and the pairs of words of a task.
func (v *vocabulary) count(list []term, task int) {
	for len(v.documents) < len(v.names) {
		v.documents = append(v.documents, 0)
		v.last = append(v.last, 0)
	}
	for i, t := range list {
		if t == 0 {
			continue
		}
		if v.last[t] != int32(task)+1 {
			v.last[t] = int32(task) + 1
			v.documents[t]++
		}
		if class := &v.folds[v.fold[t]]; class.last != int32(task)+1 {
			class.last = int32(task) + 1
			class.documents++
		}
		if i > 0 && list[i-1] != 0 && task < countedPairs {
			v.countPair(list[i-1], t, task)
		}
	}
}

// countedPairs is the number of tasks whose pairs of words are counted; the weights of pairs are good enough from these.
const countedPairs = 10_000
