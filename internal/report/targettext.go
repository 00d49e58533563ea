package report

import (
	"cmp"
	"slices"
	"strconv"

	"chutri/internal/ledger"
	"chutri/internal/texts"
)

// TargetWords are the pieces in which one target's standing is told, without HTML; "" for what there is not.
type TargetWords struct {
	Name     string
	Goal     string // "< 20% (2025)"
	Measured string // "21,3% (2025)"
	Reached  string // "chưa đạt"
	Gap      string // "+1,3"
	Trend    string // "−0,7 so với 2024"
}

// Target says where a target stands.
func (w Words) Target(s TargetStanding) TargetWords { return w.w.target(s) }

func (w writer) target(s TargetStanding) TargetWords {
	target, _ := w.register.Target(s.Target)
	said := TargetWords{Name: target.Name}
	value := func(sign string, v ledger.Measured) string {
		return w.say.Plain("report.target.value", texts.Data{
			"Sign": sign, "Value": v.Value, "Unit": texts.Unit(cmp.Or(v.Unit, target.Unit)), "Year": strconv.Itoa(v.Year), "Part": v.Part, "Estimate": v.Estimate,
		})
	}
	if s.Goal != nil {
		said.Goal = value(s.Goal.Sign(), ledger.Measured{Value: s.Goal.Value, Year: s.Goal.Year})
	}
	if s.Measured == nil {
		return said
	}
	said.Measured = value("", *s.Measured)
	if s.Goal != nil {
		said.Gap = w.say.Difference(s.Gap, target.Unit)
		if s.Reached != ledger.Unknown {
			said.Reached = w.say.Plain(map[ledger.Answer]string{ledger.Yes: "report.target.reached", ledger.No: "report.target.missed"}[s.Reached], nil)
		}
	}
	if s.Previous != nil {
		said.Trend = w.say.Plain("report.target.trend", texts.Data{"Change": w.say.Difference(s.Change, target.Unit), "Year": strconv.Itoa(s.Previous.Year)})
	}
	return said
}

// targets is the section of the targets: those that were measured first. A digest on one screen has no room for the others.
func (w writer) targets() section {
	f := w.figures
	if !f.ShowsTargets() {
		return section{}
	}
	counts := f.CountTargets()
	s := section{more: "report.more_targets", later: counts.Unmeasured, title: w.say.Plain("report.section.targets", texts.Data{
		"Number": len(f.Targets), "Reached": counts.Reached, "Missed": counts.Missed, "Unclear": counts.Unclear, "Unmeasured": counts.Unmeasured,
	})}
	sorted := slices.Clone(f.Targets)
	slices.SortStableFunc(sorted, func(a, b TargetStanding) int {
		return cmp.Compare(unmeasured(a), unmeasured(b))
	})
	for _, t := range sorted {
		said := w.target(t)
		s.lines = append(s.lines, w.say.Say("report.item_target", texts.Data{
			"ID": t.Target, "Name": said.Name, "Goal": said.Goal, "Measured": said.Measured, "Reached": said.Reached, "Gap": said.Gap, "Trend": said.Trend,
		}))
	}
	return s
}

func unmeasured(t TargetStanding) int {
	if t.Measured == nil {
		return 1
	}
	return 0
}
