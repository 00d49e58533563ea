package report_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"chutri/internal/plan"
	"chutri/internal/texts"
	"chutri/store"
)

// memory is the part of a store.Reader that reports read, over progress updates in memory.
type memory struct {
	store.Reader
	byTime []store.Progress            // the earliest report first
	byTask map[string][]store.Progress // the latest report first
	kept   []store.Record              // in the order of their keys
	reads  int                         // updates that were handed out
}

func (m *memory) Records(collection, beginning string, each func(store.Record) bool) error {
	for _, r := range m.kept {
		if r.Collection == collection && strings.HasPrefix(r.Key, beginning) && !each(r) {
			break
		}
	}
	return nil
}

func newMemory(updates []store.Progress) *memory {
	m := &memory{byTime: slices.Clone(updates), byTask: map[string][]store.Progress{}}
	slices.SortFunc(m.byTime, func(a, b store.Progress) int {
		return cmp.Or(a.ReportedAt.Compare(b.ReportedAt), cmp.Compare(a.ID, b.ID))
	})
	for _, p := range slices.Backward(m.byTime) {
		m.byTask[p.Task] = append(m.byTask[p.Task], p)
	}
	return m
}

func (m *memory) ProgressByTask(task string, each func(store.Progress) bool) error {
	for _, p := range m.byTask[task] {
		m.reads++
		if !each(p) {
			break
		}
	}
	return nil
}

func (m *memory) ProgressBetween(from, to time.Time, each func(store.Progress) bool) error {
	start, _ := slices.BinarySearchFunc(m.byTime, from, func(p store.Progress, at time.Time) int {
		return p.ReportedAt.Compare(at)
	})
	for _, p := range m.byTime[start:] {
		if !p.ReportedAt.Before(to) {
			break
		}
		m.reads++
		if !each(p) {
			break
		}
	}
	return nil
}

// office returns a small register with everything that figures treat specially: a plan that has ended, one without a table,
// duties beside a table, parts within parts, tasks led by two, by a collective and by nobody known.
func office() *plan.Register {
	plans := []plan.Plan{
		{ID: "muoi", Key: "MU", Name: "Kế hoạch muối", Short: "Kế hoạch muối", Start: 2018, End: 2025},
		{
			ID: "xanh", Key: "XA", Name: "Kế hoạch xanh đến năm 2030", Short: "Kế hoạch xanh", Start: 2018, End: 2030,
			Phases: []int{2020}, Parts: []plan.Part{
				{ID: "1", Title: "Rừng & biển"}, {ID: "1.1", Title: "Rừng ngập mặn"}, {ID: "2", Title: "Nước sạch"}, {ID: "12", Title: "Rác"},
			},
		},
		{ID: "tin", Key: "TI", Name: "Kế hoạch từ tin đăng", Short: "Tin đăng"},
	}
	task := func(id, planID string, row int, end int, title string, lead, coordinating []string) plan.Task {
		return plan.Task{ID: id, Plan: planID, Row: row, End: end, Title: title, Lead: lead, Coordinating: coordinating, Role: plan.RoleLead}
	}
	tasks := []plan.Task{
		task("MU-1", "muoi", 1, 2025, "Cấp muối i-ốt cho hộ nghèo, cận nghèo", []string{"so-ct"}, []string{"so-yt"}),
		task("MU-2", "muoi", 2, 2025, "Kiểm tra chất lượng muối bán ở các chợ", []string{"so-yt", "so-ct"}, nil),
		task("XA-1", "xanh", 1, 2020, "Trồng 50 ha rừng ngập mặn ven biển", []string{"so-nn"}, []string{"so-tc"}),
		task("XA-2", "xanh", 2, 2026, "Giao khoán bảo vệ rừng <phòng hộ> & đặc dụng", []string{"so-nn"}, []string{"so-ct", "cac-so"}),
		task("XA-3", "xanh", 3, 0, "Cấp nước sạch cho xã đảo, xã bãi ngang", []string{"so-xd", "so-nn"}, nil),
		task("XA-4", "xanh", 4, 2030, "Phân loại rác tại nguồn ở cơ quan, trường học", []string{"cac-so"}, []string{"so-tc"}),
		task("XA-5", "xanh", 5, 0, "Nội dung bị mất trong bản quét", nil, []string{"so-tc"}),
		task("XA-D1", "xanh", 0, 0, "Bố trí kinh phí hằng năm", []string{"so-tc"}, nil),
		task("TI-D1", "tin", 0, 0, "Hướng dẫn các huyện triển khai", []string{"so-nn"}, nil),
		task("TI-D2", "tin", 0, 2028, "Tổng hợp, báo cáo tỉnh", []string{"so-tc"}, []string{"so-nn"}),
	}
	for i, part := range map[int]string{2: "1.1", 3: "1", 4: "2", 5: "12", 6: "2"} {
		tasks[i].Part = part
	}
	agencies := []plan.Agency{
		{Key: "so-ct", Name: "Sở Công Thương", MemberOf: []string{"cac-so"}},
		{Key: "so-nn", Name: "Sở Nông nghiệp và Phát triển nông thôn", MemberOf: []string{"cac-so"}},
		{Key: "so-tc", Name: "Sở Tài chính", MemberOf: []string{"cac-so"}},
		{Key: "so-xd", Name: "Sở Xây dựng", MemberOf: []string{"cac-so"}},
		{Key: "so-yt", Name: "Sở Y tế", MemberOf: []string{"cac-so"}},
		{Key: "cac-so", Name: "Các sở, ban, ngành tỉnh", Kind: plan.Collective},
		{Key: "hoi-nd", Name: "Hội Nông dân tỉnh"},
	}
	targets := []plan.Target{
		{ID: "XA-T1", Plan: "xanh", Name: "Tỷ lệ che phủ rừng", Unit: "%"},
		{
			ID: "XA-T2", Plan: "xanh", Name: "Hộ dùng nước sạch", Unit: "%", Tasks: []string{"XA-3", "XA-4"}, Baseline: &plan.YearValue{Year: 2018, Value: 60},
			Values: []plan.TargetValue{{Year: 2020, Op: ">=", Value: 70}, {Year: 2026, Op: "=", Value: 85}},
		},
		{ID: "XA-T3", Plan: "xanh", Name: "Rừng ngập mặn bị mất", Unit: "ha", Tasks: []string{"XA-1"}, Values: []plan.TargetValue{{Year: 2025, Op: "<", Value: 1200}}},
		{ID: "MU-T1", Plan: "muoi", Name: "Hộ dùng muối i-ốt", Unit: "%", Tasks: []string{"MU-1"}, Values: []plan.TargetValue{{Year: 2025, Op: "=", Value: 90.5}}},
	}
	return plan.NewRegister(plans, tasks, agencies, targets, nil)
}

// reports builds progress updates for tests, numbered from 1.
type reports struct {
	zone *time.Location
	list []store.Progress
}

// add records an update; at is written "2026-11-18 09:00".
func (r *reports) add(at, task, agency string, status plan.Status, change ...func(*store.Progress)) {
	reported, err := time.ParseInLocation("2006-01-02 15:04", at, r.zone)
	if err != nil {
		panic(err)
	}
	p := store.Progress{ID: uint64(len(r.list) + 1), Revision: 1, State: store.StateRecorded, Content: store.Content{
		Task: task, Agency: agency, Status: status, Text: "báo cáo", ReportedAt: reported, Week: plan.WeekOf(reported).Name,
	}}
	for _, do := range change {
		do(&p)
	}
	r.list = append(r.list, p)
}

func percent(value float64) func(*store.Progress) {
	return func(p *store.Progress) { p.Percent = &value }
}

func counted(value, of float64, unit string) func(*store.Progress) {
	return func(p *store.Progress) { p.Quantities = []plan.Quantity{{Value: value, Of: &of, Unit: unit}} }
}

func obstacle(text string) func(*store.Progress) {
	return func(p *store.Progress) { p.Obstacle = text }
}

func state(s store.State) func(*store.Progress) {
	return func(p *store.Progress) { p.State = s }
}

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	loaded, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loaded
}

func period(t testing.TB, name string, zone *time.Location) plan.Period {
	t.Helper()
	p, err := plan.ParsePeriod(name, zone)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func catalog(t testing.TB) *texts.Catalog {
	t.Helper()
	c, err := texts.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}
