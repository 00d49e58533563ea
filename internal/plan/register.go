package plan

import "sort"

// Register holds all plans with their tasks, agencies, targets and deadlines. It is not changed after NewRegister,
// so it may be read from several goroutines.
type Register struct {
	Plans     []Plan // in the order of the contract
	Tasks     []Task // rows and duties: plan by plan, rows first, in document order
	Agencies  []Agency
	Targets   []Target
	Deadlines []Deadline

	planByID    map[string]int
	planByKey   map[string]int
	taskByID    map[string]int
	agencyByKey map[string]int
	targetByID  map[string]int
	members     map[string][]string // collective → keys of its members
}

// NewRegister indexes the given data. It does not validate: seeds.Load does.
func NewRegister(plans []Plan, tasks []Task, agencies []Agency, targets []Target, deadlines []Deadline) *Register {
	r := &Register{
		Plans: plans, Tasks: tasks, Agencies: agencies, Targets: targets, Deadlines: deadlines,
		planByID:    make(map[string]int, len(plans)),
		planByKey:   make(map[string]int, len(plans)),
		taskByID:    make(map[string]int, len(tasks)),
		agencyByKey: make(map[string]int, len(agencies)),
		targetByID:  make(map[string]int, len(targets)),
		members:     make(map[string][]string),
	}
	for i, p := range plans {
		r.planByID[p.ID] = i
		r.planByKey[p.Key] = i
	}
	for i, t := range tasks {
		r.taskByID[t.ID] = i
	}
	for i, t := range targets {
		r.targetByID[t.ID] = i
	}
	for i, a := range agencies {
		r.agencyByKey[a.Key] = i
		for _, collective := range a.MemberOf {
			r.members[collective] = append(r.members[collective], a.Key)
		}
	}
	return r
}

// Plan returns the plan with the given id ("nan-doi-ben-tre") or key ("ND").
func (r *Register) Plan(idOrKey string) (Plan, bool) {
	if i, ok := r.planByID[idOrKey]; ok {
		return r.Plans[i], true
	}
	if i, ok := r.planByKey[idOrKey]; ok {
		return r.Plans[i], true
	}
	return Plan{}, false
}

// Task returns the row or duty with the given id.
func (r *Register) Task(id string) (Task, bool) {
	i, ok := r.taskByID[id]
	if !ok {
		return Task{}, false
	}
	return r.Tasks[i], true
}

// Target returns the target with the given id.
func (r *Register) Target(id string) (Target, bool) {
	i, ok := r.targetByID[id]
	if !ok {
		return Target{}, false
	}
	return r.Targets[i], true
}

// Agency returns the agency with the given key.
func (r *Register) Agency(key string) (Agency, bool) {
	i, ok := r.agencyByKey[key]
	if !ok {
		return Agency{}, false
	}
	return r.Agencies[i], true
}

// AgencyName returns the full name of an agency, or the key itself where it is unknown.
func (r *Register) AgencyName(key string) string {
	if a, ok := r.Agency(key); ok {
		return a.Name
	}
	return key
}

// AgencyNames returns the full names of agencies, in the same order; never nil.
func (r *Register) AgencyNames(keys []string) []string {
	names := make([]string, len(keys))
	for i, key := range keys {
		names[i] = r.AgencyName(key)
	}
	return names
}

// Members returns the keys of a collective's members.
func (r *Register) Members(collective string) []string { return r.members[collective] }

// Participation is how an agency takes part in a task.
type Participation int

// The ways to take part in a task, the closest last.
const (
	NoPart Participation = iota
	Coordinates
	Leads
)

// Participation returns how the agency takes part in the task, by its own name or as a member of a collective that
// the task names. The collective of the districts takes part in what one of them does: their staff act under its name.
func (r *Register) Participation(t Task, agency string) Participation {
	names := []string{agency}
	if a, ok := r.Agency(agency); ok {
		names = append(names, a.MemberOf...)
		if r.ofDistricts(a) {
			names = append(names, r.members[a.Key]...)
		}
	}
	for _, name := range names {
		if t.LedBy(name) {
			return Leads
		}
	}
	for _, name := range names {
		if t.CoordinatedBy(name) {
			return Coordinates
		}
	}
	return NoPart
}

// ofDistricts reports whether a collective has members, which are all districts or collectives of districts.
func (r *Register) ofDistricts(a Agency) bool {
	for _, key := range r.members[a.Key] {
		if member, _ := r.Agency(key); member.Kind != District && !r.ofDistricts(member) {
			return false
		}
	}
	return a.Kind == Collective && len(r.members[a.Key]) > 0
}

// Counted returns the tasks that a report's figures count: a plan's rows, or its duties where it has no table.
func (r *Register) Counted(planID string) []Task {
	var rows, duties []Task
	for _, t := range r.Tasks {
		switch {
		case t.Plan != planID:
		case t.IsDuty():
			duties = append(duties, t)
		default:
			rows = append(rows, t)
		}
	}
	if len(rows) > 0 {
		return rows
	}
	return duties
}

// LeadsOf returns the keys of the agencies that lead the tasks of a target, in the order of the tasks.
func (r *Register) LeadsOf(target Target) []string {
	var leads []string
	for _, id := range target.Tasks {
		task, _ := r.Task(id)
		for _, key := range task.Lead {
			if !contains(leads, key) {
				leads = append(leads, key)
			}
		}
	}
	return leads
}

// Rows returns how many rows the table of a plan has.
func (r *Register) Rows(planID string) int {
	rows := 0
	for _, t := range r.Tasks {
		if t.Plan == planID && !t.IsDuty() {
			rows++
		}
	}
	return rows
}

// ByCode returns the tasks of a plan that bear the printed code, in document order; with planID "" those of all plans.
func (r *Register) ByCode(planID, code string) []Task {
	var found []Task
	for _, t := range r.Tasks {
		if t.Code == code && code != "" && (planID == "" || t.Plan == planID) {
			found = append(found, t)
		}
	}
	return found
}

// SortAgencies orders keys by the register's own order of agencies.
func (r *Register) SortAgencies(keys []string) {
	sort.Slice(keys, func(i, j int) bool { return r.agencyByKey[keys[i]] < r.agencyByKey[keys[j]] })
}
