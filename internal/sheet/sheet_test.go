package sheet

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

type sample struct {
	ID    string   `json:"id"`
	Title string   `json:"title"`
	Lead  []string `json:"lead"`
	Share *float64 `json:"share"`
	Extra []struct {
		Year int `json:"year"`
	} `json:"extra,omitempty"`
}

func samples() []sample {
	share := 62.5
	return []sample{
		{ID: "ND-1", Title: "=HYPERLINK(\"http://x\")", Lead: []string{"Sở Y tế", "Sở Công Thương"}},
		{ID: "ND-2", Title: "Muối i-ốt, \"đủ\" chuẩn\nhai dòng", Lead: []string{}, Share: &share, Extra: []struct {
			Year int `json:"year"`
		}{{2025}}},
	}
}

func TestColumnsKeepTheOrderOfTheFields(t *testing.T) {
	table, err := From("tasks", samples())
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(table.Head, " "), "id title lead share extra"; got != want {
		t.Errorf("head is %q, want %q", got, want)
	}
	if got := table.Rows[0][2]; got != "Sở Y tế; Sở Công Thương" {
		t.Errorf("a list of texts became %q", got)
	}
	if got := table.Rows[1][4]; got != `[{"year":2025}]` {
		t.Errorf("a list of objects became %q", got)
	}
}

func TestWhatAPersonWroteIsNeverAFormula(t *testing.T) {
	table, err := From("tasks", samples())
	if err != nil {
		t.Fatal(err)
	}
	var written bytes.Buffer
	if err := WriteCSV(&written, table); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(written.String(), "\"'=HYPERLINK") {
		t.Errorf("the CSV holds a formula: %s", written.String())
	}
	written.Reset()
	if err := WriteXLSX(&written, table); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&written)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if formula, err := book.GetCellFormula("tasks", "B2"); err != nil || formula != "" {
		t.Errorf("the workbook holds the formula %q (%v)", formula, err)
	}
	if value, err := book.GetCellValue("tasks", "B2"); err != nil || value != samples()[0].Title {
		t.Errorf("the workbook holds %q (%v)", value, err)
	}
	if kind, err := book.GetCellType("tasks", "D3"); err != nil || kind == excelize.CellTypeSharedString || kind == excelize.CellTypeInlineString {
		t.Errorf("a number is stored as text (%v, %v)", kind, err)
	}
}

func TestEverySheetHasAFilterAndAFrozenHead(t *testing.T) {
	table, err := From("tasks", samples())
	if err != nil {
		t.Fatal(err)
	}
	var written bytes.Buffer
	if err := WriteXLSX(&written, table, Table{Name: "empty"}); err != nil {
		t.Fatal(err)
	}
	archive, err := zip.NewReader(bytes.NewReader(written.Bytes()), int64(written.Len()))
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := archive.Open("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(sheet)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`<autoFilter ref="`, `state="frozen"`} {
		if !strings.Contains(string(content), want) {
			t.Errorf("the sheet lacks %s", want)
		}
	}
}
