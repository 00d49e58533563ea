package handlers

import (
	"strconv"
	"strings"

	"chutri/internal/chat"
	"chutri/internal/plan"
	"chutri/internal/texts"
	"chutri/store"
)

// targetsPage is how many targets one page shows.
const targetsPage = 8

// targetsCommand answers /chitieu: the targets of a plan, or one target by its id.
func targetsCommand(t *turn, arguments string) error {
	if target, ok := t.targetNamed(arguments); ok {
		return t.target(target)
	}
	if p, ok := t.plans.find(arguments); ok {
		return t.targets(p, 0)
	}
	var rows [][]chat.Button
	for _, p := range t.Register.Plans {
		rows = append(rows, row(button(p.Short, "targets", p.ID, "0")))
	}
	t.show(t.say.Say("targets.which", nil), rows...)
	return nil
}

// targetNamed returns the target that an argument names by its id.
func (t *turn) targetNamed(argument string) (plan.Target, bool) {
	ref, ok := plan.ParseRef(argument)
	if !ok {
		return plan.Target{}, false
	}
	return t.Register.Target(ref.String())
}

// targetsAction turns the pages of a plan's targets.
func targetsAction(t *turn, arguments []string) error {
	p, ok := t.Register.Plan(arguments[0])
	page, err := strconv.Atoi(arguments[1])
	if !ok || err != nil || page < 0 {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	return t.targets(p, page)
}

// targets shows one page of a plan's targets.
func (t *turn) targets(p plan.Plan, page int) error {
	var all []plan.Target
	for _, target := range t.Register.Targets {
		if target.Plan == p.ID {
			all = append(all, target)
		}
	}
	lines := []string{t.say.Say("targets.title", texts.Data{"Name": p.Name, "Count": len(all)})}
	first, last := pageOf(len(all), page, targetsPage)
	for _, target := range all[first:last] {
		latest, err := t.latestValue(target)
		if err != nil {
			return err
		}
		lines = append(lines, strings.TrimSpace(t.say.Say("targets.line", texts.Data{
			"ID": target.ID, "Name": target.Name, "Values": t.targetValues(target), "Baseline": t.baseline(target),
		})+" "+latest))
	}
	t.show(strings.Join(lines, "\n"), t.pageButtons(len(all), page, targetsPage, "targets", p.ID)...)
	return nil
}

// target shows one target with everything that the plan says of it.
func (t *turn) target(target plan.Target) error {
	p, _ := t.Register.Plan(target.Plan)
	lines := []string{t.say.Say("targets.card", texts.Data{"ID": target.ID, "Name": target.Name, "Values": t.targetValues(target)})}
	if baseline := t.baseline(target); baseline != "" {
		lines = append(lines, t.say.Say("targets.extra", texts.Data{"Text": baseline}))
	}
	measured, err := t.measuredLines(target)
	if err != nil {
		return err
	}
	lines = append(lines, measured...)
	for _, note := range target.Notes {
		lines = append(lines, t.say.Say("notes.line", texts.Data{"Note": note}))
	}
	lines = append(lines, t.say.Say("targets.source", texts.Data{"Plan": p.Name}))
	rows, err := t.measuredButtons(target)
	if err != nil {
		return err
	}
	for _, id := range target.Tasks {
		rows = append(rows, row(button(id, "task", id)))
	}
	t.showCard(&store.Card{Task: target.ID}, strings.Join(lines, "\n"), rows...)
	return nil
}

// baseline writes the starting value of a target, "" where the plan gives none.
func (t *turn) baseline(target plan.Target) string {
	if target.Baseline == nil {
		return ""
	}
	return t.say.Plain("targets.baseline", texts.Data{
		"Year": strconv.Itoa(target.Baseline.Year), "Value": target.Baseline.Value, "Unit": target.Unit,
	})
}

// targetValues writes the values of a target by year: "2020: ≥ 10 %; 2025: 20 %".
func (t *turn) targetValues(target plan.Target) string {
	var values []string
	for _, v := range target.Values {
		values = append(values, t.say.Plain("targets.value", texts.Data{
			"Year": strconv.Itoa(v.Year), "Op": v.Sign(), "Value": v.Value, "Unit": target.Unit,
		}))
	}
	return strings.Join(values, "; ")
}
