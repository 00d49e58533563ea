package search

import (
	"fmt"
	"io"
	"math"
	"slices"

	"chutri/internal/agencies"
	"chutri/internal/plan"
)

// Material is what the weights are learnt from.
type Material struct {
	Register *plan.Register
	Synonyms Synonyms
	Outside  []string // questions that nothing answers
	Chatter  []string // sentences around questions
}

// looked is a lesson as the index sees it.
type looked struct {
	lesson
	candidates []features
	extremes   []extremes // of the candidates
	right      int        // which candidate is the task, -1 for none
	signals    signals
	rank       int     // of the task, from 0; -1 where it is no candidate
	share      float64 // of the first candidate
	shape      shape
}

// Learn learns the weights and the thresholds from one half of the tasks and of the outside questions, and writes to the
// report how well they do on the other half.
func Learn(material Material, report io.Writer) (Weights, error) {
	learning, testing := material.look()
	m := &model{}
	m.rank = learnRank(learning)
	for _, half := range [][]looked{learning, testing} {
		for i := range half {
			half[i].judge(m)
		}
	}
	learnConfidence(m, learning)
	m.thresholds = learnThresholds(m, learning)
	reportHalf(report, m, testing)
	return weightsOf(m), nil
}

// look asks every lesson of its fold's index. Tasks and outside questions are dealt out in turn to the two halves.
func (material Material) look() (learning, testing []looked) {
	add := func(l looked, number int) {
		if number%2 == 0 {
			learning = append(learning, l)
		} else {
			testing = append(testing, l)
		}
	}
	finder := agencies.New(material.Register.Agencies)
	all := folds(material.Register, material.Chatter)
	for _, f := range all {
		x := newIndex(f.register, finder, material.Synonyms, &model{})
		for _, l := range f.lessons {
			add(look(x, l), l.task)
		}
	}
	x := newIndex(material.Register, finder, material.Synonyms, &model{})
	for i, text := range material.Outside {
		add(look(x, lesson{text: text, task: -1, kind: "outside"}), i)
		if i%8 < 2 {
			story := tell(text, number(text), material.Chatter)
			add(look(x, lesson{text: story, task: -1, kind: "outside story"}), i)
		}
	}
	return learning, testing
}

// look gathers and describes the candidates for a lesson.
func look(x *Index, l lesson) looked {
	s := x.scratch.Get().(*scratch)
	defer x.scratch.Put(s)
	s.read(x, l.text)
	s.gather(x, nil)
	found := looked{lesson: l, right: -1}
	for i := range s.found {
		s.describe(x, &s.found[i])
		found.candidates = append(found.candidates, s.found[i].features)
		found.extremes = append(found.extremes, s.found[i].extremes)
		if int(s.found[i].task) == l.task {
			found.right = i
		}
	}
	found.shape = s.shape
	return found
}

// learnRank finds the weights under which the right candidates are likeliest, by gradient descent (Adam).
func learnRank(lessons []looked) features {
	var weights features
	d := newDescent(int(featureCount), 0.05)
	gradient := make([]float64, featureCount)
	for range 400 {
		clear(gradient)
		total := 0.0
		for _, l := range lessons {
			if l.right < 0 {
				continue
			}
			total++
			shares := l.shares(weights)
			for i, share := range shares {
				if i == l.right {
					share--
				}
				for j, value := range l.candidates[i] {
					gradient[j] += share * float64(value)
				}
			}
		}
		for j := range gradient {
			gradient[j] = gradient[j]/total + 1e-4*float64(weights[j])
		}
		d.step(gradient, func(j int, change float64) { weights[j] += float32(change) })
	}
	return weights
}

// shares returns how likely each candidate is the right one, of all candidates.
func (l looked) shares(weights features) []float64 {
	shares := make([]float64, len(l.candidates))
	highest := math.Inf(-1)
	for i, f := range l.candidates {
		for j, weight := range weights {
			shares[i] += float64(weight) * float64(f[j])
		}
		highest = math.Max(highest, shares[i])
	}
	total := 0.0
	for i := range shares {
		shares[i] = math.Exp(shares[i] - highest)
		total += shares[i]
	}
	for i := range shares {
		shares[i] /= total
	}
	return shares
}

// judge ranks a lesson's candidates and reads the signals off.
func (l *looked) judge(m *model) {
	s := scratch{shape: l.shape}
	for i, f := range l.candidates {
		s.found = append(s.found, candidate{task: int32(i), features: f, extremes: l.extremes[i]})
	}
	s.order(m)
	l.rank = -1
	for i, c := range s.found {
		if int(c.task) == l.right {
			l.rank = i
		}
	}
	l.signals = s.signal(m)
	if len(s.found) > 0 {
		l.share = s.found[0].share
	}
}

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
			short := l.shape.short()
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

// descent is Adam's gradient descent.
type descent struct {
	rate          float64
	first, second []float64
	steps         int
}

func newDescent(size int, rate float64) *descent {
	return &descent{rate: rate, first: make([]float64, size), second: make([]float64, size)}
}

// step tells by how much each value changes.
func (d *descent) step(gradient []float64, change func(j int, by float64)) {
	d.steps++
	for j, g := range gradient {
		d.first[j] = 0.9*d.first[j] + 0.1*g
		d.second[j] = 0.999*d.second[j] + 0.001*g*g
		first := d.first[j] / (1 - math.Pow(0.9, float64(d.steps)))
		second := d.second[j] / (1 - math.Pow(0.999, float64(d.steps)))
		change(j, -d.rate*first/(math.Sqrt(second)+1e-8))
	}
}

// learnThresholds chooses the likelihood below which nothing is found so that few answerable questions are missed, and the
// share from which an answer stands alone so that such answers are right.
func learnThresholds(m *model, lessons []looked) Thresholds {
	var t Thresholds
	var likely []float64
	type first struct {
		share float64
		right bool
	}
	var firsts []first
	for _, l := range lessons {
		if l.task < 0 {
			continue
		}
		likely = append(likely, m.likely(l.signals, l.shape.short()))
		firsts = append(firsts, first{l.share, l.rank == 0})
	}
	slices.Sort(likely)
	t.Found = likely[int(missedShare*float64(len(likely)))]
	slices.SortFunc(firsts, func(a, b first) int {
		if a.share > b.share {
			return -1
		}
		return 1
	})
	right := 0
	t.Clear = 1
	for i, f := range firsts {
		if f.right {
			right++
		}
		if float64(right) >= clearlyRight*float64(i+1) {
			t.Clear = f.share
		}
	}
	return t
}

const (
	missedShare  = 0.02 // of the answerable questions that may be missed
	clearlyRight = 0.95 // of the answers that stand alone that must be right
)

// reportHalf writes by kind how the lessons are answered.
func reportHalf(to io.Writer, m *model, lessons []looked) {
	var figures []Figures
	all := Figures{Category: "all"}
	for _, l := range lessons {
		at := slices.IndexFunc(figures, func(f Figures) bool { return f.Category == l.kind })
		if at < 0 {
			at = len(figures)
			figures = append(figures, Figures{Category: l.kind})
		}
		refused := m.likely(l.signals, l.shape.short()) < m.thresholds.Found
		one := Figures{Outside: 1, Refused: count(refused)}
		if l.task >= 0 {
			one = Figures{Answerable: 1, Missed: count(refused), TaskFirst: count(!refused && l.rank == 0),
				TaskThree: count(!refused && l.rank >= 0 && l.rank < 3), LeadFirst: count(l.rank >= 0)}
		}
		figures[at].add(one)
		all.add(one)
	}
	reportCurve(to, m, lessons)
	fmt.Fprintln(to, "the testing half (lead: the task is a candidate)")
	Table(to, append(figures, all))
}

// reportCurve writes how many outside questions are refused for each share of answerable ones that is missed.
func reportCurve(to io.Writer, m *model, lessons []looked) {
	var inside, outside []float64
	for _, l := range lessons {
		if l.task >= 0 {
			inside = append(inside, m.likely(l.signals, l.shape.short()))
		} else {
			outside = append(outside, m.likely(l.signals, l.shape.short()))
		}
	}
	slices.Sort(inside)
	for _, missed := range []float64{0.01, 0.02, 0.03, 0.05, 0.08} {
		threshold := inside[int(missed*float64(len(inside)))]
		refused := 0
		for _, likely := range outside {
			refused += count(likely < threshold)
		}
		fmt.Fprintf(to, "missed %.0f%%: refused %s\n", 100*missed, share(refused, len(outside)))
	}
}

func weightsOf(m *model) Weights {
	w := Weights{Rank: make(map[string]float64), Long: make(map[string]float64), Short: make(map[string]float64), Thresholds: m.thresholds}
	for i, name := range featureNames {
		w.Rank[name] = round(float64(m.rank[i]))
	}
	for i, name := range signalNames {
		w.Long[name], w.Short[name] = round(m.long[i]), round(m.short[i])
	}
	w.Thresholds.Found, w.Thresholds.Clear = round(w.Thresholds.Found), round(w.Thresholds.Clear)
	return w
}

func round(value float64) float64 { return math.Round(value*1e4) / 1e4 }
