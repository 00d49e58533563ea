package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"chutri/internal/telegram/tgtest"
)

// post makes the clerk send a file with a caption, as a part of an album unless that is "".
func (k talk) post(f tgtest.File, caption, album string) {
	k.t.Helper()
	extra := map[string]any{}
	if album != "" {
		extra["media_group_id"] = album
	}
	k.server.Post(tgtest.Post{Chat: clerk.Chat(), From: clerk, Text: caption, File: k.server.AddFile(f), Extra: extra})
}

// stored waits until the data folder holds a content.
func stored(t *testing.T, folder, content string) string {
	t.Helper()
	sum := sha256.Sum256([]byte(content))
	name := hex.EncodeToString(sum[:])
	path := filepath.Join(folder, evidenceFolder, name[:2], name)
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if kept, err := os.ReadFile(path); err == nil && string(kept) == content {
			return name
		}
	}
	t.Fatalf("the data folder never held %q", content)
	return ""
}

func TestFilesAreFetchedAfterAPowerCut(t *testing.T) {
	k, r, folder := begin(t)
	k.enrol("Sở Công Thương")
	minutes := "%PDF-1.7\nBiên bản nghiệm thu"
	k.server.Fail("getFile", tgtest.Hang(time.Hour), tgtest.Hang(time.Hour))
	k.post(tgtest.File{Name: "biên bản.pdf", Mime: "application/pdf", Data: []byte(minutes)}, "ND-15 đạt 62,5%", "A")
	k.expect(clerk.ID, 0, "after the report", "Đã ghi", "biên bản.pdf")
	picture := "\x89PNG\r\n\x1a\nhiện trường"
	k.post(tgtest.File{Name: "hiện trường.png", Mime: "image/png", Data: []byte(picture)}, "", "A")
	for deadline := time.Now().Add(patience); k.server.FaultsLeft("") > 0; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the files of the album were never asked for")
		}
	}
	r.kill() // while both are on their way
	next := start(t, k.server, folder)
	sums := []string{stored(t, folder, minutes), stored(t, folder, picture)}
	k.ask(clerk, "/lichsu ND-15", "biên bản.pdf; hiện trường.png")
	k.ask(coordinator, "/saoluu", "Đã sao lưu", "không chứa các tệp minh chứng", "2 tệp")
	next.stop(t)
	export := output(t, folder, "", 0, "export", "updates")
	for _, want := range append(sums, `"state":"stored"`, `"name":"hiện trường.png"`) {
		if !strings.Contains(export, want) {
			t.Errorf("the export lacks %s: %s", want, export)
		}
	}
	if audit := output(t, folder, "", 0, "export", "audit"); !strings.Contains(audit, sums[0]) {
		t.Error("the audit lacks the checksum of the file")
	}
}

func TestAFormGoesOutAndComesBack(t *testing.T) {
	k, _, _ := begin(t)
	k.enrol("Sở Công Thương")
	sent := k.ask(clerk, "/xuat", "nhiệm vụ")
	if sent.Document == nil {
		t.Fatal("no form was sent")
	}
	book, err := excelize.OpenReader(bytes.NewReader(sent.Document.Data))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if err := book.SetCellValue(book.GetSheetName(0), "H4", "62,5"); err != nil {
		t.Fatal(err)
	}
	var filled bytes.Buffer
	if err := book.Write(&filled); err != nil {
		t.Fatal(err)
	}
	k.post(tgtest.File{Name: sent.Document.Name, Data: filled.Bytes()}, "", "")
	preview := k.expect(clerk.ID, 0, "after the form", "Chưa ghi", "1 nhiệm vụ sẽ được ghi", "62,5%")
	k.press(preview, clerk, "Ghi 1", "Đã ghi", "ND-15", "62,5%")
}

func TestAStrangersFileIsNeverFetched(t *testing.T) {
	k, _, _ := begin(t)
	k.server.Post(tgtest.Post{Chat: stranger.Chat(), From: stranger, File: k.server.AddFile(tgtest.File{Name: "a.pdf", Data: []byte("%PDF-1.7\n")})})
	k.expect(stranger.ID, 0, "after the file", "không được tải về")
	time.Sleep(1500 * time.Millisecond) // longer than the worker takes to look for new files
	if calls := k.server.Calls("getFile"); len(calls) > 0 {
		t.Errorf("a stranger's file was fetched: %+v", calls)
	}
}
