package search

import (
	"math"
	"math/bits"

	"chutri/internal/plan"
)

// weakShare is what a synonym or a typing error counts against the word itself.
const weakShare = 0.6

// The features by which candidates are ranked. The first ones stand for the whole task, its title, its terms and its questions: what each has of
// the question's words, of its pairs of words, and of its compounds, which are words that stand in a pair that is found
// together; for a Vietnamese word has mostly two syllables, and one alone says little.
const (
	fAll = iota
	fAllPairs
	fAllCompound
	fTitle
	fTitlePairs
	fTitleCompound
	fTerms
	fTermsPairs
	fTermsCompound
	fAskedAll
	fAskedAllPairs
	fAskedAllCompound
	fTitleTold        // share of the title that the question says in compounds
	fTermWhole        // weight of the terms that the question says whole
	fAsked            // likeness to the closest question
	fAskedPairs       // likeness in pairs to the closest question
	fAskedThree       // mean likeness to the three closest questions
	fPart             // words in the part's title
	fOutput           // words in the output
	fSentence         // of the sentence that the task has most of: share of words
	fSentencePairs    // share of pairs
	fSentenceCompound // share of compounds
	fAsking           // of the sentence that asks: words
	fAskingCompound   // compounds
	fLeads            // an agency that is named leads it
	fCoordinates      // an agency that is named coordinates it
	fApart            // agencies are named, none takes part
	fPlan             // the plan is named
	fOtherPlan        // another plan is named
	fDuty             // it is a duty
	featureCount
)

// featureNames are the names under which weights.json has them.
var featureNames = [featureCount]string{
	"all", "all_pairs", "all_compound", "title", "title_pairs", "title_compound", "terms", "terms_pairs", "terms_compound",
	"asked_all", "asked_all_pairs", "asked_all_compound", "title_told", "term_whole", "asked", "asked_pairs", "asked_three", "part", "output",
	"sentence", "sentence_pairs", "sentence_compound", "asking", "asking_compound",
	"leads", "coordinates", "apart", "plan", "other_plan", "duty",
}

type features [featureCount]float32

// coverage is what a passage has of the question.
type coverage struct{ strong, weak, pairs, compound mask }

func (c *coverage) add(other coverage) {
	c.strong |= other.strong
	c.weak |= other.weak
	c.pairs |= other.pairs
	c.compound |= other.compound
}

// in returns what lies in a set of positions.
func (c coverage) in(set mask) coverage {
	return coverage{c.strong & set, c.weak & set, c.pairs & set, c.compound & set}
}

// cover returns what a list of terms has of the question, and how much of the list that is, by weight.
func (s *scratch) cover(list []term, idf []float32) (c coverage, told, all float32) {
	var before mask
	for _, t := range list {
		all += idf[t]
		m := &s.marks[t]
		here := m.strong | m.weak
		if here == 0 {
			before = 0
			continue
		}
		told += idf[t]
		c.pairs |= before<<1&here&s.joined | m.inside
		c.compound |= m.solid
		c.strong |= m.strong
		c.weak |= m.weak
		before = here
	}
	c.compound |= c.pairs | c.pairs>>1
	return c, told, all
}

// sum adds the weights of a set up.
func sum(set mask, weights *[maxPositions]float32) float32 {
	total := float32(0)
	for ; set != 0; set &= set - 1 {
		total += weights[bits.TrailingZeros64(set)]
	}
	return total
}

// wordsOf is the weight of the words that are covered.
func (s *scratch) wordsOf(c coverage) float32 {
	return sum(c.strong, &s.weights) + weakShare*sum(c.weak&^c.strong, &s.weights)
}

func (s *scratch) pairsIn(c coverage) float32 { return sum(c.pairs, &s.pairsOf) }

func (s *scratch) compoundIn(c coverage) float32 {
	return s.wordsOf(c.in(c.compound))
}

// describe fills a candidate's features in.
func (s *scratch) describe(x *Index, c *candidate) {
	var (
		f       = &c.features
		whole   coverage
		byField [fields]coverage
		scale   = 1 / float32(math.Sqrt(float64(s.total+1)))
	)
	*f = features{}
	s.likeliest, s.together = likeliest{}, 0
	for p := x.records.first[c.task]; p < x.records.first[c.task+1]; p++ {
		covered, told, all := s.cover(x.records.terms[x.records.start[p]:x.records.start[p+1]], x.words.idf)
		if covered.strong|covered.weak == 0 {
			continue
		}
		s.together = max(s.together, s.shareOf(covered))
		kind := x.records.kind[p]
		byField[kind].add(covered)
		switch {
		case kind == title:
			f[fTitleTold] = min(1, s.compoundIn(covered)/all)
		case kind == terms && told > 0.99*all:
			f[fTermWhole] += s.wordsOf(covered) * scale
		case kind == asked:
			s.compare(covered, all)
		}
	}
	for _, covered := range byField {
		whole.add(covered)
	}
	for i, covered := range [...]coverage{whole, byField[title], byField[terms], byField[asked]} {
		f[3*i] = s.wordsOf(covered) * scale
		f[3*i+1] = s.pairsIn(covered) * scale
		f[3*i+2] = s.compoundIn(covered) * scale
	}
	f[fAsked], f[fAskedPairs], f[fAskedThree] = s.likeliest.words[0], s.likeliest.pairs, s.likeliest.mean()
	f[fPart], f[fOutput] = s.wordsOf(byField[part])*scale, s.wordsOf(byField[output])*scale
	s.describeSentences(c, whole, scale)
	x.describeContext(f, &x.register.Tasks[c.task], &s.understood)
}

// shareOf is how much of the question, or of the sentence near the one that asks it has most of, is covered.
func (s *scratch) shareOf(covered coverage) float32 {
	most := float32(0)
	for i, sentence := range s.sentences {
		if sentence&s.near == 0 {
			continue
		}
		most = max(most, s.wordsOf(covered.in(sentence))/(s.ofSentence[i].words+2))
	}
	return most
}

// likeliest is how much the questions of a task are like the one that is asked.
type likeliest struct {
	words [3]float32 // of the three closest, the closest first
	pairs float32
}

func (l likeliest) mean() float32 { return (l.words[0] + l.words[1] + l.words[2]) / 3 }

// compare notes how like a question of the task is to what is asked, or to its likest sentence.
func (s *scratch) compare(covered coverage, all float32) {
	likeness := 2 * s.wordsOf(covered) / (s.total + all)
	pairs := s.pairsIn(covered) / (s.pairs + 4)
	if len(s.sentences) > 1 {
		for i, sentence := range s.sentences {
			in := covered.in(sentence)
			if in.strong|in.weak == 0 {
				continue
			}
			likeness = max(likeness, 2*s.wordsOf(in)/(s.ofSentence[i].words+all))
			pairs = max(pairs, s.pairsIn(in)/(s.ofSentence[i].pairs+4))
		}
	}
	l := &s.likeliest
	l.pairs = max(l.pairs, pairs)
	for i := range l.words {
		if likeness > l.words[i] {
			l.words[i], likeness = likeness, l.words[i]
		}
	}
}

// describeSentences tells how well the task explains the sentence that it explains best, and the one that asks. The evidence is of the sentences
// near the one that asks: what else a story says may be about anything.
func (s *scratch) describeSentences(c *candidate, whole coverage, scale float32) {
	f := &c.features
	most := float32(-1)
	for i, sentence := range s.sentences {
		covered := whole.in(sentence)
		of := s.ofSentence[i]
		e := evidence{
			words: s.wordsOf(covered), compounds: s.compoundIn(covered), pairs: s.pairsIn(covered),
			ofWords: of.words, ofPairs: of.pairs,
		}
		f[fSentence] = max(f[fSentence], e.words/(of.words+4))
		f[fSentencePairs] = max(f[fSentencePairs], e.pairs/(of.pairs+8))
		f[fSentenceCompound] = max(f[fSentenceCompound], e.compounds/(of.words+4))
		if sentence&s.near != 0 && e.words+e.compounds > most {
			most = e.words + e.compounds
			c.evidence = s.complete(e, sentence, covered)
		}
	}
	covered := whole.in(s.asking)
	compounds := s.compoundIn(covered)
	f[fAsking], f[fAskingCompound] = s.wordsOf(covered)*scale, compounds*scale
	c.evidence.asking = compounds / (sum(s.asking, &s.weights) + 1)
}

// complete fills in the evidence what single words and pairs of the sentence say.
func (s *scratch) complete(e evidence, sentence mask, covered coverage) evidence {
	joined := float32(1)
	for set := sentence; set != 0; set &= set - 1 {
		at := bits.TrailingZeros64(set)
		bit := mask(1) << at
		p := &s.positions[at]
		e.size++
		if !p.known {
			e.unknown += p.weight
		}
		if s.joined&bit != 0 {
			joined++
			if p.pair == 0 {
				e.lone++
			}
		}
	}
	e.lone /= joined
	e.together = s.together
	s.lack(&e, sentence, covered.strong|covered.weak, covered.pairs)
	return e
}

// describeContext tells how the agencies and the plan that the question names fit the task.
func (x *Index) describeContext(f *features, t *plan.Task, u *Understood) {
	best := plan.NoPart
	for _, agency := range u.Agencies {
		best = max(best, x.register.Participation(*t, agency))
	}
	switch {
	case len(u.Agencies) == 0:
	case best == plan.Leads:
		f[fLeads] = 1
	case best == plan.Coordinates:
		f[fCoordinates] = 1
	default:
		f[fApart] = 1
	}
	switch u.Plan {
	case "":
	case t.Plan:
		f[fPlan] = 1
	default:
		f[fOtherPlan] = 1
	}
	if t.IsDuty() {
		f[fDuty] = 1
	}
}
