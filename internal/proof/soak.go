package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// figures are one look at the running program.
type figures struct {
	at                       time.Duration
	goroutines, memory, heap float64
	file, commits, outbox    float64
	accepted                 int
}

// soak keeps the program busy for a long time and watches what it uses.
func soak(s settings) error {
	p, folder := s.program, s.folder
	o, data := newOffice(200), filepath.Join(folder, "data")
	defer o.server.Close()
	o.server.LimitRates()
	r, err := p.serve(data, o)
	if err != nil {
		return err
	}
	defer r.kill()
	quiet := o.busy(time.Duration(float64(time.Second) / s.rate))
	var seen []figures
	started := time.Now()
	every := max(s.duration/60, 2*time.Second)
	fmt.Println("time      goroutines  memory MB  heap MB  file KB  commits  outbox  accepted")
	for time.Since(started) < s.duration && s.ctx.Err() == nil {
		time.Sleep(every)
		f, err := observe(r, o, data, time.Since(started))
		if err != nil {
			quiet()
			return err
		}
		seen = append(seen, f)
		fmt.Printf("%-9v %10.0f %10.1f %8.1f %8.0f %8.0f %7.0f %9d\n", f.at.Round(time.Second), f.goroutines, f.memory, f.heap, f.file, f.commits, f.outbox, f.accepted)
	}
	quiet()
	if !r.stop() {
		return errors.New("the program did not end within five seconds")
	}
	if err := o.finish(p, data, 2*time.Minute); err != nil {
		return err
	}
	lost, double, err := o.audit(p, data, o.accepted())
	if err != nil {
		return err
	}
	return verdict(seen, o, lost, double)
}

func observe(r *process, o *office, data string, at time.Duration) (figures, error) {
	m, err := r.metrics()
	if err != nil {
		return figures{}, err
	}
	info, err := os.Stat(filepath.Join(data, "chutri.db"))
	if err != nil {
		return figures{}, err
	}
	return figures{
		at: at, goroutines: m["go_goroutines"], memory: m["process_resident_memory_bytes"] / (1 << 20),
		heap: m["go_memstats_heap_inuse_bytes"] / (1 << 20), file: float64(info.Size()) / 1024, commits: m["chutri_commit_seconds_count"],
		outbox: m["chutri_outbox_waiting"], accepted: len(o.accepted()),
	}, nil
}

// verdict compares the middle third of what was seen with the last.
func verdict(seen []figures, o *office, lost, double int) error {
	if len(seen) < 6 {
		return errors.New("too short to tell; use a longer -for")
	}
	third := len(seen) / 3
	middle, end := mean(seen[third:2*third]), mean(seen[2*third:])
	last := seen[len(seen)-1]
	fmt.Printf("soak: %v, %d reports, %d lost, %d double, %d above Telegram's rates; goroutines %.0f → %.0f, memory %.1f → %.1f MB, heap %.1f → %.1f MB, file %.2f KB a report\n",
		last.at.Round(time.Second), o.reports(), lost, double, o.server.Violations(), middle.goroutines, end.goroutines, middle.memory, end.memory,
		middle.heap, end.heap, last.file/float64(max(1, last.accepted)))
	switch {
	case lost > 0 || double > 0:
		return errors.New("something was lost or recorded twice")
	case o.server.Violations() > 0:
		return errors.New("the rates that Telegram allows were exceeded")
	case end.goroutines > middle.goroutines+10:
		return errors.New("goroutines grow")
	case end.heap > middle.heap*1.5+16:
		return errors.New("the heap grows")
	}
	return nil
}

func mean(list []figures) (m figures) {
	for _, f := range list {
		m.goroutines += f.goroutines / float64(len(list))
		m.memory += f.memory / float64(len(list))
		m.heap += f.heap / float64(len(list))
	}
	return m
}
