package search

import (
	"cmp"
	"io"
	"math"
	"slices"
	"strings"

	"chutri/internal/agencies"
	"chutri/internal/plan"
)

// Material is what the weights are learnt from.
type Material struct {
	Register *plan.Register
	Synonyms Synonyms
	Chatter  []string // sentences around questions
}

// looked is a lesson as the index sees it.
type looked struct {
	lesson
	tasks      []int32 // of the candidates
	candidates []features
	evidence   []evidence // of the candidates
	right      int        // which candidate is the task, -1 for none
	signals    signals
	contexts   contexts
	weight     float64 // in learning to rank
	rank       int     // of the task, from 0; -1 where it is no candidate
	share      float64 // of the first candidate
	won        int32   // the task of the first candidate, -1 for none
	shape      shape
	elsewhere  elsewhere
}

// Weak is a question that finds another task than its own when it is left out: its task's questions and terms say too little, or
// two tasks say the same.
type Weak struct{ Task, Question, Won string }

// Learn learns the weights and the thresholds from one half of the tasks and of the outside questions, and writes to the
// report how well they do on the other half. It returns the weak questions of both halves too, in the order of the tasks.
func Learn(material Material, report io.Writer) (Weights, []Weak) {
	h := material.look()
	m := &model{}
	m.rank = learnRank(h.learning)
	material.takeAway(m, &h)
	learning, testing := h.learning, h.testing
	for _, half := range [][]looked{learning, testing} {
		for i := range half {
			half[i].judge(m)
		}
	}
	learnConfidence(m, learning)
	m.thresholds = learnThresholds(m, learning)
	reportHalf(report, m, testing)
	return weightsOf(m), material.weak(append(learning, testing...))
}

// weak picks the weak questions, as they stand in the records or without accents.
func (material Material) weak(lessons []looked) []Weak {
	slices.SortStableFunc(lessons, func(a, b looked) int { return cmp.Compare(a.task, b.task) })
	var list []Weak
	for _, l := range lessons {
		if l.task < 0 || l.rank == 0 || l.kind != "plain" && l.kind != "unaccented" && l.kind != "english" {
			continue
		}
		w := Weak{Task: material.Register.Tasks[l.task].ID, Question: l.text}
		if l.won >= 0 {
			w.Won = material.Register.Tasks[l.won].ID
		}
		list = append(list, w)
	}
	return list
}

// How often people ask about a duty against a row of a plan's table, and in the very words of a title or of terms against their own.
const (
	dutyAsked    = 0.25
	wordingAsked = 0.4
)

// halves are the lessons that are learnt from, and those that tell how well.
type halves struct{ learning, testing []looked }

// add deals a lesson out. Tasks and outside questions go to the two halves in turn.
func (h *halves) add(l looked, number int) {
	if number%2 == 0 {
		h.learning = append(h.learning, l)
	} else {
		h.testing = append(h.testing, l)
	}
}

// look asks every lesson of its fold's index.
func (material Material) look() (h halves) {
	finder := agencies.New(material.Register.Agencies)
	x := newIndex(material.Register, finder, material.Synonyms)
	outside := x.elsewhere(outsideQuestions())
	all := folds(material.Register, material.Chatter)
	for _, f := range all {
		x := newIndex(f.register, finder, material.Synonyms)
		x.outside = outside
		for _, l := range f.lessons {
			h.add(look(x, l, nil), l.task)
		}
	}
	x.outside = outside
	for number, t := range material.Register.Tasks {
		if question := askTerm(t); question != "" {
			h.add(look(x, lesson{text: question, task: number, kind: "term"}, nil), number)
		}
	}
	for at := range outsideFolds {
		for _, dealt := range []func(int) int{inRuns, scattered} {
			x.outside = x.elsewhere(outsideBut(at, dealt))
			for i, text := range outsideQuestions() {
				if dealt(i) != at {
					continue
				}
				for _, l := range outsideLessons(text, i, material.Chatter) {
					h.add(look(x, l, nil), i)
				}
			}
		}
	}
	return h
}

// look gathers and describes the candidates for a lesson.
func look(x *Index, l lesson, among func(plan.Task) bool) looked {
	s := x.scratch.Get().(*scratch)
	defer x.scratch.Put(s)
	s.consider(x, l.text, among)
	found := looked{lesson: l, right: -1, weight: 1}
	switch {
	case strings.HasPrefix(l.kind, "wording"):
		found.weight *= wordingAsked
	case l.kind == "term":
		found.weight = 0 // other tasks may have it too
	}
	if l.task >= 0 && x.register.Tasks[l.task].IsDuty() {
		found.weight *= dutyAsked
	}
	for i := range s.found {
		found.tasks = append(found.tasks, s.found[i].task)
		found.candidates = append(found.candidates, s.found[i].features)
		found.evidence = append(found.evidence, s.found[i].evidence)
		if int(s.found[i].task) == l.task {
			found.right = i
		}
	}
	found.shape, found.elsewhere = s.shape, s.elsewhere
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
			total += l.weight
			shares := l.shares(weights)
			for i, share := range shares {
				if i == l.right {
					share--
				}
				for j, value := range l.candidates[i] {
					gradient[j] += l.weight * share * float64(value)
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
	s := scratch{shape: l.shape, elsewhere: l.elsewhere}
	for i, f := range l.candidates {
		s.found = append(s.found, candidate{task: int32(i), features: f, evidence: l.evidence[i]})
	}
	s.order(m)
	l.rank, l.won = -1, -1
	for i, c := range s.found {
		if int(c.task) == l.right {
			l.rank = i
		}
	}
	l.signals, l.contexts = s.signal(m), s.contexts()
	if len(s.found) > 0 {
		l.share, l.won = s.found[0].share, l.tasks[s.found[0].task]
	}
}

// weightsOf returns a model as its file has it.
func weightsOf(m *model) Weights {
	w := Weights{Rank: make(map[string]float64), Confidence: make(map[string]map[string]float64), Thresholds: m.thresholds}
	for i, name := range featureNames {
		w.Rank[name] = round(float64(m.rank[i]))
	}
	for c, context := range contextNames {
		w.Confidence[context] = make(map[string]float64)
		for i, name := range signalNames {
			w.Confidence[context][name] = round(m.confidence[c][i])
		}
	}
	w.Thresholds.Found, w.Thresholds.Clear = round(w.Thresholds.Found), round(w.Thresholds.Clear)
	return w
}

func round(value float64) float64 { return math.Round(value*1e4) / 1e4 }
