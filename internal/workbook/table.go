package workbook

import (
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// kind is how the cells of a column look.
type kind int

const (
	line    kind = iota // text on one line, cut where the column ends
	wrapped             // text on as many lines as it needs
	number
	percent // a rate from 0 to 1
	value   // a number with as many decimals as it has
	year    // a number without separators
	date
	moment // date and time
)

// column is one column of a table.
type column struct {
	title string
	width float64
	kind  kind
}

// table is a sheet with a head and rows. A cell is a string, an int, a uint64, a float64, a time.Time, or nil for an empty
// one; the zero time is empty too.
type table struct {
	name    string
	columns []column
	rows    [][]any
	printed int             // how many of the columns are printed, from the first; 0 for all
	chart   *excelize.Chart // below the rows; nil for none
}

// styles are the looks of cells by their number in the file.
type styles struct {
	title, head int
	cells       map[kind]int
}

func newStyles(file *excelize.File) (styles, error) {
	s := styles{cells: map[kind]int{}}
	border := []excelize.Border{{Type: "left", Color: "A0A0A0", Style: 1}, {Type: "right", Color: "A0A0A0", Style: 1},
		{Type: "top", Color: "A0A0A0", Style: 1}, {Type: "bottom", Color: "A0A0A0", Style: 1}}
	font := &excelize.Font{Family: "Times New Roman", Size: 12}
	looks := map[*int]*excelize.Style{
		&s.title: {Font: &excelize.Font{Family: "Times New Roman", Size: 15, Bold: true}},
		&s.head: {
			Font: &excelize.Font{Family: "Times New Roman", Size: 12, Bold: true}, Border: border,
			Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"DDE6EE"}},
			Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true},
		},
	}
	for number, style := range looks {
		id, err := file.NewStyle(style)
		if err != nil {
			return styles{}, err
		}
		*number = id
	}
	formats := map[kind]string{line: "@", wrapped: "@", number: "#,##0", percent: "0.00%", value: "General", year: "0", date: "dd/mm/yyyy", moment: "dd/mm/yyyy hh:mm"}
	for kind, format := range formats {
		align := &excelize.Alignment{Vertical: "top", WrapText: kind == wrapped}
		if kind == date || kind == moment {
			align.Horizontal = "center"
		}
		id, err := file.NewStyle(&excelize.Style{Font: font, Border: border, CustomNumFmt: &format, Alignment: align})
		if err != nil {
			return styles{}, err
		}
		s.cells[kind] = id
	}
	return s, nil
}

// writeTable adds a sheet with a filter, a frozen head that is repeated on every printed page, and a page of A4 across.
func (b *book) writeTable(t table) error {
	if _, err := b.file.NewSheet(t.name); err != nil {
		return err
	}
	last, err := excelize.CoordinatesToCellName(len(t.columns), len(t.rows)+1)
	if err != nil {
		return err
	}
	if err := b.file.AutoFilter(t.name, "A1:"+last, nil); err != nil {
		return err
	}
	if err := b.layOut(t); err != nil {
		return err
	}
	if t.chart != nil && len(t.rows) > 0 {
		if err := b.file.AddChart(t.name, t.chartAt(), t.chart); err != nil {
			return err
		}
	}
	return b.stream(t)
}

// stream writes a table's cells. What else the sheet has must be there before: a stream writes it along.
func (b *book) stream(t table) error {
	w, err := b.file.NewStreamWriter(t.name)
	if err != nil {
		return err
	}
	head := make([]any, len(t.columns))
	for i, c := range t.columns {
		head[i] = excelize.Cell{StyleID: b.styles.head, Value: c.title}
		if err := w.SetColWidth(i+1, i+1, c.width); err != nil {
			return err
		}
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if err := w.SetRow("A1", head, excelize.RowOpts{Height: headHeight}); err != nil {
		return err
	}
	for i, row := range t.rows {
		cells := make([]any, len(row))
		for j, value := range row {
			cells[j] = b.cell(t.columns[j].kind, value)
		}
		if err := w.SetRow("A"+strconv.Itoa(i+2), cells, excelize.RowOpts{Height: t.height(row)}); err != nil {
			return err
		}
	}
	return w.Flush()
}

// chartAt returns the cell below the rows where a table's chart begins.
func (t table) chartAt() string { return "A" + strconv.Itoa(len(t.rows)+4) }

// column returns a column with a title from the catalog.
func (b *book) column(name string, width float64, k kind) column {
	return column{title: b.say.Plain("workbook.column."+name, nil), width: width, kind: k}
}

func (b *book) cell(k kind, value any) excelize.Cell {
	switch v := value.(type) {
	case time.Time:
		value = nil
		if !v.IsZero() {
			value = inZone(k, v)
		}
	case string:
		value = printable(v)
	}
	return excelize.Cell{StyleID: b.styles.cells[k], Value: value}
}

// inZone returns what a clock and a calendar on the wall show, for a date at the beginning of its day: workbooks know no
// time zones, and the last moment of a day would be rounded to the next.
func inZone(k kind, at time.Time) time.Time {
	if k == date {
		return time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, time.UTC)
	}
	return time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), 0, 0, time.UTC)
}

// maxCell is how many characters a cell holds.
const maxCell = 32767

// printable drops what XML cannot hold and what a cell has no room for.
func printable(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == '\uFFFE' || r == '\uFFFF' {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	if letters := []rune(text); len(letters) > maxCell/2 {
		return string(letters[:maxCell/2])
	}
	return text
}

// sheetName returns the name of a sheet.
func (b *book) sheetName(key string) string { return b.say.Plain("workbook."+key+".sheet", nil) }
