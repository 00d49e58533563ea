package main

import (
	"chutri/store/bolt"
)

// withStore opens the plans and the store for one command.
func (s *shell) withStore(do func(plans *Plans, kept *bolt.Store) error) error {
	plans, err := OpenPlans(s.config)
	if err != nil {
		return err
	}
	kept, err := bolt.Open(s.config.DataDir, bolt.Options{Logger: s.log})
	if err != nil {
		return err
	}
	defer kept.Close()
	return do(plans, kept)
}
