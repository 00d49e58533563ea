package report

import (
	"slices"

	"chutri/internal/ledger"
	"chutri/internal/plan"
	"chutri/store"
)

// TargetStanding is where one target stands at the end of a period: what was measured against what the plan wants.
type TargetStanding struct {
	Target   string            // id
	Measured *ledger.Measured  // value of the period's year or the last one measured before it, nil for none
	Goal     *plan.TargetValue // to be reached by the year of the measured value or the next one that the plan gives, nil for none
	Gap      float64           // measured value less the goal
	Reached  ledger.Answer     // whether the goal is
	Previous *plan.YearValue   // value measured before, or the plan's starting value; nil for none
	Change   float64           // measured value less the previous one
}

// measure adds the targets of the scope with their measured values of years up to the period's, as these are known now: a
// year's value is measured when the year is over. With an agency, its targets are those that have a task that it leads.
func (c *computation) measure(r store.Reader) error {
	values, err := ledger.ValuesOf(r, "")
	if err != nil {
		return err
	}
	year := c.period.Last().Year()
	byTarget := make(map[string][]ledger.Measured)
	for _, v := range values {
		if v.Year <= year {
			byTarget[v.Target] = append(byTarget[v.Target], v)
		}
	}
	for _, target := range c.register.Targets {
		if !c.owes(target) {
			continue
		}
		standing := TargetStanding{Target: target.ID, Goal: ledger.GoalFor(target, year)}
		measured := byTarget[target.ID]
		if found, ok := ledger.Compare(target, measured); ok {
			standing = TargetStanding{
				Target: target.ID, Measured: &measured[len(measured)-1], Goal: found.Goal, Gap: found.Gap, Reached: found.Reached,
				Previous: found.Previous, Change: found.Change,
			}
		}
		c.figures.Targets = append(c.figures.Targets, standing)
	}
	return nil
}

// owes reports whether a target belongs to the scope.
func (c *computation) owes(target plan.Target) bool {
	if c.scope.Plan != "" && target.Plan != c.scope.Plan {
		return false
	}
	if c.scope.Part == "" && c.scope.Agency == "" {
		return true
	}
	return slices.ContainsFunc(target.Tasks, func(id string) bool {
		task, _ := c.register.Task(id)
		return c.inPart(task) && (c.scope.Agency == "" || c.register.Participation(task, c.scope.Agency) == plan.Leads)
	})
}

// TargetCounts says how many targets stand how.
type TargetCounts struct {
	Reached, Missed int
	Unclear         int // measured, but the plan does not say what is to be reached, or from which side
	Unmeasured      int
}

// CountTargets counts a report's targets.
func (f Figures) CountTargets() (c TargetCounts) {
	for _, t := range f.Targets {
		switch {
		case t.Measured == nil:
			c.Unmeasured++
		case t.Reached == ledger.Yes:
			c.Reached++
		case t.Reached == ledger.No:
			c.Missed++
		default:
			c.Unclear++
		}
	}
	return c
}

// ShowsTargets reports whether what is made of the figures tells of targets: these are measured by the year, so that a week has
// nothing to say of them.
func (f Figures) ShowsTargets() bool { return len(f.Targets) > 0 && kindOf(f.Period) != "week" }
