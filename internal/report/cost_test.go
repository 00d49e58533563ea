package report_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"chutri/internal/plan"
	"chutri/internal/report"
	"chutri/store"
	"chutri/store/bolt"
)

const (
	bigTasks = 2000 // tasks of the large office
	bigWeek  = 500  // updates in the week that is reported on
)

// largeOffice returns an office's register and history: as many updates as asked for, bigWeek of them in the last week and
// the others spread evenly over the years before.
func largeOffice(at *time.Location, updates int) (*plan.Register, plan.Period, []store.Progress) {
	var tasks []plan.Task
	var agencies []plan.Agency
	for i := range 40 {
		agencies = append(agencies, plan.Agency{Key: fmt.Sprintf("so-%d", i), Name: fmt.Sprintf("Sở số %d", i)})
	}
	for i := range bigTasks {
		tasks = append(tasks, plan.Task{
			ID: fmt.Sprintf("LO-%d", i+1), Plan: "lon", Row: i + 1, End: 2024 + i%5, Lead: []string{agencies[i%40].Key},
		})
	}
	week := plan.WeekOf(time.Date(2026, 11, 18, 0, 0, 0, 0, at))
	step := 5 * 365 * 24 * time.Hour / time.Duration(updates)
	var list []store.Progress
	for i := range updates {
		reported := week.From.Add(-step * time.Duration(updates-i))
		if left := updates - i; left <= bigWeek {
			reported = week.To.Add(-time.Duration(left) * 10 * time.Minute)
		}
		task := i * 7919 % bigTasks
		list = append(list, store.Progress{ID: uint64(i + 1), Revision: 1, State: store.StateRecorded, Content: store.Content{
			Task: tasks[task].ID, Agency: agencies[task%40].Key, Status: plan.Statuses[(i+i/bigTasks)%len(plan.Statuses)],
			Text:   "Đã cấp muối i-ốt cho 1.250/2.000 hộ, đạt 62,5%; còn hai xã chưa nhận vì đường hỏng",
			Author: store.Author{ID: 2001, Name: "Nguyễn Thị Hồng"}, ReportedAt: reported, Week: plan.WeekOf(reported).Name,
		}})
	}
	return plan.NewRegister([]plan.Plan{{ID: "lon", Key: "LO", Short: "Lớn"}}, tasks, agencies, nil, nil), week, list
}

func TestReadingDoesNotGrowWithTheHistory(t *testing.T) {
	reads := map[int]int{}
	for _, updates := range []int{10_000, 100_000} {
		register, week, list := largeOffice(time.UTC, updates)
		r := newMemory(list)
		if _, err := report.Compute(r, register, report.Query{Period: week, IssuedAt: week.To}); err != nil {
			t.Fatal(err)
		}
		reads[updates] = r.reads
	}
	if few, many := reads[10_000], reads[100_000]; many > few*3/2 {
		t.Errorf("%d updates read of 10,000 and %d of 100,000", few, many)
	}
}

// fill puts a history into a store in the data folder of a test.
func fill(tb testing.TB, events []store.Event) *bolt.Store {
	tb.Helper()
	s, err := bolt.Open(tb.TempDir(), bolt.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { s.Close() })
	const batch = 5000
	for start := 0; start < len(events); start += batch {
		part := events[start:min(start+batch, len(events))]
		err := s.Update(context.Background(), func(tx store.Tx) error {
			_, err := tx.Apply(store.Step{Key: fmt.Sprint("test:", start), At: part[0].At, Events: part})
			return err
		})
		if err != nil {
			tb.Fatal(err)
		}
	}
	return s
}

func TestFiguresFromTheStoreAreTheSame(t *testing.T) {
	for seed := range 3 {
		c := drawCase(zone(t, "Asia/Ho_Chi_Minh"), 800).Example(seed)
		updates, err := project(c.events)
		if err != nil {
			t.Fatal(err)
		}
		reader := newMemory(updates)
		reader.kept = kept(c.events)
		want, err := report.Compute(reader, office(), c.query)
		if err != nil {
			t.Fatal(err)
		}
		err = fill(t, c.events).View(context.Background(), func(r store.Reader) error {
			got, err := report.Compute(r, office(), c.query)
			got.Standings, want.Standings = nil, nil
			same(t, "figures", got, want)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// BenchmarkWeek computes a week with 500 updates and 2,000 tasks, out of histories of two sizes.
func BenchmarkWeek(b *testing.B) {
	for _, updates := range []int{10_000, 100_000} {
		b.Run(fmt.Sprintf("updates=%d", updates), func(b *testing.B) {
			register, week, list := largeOffice(time.UTC, updates)
			var events []store.Event
			for _, p := range list {
				events = append(events, store.Event{
					At: p.ReportedAt, Actor: 2001, Kind: store.Recorded, Progress: &store.Revision{ID: p.ID, Content: &p.Content},
				})
			}
			s := fill(b, events)
			b.ReportAllocs()
			for b.Loop() {
				err := s.View(context.Background(), func(r store.Reader) error {
					f, err := report.Compute(r, register, report.Query{Period: week, IssuedAt: week.To})
					if len(f.Updates) != bigWeek {
						b.Fatalf("%d updates in the week", len(f.Updates))
					}
					return err
				})
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
