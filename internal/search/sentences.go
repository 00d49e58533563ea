package search

import (
	"cmp"
	"math/bits"
	"slices"
)

// toldSentence is a sentence of a message with how much it says about any plan.
type toldSentence struct {
	from, to int // its words
	kept     int // how many of them count
	weight   float32
}

// keepTelling drops whole sentences of a long message, those that say least about any plan, until the rest fits.
func (s *scratch) keepTelling(x *Index) {
	count := 0
	var list []toldSentence
	for from := 0; from < len(s.words); {
		one := toldSentence{from: from, to: from}
		for one.to < len(s.words) && s.words[one.to].sentence == s.words[from].sentence {
			if !s.words[one.to].dropped {
				one.kept++
			}
			one.to++
		}
		count += one.kept
		list = append(list, one)
		from = one.to
	}
	if count <= maxPositions {
		return
	}
	for i := range list {
		list[i].weight = x.telling(s.words[list[i].from:list[i].to])
	}
	slices.SortStableFunc(list, func(a, b toldSentence) int { return cmp.Compare(a.weight, b.weight) })
	for _, one := range list[:len(list)-1] {
		if count <= maxPositions {
			return
		}
		for i := one.from; i < one.to; i++ {
			s.words[i].dropped = true
		}
		count -= one.kept
	}
	s.cut()
}

// cut drops the words behind the last one that fits.
func (s *scratch) cut() {
	kept := 0
	for i := range s.words {
		if w := &s.words[i]; !w.dropped {
			kept++
			w.dropped = kept > maxPositions
		}
	}
}

// telling is how much a sentence says about any plan: the weight of the pairs of words that some task has, by its length.
func (x *Index) telling(sentence []word) float32 {
	v := x.words
	weight, kept := float32(0), 0
	last, ok := uint32(0), false
	for _, w := range sentence {
		if w.dropped {
			continue
		}
		kept++
		class, known := v.byFold[w.fold]
		if known && ok {
			if count := v.pairs[pairKey(last, class)]; count.documents > 0 {
				weight += inverse(len(x.register.Tasks), count.documents)
			}
		}
		last, ok = class, known
	}
	return weight / float32(kept+3)
}

// findAsking finds the sentence that asks. Where it says nothing beside the frame of asking, the one before it tells what is
// asked. The matter is told there or just before; where no sentence asks it may be anywhere.
func (s *scratch) findAsking() {
	s.near = ^mask(0)
	if len(s.sentences) < 2 {
		if len(s.sentences) == 1 {
			s.asking = s.sentences[0]
		}
		return
	}
	asks := -1
	for _, w := range s.words {
		if asking[w.fold] {
			asks = w.sentence
		}
	}
	before := mask(0)
	for i, sentence := range s.sentences {
		at := bits.TrailingZeros64(sentence)
		if asks >= 0 && s.positions[at].sentence > asks {
			break
		}
		if bits.OnesCount64(sentence) >= 3 || s.asking == 0 {
			s.asking = sentence
			if i > 0 {
				before = s.sentences[i-1]
			}
		}
	}
	if asks >= 0 {
		s.near = s.asking | before
	}
}

// asking are the words that make a sentence a question, without accents.
var asking = map[string]bool{"ai": true, "nao": true, "naof": true, "gi": true, "dau": true, "who": true, "which": true, "what": true}
