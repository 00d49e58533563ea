package report_test

import (
	"cmp"
	"maps"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"chutri/internal/ledger"
	"chutri/internal/plan"
	"chutri/internal/report"
	"chutri/store"
)

// periods are drawn for their borders: years with and without week 53, the change of a year, of summer time, of a plan.
var periods = []string{
	"2026-W47", "2026-W53", "2027-W01", "2020-W53", "2021-W01", "2025-W52", "2026-W01", "2026-W10", "2026-W44",
	"2028-W50", "2025-12", "2026-01", "2026-Q4", "2025-H2", "2026-H1", "2025", "2026",
}

func TestFiguresAgreeWithANaiveSecondComputation(t *testing.T) {
	for _, name := range []string{"Asia/Ho_Chi_Minh", "America/New_York", "Pacific/Kiritimati", "Europe/London"} {
		t.Run(name, func(t *testing.T) {
			cases := drawCase(zone(t, name), 120)
			rapid.Check(t, func(rt *rapid.T) { cases.Draw(rt, "case").agree(rt) })
		})
	}
}

func TestFiguresAgreeOnThousandsOfRecords(t *testing.T) {
	for i, name := range []string{"Asia/Ho_Chi_Minh", "America/New_York", "Pacific/Kiritimati"} {
		for seed := range 12 {
			drawCase(zone(t, name), 3000).Example(12*i + seed).agree(t)
		}
	}
}

// reportCase is a history and a question about it.
type reportCase struct {
	events []store.Event
	query  report.Query
}

func drawCase(zone *time.Location, most int) *rapid.Generator[reportCase] {
	return rapid.Custom(func(rt *rapid.T) reportCase {
		q := drawQuery(rt, zone)
		return reportCase{query: q, events: append(
			drawHistory(rt, office(), q.Period, rapid.IntRange(most/2, most).Draw(rt, "updates")), append(drawExtensions(rt, office(), q.Period), drawValues(rt, office(), q.Period)...)...,
		)}
	})
}

// agree fails where the two computations differ.
func (c reportCase) agree(t rapid.TB) {
	updates, err := project(c.events)
	if err != nil {
		t.Fatal(err)
	}
	reader := newMemory(updates)
	reader.kept = kept(c.events)
	got, err := report.Compute(reader, office(), c.query)
	if err != nil {
		t.Fatal(err)
	}
	got.Standings = nil
	want := naive(c.events, office(), c.query)
	g, w := reflect.ValueOf(got), reflect.ValueOf(want)
	for i := range g.NumField() {
		if !reflect.DeepEqual(g.Field(i).Interface(), w.Field(i).Interface()) {
			t.Errorf("%s of %+v: got %v, want %v", g.Type().Field(i).Name, c.query.Scope, g.Field(i), w.Field(i))
		}
	}
}

func drawQuery(rt *rapid.T, zone *time.Location) report.Query {
	p, err := plan.ParsePeriod(rapid.SampledFrom(periods).Draw(rt, "period"), zone)
	if err != nil {
		rt.Fatal(err)
	}
	q := report.Query{Period: p, SilentDays: rapid.SampledFrom([]int{7, 30}).Draw(rt, "silent days")}
	q.Plan = rapid.SampledFrom([]string{"", "", "muoi", "xanh", "tin"}).Draw(rt, "plan")
	if q.Plan == "xanh" {
		q.Part = rapid.SampledFrom([]string{"", "1", "1.1", "2"}).Draw(rt, "part")
	}
	q.Agency = rapid.SampledFrom([]string{"", "", "so-nn", "so-ct", "cac-so", "hoi-nd"}).Draw(rt, "agency")
	q.IssuedAt = drawTime(rt, p).UTC()
	return q
}

// drawHistory draws updates that are amended, withdrawn, restored, confirmed and returned in any order.
func drawHistory(rt *rapid.T, register *plan.Register, p plan.Period, updates int) []store.Event {
	ids := []string{"XA-T1", "QQ-1"}
	for _, t := range register.Tasks {
		ids = append(ids, t.ID)
	}
	agencies := []string{""}
	for _, a := range register.Agencies {
		agencies = append(agencies, a.Key)
	}
	content := func() *store.Content {
		return &store.Content{
			Author: store.Author{ID: 2001}, Week: "2026-W47",
			Task: rapid.SampledFrom(ids).Draw(rt, "task"), Agency: rapid.SampledFrom(agencies).Draw(rt, "by"),
			Status: rapid.SampledFrom(plan.Statuses).Draw(rt, "status"), ReportedAt: drawTime(rt, p),
			Finished: rapid.SampledFrom([]string{"", "", "2025-12-31", "2026-01-01"}).Draw(rt, "finished"),
		}
	}
	kinds := []store.EventKind{store.Amended, store.Withdrawn, store.Restored, store.Confirmed, store.Returned}
	var events []store.Event
	for id := uint64(1); id <= uint64(updates); id++ {
		first := store.Event{At: p.From, Kind: store.Recorded, Progress: &store.Revision{ID: id, Content: content()}}
		events = append(events, first)
		for range rapid.SampledFrom([]int{0, 0, 0, 1, 2, 3}).Draw(rt, "more") {
			of := rapid.Uint64Range(1, id).Draw(rt, "of")
			e := store.Event{At: p.From, Kind: rapid.SampledFrom(kinds).Draw(rt, "kind"), Progress: &store.Revision{ID: of}}
			if e.Kind == store.Amended {
				e.Progress.Content = content()
			}
			events = append(events, e)
		}
	}
	return events
}

// drawTime draws a time near a period, often exactly at one of its borders or at a change of year.
func drawTime(rt *rapid.T, p plan.Period) time.Time {
	borders := []time.Time{p.From, p.To, p.From.AddDate(0, 0, -30), p.To.AddDate(0, 0, -30), p.To.AddDate(0, 0, -7)}
	for _, year := range []int{p.From.Year(), p.To.Year(), p.To.Year() + 1} {
		borders = append(borders, time.Date(year, 1, 1, 0, 0, 0, 0, p.From.Location()))
	}
	at := rapid.SampledFrom(borders).Draw(rt, "border")
	switch rapid.IntRange(0, 2).Draw(rt, "near") {
	case 0:
		return at.Add(rapid.SampledFrom([]time.Duration{-1, 0, 1, -time.Second, time.Second}).Draw(rt, "by a hair"))
	case 1:
		return at.Add(time.Duration(rapid.IntRange(-72, 72).Draw(rt, "hours")) * time.Hour)
	}
	return at.Add(time.Duration(rapid.IntRange(-60*24, 60*24).Draw(rt, "hours")) * time.Hour)
}

// project makes progress updates of events, as a store does.
func project(events []store.Event) ([]store.Progress, error) {
	byID := map[uint64]store.Progress{}
	for _, e := range events {
		if e.Progress == nil {
			continue
		}
		after, err := store.Project(byID[e.Progress.ID], e)
		if err != nil {
			return nil, err
		}
		byID[e.Progress.ID] = after
	}
	return slices.Collect(maps.Values(byID)), nil
}

// drawExtensions draws requests for later ends of tasks, some granted, some refused, some before the period's end.
func drawExtensions(rt *rapid.T, register *plan.Register, p plan.Period) []store.Event {
	var events []store.Event
	for _, task := range register.Tasks {
		for number := range rapid.SampledFrom([]int{0, 0, 1, 2}).Draw(rt, "requests") {
			e := ledger.Extension{
				Task: task.ID, Number: number + 1, Until: drawTime(rt, p).In(p.From.Location()).Format(time.DateOnly), DecidedAt: drawTime(rt, p),
				State: rapid.SampledFrom([]ledger.ExtensionState{ledger.Asked, ledger.Granted, ledger.Granted, ledger.Refused}).Draw(rt, "decision"),
			}
			record, err := e.Record()
			if err != nil {
				rt.Fatal(err)
			}
			events = append(events, store.Event{At: p.From, Kind: store.RecordKept, Record: &record})
		}
	}
	return events
}

// drawValues draws measured values of targets, some of them changed or withdrawn later.
func drawValues(rt *rapid.T, register *plan.Register, p plan.Period) []store.Event {
	var events []store.Event
	for _, target := range register.Targets {
		for range rapid.IntRange(0, 4).Draw(rt, "values") {
			m := ledger.Measured{
				Target: target.ID, Year: rapid.IntRange(2018, 2028).Draw(rt, "year"), At: p.From, Withdrawn: rapid.IntRange(0, 3).Draw(rt, "withdrawn") == 0,
				Value: rapid.SampledFrom([]float64{0, 60, 70, 85, 90.5, 90.4999, 1200, 1199.9}).Draw(rt, "value"),
			}
			record, err := m.Record()
			if err != nil {
				rt.Fatal(err)
			}
			events = append(events, store.Event{At: p.From, Kind: store.RecordKept, Record: &record})
		}
	}
	return events
}

// kept returns the records that events leave, in the order of their keys, as a store does.
func kept(events []store.Event) []store.Record {
	last := map[string]store.Record{}
	for _, e := range events {
		if e.Record != nil {
			last[e.Record.Key] = *e.Record
		}
	}
	records := slices.Collect(maps.Values(last))
	slices.SortFunc(records, func(a, b store.Record) int { return cmp.Compare(a.Key, b.Key) })
	return records
}
