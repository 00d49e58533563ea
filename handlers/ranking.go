package handlers

import (
	"cmp"
	"slices"
	"strings"

	"chutri/internal/plan"
	"chutri/internal/report"
	"chutri/internal/sheet"
	"chutri/internal/texts"
)

// maxRanked is how many agencies a ranking shows.
const maxRanked = 30

// ranked is an agency's place in a ranking.
type ranked struct {
	place             int // from 1; agencies that stand equal share one
	name              string
	total, done, late int // tasks that it leads
	updates           int // progress updates on them in the period
}

func (r ranked) rate() float64 { return float64(r.done) / float64(max(r.total, 1)) }

// rankingAction ranks the agencies of a digest for the coordinator who asks for it: by the share of the tasks that they lead which are
// done, then by how many of them they reported on. Agencies that stand equal share a place.
func rankingAction(t *turn, arguments []string) error {
	scope, period, ok := t.digestPressed(arguments)
	if !ok {
		return nil
	}
	if !t.isCoordinator() {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	d, err := t.digest(scope, period)
	if err != nil {
		return err
	}
	lines := []string{t.say.Say("digest.ranking", texts.Data{"Period": report.PeriodName(period, t.say)}), t.say.Say("digest.ranking_how", nil)}
	names := report.NewWords(d.Figures, t.Register, t.say)
	all := t.rank(d.Figures)
	for _, r := range all[:min(len(all), maxRanked)] {
		lines = append(lines, t.say.Say("digest.ranked", texts.Data{
			"Place": r.place, "Name": r.name, "Done": r.done, "Total": r.total, "Rate": names.Percent(r.rate()), "Late": r.late, "Updates": r.updates,
		}))
	}
	t.show(strings.Join(lines, "\n"), row(button(t.say.Plain("digest.button.workbook", nil), "rankingfile", arguments[:3]...)), t.backToDigest(d))
	return nil
}

// rankingFileAction sends the ranking of all agencies as a workbook, to the coordinator who asks for it.
func rankingFileAction(t *turn, arguments []string) error {
	scope, period, ok := t.digestPressedByCoordinator(arguments)
	if !ok {
		return nil
	}
	d, err := t.digest(scope, period)
	if err != nil {
		return err
	}
	table := sheet.Table{Name: t.say.Plain("digest.button.ranking", nil)}
	for _, column := range []string{"place", "agency", "done_of_all", "finished", "tasks", "late", "updates"} {
		table.Head = append(table.Head, t.say.Plain("workbook.column."+column, nil))
	}
	for _, r := range t.rank(d.Figures) {
		table.Rows = append(table.Rows, []any{r.place, r.name, report.Rate(r.rate()), r.done, r.total, r.late, r.updates})
	}
	return t.sendTable(table, fileName(period, scope)+"-ranking", d)
}

// rank returns the agencies that lead counted tasks, the best first.
func (t *turn) rank(f report.Figures) []ranked {
	names := report.NewWords(f, t.Register, t.say)
	var all []ranked
	for _, g := range f.Groups(t.Register, report.ByAgency) {
		agency, known := t.Register.Agency(g.Key)
		if !known || agency.Kind == plan.Collective {
			continue
		}
		r := ranked{name: agency.Name, total: g.Total, done: g.ByStatus[plan.Done]}
		for _, id := range g.Tasks {
			s := names.Standing(id)
			r.updates += len(s.Updates)
			if s.Class == report.OpenLate {
				r.late++
			}
		}
		all = append(all, r)
	}
	slices.SortStableFunc(all, compareRanked)
	for i := range all {
		if all[i].place = i + 1; i > 0 && compareRanked(all[i-1], all[i]) == 0 {
			all[i].place = all[i-1].place
		}
	}
	return all
}

func compareRanked(a, b ranked) int {
	return cmp.Or(cmp.Compare(b.rate(), a.rate()), cmp.Compare(b.updates, a.updates))
}
