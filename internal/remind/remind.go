// Package remind says who is due what and when: digests that chats have subscribed to, what waits for a member of staff, and
// reports that plans ask for by a date. Its rules are pure: the same moment, subscriptions and memory of what was sent give
// the same sendings, each with a key of its own, so that whoever applies them once per key sends each once.
package remind

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"chutri/internal/plan"
)

// Kind is what a chat gets by itself.
type Kind string

// The kinds of sendings.
const (
	Weekly  Kind = "weekly"  // the digest of a week
	Monthly Kind = "monthly" // the digest of a month
	Tasks   Kind = "tasks"   // what waits for the person, once a week
)

// Kinds lists all kinds.
var Kinds = []Kind{Weekly, Monthly, Tasks}

// Subscription is what one chat gets of one kind, and when.
type Subscription struct {
	Chat    int64
	Kind    Kind
	Day     int       // a time.Weekday; of a Monthly one the day of the month that follows, 1 to 28
	Minute  int       // of the day
	Since   time.Time // what was due before is not owed
	Changed time.Time // when day and minute were chosen last; what was due before by them is not late
	Quiet   time.Time // until when a Tasks one is put off
}

// Key identifies the subscription.
func (s Subscription) Key() string { return fmt.Sprintf("%d/%s", s.Chat, s.Kind) }

// Sending is something that one chat is due.
type Sending struct {
	Subscription
	Key    string        // the same whenever and wherever it is computed
	Period plan.Period   // that the digest is about; of a Tasks one the week in which it comes
	At     time.Time     // when it was due
	Late   bool          // the program was not there at that time
	Missed []plan.Period // periods before it whose digests were due too long ago to come one by one, the oldest first
}

const (
	grace  = 30 * time.Minute    // how long after its time a sending is not called late
	recent = 22 * 24 * time.Hour // digests that were due earlier come as a list; three weeks' come one by one
)

// Due returns what is due by now, the longest due first. last returns the end of the latest period that was sent to a
// subscription, the zero time for none. Digests are owed until they are sent, however late. What waits for a person comes in its own
// week or not at all, and in the office's hours only.
func Due(now time.Time, subscriptions []Subscription, c *Calendar, last func(Subscription) time.Time) []Sending {
	var due []Sending
	for _, s := range subscriptions {
		if s.Kind == Tasks {
			due = append(due, c.tasksDue(now, s, last(s))...)
		} else {
			due = append(due, c.digestsDue(now, s, last(s))...)
		}
	}
	slices.SortStableFunc(due, func(a, b Sending) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Chat, b.Chat), a.Period.To.Compare(b.Period.To))
	})
	return due
}

// digestsDue returns the digests that a chat is owed.
func (c *Calendar) digestsDue(now time.Time, s Subscription, last time.Time) []Sending {
	var owed []Sending
	for period := c.first(s, last); period.From.Before(now); period = s.periodOf(period.To) {
		at := c.When(s, period)
		if at.After(now) {
			break
		}
		if !at.Before(s.Since) {
			owed = append(owed, c.sending(now, s, period, at))
		}
	}
	return merge(now, owed)
}

// first returns the first period that may be owed: the one behind the last that was sent, or the one before the subscription
// began, whose digest may come after that.
func (c *Calendar) first(s Subscription, last time.Time) plan.Period {
	if last.IsZero() {
		return s.periodOf(s.Since.In(c.Zone)).Before()
	}
	return s.periodOf(last.In(c.Zone))
}

func (s Subscription) periodOf(at time.Time) plan.Period {
	if s.Kind == Monthly {
		return plan.MonthOf(at)
	}
	return plan.WeekOf(at)
}

func (c *Calendar) sending(now time.Time, s Subscription, period plan.Period, at time.Time) Sending {
	name := "digest"
	if s.Kind == Tasks {
		name = "remind"
	}
	known := at
	if s.Changed.After(at) {
		known = s.Changed
	}
	return Sending{
		Subscription: s, Key: fmt.Sprintf("%s:%d:%s", name, s.Chat, period.Name), Period: period, At: at,
		Late: now.Sub(known) > grace,
	}
}

// merge makes those that were due long ago part of the next one.
func merge(now time.Time, owed []Sending) []Sending {
	old := 0
	for old < len(owed)-1 && now.Sub(owed[old].At) > recent {
		old++
	}
	if old == 0 {
		return owed
	}
	for _, s := range owed[:old] {
		owed[old].Missed = append(owed[old].Missed, s.Period)
	}
	return owed[old:]
}

// When returns when the digest of a period is due by a subscription. One that comes on a day from Thursday to Sunday is about the
// week of that day, one from Monday to Wednesday about the week before; one of a month comes in the month behind it. A day
// on which the office does not work gives way to a working day before, as long as that is one of the same week or
// month, or else to the next one.
func (c *Calendar) When(s Subscription, period plan.Period) time.Time {
	earliest := DateOf(period.From)
	var day Date
	switch {
	case s.Kind == Monthly:
		earliest = DateOf(period.To)
		day = earliest.Add(s.Day - 1)
	default:
		behind := (s.Day + 6) % 7 // days behind Monday
		if behind < 3 && s.Kind == Weekly {
			earliest = DateOf(period.To)
		}
		day = earliest.Add(behind)
	}
	return c.shift(day, earliest).At(s.Minute, c.Zone)
}

// tasksDue returns what a person is due of what waits for them: the sending of this week, in the office's hours. One that was put off
// comes when that is over, if the week is not.
func (c *Calendar) tasksDue(now time.Time, s Subscription, last time.Time) []Sending {
	week := plan.WeekOf(now.In(c.Zone))
	at := c.When(s, week)
	if at.Before(s.Quiet) {
		at = s.Quiet
	}
	if !week.From.Before(last) && c.Open(now) && !at.After(now) && week.Holds(at) && !at.Before(s.Since) {
		return []Sending{c.sending(now, s, week, at)}
	}
	return nil
}
