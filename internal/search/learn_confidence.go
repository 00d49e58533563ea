package search

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// learnConfidence finds the weights that tell questions with an answer from those without. Both kinds count alike.
func learnConfidence(m *model, lessons []looked) {
	answerable, outside := 0.0, 0.0
	for i := range lessons {
		if l := &lessons[i]; l.task >= 0 {
			answerable += l.typical()
		} else {
			outside += l.typical()
		}
	}
	size := int(signalCount)
	d := newDescent(contextCount*size, 0.03)
	gradient := make([]float64, contextCount*size)
	for range 1500 {
		clear(gradient)
		for _, l := range lessons {
			want, weight := 0.0, 0.5*l.typical()/outside
			if l.task >= 0 {
				want, weight = 1, 0.5*l.typical()/answerable
			}
			off := weight * (m.likely(l.signals, l.contexts) - want)
			for c, share := range l.contexts {
				if share == 0 {
					continue
				}
				for j, value := range l.signals {
					gradient[c*size+j] += off * share * value
				}
			}
		}
		for j := range gradient {
			gradient[j] += restraint * m.confidence[j/size][j%size]
		}
		d.step(gradient, func(j int, change float64) { m.confidence[j/size][j%size] += change })
		m.keepSense()
	}
}

// keepSense keeps every weight on the side that its signal is about, in each context: what a task has of the question speaks for it,
// what it lacks against it. So the weights hold for questions unlike those that they were learnt from.
func (m *model) keepSense() {
	for j, side := range signalSides {
		if side == 0 {
			continue
		}
		base := &m.confidence[always][j]
		*base = side * math.Max(0, side**base)
		for c := always + 1; c < contextCount; c++ {
			m.confidence[c][j] = side*math.Max(0, side*(*base+m.confidence[c][j])) - *base
		}
	}
}

// restraint keeps weights small that the data do not ask for.
const restraint = 2e-4

// learnThresholds chooses the likelihood below which nothing is found, so that few questions that have an answer are missed; and
// the score from which an answer stands alone, so that such answers are right.
func learnThresholds(m *model, lessons []looked) Thresholds {
	var firsts []looked
	for _, l := range lessons {
		if l.task >= 0 {
			firsts = append(firsts, l)
		}
	}
	return Thresholds{Found: foundFrom(m, firsts, mayBeMissed), Clear: clearFrom(m, lessons)}
}

// clearFrom is the lowest score from which enough of the first answers are right. An answer to a question that nothing answers is wrong.
func clearFrom(m *model, lessons []looked) float64 {
	type one struct{ score, typical, right float64 }
	var list []one
	for i := range lessons {
		l := &lessons[i]
		o := one{score: m.likely(l.signals, l.contexts) * l.share, typical: l.typical()}
		if l.task >= 0 && l.rank == 0 {
			o.right = o.typical
		}
		list = append(list, o)
	}
	slices.SortFunc(list, func(a, b one) int { return cmp.Compare(b.score, a.score) })
	threshold, right, total := 1.0, 0.0, 0.0
	for _, o := range list {
		right += o.right
		total += o.typical
		if right >= clearlyRight*total {
			threshold = o.score
		}
	}
	return threshold
}

// foundFrom is the likelihood below which the given share of the questions that have an answer is.
func foundFrom(m *model, lessons []looked, share float64) float64 {
	type one struct{ likely, typical float64 }
	var list []one
	total := 0.0
	for i := range lessons {
		if l := &lessons[i]; l.task >= 0 && l.kind != "thin" {
			list = append(list, one{m.likely(l.signals, l.contexts), l.typical()})
			total += l.typical()
		}
	}
	slices.SortFunc(list, func(a, b one) int { return cmp.Compare(a.likely, b.likely) })
	missed := 0.0
	for _, o := range list {
		if missed += o.typical; missed > share*total {
			return o.likely
		}
	}
	return 0
}

// typical is how much a lesson counts for the confidence. People who ask as an office does mostly use the plan's words too; our
// everyday questions in an office's frame are rare.
func (l *looked) typical() float64 {
	weight := 1.0
	switch {
	case l.kind == "thin":
		weight = ofThin
	case l.kind == "term":
		return ofTerm
	case l.kind == "taken away":
		return ofTaken
	case l.task < 0 && l.kind != "outside":
		return ofVariant
	case l.task < 0:
		return 1
	}
	if l.shape.formal > 0 && !strings.HasPrefix(l.kind, "wording") {
		weight *= ofFormal
	}
	return weight
}

// How much such lessons count.
const (
	ofTaken   = 0.2
	ofThin    = 0.3
	ofTerm    = 0.5
	ofVariant = 0.3 // of a question that nothing answers, spelt in another way
	ofFormal  = 0.15
)

// What the thresholds are chosen for.
const (
	mayBeMissed  = 0.025 // of the questions that have an answer, not counting those whose tasks have little to be found by
	clearlyRight = 0.95  // of the answers that stand alone
)
