package plan

import "time"

// Task is one row of a plan's table, or, with Row 0, one duty that the plan's text gives to an agency.
type Task struct {
	ID           string   // "ND-15"; a duty's is "CB-D3"
	Plan         string   // id of its plan
	Row          int      // place in the plan's table, from 1; 0 for a duty
	Code         string   // code as printed, "" if none
	Part         string   // id of its part, "" for duties
	Title        string   // our own short wording, at most 90 characters
	Role         Role     // what the text gives the agency; RoleLead for rows
	Lead         []string // keys of the lead agencies, in the order of the cell; for a duty those it is given to
	Coordinating []string // keys of the coordinating agencies
	Start, End   int      // years that the row itself states; 0 where it states none
	Period       string   // wording of a period that is not a plain "from–to" ("Hàng năm")
	Output       string   // the product that the row asks for
	Also         []string // ids of the rows of other plans that give the same work, to these or to other agencies
	Source       string   // document, appendix and code or row
	Line         int      // line of the source text
	Cell         string   // what the agencies' original wording adds to Lead and Coordinating
	Terms        []string // distinctive words that the task is asked by
	Asked        []string // questions as people would type them
	Notes        []string // readings past damage, misprints kept, conflicts
}

// Role is what a plan's text gives an agency to do.
type Role string

// The roles of an agency in a duty.
const (
	RoleLead       Role = "lead"
	RoleCarryOut   Role = "carry_out"
	RoleCoordinate Role = "coordinate"
)

// IsDuty reports whether the task comes from the plan's text instead of its table.
func (t Task) IsDuty() bool { return t.Row == 0 }

// Due returns the last moment at which the task is still on time, in the given time zone;
// ok is false where the row states no year.
func (t Task) Due(zone *time.Location) (due time.Time, ok bool) {
	if t.End == 0 {
		return time.Time{}, false
	}
	return time.Date(t.End+1, time.January, 1, 0, 0, 0, 0, zone).Add(-time.Nanosecond), true
}

// LedBy reports whether the agency with the given key leads the task.
func (t Task) LedBy(agency string) bool { return contains(t.Lead, agency) }

// CoordinatedBy reports whether the agency with the given key coordinates the task.
func (t Task) CoordinatedBy(agency string) bool { return contains(t.Coordinating, agency) }

func contains(list []string, want string) bool {
	for _, item := range list {
		if item == want {
			return true
		}
	}
	return false
}
