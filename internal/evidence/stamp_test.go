package evidence

import (
	"archive/zip"
	"bytes"
	"errors"
	"runtime"
	"strings"
	"testing"

	"chutri/internal/chat"
)

// officeDocument is a ZIP file with parts, by name.
func officeDocument(parts map[string]string) string {
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for name, content := range parts {
		w, err := archive.Create(name)
		if err != nil {
			panic(err)
		}
		w.Write([]byte(content))
	}
	archive.Close()
	return out.String()
}

func word(body string) string {
	return officeDocument(map[string]string{"word/document.xml": `<w:document xmlns:w="w"><w:body>` + body + `</w:body></w:document>`})
}

// onePage is a PDF of what draws its page, with a font F whose A shows Ậ.
func onePage(drawing string) string {
	return "%PDF-1.7\n1 0 obj\n<</Type/Page/Contents 2 0 R/Resources<</Font<</F 3 0 R>>>>>>\nendobj\n2 0 obj\n<<>>stream\nBT /F 12 Tf " + drawing +
		" ET\nendstream\nendobj\n3 0 obj\n<</Type/Font/ToUnicode 4 0 R>>\nendobj\n4 0 obj\n<<>>stream\n<41><1EAC> endbfchar\nendstream\nendobj\n%%EOF"
}

func TestADocumentWithAStampIsNotKept(t *testing.T) {
	folder, err := OpenFolder(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	p := func(text string) string { return "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>" }
	for _, c := range []struct {
		name, content string
		secret        bool
	}{
		{"a.docx", word(p("UBND TỈNH") + p("MẬT") + p("Báo cáo")), true},
		{"a.docx", word("<w:p><w:r><w:t>TỐI </w:t></w:r><w:r><w:t>MẬT</w:t></w:r></w:p>"), true},
		{"a.docx", word("<w:p><w:r><w:t>Kính gửi</w:t>" + p("Tuyệt mật") + "</w:r></w:p>"), true}, // a box in a paragraph
		{"a.docx", officeDocument(map[string]string{"word/document.xml": "<a/>", "word/header1.xml": "<w:hdr>" + p("Độ mật: Mật") + "</w:hdr>"}), true},
		{"a.xlsx", officeDocument(map[string]string{"xl/workbook.xml": "<a/>", "xl/sharedStrings.xml": "<sst><si><t>Số 5</t></si><si><t>MẬT</t></si></sst>"}), true},
		{"a.docx", word(p("Mật")), true},
		{"a.docx", word(p("M Ậ T")), true},
		{"a.docx", word(p("SỞ Y TẾ</w:t><w:tab/><w:t>MẬT")), true},
		{"a.docx", word(p("SỞ Y TẾ</w:t><w:br/><w:t>TỐI MẬT")), true},
		{"a.docx", word(p("ỦY BAN NHÂN DÂN TỈNH BẾN TRE" + strings.Repeat(" ", 60) + "T U Y Ệ T  M Ậ T")), true},
		{"a.odt", officeDocument(map[string]string{"mimetype": types[".odt"], "content.xml": `<text:p>SỞ Y TẾ<text:s text:c="9"/>MẬT</text:p>`}), true},
		{"a.txt", "SỞ Y TẾ\t\tMẬT\nBáo cáo", true},
		{"a.odt", officeDocument(map[string]string{"mimetype": types[".odt"], "content.xml": "<text:p>MẬT</text:p>"}), true},
		{"a.txt", "Kính gửi\r\n  TỐI MẬT\r\nnội dung", true},

		{"a.pdf", onePage("1 0 0 1 50 700 Tm (SO Y TE) Tj 1 0 0 1 50 680 Tm (TUYET MAT) Tj"), true},
		{"a.pdf", onePage("1 0 0 1 50 700 Tm (SO Y TE) Tj 1 0 0 1 300 700 Tm (MAT) Tj"), true},

		{"a.pdf", onePage("1 0 0 1 50 700 Tm (bao ve bi mat nha nuoc) Tj"), false},
		{"a.pdf", "%PDF-1.7\nMAT", false},
		{"a.docx", word(p("Tập huấn bảo vệ bí mật nhà nước độ Tuyệt mật, Tối mật và Mật") + p("Mật ong: 20 lít") + p("bí mật")), false},
		{"a.xlsx", officeDocument(map[string]string{"xl/workbook.xml": "<a/>", "xl/sharedStrings.xml": "<sst><si><t>Đường</t></si><si><t>Mật</t></si></sst>"}), false},
		{"a.docx", word(p("Sữa</w:t><w:tab/><w:t>Mật</w:t><w:tab/><w:t>Đường")), false},
		{"a.docx", word(p("MẬT ĐỘ NUÔI") + p("MẬ") + p("T")), false},
		{"a.docx", word("<w:p>MẬT" + strings.Repeat(" ", 500) + "độ</w:p><broken"), false},
		{"a.txt", strings.Repeat("x", maxStamp*2-4) + "MẬT\nMật ong", false},
	} {
		got, err := folder.Receive(strings.NewReader(c.content), chat.File{Type: "document", Name: c.name}, MaxFile)
		if errors.Is(err, ErrSecret) != c.secret || !c.secret && err != nil {
			t.Errorf("%s %q: %v, want secret %v", c.name, c.content, err, c.secret)
		}
		if err == nil {
			got.Discard()
		}
	}
}

func TestLookingForAStampCostsLittle(t *testing.T) {
	bomb := officeDocument(map[string]string{"word/document.xml": "<w:p>" + strings.Repeat("<a>mật</a>", 1<<20)})
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if stamped(strings.NewReader(bomb), int64(len(bomb)), types[".docx"]) {
		t.Error("a stamp was found where none is")
	}
	runtime.ReadMemStats(&after)
	if cost := (after.TotalAlloc - before.TotalAlloc) >> 20; cost > 256 {
		t.Errorf("%d MiB were allocated to look through a document", cost)
	}
}
