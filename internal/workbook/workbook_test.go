package workbook

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"chutri/internal/filetest"
	"chutri/internal/ledger"
	"chutri/internal/plan"
	"chutri/internal/report"
	"chutri/internal/report/reporttest"
	"chutri/internal/texts"
)

var keep = flag.String("keep", "", "folder to keep the workbooks in, to look at them")

// write writes a workbook of a period and opens it again.
func write(t *testing.T, name, period, language string, scope report.Scope, evidence []report.Evidence) (report.Figures, *excelize.File, []byte) {
	t.Helper()
	register := reporttest.Office()
	f := reporttest.Figures(t, register, period, scope)
	var b bytes.Buffer
	if err := Write(&b, f, register, speaker(t, language), evidence); err != nil {
		t.Fatal(err)
	}
	if *keep != "" {
		if err := os.WriteFile(filepath.Join(*keep, name+"-"+language+".xlsx"), b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	file, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() })
	return f, file, b.Bytes()
}

var files = []report.Evidence{{
	Task: "XA-1", Agency: "so-nn", Evidence: ledger.Evidence{Update: 16, Name: reporttest.Formula, Size: 1 << 33, AddedAt: reporttest.Issued},
}}

func TestEveryListHasAFilterAFrozenHeadAndItsRows(t *testing.T) {
	for _, language := range texts.Languages {
		f, file, _ := write(t, "week", "2026-W47", language, report.Scope{}, files)
		rows := map[string]int{"tasks": f.Total, "changes": len(f.Changed) + len(f.Outside), "silent": len(f.SilentAgencies), "evidence": 1, "by_agency": 25, "by_plan": 3}
		for name, want := range rows {
			sheet := speaker(t, language).Plain("workbook."+name+".sheet", nil)
			cells, err := file.GetRows(sheet)
			if err != nil {
				t.Fatal(err)
			}
			if len(cells) != want+1 {
				t.Errorf("%s has %d rows, want %d", sheet, len(cells)-1, want)
			}
			panes, err := file.GetPanes(sheet)
			if err != nil || !panes.Freeze || panes.YSplit != 1 {
				t.Errorf("the head of %s is not frozen: %+v %v", sheet, panes, err)
			}
			if !strings.Contains(part(t, file, sheet), "<autoFilter") {
				t.Errorf("%s has no filter", sheet)
			}
		}
		if len(file.GetSheetList()) != len(rows)+1 {
			t.Errorf("sheets %v", file.GetSheetList())
		}
	}
}

// part returns the XML of a sheet.
func part(t *testing.T, file *excelize.File, sheet string) string {
	t.Helper()
	var b bytes.Buffer
	if err := file.Write(&b); err != nil {
		t.Fatal(err)
	}
	index, err := file.GetSheetIndex(sheet)
	if err != nil {
		t.Fatal(err)
	}
	return filetest.Unzip(t, b.Bytes())["xl/worksheets/sheet"+string(rune('1'+index))+".xml"]
}

func TestNothingIsAFormulaOrAMacroOrALink(t *testing.T) {
	_, file, data := write(t, "week", "2026-W47", "vi", report.Scope{}, files)
	charts, drawings := 0, 0
	for name, content := range filetest.Unzip(t, data) {
		if strings.HasPrefix(name, "xl/worksheets/sheet") && (strings.Contains(content, "<f>") || strings.Contains(content, "<f ") || strings.Contains(content, "<hyperlink")) {
			t.Errorf("%s holds a formula or a link", name)
		}
		if strings.Contains(strings.ToLower(name), "vba") || strings.Contains(name, "externalLink") {
			t.Errorf("the workbook holds %s", name)
		}
		if strings.HasPrefix(name, "xl/charts/chart") {
			charts++
		}
		if strings.HasPrefix(name, "xl/worksheets/sheet") && strings.Contains(content, "<drawing ") {
			drawings++
		}
	}
	if charts != 4 || drawings != 3 {
		t.Errorf("%d charts on %d sheets", charts, drawings)
	}
	for _, sheet := range []string{"Nhiệm vụ", "Tài liệu chứng minh"} {
		rows, err := file.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(rows, func(row []string) bool { return slices.Contains(row, reporttest.Formula) }) {
			t.Errorf("%s lacks the text that looks like a formula", sheet)
		}
	}
}

func TestDatesAndNumbersAreReal(t *testing.T) {
	_, file, _ := write(t, "week", "2026-W47", "vi", report.Scope{}, files)
	for at, want := range map[string]string{"G2": "44196", "K2": "46342", "G3": "46387", "J4": "0.625", "J2": "1", "Q2": "15", "A4": "XA-3", "D4": reporttest.Formula, "G4": ""} {
		got, err := file.GetCellValue("Nhiệm vụ", at, excelize.Options{RawCellValue: true})
		if err != nil || got != want {
			t.Errorf("%s = %q, want %q (%v)", at, got, want, err)
		}
		kind, err := file.GetCellType("Nhiệm vụ", at)
		text := kind == excelize.CellTypeInlineString || kind == excelize.CellTypeSharedString
		if letters := at[0] == 'A' || at[0] == 'D'; err != nil || letters != text {
			t.Errorf("%s has the type %v", at, kind)
		}
	}
	for at, want := range map[string]string{"G2": "31/12/2020", "K2": "16/11/2026", "J4": "62.50%"} {
		if got, err := file.GetCellValue("Nhiệm vụ", at); err != nil || got != want {
			t.Errorf("%s shows %q, want %q", at, got, want)
		}
	}
	if got, _ := file.GetCellValue("Tài liệu chứng minh", "F2"); got != "20/11/2026 15:00" {
		t.Errorf("evidence was sent at %q", got)
	}
}

func TestTheSummaryHoldsTheFigures(t *testing.T) {
	f, file, _ := write(t, "week", "2026-W47", "vi", report.Scope{}, nil)
	rows, err := file.GetRows("Tổng hợp", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	shown := map[string][]string{}
	for _, row := range rows {
		if len(row) > 1 {
			shown[row[0]] = row[1:]
		}
	}
	for label, want := range map[string]int{
		"Tổng số nhiệm vụ": f.Total, "Đã hoàn thành": f.ByStatus[plan.Done], "Chưa báo cáo": f.ByStatus[plan.NotReported],
		"Chưa hoàn thành, quá hạn": f.Classes[report.OpenLate], "Số báo cáo đã gửi": len(f.Updates), "Cơ quan chủ trì không báo cáo": len(f.SilentAgencies),
	} {
		number := speaker(t, "en").Number(float64(want))
		if len(shown[label]) == 0 || shown[label][0] != number {
			t.Errorf("%s is %v, want %s", label, shown[label], number)
		}
	}
	if got := shown["Đã hoàn thành"]; !slices.Equal(got, []string{"2", "1", "1"}) {
		t.Errorf("done, before and change are %v", got)
	}
}

func TestLongTextsAndControlCharactersDoNoHarm(t *testing.T) {
	_, file, _ := write(t, "week", "2026-W47", "vi", report.Scope{}, nil)
	for at, want := range map[string]string{"N3": reporttest.Long, "P4": reporttest.Formula, "D6": "Dọn rác ở " + reporttest.Letters, "D3": reporttest.Markup} {
		if got, err := file.GetCellValue("Nhiệm vụ", at); err != nil || got != want {
			t.Errorf("%s = %q (%v)", at, got, err)
		}
	}
	if got := printable(strings.Repeat("🙂", maxCell) + "\x00"); len([]rune(got)) != maxCell/2 {
		t.Errorf("%d letters are kept", len([]rune(got)))
	}
}

func TestEmptyAndEndedReportsHaveAllSheets(t *testing.T) {
	for name, c := range map[string]struct {
		period string
		scope  report.Scope
		sheets int
	}{
		"empty": {"2020-W53", report.Scope{Plan: "xanh"}, 7}, "no-tasks": {"2026-W47", report.Scope{Agency: "hoi"}, 7}, "ended": {"2026", report.Scope{Plan: "muoi"}, 8},
	} {
		for _, language := range texts.Languages {
			_, file, _ := write(t, name, c.period, language, c.scope, nil)
			if got := len(file.GetSheetList()); got != c.sheets {
				t.Errorf("%s: sheets %v", name, file.GetSheetList())
			}
		}
	}
}

func TestALongerPeriodListsTargetsAgainstWhatWasMeasured(t *testing.T) {
	_, file, data := write(t, "year", "2026-H2", "vi", report.Scope{}, nil)
	if len(filetest.Unzip(t, data)) == 0 {
		t.Fatal("no parts")
	}
	for at, want := range map[string]string{
		"A2": "XA-T1", "D2": "Sở " + reporttest.Letters + strings.ToUpper(reporttest.Letters), "F2": "≥", "G2": "85", "H2": "2026", "I2": "84.2", "J2": "2026", "K2": "-0.8",
		"L2": "chưa đạt", "M2": "80.5", "N2": "2024", "O2": "3.7", "Q2": reporttest.Formula,
		"F3": "<", "G3": "1200", "I3": "1180.75", "K3": "-19.25", "L3": "đạt", "M3": "", "O3": "", "C4": reporttest.Formula, "F4": "=", "G4": "40", "I4": "", "K4": "", "G5": "", "I5": "92.5", "K5": "",
	} {
		if got, err := file.GetCellValue("Chỉ tiêu", at, excelize.Options{RawCellValue: true}); err != nil || got != want {
			t.Errorf("%s = %q, want %q (%v)", at, got, want, err)
		}
	}
	if kind, err := file.GetCellType("Chỉ tiêu", "I2"); err != nil || kind == excelize.CellTypeInlineString || kind == excelize.CellTypeSharedString {
		t.Errorf("a measured value has the type %v", kind)
	}
}

func TestTheLastMomentOfADayStaysOnIt(t *testing.T) {
	due := time.Date(2026, 12, 31, 23, 59, 59, 999999999, time.FixedZone("", 7*3600))
	if got := inZone(date, due); !got.Equal(time.Date(2026, 12, 31, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("the due date is %v", got)
	}
}

func speaker(t testing.TB, language string) texts.Speaker {
	t.Helper()
	catalog, err := texts.Load()
	if err != nil {
		t.Fatal(err)
	}
	return catalog.In(language)
}
