package handlers

import (
	"regexp"
	"strconv"
	"time"

	"chutri/internal/vietnamese"
)

// The ways to write until when, in folded text; the last day of what is named counts.
var (
	untilISO     = regexp.MustCompile(`(?:^|\D)(\d{4})-(\d{2})-(\d{2})(?:\D|$)`)
	untilDay     = regexp.MustCompile(`(?:^|[^\d/.-])(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?(?:[^\d/]|$)`)
	untilSpoken  = regexp.MustCompile(`(?:^|\D)(\d{1,2}) thang (\d{1,2})(?: *(?:[/-]|nam +) *(\d{4}))?(?:\D|$)`)
	untilMonth   = regexp.MustCompile(`(?:thang|month) *(\d{1,2}) *(?:[/-]|nam +|of +)? *(\d{4})?`)
	untilQuarter = regexp.MustCompile(`(?:quy|quarter) *(iv|i{1,3}|[1-4])(?: *(?:[/-]|nam +|of +)? *(\d{4}))?`)
	untilYear    = regexp.MustCompile(`(?:^|\D)(20\d{2}|21\d{2})(?:\D|$)`)
)

// comingYear is how the next year is named without its number.
var comingYear = regexp.MustCompile(`nam (?:sau|toi|ke tiep)\b|next year`)

// untilWords lead to the new end, where the old one stands before it: "từ 31/12/2025 đến 31/3/2027".
var untilWords = []*regexp.Regexp{
	regexp.MustCompile(`(?:^|\PL)(?:den|sang|until|till|to)\PL`),
	regexp.MustCompile(`(?:^|\PL)toi\PL`),
}

// end is until when a text asks for time.
type end struct {
	day     time.Time // zero where the calendar has no such day
	written string    // its numbers as they are written
}

// stored is the day as a request keeps it, or what was written where the calendar has no such day.
func (e end) stored() string {
	if e.day.IsZero() {
		return e.written
	}
	return e.day.Format(time.DateOnly)
}

// untilDate reads the last day until which a text asks for time: "đến 31/12/2026", "đến hết quý II/2026", "until 2026-12-31". Where it
// names no year it is the next such day. ok is false where it names no day, or one that the calendar does not have.
func untilDate(text string, now time.Time) (day time.Time, ok bool) {
	asked, _ := readEnd(text, now)
	return asked.day, !asked.day.IsZero()
}

// readEnd is untilDate that also tells a day which the calendar does not have. named is false where the text names none.
func readEnd(text string, now time.Time) (asked end, named bool) {
	text = comingYear.ReplaceAllString(vietnamese.Fold(text), "nam "+strconv.Itoa(now.Year()+1))
	for _, word := range untilWords {
		for _, at := range word.FindAllStringIndex(text, -1) {
			if asked, named := firstEnd(text[at[1]:], now); named {
				return asked, true
			}
		}
	}
	return firstEnd(text, now)
}

// firstEnd reads the first day that a folded text names.
func firstEnd(text string, now time.Time) (first end, named bool) {
	at := len(text)
	take := func(pattern *regexp.Regexp, read func(part []string) (time.Time, bool)) {
		span := pattern.FindStringSubmatchIndex(text)
		if span == nil || span[2] >= at {
			return
		}
		part := pattern.FindStringSubmatch(text)
		at, named, first = span[2], true, end{written: joinDay(part[1:])}
		if day, ok := read(part); ok {
			first.day = day
		}
	}
	dayFirst := func(p []string) (time.Time, bool) {
		return calendarDay(yearOf(p[3]), digits(p[2]), digits(p[1]), now)
	}
	take(untilISO, func(p []string) (time.Time, bool) {
		return calendarDay(digits(p[1]), digits(p[2]), digits(p[3]), now)
	})
	take(untilDay, dayFirst)
	take(untilSpoken, dayFirst)
	take(untilMonth, func(p []string) (time.Time, bool) {
		month := digits(p[1])
		return lastDay(digits(p[2]), month, now), month >= 1 && month <= 12
	})
	take(untilQuarter, func(p []string) (time.Time, bool) {
		quarter := map[string]int{"i": 1, "ii": 2, "iii": 3, "iv": 4}[p[1]] + digits(p[1])
		return lastDay(digits(p[2]), 3*quarter, now), true
	})
	take(untilYear, func(p []string) (time.Time, bool) { return lastDay(digits(p[1]), 12, now), true })
	return first, named
}

// joinDay joins the parts of a day.
func joinDay(parts []string) string {
	written := parts[0]
	for _, part := range parts[1:] {
		if part != "" {
			written += "/" + part
		}
	}
	return written
}

// yearOf reads a year of four digits or of two, which is one of this century; 0 for none.
func yearOf(text string) int {
	if len(text) == len("27") {
		return 2000 + digits(text)
	}
	return digits(text)
}

// calendarDay returns a day; with year 0 the next one that is not over.
func calendarDay(year, month, day int, now time.Time) (time.Time, bool) {
	next := year == 0
	if next {
		year = now.Year()
	}
	at := time.Date(year, time.Month(month), day, 0, 0, 0, 0, now.Location())
	if next && at.AddDate(0, 0, 1).Before(now) {
		at = time.Date(year+1, time.Month(month), day, 0, 0, 0, 0, now.Location())
	}
	return at, int(at.Month()) == month && at.Day() == day
}

// lastDay returns the last day of a month; with year 0 of the next such month that is not over.
func lastDay(year, month int, now time.Time) time.Time {
	next := year == 0
	if next {
		year = now.Year()
	}
	at := time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, now.Location())
	if next && at.AddDate(0, 0, 1).Before(now) {
		at = time.Date(year+1, time.Month(month)+1, 0, 0, 0, 0, 0, now.Location())
	}
	return at
}

// digits reads the digits that a pattern has matched; 0 for none.
func digits(text string) int {
	n, _ := strconv.Atoi(text)
	return n
}
