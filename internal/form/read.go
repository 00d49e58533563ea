package form

import (
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"chutri/internal/plan"
	"chutri/internal/sheet"
)

// ErrNotAForm is returned for a workbook without the form's heads.
var ErrNotAForm = errors.New("form: the workbook is no form")

// UnknownColumnError is returned for a head that the form does not have, because what stands below it would be lost.
type UnknownColumnError struct{ Head string }

func (e UnknownColumnError) Error() string { return fmt.Sprintf("form: unknown column %q", e.Head) }

// MissingColumnError is returned for a form that lost a column without which it cannot be read, or has one twice.
type MissingColumnError struct{ Column Column }

func (e MissingColumnError) Error() string {
	return "form: column " + e.Column.String() + " is needed once"
}

// Entry is a row of a form that was filled in.
type Entry struct {
	Row      int         // of the sheet, from 1
	ID       string      // of the task, as it stands there
	Status   plan.Status // "" where the row names none
	Percent  *float64
	Quantity *plan.Quantity
	Note     string
	Text     string  // the row as it was written
	Problem  Problem // why it cannot be recorded, "" if it can
	Value    string  // the cell that the problem is about
}

// Problem is what is wrong with a row.
type Problem string

// The problems of a row.
const (
	BadStatus    Problem = "bad_status"   // Value is no status
	BadPercent   Problem = "bad_percent"  // Value is no number from 0 to 100
	BadNumber    Problem = "bad_number"   // Value is no number, or may be read in two ways
	NoValue      Problem = "no_value"     // a whole or a unit without what was done
	NoUnit       Problem = "no_unit"      // a quantity without its unit
	NoStatus     Problem = "no_status"    // nothing but a note
	Disagreement Problem = "disagreement" // the status and the percent Value contradict each other
)

// limits are those of a form: far more than an office's tasks, and few enough to be read in a moment.
var limits = sheet.Limits{Unpacked: 50 << 20, Part: 20 << 20, Rows: 5000, Columns: 64, Cell: 4000}

// MaxRows is how many rows a form may have.
func MaxRows() int { return limits.Rows }

// Filled is a form that was sent back.
type Filled struct {
	Title   string  // what stands above the head
	Entries []Entry // the rows that were filled in
}

// Read reads a form in any of the languages. It returns ErrNotAForm, an UnknownColumnError, a MissingColumnError,
// sheet.ErrBroken or sheet.ErrTooLarge.
func Read(file io.ReaderAt, size int64, languages ...Words) (Filled, error) {
	rows, err := sheet.Read(file, size, limits)
	if err != nil {
		return Filled{}, err
	}
	return readRows(rows, languages)
}

func readRows(rows []sheet.Row, languages []Words) (Filled, error) {
	var f Filled
	for i, row := range rows {
		if !isHead(row, languages) {
			if i == 0 {
				f.Title = row.Cells[0].Text
			}
			continue
		}
		at, err := heads(row, languages)
		if err != nil {
			return Filled{}, err
		}
		for _, row := range rows[i+1:] {
			if l := readLine(row, at, languages); l.filled() {
				f.Entries = append(f.Entries, l.Entry)
			}
		}
		return f, nil
	}
	return Filled{}, ErrNotAForm
}

// isHead reports whether a row is the form's head.
func isHead(row sheet.Row, languages []Words) bool {
	id, filled := false, false
	for _, cell := range row.Cells {
		c, ok := columnOf(cell.Text, languages)
		id, filled = id || ok && c == ID, filled || ok && c >= Status
	}
	return id && filled
}

// heads finds out which column stands where.
func heads(row sheet.Row, languages []Words) (at [columns]int, err error) {
	for c := range at {
		at[c] = -1
	}
	for i, cell := range row.Cells {
		if cell.Text == "" {
			continue
		}
		c, ok := columnOf(cell.Text, languages)
		if !ok {
			return at, UnknownColumnError{cell.Text}
		}
		if at[c] >= 0 {
			return at, MissingColumnError{c}
		}
		at[c] = i
	}
	for _, needed := range []Column{ID, Status} {
		if at[needed] < 0 {
			return at, MissingColumnError{needed}
		}
	}
	return at, nil
}

// line is an entry while its row is read.
type line struct {
	Entry
	row       sheet.Row
	at        [columns]int
	languages []Words
}

func (l *line) cell(c Column) sheet.Cell {
	if i := l.at[c]; i >= 0 && i < len(l.row.Cells) {
		return l.row.Cells[i]
	}
	return sheet.Cell{}
}

func (l *line) text(c Column) string { return l.cell(c).Text }

// filled reports whether anything but what the form came with stands in the row.
func (l *line) filled() bool {
	for c := Status; c <= Note; c++ {
		if l.text(c) != "" {
			return true
		}
	}
	return false
}

func (l *line) fail(p Problem, value string) {
	if l.Problem == "" {
		l.Problem, l.Value = p, value
	}
}

func readLine(row sheet.Row, at [columns]int, languages []Words) *line {
	l := &line{row: row, at: at, languages: languages}
	l.Row, l.ID, l.Note = row.Number, l.text(ID), l.text(Note)
	var written []string
	for _, c := range []Column{ID, Status, Percent, Done, Of, Unit, Note} {
		if text := l.text(c); text != "" {
			written = append(written, text)
		}
	}
	l.Text = strings.Join(written, " | ")
	l.readStatus()
	l.readPercent()
	l.readQuantity()
	l.settle()
	return l
}

func (l *line) readStatus() {
	text := l.text(Status)
	if text == "" {
		return
	}
	s, ok := status(text, l.languages)
	if !ok {
		l.fail(BadStatus, text)
	}
	l.Status = s
}

func (l *line) readPercent() {
	text := l.text(Percent)
	if text == "" {
		return
	}
	plain := strings.Replace(strings.TrimSpace(strings.TrimSuffix(text, "%")), ",", ".", 1)
	value, err := strconv.ParseFloat(plain, 64)
	if err != nil || !(value >= 0 && value <= 100) || strings.ContainsAny(plain, "xXpPeE_") {
		l.fail(BadPercent, text)
		return
	}
	l.Percent = &value
}

func (l *line) readQuantity() {
	done, of, unit := l.cell(Done), l.cell(Of), l.text(Unit)
	if done.Text == "" {
		if of.Text != "" {
			l.fail(NoValue, of.Text)
		} else if unit != "" {
			l.fail(NoValue, unit)
		}
		return
	}
	q := plan.Quantity{Value: l.number(done), Unit: unit}
	if of.Text != "" {
		whole := l.number(of)
		q.Of = &whole
	}
	if unit == "" {
		l.fail(NoUnit, done.Text)
	}
	l.Quantity = &q
}

// number reads a quantity as Vietnamese offices write it; a dot that cannot stand between thousands is a decimal one.
func (l *line) number(c sheet.Cell) float64 {
	plain := strings.ReplaceAll(strings.ReplaceAll(c.Text, " ", ""), "\u00a0", "")
	groups := strings.Split(plain, ".")
	whole, fraction, comma := strings.Cut(plain, ",")
	switch {
	case c.Number:
	case comma && strings.ContainsAny(fraction, ".,"):
		plain = "" // 1,250.5 is not how it is written here
	case comma && len(fraction) == 3 && len(whole) <= 3 && !strings.Contains(whole, ".") && whole != "0":
		plain = "" // 1,250 may be a thousand or one and a quarter
	case comma:
		plain = strings.ReplaceAll(whole, ".", "") + "." + fraction
	case grouped(groups):
		plain = strings.Join(groups, "")
	}
	value, err := strconv.ParseFloat(plain, 64)
	if err != nil || math.IsInf(value, 0) || !(value >= 0) || strings.ContainsAny(plain, "xXpPeE_") {
		l.fail(BadNumber, c.Text)
		return 0
	}
	return value
}

// grouped reports whether dots stand between groups of three digits.
func grouped(groups []string) bool {
	if len(groups) < 2 || groups[0] == "" || len(groups[0]) > 3 || groups[0] == "0" {
		return false
	}
	for _, g := range groups[1:] {
		if len(g) != 3 {
			return false
		}
	}
	return true
}

// settle gives a row without a status the one that its figures say, and finds what contradicts.
func (l *line) settle() {
	switch {
	case l.Problem != "":
	case l.Status == "" && l.Percent != nil && *l.Percent == 100:
		l.Status = plan.Done
	case l.Status == "" && (l.Percent != nil && *l.Percent > 0 || l.Quantity != nil && l.Quantity.Value > 0):
		l.Status = plan.InProgress
	case l.Status == "":
		l.fail(NoStatus, l.Note)
	case l.Percent == nil:
	case l.Status == plan.Done && *l.Percent < 100, l.Status == plan.NotStarted && *l.Percent > 0:
		l.fail(Disagreement, l.text(Percent))
	}
}
