package handlers

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"chutri/internal/plan"
)

// periodWording is one way to name a period, in folded words.
type periodWording struct {
	pattern *regexp.Regexp
	name    func(match []string, now time.Time) string // name of the period, for plan.ParsePeriod
}

// yearWords may follow a number of a week, month, quarter or half-year: " 2026", " nam 2026".
const yearWords = `(?: (?:nam |of |year )?(\d{4}))?`

// periodWordings lists the wordings; of two that begin at one place the first counts.
var periodWordings = []periodWording{
	{words(`(\d{4})[ -]?w(\d{1,2})`), func(m []string, _ time.Time) string { return m[1] + "-W" + twoDigits(m[2]) }},
	{words(`(\d{4})[ -]?q([1-4])`), func(m []string, _ time.Time) string { return m[1] + "-Q" + m[2] }},
	{words(`(\d{4})[ -]?h([12])`), func(m []string, _ time.Time) string { return m[1] + "-H" + m[2] }},
	{words(`(\d{4})[ -](0[1-9]|1[0-2])`), func(m []string, _ time.Time) string { return m[1] + "-" + m[2] }},
	{words(`(?:tuan truoc|tuan roi|tuan qua|last week)`), func(_ []string, now time.Time) string { return plan.WeekOf(now).Before().Name }},
	{words(`(?:tuan nay|this week)`), func(_ []string, now time.Time) string { return plan.WeekOf(now).Name }},
	{words(`(?:tuan|week|w) ?(?:thu )?(\d{1,2})` + yearWords), weekOfYear},
	{words(`(?:6|sau) thang (dau|cuoi)(?: nam)?(?: (nay|truoc|\d{4}))?`), halfNamed},
	{words(`(first|second) half` + yearWords), halfNamed},
	{words(`(?:nua nam|h|half) ?([12])` + yearWords), halfNamed},
	{words(`(?:thang|month) ?(\d{1,2})` + yearWords), func(m []string, now time.Time) string {
		return latestNamed(number(m[1]), m[2], now, 1, func(year, n int) string { return fmt.Sprintf("%04d-%02d", year, n) })
	}},
	{words(`(?:quy|quarter|q) ?(iv|iii|ii|i|[1-9])` + yearWords), func(m []string, now time.Time) string {
		return latestNamed(roman(m[1]), m[2], now, 3, func(year, n int) string { return fmt.Sprintf("%04d-Q%d", year, n) })
	}},
	{words(`(thang|month|quy|quarter|nam|year) (nay|truoc|ngoai)`), relative},
	{words(`(this|last) (month|quarter|year)`), func(m []string, now time.Time) string { return relative([]string{"", m[2], m[1]}, now) }},
	{words(`(?:nam|year) ?(\d{4})`), func(m []string, _ time.Time) string { return m[1] }},
	{regexp.MustCompile(`^()(20\d{2})()$`), func(m []string, _ time.Time) string { return m[2] }},
}

func words(pattern string) *regexp.Regexp { return regexp.MustCompile(`(?:^| )` + pattern + `(?: |$)`) }

// splitPeriod takes a period out of an argument ("giảm nghèo tuần 46", "Sở Y tế tháng 11", "6 tháng cuối năm", "2026-Q4"). found is false
// where it names none, ok for a period that the calendar does not have. Without a year it is the latest that has begun.
func splitPeriod(argument string, now time.Time) (rest string, period plan.Period, found, ok bool) {
	form := foldName(argument)
	for _, wording := range periodWordings {
		at := wording.pattern.FindStringSubmatchIndex(form)
		if at == nil {
			continue
		}
		period, err := plan.ParsePeriod(wording.name(wording.pattern.FindStringSubmatch(form), now), now.Location())
		return strings.TrimSpace(form[:at[0]] + " " + form[at[1]:]), period, true, err == nil
	}
	return strings.TrimSpace(argument), plan.Period{}, false, true
}

// weekOfYear names a week by its number. Without a year it is the latest such week that has begun.
func weekOfYear(m []string, now time.Time) string {
	if m[2] != "" {
		return m[2] + "-W" + twoDigits(m[1])
	}
	current, week := now.ISOWeek()
	if number(m[1]) > week {
		current--
	}
	return strconv.Itoa(current) + "-W" + twoDigits(m[1])
}

// halfNamed names a half-year: "6 tháng đầu năm 2026", "first half".
func halfNamed(m []string, now time.Time) string {
	half := 2
	if m[1] == "dau" || m[1] == "first" || m[1] == "1" {
		half = 1
	}
	year := m[2]
	switch year {
	case "nay":
		return fmt.Sprintf("%04d-H%d", now.Year(), half)
	case "truoc":
		return fmt.Sprintf("%04d-H%d", now.Year()-1, half)
	}
	return latestNamed(half, year, now, 6, func(year, n int) string { return fmt.Sprintf("%04d-H%d", year, n) })
}

// latestNamed names the n-th period of that many months of a year, or without a year the latest one that has begun.
func latestNamed(n int, year string, now time.Time, months int, name func(year, n int) string) string {
	if year != "" {
		return name(number(year), n)
	}
	latest := now.Year()
	if n > (int(now.Month())-1)/months+1 {
		latest--
	}
	return name(latest, n)
}

// relative names "tháng này", "quý trước", "năm ngoái".
func relative(m []string, now time.Time) string {
	month := plan.MonthOf(now)
	name := month.Name
	switch m[1] {
	case "quy", "quarter":
		name = fmt.Sprintf("%04d-Q%d", now.Year(), (int(now.Month())-1)/3+1)
	case "nam", "year":
		name = now.Format("2006")
	}
	period, err := plan.ParsePeriod(name, now.Location())
	if err == nil && m[2] != "nay" && m[2] != "this" {
		period = period.Before()
	}
	return period.Name
}

// relativeHalf names the half-year that holds a day.
func relativeHalf(day time.Time) string {
	return fmt.Sprintf("%04d-H%d", day.Year(), (int(day.Month())-1)/6+1)
}

func roman(text string) int {
	for i, numeral := range []string{"i", "ii", "iii", "iv"} {
		if text == numeral {
			return i + 1
		}
	}
	return number(text)
}

// number reads digits that a pattern has matched.
func number(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}

func twoDigits(number string) string {
	if len(number) < 2 {
		return "0" + number
	}
	return number
}
