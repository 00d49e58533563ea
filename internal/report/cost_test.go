package report_test

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"testing"
	"time"

	"chutri/internal/plan"
	"chutri/internal/report"
	"chutri/store"
	"chutri/store/bolt"
)

const (
	bigTasks = 10_000 // tasks of the large office
	bigWeek  = 500    // updates in the week that is reported on
	leads    = 40     // agencies that lead its tasks
)

// largeOffice is an office with a history: so many updates, bigWeek of them in the last week and the others spread evenly over
// the five years before.
type largeOffice struct {
	register *plan.Register
	week     plan.Period
	updates  int
}

func newLargeOffice(at *time.Location, updates int) largeOffice {
	var tasks []plan.Task
	var agencies []plan.Agency
	for i := range leads {
		agencies = append(agencies, plan.Agency{Key: fmt.Sprintf("so-%d", i), Name: fmt.Sprintf("Sở số %d", i)})
	}
	for i := range bigTasks {
		tasks = append(tasks, plan.Task{
			ID: fmt.Sprintf("LO-%d", i+1), Plan: "lon", Row: i + 1, End: 2024 + i%5, Lead: []string{agencies[i%leads].Key},
		})
	}
	return largeOffice{
		register: plan.NewRegister([]plan.Plan{{ID: "lon", Key: "LO", Short: "Lớn"}}, tasks, agencies, nil, nil),
		week:     plan.WeekOf(time.Date(2026, 11, 18, 0, 0, 0, 0, at)), updates: updates,
	}
}

// update returns one of the updates; 0 is the first.
func (o largeOffice) update(i int) store.Progress {
	step := 5 * 365 * 24 * time.Hour / time.Duration(o.updates)
	reported := o.week.From.Add(-step * time.Duration(o.updates-i))
	if left := o.updates - i; left <= bigWeek {
		reported = o.week.To.Add(-time.Duration(left) * 10 * time.Minute)
	}
	task := o.register.Tasks[i*7919%bigTasks]
	return store.Progress{ID: uint64(i + 1), Revision: 1, State: store.StateRecorded, Content: store.Content{
		Task: task.ID, Agency: task.Lead[0], Status: plan.Statuses[(i+i/bigTasks)%len(plan.Statuses)],
		Text:   "Đã cấp muối i-ốt cho 1.250/2.000 hộ, đạt 62,5%; còn hai xã chưa nhận vì đường hỏng",
		Author: store.Author{ID: 2001, Name: "Nguyễn Thị Hồng"}, ReportedAt: reported, Week: plan.WeekOf(reported).Name,
	}}
}

// events yields what recorded the updates, in order.
func (o largeOffice) events(yield func(store.Event) bool) {
	for i := range o.updates {
		p := o.update(i)
		e := store.Event{At: p.ReportedAt, Actor: 2001, Kind: store.Recorded, Progress: &store.Revision{ID: p.ID, Content: &p.Content}}
		if !yield(e) {
			return
		}
	}
}

func TestReadingDoesNotGrowWithTheHistory(t *testing.T) {
	reads := map[int]int{}
	for _, updates := range []int{10_000, 100_000} {
		o := newLargeOffice(time.UTC, updates)
		var list []store.Progress
		for i := range updates {
			list = append(list, o.update(i))
		}
		r := newMemory(list)
		if _, err := report.Compute(r, o.register, report.Query{Period: o.week, IssuedAt: o.week.To}); err != nil {
			t.Fatal(err)
		}
		reads[updates] = r.reads
	}
	if few, many := reads[10_000], reads[100_000]; many > few*3/2 {
		t.Errorf("%d updates read of 10,000 and %d of 100,000", few, many)
	}
}

// fill puts a history into a store in the data folder of a test, in Steps of a few events, many in one transaction.
func fill(tb testing.TB, events iter.Seq[store.Event]) *bolt.Store {
	tb.Helper()
	s, err := bolt.Open(tb.TempDir(), bolt.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { s.Close() })
	const together, inTransaction = 20, 20_000
	all := slices.Collect(events)
	for transaction := range slices.Chunk(all, inTransaction) {
		err := s.Update(context.Background(), func(tx store.Tx) error {
			for part := range slices.Chunk(transaction, together) {
				key := fmt.Sprintf("test:%p", &part[0])
				if applied, err := tx.Apply(store.Step{Key: key, At: part[0].At, Events: part}); err != nil || !applied {
					return fmt.Errorf("applied %v: %w", applied, err)
				}
			}
			return nil
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
		err = fill(t, slices.Values(c.events)).View(context.Background(), func(r store.Reader) error {
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

// BenchmarkWeek computes a week with 500 updates and 10,000 tasks, out of histories of two sizes.
func BenchmarkWeek(b *testing.B) {
	for _, updates := range []int{10_000, 1_000_000} {
		b.Run(fmt.Sprintf("updates=%d", updates), func(b *testing.B) {
			o := newLargeOffice(time.UTC, updates)
			s := fill(b, o.events)
			b.ReportAllocs()
			for b.Loop() {
				err := s.View(context.Background(), func(r store.Reader) error {
					f, err := report.Compute(r, o.register, report.Query{Period: o.week, IssuedAt: o.week.To})
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
