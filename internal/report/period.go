package report

import (
	"strconv"
	"strings"
	"time"

	"chutri/internal/plan"
	"chutri/internal/texts"
)

// PeriodName returns a period in words, without HTML: "Tuần 47/2026 (16/11–22/11)", "Quý IV/2026".
func PeriodName(p plan.Period, say texts.Speaker) string {
	year, rest, _ := strings.Cut(p.Name, "-")
	number, _ := strconv.Atoi(strings.TrimLeft(rest, "WQH"))
	data := texts.Data{"Year": year, "Number": strconv.Itoa(number)}
	kind := kindOf(p)
	switch kind {
	case "week":
		data["From"], data["To"] = days(p)
	case "quarter":
		data["Roman"] = []string{"", "I", "II", "III", "IV"}[number]
	case "half":
		kind += strconv.Itoa(number)
	}
	return say.Plain("report.period."+kind, data)
}

// within returns "trong tuần", "trong tháng" …
func within(p plan.Period, say texts.Speaker) string {
	return say.Plain("report.within."+kindOf(p), nil)
}

// kindOf tells what sort of period a name stands for.
func kindOf(p plan.Period) string {
	_, rest, _ := strings.Cut(p.Name, "-")
	switch {
	case rest == "":
		return "year"
	case rest[0] == 'W':
		return "week"
	case rest[0] == 'Q':
		return "quarter"
	case rest[0] == 'H':
		return "half"
	}
	return "month"
}

// days writes the first and the last day of a week, with the year only where it changes in between.
func days(p plan.Period) (from, to string) {
	layout := "02/01"
	if p.From.Year() != p.Last().Year() {
		layout = dayLayout
	}
	return p.From.Format(layout), p.Last().Format(layout)
}

// dayLayout is how offices write a date.
const dayLayout = "02/01/2006"

func day(at time.Time) string { return at.Format(dayLayout) }
