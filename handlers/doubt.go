package handlers

import (
	"slices"

	"chutri/internal/plan"
	"chutri/internal/texts"
	"chutri/store"
)

// doubts returns, as texts, what contradicts in a report: within the message, and against the task's report before it. content is what
// would be recorded.
func (t *turn) doubts(r draftReport, content store.Content, from origin) ([]string, error) {
	found := t.doubtLines(r)
	last, ok, err := t.before(content, r.Update)
	if ok {
		found = append(found, t.against(last, content)...)
	}
	return found, err
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

// against compares a report with the one before it: a lower percent, a task that was closed, a unit that changed.
func (t *turn) against(last store.Progress, now store.Content) []string {
	var found []string
	data := func(first, second string) texts.Data {
		return texts.Data{"ID": now.Task, "First": first, "Second": second, "Date": t.date(last.ReportedAt.In(t.Zone))}
	}
	if last.Percent != nil && now.Percent != nil && *now.Percent < *last.Percent {
		found = append(found, t.say.Say("doubt.lower_percent", data(t.say.Number(*last.Percent), t.say.Number(*now.Percent))))
	}
	if last.Status == plan.Done && now.Status != plan.Done {
		found = append(found, t.say.Say("doubt.reopened", data(
			t.say.Plain("status.done", nil), t.say.Plain("status."+string(now.Status), nil))))
	}
	if len(last.Quantities) > 0 && len(now.Quantities) > 0 && !shareUnit(last.Quantities, now.Quantities) {
		found = append(found, t.say.Say("doubt.unit", data(t.quantity(last.Quantities[0]), t.quantity(now.Quantities[0]))))
	}
	return found
}

// shareUnit reports whether two reports count anything alike.
func shareUnit(a, b []plan.Quantity) bool {
	return slices.ContainsFunc(a, func(q plan.Quantity) bool {
		return slices.ContainsFunc(b, func(other plan.Quantity) bool { return q.Unit == other.Unit })
	})
}
