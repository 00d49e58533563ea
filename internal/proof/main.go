// Command proof tries to make the program lose or damage what it was given, and says whether it succeeded. It runs the real
// program against a fake Telegram whose own list of what was accepted is the ledger.
//
//	go run ./internal/proof kill   -cycles 1000      SIGKILL at random moments under load
//	go run ./internal/proof power  -runs 100         power cuts on a file system image; needs root
//	go run ./internal/proof power  -runs 20 -nosync  the same without syncing, which must lose something
//	go run ./internal/proof faults -times 40         ENOSPC and EIO at every write and sync in turn; needs strace
//	go run ./internal/proof full                     a disk that fills up; needs root
//	go run ./internal/proof damage -variants 1000    a store with flipped bits, cut short, overwritten
//	go run ./internal/proof soak   -for 30m          memory, goroutines and file growth under ten times a busy office
//	go run ./internal/proof flood                    100,000 queued updates from 5,000 chats, with faults
//
// Each ends with one line of figures, and with exit code 1 if anything was lost, doubled, damaged or out of order.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// settings are the flags of all proofs.
type settings struct {
	ctx      context.Context
	program  program
	folder   string // for whatever the proof needs, removed after it
	seed     uint64
	cycles   int
	runs     int
	noSync   bool
	first    int
	times    int
	variants int
	duration time.Duration
	rate     float64
	updates  int
	chats    int
	answers  time.Duration
}

var proofs = map[string]func(settings) error{
	"kill": kills, "power": powerCuts, "faults": faults, "full": fullDisk, "damage": damages, "soak": soak, "flood": flood,
}

func main() {
	if len(os.Args) < 2 || proofs[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: proof kill|power|faults|full|damage|soak|flood [flags]")
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	s := settings{ctx: ctx}
	flags := flag.NewFlagSet(os.Args[1], flag.ExitOnError)
	flags.Uint64Var(&s.seed, "seed", 20261121, "of what is random")
	flags.IntVar(&s.cycles, "cycles", 1000, "kill: how often the program is killed")
	flags.IntVar(&s.runs, "runs", 100, "power: how many power cuts")
	flags.BoolVar(&s.noSync, "nosync", false, "power: without syncing; then losses must be seen")
	flags.IntVar(&s.first, "first", 1, "faults: the first write or sync that fails")
	flags.IntVar(&s.times, "times", 40, "faults: how many writes and syncs fail in turn")
	flags.IntVar(&s.variants, "variants", 1000, "damage: how many damaged stores")
	flags.DurationVar(&s.duration, "for", 30*time.Minute, "soak: how long")
	flags.Float64Var(&s.rate, "rate", 5, "soak: messages a second")
	flags.IntVar(&s.updates, "updates", 100_000, "flood: queued updates")
	flags.IntVar(&s.chats, "chats", 5000, "flood: chats that they come from")
	flags.DurationVar(&s.answers, "answers", 0, "flood: how long answers are watched; 0 is until all have come")
	flags.Parse(os.Args[2:])
	if err := s.prove(proofs[os.Args[1]]); err != nil {
		fmt.Fprintf(os.Stderr, "proof %s FAILED: %v\n", os.Args[1], err)
		os.Exit(1)
	}
}

// prove runs a proof with a program of its own in a folder of its own.
func (s settings) prove(proof func(settings) error) error {
	folder, err := os.MkdirTemp("", "proof-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	tags := ""
	if s.noSync {
		tags = "nosync"
	}
	s.folder = folder
	if s.program, err = build(s.ctx, folder, tags); err != nil {
		return err
	}
	return proof(s)
}

// problems collects what went wrong, the first few in full.
type problems struct {
	list []error
	more int
}

func (p *problems) add(format string, args ...any) {
	if len(p.list) < 10 {
		p.list = append(p.list, fmt.Errorf(format, args...))
	} else {
		p.more++
	}
}

func (p *problems) err() error {
	if p.more > 0 {
		return errors.Join(append(p.list, fmt.Errorf("and %d more", p.more))...)
	}
	return errors.Join(p.list...)
}
