package workbook

import (
	"strings"

	"chutri/internal/plan"
	"chutri/internal/report"
	"chutri/store"
)

// tasks lists every counted task with where it stands.
func (b *book) tasks() table {
	t := table{name: b.sheetName("tasks"), printed: 9, columns: []column{
		b.column("id", 10, line), b.column("plan", 18, wrapped), b.column("code", 8, line), b.column("task", 44, wrapped), b.column("lead", 28, wrapped), b.column("coordinating", 28, wrapped),
		b.column("due", 13, date), b.column("status", 16, line), b.column("class", 27, line), b.column("percent", 10, percent), b.column("done", 13, date), b.column("news", 13, date),
		b.column("silent", 10, line), b.column("obstacle", 40, line), b.column("next", 30, line), b.column("text", 48, line), b.column("update", 9, number), b.column("source", 40, line),
	}}
	silent := map[string]bool{}
	for _, id := range b.figures.SilentTasks {
		silent[id] = true
	}
	for _, s := range b.figures.Standings {
		task, _ := b.register.Task(s.Task)
		p, _ := b.register.Plan(task.Plan)
		row := []any{
			task.ID, p.Short, task.Code, task.Title, b.agencies(task.Lead), b.agencies(task.Coordinating),
			s.Due, b.words.Status(s.Status), b.words.Class(s.Class), nil, s.FinishedAt(), s.News,
			b.yes(silent[task.ID]), nil, nil, nil, nil, task.Source,
		}
		if s.Latest != nil {
			row[9], row[13], row[14], row[15], row[16] = rate(*s.Latest), s.Latest.Obstacle, s.Latest.Next, s.Latest.Text, s.Latest.ID
		}
		t.rows = append(t.rows, row)
	}
	return t
}

// changes lists what was reported on in the period, whether it is counted or not.
func (b *book) changes() table {
	t := table{name: b.sheetName("changes"), printed: 8, columns: []column{
		b.column("id", 10, line), b.column("task", 44, wrapped), b.column("before", 16, line), b.column("status", 16, line), b.column("percent", 10, percent), b.column("quantity", 24, wrapped),
		b.column("agency", 32, wrapped), b.column("reported", 18, moment), b.column("obstacle", 40, line), b.column("next", 30, line), b.column("text", 48, line), b.column("update", 9, number), b.column("updates", 12, number),
	}}
	for _, id := range b.figures.Changed {
		s := b.words.Standing(id)
		moved := *s.Moved
		t.rows = append(t.rows, []any{
			id, b.words.Title(id), b.words.Status(s.Before), b.words.Status(s.Status), rate(moved), b.words.Progress(moved.Content),
			b.words.Agency(moved.Agency), moved.ReportedAt.In(b.figures.IssuedAt.Location()), moved.Obstacle, moved.Next, moved.Text, moved.ID, len(s.Updates),
		})
	}
	for _, id := range b.figures.Outside {
		t.rows = append(t.rows, []any{id, b.words.Title(id), nil, b.say.Plain("workbook.outside", nil), nil, nil, nil, nil, nil, nil, nil, nil, nil})
	}
	return t
}

// silent lists the agencies that reported nothing in the period, with the tasks that wait for them.
func (b *book) silent() table {
	t := table{name: b.sheetName("silent"), columns: []column{
		b.column("agency", 48, wrapped), b.column("tasks", 12, number), b.column("late", 12, number), b.column("ids", 70, wrapped),
	}}
	for _, key := range b.figures.SilentAgencies {
		var ids []string
		late := 0
		for _, s := range b.figures.Standings {
			for _, silent := range s.Silent {
				if silent != key {
					continue
				}
				ids = append(ids, s.Task)
				if s.Class == report.OpenLate {
					late++
				}
			}
		}
		t.rows = append(t.rows, []any{b.words.Agency(key), len(ids), late, strings.Join(ids, ", ")})
	}
	return t
}

// evidence lists the files that were sent.
func (b *book) evidence(files []report.Evidence) table {
	t := table{name: b.sheetName("evidence"), columns: []column{
		b.column("id", 10, line), b.column("task", 44, wrapped), b.column("agency", 32, wrapped), b.column("file", 48, wrapped), b.column("bytes", 14, number), b.column("sent", 18, moment), b.column("update", 9, number),
	}}
	for _, e := range files {
		t.rows = append(t.rows, []any{
			e.Task, b.words.Title(e.Task), b.words.Agency(e.Agency), e.Name, float64(e.Size), e.AddedAt.In(b.figures.IssuedAt.Location()), e.Update,
		})
	}
	return t
}

func (b *book) agencies(keys []string) string {
	return strings.Join(b.register.AgencyNames(keys), "; ")
}

// yes marks what holds.
func (b *book) yes(holds bool) any {
	if holds {
		return b.say.Plain("workbook.yes", nil)
	}
	return nil
}

// rate returns the percent of a report as a rate, nil where it gives none. Done without a percent is all.
func rate(p store.Progress) any {
	switch {
	case p.Percent != nil:
		return *p.Percent / 100
	case p.Status == plan.Done:
		return 1.0
	}
	return nil
}
