package ledger

import (
	"fmt"
	"slices"
	"time"

	"chutri/store"
)

// Values is the collection of measured values of targets. A key is the target's id and the year: a year has one value, the last one
// that was reported; those before it stand in the log.
const Values = "measured"

// Measured is the value of a target that was measured for a year.
type Measured struct {
	Target   string       `json:"target"` // id
	Year     int          `json:"year"`
	Value    float64      `json:"value"`
	Part     string       `json:"part,omitempty"`     // of the year that the value is of, in the writer's words, "" for all of it
	Unit     string       `json:"unit,omitempty"`     // as reported, "" where the report names none: then it is the target's
	Source   string       `json:"source,omitempty"`   // where the value comes from, in the writer's words
	Estimate bool         `json:"estimate,omitempty"` // it was not measured yet
	Agency   string       `json:"agency"`             // key of the agency that reports
	Author   store.Author `json:"author"`
	At       time.Time    `json:"at"`      // when it was reported
	Chat     int64        `json:"chat"`    // of the message that reported it
	Message  int          `json:"message"` // that reported it
	Text     string       `json:"text"`    // the message's words about it

	Withdrawn bool        `json:"withdrawn,omitempty"` // it does not count
	Steps     []ValueStep `json:"steps"`               // that led here, the first first
}

// ValueStep is one step in the life of a measured value: what it was from then on.
type ValueStep struct {
	At        time.Time    `json:"at"`
	Person    store.Author `json:"person"`
	Value     float64      `json:"value"`
	Unit      string       `json:"unit,omitempty"`
	Part      string       `json:"part,omitempty"`
	Estimate  bool         `json:"estimate,omitempty"`
	Source    string       `json:"source,omitempty"`
	Withdrawn bool         `json:"withdrawn,omitempty"`
}

// After returns the value as it is after a step of somebody at a time. before is the value of the same target and year until now, zero
// for none.
func (m Measured) After(before Measured, person store.Author, at time.Time) Measured {
	m.Steps = append(append([]ValueStep{}, before.Steps...), ValueStep{
		At: at, Person: person, Value: m.Value, Unit: m.Unit, Source: m.Source, Part: m.Part, Estimate: m.Estimate, Withdrawn: m.Withdrawn,
	})
	return m
}

// MeasuredKey returns the key of a target's value for a year.
func MeasuredKey(target string, year int) string { return fmt.Sprintf("%s/%04d", target, year) }

// Key returns the key of the value's record.
func (m Measured) Key() string { return MeasuredKey(m.Target, m.Year) }

// Record returns the value as the store keeps it.
func (m Measured) Record() (store.Record, error) { return record(Values, m.Key(), m) }

// AllValues returns a target's measured values by year, or with "" those of all targets; also those that were withdrawn.
func AllValues(r Reader, target string) ([]Measured, error) {
	if target != "" {
		target += "/"
	}
	return list[Measured](r, Values, target)
}

// ValuesOf is AllValues without those that were withdrawn.
func ValuesOf(r Reader, target string) ([]Measured, error) {
	all, err := AllValues(r, target)
	return slices.DeleteFunc(all, func(m Measured) bool { return m.Withdrawn }), err
}
