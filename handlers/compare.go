package handlers

import (
	"strings"

	"chutri/internal/chat"
	"chutri/internal/plan"
	"chutri/internal/report"
	"chutri/internal/sheet"
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

// compareFileAction sends a comparison as a workbook. Its arguments are the earlier period and what names the later digest.
func compareFileAction(t *turn, arguments []string) error {
	scope, later, ok := t.digestPressed(arguments[1:])
	if !ok {
		return nil
	}
	earlier, err := plan.ParsePeriod(arguments[0], t.Zone)
	if err != nil || !earlier.From.Before(later.From) || later.From.After(t.now) {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	c, err := t.comparisonOf(scope, earlier, later)
	if err != nil {
		return err
	}
	table := sheet.Table{Name: t.say.Plain("digest.button.compare", nil), Head: []string{
		c.names.Scope(), report.PeriodName(earlier, t.say), report.PeriodName(later, t.say), t.say.Plain("workbook.column.change", nil),
	}}
	for _, l := range c.lines {
		before, after := l.before, l.after
		if l.rate {
			before, after = report.Rate(before), report.Rate(after)
		}
		table.Rows = append(table.Rows, []any{l.label, before, after, after - before})
	}
	return t.sendTable(table, strings.Replace(fileName(later, scope), later.Name, earlier.Name+"-"+later.Name, 1), c.second)
}

// comparison is two periods of one scope side by side.
type comparison struct {
	second digest
	names  report.Words
	lines  []comparedLine
}

// comparedLine is one figure in both periods.
type comparedLine struct {
	label         string
	before, after float64
	rate          bool // from 0 to 1
}

// comparisonOf compares two periods, the earlier first.
func (t *turn) comparisonOf(scope report.Scope, a, b plan.Period) (c comparison, err error) {
	first, err := t.digest(scope, a)
	if err == nil {
		c.second, err = t.digest(scope, b)
	}
	if err != nil {
		return c, err
	}
	x, y := first.Figures, c.second.Figures
	c.names = report.NewWords(y, t.Register, t.say)
	add := func(label string, before, after int) {
		c.lines = append(c.lines, comparedLine{label: label, before: float64(before), after: float64(after)})
	}
	add(t.say.Plain("digest.figure.updates", nil), len(x.Updates), len(y.Updates))
	add(t.say.Plain("digest.figure.completed", nil), len(x.Completed), len(y.Completed))
	for _, status := range report.Statuses {
		if x.ByStatus[status]+y.ByStatus[status] > 0 {
			add(c.names.Status(status), x.ByStatus[status], y.ByStatus[status])
		}
	}
	for _, class := range []report.Class{report.DoneLate, report.OpenLate} {
		add(c.names.Class(class), x.Classes[class], y.Classes[class])
	}
	add(t.say.Plain("digest.silent_agencies", nil), len(x.SilentAgencies), len(y.SilentAgencies))
	c.lines = append(c.lines,
		comparedLine{t.say.Plain("digest.rate_of_all", nil), x.Rates.DoneOfAll, y.Rates.DoneOfAll, true},
		comparedLine{t.say.Plain("digest.rate_of_due", nil), x.Rates.DoneOfDue, y.Rates.DoneOfDue, true})
	return c, nil
}

// compare shows two periods of one scope side by side, the earlier first.
func (t *turn) compare(scope report.Scope, a, b plan.Period) error {
	if b.From.Before(a.From) {
		a, b = b, a
	}
	if b.From.After(t.now) {
		t.show(t.say.Say("digest.future", texts.Data{"Period": report.PeriodName(b, t.say)}))
		return nil
	}
	c, err := t.comparisonOf(scope, a, b)
	if err != nil {
		return err
	}
	lines := []string{
		t.say.Say("digest.compare", texts.Data{"First": report.PeriodName(a, t.say), "Second": report.PeriodName(b, t.say)}),
		t.say.Say("report.scope", texts.Data{"Scope": c.names.Scope()}),
	}
	for _, l := range c.lines {
		key, data := "digest.compare_line", texts.Data{"Label": l.label, "Before": l.before, "After": l.after, "Change": t.say.Signed(l.after - l.before)}
		if l.rate {
			key, data["Before"], data["After"] = "digest.compare_rate", c.names.Percent(l.before), c.names.Percent(l.after)
		}
		lines = append(lines, t.say.Say(key, data))
	}
	var rows [][]chat.Button
	if a.From.Before(b.From) {
		rows = append(rows, row(button(t.say.Plain("digest.button.workbook", nil), "comparefile", append([]string{a.Name}, t.digestArguments(c.second)...)...)))
	}
	t.show(strings.Join(lines, "\n"), append(rows, t.backToDigest(c.second))...)
	return nil
}
