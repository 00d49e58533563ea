package main

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"slices"
	"strconv"
	"strings"
	"time"

	"chutri/benchmarks/engine"
	"chutri/internal/search"
	"chutri/seeds"
)

// measured is what one engine took for one number of tasks.
type measured struct {
	Median, P99 time.Duration // per question, of the medians of the rounds
	Build       time.Duration
	Resident    int64 // bytes by which the process grew, with what the questions needed
	Heap        int64 // bytes by which Go's heap grew; SQLite's data and what bleve maps from its file lie elsewhere
	Peak        int64 // bytes by which the process was larger at most, while it built
	Questions   int
	Rounds      int
}

// Questions that an engine is asked, and how often; fewer of many tasks, lest a run take long.
const (
	manyTasks     = 10_000
	fewQuestions  = 100
	roundsOfFew   = 25
	roundsOfMany  = 5
	longestAsking = 60 * time.Second // of one engine; after that no new round begins
	bytesInKB     = 1024
)

// measure builds an engine over so many tasks and asks it the questions. It must run in a process of its own.
func measure(name string, tasks int, questions []search.Question, profile string) (m measured, err error) {
	data, err := seeds.Default()
	if err != nil {
		return m, err
	}
	register := vary(data.Register, tasks)
	resident, heap := inUse()
	begin := time.Now()
	asked, err := engine.New(name, register, data.Synonyms)
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, asked.Close()) }()
	m.Build = time.Since(begin)
	runtime.GC() // what building left is no question's matter

	rounds := roundsOfFew
	if tasks > manyTasks {
		questions, rounds = spread(questions, fewQuestions), roundsOfMany
	}
	stop, err := startProfile(profile)
	if err != nil {
		return m, err
	}
	defer stop()
	times, err := ask(asked, questions, rounds)
	if err != nil {
		return m, fmt.Errorf("%s: %w", name, err)
	}
	m.Questions, m.Rounds = len(times), len(times[0])
	m.Median, m.P99 = typical(times)
	nowResident, nowHeap := inUse()
	m.Resident, m.Heap, m.Peak = nowResident-resident, nowHeap-heap, memory("VmHWM:")-resident
	runtime.KeepAlive(register)
	runtime.KeepAlive(data)
	return m, nil
}

// spread returns so many questions, evenly taken from all.
func spread(questions []search.Question, count int) []search.Question {
	var some []search.Question
	for i := range min(count, len(questions)) {
		some = append(some, questions[i*len(questions)/min(count, len(questions))])
	}
	return some
}

// ask returns, for every question, the times that it took, one a round.
func ask(asked engine.Engine, questions []search.Question, rounds int) ([][]time.Duration, error) {
	times := make([][]time.Duration, len(questions))
	began := time.Now()
	for round := 0; round < rounds && (round == 0 || time.Since(began) < longestAsking); round++ {
		for i, q := range questions {
			begin := time.Now()
			if _, err := asked.Find(q.Text); err != nil {
				return nil, fmt.Errorf("%q: %w", q.Text, err)
			}
			times[i] = append(times[i], time.Since(begin))
		}
	}
	return times, nil
}

// typical returns the median and the 99th percentile over the questions. Of each question the median counts, so that what else
// the machine does in between does not.
func typical(times [][]time.Duration) (median, p99 time.Duration) {
	var each []time.Duration
	for _, rounds := range times {
		slices.Sort(rounds)
		each = append(each, rounds[len(rounds)/2])
	}
	slices.Sort(each)
	return each[len(each)/2], each[(len(each)*99+99)/100-1]
}

// inUse returns the bytes that the process has in memory and those of Go's heap in use, after a collection.
func inUse() (resident, heap int64) {
	runtime.GC()
	debug.FreeOSMemory()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return memory("VmRSS:"), int64(stats.HeapAlloc)
}

// memory reads a figure of the process's memory in bytes as Linux tells it, 0 elsewhere.
func memory(figure string) int64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(status), figure)
	line, _, _ := strings.Cut(after, "\n")
	kilobytes, _ := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(line), " kB"), 10, 64)
	return kilobytes * bytesInKB
}

// startProfile begins a profile of the processor in a file and returns what ends it; without a name it does nothing.
func startProfile(name string) (stop func(), err error) {
	if name == "" {
		return func() {}, nil
	}
	file, err := os.Create(name)
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(file); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return func() { pprof.StopCPUProfile(); file.Close() }, nil
}
