package report

import (
	"slices"
	"strings"

	"chutri/internal/plan"
)

// Figure names one figure of a report, by its place in the report's JSON: "total", "by_status.done",
// "classes.open_late", "before.by_status.done", "rates.done_of_due", "silent_agencies" …
type Figure string

// Records are what stands behind a figure.
type Records struct {
	Tasks   []string // counted tasks, in document order
	Updates []uint64 // progress updates that make the figure what it is, by id
}

// Records returns the records behind a figure: the tasks that it counts and the updates that made them so. A task that is
// counted because nobody reported on it comes without an update. ok is false for a figure that no report has.
func (f Figures) Records(figure Figure) (records Records, ok bool) {
	choose, ok := f.choice(figure)
	if !ok {
		return Records{}, false
	}
	records = Records{Tasks: []string{}, Updates: []uint64{}}
	for _, s := range f.Standings {
		if !choose(s) {
			continue
		}
		records.Tasks = append(records.Tasks, s.Task)
		switch {
		case strings.HasPrefix(string(figure), "before."):
			records.add(s.Earlier)
		case figure == "changed" || figure == "updates":
			records.add(s.Updates...)
		case s.Latest != nil:
			records.add(s.Latest.ID)
		}
	}
	if figure == "updates" || figure == "outside" {
		records.Updates = f.updatesOf(figure)
	}
	slices.Sort(records.Updates)
	return records, true
}

// Basis returns all updates that the figures rest on, by id: those of the period, and those that say where each counted task
// stands at its end and stood at the end of the period before.
func (f Figures) Basis() []uint64 {
	ids := slices.Clone(f.Updates)
	for _, s := range f.Standings {
		if s.Latest != nil {
			ids = append(ids, s.Latest.ID)
		}
		if s.Earlier != 0 {
			ids = append(ids, s.Earlier)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

func (r *Records) add(ids ...uint64) {
	for _, id := range ids {
		if id != 0 {
			r.Updates = append(r.Updates, id)
		}
	}
}

// updatesOf returns all updates of the period, or those on what is not counted.
func (f Figures) updatesOf(figure Figure) []uint64 {
	if figure == "updates" {
		return slices.Clone(f.Updates)
	}
	counted := map[uint64]bool{}
	for _, s := range f.Standings {
		for _, id := range s.Updates {
			counted[id] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(f.Updates), func(id uint64) bool { return counted[id] })
}

// choice returns which tasks a figure counts.
func (f Figures) choice(figure Figure) (choose func(Standing) bool, ok bool) {
	group, name := cutLast(string(figure))
	switch group {
	case "by_status":
		return func(s Standing) bool { return s.Status == plan.Status(name) }, slices.Contains(Statuses, plan.Status(name))
	case "before.by_status":
		return func(s Standing) bool { return s.Before == plan.Status(name) }, slices.Contains(Statuses, plan.Status(name))
	case "classes":
		return func(s Standing) bool { return s.Class == Class(name) }, slices.Contains(Classes, Class(name))
	}
	lists := map[Figure][]string{
		"changed": f.Changed, "updates": f.Changed, "completed": f.Completed, "blocked": f.Blocked,
		"silent_tasks": f.SilentTasks, "due_soon": f.DueSoon, "outside": {},
	}
	if tasks, ok := lists[figure]; ok {
		listed := make(map[string]bool, len(tasks))
		for _, id := range tasks {
			listed[id] = true
		}
		return func(s Standing) bool { return listed[s.Task] }, true
	}
	switch figure {
	case "total", "rates.done_of_all":
		return func(Standing) bool { return true }, true
	case "rates.done_of_due":
		return func(s Standing) bool { return s.Status == plan.Done || s.Class == OpenLate }, true
	case "no_due_date":
		return func(s Standing) bool { return s.Due.IsZero() }, true
	case "silent_agencies":
		return func(s Standing) bool { return len(s.Silent) > 0 }, true
	}
	return nil, false
}

// cutLast splits a name at its last dot.
func cutLast(name string) (group, last string) {
	if dot := strings.LastIndexByte(name, '.'); dot >= 0 {
		return name[:dot], name[dot+1:]
	}
	return name, ""
}
