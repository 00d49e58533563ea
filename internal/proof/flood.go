package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"chutri/internal/telegram/tgtest"
)

// flood lets a mountain of updates wait at Telegram before the program starts, with faults on all ways as long as it lasts. All
// must be accepted; answers must come in order in each chat, never faster than Telegram allows, and somebody who asks in the
// midst of it must not wait for the others.
func flood(s settings) error {
	p, folder := s.program, s.folder
	c, data := newCrowd(s.chats), filepath.Join(folder, "data")
	defer c.server.Close()
	c.gather(s.updates)
	c.server.LimitRates()
	r, err := p.serve(data, c.office)
	if err != nil {
		return err
	}
	defer r.kill()
	calm := c.trouble()
	peak, err := c.watch(s, r)
	calm()
	if err != nil {
		return err
	}
	c.loud.goOn(c)
	if !r.stop() {
		return errors.New("the program did not end within five seconds")
	}
	return c.verdict(s, p, data, peak)
}

// trouble lets calls fail in all ways, about one in ten, until calm is called.
func (c *crowd) trouble() (calm func()) {
	sending := []tgtest.Fault{
		tgtest.ServerError(), tgtest.BadGateway(), tgtest.Dropped(), tgtest.Unanswered(), tgtest.TooMany(1), tgtest.Hang(2 * time.Second),
	}
	receiving := []tgtest.Fault{tgtest.ServerError(), tgtest.BadGateway(), tgtest.Dropped(), tgtest.Unanswered(), tgtest.Twice(), tgtest.Hang(time.Second)}
	pass := []tgtest.Fault{tgtest.Pass()}
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		every := time.NewTicker(20 * time.Millisecond)
		defer every.Stop()
		for n := 0; ; {
			if c.server.FaultsLeft("sendMessage") == 0 {
				c.server.Fail("sendMessage", slices.Concat(slices.Repeat(pass, 9), sending[n%len(sending):][:1])...)
				n++
			}
			if c.server.FaultsLeft("getUpdates") == 0 {
				c.server.Fail("getUpdates", slices.Concat(slices.Repeat(pass, 9), receiving[n%len(receiving):][:1])...)
			}
			select {
			case <-every.C:
			case <-done:
				c.faults = n
				return
			}
		}
	}()
	return func() { close(done); <-ended }
}

// watch waits until everything is accepted and answered, with somebody new asking every ten seconds.
func (c *crowd) watch(s settings, r *process) (peak float64, err error) {
	started, accepted := time.Now(), time.Duration(0)
	wait := s.answers
	if wait == 0 {
		wait = time.Duration(s.updates/20+600) * time.Second
	}
	for tick := 0; s.ctx.Err() == nil && time.Since(started) < wait; tick++ {
		if r.ended() {
			return peak, fmt.Errorf("the program ended:\n%s", r.log)
		}
		if tick%10 == 0 {
			peak = max(peak, memory(r))
		}
		if accepted == 0 && len(c.server.Unconfirmed()) == 0 {
			accepted = time.Since(started)
			fmt.Printf("flood: %d updates from %d chats accepted in %v (%.0f a second)\n", c.updates, s.chats, accepted.Round(time.Second), float64(c.updates)/accepted.Seconds())
		}
		if accepted > 0 && tick%10 == 0 {
			if c.missing() == 0 && waitingReplies(r) == 0 {
				break
			}
			c.ask()
		}
		if tick%300 == 299 {
			fmt.Printf("%v: %d of %d reports answered, memory at most %.0f MB\n", time.Since(started).Round(time.Second), len(c.answered()), c.reports(), peak)
		}
		time.Sleep(time.Second)
	}
	if accepted == 0 {
		return peak, fmt.Errorf("%d updates were never accepted", len(c.server.Unconfirmed()))
	}
	return peak, nil
}

// waitingReplies returns how many replies the program has still to send, -1 if it does not say.
func waitingReplies(r *process) float64 {
	m, err := r.metrics()
	if err != nil {
		return -1
	}
	return m["chutri_outbox_waiting"]
}

func memory(r *process) float64 {
	m, err := r.metrics()
	if err != nil {
		return 0
	}
	return m["process_resident_memory_bytes"] / (1 << 20)
}

// verdict says what came of the flood.
func (c *crowd) verdict(s settings, p program, data string, peak float64) error {
	lost, double, err := c.audit(p, data, c.accepted())
	if err != nil {
		return err
	}
	disorder, missing := c.disorder(), c.missing()
	fmt.Printf("flood: %d reports, %d without their answer, %d chats out of order, %d above Telegram's rates, %d faults of sending, %d lost, %d double, memory at most %.0f MB\n",
		c.reports(), missing, disorder, c.server.Violations(), c.faults, lost, double, peak)
	fmt.Printf("flood: %s; %s; %s\n", c.newcomers(), c.loud, c.hall)
	switch {
	case lost > 0 || double > 0:
		return errors.New("something was lost or recorded twice")
	case disorder > 0:
		return errors.New("answers came out of order")
	case c.server.Violations() > 0:
		return errors.New("the rates that Telegram allows were exceeded")
	case s.answers == 0 && missing > 0:
		return errors.New("answers are missing")
	}
	return errors.Join(c.loud.err(), c.hall.err(c.server), c.big.err(c.server))
}
