package handlers

import (
	"strconv"

	"chutri/internal/plan"
	"chutri/internal/report"
	"chutri/internal/texts"
)

// weekCommand answers /tuan: the week of all plans, of one plan or of one agency; this week or an earlier one.
func weekCommand(t *turn, arguments string) error {
	rest, week, ok := splitWeek(arguments, t.now)
	if !ok {
		t.show(t.say.Say("week.no_such_week", nil))
		return nil
	}
	scope, ok := t.scope(rest)
	if !ok {
		t.show(t.say.Say("tasks.unknown", texts.Data{"Text": shorten(rest, 80)}))
		return nil
	}
	return t.week(scope, week, 0)
}

// scope reads the plan or the agency that an argument names; nothing means everything, or what a bound group is about.
func (t *turn) scope(argument string) (report.Scope, bool) {
	if argument == "" {
		group, err := t.group()
		return report.Scope{Plan: group.Plan, Agency: group.Agency}, err == nil
	}
	if p, ok := t.plans.find(argument); ok {
		return report.Scope{Plan: p.ID}, true
	}
	if key, ok := t.Agencies.Find(argument); ok {
		return report.Scope{Agency: key}, true
	}
	return report.Scope{}, false
}

// week shows one page of a week's summary.
func (t *turn) week(scope report.Scope, week plan.Period, page int) error {
	if week.From.After(t.now) {
		t.show(t.say.Say("week.future", texts.Data{"Week": week.Name}))
		return nil
	}
	figures, err := report.Compute(t.r, t.Register, report.Query{Period: week, Scope: scope, IssuedAt: t.now})
	if err != nil {
		return err
	}
	pages := report.Text(figures, t.Register, t.say)
	page = min(page, len(pages)-1)
	buttons := t.pageButtons(len(pages), page, 1, "week", week.Name, scope.Plan, scope.Agency)
	buttons = append(buttons, row(
		button(t.say.Plain("button.week_before", nil), "week", week.Before().Name, scope.Plan, scope.Agency, "0"),
	))
	t.show(pages[page], buttons...)
	return nil
}

// weekAction turns the pages of a week's summary, or goes to another week.
func weekAction(t *turn, arguments []string) error {
	week, err := plan.ParsePeriod(arguments[0], t.Zone)
	page, pageErr := strconv.Atoi(arguments[3])
	if err != nil || pageErr != nil || page < 0 || !t.isMember() {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	return t.week(report.Scope{Plan: arguments[1], Agency: arguments[2]}, week, page)
}

// statusCommand answers /tiendo: how far a task, an agency or a plan is now.
func statusCommand(t *turn, arguments string) error {
	if task, ok := t.taskNamed(arguments); ok {
		return t.answer(task)
	}
	scope, ok := t.scope(arguments)
	if !ok {
		t.show(t.say.Say("tasks.unknown", texts.Data{"Text": shorten(arguments, 80)}))
		return nil
	}
	return t.week(scope, plan.WeekOf(t.now), 0)
}
