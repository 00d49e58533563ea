package main

import (
	"errors"
	"io"
	"strings"

	"chutri/internal/ledger"
	"chutri/internal/plan"
	"chutri/internal/report"
	"chutri/internal/texts"
	"chutri/store"
)

// reportCommand sums up a period.
type reportCommand struct {
	Period string `help:"${help_period}"`
	Plan   string `help:"${help_plan}"`
	Agency string `help:"${help_agency}"`
	Format string `enum:"text,json,xlsx,docx,png" default:"text" help:"${help_format}"`
	Chart  string `enum:",agency,part,progress" default:"" help:"${help_chart}"`
	Output string `short:"o" help:"${help_output}"`
}

// Run computes the figures from the store and writes them.
func (c reportCommand) Run(s *shell) error {
	plans, err := OpenPlans(s.config)
	if err != nil {
		return err
	}
	query, err := c.query(s, plans)
	if err != nil {
		return err
	}
	kept, err := s.read()
	if err != nil {
		return err
	}
	defer kept.Close()
	made := madeReport{shell: s, register: plans.Register}
	err = kept.View(s.ctx, func(r store.Reader) error { return c.gather(&made, r, query) })
	if err != nil {
		return err
	}
	return s.writeTo(c.Output, func(to io.Writer) error { return made.write(to, c.Format, c.Chart) })
}

// gather computes the figures and reads what else the format shows.
func (c reportCommand) gather(made *madeReport, r store.Reader, query report.Query) (err error) {
	if made.Figures, err = report.Compute(r, made.register, query); err != nil {
		return err
	}
	switch {
	case c.Format == "png" && c.Chart == "progress":
		made.Weeks, err = lastWeeks(r, made.register, query)
	case c.Format == "xlsx":
		made.Evidence, err = report.EvidenceOf(r, made.Figures)
	case c.Format == "docx":
		made.Letterhead, err = ledger.LetterheadOf(r, report.Key(made.register, made.Figures.Scope, made.Figures.Period))
	}
	return err
}

// query reads the flags.
func (c reportCommand) query(s *shell, plans *Plans) (report.Query, error) {
	now := s.now().In(s.config.Zone)
	query := report.Query{Period: plan.WeekOf(now), IssuedAt: now}
	if c.Period != "" {
		period, err := plan.ParsePeriod(strings.ToUpper(c.Period), s.config.Zone)
		if err != nil {
			return query, usageError{err}
		}
		query.Period = period
	}
	if c.Plan != "" {
		p, ok := plans.Register.Plan(strings.ToUpper(c.Plan))
		if !ok {
			p, ok = plans.Register.Plan(c.Plan)
		}
		if !ok {
			return query, usageError{errors.New(s.say.Plain("cli.unknown_plan", texts.Data{"Plan": c.Plan}))}
		}
		query.Plan = p.ID
	}
	if c.Agency != "" {
		key, ok := plans.Agencies.Find(c.Agency)
		if !ok {
			return query, usageError{errors.New(s.say.Plain("cli.unknown_agency", texts.Data{"Agency": c.Agency}))}
		}
		query.Agency = key
	}
	return query, nil
}
