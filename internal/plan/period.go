package plan

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// Period is a stretch of the office's calendar: a week, a month, a quarter, a half-year or a year.
type Period struct {
	Name string    // "2026-W47", "2026-11", "2026-Q4", "2026-H2", "2026"
	From time.Time // first moment
	To   time.Time // first moment after it
}

// WeekOf returns the ISO week, Monday to Sunday, that holds the given time in its own time zone.
func WeekOf(at time.Time) Period {
	year, week := at.ISOWeek()
	behind := (int(at.Weekday()) + 6) % 7
	monday := time.Date(at.Year(), at.Month(), at.Day()-behind, 0, 0, 0, 0, at.Location())
	return Period{Name: fmt.Sprintf("%04d-W%02d", year, week), From: monday, To: monday.AddDate(0, 0, 7)}
}

// MonthOf returns the calendar month that holds the given time in its own time zone.
func MonthOf(at time.Time) Period {
	return months(at.Format("2006-01"), at.Year(), int(at.Month()), 1, at.Location())
}

// Last returns the last day of the period, at its beginning.
func (p Period) Last() time.Time { return startOfDay(p.To.Add(-time.Nanosecond)) }

// Holds reports whether the time lies in the period.
func (p Period) Holds(at time.Time) bool { return !at.Before(p.From) && at.Before(p.To) }

// Before returns the period of the same kind that ends where this one begins.
func (p Period) Before() Period {
	if weekName.MatchString(p.Name) {
		return WeekOf(p.From.AddDate(0, 0, -1))
	}
	length := 12*(p.To.Year()-p.From.Year()) + int(p.To.Month()) - int(p.From.Month())
	first := p.From.AddDate(0, -length, 0)
	return months(monthsName(first, length), first.Year(), int(first.Month()), length, p.From.Location())
}

// monthsName names the period of a length in months that begins with the given month.
func monthsName(first time.Time, length int) string {
	switch length {
	case 1:
		return first.Format("2006-01")
	case 3:
		return fmt.Sprintf("%04d-Q%d", first.Year(), (int(first.Month())+2)/3)
	case 6:
		return fmt.Sprintf("%04d-H%d", first.Year(), (int(first.Month())+5)/6)
	}
	return first.Format("2006")
}

var (
	weekName    = regexp.MustCompile(`^(\d{4})-W(\d{2})$`)
	monthName   = regexp.MustCompile(`^(\d{4})-(\d{2})$`)
	quarterName = regexp.MustCompile(`^(\d{4})-Q([1-4])$`)
	halfName    = regexp.MustCompile(`^(\d{4})-H([12])$`)
	yearName    = regexp.MustCompile(`^(\d{4})$`)
)

// ParsePeriod reads a period's name in a time zone.
// It returns an error for any other text and for a week or month that the year does not have.
func ParsePeriod(name string, zone *time.Location) (Period, error) {
	if m := weekName.FindStringSubmatch(name); m != nil {
		year, week := number(m[1]), number(m[2])
		period := WeekOf(time.Date(year, time.January, 4, 0, 0, 0, 0, zone).AddDate(0, 0, 7*(week-1)))
		if period.Name != name {
			return Period{}, fmt.Errorf("year %d has no week %d", year, week)
		}
		return period, nil
	}
	if m := monthName.FindStringSubmatch(name); m != nil {
		if month := number(m[2]); month >= 1 && month <= 12 {
			return months(name, number(m[1]), month, 1, zone), nil
		}
	}
	if m := quarterName.FindStringSubmatch(name); m != nil {
		return months(name, number(m[1]), 3*number(m[2])-2, 3, zone), nil
	}
	if m := halfName.FindStringSubmatch(name); m != nil {
		return months(name, number(m[1]), 6*number(m[2])-5, 6, zone), nil
	}
	if m := yearName.FindStringSubmatch(name); m != nil {
		return months(name, number(m[1]), 1, 12, zone), nil
	}
	return Period{}, fmt.Errorf("%q is no period: want 2026-W47, 2026-11, 2026-Q4, 2026-H2 or 2026", name)
}

func months(name string, year, first, count int, zone *time.Location) Period {
	return Period{
		Name: name,
		From: time.Date(year, time.Month(first), 1, 0, 0, 0, 0, zone),
		To:   time.Date(year, time.Month(first+count), 1, 0, 0, 0, 0, zone),
	}
}

// startOfDay returns the first moment of a day. Some zones set their clocks forward at midnight: their day then begins at one.
func startOfDay(at time.Time) time.Time {
	start := time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, at.Location())
	if start.Day() != at.Day() {
		return start.Add(time.Hour)
	}
	return start
}

// number reads digits that a pattern has matched.
func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}
