package handlers

import (
	"encoding/json"
	"fmt"
	"time"

	"chutri/internal/plan"
	"chutri/internal/report"
	"chutri/internal/texts"
	"chutri/store"
)

// issue is a digest that was issued with a report in it.
type issue struct {
	at     time.Time
	period plan.Period
}

// issuesOf returns the issued digests that a report is part of, of each period in which it was made.
func (t *turn) issuesOf(u store.Progress) ([]issue, error) {
	var issues []issue
	for _, period := range periodsAround(u.ReportedAt.In(t.Zone)) {
		var broken error
		err := t.r.Records(digestRecords, period.Name+"/", func(record store.Record) bool {
			var kept digestRecord
			if broken = json.Unmarshal(record.Data, &kept); broken != nil {
				return false
			}
			for _, said := range kept.Updates {
				if said.ID == u.ID {
					issues = append(issues, issue{at: kept.IssuedAt, period: period})
				}
			}
			return true
		})
		if err == nil && broken != nil {
			err = fmt.Errorf("digests of %s: %w: %w", period.Name, store.ErrCorrupt, broken)
		}
		if err != nil {
			return nil, err
		}
	}
	return issues, nil
}

// periodsAround returns the periods that hold a moment, the shortest first.
func periodsAround(at time.Time) []plan.Period {
	year, month := at.Year(), int(at.Month())-1
	list := []plan.Period{plan.WeekOf(at), plan.MonthOf(at)}
	for _, name := range []string{fmt.Sprintf("%d-Q%d", year, month/3+1), fmt.Sprintf("%d-H%d", year, month/6+1), fmt.Sprint(year)} {
		if p, err := plan.ParsePeriod(name, at.Location()); err == nil {
			list = append(list, p)
		}
	}
	return list
}

// markLate marks in a history what changed a report after the first digest with it was issued.
func (t *turn) markLate(line string, e store.Event, issues []issue) string {
	if e.Kind == store.Recorded || e.Kind == store.Confirmed {
		return line
	}
	for _, i := range issues {
		if e.At.After(i.at) {
			return t.say.Say("review.late", texts.Data{"Line": texts.HTML(line), "Period": report.PeriodName(i.period, t.say)})
		}
	}
	return line
}

// taskAt returns the task that a report was on at a time.
func (t *turn) taskAt(id uint64, at time.Time) (task string, err error) {
	events, err := t.r.History(id)
	for _, e := range events {
		if c := e.Progress.Content; c != nil && !e.At.After(at) {
			task = c.Task
		}
	}
	return task, err
}
