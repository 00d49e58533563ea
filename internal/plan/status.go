package plan

// Status is how far a task is, as its agency reported.
type Status string

// The statuses of a task. NotReported is what a task has before anybody reported; it is never recorded.
const (
	NotReported Status = "not_reported"
	NotStarted  Status = "not_started"
	InProgress  Status = "in_progress"
	Blocked     Status = "blocked"
	Done        Status = "done"
	Stopped     Status = "stopped"
)

// Statuses lists those that can be reported, in the order in which offices list them.
var Statuses = []Status{NotStarted, InProgress, Blocked, Done, Stopped}

// Valid reports whether s can be reported.
func (s Status) Valid() bool {
	for _, known := range Statuses {
		if s == known {
			return true
		}
	}
	return false
}

// Closed reports whether no more work is expected on a task with this status.
func (s Status) Closed() bool { return s == Done || s == Stopped }

// Quantity is a counted figure of progress: 1.250 of 2.000 hộ.
type Quantity struct {
	Value    float64  `json:"value"`
	Of       *float64 `json:"of"` // the whole, nil where none was given
	Unit     string   `json:"unit"`
	Estimate bool     `json:"estimate,omitempty"` // "ước đạt"
	Span     Span     `json:"span,omitempty"`     // SinceStart unless it is only of a shorter time
}

// PerCent is the unit of a percent that is a Quantity.
const PerCent = "%"

// Span is the time that a figure is of. Figures of different spans are never compared or added up.
type Span string

// The spans of figures. A percent of a shorter time is a Quantity in "%".
const (
	SinceStart Span = ""        // cumulative, as reports have it unless they say otherwise
	OfDay      Span = "day"     // "hôm nay"
	OfWeek     Span = "week"    // "trong tuần"
	OfMonth    Span = "month"   // "trong tháng"
	OfQuarter  Span = "quarter" // "trong quý"
	OfTerm     Span = "term"    // "trong kỳ": that of the report
	Added      Span = "added"   // "thêm": since some time that the report leaves open
)
