package search

import (
	"chutri/internal/plan"
	"chutri/internal/vietnamese"
)

// maxPositions is how many words of a question count at most; a set of them fits into a mask.
const maxPositions = 64

// maxWords is how many words of a message are read at most.
const maxWords = 1500

// mask is a set of a question's positions.
type mask = uint64

// position is a word of a question that counts.
type position struct {
	terms          []match
	weight         float32 // of the word
	pair           float32 // of the word together with the one before it; 0 where they do not stand together
	sentence       int
	known          bool // some task has it
	fold           string
	seen           bool    // some task or some question that they do not answer has the pair
	odds, pairOdds float32 // log odds that the word and the pair are of questions that the plans do not answer
}

// match is a term that a position may stand for.
type match struct {
	term term
	weak bool // a synonym, a typing error or a missing accent
}

// marks are the positions that a term is a match for.
type marks struct {
	strong, weak mask
	solid        mask // of these, those of a concept's phrase
	inside       mask // the positions of a concept's phrase but the first
}

// sums are the weights of a sentence.
type sums struct{ words, pairs float32 }

// scratch is what one search needs. It is used again, so that a search allocates little.
type scratch struct {
	words      []word
	typed      []word // the words before errors were corrected
	positions  []position
	sentences  []mask
	understood Understood
	how        language

	marks  []marks // of every term
	marked []term  // terms with marks
	asking mask    // the positions of the sentence that asks
	near   mask    // these and those of the sentence before: where the matter is told

	joined     mask // positions whose word stands beside the one before
	ofSentence []sums
	likeliest  likeliest
	together   float32
	shape      shape
	elsewhere  elsewhere

	total   float32 // weight of all positions
	pairs   float32 // weight of all pairs
	weights [maxPositions]float32
	pairsOf [maxPositions]float32

	scores []float32 // of every task, while gathering
	best   []scored  // a heap, while gathering
	found  []candidate
}

func newScratch(x *Index) *scratch {
	n := len(x.words.names)
	return &scratch{
		marks:  make([]marks, n),
		scores: make([]float32, len(x.register.Tasks)),
	}
}

// read reads a question.
func (s *scratch) read(x *Index, question string) {
	s.reset()
	question = compose(question)
	s.words = words(s.words, question, vietnamese.Fold)
	s.words = s.words[:min(len(s.words), maxWords)]
	s.how = languageOf(s.words)
	s.understood.Plan = x.planNamed(s.words)
	x.dropAgencies(s, question)
	s.applyTelex(x)
	s.words = x.concepts.expand(s.words)
	frame.drop(s.words)
	s.typed = append(s.typed[:0], s.words...)
	s.place(x)
}

// readTyped reads the question that another search has read.
func (s *scratch) readTyped(x *Index, other *scratch) {
	s.reset()
	s.words, s.how = append(s.words, other.typed...), other.how
	s.place(x)
}

// place makes the words into positions of the index.
func (s *scratch) place(x *Index) {
	s.spellOut(x)
	s.correct(x)
	s.keepTelling(x)
	s.addPositions(x)
	s.addConcepts(x)
	s.weighPositions()
	s.findAsking()
	s.readShape()
}

// applyTelex takes the keys of Telex that the keyboard left out of words that no task has.
func (s *scratch) applyTelex(x *Index) {
	if s.how != unaccented {
		return
	}
	for i := range s.words {
		w := &s.words[i]
		if x.has(w.text, unaccented) || w.capital {
			continue
		}
		if folded, ok := vietnamese.FoldTelex(w.text); ok {
			w.text, w.fold = folded, folded
		}
	}
}

func (s *scratch) reset() {
	for _, t := range s.marked {
		s.marks[t] = marks{}
	}
	s.words, s.positions, s.sentences, s.marked = s.words[:0], s.positions[:0], s.sentences[:0], s.marked[:0]
	s.understood = Understood{}
	s.total, s.pairs, s.asking, s.joined = 0, 0, 0, 0
	s.found = s.found[:0]
}

// dropAgencies finds the agencies that the question names, and drops the words of their names: "Sở Y tế" is no question
// about health. Collectives and districts are named as a topic as often as an agency, so their words stay. What is named loosely is a matter.
func (x *Index) dropAgencies(s *scratch, question string) {
	for _, mention := range x.finder.FindAll(question) {
		if mention.Loose {
			continue
		}
		agency, _ := x.register.Agency(mention.Key)
		s.understood.Agencies = append(s.understood.Agencies, mention.Key)
		if agency.Kind == plan.Collective || agency.Kind == plan.District {
			continue
		}
		for i := range s.words {
			if w := &s.words[i]; w.start >= mention.Start && w.end <= mention.End {
				w.dropped = true
			}
		}
	}
}

// addPositions makes the words that are left into positions.
func (s *scratch) addPositions(x *Index) {
	last := -1
	for i := range s.words {
		w := &s.words[i]
		if w.dropped {
			continue
		}
		if len(s.positions) == maxPositions {
			break
		}
		at := len(s.positions)
		if at == cap(s.positions) {
			s.positions = append(s.positions, position{})
		} else {
			s.positions = s.positions[:at+1]
		}
		p := &s.positions[at]
		*p = position{terms: p.terms[:0], sentence: w.sentence, fold: w.fold}
		x.words.lookUp(p, w, s.how)
		for _, m := range p.terms {
			s.mark(m.term, at, m.weak)
		}
		if last >= 0 && s.words[last].sentence == w.sentence {
			p.pair = x.pairWeight(&s.positions[at-1], p)
			s.joined |= 1 << at
		}
		last = i
		if len(s.sentences) == 0 || s.positions[max(0, at-1)].sentence != w.sentence {
			s.sentences = append(s.sentences, 0)
		}
		s.sentences[len(s.sentences)-1] |= 1 << at
	}
}

// mark notes that a term is a match for a position.
func (s *scratch) mark(t term, at int, weak bool) {
	m := &s.marks[t]
	if m.strong|m.weak == 0 {
		s.marked = append(s.marked, t)
	}
	if weak {
		m.weak |= 1 << at
	} else {
		m.strong |= 1 << at
	}
}

// pairWeight is the weight of two words side by side; 0 where no task has them so.
func (x *Index) pairWeight(a, b *position) float32 {
	v := x.words
	best := int32(0)
	for i, first := range a.terms {
		if i > 0 && v.fold[first.term] == v.fold[a.terms[i-1].term] {
			continue
		}
		for j, second := range b.terms {
			if j > 0 && v.fold[second.term] == v.fold[b.terms[j-1].term] {
				continue
			}
			best = max(best, v.pairs[pairKey(v.fold[first.term], v.fold[second.term])].documents)
		}
	}
	if best == 0 {
		return 0
	}
	return inverse(min(len(x.register.Tasks), countedPairs), best)
}

// addConcepts marks the concepts that the question names.
func (s *scratch) addConcepts(x *Index) {
	x.concepts.find(s.words, s.how, func(concept term, from, to int) {
		first, last := s.positionOf(from), s.positionOf(to-1)
		if first < 0 || last < 0 || x.words.documents[concept] == 0 {
			return
		}
		for at := first; at <= last; at++ {
			s.mark(concept, at, true)
			p := &s.positions[at]
			p.terms = append(p.terms, match{concept, true})
			if !p.known {
				p.weight = x.words.idf[concept]
			}
			p.known = true
			s.marks[concept].solid |= 1 << at
			if at > first {
				s.marks[concept].inside |= 1 << at
			}
		}
	})
}

// positionOf returns the position of the word with the given number, -1 if it was dropped.
func (s *scratch) positionOf(number int) int {
	if s.words[number].dropped {
		return -1
	}
	at := 0
	for i := range number {
		if !s.words[i].dropped {
			at++
		}
	}
	if at >= len(s.positions) {
		return -1
	}
	return at
}
