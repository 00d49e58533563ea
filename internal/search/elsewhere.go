package search

import (
	_ "embed"
	"math"
	"math/bits"
	"strings"
	"sync"

	"chutri/internal/plan"
)

// outsideText lists questions that nothing in the plans answers, one a line. A new plan may answer some: then they must go.
//
//go:embed outside.txt
var outsideText string

// outsideQuestions are the questions of outside.txt.
var outsideQuestions = sync.OnceValue(func() []string {
	var list []string
	for line := range strings.SplitSeq(outsideText, "\n") {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			list = append(list, line)
		}
	}
	return list
})

// elsewhere indexes questions that the plans do not answer, as if each were a task.
func (x *Index) elsewhere(questions []string) *Index {
	tasks := make([]plan.Task, len(questions))
	for i, question := range questions {
		tasks[i].Asked = []string{question}
	}
	o := &Index{register: plan.NewRegister(nil, tasks, x.register.Agencies, nil, nil), finder: x.finder, words: newVocabulary()}
	o.concepts = x.concepts.sharedWith(o.words)
	o.fill()
	return o
}

// elsewhere is how much a question belongs to matters that the plans do not speak of.
type elsewhere struct {
	asked, pairs float32 // likeness to the closest question that they do not answer, by words and by pairs
	covered      float32 // share of its words that this question has in compounds
	asking       float32 // share of the sentence that asks, likewise
}

// compareElsewhere looks the question up among those that the plans do not answer.
func (s *scratch) compareElsewhere(x *Index) {
	o := x.outside.scratch.Get().(*scratch)
	defer x.outside.scratch.Put(o)
	o.readTyped(x.outside, s)
	o.gatherFor(x.outside, ^mask(0), maxElsewhere, nil)
	s.elsewhere = elsewhere{}
	for i := range o.found {
		c := &o.found[i]
		o.describe(x.outside, c)
		s.elsewhere.asked = max(s.elsewhere.asked, c.features[fAsked])
		s.elsewhere.pairs = max(s.elsewhere.pairs, c.features[fAskedPairs])
		s.elsewhere.covered = max(s.elsewhere.covered, c.evidence.compounds/(c.evidence.ofWords+1))
		s.elsewhere.asking = max(s.elsewhere.asking, c.evidence.asking)
	}
	s.weighOdds(x)
}

// maxElsewhere is how many of these are looked at closely.
const maxElsewhere = 8

// weighOdds notes by how much each of the question's words and pairs is likelier in questions that the plans do not answer.
func (s *scratch) weighOdds(x *Index) {
	for i := range s.positions {
		p := &s.positions[i]
		p.odds = x.odds(x.words.documentsOf(p.fold), x.outside.words.documentsOf(p.fold))
		p.pairOdds, p.seen = 0, false
		if s.joined&(1<<i) != 0 {
			before := s.positions[i-1].fold
			inside, outside := x.words.documentsOfPair(before, p.fold), x.outside.words.documentsOfPair(before, p.fold)
			p.seen = inside+outside > 0
			p.pairOdds = x.odds(inside, outside)
		}
	}
}

// odds are the log odds that what so many tasks and so many other questions have is of the latter.
func (x *Index) odds(inside, outside int32) float32 {
	here := (float64(inside) + 0.3) / float64(len(x.register.Tasks)+1)
	there := (float64(outside) + 0.3) / float64(len(x.outside.register.Tasks)+1)
	return float32(math.Log(there / here))
}

func (v *vocabulary) documentsOf(fold string) int32 {
	if class, ok := v.byFold[fold]; ok {
		return v.folds[class].documents
	}
	return 0
}

func (v *vocabulary) documentsOfPair(before, fold string) int32 {
	first, ok := v.byFold[before]
	if !ok {
		return 0
	}
	second, ok := v.byFold[fold]
	if !ok {
		return 0
	}
	return v.pairs[pairKey(first, second)].documents
}

// lack notes how far a sentence is of matters elsewhere: the mean odds of its pairs, and the highest of what a candidate lacks.
func (s *scratch) lack(e *evidence, sentence, covered, together mask) {
	e.gapOdds, e.gapPairOdds = lowestOdds, lowestOdds
	pairs := float32(0)
	for set := sentence; set != 0; set &= set - 1 {
		at := bits.TrailingZeros64(set)
		p, bit := &s.positions[at], mask(1)<<at
		if p.seen {
			pairs++
			if together&bit != 0 {
				e.pairOdds += p.pairOdds
			} else {
				e.pairOdds += max(p.pairOdds, ofUnseen)
			}
		}
		if covered&bit == 0 {
			e.gapOdds = max(e.gapOdds, p.odds)
			if s.joined&bit != 0 {
				e.gapPairOdds = max(e.gapPairOdds, p.pairOdds)
			}
		}
	}
	e.pairOdds /= pairs + 2
}

// ofUnseen are the odds that what the candidate lacks has at least: what other tasks have says nothing for this one.
const ofUnseen = -0.8

// lowestOdds are the odds of nothing.
const lowestOdds = -5
