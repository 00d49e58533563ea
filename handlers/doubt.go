package handlers

import (
	"reflect"
	"slices"

	"chutri/internal/plan"
	"chutri/internal/progress"
	"chutri/internal/texts"
	"chutri/store"
)

// doubts returns, as texts, what contradicts in a report: within the message, and against the task's report before it. content is what
// would be recorded.
func (t *turn) doubts(r draftReport, content store.Content, from origin) ([]string, error) {
	found := t.doubtLines(r)
	last, ok, err := t.before(content, r.Update)
	if err != nil || !ok || t.saysTheSame(r.Update, content) {
		return found, err
	}
	standing, err := store.Standing(t.r, last)
	return append(found, t.against(standing.Content, content)...), err
}

// saysTheSame reports whether a correction leaves an update on its task with its figures, which its writer has sent once already.
func (t *turn) saysTheSame(update uint64, content store.Content) bool {
	u, err := t.r.Progress(update)
	return err == nil && u.Task == content.Task && u.Status == content.Status &&
		reflect.DeepEqual(u.Percent, content.Percent) && reflect.DeepEqual(u.Quantities, content.Quantities)
}

// doubtLines tell what contradicts within a message.
func (t *turn) doubtLines(r draftReport) (lines []string) {
	for _, d := range r.Doubts {
		lines = append(lines, t.say.Say("doubt."+string(d.Kind), texts.Data{"ID": r.Task, "First": d.First, "Second": d.Other}))
	}
	return lines
}

// before returns the last report that counts of the same agency on the same task before the given content, which is or will be that of
// an update (0 for a new one).
func (t *turn) before(content store.Content, update uint64) (last store.Progress, ok bool, err error) {
	err = t.r.ProgressByTask(content.Task, func(p store.Progress) bool {
		earlier := !p.ReportedAt.After(content.ReportedAt) && p.ID != update
		if update != 0 && p.ReportedAt.Equal(content.ReportedAt) && p.ID > update {
			earlier = false
		}
		if earlier && p.Agency == content.Agency && p.State.Counts() {
			last, ok = p, true
		}
		return !ok
	})
	return last, ok, err
}

// against compares a report with what stood before it: a lower percent or figure, a task that was closed or under way, a unit or a whole
// that changed. Figures of a shorter time are compared with nothing.
func (t *turn) against(last store.Content, now store.Content) []string {
	var found []string
	data := func(first, second string) texts.Data {
		return texts.Data{"ID": now.Task, "First": first, "Second": second, "Date": t.date(last.ReportedAt.In(t.Zone))}
	}
	if last.Percent != nil && now.Percent != nil && *now.Percent < *last.Percent {
		found = append(found, t.say.Say("doubt.lower_percent", data(t.say.Number(*last.Percent), t.say.Number(*now.Percent))))
	}
	if now.Status == plan.NotStarted && underway(last) {
		found = append(found, t.say.Say("doubt.reopened", data(t.figures(last), t.figures(now))))
	}
	if last.Status == plan.Done && now.Status != plan.Done {
		found = append(found, t.say.Say("doubt.reopened", data(
			t.say.Plain("status.done", nil), t.say.Plain("status."+string(now.Status), nil))))
	}
	before, after := sinceStart(last), sinceStart(now)
	if len(before) > 0 && len(after) > 0 && !shareUnit(before, after) {
		found = append(found, t.say.Say("doubt.unit", data(t.quantity(before[0]), t.quantity(after[0]))))
	}
	for _, q := range after {
		if former, ok := former(before, after, q); ok {
			if kind := disagreement(former, q); kind != "" {
				found = append(found, t.say.Say("doubt."+kind, data(t.quantity(former), t.quantity(q))))
			}
		}
	}
	return found
}

// underway reports whether a report says that something has been done on a task that is not finished.
func underway(c store.Content) bool {
	counted := slices.ContainsFunc(c.Quantities, func(q plan.Quantity) bool { return q.Value > 0 })
	return c.Status == plan.InProgress || c.Status == plan.Blocked && (counted || c.Percent != nil && *c.Percent > 0)
}

// sinceStart returns the quantities of a report that are cumulative.
func sinceStart(c store.Content) []plan.Quantity {
	return slices.DeleteFunc(slices.Clone(c.Quantities), func(q plan.Quantity) bool { return q.Span != plan.SinceStart })
}

// former returns the quantity of the report before that counts the same as q. ok is false where there is none, or where several in one
// report count alike, so that nobody knows which is which.
func former(before, after []plan.Quantity, q plan.Quantity) (found plan.Quantity, ok bool) {
	alike := func(list []plan.Quantity) (same []plan.Quantity) {
		for _, other := range list {
			if progress.Unscaled(other).Unit == progress.Unscaled(q).Unit {
				same = append(same, other)
			}
		}
		return same
	}
	if earlier := alike(before); len(earlier) == 1 && len(alike(after)) == 1 {
		return earlier[0], true
	}
	return plan.Quantity{}, false
}

// disagreement says how a cumulative quantity contradicts the one before it: by another whole, or by being lower; "" if it does not.
func disagreement(before, now plan.Quantity) string {
	before, now = progress.Unscaled(before), progress.Unscaled(now)
	switch {
	case before.Of != nil && now.Of != nil && *before.Of != *now.Of:
		return "whole"
	case now.Value < before.Value:
		return "lower_figure"
	}
	return ""
}

// shareUnit reports whether two reports count anything alike.
func shareUnit(a, b []plan.Quantity) bool {
	return slices.ContainsFunc(a, func(q plan.Quantity) bool {
		return slices.ContainsFunc(b, func(other plan.Quantity) bool { return progress.Unscaled(q).Unit == progress.Unscaled(other).Unit })
	})
}
