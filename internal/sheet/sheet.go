// Package sheet writes records as tables: CSV and XLSX that open without surprises. What a person wrote can never
// become a formula.
package sheet

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Table is rows of cells under a head. A cell is a string, a json.Number, a bool or nil.
type Table struct {
	Name string // of the sheet
	Head []string
	Rows [][]any
}

// From makes a table of records: a column for each field of their JSON, in the order in which the fields first come. Lists
// of texts are joined by "; "; other lists and objects stand as JSON.
func From[T any](name string, records []T) (Table, error) {
	t := Table{Name: name}
	column := make(map[string]int)
	for _, record := range records {
		fields, err := fieldsOf(record)
		if err != nil {
			return Table{}, err
		}
		row := make([]any, len(t.Head), len(t.Head)+len(fields))
		for _, f := range fields {
			at, known := column[f.name]
			if !known {
				at = len(t.Head)
				column[f.name] = at
				t.Head = append(t.Head, f.name)
				row = append(row, nil)
			}
			row[at] = f.value
		}
		t.Rows = append(t.Rows, row)
	}
	return t, nil
}

type field struct {
	name  string
	value any
}

// fieldsOf returns the fields of a record's JSON object in their order.
func fieldsOf(record any) ([]field, error) {
	encoded, err := json.Marshal(record)
	if err != nil {
		return nil, fmt.Errorf("sheet: %w", err)
	}
	decoder := json.NewDecoder(bytes.NewReader(encoded))
	decoder.UseNumber()
	if _, err := decoder.Token(); err != nil {
		return nil, fmt.Errorf("sheet: %w", err)
	}
	var fields []field
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return nil, fmt.Errorf("sheet: %w", err)
		}
		var value any
		if err := decoder.Decode(&value); err != nil {
			return nil, fmt.Errorf("sheet: %w", err)
		}
		fields = append(fields, field{name: fmt.Sprint(name), value: cell(value)})
	}
	return fields, nil
}

func cell(value any) any {
	switch v := value.(type) {
	case []any:
		texts := make([]string, len(v))
		for i, item := range v {
			text, ok := item.(string)
			if !ok {
				return jsonText(value)
			}
			texts[i] = text
		}
		return strings.Join(texts, "; ")
	case map[string]any:
		return jsonText(value)
	}
	return value
}

func jsonText(value any) string {
	encoded, err := json.Marshal(value)
	if err != nil {
		return fmt.Sprint(value)
	}
	return string(encoded)
}

// byteOrderMark makes spreadsheet programs read a CSV file as UTF-8.
const byteOrderMark = "\ufeff"

// WriteCSV writes a table as CSV (UTF-8 with a byte order mark). A text that a spreadsheet program would take for a formula
// gets an apostrophe before it.
func WriteCSV(to io.Writer, t Table) error {
	if _, err := io.WriteString(to, byteOrderMark); err != nil {
		return err
	}
	w := csv.NewWriter(to)
	if err := w.Write(t.Head); err != nil {
		return err
	}
	for _, row := range t.Rows {
		line := make([]string, len(t.Head))
		for i, value := range row {
			line[i] = text(value)
		}
		if err := w.Write(line); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

func text(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		if v != "" && strings.ContainsRune("=+-@\t\r", rune(v[0])) {
			return "'" + v
		}
		return v
	}
	return fmt.Sprint(value)
}

// maxCell is how many characters a cell of a workbook holds.
const maxCell = 32767

// WriteXLSX writes tables as the sheets of a workbook, each with a filter and a frozen head. Numbers are numbers; texts are
// texts, whatever they begin with.
func WriteXLSX(to io.Writer, tables ...Table) error {
	book := excelize.NewFile()
	defer book.Close()
	for i, t := range tables {
		if i == 0 {
			if err := book.SetSheetName(book.GetSheetName(0), t.Name); err != nil {
				return fmt.Errorf("sheet %s: %w", t.Name, err)
			}
		} else if _, err := book.NewSheet(t.Name); err != nil {
			return fmt.Errorf("sheet %s: %w", t.Name, err)
		}
		if err := fill(book, t); err != nil {
			return fmt.Errorf("sheet %s: %w", t.Name, err)
		}
	}
	return book.Write(to)
}

func fill(book *excelize.File, t Table) error {
	if err := filter(book, t); err != nil {
		return err
	}
	w, err := book.NewStreamWriter(t.Name)
	if err != nil {
		return err
	}
	bold, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	head := make([]any, len(t.Head))
	for i, name := range t.Head {
		head[i] = excelize.Cell{StyleID: bold, Value: name}
	}
	if err := w.SetRow("A1", head); err != nil {
		return err
	}
	for i, row := range t.Rows {
		cells := make([]any, len(row))
		for j, value := range row {
			cells[j] = workbookCell(value)
		}
		if err := w.SetRow(fmt.Sprintf("A%d", i+2), cells); err != nil {
			return err
		}
	}
	return w.Flush()
}

// filter puts a filter over a table. It must come before the cells: the stream that writes them writes it along.
func filter(book *excelize.File, t Table) error {
	if len(t.Head) == 0 {
		return nil
	}
	last, err := excelize.CoordinatesToCellName(len(t.Head), len(t.Rows)+1)
	if err != nil {
		return err
	}
	return book.AutoFilter(t.Name, "A1:"+last, nil)
}

func workbookCell(value any) any {
	switch v := value.(type) {
	case json.Number:
		if number, err := v.Float64(); err == nil {
			return number
		}
	case string:
		if runes := []rune(v); len(runes) > maxCell {
			return string(runes[:maxCell])
		}
	}
	return value
}
