package search

import (
	"fmt"
	"runtime"
	"slices"
	"testing"
	"time"

	"chutri/internal/agencies"
	"chutri/internal/plan"
)

var asking100 = []string{
	"Ai chủ trì tập huấn khuyến nông cho hộ nghèo?", "co quan nao lo nuoc sach nong thon", "MTCT 12.7", "Who leads tuberculosis control?",
	"Chào anh chị, em mới về xã. Hôm qua họp tới tối mịt mới xong. Cho em hỏi chuyện thu gom bao gói thuốc trừ sâu ngoài đồng thì ai chủ trì?",
	"sở nào ctrì ATTP ở chợ", "cấp phép khoan giếng", "hôm nay ăn gì", "chính sách vay vốn cho phụ nữ làm chủ", "ai sửa cầu đường nông thôn",
}

// many is a register of the given number of tasks, made of the real ones with two of their words exchanged for numbered ones.
func many(real *plan.Register, count int) *plan.Register {
	tasks := make([]plan.Task, count)
	for i := range tasks {
		t := real.Tasks[i%len(real.Tasks)]
		mark := fmt.Sprintf(" khu %d đợt %d", i%997, i/997)
		t.ID = fmt.Sprintf("%s%d", t.ID, i)
		t.Title += mark
		t.Asked = slices.Clone(t.Asked)
		for j := range t.Asked {
			t.Asked[j] += mark
		}
		tasks[i] = t
	}
	return plan.NewRegister(real.Plans, tasks, real.Agencies, nil, nil)
}

func benchmarkFind(b *testing.B, x *Index) {
	var times []time.Duration
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		begin := time.Now()
		x.Find(asking100[i%len(asking100)])
		times = append(times, time.Since(begin))
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds()), "µs/median")
	b.ReportMetric(float64(times[len(times)*99/100].Microseconds()), "µs/p99")
}

func BenchmarkFind440(b *testing.B) {
	_, x := data()
	benchmarkFind(b, x)
}

func BenchmarkFind100000(b *testing.B) {
	d, _ := data()
	register := many(d.Register, 100_000)
	finder := agencies.New(d.Register.Agencies)
	before := inUse()
	begin := time.Now()
	x := New(register, finder, synonymsOf(d.Synonyms))
	built := time.Since(begin)
	used := inUse() - before
	benchmarkFind(b, x)
	b.ReportMetric(built.Seconds(), "s/build")
	b.ReportMetric(float64(used)/(1<<20), "MB/index")
}

func inUse() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func BenchmarkBuild(b *testing.B) {
	d, _ := data()
	finder, synonyms := agencies.New(d.Register.Agencies), synonymsOf(d.Synonyms)
	b.ReportAllocs()
	for b.Loop() {
		New(d.Register, finder, synonyms)
	}
}
