package main

import (
	"errors"
	"fmt"

	"chutri/internal/texts"
	"chutri/store/bolt"
)

// checkCommand checks the plans' data and the store.
type checkCommand struct {
	Repair bool `help:"${help_repair}"`
}

// Run reports what it finds, a line each, and fails if anything is left that is wrong.
func (c checkCommand) Run(s *shell) error {
	return s.withStore(func(plans *Plans, kept *bolt.Store) error {
		problems, err := kept.Check(s.ctx, c.Repair)
		if err != nil {
			return err
		}
		left := 0
		for _, p := range problems {
			key := "check.mended"
			if !p.Mended {
				key = "check.problem"
				left++
			}
			fmt.Fprintln(s.out, s.say.Plain(key, texts.Data{"Where": p.Where, "What": p.What}))
		}
		if left > 0 {
			return errors.New(s.say.Plain("check.left", texts.Data{"Count": left}))
		}
		fmt.Fprintln(s.out, s.say.Plain("check.good", texts.Data{"Tasks": len(plans.Register.Tasks), "Agencies": len(plans.Register.Agencies)}))
		return nil
	})
}
