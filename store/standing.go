package store

import (
	"slices"

	"chutri/internal/plan"
)

// Standing returns an update as it is shown where the state of its task is: with the figures since the beginning that its agency last
// reported in front of its own, where those are only of a shorter time. Nothing is added up, for nobody reported the sum.
func Standing(r Reader, p Progress) (Progress, error) {
	if !p.onlySpans() || p.Status == plan.NotStarted {
		return p, nil
	}
	var last Progress
	err := r.ProgressByTask(p.Task, func(q Progress) bool {
		earlier := q.ReportedAt.Before(p.ReportedAt) || q.ReportedAt.Equal(p.ReportedAt) && (p.ID == 0 || q.ID < p.ID)
		if earlier && q.ID != p.ID && q.Agency == p.Agency && q.State.Counts() && (q.Percent != nil || len(q.sinceStart()) > 0) {
			last = q
		}
		return last.ID == 0
	})
	if p.Status != plan.Done { // which is 100 %, whatever was said before
		p.Percent, p.Estimate = last.Percent, last.Estimate
	}
	p.Quantities = append(last.sinceStart(), p.Quantities...)
	return p, err
}

// onlySpans reports whether all figures of a report are of a shorter time, and there are any.
func (c Content) onlySpans() bool {
	return c.Percent == nil && len(c.Quantities) > 0 && len(c.sinceStart()) == 0
}

// sinceStart returns the quantities that are cumulative.
func (c Content) sinceStart() []plan.Quantity {
	return slices.DeleteFunc(slices.Clone(c.Quantities), func(q plan.Quantity) bool { return q.Span != plan.SinceStart })
}

// Repeated returns the figures of an update that still hold when nothing has changed since: those of a week are not of the next one too.
func Repeated(r Reader, p Progress) (Content, error) {
	p, err := Standing(r, p)
	p.Quantities = p.sinceStart()
	return p.Content, err
}
