package handlers

import (
	"strconv"
	"strings"

	"chutri/internal/plan"
	"chutri/internal/texts"
	"chutri/store"
)

// movedRecords is the collection that remembers, under "ND-15/12", that report 12 was once on task ND-15 and was moved away.
const movedRecords = "moved"

// keepMoved remembers at the task that a report was on that it was moved to another.
func (t *turn) keepMoved(before store.Progress, task string) error {
	if before.Task == task {
		return nil
	}
	return t.keepNameless(movedRecords, before.Task+"/"+updateID(before.ID), struct{}{})
}

// movedLines tell which reports were moved away from a task, when, by whom, and where they are now. One that came back is told as any
// other.
func (t *turn) movedLines(task plan.Task) ([]string, error) {
	var gone []uint64
	err := t.r.Records(movedRecords, task.ID+"/", func(record store.Record) bool {
		_, number, _ := strings.Cut(record.Key, "/")
		if id, err := strconv.ParseUint(number, 10, 64); err == nil {
			gone = append(gone, id)
		}
		return true
	})
	if err != nil {
		return nil, err
	}
	var lines []string
	for _, id := range gone {
		line, err := t.movedLine(task, id)
		if err != nil {
			return nil, err
		}
		if line != "" {
			lines = append(lines, line)
		}
	}
	return lines, nil
}

// movedLine tells one report that was moved away from a task, "" if it is on it again.
func (t *turn) movedLine(task plan.Task, id uint64) (line string, err error) {
	u, err := t.r.Progress(id)
	if err != nil || u.Task == task.ID {
		return "", err
	}
	events, err := t.r.History(id)
	if err != nil {
		return "", err
	}
	on := ""
	for _, e := range events {
		c := e.Progress.Content
		if c == nil {
			continue
		}
		if on == task.ID && c.Task != on {
			line = t.say.Say("move.away", texts.Data{
				"Number": updateID(id), "To": u.Task, "Date": e.At.In(t.Zone).Format("15:04 02/01/2006"), "Person": t.personName(e.Actor, u),
			})
		}
		on = c.Task
	}
	return line, nil
}
