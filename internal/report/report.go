// Package report computes what a period's summary says. Figures come first: Compute derives them from the stored
// records and nothing else, and Records tells for each figure the records behind it. What a person reads (the digest in
// chat, a page for a terminal) is put into words from Figures alone, so that no text can say what no record says.
package report

import (
	"errors"
	"time"

	"chutri/internal/plan"
	"chutri/store"
)

// ErrScope is returned, wrapped with the reason, for a scope that names an unknown plan, part or agency.
var ErrScope = errors.New("report: no such scope")

// DefaultSilentDays is after how many days without news an open task counts as silent, where a Query does not say.
const DefaultSilentDays = 30

// soon is how many days behind a period's end count as "due soon".
const soon = 14

// Scope is what a report is about. The zero Scope is everything.
//
// With an agency, the tasks that it leads are counted: by its own name, and also as a member of a collective that leads
// ("các sở, ban, ngành"), because whoever asks for one agency asks for all it has to answer for. Without an agency
// nobody is held to a task that only a collective of theirs leads: it would make every office silent every week.
type Scope struct {
	Plan   string // id or key of a plan, "" for all
	Agency string // key, "" for all
	Part   string // id of a part of the plan with all parts below it, "" for all; needs Plan
}

// Query is what Compute is asked for. The office's time zone is that of the period.
type Query struct {
	Scope
	Period     plan.Period
	IssuedAt   time.Time // when the report is made; what was reported later in the period still counts
	SilentDays int       // 0 means DefaultSilentDays
}

// Figures are a period's figures. Lists of tasks are in document order and hold counted tasks only: the rows of a plan,
// or its duties where it has no table. No list is nil.
type Figures struct {
	Scope      // as asked for, the plan by its id
	Period     plan.Period
	IssuedAt   time.Time // in the office's time zone
	SilentDays int

	Total     int                 // counted tasks
	ByStatus  map[plan.Status]int // at the end of the period, all six
	Before    map[plan.Status]int // at the end of the period before, all six
	Classes   map[Class]int       // all four
	NoDueDate int                 // tasks without a due date, whatever their status
	Rates     Rates

	Updates        []uint64 // updates of the period that count, by id; also those on tasks that are not counted
	Changed        []string // tasks that were reported on in the period, by whatever agency
	Completed      []string // tasks that became done in the period and are
	Blocked        []string // tasks that are blocked at its end
	SilentTasks    []string // open tasks that had news once, but none for SilentDays
	SilentAgencies []string // keys of agencies that lead an open task and reported nothing in the period
	DueSoon        []string // open tasks that fall due within 14 days of the period's end
	Outside        []string // ids that were reported on in the period but are not counted
	Ended          []string // ids of plans with counted tasks that have ended: nobody is reminded of them

	Standings []Standing       // one for each counted task
	Targets   []TargetStanding // one for each target of the scope

	Opening *Opening `json:",omitempty"` // what a coordinator lets the report begin with; Compute gives none
}

// Class sorts tasks as offices count them. A task without a due date is on time, however long it takes; a stopped task
// is neither done nor open and has no class.
type Class string

// The classes of tasks.
const (
	DoneOnTime Class = "done_on_time" // hoàn thành đúng hạn
	DoneLate   Class = "done_late"    // hoàn thành quá hạn
	OpenOnTime Class = "open_on_time" // chưa hoàn thành, trong hạn
	OpenLate   Class = "open_late"    // chưa hoàn thành, quá hạn
)

// Classes lists the classes in the order in which offices list them.
var Classes = []Class{DoneOnTime, DoneLate, OpenOnTime, OpenLate}

// Statuses lists all six statuses in the order in which a report gives them.
var Statuses = append([]plan.Status{plan.NotReported}, plan.Statuses...)

// Rates are the two rates of completion that offices use, from 0 to 1; a rate of nothing is 0.
type Rates struct {
	DoneOfAll float64 // done of all counted tasks
	DoneOfDue float64 // done of those that are done or overdue
}

// Standing is where one counted task stands at the end of a period.
type Standing struct {
	Task    string          // id
	Status  plan.Status     // by Latest, NotReported without it
	Latest  *store.Progress // the report that gives the status, nil where no lead agency has reported
	Before  plan.Status     // status at the end of the period before
	Earlier uint64          // update that gave Before, 0 for none
	DoneAt  time.Time       // when a done task was first reported done without being reopened since; zero if not done
	Finish  time.Time       // day on which it was finished, by the last such report that tells it; zero where none does
	Due     time.Time       // last moment on time, after the extensions granted; zero where the row states no year
	Class   Class           // "" for a stopped task
	Ended   bool            // its plan has ended
	News    time.Time       // last report by whatever agency; zero for none
	Moved   *store.Progress // the period's last report, a lead agency's if there is one; nil for none
	Updates []uint64        // the period's updates on it, in the order of reporting
	Silent  []string        // keys of the agencies that lead it, still have to report on it, and are silent
}

// FinishedAt returns when a done task was finished: on the day that its reports tell, else when it was reported done.
func (s Standing) FinishedAt() time.Time {
	if s.Finish.IsZero() {
		return s.DoneAt
	}
	return s.Finish
}

// Open reports whether work is still expected on the task.
func (s Standing) Open() bool { return !s.Status.Closed() }
