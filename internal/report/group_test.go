package report_test

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"chutri/internal/plan"
	"chutri/internal/report"
)

func TestGroupsHoldTheTasksOfEachAgencyAndPart(t *testing.T) {
	friday := time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		scope report.Scope
		by    report.Grouping
		want  []string // key and number of tasks
	}{
		"agencies":       {report.Scope{}, report.ByAgency, []string{"so-nn 4", "so-ct 2", "so-yt 1", "so-xd 1", "cac-so 1", "so-tc 1", " 1"}},
		"plans":          {report.Scope{}, report.ByPart, []string{"muoi 2", "xanh 5", "tin 2"}},
		"parts":          {report.Scope{Plan: "xanh"}, report.ByPart, []string{"1 2", "2 2", "12 1"}},
		"parts of one":   {report.Scope{Plan: "xanh", Part: "1"}, report.ByPart, []string{"1.1 1", "1 1"}},
		"without parts":  {report.Scope{Plan: "muoi"}, report.ByPart, []string{" 2"}},
		"without a task": {report.Scope{Agency: "hoi-nd"}, report.ByAgency, nil},
	} {
		f := compute(t, "2026-W47", report.Query{Scope: c.scope, IssuedAt: friday}, busyWeek(t))
		var got []string
		for _, g := range f.Groups(office(), c.by) {
			got = append(got, g.Key+" "+strconv.Itoa(g.Total))
			sum := 0
			for _, status := range report.Statuses {
				sum += g.ByStatus[status]
			}
			if sum != g.Total || len(g.Tasks) != g.Total {
				t.Errorf("%s: group %q of %d has %d tasks and statuses of %d", name, g.Key, g.Total, len(g.Tasks), sum)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestMergedGroupsCountATaskOnce(t *testing.T) {
	f := compute(t, "2026-W47", report.Query{}, busyWeek(t))
	all := f.Merge(f.Groups(office(), report.ByAgency))
	if all.Total != f.Total || len(all.Tasks) != f.Total || all.ByStatus[plan.Blocked] != f.ByStatus[plan.Blocked] {
		t.Errorf("all groups together are %+v, want %d tasks", all, f.Total)
	}
	if none := f.Merge(nil); none.Total != 0 || len(none.ByStatus) != len(report.Statuses) {
		t.Errorf("no groups together are %+v", none)
	}
}
