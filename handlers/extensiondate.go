package handlers

import (
	"regexp"
	"strconv"
	"time"

	"chutri/internal/vietnamese"
)

// The ways to write until when, in folded text; the last day of what is named counts.
var (
	untilDay     = regexp.MustCompile(`(?:^|[^\d/.-])(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?(?:[^\d/]|$)`)
	untilISO     = regexp.MustCompile(`(?:^|\D)(\d{4})-(\d{2})-(\d{2})(?:\D|$)`)
	untilMonth   = regexp.MustCompile(`(?:thang|month) *(\d{1,2}) *(?:[/-]|nam +|of +)? *(\d{4})?`)
	untilQuarter = regexp.MustCompile(`(?:quy|quarter) *(iv|i{1,3}|[1-4])(?: *(?:[/-]|nam +|of +)? *(\d{4}))?`)
	untilYear    = regexp.MustCompile(`(?:^|\D)(20\d{2}|21\d{2})(?:\D|$)`)
)

// untilDate reads the last day until which a text asks for time: "đến 31/12/2026", "đến hết quý II/2026", "until 2026-12-31". Where it
// names no year it is the next such day. ok is false where it names no day, or one that the calendar does not have.
func untilDate(text string, now time.Time) (day time.Time, ok bool) {
	text = vietnamese.Fold(text)
	if m := untilISO.FindStringSubmatch(text); m != nil {
		return calendarDay(digits(m[1]), digits(m[2]), digits(m[3]), now)
	}
	if m := untilDay.FindStringSubmatch(text); m != nil {
		return calendarDay(digits(m[3]), digits(m[2]), digits(m[1]), now)
	}
	if m := untilMonth.FindStringSubmatch(text); m != nil && digits(m[1]) >= 1 && digits(m[1]) <= 12 {
		return lastDay(digits(m[2]), digits(m[1]), now), true
	}
	if m := untilQuarter.FindStringSubmatch(text); m != nil {
		quarter := map[string]int{"i": 1, "ii": 2, "iii": 3, "iv": 4}[m[1]] + digits(m[1])
		return lastDay(digits(m[2]), 3*quarter, now), true
	}
	if m := untilYear.FindStringSubmatch(text); m != nil {
		return lastDay(digits(m[1]), 12, now), true
	}
	return time.Time{}, false
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
