package remind

import "time"

// Date is a day of the calendar, without a time zone.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf returns the day on which a moment lies in its own time zone.
func DateOf(at time.Time) Date {
	year, month, day := at.Date()
	return Date{year, month, day}
}

// ParseDate reads "2026-11-21". It returns the error of time.Parse for any other text.
func ParseDate(text string) (Date, error) {
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return Date{}, err
	}
	return DateOf(day), nil
}

// String writes the day as ParseDate reads it.
func (d Date) String() string { return d.noon().Format(time.DateOnly) }

// Add returns the day that many days later, or earlier where days is negative.
func (d Date) Add(days int) Date { return DateOf(d.noon().AddDate(0, 0, days)) }

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.noon().Weekday() }

// Before reports whether d comes before another day.
func (d Date) Before(other Date) bool { return d.noon().Before(other.noon()) }

// Until returns how many days later another day is.
func (d Date) Until(other Date) int { return int(other.noon().Sub(d.noon()) / (24 * time.Hour)) }

// At returns the moment that many minutes after midnight by the clocks of a time zone. A moment that the clocks leave out comes
// as they show it after the change.
func (d Date) At(minute int, zone *time.Location) time.Time {
	at := time.Date(d.Year, d.Month, d.Day, 0, minute, 0, 0, zone)
	if DateOf(at) != d { // midnight itself is left out, and the moment was taken by the clocks before
		at = at.Add(time.Hour)
	}
	return at
}

// noon is a moment that identifies the day; UTC changes no clocks.
func (d Date) noon() time.Time { return time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, time.UTC) }
