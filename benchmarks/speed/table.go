package main

import (
	"fmt"
	"io"
	"time"

	"chutri/benchmarks/engine"
)

// What is aimed at.
const (
	aimedP99     = time.Millisecond // of a question about the real tasks
	aimedFaster  = 5.0              // times faster than the faster of the two others, with many tasks
	bytesInMB    = 1 << 20
	realTasksMax = 1000
)

// report writes what the engines took for one number of tasks, each also as a multiple of what the product's search takes, and whether that is
// what is aimed at.
func report(to io.Writer, tasks int, all map[string]measured) {
	own := all[engine.Chutri]
	fmt.Fprintf(to, "%d tasks, %d questions asked up to %d times\n", tasks, own.Questions, own.Rounds)
	fmt.Fprintf(to, "%-8s %19s %19s %19s %19s %19s %19s\n", "engine", "median", "p99", "build", "memory", "peak", "Go heap")
	for _, name := range engine.Names {
		m := all[name]
		fmt.Fprintf(to, "%-8s %s %s %s %s %s %s\n", name,
			duration(m.Median, own.Median), duration(m.P99, own.P99), duration(m.Build, own.Build),
			size(m.Resident, own.Resident), size(m.Peak, own.Peak), size(m.Heap, own.Heap))
	}
	if tasks <= realTasksMax {
		fmt.Fprintf(to, "%s: p99 under %v: %.3f ms\n\n", reached(own.P99 < aimedP99), aimedP99, milliseconds(own.P99))
		return
	}
	a, b := all[engine.SQLite], all[engine.Bleve]
	median, p99 := ratio(min(a.Median, b.Median), own.Median), ratio(min(a.P99, b.P99), own.P99)
	lean := min(a.Resident, b.Resident)
	fmt.Fprintf(to, "%s: %.0f times faster than the faster of the two: %.1f times at the median, %.1f at p99\n",
		reached(median >= aimedFaster && p99 >= aimedFaster), aimedFaster, median, p99)
	fmt.Fprintf(to, "%s: no more memory than the leaner of the two: %.1f MB, %.1f MB\n\n",
		reached(own.Resident <= lean), megabytes(own.Resident), megabytes(lean))
}

func reached(yes bool) string {
	if yes {
		return "reached"
	}
	return "not reached"
}

func duration(d, own time.Duration) string {
	return fmt.Sprintf("%9.3f ms %6.1f×", milliseconds(d), ratio(d, own))
}

func size(bytes, own int64) string {
	return fmt.Sprintf("%9.1f MB %6.1f×", megabytes(bytes), ratio(bytes, own))
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func megabytes(bytes int64) float64 { return float64(bytes) / bytesInMB }

func ratio[N ~int64](a, b N) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}
