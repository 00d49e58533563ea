package main

import (
	"errors"

	"chutri/internal/contract"
	"chutri/internal/ledger"
	"chutri/internal/plan"
	"chutri/store"
)

// exportCommand writes a whole register.
type exportCommand struct {
	What   string `arg:"" enum:"tasks,duties,agencies,targets,deadlines,updates,audit,members" help:"${help_what}"`
	Format string `enum:"jsonl,csv,xlsx" default:"jsonl" help:"${help_format}"`
	Output string `short:"o" help:"${help_output}"`
}

// Run writes the register as it stands now.
func (c exportCommand) Run(s *shell) error {
	switch c.What {
	case "updates", "audit", "members":
		return c.stored(s)
	}
	plans, err := OpenPlans(s.config)
	if err != nil {
		return err
	}
	r := plans.Register
	switch c.What {
	case "agencies":
		return records(s, c.What, c.Format, c.Output, each(r.Agencies, func(a plan.Agency) contract.Agency { return contract.NewAgency(a, r) }))
	case "targets":
		return c.targets(s, r)
	case "deadlines":
		return records(s, c.What, c.Format, c.Output, each(r.Deadlines, func(d plan.Deadline) contract.Deadline { return contract.NewDeadline(d, r) }))
	}
	var tasks []contract.Task
	for _, t := range r.Tasks {
		if t.IsDuty() == (c.What == "duties") {
			tasks = append(tasks, contract.NewTask(t, r, s.now()))
		}
	}
	return records(s, c.What, c.Format, c.Output, tasks)
}

// targets writes the targets with what was measured of each.
func (c exportCommand) targets(s *shell, r *plan.Register) error {
	values := make(map[string][]ledger.Measured)
	kept, err := s.read()
	if err != nil {
		return err
	}
	defer kept.Close()
	err = kept.View(s.ctx, func(from store.Reader) error {
		all, err := ledger.ValuesOf(from, "")
		for _, v := range all {
			values[v.Target] = append(values[v.Target], v)
		}
		return err
	})
	if err != nil {
		return err
	}
	return records(s, c.What, c.Format, c.Output, each(r.Targets, func(t plan.Target) contract.Target {
		return contract.NewTarget(t, contract.NewActuals(t, values[t.ID])...)
	}))
}

// stored writes a register that the store keeps.
func (c exportCommand) stored(s *shell) error {
	plans, err := OpenPlans(s.config)
	if err != nil {
		return err
	}
	kept, err := s.read()
	if err != nil {
		return err
	}
	defer kept.Close()
	return kept.View(s.ctx, func(r store.Reader) error {
		switch c.What {
		case "updates":
			var updates []contract.Update
			var broken error
			err := r.ProgressAll(func(p store.Progress) bool {
				files, err := ledger.EvidenceOf(r, p.ID)
				updates, broken = append(updates, contract.NewUpdate(p, plans.Register, s.config.Zone, files...)), err
				return err == nil
			})
			if err := errors.Join(err, broken); err != nil {
				return err
			}
			return records(s, c.What, c.Format, c.Output, updates)
		case "members":
			members, err := r.Members()
			if err != nil {
				return err
			}
			return records(s, c.What, c.Format, c.Output, each(members, func(m store.Member) contract.Member {
				return contract.NewMember(m, plans.Register, s.config.Zone)
			}))
		}
		var entries []contract.AuditEntry
		err := r.Events(1, func(e store.Event) bool {
			entries = append(entries, contract.NewAuditEntry(e, plans.Register, s.config.Zone))
			return true
		})
		if err != nil {
			return err
		}
		return records(s, c.What, c.Format, c.Output, entries)
	})
}

// each makes a list of records from a list of values.
func each[From, To any](values []From, convert func(From) To) []To {
	list := make([]To, len(values))
	for i, v := range values {
		list[i] = convert(v)
	}
	return list
}
