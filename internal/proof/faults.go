package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// fault is a system call that fails, and what whoever runs the program must be told.
type fault struct{ call, code, told string }

var ioFaults = []fault{
	{"pwrite64", "ENOSPC", "no space left"},
	{"pwrite64", "EIO", "input/output error"},
	{"fdatasync", "EIO", "input/output error"},
	{"fdatasync", "ENOSPC", "no space left"},
}

// faults lets each of the first writes and syncs fail in turn, once or from then on, beginning with the store's creation. Whatever
// the program does then, it must say why, must not break, and must have everything that it accepted once the fault is gone.
func faults(s settings) error {
	p, folder := s.program, s.folder
	var all problems
	started, runs, hit, ended := time.Now(), 0, 0, 0
	for _, f := range ioFaults {
		for n := s.first; n < s.first+s.times && s.ctx.Err() == nil; n++ {
			for _, again := range []string{"", "+"} {
				runs++
				data := filepath.Join(folder, fmt.Sprintf("data-%d", runs))
				was, stopped, err := faulty(p, data, f, fmt.Sprintf("%d%s", n, again))
				if err != nil {
					all.add("%s %s at %d%s: %w", f.call, f.code, n, again, err)
				}
				if was {
					hit++
				}
				if stopped {
					ended++
				}
				os.RemoveAll(data)
			}
		}
	}
	fmt.Printf("faults: %d runs in %v, the fault was met and told in %d (%d of them ended the program, the others went on): %d went wrong\n",
		runs, time.Since(started).Round(time.Second), hit, ended, len(all.list)+all.more)
	return all.err()
}

// faulty makes one run in which a call fails, and a second one without the fault. It reports whether the fault was met, and
// whether the program ended by it.
func faulty(p program, data string, f fault, when string) (met, ended bool, err error) {
	o := newOffice(40)
	defer o.server.Close()
	r, err := p.serve(data, o, "strace", "-f", "-qq", "-o", os.DevNull, "-e", "trace="+f.call, "-e", "signal=none",
		"-e", fmt.Sprintf("inject=%s:error=%s:when=%s", f.call, f.code, when))
	if err != nil {
		return false, false, err
	}
	quiet := o.busy(40 * time.Millisecond)
	for until := time.Now().Add(1500 * time.Millisecond); time.Now().Before(until) && !r.ended(); {
		time.Sleep(10 * time.Millisecond)
	}
	quiet()
	ended = r.ended()
	r.kill()
	log := r.log.String()
	met = strings.Contains(log, f.told)
	if panicked(log) {
		return met, ended, fmt.Errorf("the program broke:\n%s", log)
	}
	if ended && !met {
		return met, ended, fmt.Errorf("the program ended without saying why:\n%s", log)
	}
	accepted := o.accepted()
	if out, log, code := p.run(data, "check"); code != 0 {
		return met, ended, fmt.Errorf("check after the fault: %s%s", out, log)
	}
	if err := o.finish(p, data, time.Minute); err != nil {
		return met, ended, err
	}
	lost, double, err := o.audit(p, data, o.accepted())
	if err == nil && (lost > 0 || double > 0) {
		err = errors.New("something was lost or recorded twice")
	}
	if err != nil {
		err = fmt.Errorf("%d accepted during the fault, %d lost, %d double: %w", len(accepted), lost, double, err)
	}
	return met, ended, err
}

// fullDisk lets a small disk fill up under load, makes room, and compares.
func fullDisk(s settings) error {
	p, folder := s.program, s.folder
	at := filepath.Join(folder, "small")
	if err := os.Mkdir(at, 0o700); err != nil {
		return err
	}
	if err := command("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", at); err != nil {
		return err
	}
	d := disk{at: at}
	defer d.unmount()
	o, data := newOffice(400), filepath.Join(at, "data")
	defer o.server.Close()
	r, err := p.serve(data, o)
	if err != nil {
		return err
	}
	quiet := o.busy(2 * time.Millisecond)
	for deadline := time.Now().Add(2 * time.Minute); !strings.Contains(r.log.String(), "no space left"); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) || r.ended() {
			quiet()
			r.kill()
			return fmt.Errorf("the disk never filled up:\n%s", r.log)
		}
	}
	time.Sleep(2 * time.Second)
	quiet()
	full := len(o.accepted())
	alive := !r.ended()
	r.kill()
	if panicked(r.log.String()) {
		return fmt.Errorf("the program broke:\n%s", r.log)
	}
	if out, log, code := p.run(data, "check"); code != 0 {
		return fmt.Errorf("check on the full disk: %s%s", out, log)
	}
	if err := command("mount", "-o", "remount,size=64m", at); err != nil {
		return err
	}
	if err := o.finish(p, data, time.Minute+time.Duration(o.reports())*50*time.Millisecond); err != nil {
		return err
	}
	lost, double, err := o.audit(p, data, o.accepted())
	fmt.Printf("full: %d reports accepted when the disk was full (the program went on: %v), %d once there was room: %d lost, %d double\n",
		full, alive, len(o.accepted()), lost, double)
	if err == nil && (lost > 0 || double > 0) {
		err = errors.New("something was lost or recorded twice")
	}
	return err
}
