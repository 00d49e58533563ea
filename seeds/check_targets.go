package seeds

import (
	"fmt"
	"math"
	"slices"
	"time"
)

func (c *checker) targets(targets []targetRecord) {
	count := make(map[string]int) // by plan
	for _, t := range targets {
		count[t.plan]++
		if want := fmt.Sprintf("%s-T%d", c.plan[t.plan].Key, count[t.plan]); t.ID != want {
			c.fail(t.file, t.ID, "the id should be %s: targets are numbered without a gap", want)
		}
		c.title(t.file, t.ID, t.Name)
		c.line(t.file, t.ID, t.Line)
		if t.Unit == "" || len(t.Values) == 0 && t.Baseline == nil {
			c.fail(t.file, t.ID, "a target needs a unit and a value")
		}
		c.values(t)
		for _, id := range t.Tasks {
			if task, ok := c.task[id]; !ok || task.plan != t.plan {
				c.fail(t.file, t.ID, "unknown task %q of this plan", id)
			}
		}
		c.list(t.file, t.ID, "tasks", t.Tasks)
		c.list(t.file, t.ID, "terms", t.Terms)
		c.list(t.file, t.ID, "notes", t.Notes)
		c.texts(t.file, t.ID, t.Unit)
	}
}

func (c *checker) values(t targetRecord) {
	if t.Baseline != nil {
		c.value(t, *t.Baseline)
		if t.Baseline.Op != "" {
			c.fail(t.file, t.ID, "a baseline is measured: it has no comparison")
		}
	}
	seen := make(map[string]bool)
	previous := 0
	for _, v := range t.Values {
		c.value(t, v)
		if !slices.Contains([]string{"=", "<", "<=", ">", ">="}, v.Op) {
			c.fail(t.file, t.ID, "comparison %q", v.Op)
		}
		one := fmt.Sprint(v.Year, v.Op)
		if seen[one] {
			c.fail(t.file, t.ID, "two values with %q for %d", v.Op, v.Year)
		}
		seen[one] = true
		if v.Year < previous {
			c.fail(t.file, t.ID, "year %d stands behind year %d", v.Year, previous)
		}
		previous = v.Year
	}
}

func (c *checker) value(t targetRecord, v yearRecord) {
	switch {
	case v.Year < firstYear || v.Year > lastYear:
		c.fail(t.file, t.ID, "year %d", v.Year)
	case v.Value == nil:
		c.fail(t.file, t.ID, "no value for %d", v.Year)
	case math.IsNaN(*v.Value) || math.IsInf(*v.Value, 0) || *v.Value < 0:
		c.fail(t.file, t.ID, "value %v for %d", *v.Value, v.Year)
	}
}

func (c *checker) deadlines(deadlines []deadlineRecord) {
	const file = "deadlines.yaml"
	seen := make(map[string]bool)
	for i, d := range deadlines {
		record := fmt.Sprintf("deadline %d", i+1)
		if _, ok := c.plan[d.Plan]; !ok {
			c.fail(file, record, "unknown plan %q", d.Plan)
		}
		c.title(file, record, d.What)
		c.line(file, record, d.Line)
		if len(d.From) == 0 {
			c.fail(file, record, "nobody owes the report")
		}
		if len(d.To) == 0 && len(d.Notes) == 0 {
			c.fail(file, record, "nobody receives the report and no note says why")
		}
		c.date(file, record, d)
		c.years(file, record, d.FirstYear, c.plan[d.Plan].End)
		c.known(file, record, "from", d.From)
		c.known(file, record, "to", d.To)
		c.list(file, record, "terms", d.Terms)
		c.list(file, record, "notes", d.Notes)
		if seen[d.Plan+d.What] {
			c.fail(file, record, "another deadline of the plan asks for the same: %q", d.What)
		}
		seen[d.Plan+d.What] = true
	}
}

// date refuses a day that not every year has, and one that does not go with how often the report is due.
func (c *checker) date(file, record string, d deadlineRecord) {
	dated := d.Month != 0 || d.Day != 0
	const commonYear = 2019
	if at := time.Date(commonYear, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC); dated && (int(at.Month()) != d.Month || at.Day() != d.Day) {
		c.fail(file, record, "no such date: %d/%d", d.Day, d.Month)
	}
	switch d.Every {
	case "half_year", "year":
		if !dated {
			c.fail(file, record, "every is %s, but there is no date", d.Every)
		}
	case "none":
		if dated {
			c.fail(file, record, "a date, but every is none")
		}
	default:
		c.fail(file, record, "every is half_year, year or none, not %q", d.Every)
	}
}
