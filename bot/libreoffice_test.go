package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"chutri/internal/telegram/tgtest"
)

// TestAFormFilledInWithLibreOfficeIsRecordedOnce opens the form that the program sends, fills it in and saves it with LibreOffice, and
// sends it back twice.
func TestAFormFilledInWithLibreOfficeIsRecordedOnce(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil || testing.Short() {
		t.Skip("needs LibreOffice, and takes long")
	}
	k, r, data := begin(t)
	k.enrol("Sở Công Thương")
	k.ask(clerk, "ND-15 đạt 40%", "Đã ghi")
	sent := k.ask(clerk, "/xuat", "nhiệm vụ")
	if sent.Document == nil {
		t.Fatal("no form was sent")
	}
	form := tgtest.File{Name: sent.Document.Name, Data: fillIn(t, office, sent.Document.Data, map[string]string{"ND-15": "62,5", "ND-35": "20"})}

	k.post(form, "", "")
	preview := k.expect(clerk.ID, 0, "after the form", "Chưa ghi", "2 nhiệm vụ sẽ được ghi", "40% → Đang thực hiện · 62,5%", "Chưa báo cáo → Đang thực hiện · 20%")
	k.press(preview, clerk, "Ghi 2", "Đã ghi 2 nhiệm vụ", "62,5%")
	before := len(k.server.Sent(clerk.ID))
	k.post(form, "", "")
	k.expect(clerk.ID, before, "after the same form again", "đã được ghi rồi")
	r.stop(t)
	got := make(map[string]int)
	for _, line := range strings.Split(strings.TrimSpace(output(t, data, "", exitDone, "export", "updates")), "\n") {
		var update struct{ Task string }
		if err := json.Unmarshal([]byte(line), &update); err != nil {
			t.Fatal(err)
		}
		got[update.Task]++
	}
	if got["ND-15"] != 2 || got["ND-35"] != 1 || len(got) != 2 {
		t.Errorf("recorded %v", got)
	}
}

// fillIn writes percents into a form, by the id of the task, and has LibreOffice open and save it.
func fillIn(t *testing.T, office string, form []byte, percents map[string]string) []byte {
	t.Helper()
	folder := t.TempDir()
	path := func(kind string) string { return filepath.Join(folder, "form."+kind) }
	convert := func(from, to string) {
		t.Helper()
		run := exec.Command(office, "-env:UserInstallation=file://"+folder+"/profile", "--headless", "--convert-to", to, "--outdir", folder, path(from))
		if out, err := run.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	if err := os.WriteFile(path("xlsx"), form, 0o600); err != nil {
		t.Fatal(err)
	}
	convert("xlsx", "fods") // one file of XML, in which cells can be filled in
	flat, err := os.ReadFile(path("fods"))
	if err != nil {
		t.Fatal(err)
	}
	for id, percent := range percents {
		const empty = `<table:table-cell table:style-name="ce5" table:number-columns-repeated="5"/>`
		filled := `<table:table-cell office:value-type="string"><text:p>` + percent + `</text:p></table:table-cell><table:table-cell table:number-columns-repeated="4"/>`
		row := bytes.Index(flat, []byte("<text:p>"+id+"</text:p>"))
		if row < 0 || !bytes.Contains(flat[row:], []byte(empty)) {
			t.Fatalf("LibreOffice shows no empty cells for %s", id)
		}
		flat = append(flat[:row:row], bytes.Replace(flat[row:], []byte(empty), []byte(filled), 1)...)
	}
	if err := os.WriteFile(path("fods"), flat, 0o600); err != nil {
		t.Fatal(err)
	}
	convert("fods", "xlsx")
	saved, err := os.ReadFile(path("xlsx"))
	if err != nil || bytes.Equal(saved, form) {
		t.Fatalf("LibreOffice saved nothing (%v)", err)
	}
	return saved
}
