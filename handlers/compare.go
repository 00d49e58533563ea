package handlers

import (
	"strings"

	"chutri/internal/plan"
	"chutri/internal/report"
	"chutri/internal/texts"
)

// compareAction sets a period beside the one before.
func compareAction(t *turn, arguments []string) error {
	scope, period, ok := t.digestPressed(arguments)
	if !ok {
		return nil
	}
	return t.compare(scope, period.Before(), period)
}

// compare sets two periods of one scope side by side, the earlier first.
func (t *turn) compare(scope report.Scope, a, b plan.Period) error {
	if b.From.Before(a.From) {
		a, b = b, a
	}
	if b.From.After(t.now) {
		t.show(t.say.Say("digest.future", texts.Data{"Period": report.PeriodName(b, t.say)}))
		return nil
	}
	first, err := t.digest(scope, a)
	if err != nil {
		return err
	}
	second, err := t.digest(scope, b)
	if err != nil {
		return err
	}
	x, y := first.Figures, second.Figures
	names := report.NewWords(y, t.Register, t.say)
	lines := []string{
		t.say.Say("digest.compare", texts.Data{"First": report.PeriodName(a, t.say), "Second": report.PeriodName(b, t.say)}),
		t.say.Say("report.scope", texts.Data{"Scope": names.Scope()}),
	}
	line := func(label string, before, after int) {
		lines = append(lines, t.say.Say("digest.compare_line", texts.Data{
			"Label": label, "Before": before, "After": after, "Change": names.Change(after - before),
		}))
	}
	line(t.say.Plain("digest.figure.updates", nil), len(x.Updates), len(y.Updates))
	line(t.say.Plain("digest.figure.completed", nil), len(x.Completed), len(y.Completed))
	for _, status := range report.Statuses {
		if x.ByStatus[status]+y.ByStatus[status] > 0 {
			line(names.Status(status), x.ByStatus[status], y.ByStatus[status])
		}
	}
	for _, class := range []report.Class{report.DoneLate, report.OpenLate} {
		line(names.Class(class), x.Classes[class], y.Classes[class])
	}
	line(t.say.Plain("digest.silent_agencies", nil), len(x.SilentAgencies), len(y.SilentAgencies))
	rate := func(label string, before, after float64) {
		lines = append(lines, t.say.Say("digest.compare_rate", texts.Data{
			"Label": t.say.Plain(label, nil), "Before": names.Percent(before), "After": names.Percent(after),
		}))
	}
	rate("digest.rate_of_all", x.Rates.DoneOfAll, y.Rates.DoneOfAll)
	rate("digest.rate_of_due", x.Rates.DoneOfDue, y.Rates.DoneOfDue)
	t.show(strings.Join(lines, "\n"), row(button(t.say.Plain("button.back", nil), "week", append(t.digestArguments(second), "0")...)))
	return nil
}
