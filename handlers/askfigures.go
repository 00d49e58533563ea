package handlers

import (
	"math/big"
	"strconv"
	"strings"
	"time"

	"chutri/internal/chat"
	"chutri/internal/plan"
	"chutri/internal/question"
	"chutri/internal/texts"
)

// maxFigures is how many targets one answer shows.
const maxFigures = 6

// targetsAsked answers with the targets that a question names, side by side.
func (t *turn) targetsAsked(intent question.Intent) error {
	if len(intent.Targets) == 0 {
		p, _ := t.Register.Plan(intent.Plan)
		return t.targets(p, 0)
	}
	if len(intent.Targets) == 1 {
		target, _ := t.Register.Target(intent.Targets[0])
		return t.target(target)
	}
	var lines []string
	var ids []chat.Button
	for _, id := range intent.Targets[:min(len(intent.Targets), maxFigures)] {
		target, _ := t.Register.Target(id)
		lines = append(lines, t.say.Say("asking.target", texts.Data{
			"ID": id, "Name": target.Name, "Values": t.targetValues(inYear(target, intent.Year)), "Baseline": t.baseline(target),
			"Plan": t.planName(target.Plan),
		}))
		ids = append(ids, button(id, "figure", id))
	}
	if more := len(intent.Targets) - maxFigures; more > 0 {
		lines = append(lines, t.say.Say("asking.more_targets", texts.Data{"Count": more}))
	}
	t.show(strings.Join(lines, "\n"), ids)
	return nil
}

// inYear keeps of a target's values those of a year; all where it has none, or no year is asked for.
func inYear(target plan.Target, year int) plan.Target {
	var kept []plan.TargetValue
	for _, v := range target.Values {
		if v.Year == year {
			kept = append(kept, v)
		}
	}
	if len(kept) > 0 {
		target.Values = kept
	}
	return target
}

// figureAction shows one target.
func figureAction(t *turn, arguments []string) error {
	target, ok := t.Register.Target(arguments[0])
	if !ok {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	return t.target(target)
}

// deadlinesPage is how many deadlines one page shows.
const deadlinesPage = 3

// deadlines shows one page of the reports that a question asks about: those with a date first.
func (t *turn) deadlines(places []int, page int) error {
	var dated, open []plan.Deadline
	for _, place := range places {
		d := t.Register.Deadlines[place]
		if d.Month != 0 {
			dated = append(dated, d)
		} else {
			open = append(open, d)
		}
	}
	all := append(dated, open...)
	first, last := pageOf(len(all), page, deadlinesPage)
	var lines []string
	for _, d := range all[first:last] {
		lines = append(lines, t.deadlineLines(d)...)
	}
	if len(all) == 1 {
		for _, note := range all[0].Notes {
			lines = append(lines, t.say.Say("notes.line", texts.Data{"Note": note}))
		}
	}
	t.show(strings.Join(lines, "\n"), t.pageButtons(len(all), page, deadlinesPage, "deadlines", packPlaces(places))...)
	return nil
}

// deadlinesAction turns the pages of deadlines.
func deadlinesAction(t *turn, arguments []string) error {
	page, err := strconv.Atoi(arguments[1])
	places, ok := unpackPlaces(arguments[0], len(t.Register.Deadlines))
	if err != nil || page < 0 || !ok {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	return t.deadlines(places, page)
}

// packPlaces writes places in a register so short that a button can carry all of them: as a number with one bit for each.
func packPlaces(places []int) string {
	var bits big.Int
	for _, place := range places {
		bits.SetBit(&bits, place, 1)
	}
	return bits.Text(36)
}

// unpackPlaces returns the places that packPlaces wrote, in ascending order. It reports false where there is none, or one that is
// not below a number.
func unpackPlaces(packed string, below int) (places []int, ok bool) {
	bits, ok := new(big.Int).SetString(packed, 36)
	if !ok || bits.Sign() <= 0 || bits.BitLen() > below {
		return nil, false
	}
	for place := range bits.BitLen() {
		if bits.Bit(place) == 1 {
			places = append(places, place)
		}
	}
	return places, true
}

// deadlineLines tell when a report is due, what it is, who owes it and who receives it.
func (t *turn) deadlineLines(d plan.Deadline) []string {
	p, _ := t.Register.Plan(d.Plan)
	when := t.say.Say("asking.no_date", nil)
	if d.Month != 0 {
		data := texts.Data{"Day": strconv.Itoa(d.Day) + "/" + strconv.Itoa(d.Month), "Next": ""}
		if p.State(t.now) != plan.Ended {
			data["Next"] = t.date(t.nextDay(d))
		}
		when = t.say.Say("asking.date", data)
	}
	lines := []string{t.say.Say("asking.deadline", texts.Data{"When": texts.HTML(when), "What": d.What})}
	to := t.say.Plain("asking.nobody", nil)
	if len(d.To) > 0 {
		to = strings.Join(t.Register.AgencyNames(d.To), "; ")
	}
	return append(lines,
		t.say.Say("asking.from_to", texts.Data{"From": strings.Join(t.Register.AgencyNames(d.From), "; "), "To": to}),
		t.say.Say("asking.deadline_source", texts.Data{"Plan": p.Short, "Ended": p.State(t.now) == plan.Ended, "Year": strconv.Itoa(p.End)}))
}

// nextDay returns the day on which a report is due next.
func (t *turn) nextDay(d plan.Deadline) time.Time {
	day := time.Date(t.now.Year(), time.Month(d.Month), d.Day, 0, 0, 0, 0, t.Zone)
	if !t.now.Before(day.AddDate(0, 0, 1)) {
		day = time.Date(t.now.Year()+1, time.Month(d.Month), d.Day, 0, 0, 0, 0, t.Zone)
	}
	return day
}
