package search

import (
	"cmp"
	"slices"
)

// learnConfidence finds the weights that tell questions with an answer from those without. Both kinds count alike.
func learnConfidence(m *model, lessons []looked) {
	answerable, outside := 0, 0
	for _, l := range lessons {
		if l.task >= 0 {
			answerable++
		} else {
			outside++
		}
	}
	size := int(signalCount)
	d := newDescent(2*size, 0.03)
	gradient := make([]float64, 2*size)
	for range 3000 {
		clear(gradient)
		for _, l := range lessons {
			want, weight := 0.0, 0.5/float64(outside)
			if l.task >= 0 {
				want, weight = 1, 0.5/float64(answerable)
			}
			short := l.short
			off := weight * (m.likely(l.signals, short) - want)
			for j, value := range l.signals {
				gradient[j] += off * value
				gradient[size+j] += off * short * value
			}
		}
		for j := range signalCount {
			gradient[j] += restraint * m.long[j]
			gradient[size+j] += restraint * m.short[j]
		}
		d.step(gradient, func(j int, change float64) {
			if j < size {
				m.long[j] += change
			} else {
				m.short[j-size] += change
			}
		})
	}
}

// restraint keeps weights small that the data do not ask for.
const restraint = 2e-4

// learnThresholds chooses the likelihood below which nothing is found, so that few questions that have an answer are missed; and
// the share from which an answer stands alone, so that such answers are right.
func learnThresholds(m *model, lessons []looked) Thresholds {
	var likely []float64
	var firsts []looked
	for _, l := range lessons {
		if l.task >= 0 {
			likely = append(likely, m.likely(l.signals, l.short))
			firsts = append(firsts, l)
		}
	}
	slices.Sort(likely)
	t := Thresholds{Found: likely[int(mayBeMissed*float64(len(likely)))], Clear: 1}
	slices.SortFunc(firsts, func(a, b looked) int { return cmp.Compare(b.share, a.share) })
	right := 0
	for i, l := range firsts {
		right += count(l.rank == 0)
		if float64(right) >= clearlyRight*float64(i+1) {
			t.Clear = l.share
		}
	}
	return t
}

// What the thresholds are chosen for.
const (
	mayBeMissed  = 0.03 // of the questions that have an answer
	clearlyRight = 0.95 // of the answers that stand alone
)
