package handlers

import (
	"slices"

	"chutri/internal/plan"
)

// agenciesFor returns the agencies in whose name the author may report on a task: those of theirs that take part in it most
// closely, of which there may be several. In a group that is bound to one of theirs they speak for that one. A coordinator who
// belongs to none of them reports in the name of the first lead agency ("" where it is lost).
func (t *turn) agenciesFor(task plan.Task) ([]string, error) {
	group, err := t.group()
	if err != nil {
		return nil, err
	}
	if group.Agency != "" && has(t.member.Agencies, group.Agency) && t.Register.Participation(task, group.Agency) > plan.NoPart {
		return []string{group.Agency}, nil
	}
	return t.ownFor(task), nil
}

// ownFor is agenciesFor wherever the author writes.
func (t *turn) ownFor(task plan.Task) []string {
	var keys []string
	best := plan.NoPart
	for _, key := range t.member.Agencies {
		part := t.Register.Participation(task, key)
		if part > best {
			keys, best = nil, part
		}
		if part == best && part > plan.NoPart {
			keys = append(keys, key)
		}
	}
	if len(keys) > 0 || !t.isCoordinator() {
		return keys
	}
	if len(task.Lead) > 0 {
		return task.Lead[:1]
	}
	return []string{""}
}

// mayRecordFor reports whether the author may record progress of a task in the name of an agency.
func (t *turn) mayRecordFor(task plan.Task, agency string) bool {
	if slices.Contains(t.ownFor(task), agency) {
		return true
	}
	takesPart := t.Register.Participation(task, agency) > plan.NoPart
	return takesPart && (t.isCoordinator() || has(t.member.Agencies, agency))
}
