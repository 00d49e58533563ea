package handlers

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"chutri/internal/plan"
	"chutri/internal/vietnamese"
)

// planNames finds the plan that an argument names.
type planNames struct {
	register *plan.Register
	byForm   map[string]string // folded name → plan id
}

func newPlanNames(register *plan.Register) *planNames {
	names := &planNames{register: register, byForm: make(map[string]string)}
	for _, p := range register.Plans {
		for _, name := range append([]string{p.ID, p.Key, p.Name, p.Short}, p.Aliases...) {
			if form := foldName(name); names.byForm[form] == "" {
				names.byForm[form] = p.ID
			}
		}
	}
	return names
}

// find returns the plan with the given id, key, name or alias, in any case and with or without accents.
func (n *planNames) find(text string) (plan.Plan, bool) {
	form := foldName(text)
	for _, prefix := range []string{"", "ke hoach ", "kh "} {
		if id, ok := n.byForm[strings.TrimPrefix(form, prefix)]; ok {
			return n.register.Plan(id)
		}
	}
	return plan.Plan{}, false
}

func foldName(text string) string { return strings.Join(vietnamese.Words(vietnamese.Fold(text)), " ") }

var (
	weekNumber = regexp.MustCompile(`(?:^| )(?:tuan|week|w)[ -]?(\d{1,2})(?:[ /-](\d{4}))?(?: |$)`)
	weekISO    = regexp.MustCompile(`(?:^| )(\d{4})[ -]?w(\d{1,2})(?: |$)`)
	weekBefore = regexp.MustCompile(`(?:^| )(tuan truoc|tuan roi|tuan qua|last week)(?: |$)`)
	weekThis   = regexp.MustCompile(`(?:^| )(tuan nay|this week)(?: |$)`)
)

// splitWeek takes the week out of an argument ("giảm nghèo tuần 46", "Sở Y tế tuần trước", "2026-W46"). Without one it is the
// current week. ok is false for a week that the year does not have.
func splitWeek(argument string, now time.Time) (rest string, week plan.Period, ok bool) {
	form := foldName(argument)
	this := plan.WeekOf(now)
	for _, known := range []struct {
		pattern *regexp.Regexp
		name    func(match []string) string
	}{
		{weekISO, func(m []string) string { return m[1] + "-W" + twoDigits(m[2]) }},
		{weekNumber, func(m []string) string { return weekOfYear(m[1], m[2], now) }},
		{weekBefore, func([]string) string { return this.Before().Name }},
		{weekThis, func([]string) string { return this.Name }},
	} {
		match := known.pattern.FindStringSubmatchIndex(form)
		if match == nil {
			continue
		}
		parts := known.pattern.FindStringSubmatch(form)
		period, err := plan.ParsePeriod(known.name(parts), now.Location())
		rest := strings.TrimSpace(form[:match[0]] + " " + form[match[1]:])
		return rest, period, err == nil
	}
	return strings.TrimSpace(argument), this, true
}

// weekOfYear names a week by its number. Without a year it is the latest such week that has begun.
func weekOfYear(number, year string, now time.Time) string {
	if year != "" {
		return year + "-W" + twoDigits(number)
	}
	current, week := now.ISOWeek()
	if n, _ := strconv.Atoi(number); n > week {
		current--
	}
	return strconv.Itoa(current) + "-W" + twoDigits(number)
}

func twoDigits(number string) string {
	if len(number) < 2 {
		return "0" + number
	}
	return number
}
