package handlers

import (
	"time"

	"chutri/internal/progress"
)

// recentMonths is how far back in the year before a day without a year may lie.
const recentMonths = 6

// finishedOn returns the day on which a report that was made at a time says that its task was finished, as the store keeps it. A day that
// does not exist, that is still to come or that was before the plan is none.
func (t *turn) finishedOn(date progress.Date, id string, reported time.Time) (day string, ok bool) {
	if date == (progress.Date{}) {
		return "", false
	}
	reported = reported.In(t.Zone)
	in := func(year int) time.Time { return time.Date(year, time.Month(date.Month), date.Day, 0, 0, 0, 0, t.Zone) }
	at := in(date.Year)
	if date.Year == 0 {
		if at = in(reported.Year()); at.After(reported) {
			at = in(reported.Year() - 1)
			if at.Before(reported.AddDate(0, -recentMonths, 0)) {
				return "", false
			}
		}
	}
	task, _ := t.Register.Task(id)
	p, _ := t.Register.Plan(task.Plan)
	if at.Day() != date.Day || at.After(reported) || at.Year() < p.Start {
		return "", false
	}
	return at.Format(time.DateOnly), true
}
