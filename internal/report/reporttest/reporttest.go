// Package reporttest gives tests of what is made from figures an office, its reports and the figures of some weeks. They
// hold what is hard to lay out: every Vietnamese letter, markup, formulas, very long texts, very many agencies.
package reporttest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // the office's time zone

	"chutri/internal/ledger"
	"chutri/internal/plan"
	"chutri/internal/report"
	"chutri/store"
)

// Letters are all letters of Vietnamese, without the capitals.
const Letters = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"

// Formula is a text that a spreadsheet program must never run.
const Formula = `=HYPERLINK("http://example.org","x")`

// Markup is a text that must be escaped.
const Markup = `Giao <phòng hộ> & "đặc dụng" ]]> &amp;`

// Long is a text of 4,000 letters.
var Long = string([]rune(strings.Repeat("Vướng mắc về kinh phí, chờ hướng dẫn của cấp trên; ", 80))[:4000])

// Issued is when the reports of the week 2026-W47 are made.
var Issued = time.Date(2026, 11, 20, 15, 0, 0, 0, zone())

func zone() *time.Location {
	z, err := time.LoadLocation("Asia/Ho_Chi_Minh")
	if err != nil {
		panic(err)
	}
	return z
}

// Office returns a register of three plans: "xanh" with a table in parts and 24 lead agencies, "muoi", which ended in 2025,
// and "tin" without a table.
func Office() *plan.Register {
	plans := []plan.Plan{
		{ID: "xanh", Key: "XA", Name: "Kế hoạch xanh đến năm 2030", Short: "Kế hoạch xanh", Start: 2018, End: 2030, Document: "Kế hoạch số 12/KH-UBND", Parts: []plan.Part{
			{ID: "1", Title: "Rừng & biển"}, {ID: "1.1", Title: "Rừng ngập mặn"}, {ID: "2", Title: "Nước sạch và vệ sinh môi trường nông thôn"},
		}},
		{ID: "muoi", Key: "MU", Name: "Kế hoạch muối", Short: "Kế hoạch muối", Start: 2018, End: 2025},
		{ID: "tin", Key: "TI", Name: "Kế hoạch từ tin đăng", Short: "Tin đăng"},
	}
	tasks := []plan.Task{
		{ID: "XA-1", Plan: "xanh", Row: 1, Code: "1.1.1", Part: "1.1", Title: "Trồng 50 ha rừng ngập mặn ven biển", Lead: []string{"so-nn"}, Coordinating: []string{"so-1"}, End: 2020, Source: "Kế hoạch xanh, Phụ lục, mục 1.1.1"},
		{ID: "XA-2", Plan: "xanh", Row: 2, Part: "1", Title: Markup, Lead: []string{"so-nn", "so-abc"}, End: 2026, Source: "Kế hoạch xanh, Phụ lục, hàng 2"},
		{ID: "XA-3", Plan: "xanh", Row: 3, Part: "2", Title: Formula, Lead: []string{"so-abc"}, Source: "+1"},
		{ID: "XA-4", Plan: "xanh", Row: 4, Part: "2", Title: "Nội dung bị mất trong bản quét", Period: "Hằng năm"},
		{ID: "XA-5", Plan: "xanh", Row: 5, Title: "Dọn rác ở " + Letters, Lead: []string{"so-nn"}, End: 2030},
		{ID: "MU-1", Plan: "muoi", Row: 1, Title: "Cấp muối i-ốt cho hộ nghèo", Lead: []string{"so-1"}, Start: 2018, End: 2025},
		{ID: "TI-D1", Plan: "tin", Title: "Hướng dẫn các huyện triển khai", Lead: []string{"so-nn"}},
	}
	agencies := []plan.Agency{
		{Key: "so-nn", Name: "Sở Nông nghiệp và Phát triển nông thôn"},
		{Key: "so-abc", Name: "Sở " + Letters + strings.ToUpper(Letters)},
		{Key: "hoi", Name: "Hội không có nhiệm vụ"},
	}
	for i := range 22 {
		key := fmt.Sprintf("so-%d", i+1)
		agencies = append(agencies, plan.Agency{Key: key, Name: fmt.Sprintf("Ban Chỉ đạo số %d về phát triển kinh tế - xã hội vùng đồng bào dân tộc", i+1)})
		for range 1 + i%4 {
			row := len(tasks) - 1
			tasks = append(tasks, plan.Task{ID: fmt.Sprintf("XA-%d", row), Plan: "xanh", Row: row, Part: "2", Title: fmt.Sprintf("Việc thứ %d của bảng", row), Lead: []string{key}, End: 2027})
		}
	}
	targets := []plan.Target{
		{ID: "XA-T1", Plan: "xanh", Name: "Hộ dùng nước sạch", Unit: "%", Tasks: []string{"XA-3"}, Baseline: &plan.YearValue{Year: 2018, Value: 60}, Values: []plan.TargetValue{{Year: 2026, Op: ">=", Value: 85}}},
		{ID: "XA-T2", Plan: "xanh", Name: "Rừng " + Letters + " " + Markup, Unit: "ha", Tasks: []string{"XA-1"}, Values: []plan.TargetValue{{Year: 2025, Op: "<", Value: 1200}}},
		{ID: "XA-T3", Plan: "xanh", Name: Formula, Unit: "xã", Values: []plan.TargetValue{{Year: 2030, Op: "=", Value: 40}}},
		{ID: "MU-T1", Plan: "muoi", Name: "Hộ dùng muối i-ốt", Unit: "%", Tasks: []string{"MU-1"}},
	}
	return plan.NewRegister(plans, tasks, agencies, targets, nil)
}

// Values are what was measured of the targets.
var Values = []ledger.Measured{
	{Target: "MU-T1", Year: 2025, Value: 92.5, Agency: "so-1"},
	{Target: "XA-T1", Year: 2024, Value: 80.5, Agency: "so-abc"},
	{Target: "XA-T1", Year: 2026, Value: 84.2, Agency: "so-abc", Source: Formula},
	{Target: "XA-T2", Year: 2025, Value: 1180.75, Agency: "so-nn", Source: Markup},
}

// Figures returns the figures of a period, made at Issued, from the reports of Updates.
func Figures(t testing.TB, register *plan.Register, period string, scope report.Scope) report.Figures {
	t.Helper()
	p, err := plan.ParsePeriod(period, zone())
	if err != nil {
		t.Fatal(err)
	}
	f, err := report.Compute(memory{updates: Updates()}, register, report.Query{Scope: scope, Period: p, IssuedAt: Issued})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// Updates returns the reports of September to November 2026, the busiest week being 2026-W47.
func Updates() []store.Progress {
	var list []store.Progress
	add := func(at, task, agency string, content store.Content) {
		reported, err := time.ParseInLocation("2006-01-02 15:04", at, zone())
		if err != nil {
			panic(err)
		}
		content.Task, content.Agency, content.ReportedAt, content.Week = task, agency, reported, plan.WeekOf(reported).Name
		if content.Text == "" {
			content.Text = "báo cáo"
		}
		list = append(list, store.Progress{ID: uint64(len(list) + 1), Revision: 1, State: store.StateRecorded, Content: content})
	}
	percent, whole := 62.5, 2000.0
	add("2026-09-02 09:00", "XA-1", "so-nn", store.Content{Status: plan.InProgress})
	for i := range 12 {
		at := time.Date(2026, 9, 7+7*i, 10, 0, 0, 0, zone()).Format("2006-01-02 15:04")
		add(at, fmt.Sprintf("XA-%d", 6+2*i), fmt.Sprintf("so-%d", i+1), store.Content{Status: plan.Statuses[i%len(plan.Statuses)]})
	}
	add("2026-10-30 09:00", "XA-2", "so-nn", store.Content{Status: plan.InProgress})
	add("2026-11-16 08:00", "XA-1", "so-nn", store.Content{Status: plan.Done})
	add("2026-11-17 08:00", "XA-2", "so-abc", store.Content{Status: plan.Blocked, Obstacle: Long, Next: "Trình UBND tỉnh\x08 bố trí kinh phí"})
	add("2026-11-18 08:00", "XA-3", "so-abc", store.Content{Status: plan.InProgress, Percent: &percent, Text: Formula + "\x00\x08",
		Quantities: []plan.Quantity{{Value: 1250, Of: &whole, Unit: "hộ"}}})
	add("2026-11-19 08:00", "XA-5", "so-nn", store.Content{Status: plan.InProgress, Text: Markup, Obstacle: Markup})
	add("2026-11-20 08:00", "TI-D1", "so-nn", store.Content{Status: plan.NotStarted})
	return list
}

// memory is the part of a store.Reader that reports read.
type memory struct {
	store.Reader
	updates []store.Progress
}

func (m memory) ProgressByTask(task string, each func(store.Progress) bool) error {
	for _, p := range slices.Backward(m.sorted()) {
		if p.Task == task && !each(p) {
			break
		}
	}
	return nil
}

func (m memory) ProgressBetween(from, to time.Time, each func(store.Progress) bool) error {
	for _, p := range m.sorted() {
		if !p.ReportedAt.Before(from) && p.ReportedAt.Before(to) && !each(p) {
			break
		}
	}
	return nil
}

// Records hands out the measured values: the office has granted no extensions.
func (m memory) Records(collection, _ string, each func(store.Record) bool) error {
	for _, v := range Values {
		record, err := v.Record()
		if err != nil {
			return err
		}
		if collection == record.Collection && !each(record) {
			break
		}
	}
	return nil
}

func (m memory) sorted() []store.Progress {
	return slices.SortedFunc(slices.Values(m.updates), func(a, b store.Progress) int {
		return cmp.Or(a.ReportedAt.Compare(b.ReportedAt), cmp.Compare(a.ID, b.ID))
	})
}
