package remind

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"chutri/internal/plan"
)

// daysAhead is how many days before its day a report that a plan asks for is announced.
var daysAhead = []int{30, 7, 1}

// announcing is when on such a day, in minutes.
const announcing = 8 * 60

// Recipient is a person who may be told of reports that plans ask for.
type Recipient struct {
	Chat     int64
	Agencies []string  // keys, with the collectives that they belong to
	All      bool      // a coordinator: is told of every report
	Since    time.Time // what was to be announced before is not
}

// Notice tells one person that a report is to be handed in.
type Notice struct {
	Recipient
	Key      string // the same whenever and wherever it is computed
	Deadline plan.Deadline
	Day      Date // last day
	Ahead    int  // 30, 7 or 1: which of the notices it is
	Left     int  // days from now to Day
}

// ReportKey identifies one occasion of a report that a plan asks for, "KL/59/2019-06-15".
func ReportKey(planKey string, d plan.Deadline, day Date) string {
	return fmt.Sprintf("%s/%d/%s", planKey, d.Line, day)
}

// DueNotices returns the notices that are due by now, in the office's hours only. told returns how many days ahead a
// person was last told of the occasion of a report, 0 if never. Of several that were missed the last one comes; none comes when
// the day is over, and none of a plan that has ended by then.
func DueNotices(now time.Time, register *plan.Register, recipients []Recipient, c *Calendar, told func(chat int64, key string) int) []Notice {
	if !c.Open(now) {
		return nil
	}
	var due []Notice
	for _, d := range register.Deadlines {
		p, _ := register.Plan(d.Plan)
		day, ok := nextDay(d, DateOf(now.In(c.Zone)))
		if !ok || p.State(day.At(0, c.Zone)) == plan.Ended {
			continue
		}
		ahead, at := c.ahead(now, day)
		if ahead == 0 {
			continue
		}
		key := ReportKey(p.Key, d, day)
		for _, r := range recipients {
			before := told(r.Chat, key)
			if r.owes(d) && !at.Before(r.Since) && (before == 0 || before > ahead) {
				due = append(due, Notice{
					Recipient: r, Key: fmt.Sprintf("deadline:%d:%s:%d", r.Chat, key, ahead), Deadline: d, Day: day, Ahead: ahead,
					Left: DateOf(now.In(c.Zone)).Until(day),
				})
			}
		}
	}
	slices.SortStableFunc(due, func(a, b Notice) int { return cmp.Compare(a.Left, b.Left) })
	return due
}

// ahead returns the last of the notices of a day that is due by now, 0 for none, and when it was.
func (c *Calendar) ahead(now time.Time, day Date) (last int, at time.Time) {
	for _, days := range daysAhead {
		on := day.Add(-days)
		for i := 0; i < longestBreak && !c.Working(on); i++ { // before, whatever the office sets: later may be too late
			on = on.Add(-1)
		}
		if due := on.At(max(announcing, c.opens), c.Zone); !due.After(now) {
			last, at = days, due
		}
	}
	return last, at
}

// nextDay returns the next day, today included, by which a report is to be handed in; ok is false for a plan that gives no date.
func nextDay(d plan.Deadline, today Date) (day Date, ok bool) {
	if d.Month == 0 || d.Day == 0 {
		return Date{}, false
	}
	day = Date{max(today.Year, d.FirstYear), time.Month(d.Month), d.Day}
	if day.Before(today) {
		day.Year++
	}
	return day, true
}

// owes reports whether a person is to be told of a report.
func (r Recipient) owes(d plan.Deadline) bool {
	return r.All || slices.ContainsFunc(d.From, func(key string) bool { return slices.Contains(r.Agencies, key) })
}
