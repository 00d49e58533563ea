package ledger

import (
	"math"

	"chutri/internal/plan"
)

// Comparison is how a measured value stands to what the plan wants and to what was measured before.
type Comparison struct {
	Goal     *plan.TargetValue // the value to reach by the measured year or the next one given; nil where there is none
	Gap      float64           // measured value less the goal
	Reached  Answer
	Previous *plan.YearValue // the value measured before, or the plan's starting value; nil where there is none
	Change   float64         // measured value less the previous one
}

// Answer is yes, no, or not to be told.
type Answer int

// The answers. A goal with "=" and no starting value does not say from which side it is to be reached.
const (
	Unknown Answer = iota
	Yes
	No
)

// Compare compares the last of a target's measured values, which are in the order of their years.
// ok is false where nothing was measured.
func Compare(target plan.Target, values []Measured) (c Comparison, ok bool) {
	if len(values) == 0 {
		return c, false
	}
	last := values[len(values)-1]
	if len(values) > 1 {
		before := values[len(values)-2]
		c.Previous = &plan.YearValue{Year: before.Year, Value: before.Value}
	} else if target.Baseline != nil && target.Baseline.Year < last.Year {
		c.Previous = target.Baseline
	}
	if c.Previous != nil {
		c.Change = rounded(last.Value - c.Previous.Value)
	}
	if c.Goal = GoalFor(target, last.Year); c.Goal != nil {
		c.Gap = rounded(last.Value - c.Goal.Value)
		c.Reached = reached(*c.Goal, target.Baseline, last.Value)
	}
	return c, true
}

// rounded takes away from a difference what only the machine's arithmetic has put there.
func rounded(difference float64) float64 {
	const places = 1e6
	return math.Round(difference*places) / places
}

// GoalFor returns the first value to reach in the year or after it, or the last one where all are behind; nil where the plan
// wants none.
func GoalFor(target plan.Target, year int) *plan.TargetValue {
	for i := range target.Values {
		if target.Values[i].Year >= year {
			return &target.Values[i]
		}
	}
	if n := len(target.Values); n > 0 {
		return &target.Values[n-1]
	}
	return nil
}

func reached(goal plan.TargetValue, baseline *plan.YearValue, value float64) Answer {
	answer := func(yes bool) Answer {
		if yes {
			return Yes
		}
		return No
	}
	switch goal.Op {
	case "<":
		return answer(value < goal.Value)
	case "<=":
		return answer(value <= goal.Value)
	case ">":
		return answer(value > goal.Value)
	case ">=":
		return answer(value >= goal.Value)
	}
	switch {
	case value == goal.Value:
		return Yes
	case baseline == nil || baseline.Value == goal.Value:
		return Unknown
	case baseline.Value < goal.Value:
		return answer(value >= goal.Value)
	}
	return answer(value <= goal.Value)
}
