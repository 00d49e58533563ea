package handlers

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"chutri/internal/chat"
	"chutri/internal/plan"
	"chutri/internal/report"
	"chutri/internal/texts"
	"chutri/store"
)

// What of an agency's tasks needs its staff, in the order in which a reminder lists it.
var needKinds = []string{"returned", "overdue", "soon", "silent"}

const (
	soonDays    = 30 // tasks that fall due within so many days need somebody
	silentDays  = 30 // and open ones without news for so many
	needsShown  = 3  // of a kind, in one reminder
	tapsOffered = 4  // tasks that a reminder offers to answer with one tap
	returnedFor = 365 * 24 * time.Hour
)

// errand is a task that needs the staff of an agency.
type errand struct {
	kind   string
	agency string
	task   plan.Task
	news   time.Time // last report, zero for none
	line   string
}

// sendNeeds tells a member of staff, in one message, what needs them; nothing where nothing does.
func (t *turn) sendNeeds(since time.Time) error {
	found := make(map[string][]errand)
	total := 0
	for _, agency := range t.member.Agencies {
		needs, err := t.errands(agency, since)
		if err != nil {
			return err
		}
		for _, n := range needs {
			found[n.kind] = append(found[n.kind], n)
			total++
		}
	}
	if total == 0 {
		return nil
	}
	lines := []string{t.say.Say("remind.title", texts.Data{
		"Agencies": strings.Join(t.Register.AgencyNames(t.member.Agencies), "; "), "Count": total,
	})}
	var rows [][]chat.Button
	for _, kind := range needKinds {
		if len(found[kind]) == 0 {
			continue
		}
		slices.SortStableFunc(found[kind], func(a, b errand) int { // those that nobody ever reported on come last
			return cmp.Compare(one(a.news.IsZero()), one(b.news.IsZero()))
		})
		lines = append(lines, "", t.say.Say("remind."+kind, texts.Data{"Count": len(found[kind]), "Days": silentDays}))
		for i, n := range found[kind] {
			if i == needsShown {
				lines = append(lines, t.say.Say("report.more", texts.Data{"Count": len(found[kind]) - i}))
				break
			}
			lines = append(lines, n.line)
			if len(rows) < tapsOffered {
				answers, err := t.taps(n)
				if err != nil {
					return err
				}
				rows = append(rows, answers)
			}
		}
	}
	for _, agency := range t.member.Agencies {
		rows = append(rows, row(button(t.say.Plain("remind.button.all", texts.Data{"Agency": shorten(t.Register.AgencyName(agency), 30)}), "mine", agency, listLead, "0")))
	}
	t.show(strings.Join(lines, "\n"), append(rows, t.snoozeRow())...)
	return nil
}

// taps answer an errand with one tap: nothing has changed, or how far it is.
func (t *turn) taps(n errand) ([]chat.Button, error) {
	step := button(t.say.Plain("own.button.step", texts.Data{"ID": n.task.ID}), "step", n.task.ID, n.agency)
	if n.kind == "returned" { // saying the same again mends nothing
		return row(step, button(t.say.Plain("digest.button.history", texts.Data{"ID": n.task.ID}), "history", n.task.ID, "0")), nil
	}
	last, known, err := t.lastOf(n.task.ID, n.agency)
	if err != nil {
		return nil, err
	}
	label, data := t.say.Plain("own.button.not_started", texts.Data{"ID": n.task.ID}), "new"
	if known {
		label, data = t.say.Plain("own.button.same", texts.Data{"ID": n.task.ID}), updateID(last.ID)
	}
	return row(button(label, "same", n.task.ID, data, n.agency), step), nil
}

// errands returns what needs the staff of an agency, each task once. A task that never had news needs them when the agency has been
// here for as long as a silent one may be silent. Tasks of plans that have ended need nobody.
func (t *turn) errands(agency string, since time.Time) ([]errand, error) {
	figures, err := report.Compute(t.r, t.Register, report.Query{
		Period: plan.WeekOf(t.now), Scope: report.Scope{Agency: agency}, IssuedAt: t.now, SilentDays: silentDays,
	})
	if err != nil {
		return nil, err
	}
	needs, err := t.returned(agency)
	if err != nil {
		return nil, err
	}
	known := make(map[string]bool)
	for _, n := range needs {
		known[n.task.ID] = true
	}
	quiet := t.now.AddDate(0, 0, -silentDays)
	for _, s := range figures.Standings {
		if !s.Open() || s.Ended || known[s.Task] {
			continue
		}
		n := errand{agency: agency, news: s.News}
		n.task, _ = t.Register.Task(s.Task)
		data := texts.Data{"ID": s.Task, "Title": n.task.Title}
		switch {
		case s.Class == report.OpenLate:
			n.kind, data["Date"] = "overdue", t.date(s.Due)
		case !s.Due.IsZero() && s.Due.Before(t.now.AddDate(0, 0, soonDays)):
			n.kind, data["Date"] = "soon", t.date(s.Due)
		case s.News.IsZero() && since.Before(quiet):
			n.kind, data["Date"] = "silent", ""
		case !s.News.IsZero() && s.News.Before(quiet):
			n.kind, data["Date"] = "silent", t.date(s.News.In(t.Zone))
		default:
			continue
		}
		n.line = t.say.Say("remind.line_"+n.kind, data)
		needs = append(needs, n)
	}
	return needs, nil
}

// returned returns the tasks whose last report by an agency was returned and not mended.
func (t *turn) returned(agency string) (found []errand, err error) {
	seen := make(map[string]bool)
	err = t.r.ProgressByAgency(agency, func(u store.Progress) bool {
		if t.now.Sub(u.ReportedAt) > returnedFor {
			return false
		}
		if seen[u.Task] || u.State == store.StateWithdrawn {
			return true
		}
		seen[u.Task] = true
		task, ok := t.Register.Task(u.Task)
		p, _ := t.Register.Plan(task.Plan)
		if u.State == store.StateReturned && ok && p.State(t.now) != plan.Ended {
			found = append(found, errand{kind: "returned", agency: agency, task: task, line: t.say.Say("remind.line_returned", texts.Data{
				"ID": u.Task, "Title": task.Title, "Number": updateID(u.ID), "Reason": shorten(u.Reason, maxWording),
			})})
		}
		return true
	})
	return found, err
}

// exceptionsShown is how many lines of a kind of exception a coordinator sees.
const exceptionsShown = 5

// sendExceptions tells a coordinator what is out of order; nothing where nothing is.
func (t *turn) sendExceptions() error {
	week := plan.WeekOf(t.now).Before()
	figures, err := report.Compute(t.r, t.Register, report.Query{Period: week, IssuedAt: t.now, SilentDays: silentDays})
	if err != nil {
		return err
	}
	names := report.NewWords(figures, t.Register, t.say)
	var lines []string
	section := func(kind string, all []string) {
		if len(all) == 0 {
			return
		}
		lines = append(lines, "", t.say.Say("remind.boss."+kind, texts.Data{"Count": len(all), "Period": t.shortPeriod(week), "Days": silentDays}))
		shown := min(len(all), exceptionsShown)
		lines = append(lines, all[:shown]...)
		if rest := len(all) - shown; rest > 0 {
			lines = append(lines, t.say.Say("remind.more", texts.Data{"Count": rest}))
		}
	}
	var blocked, late, silent, quiet []string
	for _, s := range figures.Standings {
		if !s.Open() || s.Ended {
			continue
		}
		data := texts.Data{"ID": s.Task, "Title": names.Title(s.Task), "Date": "", "Reason": ""}
		switch {
		case s.Status == plan.Blocked:
			data["Reason"] = shorten(names.Reason(*s.Latest), maxWording)
			blocked = append(blocked, t.say.Say("remind.line_blocked", data))
		case s.Class == report.OpenLate:
			data["Date"] = t.date(s.Due)
			late = append(late, t.say.Say("remind.line_overdue", data))
		case !s.News.IsZero() && s.News.Before(t.now.AddDate(0, 0, -silentDays)):
			data["Date"] = t.date(s.News.In(t.Zone))
			silent = append(silent, t.say.Say("remind.line_silent", data))
		}
	}
	for _, key := range figures.SilentAgencies {
		quiet = append(quiet, t.say.Say("report.item_silent", texts.Data{"Agency": t.Register.AgencyName(key)}))
	}
	section("blocked", blocked)
	section("overdue", late)
	section("silent", silent)
	section("quiet", quiet)
	waiting, err := t.pendingButton(report.Scope{})
	if err != nil || len(lines)+len(waiting) == 0 {
		return err
	}
	lines = append([]string{t.say.Say("remind.boss.title", texts.Data{"Waiting": len(waiting) > 0})}, lines...)
	rows := append(waiting, row(button(report.PeriodName(week, t.say), "week", week.Name, "", "", "0")), t.snoozeRow())
	t.show(strings.Join(lines, "\n"), rows...)
	return nil
}
