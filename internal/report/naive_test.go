package report_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"chutri/internal/ledger"
	"chutri/internal/plan"
	"chutri/internal/report"
	"chutri/store"
)

// naive computes the same figures a second time, from the raw events, by looking at everything for every figure. It shares
// neither the reader, nor the projection of events, nor the ways of counting with what it checks.
func naive(events []store.Event, register *plan.Register, q report.Query) report.Figures {
	n := naiveOffice{register: register, q: q, zone: q.Period.From.Location()}
	n.replay(events)
	f := report.Figures{
		Scope: q.Scope, Period: q.Period, IssuedAt: q.IssuedAt.In(n.zone), SilentDays: q.SilentDays,
		ByStatus: map[plan.Status]int{}, Before: map[plan.Status]int{}, Classes: map[report.Class]int{},
		Updates: []uint64{}, Changed: []string{}, Completed: []string{}, Blocked: []string{},
		SilentTasks: []string{}, SilentAgencies: []string{}, DueSoon: []string{}, Outside: []string{}, Ended: []string{},
		Targets: []report.TargetStanding{},
	}
	for _, status := range []plan.Status{"not_reported", "not_started", "in_progress", "blocked", "done", "stopped"} {
		f.ByStatus[status], f.Before[status] = 0, 0
		for _, t := range n.counted() {
			f.ByStatus[status] += one(n.status(t, q.Period.To) == status)
			f.Before[status] += one(n.status(t, q.Period.From) == status)
		}
	}
	for _, class := range []report.Class{"done_on_time", "done_late", "open_on_time", "open_late"} {
		f.Classes[class] = 0
		for _, t := range n.counted() {
			f.Classes[class] += one(n.class(t) == class)
		}
	}
	for _, t := range n.counted() {
		f.Total++
		f.NoDueDate += one(n.due(t).IsZero())
		add(&f.Changed, t.ID, n.any(func(p store.Content) bool { return p.Task == t.ID && q.Period.Holds(p.ReportedAt) }))
		add(&f.Completed, t.ID, n.status(t, q.Period.To) == plan.Done && !n.doneSince(t).Before(q.Period.From))
		add(&f.Blocked, t.ID, n.status(t, q.Period.To) == plan.Blocked)
		add(&f.SilentTasks, t.ID, n.live(t) && n.silentTask(t))
		add(&f.DueSoon, t.ID, n.live(t) && n.dueSoon(t))
	}
	for _, id := range n.updates() {
		f.Updates = append(f.Updates, id)
		task := n.now[id].Task
		isCounted := slices.ContainsFunc(n.counted(), func(t plan.Task) bool { return t.ID == task })
		add(&f.Outside, task, !isCounted && !slices.Contains(f.Outside, task))
	}
	sort.Strings(f.Outside)
	for _, a := range register.Agencies {
		add(&f.SilentAgencies, a.Key, a.Kind != plan.Collective && n.silentAgency(a.Key))
	}
	for _, p := range register.Plans {
		hasTasks := slices.ContainsFunc(n.counted(), func(t plan.Task) bool { return t.Plan == p.ID })
		add(&f.Ended, p.ID, hasTasks && n.ended(p.ID))
	}
	for _, t := range register.Targets {
		if n.owed(t) {
			f.Targets = append(f.Targets, n.target(t))
		}
	}
	if f.Total > 0 {
		f.Rates.DoneOfAll = float64(f.ByStatus["done"]) / float64(f.Total)
	}
	if due := f.ByStatus["done"] + f.Classes["open_late"]; due > 0 {
		f.Rates.DoneOfDue = float64(f.ByStatus["done"]) / float64(due)
	}
	return f
}

type naiveOffice struct {
	register *plan.Register
	q        report.Query
	zone     *time.Location
	now      map[uint64]store.Content // updates that count
	granted  []map[string]any         // extensions, in the order of the log
	measured map[string]ledger.Measured
}

// keep reads an extension by the names of its JSON, and a measured value.
func (n *naiveOffice) keep(r store.Record) {
	if r.Collection == "measured" {
		var m ledger.Measured
		if err := json.Unmarshal(r.Data, &m); err != nil {
			panic(err)
		}
		n.measured[r.Key] = m
		return
	}
	var fields map[string]any
	if err := json.Unmarshal(r.Data, &fields); err != nil {
		panic(err)
	}
	if fields["state"] == "granted" {
		n.granted = append(n.granted, fields)
	}
}

// due returns the first moment at which a task is late, zero where there is none.
func (n *naiveOffice) due(t plan.Task) time.Time {
	late, number := time.Time{}, 0.0
	if t.End != 0 {
		late = time.Date(t.End+1, 1, 1, 0, 0, 0, 0, n.zone)
	}
	for _, e := range n.granted {
		decided, err := time.Parse(time.RFC3339Nano, e["decided_at"].(string))
		if err != nil {
			panic(err)
		}
		if e["task"] == t.ID && decided.Before(n.q.Period.To) && e["number"].(float64) > number {
			day, err := time.ParseInLocation("2006-01-02", e["until"].(string), n.zone)
			if err != nil {
				panic(err)
			}
			late, number = time.Date(day.Year(), day.Month(), day.Day()+1, 0, 0, 0, 0, n.zone), e["number"].(float64)
		}
	}
	return late
}

// replay finds out which updates count and what they say.
func (n *naiveOffice) replay(events []store.Event) {
	n.now, n.measured = map[uint64]store.Content{}, map[string]ledger.Measured{}
	said := map[uint64]store.Content{}
	withdrawn := map[uint64]bool{}
	for _, e := range events {
		if e.Record != nil {
			n.keep(*e.Record)
			continue
		}
		id := e.Progress.ID
		if e.Progress.Content != nil {
			said[id] = *e.Progress.Content
		}
		withdrawn[id] = e.Kind == store.Withdrawn || e.Kind == store.Amended && withdrawn[id]
		if withdrawn[id] || e.Kind == store.Returned {
			delete(n.now, id)
		} else {
			n.now[id] = said[id]
		}
	}
}

func (n *naiveOffice) any(holds func(store.Content) bool) bool {
	for _, p := range n.now {
		if holds(p) {
			return true
		}
	}
	return false
}

// counted lists the tasks that the figures count.
func (n *naiveOffice) counted() (tasks []plan.Task) {
	for _, t := range n.register.Tasks {
		table := slices.ContainsFunc(n.register.Tasks, func(o plan.Task) bool { return o.Plan == t.Plan && o.Row > 0 })
		if (t.Row > 0) == table && n.inPlan(t.Plan, t.Part) && (n.q.Agency == "" || n.leads(t, n.q.Agency)) {
			tasks = append(tasks, t)
		}
	}
	return tasks
}

func (n *naiveOffice) inPlan(planID, part string) bool {
	isPlan := n.q.Plan == "" || n.q.Plan == planID
	isPart := n.q.Part == "" || strings.HasPrefix(part+".", n.q.Part+".")
	return isPlan && isPart
}

func (n *naiveOffice) leads(t plan.Task, agency string) bool {
	for _, lead := range t.Lead {
		if lead == agency || slices.Contains(n.register.Members(lead), agency) {
			return true
		}
	}
	return false
}

// voices lists the updates that set a task's status, reported before a time, in order.
func (n *naiveOffice) voices(t plan.Task, before time.Time) (list []store.Content) {
	var ids []uint64
	for id, p := range n.now {
		if p.Task == t.ID && p.ReportedAt.Before(before) && (t.Lead == nil || n.leads(t, p.Agency)) {
			ids = append(ids, id)
		}
	}
	sort.Slice(ids, func(i, j int) bool {
		a, b := n.now[ids[i]].ReportedAt, n.now[ids[j]].ReportedAt
		return a.Before(b) || a.Equal(b) && ids[i] < ids[j]
	})
	for _, id := range ids {
		list = append(list, n.now[id])
	}
	return list
}

func (n *naiveOffice) status(t plan.Task, at time.Time) plan.Status {
	status := plan.NotReported
	for _, p := range n.voices(t, at) {
		status = p.Status
	}
	return status
}

// doneSince returns when a task that is done became done.
func (n *naiveOffice) doneSince(t plan.Task) (since time.Time) {
	status := plan.NotReported
	for _, p := range n.voices(t, n.q.Period.To) {
		if p.Status == plan.Done && status != plan.Done {
			since = p.ReportedAt
		}
		status = p.Status
	}
	return since
}

// finished returns when a task that is done was finished: on the last day that was told since it became done, else when it became so.
func (n *naiveOffice) finished(t plan.Task) time.Time {
	finished := n.doneSince(t)
	for _, p := range n.voices(t, n.q.Period.To) {
		if p.Finished == "" || p.ReportedAt.Before(n.doneSince(t)) {
			continue
		}
		day, err := time.ParseInLocation("2006-01-02", p.Finished, n.zone)
		if err != nil {
			panic(err)
		}
		finished = day
	}
	return finished
}

func (n *naiveOffice) class(t plan.Task) report.Class {
	due := n.due(t)
	switch status := n.status(t, n.q.Period.To); {
	case status == plan.Stopped:
		return "none"
	case status == plan.Done && (due.IsZero() || n.finished(t).Before(due)):
		return "done_on_time"
	case status == plan.Done:
		return "done_late"
	case due.IsZero() || n.asOf().Before(due):
		return "open_on_time"
	}
	return "open_late"
}

func (n *naiveOffice) asOf() time.Time {
	if n.q.IssuedAt.Before(n.q.Period.To) {
		return n.q.IssuedAt.In(n.zone)
	}
	return n.q.Period.To
}

func (n *naiveOffice) ended(planID string) bool {
	for _, p := range n.register.Plans {
		if p.ID == planID && p.End != 0 {
			return n.asOf().After(time.Date(p.End+1, 1, 1, 0, 0, 0, 0, n.zone))
		}
	}
	return false
}

func (n *naiveOffice) live(t plan.Task) bool {
	status := n.status(t, n.q.Period.To)
	return status != plan.Done && status != plan.Stopped && !n.ended(t.Plan)
}

func (n *naiveOffice) silentTask(t plan.Task) bool {
	heard, recently := false, false
	for _, p := range n.now {
		if p.Task == t.ID && p.ReportedAt.Before(n.q.Period.To) {
			heard = true
			recently = recently || !p.ReportedAt.Before(n.asOf().AddDate(0, 0, -n.q.SilentDays))
		}
	}
	return heard && !recently
}

func (n *naiveOffice) dueSoon(t plan.Task) bool {
	until := n.asOf()
	for until.Before(n.q.Period.To) && (until.Weekday() != time.Monday || until.Sub(n.asOf()) == 0) {
		until = time.Date(until.Year(), until.Month(), until.Day()+1, 0, 0, 0, 0, n.zone)
	}
	due := n.due(t)
	return !due.IsZero() && n.class(t) == "open_on_time" && !due.After(until.AddDate(0, 0, 14))
}

// updates lists the period's updates in scope, by id.
func (n *naiveOffice) updates() (ids []uint64) {
	for id, p := range n.now {
		inScope := false
		for _, t := range n.register.Tasks {
			inScope = inScope || t.ID == p.Task && n.inPlan(t.Plan, t.Part) &&
				(n.q.Agency == "" || p.Agency == n.q.Agency || n.leads(t, n.q.Agency))
		}
		for _, t := range n.register.Targets {
			inScope = inScope || t.ID == p.Task && n.inPlan(t.Plan, "") && (n.q.Agency == "" || p.Agency == n.q.Agency)
		}
		if inScope && !p.ReportedAt.Before(n.q.Period.From) && p.ReportedAt.Before(n.q.Period.To) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

func (n *naiveOffice) silentAgency(key string) bool {
	for _, id := range n.updates() {
		if n.now[id].Agency == key {
			return false
		}
	}
	for _, t := range n.counted() {
		asked := slices.Contains(t.Lead, key) && n.q.Agency == "" || n.q.Agency == key
		if asked && n.live(t) {
			return true
		}
	}
	return false
}

// owed reports whether a target is one of the scope's.
func (n *naiveOffice) owed(t plan.Target) bool {
	if n.q.Agency == "" && n.q.Part == "" {
		return n.inPlan(t.Plan, "")
	}
	for _, task := range n.register.Tasks {
		ofIt := slices.Contains(t.Tasks, task.ID) && n.inPlan(task.Plan, task.Part) && n.inPlan(t.Plan, n.q.Part)
		if ofIt && (n.q.Agency == "" || n.leads(task, n.q.Agency)) {
			return true
		}
	}
	return false
}

// target looks for each thing that a standing tells, year by year.
func (n *naiveOffice) target(t plan.Target) report.TargetStanding {
	s := report.TargetStanding{Target: t.ID}
	year := n.q.Period.To.Add(-time.Second).Year()
	for y := year; y > 2000 && s.Measured == nil; y-- {
		if m, ok := n.measured[fmt.Sprintf("%s/%d", t.ID, y)]; ok && !m.Withdrawn {
			s.Measured, year = &m, y
		}
	}
	for _, v := range t.Values {
		if s.Goal == nil || s.Goal.Year < year {
			s.Goal = &v
		}
	}
	if s.Measured == nil {
		return s
	}
	if t.Baseline != nil && t.Baseline.Year < year {
		s.Previous = t.Baseline
	}
	for y := 2000; y < year; y++ {
		if m, ok := n.measured[fmt.Sprintf("%s/%d", t.ID, y)]; ok && !m.Withdrawn {
			s.Previous = &plan.YearValue{Year: y, Value: m.Value}
		}
	}
	if s.Previous != nil {
		s.Change = to6(s.Measured.Value - s.Previous.Value)
	}
	if s.Goal == nil {
		return s
	}
	s.Gap = to6(s.Measured.Value - s.Goal.Value)
	better := map[string]bool{
		"<": s.Gap < 0, ">=": s.Gap >= 0, "=": s.Gap == 0 || t.Baseline != nil && t.Baseline.Value < s.Goal.Value && s.Gap > 0,
	}[s.Goal.Op]
	switch {
	case better:
		s.Reached = ledger.Yes
	case s.Goal.Op == "=" && t.Baseline == nil:
		s.Reached = ledger.Unknown
	default:
		s.Reached = ledger.No
	}
	return s
}

// to6 rounds to six places, by way of a text.
func to6(value float64) float64 {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(value, 'f', 6, 64), 64)
	if err != nil {
		panic(err)
	}
	return rounded
}

func one(holds bool) int {
	if holds {
		return 1
	}
	return 0
}

func add(list *[]string, item string, belongs bool) {
	if belongs {
		*list = append(*list, item)
	}
}
