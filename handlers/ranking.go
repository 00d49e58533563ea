package handlers

import (
	"cmp"
	"slices"
	"strings"

	"chutri/internal/plan"
	"chutri/internal/report"
	"chutri/internal/texts"
)

// maxRanked is how many agencies a ranking shows.
const maxRanked = 30

// ranked is an agency's place in a ranking.
type ranked struct {
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
	all := t.rank(d.Figures)
	lines := []string{t.say.Say("digest.ranking", texts.Data{"Period": report.PeriodName(period, t.say)}), t.say.Say("digest.ranking_how", nil)}
	names := report.NewWords(d.Figures, t.Register, t.say)
	place := 0
	for i, r := range all[:min(len(all), maxRanked)] {
		if i == 0 || compareRanked(all[i-1], r) != 0 {
			place = i + 1
		}
		lines = append(lines, t.say.Say("digest.ranked", texts.Data{
			"Place": place, "Name": r.name, "Done": r.done, "Total": r.total, "Rate": names.Percent(r.rate()), "Late": r.late, "Updates": r.updates,
		}))
	}
	t.show(strings.Join(lines, "\n"), t.backToDigest(d))
	return nil
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
	return all
}

func compareRanked(a, b ranked) int {
	return cmp.Or(cmp.Compare(b.rate(), a.rate()), cmp.Compare(b.updates, a.updates))
}
