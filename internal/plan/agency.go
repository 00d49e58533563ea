package plan

import "time"

// Agency is a body that a plan names, or a collective of such bodies.
type Agency struct {
	Key        string      // "so-yte", stable
	Name       string      // full name as in the plans
	Kind       AgencyKind  // what sort of body it is
	Aliases    []string    // abbreviations and short names that documents and people use
	Scan       []string    // spellings of the damaged scans
	MemberOf   []string    // keys of the collectives that it belongs to
	Successors []Successor // who took over its work, oldest first
}

// AgencyKind sorts agencies.
type AgencyKind string

// Collective is the kind of a body that stands for several ("các sở, ban, ngành").
const Collective AgencyKind = "collective"

// District is the kind of a district's people's committee.
const District AgencyKind = "district"

// Successor is a body that took over an agency's work, or a field of it.
type Successor struct {
	Name      string    // full name of the body
	Province  string    // province that this holds for: "Bến Tre", "Cao Bằng"
	Field     string    // field of the work, "" for all of it
	Date      time.Time // first day
	Act       string    // legal act
	Confirmed bool      // whether the office has confirmed it
}

// SuccessorsAt returns those who do the agency's work in a province at a given time: of each field the
// latest successor that has begun.
func (a Agency) SuccessorsAt(province string, at time.Time) []Successor {
	var now []Successor
	for _, next := range a.Successors {
		if next.Province != province || next.Date.After(at) {
			continue
		}
		replaced := false
		for i, earlier := range now {
			if earlier.Field == next.Field {
				if !next.Date.Before(earlier.Date) {
					now[i] = next
				}
				replaced = true
			}
		}
		if !replaced {
			now = append(now, next)
		}
	}
	return now
}
