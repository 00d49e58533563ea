package main

import (
	"archive/zip"
	"io"
	"strings"
	"testing"
)

// part returns a part of a document.
func part(t *testing.T, document, name string) string {
	t.Helper()
	archive, err := zip.NewReader(strings.NewReader(document), int64(len(document)))
	if err != nil {
		t.Fatal(err)
	}
	opened, err := archive.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(opened)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func TestReportIsWrittenInEveryForm(t *testing.T) {
	folder := t.TempDir()
	output(t, folder, "ND-15 đã cấp 1250/2000 hộ\n", exitDone, "chat", "--as", "staff:Sở Công Thương")
	const png, zip = "\x89PNG\r\n", "PK\x03\x04"
	for _, c := range []struct {
		arguments []string
		begins    string
	}{
		{[]string{"--format", "png"}, png},
		{[]string{"--format", "png", "--chart", "part", "--plan", "ND"}, png},
		{[]string{"--format", "png", "--chart", "progress"}, png},
		{[]string{"--format", "png", "--agency", "Sở Y tế", "--period", "2026-Q4"}, png},
		{[]string{"--format", "xlsx", "--plan", "ND"}, zip},
		{[]string{"--format", "docx", "--plan", "ND"}, zip},
		{[]string{"--format", "text", "--plan", "ND"}, "Tuần "},
	} {
		if got := output(t, folder, "", exitDone, append([]string{"report"}, c.arguments...)...); !strings.HasPrefix(got, c.begins) {
			t.Errorf("report %v begins with %q", c.arguments, got[:min(20, len(got))])
		}
	}
	output(t, folder, "/vanban\n2\nSở Kế hoạch & Đầu tư\n/tuan ND\n", exitDone, "chat")
	document := output(t, folder, "", exitDone, "report", "--format", "docx", "--plan", "ND")
	if got := part(t, document, "word/document.xml"); !strings.Contains(got, "SỞ KẾ HOẠCH &amp; ĐẦU TƯ") {
		t.Error("the document lacks the issuing body that was set in chat")
	}
	output(t, folder, "", exitUsage, "report", "--format", "pdf")
	output(t, folder, "", exitUsage, "report", "--format", "png", "--chart", "pie")
}
