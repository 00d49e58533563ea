package report_test

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"chutri/internal/chat"
	"chutri/internal/filetest"
	"chutri/internal/ledger"
	"chutri/internal/plan"
	"chutri/internal/report"
	"chutri/internal/texts"
	"chutri/store"
)

// busyWeek has something of everything.
func busyWeek(t *testing.T) []store.Progress {
	r := hanoi(t)
	r.add("2026-09-01 09:00", "XA-1", "so-nn", plan.InProgress)
	r.add("2026-11-04 09:00", "XA-2", "so-nn", plan.InProgress, percent(40))
	r.add("2026-11-16 00:00", "MU-1", "so-ct", plan.InProgress, percent(62.5), counted(1250, 2000, "hộ"))
	r.add("2026-11-17 09:00", "XA-2", "so-nn", plan.Blocked, obstacle("Chưa có kinh phí <2026>,\nchờ Sở Tài chính & UBND tỉnh"))
	r.add("2026-11-18 10:00", "MU-2", "so-yt", plan.Done)
	r.add("2026-11-19 14:00", "XA-4", "so-tc", plan.InProgress)
	r.add("2026-11-20 09:00", "XA-D1", "so-tc", plan.InProgress)
	r.add("2026-11-20 09:30", "TI-D2", "so-nn", plan.InProgress)
	r.add("2026-11-20 09:40", "XA-5", "", plan.InProgress, percent(10), func(p *store.Progress) { p.Estimate = true })
	r.add("2026-11-22 23:59", "TI-D1", "so-nn", plan.NotStarted)
	return r.list
}

func TestDigestReads(t *testing.T) {
	friday := time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name, period string
		query        report.Query
		list         []store.Progress
		values       []ledger.Measured
	}{
		{"week", "2026-W47", report.Query{IssuedAt: friday}, busyWeek(t), nil},
		{"empty", "2026-W53", report.Query{Scope: report.Scope{Plan: "xanh", Part: "1"}}, busyWeek(t), nil},
		{"ended", "2026-11", report.Query{Scope: report.Scope{Plan: "muoi"}}, busyWeek(t), []ledger.Measured{{Target: "MU-T1", Year: 2025, Value: 92}}},
		{"agency", "2026-Q4", report.Query{Scope: report.Scope{Agency: "so-nn"}}, busyWeek(t), nil},
		{"year", "2026", report.Query{Scope: report.Scope{Plan: "xanh"}}, busyWeek(t), []ledger.Measured{
			{Target: "XA-T1", Year: 2026, Value: 43.25}, {Target: "XA-T2", Year: 2024, Value: 80.5}, {Target: "XA-T2", Year: 2026, Value: 84.2, Source: "Chi cục <Thủy lợi>"},
			{Target: "XA-T2", Year: 2027, Value: 90},
		}},
		{"no-tasks", "2026-H2", report.Query{Scope: report.Scope{Agency: "hoi-nd"}}, busyWeek(t), nil},
	} {
		for _, language := range texts.Languages {
			t.Run(c.name+" "+language, func(t *testing.T) {
				f := compute(t, c.period, c.query, c.list, c.values...)
				say := catalog(t).In(language)
				pages := report.Text(f, office(), say)
				filetest.Golden(t, filepath.Join("testdata", c.name+"."+language+".html"), strings.Join(pages, "\n=== page ===\n")+"\n")
				filetest.Golden(t, filepath.Join("testdata", c.name+"."+language+".txt"), report.Plain(f, office(), say)+"\n")
			})
		}
	}
}

func TestPeriodsAreNamedAsOfficesNameThem(t *testing.T) {
	for name, want := range map[string][2]string{
		"2026-W47": {"Tuần 47/2026 (16/11–22/11)", "Week 47/2026 (16/11–22/11)"},
		"2026-W01": {"Tuần 1/2026 (29/12/2025–04/01/2026)", "Week 1/2026 (29/12/2025–04/01/2026)"},
		"2026-W53": {"Tuần 53/2026 (28/12/2026–03/01/2027)", "Week 53/2026 (28/12/2026–03/01/2027)"},
		"2026-09":  {"Tháng 9/2026", "Month 9/2026"},
		"2026-Q4":  {"Quý IV/2026", "Quarter IV/2026"},
		"2026-H1":  {"6 tháng đầu năm 2026", "First half of 2026"},
		"2026-H2":  {"6 tháng cuối năm 2026", "Second half of 2026"},
		"2026":     {"Năm 2026", "Year 2026"},
	} {
		p := period(t, name, time.UTC)
		for i, language := range texts.Languages {
			same(t, name, report.PeriodName(p, catalog(t).In(language)), want[i])
		}
	}
}

var tags = regexp.MustCompile(`<(/?)([a-z]+)>`)

// balanced reports whether every tag of a page is closed on that page.
func balanced(page string) bool {
	var open []string
	for _, tag := range tags.FindAllStringSubmatch(page, -1) {
		switch {
		case tag[1] == "":
			open = append(open, tag[2])
		case len(open) == 0 || open[len(open)-1] != tag[2]:
			return false
		default:
			open = open[:len(open)-1]
		}
	}
	return len(open) == 0
}

func TestLongReportsArePagedWithinTheServicesLimit(t *testing.T) {
	var tasks []plan.Task
	var agencies []plan.Agency
	r := hanoi(t)
	long := strings.Repeat("vướng <&> 🙂 ", 400)
	for i := range 400 {
		id, key := fmt.Sprintf("DA-%d", i+1), fmt.Sprintf("so-%d", i)
		tasks = append(tasks, plan.Task{ID: id, Plan: "dai", Row: i + 1, End: 2026, Lead: []string{key}, Title: strings.Repeat("việc & ", 12)})
		agencies = append(agencies, plan.Agency{Key: key, Name: fmt.Sprintf("Sở <%d> %s", i, strings.Repeat("ngành & nghề ", 6))})
		switch i % 4 {
		case 0:
			r.add("2026-12-29 09:00", id, key, plan.Blocked, obstacle(long))
		case 1:
			r.add("2026-12-29 09:00", id, key, plan.Done)
		case 2:
			r.add("2026-12-29 09:00", id, key, plan.InProgress, counted(1, 2, long))
		}
	}
	register := plan.NewRegister([]plan.Plan{{ID: "dai", Key: "DA", Short: "Dài & <rộng>"}}, tasks, agencies, nil, nil)
	at := zone(t, "Asia/Ho_Chi_Minh")
	f, err := report.Compute(newMemory(r.list), register, report.Query{
		Scope: report.Scope{Plan: "dai"}, Period: period(t, "2026-W53", at), IssuedAt: time.Date(2026, 12, 30, 15, 0, 0, 0, at),
	})
	if err != nil {
		t.Fatal(err)
	}
	pages := report.Text(f, register, catalog(t).In("vi"))
	for i, page := range pages {
		if n := len(utf16.Encode([]rune(page))); n > chat.MaxText*3/4 {
			t.Errorf("page %d has %d units", i+1, n)
		}
		if !balanced(page) || strings.Contains(tags.ReplaceAllString(page, ""), "<") {
			t.Errorf("page %d is no good HTML:\n%s", i+1, page)
		}
	}
	all := strings.Join(pages[1:], "\n")
	for _, task := range tasks {
		if !strings.Contains(all, "<b>"+task.ID+"</b>") {
			t.Errorf("%s is on no page", task.ID)
		}
	}
	if lines := strings.Count(pages[0], "\n"); lines > 40 {
		t.Errorf("the first page has %d lines", lines)
	}
	if plain := report.Plain(f, register, catalog(t).In("vi")); strings.Contains(plain, "<b>") || !strings.Contains(plain, "Sở <399>") {
		t.Error("the plain text is not plain or not whole")
	}
}

func TestRateIsNeverRoundedUpToAll(t *testing.T) {
	var tasks []plan.Task
	r := hanoi(t)
	for i := range 20001 {
		id := fmt.Sprintf("DA-%d", i+1)
		tasks = append(tasks, plan.Task{ID: id, Plan: "dai", Row: i + 1, Lead: []string{"so"}})
		if i > 0 {
			r.add("2026-09-17 09:00", id, "so", plan.Done)
		}
	}
	register := plan.NewRegister([]plan.Plan{{ID: "dai", Key: "DA"}}, tasks, []plan.Agency{{Key: "so", Name: "Sở"}}, nil, nil)
	f, err := report.Compute(newMemory(r.list), register, report.Query{Period: period(t, "2026-W47", time.UTC), IssuedAt: time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	text := report.Text(f, register, catalog(t).In("vi"))[0]
	if !strings.Contains(text, "99,99%") || !strings.Contains(text, "20.000/20.001") {
		t.Error(text)
	}
}
