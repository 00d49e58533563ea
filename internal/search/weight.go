package search

// loosen takes weight from words that mostly stand together, for the second of them says little that is new: "Cửu Long" is one name.
// It takes more from a word that the question repeats.
func (s *scratch) loosen() {
	for i := 0; i < len(s.positions); {
		sum, told := s.positions[i].weight, s.positions[i].weight
		next := i + 1
		for ; next < len(s.positions) && s.positions[next].pair > 0; next++ {
			p := &s.positions[next]
			tells := p.pair - s.positions[next-1].weight
			if tells > p.weight/2 {
				break
			}
			sum += p.weight
			told += max(tells, leastTold*p.weight)
		}
		for j := i; j < next; j++ {
			s.positions[j].weight *= told / sum
			if j > i {
				s.positions[j].pair *= told / sum
			}
		}
		i = next
	}
	for i := range s.positions {
		for j := range i {
			if a, b := s.positions[i].terms, s.positions[j].terms; len(a) > 0 && len(b) > 0 && a[0].term == b[0].term {
				s.positions[i].weight *= ofRepeated
				s.positions[i].pair *= ofRepeated
				break
			}
		}
	}
}

const (
	leastTold  = 0.15 // share of its weight that the second of two inseparable words keeps at least
	ofRepeated = 0.25 // share of its weight that a repeated word keeps
)

// weighPositions sums the weights up.
func (s *scratch) weighPositions() {
	s.loosen()
	for i := range s.positions {
		p := &s.positions[i]
		s.weights[i], s.pairsOf[i] = p.weight, p.pair
		s.total += p.weight
		s.pairs += p.pair
	}
	s.ofSentence = s.ofSentence[:0]
	for _, sentence := range s.sentences {
		s.ofSentence = append(s.ofSentence, sums{sum(sentence, &s.weights), sum(sentence, &s.pairsOf)})
	}
}
