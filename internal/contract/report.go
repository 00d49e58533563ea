package contract

import (
	"time"

	"chutri/internal/plan"
	"chutri/internal/report"
)

// Report is a period's summary: ids and figures, no prose.
type Report struct {
	Period         string    `json:"period"`
	From           string    `json:"from"` // first day
	To             string    `json:"to"`   // last day
	Plan           string    `json:"plan"` // id, "" for all
	Agency         string    `json:"agency"`
	IssuedAt       time.Time `json:"issued_at"`
	Total          int       `json:"total"`
	ByStatus       ByStatus  `json:"by_status"`
	Classes        Classes   `json:"classes"`
	NoDueDate      int       `json:"no_due_date"`
	Rates          Rates     `json:"rates"`
	Updates        []uint64  `json:"updates"`
	Changed        []string  `json:"changed"`
	Completed      []string  `json:"completed"`
	Blocked        []string  `json:"blocked"`
	SilentAgencies []string  `json:"silent_agencies"`
	DueSoon        []string  `json:"due_soon"`
	Before         Before    `json:"before"`
}

// ByStatus counts tasks by status.
type ByStatus struct {
	NotReported int `json:"not_reported"`
	NotStarted  int `json:"not_started"`
	InProgress  int `json:"in_progress"`
	Blocked     int `json:"blocked"`
	Done        int `json:"done"`
	Stopped     int `json:"stopped"`
}

// Classes counts tasks by class; stopped tasks have none.
type Classes struct {
	DoneOnTime int `json:"done_on_time"`
	DoneLate   int `json:"done_late"`
	OpenOnTime int `json:"open_on_time"`
	OpenLate   int `json:"open_late"`
}

// Rates are the two rates of completion, from 0 to 1.
type Rates struct {
	DoneOfAll float64 `json:"done_of_all"`
	DoneOfDue float64 `json:"done_of_due"` // of those done or overdue
}

// Before are figures at the end of the period before.
type Before struct {
	ByStatus ByStatus `json:"by_status"`
}

// NewReport returns the JSON of a period's figures.
func NewReport(f report.Figures, register *plan.Register) Report {
	return Report{
		Period: f.Period.Name, From: f.Period.From.Format(time.DateOnly), To: f.Period.Last().Format(time.DateOnly),
		Plan: f.Plan, Agency: register.AgencyName(f.Agency), IssuedAt: f.IssuedAt.Truncate(time.Second),
		Total: f.Total, ByStatus: newByStatus(f.ByStatus), NoDueDate: f.NoDueDate,
		Classes: Classes{
			DoneOnTime: f.Classes[report.DoneOnTime], DoneLate: f.Classes[report.DoneLate],
			OpenOnTime: f.Classes[report.OpenOnTime], OpenLate: f.Classes[report.OpenLate],
		},
		Rates:   Rates{DoneOfAll: f.Rates.DoneOfAll, DoneOfDue: f.Rates.DoneOfDue},
		Updates: f.Updates, Changed: f.Changed, Completed: f.Completed, Blocked: f.Blocked,
		SilentAgencies: register.AgencyNames(f.SilentAgencies), DueSoon: f.DueSoon,
		Before: Before{ByStatus: newByStatus(f.Before)},
	}
}

func newByStatus(counts map[plan.Status]int) ByStatus {
	return ByStatus{
		NotReported: counts[plan.NotReported], NotStarted: counts[plan.NotStarted], InProgress: counts[plan.InProgress],
		Blocked: counts[plan.Blocked], Done: counts[plan.Done], Stopped: counts[plan.Stopped],
	}
}
