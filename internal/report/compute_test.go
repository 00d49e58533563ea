package report_test

import (
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"chutri/internal/ledger"
	"chutri/internal/plan"
	"chutri/internal/report"
	"chutri/store"
)

// compute is report.Compute for a period in Hà Nội's time, issued when it has just ended unless a query says more.
func compute(t *testing.T, periodName string, query report.Query, list []store.Progress, values ...ledger.Measured) report.Figures {
	t.Helper()
	query.Period = period(t, periodName, zone(t, "Asia/Ho_Chi_Minh"))
	if query.IssuedAt.IsZero() {
		query.IssuedAt = query.Period.To
	}
	reader := newMemory(list)
	for _, v := range values {
		record, err := v.Record()
		if err != nil {
			t.Fatal(err)
		}
		reader.kept = append(reader.kept, record)
	}
	f, err := report.Compute(reader, office(), query)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func hanoi(t *testing.T) *reports { return &reports{zone: zone(t, "Asia/Ho_Chi_Minh")} }

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func TestEverythingIsNotReportedBeforeAnybodyReports(t *testing.T) {
	f := compute(t, "2026-W47", report.Query{}, nil)
	same(t, "total", f.Total, 9)
	same(t, "not reported", f.ByStatus[plan.NotReported], 9)
	same(t, "statuses", len(f.ByStatus), 6)
	same(t, "classes", f.Classes, map[report.Class]int{
		report.DoneOnTime: 0, report.DoneLate: 0, report.OpenOnTime: 6, report.OpenLate: 3,
	})
	same(t, "rates", f.Rates, report.Rates{})
	same(t, "no due date", f.NoDueDate, 3)
	same(t, "silent", f.SilentAgencies, []string{"so-nn", "so-tc", "so-xd"})
	same(t, "ended", f.Ended, []string{"muoi"})
	same(t, "changed", f.Changed, []string{})
	same(t, "silent tasks", f.SilentTasks, []string{})
}

func TestLatestReportOfALeadThatCountsSetsTheStatus(t *testing.T) {
	r := hanoi(t)
	r.add("2026-11-03 09:00", "XA-2", "so-nn", plan.InProgress)
	r.add("2026-11-17 09:00", "XA-2", "so-nn", plan.Blocked)
	r.add("2026-11-18 09:00", "XA-2", "so-nn", plan.Done, state(store.StateWithdrawn))
	r.add("2026-11-18 10:00", "XA-2", "so-nn", plan.Done, state(store.StateReturned))
	r.add("2026-11-19 09:00", "XA-2", "so-ct", plan.Done)
	r.add("2026-11-23 00:00", "XA-2", "so-nn", plan.Done)
	f := compute(t, "2026-W47", report.Query{Scope: report.Scope{Plan: "XA"}}, r.list)
	same(t, "plan", f.Plan, "xanh")
	same(t, "blocked", f.Blocked, []string{"XA-2"})
	same(t, "before", f.Before[plan.InProgress], 1)
	same(t, "updates", f.Updates, []uint64{2, 5})
	same(t, "changed", f.Changed, []string{"XA-2"})
}

func TestCoordinatingReportIsNewsButNoStatus(t *testing.T) {
	r := hanoi(t)
	r.add("2026-11-17 09:00", "XA-1", "so-tc", plan.Done)
	f := compute(t, "2026-W47", report.Query{}, r.list)
	same(t, "not reported", f.ByStatus[plan.NotReported], 9)
	same(t, "changed", f.Changed, []string{"XA-1"})
	same(t, "completed", f.Completed, []string{})
	same(t, "silent", f.SilentAgencies, []string{"so-nn", "so-xd"})
}

func TestAnybodySetsTheStatusOfATaskWhoseLeadIsLost(t *testing.T) {
	r := hanoi(t)
	r.add("2026-11-17 09:00", "XA-5", "", plan.InProgress)
	f := compute(t, "2026-W47", report.Query{}, r.list)
	same(t, "in progress", f.ByStatus[plan.InProgress], 1)
}

func TestDoneCountsFromItsFirstReport(t *testing.T) {
	r := hanoi(t)
	r.add("2020-11-17 09:00", "XA-1", "so-nn", plan.Done)
	r.add("2020-12-01 09:00", "XA-1", "so-nn", plan.InProgress)
	r.add("2020-12-31 23:59", "XA-1", "so-nn", plan.Done)
	r.add("2021-01-02 09:00", "XA-1", "so-nn", plan.Done)
	r.add("2027-01-01 00:00", "XA-2", "so-nn", plan.Done)
	f := compute(t, "2026-W53", report.Query{}, r.list)
	same(t, "on time", f.Classes[report.DoneOnTime], 1)
	same(t, "late", f.Classes[report.DoneLate], 1)
	same(t, "completed", f.Completed, []string{"XA-2"})
	same(t, "of due", f.Rates.DoneOfDue, 2.0/4)
	same(t, "of all", f.Rates.DoneOfAll, 2.0/9)
	same(t, "done at", f.Standings[2].DoneAt.Format("2006-01-02 15:04"), "2020-12-31 23:59")
}

func TestATaskIsOnTimeByTheDayOnWhichItWasFinished(t *testing.T) {
	finished := func(day string) func(*store.Progress) {
		return func(p *store.Progress) { p.Finished = day }
	}
	r := hanoi(t)
	r.add("2026-11-17 09:00", "MU-1", "so-ct", plan.Done, finished("2025-12-31"))
	r.add("2026-11-18 09:00", "MU-1", "so-ct", plan.Done)
	r.add("2026-11-17 09:00", "MU-2", "so-yt", plan.Done, finished("2026-01-01"))
	f := compute(t, "2026-W47", report.Query{Scope: report.Scope{Plan: "muoi"}}, r.list)
	same(t, "on time", f.Classes[report.DoneOnTime], 1)
	same(t, "late", f.Classes[report.DoneLate], 1)
	same(t, "news of the week that told it", f.Completed, []string{"MU-1", "MU-2"})
	same(t, "finished", f.Standings[0].FinishedAt().Format("2006-01-02 15:04"), "2025-12-31 00:00")
}

func TestAFigureOfAWeekStandsBesideTheOneSinceTheBeginning(t *testing.T) {
	figures := func(list ...plan.Quantity) func(*store.Progress) {
		return func(p *store.Progress) { p.Quantities = list }
	}
	sum, week := plan.Quantity{Value: 45, Unit: "lớp"}, plan.Quantity{Value: 3, Unit: "lớp", Span: plan.OfWeek}
	r := hanoi(t)
	r.add("2026-11-03 09:00", "XA-2", "so-nn", plan.InProgress, figures(sum))
	r.add("2026-11-04 09:00", "XA-2", "so-nn", plan.InProgress, figures(plan.Quantity{Value: 50, Unit: "lớp"}), func(p *store.Progress) { p.State = store.StateWithdrawn })
	r.add("2026-11-05 09:00", "XA-2", "so-ct", plan.InProgress, figures(plan.Quantity{Value: 7, Unit: "lớp"}))
	r.add("2026-11-10 09:00", "XA-2", "so-nn", plan.InProgress)
	r.add("2026-11-17 09:00", "XA-2", "so-nn", plan.InProgress, figures(week))
	f := compute(t, "2026-W47", report.Query{}, r.list)
	same(t, "figures", f.Standings[3].Latest.Quantities, []plan.Quantity{sum, week})
	same(t, "figures of what moved", f.Standings[3].Moved.Quantities, []plan.Quantity{sum, week})
}

func TestStoppedTaskHasNoClass(t *testing.T) {
	r := hanoi(t)
	r.add("2026-11-17 09:00", "XA-1", "so-nn", plan.Stopped)
	f := compute(t, "2026-W47", report.Query{}, r.list)
	sum := 0
	for _, n := range f.Classes {
		sum += n
	}
	same(t, "classes", sum, f.Total-1)
	same(t, "late", f.Classes[report.OpenLate], 2)
}

func TestTaskIsOverdueFromTheMomentItsYearEnds(t *testing.T) {
	at := func(s string) report.Query {
		issued, _ := time.Parse(time.RFC3339, s)
		return report.Query{Scope: report.Scope{Plan: "muoi"}, IssuedAt: issued}
	}
	before := compute(t, "2026-W01", at("2025-12-31T23:59:59+07:00"), nil)
	same(t, "late on the last day", before.Classes[report.OpenLate], 0)
	same(t, "due soon", before.DueSoon, []string{"MU-1", "MU-2"})
	same(t, "silent", before.SilentAgencies, []string{"so-ct", "so-yt"})
	after := compute(t, "2026-W01", at("2026-01-02T15:00:00+07:00"), nil)
	same(t, "late the day after", after.Classes[report.OpenLate], 2)
	same(t, "due soon", after.DueSoon, []string{})
	same(t, "silent once the plan has ended", after.SilentAgencies, []string{})
	same(t, "still counted", after.Total, 2)
	year := compute(t, "2025", at("2026-03-01T15:00:00+07:00"), nil)
	same(t, "late in the year's report", year.Classes[report.OpenLate], 2)
	same(t, "silent in the year's report", year.SilentAgencies, []string{"so-ct", "so-yt"})
}

func TestDueSoonReachesTwoWeeksBehindTheWeek(t *testing.T) {
	for name, want := range map[string][]string{
		"2026-W49": {}, "2026-W50": {}, "2026-W51": {"XA-2"}, "2026-W52": {"XA-2"},
		"2028-W49": {}, "2028-W50": {"TI-D2"},
	} {
		f := compute(t, name, report.Query{}, nil)
		same(t, name, f.DueSoon, want)
	}
	march := time.Date(2026, 3, 5, 9, 0, 0, 0, time.UTC)
	same(t, "a year that still runs", compute(t, "2026", report.Query{IssuedAt: march}, nil).DueSoon, []string{})
}

func TestAgencyIsAskedForWhatItsCollectiveLeads(t *testing.T) {
	r := hanoi(t)
	r.add("2026-11-17 09:00", "XA-1", "so-tc", plan.InProgress)
	r.add("2026-11-17 09:30", "XA-D1", "so-tc", plan.InProgress)
	r.add("2026-11-18 09:00", "XA-4", "so-yt", plan.InProgress)
	r.add("2026-11-18 09:00", "XA-2", "so-nn", plan.InProgress)
	f := compute(t, "2026-W47", report.Query{Scope: report.Scope{Agency: "so-tc"}}, r.list)
	same(t, "total", f.Total, 2)
	same(t, "updates", f.Updates, []uint64{1, 2, 3})
	same(t, "changed", f.Changed, []string{"XA-4"})
	same(t, "outside", f.Outside, []string{"XA-1", "XA-D1"})
	same(t, "silent", f.SilentAgencies, []string{})
	idle := compute(t, "2026-W47", report.Query{Scope: report.Scope{Agency: "so-ct", Plan: "xanh"}}, r.list)
	same(t, "silent", idle.SilentAgencies, []string{"so-ct"})
	same(t, "silent collective", compute(t, "2026-W47", report.Query{Scope: report.Scope{Agency: "cac-so"}}, nil).SilentAgencies, []string{})
	same(t, "agency without tasks", compute(t, "2026-W47", report.Query{Scope: report.Scope{Agency: "hoi-nd"}}, r.list).Total, 0)
}

func TestPartHoldsThePartsBelowIt(t *testing.T) {
	r := hanoi(t)
	r.add("2026-11-17 09:00", "XA-1", "so-nn", plan.InProgress)
	r.add("2026-11-17 09:00", "XA-4", "so-nn", plan.InProgress)
	r.add("2026-11-17 09:00", "XA-T1", "so-nn", plan.InProgress)
	f := compute(t, "2026-W47", report.Query{Scope: report.Scope{Plan: "xanh", Part: "1"}}, r.list)
	same(t, "total", f.Total, 2)
	same(t, "updates", f.Updates, []uint64{1})
}

func TestReportsOnDutiesAndTargetsAreNotedOutside(t *testing.T) {
	r := hanoi(t)
	r.add("2026-11-17 09:00", "XA-D1", "so-tc", plan.Done)
	r.add("2026-11-17 09:00", "XA-T1", "so-nn", plan.InProgress)
	r.add("2026-11-18 09:00", "XA-T1", "so-nn", plan.InProgress)
	r.add("2026-11-18 09:00", "QQ-1", "so-nn", plan.InProgress)
	r.add("2026-11-18 09:00", "TI-D1", "so-nn", plan.InProgress)
	f := compute(t, "2026-W47", report.Query{}, r.list)
	same(t, "updates", f.Updates, []uint64{1, 2, 3, 5})
	same(t, "outside", f.Outside, []string{"XA-D1", "XA-T1"})
	same(t, "changed", f.Changed, []string{"TI-D1"})
	same(t, "done", f.ByStatus[plan.Done], 0)
	same(t, "silent", f.SilentAgencies, []string{"so-xd"})
}

func TestTaskIsSilentWhenItsNewsIsOld(t *testing.T) {
	r := hanoi(t)
	r.add("2026-10-23 23:59", "XA-1", "so-nn", plan.InProgress)
	r.add("2026-10-24 00:00", "XA-2", "so-nn", plan.InProgress)
	r.add("2026-09-01 09:00", "XA-3", "so-nn", plan.Done)
	r.add("2024-09-01 09:00", "MU-1", "so-ct", plan.InProgress)
	same(t, "30 days", compute(t, "2026-W47", report.Query{}, r.list).SilentTasks, []string{"XA-1"})
	same(t, "10 days", compute(t, "2026-W47", report.Query{SilentDays: 10}, r.list).SilentTasks, []string{"XA-1", "XA-2"})
}

func TestUnknownScopeIsRefused(t *testing.T) {
	for _, scope := range []report.Scope{
		{Plan: "không"}, {Agency: "so-khong"}, {Part: "1"}, {Plan: "xanh", Part: "9"},
	} {
		_, err := report.Compute(newMemory(nil), office(), report.Query{
			Scope: scope, Period: period(t, "2026-W47", time.UTC), IssuedAt: time.Now(),
		})
		if !errors.Is(err, report.ErrScope) {
			t.Errorf("%+v: got %v", scope, err)
		}
	}
}

func TestRecordsStandBehindEachFigure(t *testing.T) {
	r := hanoi(t)
	r.add("2026-11-10 09:00", "XA-2", "so-nn", plan.InProgress)
	r.add("2026-11-17 09:00", "XA-2", "so-nn", plan.Done)
	r.add("2026-11-18 09:00", "XA-D1", "so-tc", plan.Done)
	r.add("2026-11-19 09:00", "XA-2", "so-ct", plan.InProgress)
	f := compute(t, "2026-W47", report.Query{Scope: report.Scope{Plan: "xanh"}}, r.list)
	for figure, want := range map[report.Figure]string{
		"total":                        "[XA-1 XA-2 XA-3 XA-4 XA-5] [2]",
		"by_status.done":               "[XA-2] [2]",
		"before.by_status.in_progress": "[XA-2] [1]",
		"before.by_status.done":        "[] []",
		"classes.open_late":            "[XA-1] []",
		"classes.done_on_time":         "[XA-2] [2]",
		"no_due_date":                  "[XA-3 XA-5] []",
		"rates.done_of_due":            "[XA-1 XA-2] [2]",
		"updates":                      "[XA-2] [2 3 4]",
		"changed":                      "[XA-2] [2 4]",
		"completed":                    "[XA-2] [2]",
		"outside":                      "[] [3]",
		"silent_agencies":              "[XA-3] []",
	} {
		records, ok := f.Records(figure)
		if got := fmt.Sprint(records.Tasks, records.Updates); !ok || got != want {
			t.Errorf("%s: got %s, %v, want %s", figure, got, ok, want)
		}
	}
	for _, figure := range []report.Figure{"", "by_status.good", "classes.", "done", "before.total"} {
		if _, ok := f.Records(figure); ok {
			t.Errorf("%q is taken for a figure", figure)
		}
	}
}

func TestGrantedExtensionMovesTheDueDateFromThenOn(t *testing.T) {
	r := hanoi(t)
	r.add("2026-12-30 09:00", "XA-1", "so-nn", plan.Done)
	request := func(number int, state ledger.ExtensionState, until, decided string) store.Record {
		at, err := time.ParseInLocation("2006-01-02 15:04", decided, zone(t, "Asia/Ho_Chi_Minh"))
		if err != nil {
			t.Fatal(err)
		}
		record, err := ledger.Extension{Task: "XA-1", Number: number, State: state, First: "2020-12-31", Until: until, DecidedAt: at}.Record()
		if err != nil {
			t.Fatal(err)
		}
		return record
	}
	for name, c := range map[string]struct {
		requests []store.Record
		want     report.Class
		due      string
	}{
		"none":             {nil, report.DoneLate, "2020-12-31"},
		"asked":            {[]store.Record{request(1, ledger.Asked, "2026-12-31", "2026-12-01 08:00")}, report.DoneLate, "2020-12-31"},
		"refused":          {[]store.Record{request(1, ledger.Refused, "2026-12-31", "2026-12-01 08:00")}, report.DoneLate, "2020-12-31"},
		"granted":          {[]store.Record{request(1, ledger.Granted, "2026-12-30", "2026-12-01 08:00")}, report.DoneOnTime, "2026-12-30"},
		"too short":        {[]store.Record{request(1, ledger.Granted, "2026-12-29", "2026-12-01 08:00")}, report.DoneLate, "2026-12-29"},
		"granted later":    {[]store.Record{request(1, ledger.Granted, "2026-12-31", "2027-01-04 00:00")}, report.DoneLate, "2020-12-31"},
		"granted twice":    {[]store.Record{request(1, ledger.Granted, "2026-06-30", "2026-01-01 08:00"), request(2, ledger.Granted, "2026-12-31", "2026-07-01 08:00")}, report.DoneOnTime, "2026-12-31"},
		"then one refused": {[]store.Record{request(1, ledger.Granted, "2026-12-31", "2026-01-01 08:00"), request(2, ledger.Refused, "2027-12-31", "2026-07-01 08:00")}, report.DoneOnTime, "2026-12-31"},
	} {
		t.Run(name, func(t *testing.T) {
			week := period(t, "2026-W53", zone(t, "Asia/Ho_Chi_Minh"))
			reader := newMemory(r.list)
			reader.kept = c.requests
			f, err := report.Compute(reader, office(), report.Query{Period: week, IssuedAt: week.To})
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range f.Standings {
				if s.Task == "XA-1" {
					same(t, "class", s.Class, c.want)
					same(t, "due", s.Due.Format(time.DateOnly), c.due)
				}
			}
		})
	}
}
