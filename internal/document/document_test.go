package document

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"chutri/internal/filetest"
	"chutri/internal/ledger"
	"chutri/internal/plan"
	"chutri/internal/report"
	"chutri/internal/report/reporttest"
	"chutri/internal/texts"
)

var (
	keep = flag.String("keep", "", "folder to keep the documents in, to look at them")
)

var known = ledger.Letterhead{
	Parent: "UBND tỉnh Bến Tre", Name: "Sở Kế hoạch & Đầu tư", Symbol: "SKHĐT", Number: "12", Place: "Bến Tre",
	SignerTitle: "Giám đốc", SignerName: "Nguyễn Thị <Ặ>", Recipients: []string{"UBND tỉnh", "Các sở, ban, ngành"}, Day: "2026-12-01",
}

// cases are the reports that must all come out right.
var cases = map[string]struct {
	period string
	scope  report.Scope
	office ledger.Letterhead
}{
	"week":     {"2026-W47", report.Scope{}, known},
	"empty":    {"2020-W53", report.Scope{Plan: "xanh"}, ledger.Letterhead{}},
	"ended":    {"2026-Q4", report.Scope{Plan: "muoi"}, ledger.Letterhead{}},
	"agency":   {"2026-11", report.Scope{Agency: "so-nn"}, known},
	"no-tasks": {"2026-H2", report.Scope{Agency: "hoi"}, ledger.Letterhead{}},
}

func TestDocumentReads(t *testing.T) {
	for name, c := range cases {
		for _, language := range texts.Languages {
			t.Run(name+" "+language, func(t *testing.T) {
				_, data := write(t, name, c.period, c.scope, c.office, language)
				filetest.Golden(t, filepath.Join("testdata", name+"."+language+".txt"), readable(t, filetest.Unzip(t, data)["word/document.xml"]))
			})
		}
	}
}

func TestEveryPartIsWellFormedAndNothingRuns(t *testing.T) {
	_, data := write(t, "week", "2026-W47", report.Scope{}, known, "vi")
	all := filetest.Unzip(t, data)
	for name, content := range all {
		decoder := xml.NewDecoder(strings.NewReader(content))
		for {
			_, err := decoder.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		lower := strings.ToLower(name + content)
		for _, bad := range []string{"vba", "macro", "targetmode=\"external\"", "w:object", "includetext", "ddeauto"} {
			if strings.Contains(lower, bad) {
				t.Errorf("%s holds %q", name, bad)
			}
		}
	}
	for _, name := range []string{"[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/styles.xml", "word/header.xml", "docProps/core.xml"} {
		if all[name] == "" {
			t.Errorf("%s is missing", name)
		}
	}
}

func TestEveryStyleAndRelationExists(t *testing.T) {
	_, data := write(t, "week", "2026-W47", report.Scope{}, known, "vi")
	all := filetest.Unzip(t, data)
	names := func(content, before string) []string {
		var found []string
		for _, rest := range strings.Split(content, before)[1:] {
			name, _, _ := strings.Cut(rest, `"`)
			found = append(found, name)
		}
		return found
	}
	for _, style := range append(names(all["word/document.xml"], `w:pStyle w:val="`), names(all["word/header.xml"], `w:pStyle w:val="`)...) {
		if !strings.Contains(all["word/styles.xml"], `w:styleId="`+style+`"`) {
			t.Errorf("no style %s", style)
		}
	}
	for _, id := range names(all["word/document.xml"], `r:id="`) {
		if !strings.Contains(all["word/_rels/document.xml.rels"], `Id="`+id+`"`) {
			t.Errorf("no relation %s", id)
		}
	}
}

func TestEveryFigureIsTheReports(t *testing.T) {
	f, data := write(t, "week", "2026-W47", report.Scope{}, known, "vi")
	text := readable(t, filetest.Unzip(t, data)["word/document.xml"])
	for _, want := range []string{
		"Tổng số " + strconv.Itoa(f.Total) + " nhiệm vụ", "có " + strconv.Itoa(len(f.Updates)) + " báo cáo gửi về",
		"Chưa báo cáo | " + strconv.Itoa(f.ByStatus[plan.NotReported]) + " | " + strconv.Itoa(f.Before[plan.NotReported]) + " | −3",
		"(2/60)", "(2/3)", "trong tuần (" + strconv.Itoa(len(f.SilentAgencies)) + "): ",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the document lacks %q", want)
		}
	}
}

func TestPaperAndTypeAreTheDecrees(t *testing.T) {
	_, data := write(t, "week", "2026-W47", report.Scope{}, known, "vi")
	all := filetest.Unzip(t, data)
	for _, want := range []string{`<w:pgSz w:w="11906" w:h="16838">`, `w:top="1134" w:right="964" w:bottom="1134" w:left="1701"`, `w:orient="landscape"`, "<w:titlePg>", "<w:tblHeader>"} {
		if !strings.Contains(all["word/document.xml"], want) {
			t.Errorf("the document lacks %s", want)
		}
	}
	for _, want := range []string{`w:ascii="Times New Roman"`, `<w:sz w:val="28"/>`} {
		if !strings.Contains(all["word/styles.xml"], want) {
			t.Errorf("the styles lack %s", want)
		}
	}
}

func TestTheSameFiguresGiveTheSameDocument(t *testing.T) {
	_, first := write(t, "week", "2026-W47", report.Scope{}, known, "vi")
	_, second := write(t, "week", "2026-W47", report.Scope{}, known, "vi")
	if !bytes.Equal(first, second) {
		t.Error("two documents of the same figures differ")
	}
}

// write writes a document and returns the figures that it was made from.
func write(t *testing.T, name, period string, scope report.Scope, office ledger.Letterhead, language string) (report.Figures, []byte) {
	t.Helper()
	register := reporttest.Office()
	f := reporttest.Figures(t, register, period, scope)
	catalog, err := texts.Load()
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := Write(&b, f, register, catalog.In(language), office); err != nil {
		t.Fatal(err)
	}
	if *keep != "" {
		if err := os.WriteFile(filepath.Join(*keep, name+"-"+language+".docx"), b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return f, b.Bytes()
}

// readable returns the text of a document: a line for each paragraph, the cells of a row on one line.
func readable(t *testing.T, document string) string {
	t.Helper()
	var b strings.Builder
	decoder := xml.NewDecoder(strings.NewReader(document))
	inText, cells, paragraphs := false, 0, 0
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return b.String()
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "tr":
				cells = 0
			case "tc":
				if cells++; cells > 1 {
					b.WriteString(" | ")
				}
				paragraphs = 0
			case "p":
				if paragraphs++; cells > 0 && paragraphs > 1 {
					b.WriteString(" <br> ")
				}
			case "br":
				b.WriteString(" <br> ")
			case "t":
				inText = true
			}
		case xml.EndElement:
			switch {
			case e.Name.Local == "t":
				inText = false
			case e.Name.Local == "tr", e.Name.Local == "p" && cells == 0:
				b.WriteString("\n")
			case e.Name.Local == "tbl":
				cells = 0
			}
		case xml.CharData:
			if inText {
				b.Write(e)
			}
		}
	}
}
