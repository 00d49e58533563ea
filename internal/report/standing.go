package report

import (
	"time"

	"chutri/internal/plan"
	"chutri/store"
)

// readPeriod reads the updates of the period: whose they are and what they are about.
func (c *computation) readPeriod(r store.Reader) error {
	return r.ProgressBetween(c.period.From, c.period.To, func(p store.Progress) bool {
		if !p.State.Counts() || !c.concerns(p) {
			return true
		}
		c.figures.Updates = append(c.figures.Updates, p.ID)
		c.reported[p.Agency] = true
		i, counted := c.counted[p.Task]
		if !counted {
			c.figures.Outside = append(c.figures.Outside, p.Task)
			return true
		}
		c.updates[i] = append(c.updates[i], p.ID)
		if c.moved[i] == nil || c.setsStatus(c.tasks[i], p) || !c.setsStatus(c.tasks[i], *c.moved[i]) {
			c.moved[i] = &p
		}
		return true
	})
}

// concerns reports whether an update belongs to the scope: with an agency, those on what it leads and those that it sent.
// Updates may also be about duties that are not counted and about targets.
func (c *computation) concerns(p store.Progress) bool {
	task, isTask := c.register.Task(p.Task)
	if !isTask {
		target, isTarget := c.register.Target(p.Task)
		if !isTarget {
			return false
		}
		task = plan.Task{ID: target.ID, Plan: target.Plan}
	}
	if c.scope.Plan != "" && (task.Plan != c.scope.Plan || !c.inPart(task)) {
		return false
	}
	return c.scope.Agency == "" || p.Agency == c.scope.Agency ||
		c.register.Participation(task, c.scope.Agency) == plan.Leads
}

// setsStatus reports whether an update says how far the task is: a lead agency's does, or anybody's where the source has
// lost who leads.
func (c *computation) setsStatus(task plan.Task, p store.Progress) bool {
	return len(task.Lead) == 0 || c.register.Participation(task, p.Agency) == plan.Leads
}

// stand reads a task's updates, the latest first, until it knows where the task stood at the end of the period and of the
// period before.
func (c *computation) stand(r store.Reader, task plan.Task) (Standing, error) {
	i := c.counted[task.ID]
	s := Standing{
		Task: task.ID, Status: plan.NotReported, Before: plan.NotReported, Ended: c.ended[task.Plan],
		Moved: c.moved[i], Updates: c.updates[i],
	}
	if due, ok := c.due(task); ok {
		s.Due = due
	}
	reopened := false // whether the unbroken run of "done" reports up to the latest is behind us
	err := r.ProgressByTask(task.ID, func(p store.Progress) bool {
		if !p.ReportedAt.Before(c.period.To) || !p.State.Counts() {
			return true
		}
		if s.News.IsZero() {
			s.News = p.ReportedAt
		}
		if !c.setsStatus(task, p) {
			return true
		}
		if s.Latest == nil {
			s.Status, s.Latest = p.Status, &p
		}
		if s.Earlier == 0 && p.ReportedAt.Before(c.period.From) {
			s.Before, s.Earlier = p.Status, p.ID
		}
		if reopened = reopened || p.Status != plan.Done; !reopened {
			s.DoneAt = p.ReportedAt
			if day, err := time.ParseInLocation(time.DateOnly, p.Finished, c.zone); err == nil && s.Finish.IsZero() {
				s.Finish = day
			}
		}
		return !reopened || s.Earlier == 0
	})
	if err == nil {
		s.Latest, err = whole(r, s.Latest)
	}
	if err == nil {
		s.Moved, err = whole(r, s.Moved)
	}
	s.Class = c.classify(s)
	return s, err
}

// whole returns an update with the figures since the beginning that stand beside its own; nil for none.
func whole(r store.Reader, p *store.Progress) (*store.Progress, error) {
	if p == nil {
		return nil, nil
	}
	standing, err := store.Standing(r, *p)
	return &standing, err
}

// due returns the last moment at which a task is on time; ok is false where the row states no year.
func (c *computation) due(task plan.Task) (due time.Time, ok bool) {
	if extension, extended := c.extended[task.ID]; extended {
		if due, ok := extension.Due(c.zone); ok {
			return due, true
		}
	}
	return task.Due(c.zone)
}

func (c *computation) classify(s Standing) Class {
	switch {
	case s.Status == plan.Stopped:
		return ""
	case s.Status == plan.Done && !s.Due.IsZero() && s.FinishedAt().After(s.Due):
		return DoneLate
	case s.Status == plan.Done:
		return DoneOnTime
	case !s.Due.IsZero() && s.Due.Before(c.asOf):
		return OpenLate
	}
	return OpenOnTime
}
