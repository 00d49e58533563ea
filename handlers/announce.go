package handlers

import (
	"fmt"
	"strconv"
	"strings"

	"chutri/internal/chat"
	"chutri/internal/plan"
	"chutri/internal/remind"
	"chutri/internal/report"
	"chutri/internal/texts"
	"chutri/store"
)

// told is the last notice of a report that a person was sent.
type told struct {
	Ahead int  `json:"ahead"`           // days: 30, 7 or 1
	Filed bool `json:"filed,omitempty"` // the person said that the report is handed in
}

func toldKey(chat int64, report string) string { return strconv.FormatInt(chat, 10) + "/" + report }

// announce returns the Step that tells a person of a report that a plan asks for, with what is still missing for it.
func (h *Handler) announce(r store.Reader, s subscription, n remind.Notice) (store.Step, error) {
	t, err := h.speak(r, n.Key, s)
	if err == nil {
		err = t.announce(n)
	}
	if err != nil {
		return store.Step{}, fmt.Errorf("%s: %w", n.Key, err)
	}
	return t.step, nil
}

func (t *turn) announce(n remind.Notice) error {
	d := n.Deadline
	p, _ := t.Register.Plan(d.Plan)
	lines := []string{
		t.say.Say("notice.title", texts.Data{"Count": n.Left, "Today": n.Left == 0, "Date": t.date(n.Day.At(0, t.Zone))}),
		t.say.Say("notice.what", texts.Data{"What": d.What, "Plan": p.Short}),
		t.say.Say("notice.from_to", texts.Data{"From": t.shortList(d.From), "To": t.shortList(d.To)}),
	}
	period, err := reportPeriod(n, t)
	if err != nil {
		return err
	}
	missing, scope, err := t.missing(n, period)
	if err != nil {
		return err
	}
	key := remind.ReportKey(p.Key, d, n.Day)
	rows := [][]chat.Button{
		row(button(t.say.Plain("notice.button.report", texts.Data{"Period": t.shortPeriod(period)}), "week",
			append([]string{period.Name}, append(t.scopeArguments(scope), "0")...)...)),
		row(button(t.say.Plain("notice.button.filed", nil), "filed", key)),
	}
	t.show(strings.Join(append(lines, missing...), "\n"), rows...)
	t.onlyLatest(toldRecords + "/" + key)
	return t.keep(toldRecords, toldKey(n.Chat, key), told{Ahead: n.Ahead})
}

// reportPeriod returns the period that a report is about: the half-year or the year that holds its day.
func reportPeriod(n remind.Notice, t *turn) (plan.Period, error) {
	day := n.Day.At(0, t.Zone)
	if n.Deadline.Every == "half_year" {
		return plan.ParsePeriod(relativeHalf(day), t.Zone)
	}
	return plan.ParsePeriod(day.Format("2006"), t.Zone)
}

// missingShown is how many tasks or agencies a notice names.
const missingShown = 8

// missing tells what no report of the period has said anything of yet: a member of an agency which of its open tasks, a coordinator
// which of the agencies that lead open ones. It returns the scope that shows more.
func (t *turn) missing(n remind.Notice, period plan.Period) (lines []string, scope report.Scope, err error) {
	scope = report.Scope{Plan: n.Deadline.Plan}
	if n.All {
		f, err := report.Compute(t.r, t.Register, report.Query{Period: period, Scope: scope, IssuedAt: t.now})
		if err == nil && len(f.SilentAgencies) > 0 {
			lines = append(lines, t.say.Say("notice.agencies", texts.Data{
				"Count": len(f.SilentAgencies), "Period": t.shortPeriod(period), "Agencies": t.shortList(f.SilentAgencies),
			}))
		}
		return append(lines, t.unmeasured(f)...), scope, err
	}
	for _, agency := range t.member.Agencies {
		of := report.Scope{Plan: n.Deadline.Plan, Agency: agency}
		f, err := report.Compute(t.r, t.Register, report.Query{Period: period, Scope: of, IssuedAt: t.now})
		if err != nil {
			return nil, scope, err
		}
		var missing []string
		for _, s := range f.Standings {
			if s.Open() && len(s.Updates) == 0 {
				missing = append(missing, s.Task)
			}
		}
		scope = of
		if len(missing) > 0 {
			shown := missing[:min(len(missing), missingShown)]
			lines = append(lines, t.say.Say("notice.tasks", texts.Data{
				"Agency": t.Register.AgencyName(agency), "Number": len(missing), "Total": f.Total, "Period": t.shortPeriod(period),
				"Tasks": strings.Join(shown, ", "), "More": len(missing) > len(shown),
			}))
		}
		lines = append(lines, t.unmeasured(f)...)
	}
	return lines, scope, nil
}

// unmeasured tells which targets have no value of a year that a report is about.
func (t *turn) unmeasured(f report.Figures) []string {
	if f.Period.Name != f.Period.From.Format("2006") {
		return nil
	}
	var missing []string
	for _, s := range f.Targets {
		if s.Measured == nil || s.Measured.Year < f.Period.From.Year() {
			missing = append(missing, s.Target)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	shown := missing[:min(len(missing), missingShown)]
	return []string{t.say.Say("notice.targets", texts.Data{
		"Number": len(missing), "Total": len(f.Targets), "Period": t.shortPeriod(f.Period), "Targets": strings.Join(shown, ", "), "More": len(missing) > len(shown),
	})}
}

// filedAction takes a person's word that a report is handed in: it is not announced to them again.
func filedAction(t *turn, arguments []string) error {
	if !t.mayReport() || t.m.Chat.Group {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	key := toldKey(t.m.Chat.ID, arguments[0])
	var last told
	ok, err := readRecord(t.r, toldRecords, key, &last)
	if err != nil {
		return err
	}
	if !ok { // only what was announced can be answered
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	if err := t.keep(toldRecords, key, told{Ahead: 1, Filed: true}); err != nil {
		return err
	}
	t.notice(t.say.Plain("notice.filed", nil))
	return nil
}
