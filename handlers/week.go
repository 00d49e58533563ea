package handlers

import (
	"strconv"
	"strings"

	"chutri/internal/chat"
	"chutri/internal/plan"
	"chutri/internal/report"
	"chutri/internal/texts"
)

// weekCommand answers /tuan: the week of all plans, of one plan, a part or an agency; this week or an earlier one.
func weekCommand(t *turn, arguments string) error {
	return t.periodCommand(arguments, plan.WeekOf(t.now))
}

// reportCommand answers /baocao: the same for a month, a quarter, a half-year or a year; this month where none is named.
func reportCommand(t *turn, arguments string) error {
	return t.periodCommand(arguments, plan.MonthOf(t.now))
}

func (t *turn) periodCommand(arguments string, usual plan.Period) error {
	rest, period, found, ok := splitPeriod(arguments, t.now)
	if !ok {
		t.show(t.say.Say("digest.no_such_period", nil))
		return nil
	}
	if !found {
		period = usual
	}
	second, another, compare, _ := splitPeriod(rest, t.now)
	if compare {
		rest = second
	}
	scope, ok := t.scope(rest)
	if !ok {
		t.show(t.say.Say("tasks.unknown", texts.Data{"Text": shorten(rest, 80)}))
		return nil
	}
	if compare && another.To.IsZero() {
		t.show(t.say.Say("digest.no_such_period", nil))
		return nil
	}
	if compare {
		return t.compare(scope, period, another)
	}
	return t.week(scope, period, 0)
}

// statusCommand answers /tiendo: how far a task, an agency, a plan or a part of it is now.
func statusCommand(t *turn, arguments string) error {
	if task, ok := t.taskNamed(arguments); ok {
		return t.answer(task)
	}
	if target, ok := t.targetNamed(arguments); ok {
		return t.target(target)
	}
	scope, ok := t.scope(arguments)
	if !ok {
		t.show(t.say.Say("tasks.unknown", texts.Data{"Text": shorten(arguments, 80)}))
		return nil
	}
	return t.week(scope, plan.WeekOf(t.now), 0)
}

// week shows one page of a week's summary, or of that of any other period: as it was issued, or else as it is now.
func (t *turn) week(scope report.Scope, period plan.Period, page int) error {
	if period.From.After(t.now) {
		t.show(t.say.Say("digest.future", texts.Data{"Period": report.PeriodName(period, t.say)}))
		return nil
	}
	d, err := t.digest(scope, period)
	if err != nil {
		return err
	}
	return t.showDigest(d, page)
}

// showDigest shows one page of a digest below the given lines.
func (t *turn) showDigest(d digest, page int, head ...string) error {
	pages, err := t.digestPages(d)
	if err != nil {
		return err
	}
	page = min(page, len(pages)-1)
	buttons := t.pageButtons(len(pages), page, 1, "week", t.digestArguments(d)...)
	more, err := t.digestButtons(d)
	if err != nil {
		return err
	}
	t.show(strings.Join(append(head, pages[page]), "\n\n"), append(buttons, more...)...)
	return nil
}

// digestArguments are what a button carries of a digest: its period and its scope.
func (t *turn) digestArguments(d digest) []string {
	return append([]string{d.Figures.Period.Name}, t.scopeArguments(d.Figures.Scope)...)
}

// digestButtons lead from a digest to the period before, to what is behind it, and to its files.
func (t *turn) digestButtons(d digest) ([][]chat.Button, error) {
	of := t.digestArguments(d)
	to := func(label, action string, first ...string) chat.Button {
		return button(t.say.Plain(label, nil), action, append(first, of...)...)
	}
	before := d.Figures.Period.Before()
	rows := [][]chat.Button{
		row(button(t.beforeLabel(before), "week", append([]string{before.Name}, append(of[1:], "0")...)...),
			to("digest.button.compare", "compare"), to("digest.button.periods", "periods")),
		row(to("digest.button.figures", "figures"), button(t.say.Plain("digest.button.plans", nil), "behind", append([]string{behindPlans}, append(of, "0")...)...),
			button(t.say.Plain("digest.button.agencies", nil), "behind", append([]string{behindAgencies}, append(of, "0")...)...)),
	}
	if t.Files != nil {
		rows = append(rows, row(to("digest.button.picture", "file", "png"), to("digest.button.trend", "file", "trend"),
			to("digest.button.workbook", "file", "xlsx"), to("digest.button.document", "file", "docx")))
	}
	if !t.isCoordinator() {
		return rows, nil
	}
	boss := append(row(to("digest.button.ranking", "ranking"), to("digest.button.letterhead", "head")), t.openingButtons(d)...)
	if !d.Issued {
		boss = append(row(to("digest.button.issue", "issue")), boss...)
	}
	waiting, err := t.pendingButton(d.Figures.Scope)
	return append(append(rows, boss), waiting...), err
}

func (t *turn) beforeLabel(before plan.Period) string {
	return t.say.Plain("digest.button.before", texts.Data{"Period": t.shortPeriod(before)})
}

// digestPressed reads the period and the scope that a button carries; otherwise it tells whoever pressed it.
func (t *turn) digestPressed(arguments []string) (scope report.Scope, period plan.Period, ok bool) {
	period, err := plan.ParsePeriod(arguments[0], t.Zone)
	scope, ok = t.scopePressed(arguments[1], arguments[2])
	if ok = ok && err == nil && t.isMember(); !ok {
		t.notice(t.say.Plain("press.unknown", nil))
	}
	return scope, period, ok
}

// digestPressedByCoordinator is digestPressed for what only a coordinator may press, of a period that has begun.
func (t *turn) digestPressedByCoordinator(arguments []string) (scope report.Scope, period plan.Period, ok bool) {
	scope, period, ok = t.digestPressed(arguments)
	if ok && (!t.isCoordinator() || period.From.After(t.now)) {
		t.notice(t.say.Plain("press.unknown", nil))
		return scope, period, false
	}
	return scope, period, ok
}

// weekAction turns the pages of a period's summary, or goes to another period.
func weekAction(t *turn, arguments []string) error {
	scope, period, ok := t.digestPressed(arguments)
	if !ok {
		return nil
	}
	page, err := strconv.Atoi(arguments[3])
	if err != nil || page < 0 {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	return t.week(scope, period, page)
}

// periodsAction offers the week, month, quarter, half-year and year that hold a period's last day.
func periodsAction(t *turn, arguments []string) error {
	scope, period, ok := t.digestPressed(arguments)
	if !ok {
		return nil
	}
	day := period.Last()
	if day.After(t.now) {
		day = t.now
	}
	var rows [][]chat.Button
	for _, name := range []string{
		plan.WeekOf(day).Name, plan.MonthOf(day).Name, relative([]string{"", "quy", "nay"}, day),
		relativeHalf(day), day.Format("2006"),
	} {
		next, err := plan.ParsePeriod(name, t.Zone)
		if err != nil {
			return err
		}
		label := report.PeriodName(next, t.say)
		rows = append(rows, row(button(label, "week", append([]string{name}, append(t.scopeArguments(scope), "0")...)...)))
	}
	rows = append(rows, row(button(t.say.Plain("button.back", nil), "week", append(arguments[:3:3], "0")...)))
	t.show(t.say.Say("digest.which_period", nil), rows...)
	return nil
}
