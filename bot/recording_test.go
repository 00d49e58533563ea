package main

import (
	"encoding/json"
	"strings"
	"testing"

	"chutri/internal/contract"
)

// linesOf decodes one JSON object a line.
func linesOf[T any](t *testing.T, text string) []T {
	t.Helper()
	var list []T
	for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
		var one T
		if err := json.Unmarshal([]byte(line), &one); err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		list = append(list, one)
	}
	return list
}

func TestMeasuredValuesAndExtensionsAreExported(t *testing.T) {
	folder := t.TempDir()
	output(t, folder, "ND-T3 năm 2025: 21,3%, nguồn điều tra dinh dưỡng\nxin gia hạn ND-10 đến 31/12/2030 vì chưa có kinh phí\n", 0,
		"chat", "--as", "staff:Sở Y tế")
	for _, target := range linesOf[contract.Target](t, output(t, folder, "", 0, "export", "targets")) {
		want := 0
		if target.ID == "ND-T3" {
			want = 1
		}
		if len(target.Actuals) != want || want == 1 && target.Actuals[0] != (contract.Actual{Year: 2025, Value: 21.3, Note: "điều tra dinh dưỡng"}) {
			t.Errorf("%s has the measured values %+v", target.ID, target.Actuals)
		}
	}
	var kept []string
	for _, entry := range linesOf[contract.AuditEntry](t, output(t, folder, "", 0, "export", "audit")) {
		if entry.Record != nil {
			kept = append(kept, entry.Kind+" "+entry.Record.Collection+" "+entry.Record.Key)
		}
	}
	if got, want := strings.Join(kept, "; "), "record_kept measured ND-T3/2025; record_kept extension ND-10/001"; got != want {
		t.Errorf("the audit trail has %q, want %q", got, want)
	}
}
