package seeds_test

import (
	"regexp"
	"strings"
	"testing"
)

// cells are the cells of a row that the tests look at, after merged cells were carried down.
type cells struct {
	lead, coordinating, period string
}

// readTables reads the four appendix tables and returns the cells of each row by its id. Each document has lost its table in
// a way of its own, so each has a reader of its own.
func (s *scan) readTables(t *testing.T) map[string]cells {
	t.Helper()
	tables := make(map[string]cells)
	for i, r := range s.rows {
		d := s.documents[r.plan]
		switch d.plan.Key {
		case "ND":
			tables[r.id] = readTabbed(t, d, r)
		case "KL":
			tables[r.id] = readKL(t, d, r, s.end(i))
		case "GN":
			tables[r.id] = readGN(t, d, r, s.end(i))
		case "BV":
			above := cells{}
			if i > 0 && s.rows[i-1].plan == r.plan && s.rows[i-1].code == r.code {
				above = tables[s.rows[i-1].id]
			}
			tables[r.id] = readBV(t, d, r, s.end(i), above)
		}
	}
	return tables
}

// end returns the line before which the cells of a row end: the next row's, or the end of the document.
func (s *scan) end(i int) int {
	if i+1 < len(s.rows) && s.rows[i+1].plan == s.rows[i].plan {
		return s.rows[i+1].line
	}
	return len(s.documents[s.rows[i].plan].lines) + 1
}

// readTabbed reads a row of ND: one line, its cells divided by tabs. A row that lost its code still has the empty cell.
func readTabbed(t *testing.T, d document, r row) cells {
	columns := strings.Split(d.line(r.line), "\t")
	if len(columns) < 6 {
		t.Errorf("%s: line %d has %d cells", r.id, r.line, len(columns))
		return cells{}
	}
	return cells{lead: columns[2], coordinating: columns[3], period: columns[4]}
}

// blockCells returns the first cells of lines in which each cell begins with a tab and may go on over lines without one.
func blockCells(d document, from, to, count int) []string {
	var list []string
	for number := from; number < to; number++ {
		text, begins := strings.CutPrefix(strings.TrimLeft(d.line(number), " \u00a0"), "\t")
		switch {
		case begins && len(list) == count:
			return list
		case begins:
			list = append(list, text)
		case len(list) > 0 && strings.TrimSpace(text) != "":
			list[len(list)-1] += "\n" + text
		}
	}
	return list
}

// readKL reads a row of KL: number, group, task, the 2020 and the 2025 column, lead, coordinators. Four rows stand without
// a number, and without an empty line before them, below the row above.
func readKL(t *testing.T, d document, r row, to int) cells {
	count := 7
	if !strings.HasPrefix(d.line(r.line), "\t") {
		count = 6
	}
	list := blockCells(d, r.line, to, count)
	if len(list) != count {
		t.Errorf("%s: %d cells from line %d: %q", r.id, len(list), r.line, list)
		return cells{}
	}
	return cells{lead: list[count-2], coordinating: list[count-1]}
}

// readGN reads a row of GN: number, task, lead, coordinators, output, period. The first row is cut off: its coordinator,
// output and period are all that is left.
func readGN(t *testing.T, d document, r row, to int) cells {
	list := blockCells(d, r.line, to, 6)
	switch {
	case r.id == "GN-1" && len(list) == 3:
		return cells{coordinating: list[0], period: list[2]}
	case len(list) == 6:
		return cells{lead: list[2], coordinating: list[3], period: list[5]}
	}
	t.Errorf("%s: %d cells from line %d: %q", r.id, len(list), r.line, list)
	return cells{}
}

// markerPattern matches what ends a row of BV: the dash, number or Roman numeral before a task or heading, and the page's foot.
var markerPattern = regexp.MustCompile(`^(-|\d{1,2}|[IVX]{1,5}|Văn bản này .*)$`)

// readBV reads a row of BV: the marker, the task, and where the merged cells begin the lead and the coordinators, each a
// line. rows.csv gives the line of the marker, or for rows that lost it the line two above the task. A row without cells has
// those of the row above it in the same MTCT; one with a lead alone keeps the coordinators above.
func readBV(t *testing.T, d document, r row, to int, above cells) cells {
	var texts []string
	for number := r.line + 1; number < max(to, r.line+3) && len(texts) < 4; number++ {
		text := strings.TrimSpace(strings.ReplaceAll(d.line(number), "\u00a0", " "))
		if markerPattern.MatchString(text) {
			break
		}
		if text != "" {
			texts = append(texts, text)
		}
	}
	switch len(texts) {
	case 1:
		return above
	case 2:
		return cells{lead: texts[1], coordinating: above.coordinating}
	case 3:
		return cells{lead: texts[1], coordinating: texts[2]}
	}
	t.Errorf("%s: %d lines from line %d: %q", r.id, len(texts), r.line, texts)
	return cells{}
}

// rowStart matches a line with which a row of a table begins, behind the line before it, by the plan's key.
var rowStart = map[string]*regexp.Regexp{
	"ND": regexp.MustCompile(`\n[^\t]*\t[^\t]+\t[^\t]+\t[^\t]*\t20\d\d`),
	"KL": regexp.MustCompile(`^\n\t\d*$|\n[ \x{a0}]\t\pL`),
	"GN": regexp.MustCompile(`\n\t\d+$`),
	"BV": regexp.MustCompile(`\n-$`),
}

func TestNoRowOfTheTablesIsLeftOut(t *testing.T) {
	s := openScan(t)
	lines := make(map[string]map[int]bool)
	starts := make(map[string]int) // line of the first row
	for _, r := range s.rows {
		if lines[r.plan] == nil {
			lines[r.plan] = make(map[int]bool)
			starts[r.plan] = r.line
		}
		lines[r.plan][r.line] = true
	}
	for id, d := range s.documents {
		found := 0
		for number := starts[id]; number > 0 && number <= len(d.lines); number++ {
			if !rowStart[d.plan.Key].MatchString(d.line(number-1) + "\n" + d.line(number)) {
				continue
			}
			found++
			if !lines[id][number] {
				t.Errorf("%s, line %d begins a row that is not in rows.csv: %q", d.plan.Key, number, d.line(number))
			}
		}
		t.Logf("%s: %d of %d rows begin with what marks a row", d.plan.Key, found, len(lines[id]))
	}
}
