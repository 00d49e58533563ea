package handlers

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"chutri/internal/chat"
	"chutri/internal/ledger"
	"chutri/internal/plan"
	"chutri/internal/texts"
	"chutri/store"
)

// figureOf holds a value with its year and unit for a text; year 0 is left out.
func (t *turn) figureOf(target plan.Target, v ledger.Measured) texts.Data {
	data := texts.Data{
		"ID": target.ID, "Name": target.Name, "Value": v.Value, "Unit": texts.Unit(cmp.Or(v.Unit, target.Unit)), "Estimate": v.Estimate,
		"Year": strconv.Itoa(v.Year), "Part": v.Part, "When": "",
	}
	switch {
	case v.Year != 0:
		data["When"] = t.say.Plain("measured.when", data) + " "
	case v.Part != "":
		data["When"] = t.say.Plain("measured.when_part", data) + " "
	}
	return data
}

// valueText writes a measured value in one line without HTML: "2025: 21,3% (điều tra dinh dưỡng)".
func (t *turn) valueText(target plan.Target, v ledger.Measured) string {
	data := t.figureOf(target, v)
	if v.Source == "" {
		return t.say.Plain("measured.figure", data)
	}
	data["Source"] = shorten(v.Source, maxWording)
	return t.say.Plain("measured.figure_source", data)
}

// valueLine shows a measured value among other things that a message recorded.
func (t *turn) valueLine(v ledger.Measured) (string, error) {
	target, _ := t.Register.Target(v.Target)
	return t.say.Say("measured.line", texts.Data{"ID": target.ID, "Name": target.Name, "Figure": t.valueText(target, v)}), nil
}

// valueCard shows a measured value beside what the plan wants, with what can be done to it.
func (t *turn) valueCard(headline string, v ledger.Measured, more ...string) error {
	target, _ := t.Register.Target(v.Target)
	values, err := ledger.ValuesOf(t.r, v.Target)
	if err != nil {
		return err
	}
	values = slices.DeleteFunc(values, func(o ledger.Measured) bool { return o.Year >= v.Year })
	line, err := t.valueLine(v)
	if err != nil {
		return err
	}
	lines := append([]string{t.say.Say(headline, nil), line}, t.comparison(target, append(values, v))...)
	lines = append(lines, t.say.Say("measured.meta", texts.Data{
		"Agency": t.Register.AgencyName(v.Agency), "Author": v.Author.Name, "Date": v.At.In(t.Zone).Format("15:04 02/01/2006"),
	}))
	year := strconv.Itoa(v.Year)
	buttons := row(
		button(t.say.Plain("measured.button.correct", nil), "value", v.Target, year),
		button(t.say.Plain("button.withdraw", nil), "unvalue", v.Target, year),
	)
	if v.Withdrawn {
		buttons = row(button(t.say.Plain("button.restore", nil), "revalue", v.Target, year))
	}
	t.showCard(&store.Card{Task: v.Target, Value: v.Key()}, strings.Join(append(lines, more...), "\n"),
		buttons, row(button(t.say.Plain("measured.button.target", nil), "figure", v.Target)))
	return nil
}

// comparison tells how the last of a target's values stands to the goal and to the value before; nothing where there are neither.
func (t *turn) comparison(target plan.Target, values []ledger.Measured) []string {
	c, ok := ledger.Compare(target, values)
	if !ok {
		return nil
	}
	var lines []string
	if c.Goal != nil {
		data := t.figureOf(target, ledger.Measured{Year: c.Goal.Year, Value: c.Goal.Value})
		data["Op"], data["Gap"] = c.Goal.Sign(), t.say.Difference(c.Gap, target.Unit)
		data["Reached"] = map[ledger.Answer]string{
			ledger.Yes: t.say.Plain("measured.reached", nil), ledger.No: t.say.Plain("measured.missed", nil), ledger.Unknown: "",
		}[c.Reached]
		lines = append(lines, t.say.Say("measured.goal", data))
	}
	if c.Previous != nil {
		data := t.figureOf(target, ledger.Measured{Year: c.Previous.Year, Value: c.Previous.Value})
		data["Change"] = t.say.Difference(c.Change, target.Unit)
		lines = append(lines, t.say.Say("measured.trend", data))
	}
	return lines
}

// measuredLines tell a member what was measured of a target.
func (t *turn) measuredLines(target plan.Target) ([]string, error) {
	if !t.isMember() {
		return nil, nil
	}
	values, err := ledger.ValuesOf(t.r, target.ID)
	if err != nil {
		return nil, err
	}
	if len(values) == 0 {
		return []string{t.say.Say("measured.none", nil)}, nil
	}
	var lines []string
	for _, v := range values {
		lines = append(lines, t.say.Say("measured.value", texts.Data{"Figure": t.valueText(target, v)}))
	}
	return append(lines, t.comparison(target, values)...), nil
}

// measuredButtons lead whoever is in charge of a target to reporting a value and correcting the last one.
func (t *turn) measuredButtons(target plan.Target) ([][]chat.Button, error) {
	if _, ok := t.inCharge(target); !ok {
		return nil, nil
	}
	buttons := row(button(t.say.Plain("measured.button.report", nil), "value", target.ID, "0"))
	values, err := ledger.ValuesOf(t.r, target.ID)
	if n := len(values); n > 0 && t.mayChangeValue(values[n-1]) {
		buttons = append(buttons, button(t.say.Plain("measured.button.correct", nil), "value", target.ID, strconv.Itoa(values[n-1].Year)))
	}
	return [][]chat.Button{buttons}, err
}

// latestValue writes a target's last measured value for a list, "" where there is none or the author is no member.
func (t *turn) latestValue(target plan.Target) (string, error) {
	if !t.isMember() {
		return "", nil
	}
	values, err := ledger.ValuesOf(t.r, target.ID)
	if err != nil || len(values) == 0 {
		return "", err
	}
	v := values[len(values)-1]
	return t.say.Say("measured.latest", t.figureOf(target, v)), nil
}

// valueHistory shows every step of a target's measured values.
func (t *turn) valueHistory(target plan.Target) error {
	all, err := ledger.AllValues(t.r, target.ID)
	if err != nil {
		return err
	}
	lines := []string{t.say.Say("measured.history", texts.Data{"ID": target.ID, "Name": target.Name, "Count": len(all)})}
	for _, v := range all {
		for i, step := range v.Steps {
			key := "measured.step_changed"
			switch {
			case step.Withdrawn:
				key = "measured.step_withdrawn"
			case i == 0:
				key = "measured.step_reported"
			case v.Steps[i-1].Withdrawn:
				key = "measured.step_restored"
			}
			v.Value, v.Unit, v.Source, v.Part, v.Estimate = step.Value, step.Unit, step.Source, step.Part, step.Estimate
			lines = append(lines, t.say.Say(key, texts.Data{
				"Date": step.At.In(t.Zone).Format("15:04 02/01/2006"), "Person": step.Person.Name, "Figure": t.valueText(target, v),
			}))
		}
	}
	t.showCard(&store.Card{Task: target.ID}, strings.Join(lines, "\n"),
		row(button(t.say.Plain("measured.button.target", nil), "figure", target.ID)))
	return nil
}
