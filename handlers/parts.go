package handlers

import (
	"strings"

	"chutri/internal/plan"
	"chutri/internal/texts"
	"chutri/store"
)

// maxParts is how many coordinating agencies' parts a card tells.
const maxParts = 3

// maxLookedAt is how many of a task's latest reports are looked through for the coordinating agencies' parts.
const maxLookedAt = 200

// parts returns the reports that count on a task: the lead's latest, which says how far it is, and the latest of each coordinating
// agency, which says how far its own part is.
func (t *turn) parts(task plan.Task) (lead *store.Progress, coordinating []store.Progress, err error) {
	seen := map[string]bool{}
	looked := 0
	err = t.r.ProgressByTask(task.ID, func(p store.Progress) bool {
		looked++
		switch {
		case !p.State.Counts():
		case t.saysHowFar(task, p) && lead == nil:
			lead = &p
		case !t.saysHowFar(task, p) && !seen[p.Agency]:
			seen[p.Agency] = true
			coordinating = append(coordinating, p)
		}
		return lead == nil || len(task.Coordinating) > 0 && len(coordinating) < maxParts && looked < maxLookedAt
	})
	return lead, coordinating, err
}

// saysHowFar reports whether an update says how far its task is: a lead agency's does, or anybody's where the source has lost who leads.
func (t *turn) saysHowFar(task plan.Task, p store.Progress) bool {
	return len(task.Lead) == 0 || t.Register.Participation(task, p.Agency) == plan.Leads
}

// currentLines tell how far a task is: the lead's figures first, then those of the coordinating agencies' own parts, then until when it
// was extended.
func (t *turn) currentLines(task plan.Task) ([]string, error) {
	lead, coordinating, err := t.parts(task)
	if err != nil {
		return nil, err
	}
	lines := []string{t.say.Say("card.not_reported", nil)}
	if lead != nil {
		standing, err := t.standing(*lead)
		if err != nil {
			return nil, err
		}
		lines[0] = t.say.Say("card.progress", texts.Data{
			"Progress": standing, "Date": t.date(lead.ReportedAt.In(t.Zone)), "Agency": t.Register.AgencyName(lead.Agency),
		})
	}
	var said []string
	for _, p := range coordinating[:min(len(coordinating), maxParts)] {
		standing, err := t.standing(p)
		if err != nil {
			return nil, err
		}
		said = append(said, t.say.Plain("own.part", texts.Data{
			"Agency": t.Register.AgencyName(p.Agency), "Figures": standing, "Date": t.date(p.ReportedAt.In(t.Zone)),
		}))
	}
	if len(said) > 0 {
		lines = append(lines, t.say.Say("own.parts", texts.Data{"Parts": strings.Join(said, "; ")}))
	}
	extended, err := t.extensionLines(task)
	return append(lines, extended...), err
}

// latest returns the newest update that says how far a task is.
func (t *turn) latest(task plan.Task) (latest store.Progress, ok bool, err error) {
	err = t.r.ProgressByTask(task.ID, func(p store.Progress) bool {
		if p.State.Counts() && t.saysHowFar(task, p) {
			latest, ok = p, true
		}
		return !ok
	})
	return latest, ok, err
}
