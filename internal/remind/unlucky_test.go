package remind

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"chutri/internal/plan"
)

// office is a program that runs, stops and breaks. What it sent and remembers changes together, as in one transaction.
type office struct {
	calendar      *Calendar
	subscriptions []Subscription
	last          map[string]time.Time
	sent          map[string][]string // periods by subscription, as they came
	listed        int                 // that came as part of a list
}

func (o *office) tick(now time.Time) []Sending {
	return Due(now, o.subscriptions, o.calendar, func(s Subscription) time.Time { return o.last[s.Key()] })
}

func (o *office) apply(due []Sending) {
	for _, s := range due {
		key := s.Subscription.Key()
		for _, p := range s.Missed {
			o.sent[key] = append(o.sent[key], p.Name)
			o.listed++
		}
		o.sent[key] = append(o.sent[key], s.Period.Name)
		o.last[key] = s.Period.To
	}
}

// TestNoDigestComesTwiceAndNoneIsLost lets more than a year go by for random subscriptions in zones that change their clocks, with
// crashes between computing and keeping, clocks that are set back, days off, new choices, and pauses of up to three weeks.
func TestNoDigestComesTwiceAndNoneIsLost(t *testing.T) {
	for _, name := range []string{"Asia/Ho_Chi_Minh", "America/Santiago", "Europe/Berlin", "Australia/Lord_Howe", "UTC"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		for seed := range uint64(3) {
			random := rand.New(rand.NewPCG(seed, 6))
			o := newOffice(random, zone)
			begin := time.Date(2026, time.January, 1+random.IntN(28), 0, 0, 0, 0, zone)
			for i := range o.subscriptions {
				o.subscriptions[i].Since = begin.AddDate(0, 0, random.IntN(20))
				o.subscriptions[i].Changed = o.subscriptions[i].Since
			}
			end := o.run(random, begin, begin.AddDate(1, 1, 0))
			for _, s := range o.subscriptions {
				if got, want := o.sent[s.Key()], o.owed(s, end); !slices.Equal(got, want) {
					t.Errorf("%s, seed %d, %s on day %d at minute %d since %s: came, but was not owed: %q; owed, but did not come: %q",
						name, seed, s.Key(), s.Day, s.Minute, s.Since, without(got, want), without(want, got))
				}
			}
			if o.listed > 0 {
				t.Errorf("%s, seed %d: %d digests came as a list after three weeks at most", name, seed, o.listed)
			}
		}
	}
}

func newOffice(random *rand.Rand, zone *time.Location) *office {
	o := &office{calendar: NewCalendar(zone), last: map[string]time.Time{}, sent: map[string][]string{}}
	o.calendar.after = random.IntN(3) == 0
	for range 10 {
		o.calendar.off[Date{2026, time.Month(1 + random.IntN(12)), 1 + random.IntN(28)}] = true
	}
	for chat := range int64(6) {
		o.subscriptions = append(o.subscriptions,
			Subscription{Chat: chat, Kind: Weekly, Day: random.IntN(7), Minute: random.IntN(24 * 60)},
			Subscription{Chat: chat, Kind: Monthly, Day: 1 + random.IntN(28), Minute: random.IntN(24 * 60)})
	}
	return o
}

// run lets the time go by and returns the last moment at which the program looked.
func (o *office) run(random *rand.Rand, now, end time.Time) time.Time {
	latest := now
	settled, closing := now.AddDate(0, 0, 50), end.AddDate(0, 0, -50)
	for now.Before(end) {
		step := time.Duration(1+random.IntN(90)) * time.Minute
		pause := random.IntN(200) == 0
		switch {
		case pause:
			step = time.Duration(random.IntN(21*24)) * time.Hour
		case random.IntN(200) == 0: // the clock is set back
			step = -time.Duration(random.IntN(48*60)) * time.Minute
		case random.IntN(200) == 0 && now.After(settled) && now.Before(closing): // somebody chooses another hour
			o.subscriptions[random.IntN(len(o.subscriptions))].Minute = random.IntN(24 * 60)
		}
		now = now.Add(step)
		due := o.tick(now)
		if !pause && random.IntN(5) == 0 {
			continue // the program ends before anything is kept
		}
		o.apply(due)
		if now.After(latest) {
			latest = now
		}
	}
	for range 2 { // it looks again, twice
		o.apply(o.tick(latest))
	}
	return latest
}

// owed returns the periods of all digests that a subscription was due by then, by looking at every day: a second opinion.
func (o *office) owed(s Subscription, now time.Time) []string {
	var names []string
	for day := s.Since.AddDate(0, -2, 0); !day.After(now.AddDate(0, 0, 7)); day = day.AddDate(0, 0, 1) {
		period := plan.WeekOf(day)
		if s.Kind == Monthly {
			period = plan.MonthOf(day)
		}
		if at := o.calendar.When(s, period); !at.Before(s.Since) && !at.After(now) && !slices.Contains(names, period.Name) {
			names = append(names, period.Name)
		}
	}
	return names
}

// without returns of a list what another one has not, counting how often.
func without(list, other []string) []string {
	rest := slices.Clone(list)
	for _, name := range other {
		if i := slices.Index(rest, name); i >= 0 {
			rest = slices.Delete(rest, i, i+1)
		}
	}
	return rest
}
