package progress

import (
	"math"

	"chutri/internal/plan"
)

// Per cent by which a stated percent and the one that a part of a whole makes may differ.
const tolerance = 5

// twoPercents doubts a report with different percents.
func twoPercents(m *message, percents []figure) []Doubt {
	for _, other := range percents[1:] {
		if other.value != percents[0].value {
			return []Doubt{{Kind: TwoPercents, First: m.figureText(percents[0]), Other: m.figureText(other)}}
		}
	}
	return nil
}

// doubts returns what contradicts itself in a report.
func (r *Reader) doubts(m *message, report Report, events []event, figures []figure) []Doubt {
	var list []Doubt
	percent := ""
	if report.Percent != nil {
		for _, f := range figures {
			if f.percent && f.value == *report.Percent {
				percent = m.figureText(f)
			}
		}
		switch {
		case *report.Percent > 100:
			list = append(list, Doubt{Kind: PercentAboveHundred, First: percent})
		case report.Status == plan.Done && *report.Percent < 100:
			list = append(list, Doubt{Kind: DoneBelowFull, First: percent})
		case report.Status == plan.NotStarted && *report.Percent > 0:
			list = append(list, Doubt{Kind: NotStartedAhead, First: percent})
		}
	}
	if report.Status == plan.Done {
		list = append(list, m.doneAhead(events)...)
	}
	wholes := 0
	for _, f := range figures {
		if f.unclear && !f.percent && !r.vocabulary.Measured[f.unit] && f.unit != "" {
			list = append(list, Doubt{Kind: UnclearNumber, First: m.figureText(f)})
		}
		if f.of == nil {
			continue
		}
		wholes++
		if report.Status == plan.Done && report.Percent == nil && f.value < *f.of && *f.of > fewParts {
			list = append(list, Doubt{Kind: DoneBelowFull, First: m.figureText(f)})
		}
		if f.value > *f.of && *f.of > 0 {
			list = append(list, Doubt{Kind: PartAboveWhole, First: m.figureText(f)})
		}
	}
	if wholes == 1 && report.Percent != nil {
		for _, f := range figures {
			if f.of != nil && *f.of > 0 && math.Abs(100*f.value / *f.of - *report.Percent) > tolerance {
				list = append(list, Doubt{Kind: FiguresDisagree, First: m.figureText(f), Other: percent})
			}
		}
	}
	return list
}

// doneAhead doubts what is said to be done at a time that is still to come.
func (m *message) doneAhead(events []event) []Doubt {
	for _, e := range events {
		c := m.clauses[e.clause]
		if e.labels&(done|issued) != 0 && m.finishesLater(&c) >= 0 {
			return []Doubt{{Kind: DoneAhead, First: m.phrase(c.start, c.end)}}
		}
	}
	return nil
}

// figureText returns a figure as it was written.
func (m *message) figureText(f figure) string { return m.words(f.first, f.last) }
