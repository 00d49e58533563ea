package report

import (
	"cmp"
	"slices"
	"strings"

	"chutri/internal/plan"
)

// Grouping says what the counted tasks of a report are grouped by.
type Grouping string

// The groupings of tasks.
const (
	ByAgency Grouping = "agency" // by lead agency
	ByPart   Grouping = "part"   // by the plan's parts one level below the scope, or by plan in a report on all plans
)

// Group is those counted tasks of a report that belong together.
type Group struct {
	Key      string // key of the agency or id of the part or plan; "" for the tasks that have none
	Total    int
	ByStatus map[plan.Status]int // all six
	Tasks    []string            // ids, in document order
}

// Groups divides the counted tasks of a report. A task that several agencies lead is counted with each of them, so groups
// by agency may add up to more than the report's total. Agencies stand in the order of how many tasks they lead, parts
// and plans in document order, and the tasks that belong to none of them last.
func (f Figures) Groups(register *plan.Register, by Grouping) []Group {
	var groups []Group
	place := map[string]int{}
	for _, s := range f.Standings {
		task, _ := register.Task(s.Task)
		for _, key := range f.groupsOf(task, by) {
			if _, known := place[key]; !known {
				place[key] = len(groups)
				groups = append(groups, Group{Key: key, ByStatus: zeroes(Statuses)})
			}
			groups[place[key]].add(s)
		}
	}
	if by == ByAgency {
		slices.SortStableFunc(groups, func(a, b Group) int { return cmp.Compare(b.Total, a.Total) })
	}
	slices.SortStableFunc(groups, func(a, b Group) int { return cmp.Compare(len(b.Key), 0) - cmp.Compare(len(a.Key), 0) })
	return groups
}

func (g *Group) add(s Standing) {
	g.Total++
	g.ByStatus[s.Status]++
	g.Tasks = append(g.Tasks, s.Task)
}

// groupsOf returns the keys of the groups that a task belongs to.
func (f Figures) groupsOf(task plan.Task, by Grouping) []string {
	switch {
	case by == ByAgency && len(task.Lead) > 0:
		return task.Lead
	case by == ByAgency:
		return []string{""}
	case f.Plan == "":
		return []string{task.Plan}
	}
	return []string{f.partBelow(task.Part)}
}

// partBelow returns the part one level below the report's scope that holds the given part: of "2.1.3" in a report on the
// whole plan "2", in one on part "2" "2.1". A task that stands directly in the scope's part belongs to that.
func (f Figures) partBelow(part string) string {
	prefix := ""
	if f.Part != "" {
		if part == f.Part {
			return part
		}
		prefix = f.Part + "."
	}
	next, _, _ := strings.Cut(strings.TrimPrefix(part, prefix), ".")
	return prefix + next
}

// Merge sums groups up as one without a key, in which every task counts once however many of the groups have it.
func (f Figures) Merge(groups []Group) Group {
	member := map[string]bool{}
	for _, g := range groups {
		for _, id := range g.Tasks {
			member[id] = true
		}
	}
	merged := Group{ByStatus: zeroes(Statuses)}
	for _, s := range f.Standings {
		if member[s.Task] {
			merged.add(s)
		}
	}
	return merged
}
