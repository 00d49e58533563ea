package document

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chutri/internal/filetest"
	"chutri/internal/report"
	"chutri/internal/report/reporttest"
	"chutri/internal/texts"
)

// TestAnOpeningStandsBeforeTheFirstSection writes a report with an opening, by a machine and by a person, and in another language than
// the document's.
func TestAnOpeningStandsBeforeTheFirstSection(t *testing.T) {
	figures, _ := write(t, "opening", "2026-W47", report.Scope{}, known, "vi")
	catalog, err := texts.Load()
	if err != nil {
		t.Fatal(err)
	}
	const first, remark = "Trong kỳ có <1> lượt báo cáo.", "do máy soạn"
	for _, c := range []struct {
		opening       report.Opening
		shown, marked bool
	}{
		{report.Opening{Language: "vi", Paragraphs: []string{first, "Đề nghị rà soát."}, Machine: true}, true, true},
		{report.Opening{Language: "vi", Paragraphs: []string{first}}, true, false},
		{report.Opening{Language: "en", Paragraphs: []string{first}, Machine: true}, false, false},
	} {
		figures.Opening = &c.opening
		var out bytes.Buffer
		if err := Write(&out, figures, reporttest.Office(), catalog.In("vi"), known); err != nil {
			t.Fatal(err)
		}
		if *keep != "" && c.opening.Machine {
			if err := os.WriteFile(filepath.Join(*keep, "opening-"+c.opening.Language+".docx"), out.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		text := readable(t, filetest.Unzip(t, out.Bytes())["word/document.xml"])
		before, _, _ := strings.Cut(text, "KẾT QUẢ")
		if strings.Contains(before, first) != c.shown || strings.Contains(text, remark) != c.marked {
			t.Errorf("%+v: shown %v, marked %v\n%s", c.opening, strings.Contains(before, first), strings.Contains(text, remark), before)
		}
	}
}
