package handlers

import (
	"strconv"
	"strings"

	"chutri/internal/chat"
	"chutri/internal/plan"
	"chutri/internal/report"
	"chutri/internal/texts"
)

// What a list behind a digest shows, besides the figures by their numbers.
const (
	behindPlans    = "plans"
	behindAgencies = "agencies"
)

// behindPage is how many lines a list behind a digest shows.
const behindPage = 10

// figuresListed are the figures whose records can be listed, in the order in which a report gives them.
var figuresListed = []report.Figure{
	"updates", "changed", "completed", "blocked", "due_soon", "silent_tasks", "silent_agencies", "no_due_date", "rates.done_of_due",
	"classes.done_on_time", "classes.done_late", "classes.open_on_time", "classes.open_late", "by_status.not_reported", "by_status.not_started",
	"by_status.in_progress", "by_status.done", "by_status.stopped", "outside",
}

// figuresAction offers the figures of a digest, each with how many records stand behind it.
func figuresAction(t *turn, arguments []string) error {
	scope, period, ok := t.digestPressed(arguments)
	if !ok {
		return nil
	}
	d, err := t.digest(scope, period)
	if err != nil {
		return err
	}
	var rows [][]chat.Button
	for i, figure := range figuresListed {
		records, ok := d.Figures.Records(figure)
		count := len(records.Tasks)
		if listsUpdates(figure) {
			count = len(records.Updates)
		}
		if !ok || count == 0 {
			continue
		}
		label := t.say.Plain("digest.figure_count", texts.Data{"Figure": t.figureName(figure), "Number": count})
		rows = append(rows, row(button(label, "behind", append([]string{strconv.Itoa(i)}, append(t.digestArguments(d), "0")...)...)))
	}
	rows = append(rows, t.backToDigest(d))
	t.show(t.say.Say("digest.which_figure", texts.Data{"Period": report.PeriodName(period, t.say)}), rows...)
	return nil
}

// listsUpdates reports whether what stands behind a figure are updates rather than tasks.
func listsUpdates(figure report.Figure) bool { return figure == "updates" || figure == "outside" }

func (t *turn) figureName(figure report.Figure) string {
	switch group, name, _ := strings.Cut(string(figure), "."); group {
	case "by_status":
		return t.say.Plain("status."+name, nil)
	case "classes":
		return t.say.Plain("report.class."+name, nil)
	}
	return t.say.Plain("digest.figure."+string(figure), nil)
}

func (t *turn) backToDigest(d digest) []chat.Button {
	return row(button(t.say.Plain("button.back", nil), "week", append(t.digestArguments(d), "0")...))
}

// behindAction shows a page of what is behind a digest: its plans, its agencies, or the records of one of its figures.
func behindAction(t *turn, arguments []string) error {
	scope, period, ok := t.digestPressed(arguments[1:])
	if !ok {
		return nil
	}
	page, err := strconv.Atoi(arguments[4])
	number, numberErr := strconv.Atoi(arguments[0])
	known := arguments[0] == behindPlans || arguments[0] == behindAgencies || numberErr == nil && number >= 0 && number < len(figuresListed)
	if err != nil || page < 0 || !known {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	d, err := t.digest(scope, period)
	if err != nil {
		return err
	}
	var title string
	var lines []string
	var buttons []chat.Button
	switch arguments[0] {
	case behindPlans:
		title = t.say.Say("digest.by_plan", texts.Data{"Period": report.PeriodName(period, t.say)})
		lines, buttons = t.groups(d, report.ByPart)
	case behindAgencies:
		title = t.say.Say("digest.by_agency", texts.Data{"Period": report.PeriodName(period, t.say)})
		lines, buttons = t.groups(d, report.ByAgency)
	default:
		if lines, buttons, err = t.recordsOf(d, figuresListed[number]); err != nil {
			return err
		}
		title = t.say.Say("digest.of_figure", texts.Data{
			"Figure": t.figureName(figuresListed[number]), "Period": report.PeriodName(period, t.say), "Count": len(lines),
		})
	}
	first, last := pageOf(len(lines), page, behindPage)
	var rows [][]chat.Button
	for i, b := range buttons[first:last] {
		if i%2 == 0 {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], b)
	}
	rows = append(rows, t.pageButtons(len(lines), page, behindPage, "behind", append([]string{arguments[0]}, t.digestArguments(d)...)...)...)
	if picture := map[string]string{behindPlans: "parts", behindAgencies: "png"}[arguments[0]]; picture != "" && t.Files != nil && len(lines) > 0 {
		rows = append(rows, row(button(t.say.Plain("digest.button.picture", nil), "file", append([]string{picture}, t.digestArguments(d)...)...)))
	}
	t.show(strings.Join(append([]string{title}, lines[first:last]...), "\n"), append(rows, t.backToDigest(d))...)
	return nil
}

// groups writes the parts or plans of a digest, or its agencies, each with a button that leads to its own summary.
func (t *turn) groups(d digest, by report.Grouping) (lines []string, buttons []chat.Button) {
	names := report.NewWords(d.Figures, t.Register, t.say)
	for _, g := range d.Figures.Groups(t.Register, by) {
		if g.Key == "" {
			continue
		}
		name := names.GroupName(g, by)
		lines = append(lines, t.say.Say("digest.group", texts.Data{
			"Name": name, "Done": g.ByStatus[plan.Done], "Total": g.Total,
			"Running": g.ByStatus[plan.InProgress], "Blocked": g.ByStatus[plan.Blocked], "Unreported": g.ByStatus[plan.NotReported],
		}))
		scope := d.Figures.Scope
		switch {
		case by == report.ByAgency:
			scope.Agency = g.Key
		case scope.Plan == "":
			scope.Plan = g.Key
		default:
			scope.Part = g.Key
		}
		buttons = append(buttons, button(shorten(name, 40), "week", append([]string{d.Figures.Period.Name}, append(t.scopeArguments(scope), "0")...)...))
	}
	return lines, buttons
}

// recordsOf writes what stands behind a figure: the updates, or the tasks with the updates that made them so.
func (t *turn) recordsOf(d digest, figure report.Figure) (lines []string, buttons []chat.Button, err error) {
	records, _ := d.Figures.Records(figure)
	if listsUpdates(figure) {
		for _, id := range records.Updates {
			u, err := t.r.Progress(id)
			if err != nil {
				return nil, nil, err
			}
			lines = append(lines, t.say.Say("digest.update", texts.Data{
				"Number": updateID(id), "ID": u.Task, "Figures": t.figures(u.Content), "Agency": t.Register.AgencyName(u.Agency),
				"Date": t.date(u.ReportedAt.In(t.Zone)),
			}))
			buttons = append(buttons, button(t.say.Plain("digest.button.history", texts.Data{"ID": u.Task}), "history", u.Task, "0"))
		}
		return lines, buttons, nil
	}
	names := report.NewWords(d.Figures, t.Register, t.say)
	for _, id := range records.Tasks {
		data := texts.Data{"ID": id, "Title": names.Title(id), "Number": ""}
		if latest := names.Standing(id).Latest; latest != nil {
			data["Number"] = updateID(latest.ID)
		}
		lines = append(lines, t.say.Say("digest.task", data))
		buttons = append(buttons, button(id, "task", id))
	}
	return lines, buttons, nil
}
