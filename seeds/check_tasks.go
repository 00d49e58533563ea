package seeds

import (
	"fmt"
	"slices"
	"strings"

	"chutri/internal/plan"
)

// fewestAsked is how many questions a task needs for the search to learn from.
const fewestAsked = 6

func (c *checker) tasks(plans []planRecord, tasks []taskRecord) {
	seen := make(map[string]bool)
	titles := make(map[string]string) // plan and title → id
	for _, t := range tasks {
		if seen[t.ID] {
			c.fail(t.file, t.ID, "the id stands twice")
		}
		seen[t.ID] = true
		if other, taken := titles[t.plan+t.Title]; taken && other != t.ID {
			c.fail(t.file, t.ID, "%s has the same title", other)
		}
		titles[t.plan+t.Title] = t.ID
		c.one(t)
	}
	for _, p := range plans {
		c.order(p, tasks, seen)
	}
}

// order refuses a plan that lacks a row, numbers its duties with a gap or lists its records in another order than the document.
func (c *checker) order(p planRecord, tasks []taskRecord, seen map[string]bool) {
	for row := 1; row <= p.Rows; row++ {
		if id := fmt.Sprintf("%s-%d", p.Key, row); !seen[id] {
			c.fail(p.folder, id, "the row is missing")
		}
	}
	rows, duties := 0, 0
	var above taskRecord
	for _, t := range tasks {
		if t.plan != p.folder {
			continue
		}
		row := t.row(p)
		switch {
		case row == 0:
			duties++
			if want := fmt.Sprintf("%s-D%d", p.Key, duties); t.ID != want {
				c.fail(t.file, t.ID, "the id should be %s: duties are numbered without a gap", want)
			}
		case row > p.Rows || t.ID != fmt.Sprintf("%s-%d", p.Key, row):
			c.fail(t.file, t.ID, "no row of this plan, which has %d", p.Rows)
		case row < rows:
			c.fail(t.file, t.ID, "the row stands behind row %d", rows)
		}
		rows = max(rows, row)
		if above.ID != "" && (row == 0) == (above.row(p) == 0) && t.Line < above.Line {
			c.fail(t.file, t.ID, "line %d lies above line %d of %s, which stands before it", t.Line, above.Line, above.ID)
		}
		above = t
	}
}

// one checks a row or a duty by itself.
func (c *checker) one(t taskRecord) {
	c.title(t.file, t.ID, t.Title)
	c.line(t.file, t.ID, t.Line)
	c.roles(t)
	c.period(t)
	if len(t.Terms) == 0 {
		c.fail(t.file, t.ID, "no terms")
	}
	if len(t.Asked) < fewestAsked {
		c.fail(t.file, t.ID, "%d questions in asked, fewer than %d", len(t.Asked), fewestAsked)
	}
	c.list(t.file, t.ID, "terms", t.Terms)
	c.list(t.file, t.ID, "asked", t.Asked)
	c.list(t.file, t.ID, "notes", t.Notes)
	c.also(t)
	c.texts(t.file, t.ID, t.Code, t.Output, t.Cell, t.Period)
}

// roles checks who does the task, and for a row where it belongs.
func (c *checker) roles(t taskRecord) {
	if len(t.Lead) == 0 && len(t.Notes) == 0 {
		c.fail(t.file, t.ID, "no lead agency and no note that says why")
	}
	c.known(t.file, t.ID, "lead", t.Lead)
	c.known(t.file, t.ID, "coordinating", t.Coordinating)
	for _, key := range t.Lead {
		if slices.Contains(t.Coordinating, key) && len(t.Notes) == 0 {
			c.fail(t.file, t.ID, "%q leads and coordinates, and no note says why", key)
		}
	}
	p := c.plan[t.plan]
	if t.row(p) == 0 {
		if role := plan.Role(t.Role); role != plan.RoleLead && role != plan.RoleCarryOut && role != plan.RoleCoordinate {
			c.fail(t.file, t.ID, "a duty's role is lead, carry_out or coordinate, not %q", t.Role)
		}
		return
	}
	if t.Role != "" {
		c.fail(t.file, t.ID, "a row has no role: its agencies lead and coordinate")
	}
	if _, ok := p.build().Part(t.Part); !ok {
		c.fail(t.file, t.ID, "unknown part %q", t.Part)
	}
	if t.Code != "" && t.Code != t.Part && !strings.HasPrefix(t.Code, t.Part+".") && len(t.Notes) == 0 {
		c.fail(t.file, t.ID, "the code %s is not of part %s, and no note says why", t.Code, t.Part)
	}
}

func (c *checker) period(t taskRecord) {
	c.years(t.file, t.ID, t.Start, t.End)
	if end := c.plan[t.plan].End; end != 0 && max(t.Start, t.End) > end && len(t.Notes) == 0 {
		c.fail(t.file, t.ID, "year %d lies behind the end of the plan (%d), and no note says why", max(t.Start, t.End), end)
	}
}

// also checks that the rows of other plans that give the same work name this one too.
func (c *checker) also(t taskRecord) {
	c.list(t.file, t.ID, "also", t.Also)
	for _, id := range t.Also {
		other, ok := c.task[id]
		switch {
		case !ok:
			c.fail(t.file, t.ID, "also: there is no task %q", id)
		case other.plan == t.plan:
			c.fail(t.file, t.ID, "also: %s is of the same plan", id)
		case !slices.Contains(other.Also, t.ID):
			c.fail(t.file, t.ID, "also: %s does not name this task", id)
		}
	}
}
