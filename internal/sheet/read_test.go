package sheet

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

var testLimits = Limits{Unpacked: 50 << 20, Part: 20 << 20, Rows: 5000, Columns: 64, Cell: 4000}

func read(t testing.TB, file []byte) ([]Row, error) {
	t.Helper()
	return Read(bytes.NewReader(file), int64(len(file)), testLimits)
}

// workbook makes a workbook with the given cells of its first sheet.
func workbook(t testing.TB, cells map[string]any) []byte {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	for name, value := range cells {
		if err := book.SetCellValue("Sheet1", name, value); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// packed makes a workbook of raw parts; a part is written by a function.
func packed(t testing.TB, parts map[string]func(io.Writer)) []byte {
	t.Helper()
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	archive.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	for name, write := range parts {
		w, err := archive.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		write(w)
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func just(text string) func(io.Writer) { return func(w io.Writer) { io.WriteString(w, text) } }

// raw makes a workbook whose only sheet is the given XML.
func raw(t testing.TB, sheet func(io.Writer), more map[string]func(io.Writer)) []byte {
	t.Helper()
	parts := map[string]func(io.Writer){
		"xl/workbook.xml":            just(`<workbook><sheets><sheet name="a" r:id="x"/></sheets></workbook>`),
		"xl/_rels/workbook.xml.rels": just(`<Relationships><Relationship Id="x" Target="worksheets/s.xml"/></Relationships>`),
		"xl/worksheets/s.xml":        sheet,
	}
	for name, write := range more {
		parts[name] = write
	}
	return packed(t, parts)
}

func TestCellsAreReadAsPeopleSeeThem(t *testing.T) {
	file := raw(t, just(`<worksheet><sheetData>
		<row r="3"><c r="A3" t="s"><v>1</v></c><c r="C3"><v>0.1</v></c><c r="D3" s="1"><v>0.62500000000000011</v></c></row>
		<row r="4"><c r="A4" s="1"/></row>
		<row r="9"><c t="inlineStr"><is><t>một</t><r><t> hai</t></r><rPh><t>ba</t></rPh></is></c><c t="str"><f>A1&amp;"x"</f><v>kết quả</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c><f>1+1</f></c><c><v>1E3</v></c></row>
		</sheetData><c><v>9</v></c></worksheet>`), map[string]func(io.Writer){
		"xl/sharedStrings.xml": just(`<sst><si><t>không</t></si><si><r><t>Sở </t></r><r><t>Y tế</t></r><rPh><t>y</t></rPh></si></sst>`),
		"xl/styles.xml":        just(`<styleSheet><numFmts><numFmt numFmtId="170" formatCode="0.0%"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>`),
	})
	rows, err := read(t, file)
	if err != nil {
		t.Fatal(err)
	}
	want := "[{3 [{Sở Y tế false} { false} {0.1 true} {62.5% true}]} {9 [{một hai false} {kết quả false} {1 false} {#N/A false} { false} {1000 true}]}]"
	if got := fmt.Sprint(rows); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestWhatExcelizeWritesIsRead(t *testing.T) {
	rows, err := read(t, workbook(t, map[string]any{"A1": "Mã", "B1": "Ghi chú", "A2": "ND-15", "B2": 62.5, "AA5": "xa"}))
	if err != nil || len(rows) != 3 || rows[1].Cells[0].Text != "ND-15" || rows[1].Cells[1] != (Cell{"62.5", true}) || rows[2].Cells[26].Text != "xa" {
		t.Errorf("got %v (%v)", rows, err)
	}
}

func TestWhatIsNoWorkbookIsBroken(t *testing.T) {
	whole := workbook(t, map[string]any{"A1": "x"})
	for name, file := range map[string][]byte{
		"empty": nil, "text": []byte("Mã;Trạng thái"), "cut": whole[:len(whole)/2], "a ZIP": packed(t, map[string]func(io.Writer){"a.txt": just("a")}),
		"no XML": raw(t, just("<worksheet><row"), nil), "old code": raw(t, just(`<?xml version="1.0" encoding="windows-1258"?><a/>`), nil),
	} {
		if _, err := read(t, file); !errors.Is(err, ErrBroken) {
			t.Errorf("%s: %v, want ErrBroken", name, err)
		}
	}
}

// TestAnOversizedWorkbookCostsLittle reads files that unpack into far more than they are.
func TestAnOversizedWorkbookCostsLittle(t *testing.T) {
	many := func(text string, n int) func(io.Writer) {
		return func(w io.Writer) {
			block := strings.Repeat(text, 1000)
			for range n / 1000 {
				io.WriteString(w, block)
			}
		}
	}
	within := func(before string, middle func(io.Writer)) func(io.Writer) {
		return func(w io.Writer) {
			io.WriteString(w, before)
			middle(w)
		}
	}
	for name, file := range map[string][]byte{
		"a ZIP bomb":      raw(t, just("<a/>"), map[string]func(io.Writer){"xl/x": many(strings.Repeat("0", 1000), 500_000)}),
		"a million rows":  raw(t, within("<sheetData>", many(`<row><c><v>1</v></c></row>`, 1_000_000)), nil),
		"empty rows":      raw(t, within("<sheetData>", many(`<row r="1"></row>`, 2_000_000)), nil),
		"deep nesting":    raw(t, many("<a>", 10_000_000), nil),
		"a long cell":     raw(t, within("<sheetData><row><c><v>", many("x", 10_000_000)), nil),
		"many attributes": raw(t, within("<sheetData><row", many(" a=''", 3_000_000)), nil),
		"many texts":      raw(t, just("<a/>"), map[string]func(io.Writer){"xl/sharedStrings.xml": within("<sst>", many("<si/>", 3_000_000))}),
		"many parts":      packed(t, manyParts(2*maxParts)),
		"a comment":       raw(t, within("<!--", many("x", 19_000_000)), nil),
	} {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		_, err := read(t, file)
		runtime.ReadMemStats(&after)
		// The total of all allocations, of which most were freed again, is a bound on what was held at one time.
		cost := (after.TotalAlloc - before.TotalAlloc) >> 20
		if !errors.Is(err, ErrTooLarge) || cost > 1024 {
			t.Errorf("%s: %v after %d MiB of allocations, want ErrTooLarge after less", name, err, cost)
		}
	}
}

func manyParts(n int) map[string]func(io.Writer) {
	parts := make(map[string]func(io.Writer))
	for i := range n {
		parts[fmt.Sprint("xl/", i)] = just("")
	}
	return parts
}

// TestALieAboutTheSizeIsFound changes the size that a part claims to have.
func TestALieAboutTheSizeIsFound(t *testing.T) {
	file := raw(t, func(w io.Writer) {
		io.WriteString(w, "<sheetData><row><c><v>")
		io.WriteString(w, strings.Repeat("1</v></c><c><v>", 4000))
	}, nil)
	archive, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range archive.File {
		if part.Name == "xl/worksheets/s.xml" {
			honest := []byte{byte(part.UncompressedSize64), byte(part.UncompressedSize64 >> 8), byte(part.UncompressedSize64 >> 16), 0}
			file = bytes.ReplaceAll(file, honest, []byte{1, 0, 0, 0})
		}
	}
	if _, err := read(t, file); !errors.Is(err, ErrBroken) {
		t.Errorf("got %v, want ErrBroken", err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(workbook(f, map[string]any{"A1": "Mã", "B2": 62.5}))
	f.Add(raw(f, just(`<sheetData><row r="3"><c r="A3" t="s"><v>0</v></c></row>`), map[string]func(io.Writer){"xl/sharedStrings.xml": just("<sst><si><t>a</t></si></sst>")}))
	f.Fuzz(func(t *testing.T, file []byte) { checkRead(t, file) })
}

// FuzzReadSheet reaches deeper than FuzzRead, whose input mostly is no ZIP file.
func FuzzReadSheet(f *testing.F) {
	f.Add(`<sheetData><row r="3"><c r="A3" t="s"><v>0</v></c><c s="1"><v>1E-7</v></c></row>`, `<sst><si><t>a</t></si></sst>`, `<cellXfs><xf/><xf numFmtId="9"/>`)
	f.Add(`<sheetData><row r="99999999999"><c r="ZZZ3" t="inlineStr"><is><t>a`, ``, ``)
	f.Fuzz(func(t *testing.T, sheet, shared, styles string) {
		checkRead(t, raw(t, just(sheet), map[string]func(io.Writer){"xl/sharedStrings.xml": just(shared), "xl/styles.xml": just(styles)}))
	})
}

func checkRead(t *testing.T, file []byte) {
	rows, err := read(t, file)
	if err != nil && !errors.Is(err, ErrBroken) && !errors.Is(err, ErrTooLarge) {
		t.Fatalf("the error %v is none of the documented", err)
	}
	last := 0
	for _, row := range rows {
		if row.Number <= last || len(row.Cells) == 0 || len(row.Cells) > testLimits.Columns {
			t.Fatalf("row %d after %d has %d cells", row.Number, last, len(row.Cells))
		}
		last = row.Number
	}
}
