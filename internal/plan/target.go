package plan

// Target is an indicator of a plan with its values by year.
type Target struct {
	ID       string        // "ND-T3"
	Plan     string        // id of its plan
	Name     string        // our own short wording
	Unit     string        // "%", "xã"
	Baseline *YearValue    // starting value, nil where the plan gives none
	Values   []TargetValue // values to reach, by year
	Tasks    []string      // ids of the tasks that it belongs to
	Line     int           // line of the source text
	Terms    []string      // words that people ask it by
	Notes    []string      // misprints, readings past damage, conflicts
}

// YearValue is a value measured in a year.
type YearValue struct {
	Year  int
	Value float64
}

// TargetValue is a value to reach by a year.
type TargetValue struct {
	Year  int
	Op    string // "=", "<", "<=", ">" or ">="
	Value float64
}

// Sign returns what stands before the value in writing: "≤ "; "" for an exact one.
func (v TargetValue) Sign() string {
	return map[string]string{"<": "< ", "<=": "≤ ", ">": "> ", ">=": "≥ "}[v.Op]
}

// Deadline is a report that a plan asks for.
type Deadline struct {
	Plan      string   // id of its plan
	Month     int      // 1–12; 0 where the plan gives no date
	Day       int      // 1–31; 0 where the plan gives no date
	Every     string   // "half_year", "year" or "none"
	From      []string // keys of the agencies that owe it
	To        []string // keys of the bodies that receive it
	FirstYear int      // 0 where the plan does not say
	What      string   // our own short wording
	Line      int      // line of the source text
	Terms     []string // words that people ask it by
	Notes     []string
}
