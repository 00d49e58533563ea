package main

import (
	"strings"
	"testing"
)

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
	output(t, folder, "", exitUsage, "report", "--format", "pdf")
	output(t, folder, "", exitUsage, "report", "--format", "png", "--chart", "pie")
}
