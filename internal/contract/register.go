package contract

import (
	"strings"
	"time"

	"chutri/internal/ledger"
	"chutri/internal/plan"
)

// Target is an indicator of a plan with what was measured.
type Target struct {
	ID       string        `json:"id"`
	Plan     string        `json:"plan"`
	Name     string        `json:"name"`
	Unit     string        `json:"unit"`
	Baseline *Value        `json:"baseline"` // null where the plan gives none
	Values   []TargetValue `json:"values"`
	Tasks    []string      `json:"tasks"`
	Actuals  []Actual      `json:"actuals"`
}

// Value is a value in a year.
type Value struct {
	Year  int     `json:"year"`
	Value float64 `json:"value"`
}

// TargetValue is a value to reach by a year.
type TargetValue struct {
	Year  int     `json:"year"`
	Op    string  `json:"op"` // "=", "<", "<=", ">" or ">="
	Value float64 `json:"value"`
}

// Actual is a value that was measured in a year.
type Actual struct {
	Year     int     `json:"year"`
	Value    float64 `json:"value"`
	Note     string  `json:"note"`
	Part     string  `json:"part,omitempty"` // of the year that the value is of, as reported
	Estimate bool    `json:"estimate,omitempty"`
}

// NewTarget returns the JSON of a target with its measured values.
func NewTarget(t plan.Target, actuals ...Actual) Target {
	target := Target{
		ID: t.ID, Plan: t.Plan, Name: t.Name, Unit: t.Unit,
		Values: []TargetValue{}, Tasks: append([]string{}, t.Tasks...), Actuals: append([]Actual{}, actuals...),
	}
	if t.Baseline != nil {
		target.Baseline = &Value{Year: t.Baseline.Year, Value: t.Baseline.Value}
	}
	for _, v := range t.Values {
		target.Values = append(target.Values, TargetValue{Year: v.Year, Op: v.Op, Value: v.Value})
	}
	return target
}

// NewActuals returns the JSON of a target's measured values. A note gives the source, and the unit where it is not the target's.
func NewActuals(t plan.Target, values []ledger.Measured) []Actual {
	var actuals []Actual
	for _, v := range values {
		actual := Actual{Year: v.Year, Value: v.Value, Note: v.Source, Part: v.Part, Estimate: v.Estimate}
		if v.Unit != "" && v.Unit != t.Unit {
			actual.Note = strings.TrimSpace(actual.Note + " (" + v.Unit + ")")
		}
		actuals = append(actuals, actual)
	}
	return actuals
}

// Deadline is a report that a plan asks for.
type Deadline struct {
	Plan      string   `json:"plan"`
	Month     int      `json:"month"` // 0 where the plan gives no date
	Day       int      `json:"day"`   // 0 where the plan gives no date
	From      []string `json:"from"`
	To        []string `json:"to"`
	FirstYear int      `json:"first_year"` // 0 where the plan does not say
	What      string   `json:"what"`
}

// NewDeadline returns the JSON of a deadline.
func NewDeadline(d plan.Deadline, register *plan.Register) Deadline {
	return Deadline{
		Plan: d.Plan, Month: d.Month, Day: d.Day, From: register.AgencyNames(d.From), To: register.AgencyNames(d.To),
		FirstYear: d.FirstYear, What: d.What,
	}
}

// Agency is a body that the plans name.
type Agency struct {
	Key        string      `json:"key"`
	Name       string      `json:"name"`
	Kind       string      `json:"kind"`
	Aliases    []string    `json:"aliases"`
	MemberOf   []string    `json:"member_of"`
	Successors []Successor `json:"successors"`
}

// Successor is a body that took over an agency's work in a province, or a field of it.
type Successor struct {
	Name      string `json:"name"`
	Province  string `json:"province"`
	Field     string `json:"field"` // "" for all of the work
	Date      string `json:"date"`  // first day, "2025-03-01"
	Act       string `json:"act"`
	Confirmed bool   `json:"confirmed"` // by the office
}

// NewAgency returns the JSON of an agency.
func NewAgency(a plan.Agency, register *plan.Register) Agency {
	agency := Agency{
		Key: a.Key, Name: a.Name, Kind: string(a.Kind), Aliases: append([]string{}, a.Aliases...),
		MemberOf: register.AgencyNames(a.MemberOf), Successors: []Successor{},
	}
	for _, s := range a.Successors {
		agency.Successors = append(agency.Successors, Successor{
			Name: s.Name, Province: s.Province, Field: s.Field, Date: s.Date.Format(time.DateOnly), Act: s.Act, Confirmed: s.Confirmed,
		})
	}
	return agency
}
