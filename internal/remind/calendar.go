package remind

import (
	"fmt"
	"io"
	"sync"
	"time"

	"go.yaml.in/yaml/v3"
)

// CalendarFile is the name of the office's own calendar in the data folder.
const CalendarFile = "holidays.yaml"

// Calendar tells on which days and at what hours the office works. It may be used from several goroutines.
type Calendar struct {
	Zone          *time.Location
	off           map[Date]bool // days without work beyond the public ones
	work          map[Date]bool // days that are worked although the public calendar says otherwise
	after         bool          // whether what falls on a day without work goes to the next working day
	opens, closes int           // working hours, in minutes of the day

	public sync.Map // year → map[Date]bool
}

// The working hours of an office that does not say otherwise.
const (
	usualOpening = 7*60 + 30
	usualClosing = 17 * 60
)

// NewCalendar returns the public calendar of Vietnam: Monday to Friday, 07:30 to 17:00, without the holidays of the labour
// code; what falls on a day off goes to the working day before.
func NewCalendar(zone *time.Location) *Calendar {
	return &Calendar{Zone: zone, off: map[Date]bool{}, work: map[Date]bool{}, opens: usualOpening, closes: usualClosing}
}

// calendarFile is what an office may set.
type calendarFile struct {
	Off   []string `yaml:"off"`   // more days without work
	Work  []string `yaml:"work"`  // days that are worked all the same
	Move  string   `yaml:"move"`  // "before" or "after"
	Hours string   `yaml:"hours"` // "07:30-17:00"
}

// ReadCalendar returns the public calendar with what an office's file changes:
//
//	off: [2026-08-31]      # more days without work
//	work: [2026-08-22]     # days that are worked all the same
//	move: before           # or after: where goes what falls on a day off
//	hours: 07:30-17:00     # when people are reminded
//
// It returns an error that names what cannot be read.
func ReadCalendar(from io.Reader, zone *time.Location) (*Calendar, error) {
	var file calendarFile
	decoder := yaml.NewDecoder(from)
	decoder.KnownFields(true)
	if err := decoder.Decode(&file); err != nil && err != io.EOF {
		return nil, fmt.Errorf("calendar: %w", err)
	}
	c := NewCalendar(zone)
	for _, list := range []struct {
		days []string
		into map[Date]bool
	}{{file.Off, c.off}, {file.Work, c.work}} {
		for _, text := range list.days {
			day, err := ParseDate(text)
			if err != nil {
				return nil, fmt.Errorf("calendar: %q is no day; want 2026-08-31", text)
			}
			list.into[day] = true
		}
	}
	switch file.Move {
	case "", "before":
	case "after":
		c.after = true
	default:
		return nil, fmt.Errorf("calendar: move is %q; want before or after", file.Move)
	}
	return c, c.setHours(file.Hours)
}

func (c *Calendar) setHours(text string) error {
	if text == "" {
		return nil
	}
	var from, fromMinute, to, toMinute int
	n, err := fmt.Sscanf(text+"\n", "%d:%d-%d:%d\n", &from, &fromMinute, &to, &toMinute)
	c.opens, c.closes = from*60+fromMinute, to*60+toMinute
	if err != nil || n != 4 || min(from, fromMinute, toMinute) < 0 || max(fromMinute, toMinute) > 59 || c.opens >= c.closes || c.closes > 24*60 {
		return fmt.Errorf("calendar: hours are %q; want 07:30-17:00", text)
	}
	return nil
}

// Working reports whether the office works on a day.
func (c *Calendar) Working(day Date) bool {
	switch {
	case c.work[day]:
		return true
	case c.off[day] || weekend(day):
		return false
	}
	return !c.holidays(day.Year)[day]
}

// Open reports whether a moment lies in the office's working hours.
func (c *Calendar) Open(at time.Time) bool {
	at = at.In(c.Zone)
	minute := at.Hour()*60 + at.Minute()
	return c.Working(DateOf(at)) && minute >= c.opens && minute < c.closes
}

// longestBreak is how many days without work are passed over at most.
const longestBreak = 60

// shift returns the working day to which something goes that is meant for a day: itself, or the one before or after, as the office
// sets; before means not before earliest, and after where there is none since then.
func (c *Calendar) shift(day, earliest Date) Date {
	if !c.after {
		for d := day; !d.Before(earliest); d = d.Add(-1) {
			if c.Working(d) {
				return d
			}
		}
	}
	for i := range longestBreak {
		if d := day.Add(i); c.Working(d) {
			return d
		}
	}
	return day
}

// holidays returns the public days without work of a year.
func (c *Calendar) holidays(year int) map[Date]bool {
	if known, ok := c.public.Load(year); ok {
		return known.(map[Date]bool)
	}
	days := publicHolidays(year)
	c.public.Store(year, days)
	return days
}
