package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// lines splits what a command wrote.
func lines(text string) []string { return strings.Split(strings.TrimRight(text, "\n"), "\n") }

func TestWithoutATokenTheConsoleChatOpens(t *testing.T) {
	said := output(t, t.TempDir(), "Cơ quan nào chủ trì việc dùng muối i-ốt?\n", exitDone)
	for _, want := range []string{"TELEGRAM_BOT_TOKEN", "Sở Công Thương", "ND-15"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is missing in %s", want, said)
		}
	}
}

func TestAskAnswersOneLineWithOneLine(t *testing.T) {
	questions := "Cơ quan nào chủ trì việc dùng muối i-ốt?\n\nhôm nay ăn gì\nMTCT 12.7\n<b>\"\\\n"
	got := lines(output(t, t.TempDir(), questions, exitDone, "ask", "--json", "--stdin"))
	if want := lines(questions); len(got) != len(want) {
		t.Fatalf("%d questions, %d answers", len(want), len(got))
	}
	for i, line := range got {
		var answer struct {
			Question string `json:"question"`
			Outcome  string `json:"outcome"`
			Answers  []struct {
				ID    string   `json:"id"`
				Lead  []string `json:"lead"`
				Score *float64 `json:"score"`
			} `json:"answers"`
		}
		if err := json.Unmarshal([]byte(line), &answer); err != nil {
			t.Fatalf("line %d: %v", i+1, err)
		}
		if answer.Question != lines(questions)[i] {
			t.Errorf("line %d answers %q", i+1, answer.Question)
		}
		switch i {
		case 0:
			if answer.Outcome != "answered" || answer.Answers[0].ID != "ND-15" || answer.Answers[0].Lead[0] != "Sở Công Thương" || answer.Answers[0].Score == nil {
				t.Errorf("iodised salt: %s", line)
			}
		case 1, 2, 4:
			if answer.Outcome != "not_found" || answer.Answers == nil || len(answer.Answers) != 0 {
				t.Errorf("%q: %s", answer.Question, line)
			}
		}
	}
}

func TestExportWritesEveryRegisterInEveryFormat(t *testing.T) {
	folder := t.TempDir()
	output(t, folder, "ND-15 đã cấp muối cho 1.250/2.000 hộ, đạt 62,5%\n/moi Sở Y tế\n", exitDone, "chat")
	for what, least := range map[string]int{
		"tasks": 440, "duties": 100, "agencies": 60, "targets": 100, "deadlines": 10, "updates": 1, "audit": 2, "members": 0,
	} {
		objects := output(t, folder, "", exitDone, "export", what)
		count := 0
		if objects != "" {
			count = len(lines(objects))
		}
		for _, line := range lines(objects) {
			if line != "" && !json.Valid([]byte(line)) {
				t.Fatalf("%s: %s is no JSON", what, line)
			}
		}
		if count < least {
			t.Errorf("%s has %d records, want at least %d", what, count, least)
		}
		table, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(output(t, folder, "", exitDone, "export", what, "--format", "csv"), "\ufeff"))).ReadAll()
		if count > 0 && (err != nil || len(table) != count+1) {
			t.Errorf("%s as CSV has %d lines (%v), want %d", what, len(table), err, count+1)
		}
		file := filepath.Join(folder, what+".xlsx")
		output(t, folder, "", exitDone, "export", what, "--format", "xlsx", "-o", file)
		book, err := excelize.OpenFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if rows, err := book.GetRows(what); count > 0 && (err != nil || len(rows) != count+1) {
			t.Errorf("%s as XLSX has %d rows (%v), want %d", what, len(rows), err, count+1)
		}
		book.Close()
	}
}

func TestAReportCountsWhatWasRecorded(t *testing.T) {
	folder := t.TempDir()
	output(t, folder, "ND-15 đã cấp muối cho 1.250/2.000 hộ, đạt 62,5%\nBV-158 đã hoàn thành\n", exitDone, "chat")
	var report struct {
		Total    int            `json:"total"`
		ByStatus map[string]int `json:"by_status"`
		Changed  []string       `json:"changed"`
		Updates  []int          `json:"updates"`
	}
	if err := json.Unmarshal([]byte(output(t, folder, "", exitDone, "report", "--format", "json")), &report); err != nil {
		t.Fatal(err)
	}
	sum := 0
	for _, n := range report.ByStatus {
		sum += n
	}
	if sum != report.Total || report.ByStatus["in_progress"] != 1 || report.ByStatus["done"] != 1 || len(report.Changed) != 2 || len(report.Updates) != 2 {
		t.Errorf("the report is %+v", report)
	}
	if text := output(t, folder, "", exitDone, "report", "--plan", "nd", "--agency", "Sở Công Thương"); !strings.Contains(text, "ND-15") || strings.Contains(text, "<b>") {
		t.Errorf("the text is %q", text)
	}
	output(t, folder, "", exitDone, "check")
}

func TestWrongUsageExitsWithTwo(t *testing.T) {
	folder := t.TempDir()
	for _, arguments := range [][]string{
		{"nonsense"}, {"export", "nonsense"}, {"export", "tasks", "--format", "pdf"}, {"ask"}, {"ask", "--stdin", "x"},
		{"report", "--period", "2026-W99"}, {"report", "--plan", "XX"}, {"report", "--agency", "Sở Không Có"},
		{"chat", "--as", "boss"}, {"chat", "--as", "staff:Sở Không Có"}, {"backup"},
	} {
		output(t, folder, "", exitUsage, arguments...)
	}
	if got := output(t, folder, "", exitDone, "version"); !strings.HasPrefix(got, "chutri ") {
		t.Errorf("version says %q", got)
	}
}

func TestASecondProcessIsTurnedAwayWithinASecond(t *testing.T) {
	folder := t.TempDir()
	first := command(t, folder, nil, "chat")
	input, err := first.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	defer first.Wait()
	defer input.Close()
	for deadline := time.Now().Add(patience); ; time.Sleep(10 * time.Millisecond) {
		if _, err := os.Stat(filepath.Join(folder, "chutri.db")); err == nil {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the first process never opened its store")
		}
	}
	second := command(t, folder, nil, "check")
	var said bytes.Buffer
	second.Stderr = &said
	if err := second.Run(); err == nil || second.ProcessState.ExitCode() != exitFailed {
		t.Errorf("the second process ended with %v", err)
	}
	if !strings.Contains(said.String(), folder) || !strings.Contains(said.String(), "tiến trình khác") {
		t.Errorf("the second process says %q", said.String())
	}
}

func TestABackupRestoresWhatWasThere(t *testing.T) {
	folder := t.TempDir()
	output(t, folder, "ND-15 đạt 60%\n", exitDone, "chat")
	copied := filepath.Join(folder, "copy.db")
	const hello = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824" // its SHA-256
	file := filepath.Join(folder, evidenceFolder, hello[:2], hello)
	if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o700), os.WriteFile(file, []byte("hello"), 0o600)); err != nil {
		t.Fatal(err)
	}
	output(t, folder, "", exitDone, "backup", copied)
	if err := os.RemoveAll(filepath.Join(folder, evidenceFolder)); err != nil {
		t.Fatal(err)
	}
	output(t, folder, "ND-15 đạt 70%\n", exitDone, "chat")
	output(t, folder, "", exitDone, "restore", copied)
	if updates := lines(output(t, folder, "", exitDone, "export", "updates")); len(updates) != 1 || !strings.Contains(updates[0], `"percent":60`) {
		t.Errorf("after restoring: %v", updates)
	}
	if content, err := os.ReadFile(file); err != nil || string(content) != "hello" {
		t.Errorf("the file that somebody sent: %q, %v", content, err)
	}
	if err := os.WriteFile(copied, []byte("no store"), 0o600); err != nil {
		t.Fatal(err)
	}
	output(t, folder, "", exitFailed, "restore", copied)
	output(t, folder, "", exitDone, "check")
}

func TestTheDataFolderIsTheOwnersOnly(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "data")
	output(t, folder, "xin chào\n", exitDone, "chat")
	info, err := os.Stat(folder)
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the data folder has mode %v (%v), want 0700", info.Mode(), err)
	}
}
