package workbook

import (
	"cmp"
	"strings"
)

// targets lists every target of the scope with what is to be reached and what was measured.
func (b *book) targets() table {
	t := table{name: b.sheetName("targets"), printed: 15, columns: []column{
		b.column("id", 10, line), b.column("plan", 18, wrapped), b.column("target", 40, wrapped), b.column("lead", 28, wrapped), b.column("unit", 11, line),
		b.column("sign", 5, line), b.column("goal", 11, value), b.column("goal_year", 9, year), b.column("measured", 11, value), b.column("measured_year", 9, year),
		b.column("gap", 11, value), b.column("reached", 12, line), b.column("previous", 11, value), b.column("previous_year", 9, year), b.column("change", 11, value),
		b.column("measured_by", 28, wrapped), b.column("measured_source", 30, line),
	}}
	for _, s := range b.figures.Targets {
		target, _ := b.register.Target(s.Target)
		p, _ := b.register.Plan(target.Plan)
		said := b.words.Target(s)
		row := []any{target.ID, p.Short, target.Name, b.agencies(b.register.LeadsOf(target)), target.Unit, nil, nil, nil, nil, nil, nil, said.Reached, nil, nil, nil, nil, nil}
		if s.Goal != nil {
			row[5], row[6], row[7] = strings.TrimSpace(cmp.Or(s.Goal.Sign(), "=")), s.Goal.Value, s.Goal.Year
		}
		if s.Measured != nil {
			row[4] = cmp.Or(s.Measured.Unit, target.Unit)
			row[8], row[9], row[15], row[16] = s.Measured.Value, s.Measured.Year, b.words.Agency(s.Measured.Agency), s.Measured.Source
		}
		if s.Measured != nil && s.Goal != nil {
			row[10] = s.Gap
		}
		if s.Previous != nil {
			row[12], row[13], row[14] = s.Previous.Value, s.Previous.Year, s.Change
		}
		t.rows = append(t.rows, row)
	}
	return t
}
