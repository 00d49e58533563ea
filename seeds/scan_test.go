package seeds_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"chutri/internal/plan"
	"chutri/seeds"
)

// documents is where the five plan documents lie, if they are there at all: they are no part of the project.
const documents = "../../shared/seeds"

// document is the text of one plan as it was scanned.
type document struct {
	plan  plan.Plan
	lines []string // lines[0] is line 1
}

// line returns a line by its number, "" outside the document.
func (d document) line(number int) string {
	if number < 1 || number > len(d.lines) {
		return ""
	}
	return d.lines[number-1]
}

// scan is everything that the tests of the documents need.
type scan struct {
	*plan.Register
	documents map[string]document // by plan id
	rows      []row               // of rows.csv
	cells     *cellReader
	lines     map[string][]string // line of text → agencies, as far as lines were read
}

// row is a line of rows.csv.
type row struct {
	id, code string
	plan     string // id
	line     int
}

// load reads the data once for all tests; they do not change them.
var load = sync.OnceValues(func() (*seeds.Data, error) { return seeds.Load(seeds.Files) })

// openScan reads the documents; without them the test is skipped.
func openScan(t *testing.T) *scan {
	t.Helper()
	if _, err := os.Stat(documents); err != nil {
		t.Skipf("skipped: the plan documents are not at %s, so the data cannot be compared with them", documents)
	}
	data, err := load()
	if err != nil {
		t.Fatal(err)
	}
	s := &scan{Register: data.Register, documents: make(map[string]document), cells: newCellReader(data.Register.Agencies), lines: make(map[string][]string)}
	for i, p := range data.Register.Plans {
		names, err := filepath.Glob(filepath.Join(documents, fmt.Sprintf("%03d_*.txt", i)))
		if err != nil || len(names) != 1 {
			t.Fatalf("%s: want one document, have %v (%v)", p.ID, names, err)
		}
		text, err := os.ReadFile(names[0])
		if err != nil {
			t.Fatal(err)
		}
		s.documents[p.ID] = document{plan: p, lines: strings.Split(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n")}
	}
	s.rows = readRows(t, data.Register)
	return s
}

func readRows(t *testing.T, register *plan.Register) []row {
	t.Helper()
	f, err := os.Open(filepath.Join(documents, "rows.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	records, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []row
	for _, r := range records[1:] {
		ref, ok := plan.ParseRef(r[0])
		p, known := register.Plan(ref.Key)
		line, err := strconv.Atoi(r[4])
		if !ok || !known || err != nil {
			t.Fatalf("rows.csv: cannot read %v", r)
		}
		rows = append(rows, row{id: r[0], code: r[2], plan: p.ID, line: line})
	}
	return rows
}

func TestEveryRowOfTheDocumentsIsThereWithItsCodeAndLine(t *testing.T) {
	s := openScan(t)
	known := make(map[string]bool)
	for _, r := range s.rows {
		known[r.id] = true
		task, ok := s.Task(r.id)
		if !ok {
			t.Errorf("%s is missing", r.id)
			continue
		}
		if task.Code != r.code {
			t.Errorf("%s: code %q, rows.csv has %q", r.id, task.Code, r.code)
		}
		if task.Line != r.line {
			t.Errorf("%s: line %d, rows.csv has %d", r.id, task.Line, r.line)
		}
	}
	for _, task := range s.Tasks {
		if !task.IsDuty() && !known[task.ID] {
			t.Errorf("%s is no row of rows.csv", task.ID)
		}
	}
}

// mostAgencyExceptions is how many rows may differ from what the reader makes of their cells. Each of them says why in a note
// or keeps the cell's own words. More of them means that somebody notes instead of reading.
const mostAgencyExceptions = 1

func TestEachRowHasTheAgenciesThatItsCellsName(t *testing.T) {
	s := openScan(t)
	tables := s.readTables(t)
	exceptions := 0
	for _, r := range s.rows {
		task, ok := s.Task(r.id)
		if !ok {
			continue
		}
		cells, ok := tables[r.id]
		if !ok {
			t.Errorf("%s: the reader of the documents did not find the row", r.id)
			continue
		}
		lead, coordinating := s.cells.read(cells.lead), s.cells.read(cells.coordinating)
		problems := append(
			differences("lead", task.Lead, lead),
			differences("coordinating", task.Coordinating, coordinating)...,
		)
		if len(problems) == 0 {
			continue
		}
		what := fmt.Sprintf("%s: %s\n\tchủ trì: %q\n\tphối hợp: %q", r.id, strings.Join(problems, "; "), cells.lead, cells.coordinating)
		if len(task.Notes) == 0 && task.Cell == "" {
			t.Error(what)
			continue
		}
		exceptions++
		t.Logf("exception, noted on the record: %s\n\tnotes: %q, cell: %q", what, task.Notes, task.Cell)
	}
	t.Logf("%d rows read, %d exceptions", len(s.rows), exceptions)
	if exceptions > mostAgencyExceptions {
		t.Errorf("%d rows differ from their cells, more than the %d that are known", exceptions, mostAgencyExceptions)
	}
}

// differences says how the registered agencies differ from those that a cell names, in which order and whether all of the
// cell could be read.
func differences(field string, registered []string, cell reading) []string {
	var found []string
	if !slices.Equal(registered, cell.agencies) {
		found = append(found, fmt.Sprintf("%s is %v, the cell names %v", field, registered, cell.agencies))
	}
	if len(cell.unread) > 0 {
		found = append(found, fmt.Sprintf("%s: no agency reads as %q", field, cell.unread))
	}
	return found
}

var yearsPattern = regexp.MustCompile(`(20\d\d)\s*[-–]\s*(20\d\d)`)

func TestEachRowHasTheYearsOfItsPeriodCell(t *testing.T) {
	s := openScan(t)
	read := 0
	for id, cells := range s.readTables(t) {
		task, ok := s.Task(id)
		if !ok || cells.period == "" {
			continue
		}
		read++
		years := yearsPattern.FindAllStringSubmatch(cells.period, -1)
		if len(years) != 1 {
			if task.Period == "" {
				t.Errorf("%s: the period %q is no plain from–to, so the record needs a period", id, cells.period)
			}
			continue
		}
		if want := fmt.Sprintf("%d-%d", task.Start, task.End); want != years[0][1]+"-"+years[0][2] {
			t.Errorf("%s: years %s, the cell has %q", id, want, cells.period)
		}
	}
	if read < 75 {
		t.Errorf("%d period cells read, ND and GN have 75", read)
	}
}
