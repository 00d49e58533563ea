package main

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"time"
)

// perKill is how many reports a cycle gets; of many more the last would wait for their answers for long, for Telegram takes 30 a second.
const perKill = 20

// kills kills the program at random moments while reports come in, and compares in the end.
func kills(s settings) error {
	p, folder := s.program, s.folder
	o, data := newOffice(400), filepath.Join(folder, "data")
	defer o.server.Close()
	moments := rand.New(rand.NewPCG(s.seed, 1))
	started, early := time.Now(), 0
	for cycle := 0; cycle < s.cycles && s.ctx.Err() == nil; cycle++ {
		r, err := p.serve(data, o)
		if err != nil {
			return err
		}
		quiet := o.atMost(perKill, 60*time.Millisecond)
		before := o.server.ConfirmedCount()
		if moments.IntN(8) == 0 { // while it starts
			time.Sleep(time.Duration(moments.IntN(800)) * time.Millisecond)
		} else {
			for until := time.Now().Add(30 * time.Second); o.server.ConfirmedCount() == before && time.Now().Before(until) && !r.ended(); {
				time.Sleep(5 * time.Millisecond)
			}
			time.Sleep(time.Duration(moments.IntN(600)) * time.Millisecond)
		}
		r.kill()
		quiet()
		if o.server.ConfirmedCount() == before {
			early++
		}
		if panicked(r.log.String()) {
			return fmt.Errorf("cycle %d: the program broke:\n%s", cycle, r.log)
		}
		if cycle%100 == 99 {
			fmt.Printf("%d kills, %d reports accepted\n", cycle+1, len(o.accepted()))
		}
	}
	if err := o.finish(p, data, time.Minute+time.Duration(o.reports())*50*time.Millisecond); err != nil {
		return err
	}
	accepted := o.accepted()
	lost, double, err := o.audit(p, data, accepted)
	fmt.Printf("kill: %d kills (%d before anything was accepted) in %v; %d reports, %d accepted, all answered: %d lost, %d double\n",
		s.cycles, early, time.Since(started).Round(time.Second), o.reports(), len(accepted), lost, double)
	if err == nil && (lost > 0 || double > 0 || len(accepted) != o.reports()) {
		err = fmt.Errorf("%d lost, %d double", lost, double)
	}
	return err
}
