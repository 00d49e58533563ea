package sheet

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// rowReader gathers the cells of a sheet as its XML goes by.
type rowReader struct {
	*book
	rows   []Row
	row    Row
	column int // of the cell that is open
	kind   string
	style  int
	value  strings.Builder // what stands in <v>
	inline strings.Builder // what stands in <is>
	aloud  phonetic
	inside bool // <is> is open
}

// rows reads the rows of a sheet.
func (b *book) rows(sheet string) ([]Row, error) {
	r := &rowReader{book: b}
	err := b.scan(sheet, func(e element) error {
		switch {
		case e.text != "":
			r.text(e)
			return nil
		case e.name == "row":
			return r.line(e)
		case e.name == "c":
			r.cell(e)
		case e.closes("sheetData"):
			return errEnough
		}
		r.inside = e.opens("is") || r.inside && !e.closes("is")
		r.aloud.follow(e)
		return nil
	})
	return r.rows, err
}

func (r *rowReader) text(e element) {
	switch {
	case e.parent == "v":
		r.add(&r.value, e.text)
	case e.parent == "t" && r.inside && r.aloud == 0:
		r.add(&r.inline, e.text)
	}
}

// line begins or ends a row. Rows without anything in them, of which spreadsheets hold many, are left out.
func (r *rowReader) line(e element) error {
	if !e.close {
		number, err := strconv.Atoi(e.attribute("r"))
		if err != nil || number <= r.row.Number {
			number = r.row.Number + 1
		}
		r.row, r.column = Row{Number: number}, -1
		return nil
	}
	if len(r.row.Cells) > 0 {
		if len(r.rows) == r.limits.Rows {
			return fmt.Errorf("%w: it has more than %d rows", ErrTooLarge, r.limits.Rows)
		}
		r.rows = append(r.rows, r.row)
	}
	r.row.Cells = nil
	return nil
}

// cell begins or ends a cell.
func (r *rowReader) cell(e element) {
	if !e.close {
		r.column++
		if at := column(e.attribute("r")); at >= 0 {
			r.column = at
		}
		r.kind = e.attribute("t")
		r.style, _ = strconv.Atoi(e.attribute("s"))
		r.value.Reset()
		r.inline.Reset()
		r.inside, r.aloud = false, 0
		return
	}
	text := r.shown()
	if text == "" || r.column < 0 || r.column >= r.limits.Columns {
		return
	}
	for len(r.row.Cells) <= r.column {
		r.row.Cells = append(r.row.Cells, Cell{})
	}
	r.row.Cells[r.column] = Cell{Text: text, Number: r.kind == "" || r.kind == "n"}
}

// shown returns the text of the cell that ends.
func (r *rowReader) shown() string {
	text := r.value.String()
	switch r.kind {
	case "s":
		at, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil || at < 0 || at >= len(r.shared) {
			return ""
		}
		text = r.shared[at]
	case "inlineStr":
		text = r.inline.String()
	case "", "n":
		text = r.number(strings.TrimSpace(text))
	}
	text = strings.TrimSpace(strings.ToValidUTF8(text, ""))
	if utf8.RuneCountInString(text) > r.limits.Cell {
		text = string([]rune(text)[:r.limits.Cell])
	}
	return text
}

// number writes a number without exponent, and a percent as people see it: 0.625 in a percent style is "62.5%".
func (r *rowReader) number(text string) string {
	value, err := strconv.ParseFloat(text, 64)
	if err != nil || len(text) > 30 {
		return text
	}
	sign := ""
	if r.percents[r.style] {
		value, sign = value*100, "%"
	}
	// Fifteen digits are what a spreadsheet keeps; the rest is the dust of binary fractions.
	value, _ = strconv.ParseFloat(strconv.FormatFloat(value, 'g', 15, 64), 64)
	return strconv.FormatFloat(value, 'f', -1, 64) + sign
}
