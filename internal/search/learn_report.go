package search

import (
	"fmt"
	"io"
	"slices"
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
		refused := m.likely(l.signals, l.contexts) < m.thresholds.Found
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

// reportCurve writes how many outside questions are refused for each share of answerable ones that is missed, of stories by themselves.
func reportCurve(to io.Writer, m *model, lessons []looked) {
	for _, story := range []float64{0, 1} {
		var of []looked
		var outside []float64
		for _, l := range lessons {
			if l.shape.story != story {
				continue
			}
			of = append(of, l)
			if l.task < 0 {
				outside = append(outside, m.likely(l.signals, l.contexts))
			}
		}
		for _, missed := range []float64{0.01, 0.02, 0.03, 0.05, 0.08} {
			threshold := foundFrom(m, of, missed)
			refused := 0
			for _, likely := range outside {
				refused += count(likely < threshold)
			}
			fmt.Fprintf(to, "story %.0f, missed %.0f%%: refused %s from %.3f\n", story, 100*missed, share(refused, len(outside)), threshold)
		}
	}
}
