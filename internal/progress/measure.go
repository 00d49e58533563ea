package progress

import "chutri/internal/plan"

// Measurement is a value of a target.
type Measurement struct {
	Value    float64
	Unit     string // the target's where the text agrees with it, else as it stands there, "" if none does
	Year     int    // 0 where the text gives none, or several that may be meant
	Part     string // of the year that the value is of, in the writer's words: "6 tháng đầu năm"; "" for all of it
	Estimate bool   // "ước đạt", "khoảng"
	Source   string // where the value comes from, in the writer's words
}

// measuring is what a segment says of a target, on its way to its reports.
type measuring struct {
	*Reader
	m      *message
	s      segment
	target plan.Target
	unit   targetUnit

	sources []sourceAt
	years   []*yearAt
	values  []*valueAt
}

// reports reads what a segment says about one task or target; of a target there is a report for each year that has a value.
func (r *Reader) reports(m *message, s segment, task string) []Report {
	target, ok := r.register.Target(task)
	if !ok {
		return []Report{r.report(m, s, task)}
	}
	m.maskEcho(s.first, s.last, plan.Task{Title: target.Name})
	g := &measuring{Reader: r, m: m, s: s, target: target, unit: r.unitOf(target)}
	g.findSources()
	g.findYears()
	g.findValues()
	g.pair()
	g.choose()
	g.headYear()
	var list []Report
	for _, v := range g.values {
		g.addReport(&list, v)
	}
	if len(list) == 0 {
		list = []Report{g.bare()}
		list[0].Beside = g.beside()
	}
	return list
}

// bare is a report on the target without a value.
func (g *measuring) bare() Report {
	return Report{Task: g.target.ID, Text: g.m.part(g.s), stated: g.m.statesWords(g.s)}
}

// addReport adds the report of a value, or to that of the same year the doubt which of the two is meant.
func (g *measuring) addReport(list *[]Report, v *valueAt) {
	report := g.bare()
	report.Measured = &Measurement{
		Value: v.value, Unit: v.unit, Year: v.year, Part: v.part, Estimate: g.estimated(v), Source: g.sourceOf(v),
	}
	report.Doubts = g.doubtsAbout(v)
	report.valueText = g.m.words(v.first, v.last)
	*list = joinMeasured(*list, report)
}

// joinMeasured adds the report of a value to a list, or to the one of the same target and year the doubt which of the two is meant.
func joinMeasured(reports []Report, later Report) []Report {
	for i := range reports {
		r := &reports[i]
		if r.Task != later.Task || r.Measured == nil || r.Measured.Year != later.Measured.Year {
			continue
		}
		if r.Measured.Value != later.Measured.Value {
			r.Doubts = append(r.Doubts, Doubt{Kind: TwoValues, First: r.valueText, Other: later.valueText})
		}
		return reports
	}
	return append(reports, later)
}

// doubtsAbout returns what a value of the target can hardly be: a share beyond the whole, less than nothing, several numbers.
func (g *measuring) doubtsAbout(v *valueAt) []Doubt {
	var doubts []Doubt
	add := func(kind DoubtKind) {
		doubts = append(doubts, Doubt{Kind: kind, First: g.m.words(v.first, v.last)})
	}
	if g.unit.text == "%" && !g.changing() && v.value > 100 {
		add(PercentAboveHundred)
	}
	if !g.changing() && v.value < 0 {
		add(BelowZero)
	}
	if v.ranged {
		add(SeveralNumbers)
	}
	if v.bounded {
		add(OnlyBound)
	}
	if v.opposite {
		add(Opposite)
	}
	if v.unclear {
		add(UnclearNumber)
	}
	return doubts
}

// changing reports whether the target measures a change, so that its values may be of any size and sign.
func (g *measuring) changing() bool {
	name := tokenize(normalize(g.target.Name), nil)
	return anyOf(g.vocabulary.Rises, name) || anyOf(g.vocabulary.Falls, name)
}

// beside returns the year and the source that stand there without a value; nil where there are neither.
func (g *measuring) beside() *Measurement {
	var found Measurement
	for _, y := range g.years {
		if y.compared {
			continue
		}
		if found.Year != 0 && found.Year != y.year {
			return nil
		}
		found.Year, found.Part = y.year, y.part
	}
	if len(g.sources) > 0 {
		found.Source = g.sources[0].text
	}
	if found == (Measurement{}) {
		return nil
	}
	return &found
}
