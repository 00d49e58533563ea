package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"chutri/internal/telegram/tgtest"
)

// flood lets a mountain of updates wait at Telegram before the program starts, with faults on the way of the answers. All must be
// accepted; answers must come in order in each chat, and never faster than Telegram allows.
func flood(s settings) error {
	folder, err := os.MkdirTemp("", "proof-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	p, err := build(s.ctx, folder, "")
	if err != nil {
		return err
	}
	o, data := newOffice(s.chats), filepath.Join(folder, "data")
	defer o.server.Close()
	for range s.updates {
		o.report()
	}
	o.server.LimitRates()
	o.server.Fail("sendMessage", tgtest.ServerError(), tgtest.Pass(), tgtest.BadGateway(), tgtest.Pass(), tgtest.Dropped(), tgtest.Pass(), tgtest.Unanswered(), tgtest.TooMany(1))
	r, err := p.serve(data, o)
	if err != nil {
		return err
	}
	defer r.kill()
	started, peak := time.Now(), 0.0
	for len(o.server.Unconfirmed()) > 0 && s.ctx.Err() == nil {
		if r.ended() {
			return fmt.Errorf("the program ended:\n%s", r.log)
		}
		peak = max(peak, memory(r))
		time.Sleep(time.Second)
	}
	took := time.Since(started)
	fmt.Printf("flood: %d updates from %d chats accepted in %v (%.0f a second)\n", s.updates, s.chats, took.Round(time.Second), float64(s.updates)/took.Seconds())
	wait := s.answers
	if wait == 0 {
		wait = time.Duration(s.updates/25) * time.Second
	}
	for deadline := time.Now().Add(wait); time.Now().Before(deadline) && s.ctx.Err() == nil; time.Sleep(2 * time.Second) {
		peak = max(peak, memory(r))
		if len(o.answered()) == o.reports() {
			break
		}
	}
	if !r.stop() {
		return errors.New("the program did not end within five seconds")
	}
	return floodVerdict(s, o, p, data, peak)
}

func memory(r *process) float64 {
	m, err := r.metrics()
	if err != nil {
		return 0
	}
	return m["process_resident_memory_bytes"] / (1 << 20)
}

func floodVerdict(s settings, o *office, p program, data string, peak float64) error {
	disorder := 0
	for _, w := range o.writers {
		last := 0
		for _, m := range o.server.Sent(w.ID) {
			number := numberIn(m.Text)
			if number != 0 && number < last {
				disorder++
			}
			last = max(last, number)
		}
	}
	lost, double, err := o.audit(p, data, o.accepted())
	if err != nil {
		return err
	}
	answered := len(o.answered())
	fmt.Printf("flood: %d of %d answered, %d out of order, %d above Telegram's rates, %d lost, %d double, memory at most %.0f MB\n",
		answered, o.reports(), disorder, o.server.Violations(), lost, double, peak)
	switch {
	case lost > 0 || double > 0:
		return errors.New("something was lost or recorded twice")
	case disorder > 0:
		return errors.New("answers came out of order")
	case o.server.Violations() > 0:
		return errors.New("the rates that Telegram allows were exceeded")
	case s.answers == 0 && answered < o.reports():
		return errors.New("answers are missing")
	}
	return nil
}
