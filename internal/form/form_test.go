package form

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"chutri/internal/plan"
	"chutri/internal/sheet"
)

func inVietnamese() Words {
	return Words{
		Sheet: "Tiến độ", Title: "Sở Công Thương: tiến độ nhiệm vụ", Hint: "Chỉ điền các ô màu vàng.", NotStatus: "Hãy chọn trong danh sách.",
		Heads: [columns]string{"Mã", "Nhiệm vụ", "Vai trò", "Hạn", "Hiện nay", "Ngày báo cáo", "Trạng thái", "Tỷ lệ %", "Đã làm", "Tổng số", "Đơn vị", "Ghi chú"},
		Statuses: map[plan.Status]string{
			plan.NotStarted: "Chưa thực hiện", plan.InProgress: "Đang thực hiện", plan.Blocked: "Đang vướng mắc", plan.Done: "Đã hoàn thành", plan.Stopped: "Dừng thực hiện",
		},
	}
}

func inEnglish() Words {
	w := inVietnamese()
	w.Heads = [columns]string{"Id", "Task", "Role", "Due", "Now", "Reported", "Status", "Percent", "Done", "Of", "Unit", "Note"}
	w.Statuses = map[plan.Status]string{plan.Done: "Done", plan.InProgress: "In progress", plan.Blocked: "Blocked", plan.NotStarted: "Not started", plan.Stopped: "Stopped"}
	return w
}

var tasks = []Task{
	{ID: "ND-15", Title: "Tăng số hộ dùng muối i-ốt đạt chuẩn", Role: "chủ trì", Due: "31/12/2025", Now: "Đang thực hiện · 62,5%", Reported: "19/11/2026"},
	{ID: "ND-16", Title: `=HYPERLINK("http://x")`, Role: "phối hợp"},
	{ID: "ND-17", Title: "Việc thứ ba"},
}

func written(t testing.TB, words Words) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, tasks, words); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// filled writes a form and changes cells of it.
func filled(t testing.TB, cells map[string]any) []byte {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(written(t, inVietnamese())))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	for name, value := range cells {
		if err := book.SetCellValue("Tiến độ", name, value); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func read(file []byte) (Filled, error) {
	return Read(bytes.NewReader(file), int64(len(file)), inVietnamese(), inEnglish())
}

func show(e Entry) string {
	s := fmt.Sprintf("%d %s %s", e.Row, e.ID, e.Status)
	if e.Percent != nil {
		s += fmt.Sprint(" ", *e.Percent, "%")
	}
	if q := e.Quantity; q != nil {
		s += fmt.Sprint(" ", q.Value)
		if q.Of != nil {
			s += fmt.Sprint("/", *q.Of)
		}
		s += " " + q.Unit
	}
	if e.Problem != "" {
		s += fmt.Sprintf(" %s(%s)", e.Problem, e.Value)
	}
	return s
}

func TestAnEmptyFormSaysNothing(t *testing.T) {
	for _, words := range []Words{inVietnamese(), inEnglish()} {
		got, err := read(written(t, words))
		if err != nil || len(got.Entries) != 0 || got.Title != words.Title {
			t.Errorf("got %+v (%v)", got, err)
		}
	}
}

func TestWhatIsFilledInIsRead(t *testing.T) {
	for _, c := range []struct {
		cells map[string]any
		want  string
	}{
		{map[string]any{"G4": "Đang thực hiện", "H4": "62,5", "I4": "1.250", "J4": "2.000", "K4": "hộ", "L4": "x"}, "4 ND-15 in_progress 62.5% 1250/2000 hộ"},
		{map[string]any{"G4": "DA HOAN THANH"}, "4 ND-15 done"},
		{map[string]any{"G4": "blocked", "L4": "đường hỏng"}, "4 ND-15 blocked"},
		{map[string]any{"G4": "Done"}, "4 ND-15 done"},
		{map[string]any{"H4": 62.5}, "4 ND-15 in_progress 62.5%"},
		{map[string]any{"H4": "100%"}, "4 ND-15 done 100%"},
		{map[string]any{"I4": 1.234, "K4": "tấn"}, "4 ND-15 in_progress 1.234 tấn"},
		{map[string]any{"I4": "3,5", "K4": "tỷ đồng"}, "4 ND-15 in_progress 3.5 tỷ đồng"},
		{map[string]any{"I4": "1 250", "K4": "hộ"}, "4 ND-15 in_progress 1250 hộ"},
		{map[string]any{"A4": "nd15", "G4": "done"}, "4 nd15 done"},
		{map[string]any{"A4": "", "G4": "done"}, "4  done"},

		{map[string]any{"G4": "gần xong"}, "4 ND-15  bad_status(gần xong)"},
		{map[string]any{"H4": "-5"}, "4 ND-15  bad_percent(-5)"},
		{map[string]any{"H4": 130}, "4 ND-15  bad_percent(130)"},
		{map[string]any{"H4": "nửa"}, "4 ND-15  bad_percent(nửa)"},
		{map[string]any{"H4": "NaN"}, "4 ND-15  bad_percent(NaN)"},
		{map[string]any{"G4": "done", "H4": 60}, "4 ND-15 done 60% disagreement(60)"},
		{map[string]any{"I4": "1,250", "K4": "hộ"}, "4 ND-15  0 hộ bad_number(1,250)"},
		{map[string]any{"I4": "=1+1", "K4": "hộ"}, "4 ND-15  0 hộ bad_number(=1+1)"},
		{map[string]any{"I4": "12"}, "4 ND-15  12  no_unit(12)"},
		{map[string]any{"J4": "12"}, "4 ND-15  no_value(12)"},
		{map[string]any{"L4": "chỉ ghi chú"}, "4 ND-15  no_status(chỉ ghi chú)"},
		{map[string]any{"H4": 0}, "4 ND-15  0% no_status()"},
	} {
		got, err := read(filled(t, c.cells))
		if err != nil || len(got.Entries) != 1 || show(got.Entries[0]) != c.want {
			t.Errorf("%v: got %+v (%v), want %s", c.cells, got.Entries, err, c.want)
		}
	}
}

func TestAPercentCellIsReadAsItLooks(t *testing.T) {
	book, err := excelize.OpenReader(bytes.NewReader(filled(t, map[string]any{"H5": 0.625})))
	if err != nil {
		t.Fatal(err)
	}
	style, err := book.NewStyle(&excelize.Style{NumFmt: 10})
	if err != nil {
		t.Fatal(err)
	}
	if err := book.SetCellStyle("Tiến độ", "H5", "H5", style); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}
	got, err := read(out.Bytes())
	if err != nil || len(got.Entries) != 1 || *got.Entries[0].Percent != 62.5 {
		t.Errorf("got %+v (%v)", got, err)
	}
}

func TestAFormThatWasTakenApartIsRefused(t *testing.T) {
	var unknown UnknownColumnError
	if _, err := read(filled(t, map[string]any{"M3": "Kinh phí"})); !errors.As(err, &unknown) || unknown.Head != "Kinh phí" {
		t.Errorf("an unknown column: %v", err)
	}
	var missing MissingColumnError
	if _, err := read(filled(t, map[string]any{"G3": ""})); !errors.As(err, &missing) || missing.Column != Status {
		t.Errorf("a missing column: %v", err)
	}
	if _, err := read(filled(t, map[string]any{"L3": "Mã"})); !errors.As(err, &missing) || missing.Column != ID {
		t.Errorf("a column that stands twice: %v", err)
	}
	if _, err := read(filled(t, map[string]any{"A3": "số"})); !errors.Is(err, ErrNotAForm) {
		t.Errorf("no head: %v", err)
	}
	if _, err := read([]byte("no workbook")); !errors.Is(err, sheet.ErrBroken) {
		t.Errorf("no workbook: %v", err)
	}
}

func TestTheFormOffersTheStatusesAndHoldsNoFormula(t *testing.T) {
	book, err := excelize.OpenReader(bytes.NewReader(written(t, inVietnamese())))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	lists, err := book.GetDataValidations("Tiến độ")
	if err != nil || len(lists) != 1 || lists[0].Sqref != "G4:G6" || !strings.Contains(lists[0].Formula1, "Đang vướng mắc") {
		t.Errorf("the choices are %+v (%v)", lists, err)
	}
	repeated := slices.ContainsFunc(book.GetDefinedName(), func(n excelize.DefinedName) bool {
		return n.Name == "_xlnm.Print_Titles" && n.RefersTo == "'Tiến độ'!$3:$3"
	})
	if !repeated {
		t.Errorf("the heads are not on every printed page: %+v", book.GetDefinedName())
	}
	if formula, err := book.GetCellFormula("Tiến độ", "B5"); err != nil || formula != "" {
		t.Errorf("a title became the formula %q (%v)", formula, err)
	}
}

// TestAFormSavedByLibreOfficeIsRead reads testdata/libreoffice.xlsx: a form filled in and saved by LibreOffice.
func TestAFormSavedByLibreOfficeIsRead(t *testing.T) {
	file, err := os.ReadFile("testdata/libreoffice.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	got, err := read(file)
	if err != nil || len(got.Entries) != 2 {
		t.Fatalf("got %+v (%v)", got, err)
	}
	for i, want := range []string{"4 ND-15 in_progress 62.5% 1250/2000 hộ", "5 ND-16 done"} {
		if got := show(got.Entries[i]); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("Mã", "Trạng thái", "Tỷ lệ %", "Đã làm", "ND-15", "done", "62,5%", "1.250")
	f.Add("Id", "Status", "Of", "Unit", "", "x", "1e309", "hộ")
	f.Fuzz(func(t *testing.T, a, b, c, d, e, f, g, h string) {
		head, row := sheet.Row{Number: 1}, sheet.Row{Number: 2}
		for _, text := range []string{a, b, c, d} {
			head.Cells = append(head.Cells, sheet.Cell{Text: text})
		}
		for i, text := range []string{e, f, g, h} {
			row.Cells = append(row.Cells, sheet.Cell{Text: text, Number: i%2 == 0})
		}
		got, err := readRows([]sheet.Row{head, row}, []Words{inVietnamese(), inEnglish()})
		if err != nil {
			return
		}
		for _, e := range got.Entries {
			if e.Problem == "" && !e.Status.Valid() {
				t.Errorf("%+v has no status and no problem", e)
			}
			if p := e.Percent; p != nil && !(*p >= 0 && *p <= 100) {
				t.Errorf("%v is no percent", *p)
			}
			if q := e.Quantity; q != nil && (!(q.Value >= 0) || math.IsInf(q.Value, 0) || q.Of != nil && !(*q.Of >= 0)) {
				t.Errorf("%+v is no quantity", *q)
			}
		}
	})
}
