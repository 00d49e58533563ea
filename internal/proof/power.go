package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// disk is a file system in a file, mounted through a loop device.
type disk struct{ image, at string }

func newDisk(folder, name string) (disk, error) {
	d := disk{filepath.Join(folder, name+".img"), filepath.Join(folder, name)}
	if err := os.WriteFile(d.image, nil, 0o600); err != nil {
		return d, err
	}
	if err := os.Truncate(d.image, 64<<20); err != nil {
		return d, err
	}
	return d, command("mkfs.ext4", "-q", "-F", d.image)
}

func (d disk) mount() error {
	if err := os.MkdirAll(d.at, 0o700); err != nil {
		return err
	}
	return command("mount", "-o", "loop", d.image, d.at)
}

// unmount tries for a while, for a process that was just killed may still hold a file.
func (d disk) unmount() (err error) {
	for range 50 {
		if err = command("umount", d.at); err == nil {
			return nil
		}
		time.Sleep(20 * time.Millisecond)
	}
	return err
}

func command(name string, arguments ...string) error {
	if out, err := exec.Command(name, arguments...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %s", name, err, out)
	}
	return nil
}

// powerCuts runs the program on a disk of its own, stops it at a random moment, and looks at what a copy of the disk has: that
// is what would be left if the power failed then, for what is only in the system's memory is not in the copy.
func powerCuts(s settings) error {
	p, folder := s.program, s.folder
	var all problems
	moments := rand.New(rand.NewPCG(s.seed, 2))
	started, worse, accepted, lost := time.Now(), 0, 0, 0
	for run := 0; run < s.runs && s.ctx.Err() == nil; run++ {
		a, l, err := powerCut(p, folder, time.Duration(300+moments.IntN(1500))*time.Millisecond)
		accepted, lost = accepted+a, lost+l
		if err != nil || l > 0 {
			worse++
			all.add("cut %d: %d of %d accepted reports lost, %v", run+1, l, a, err)
		}
	}
	fmt.Printf("power: %d cuts in %v, syncing %v: %d reports accepted, %d lost; %d cuts lost or damaged something\n",
		s.runs, time.Since(started).Round(time.Second), !s.noSync, accepted, lost, worse)
	if s.noSync {
		if worse*10 < s.runs*9 {
			return fmt.Errorf("without syncing only %d of %d cuts lost something: the harness does not see losses", worse, s.runs)
		}
		return nil
	}
	return all.err()
}

// powerCut makes one cut after a time under load. It returns how many reports were accepted, and how many of them the disk lost.
func powerCut(p program, folder string, after time.Duration) (accepted, lost int, err error) {
	d, err := newDisk(folder, "disk")
	if err != nil {
		return 0, 0, err
	}
	if err := d.mount(); err != nil {
		return 0, 0, err
	}
	defer func() { err = errors.Join(err, d.unmount()) }()
	o := newOffice(40)
	defer o.server.Close()
	r, err := p.serve(filepath.Join(d.at, "data"), o)
	if err != nil {
		return 0, 0, err
	}
	defer r.kill()
	quiet := o.busy(10 * time.Millisecond)
	defer quiet()
	if !o.server.WaitConfirmed(10*time.Second) || len(o.accepted()) == 0 {
		for deadline := time.Now().Add(10 * time.Second); len(o.accepted()) == 0 && time.Now().Before(deadline); {
			time.Sleep(5 * time.Millisecond)
		}
	}
	time.Sleep(after)
	r.signal(syscall.SIGSTOP)
	ledger := o.accepted()
	copied := disk{filepath.Join(folder, "copy.img"), filepath.Join(folder, "copy")}
	if err := command("cp", "--sparse=always", d.image, copied.image); err != nil {
		return 0, 0, err
	}
	if err := copied.mount(); err != nil {
		return len(ledger), len(ledger), fmt.Errorf("the file system itself: %w", err)
	}
	lost, double, err := o.audit(p, filepath.Join(copied.at, "data"), ledger)
	if err == nil && double > 0 {
		err = fmt.Errorf("%d double", double)
	}
	return len(ledger), lost, errors.Join(err, copied.unmount())
}
