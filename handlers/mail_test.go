package handlers_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"chutri/internal/chat"
	"chutri/internal/evidence"
)

// mail is the files that people send in a script, and the worker that fetches them.
type mail struct {
	*stage
	contents map[string]string // by the service's id
	sentFile map[int64][]byte  // the last document of the bot in each chat
	worker   *evidence.Worker
	folder   *evidence.Folder
}

func newMail(s *stage) *mail {
	folder, err := evidence.OpenFolder(s.t.TempDir())
	if err != nil {
		s.t.Fatal(err)
	}
	m := &mail{stage: s, contents: map[string]string{}, sentFile: map[int64][]byte{}, folder: folder}
	m.worker = evidence.New(evidence.Options{
		Store: s.store, Fetcher: m, Folder: folder, Finish: s.handler.Fetched, Wake: func() {},
		Now: func() time.Time { return s.now }, Log: slog.New(slog.DiscardHandler),
	})
	return m
}

// Fetch implements evidence.Fetcher.
func (m *mail) Fetch(_ context.Context, id string, _ int64) (io.ReadCloser, error) {
	content, ok := m.contents[id]
	if !ok {
		return nil, errors.New("the service has no such file")
	}
	return io.NopCloser(strings.NewReader(content)), nil
}

func (m *mail) fetch() {
	m.t.Helper()
	if err := m.worker.Pass(context.Background()); err != nil {
		m.t.Fatal(err)
	}
}

var enclosed = regexp.MustCompile(`^\{([^}]*)\}\s*`)

// beginnings of files, by the ending of their names.
var beginnings = map[string]string{"jpg": "\xff\xd8\xff\xe0", "pdf": "%PDF-1.7\n", "ogg": "OggS", "exe": "MZ\x90\x00", "txt": "chữ", "mp4": "\x00\x00\x00\x18ftypmp42"}

// enclose takes a file out of the braces before a text. "{a.jpg}" is a photo, "{.jpg}" one without a name, "{a.pdf}" a document, "{a.ogg}" a voice message, "{10.24,106.37}" a
// location; further words: "stamp" puts a mark of secrecy into a text, "album=A" joins messages, "size=25" claims so many MB, "bad" makes the content damaged, "lost" makes the
// service lose it. "{form G4=done H4=62,5}" is the last document that the bot has sent, with cells filled in ("_" is a space).
func (m *mail) enclose(message *chat.Message) {
	found := enclosed.FindStringSubmatch(message.Text)
	if found == nil || message.Kind == chat.Press || message.Kind == chat.Inline {
		return
	}
	message.Text = strings.TrimPrefix(message.Text, found[0])
	words := strings.Fields(found[1])
	f := chat.File{ID: "file-" + strconv.Itoa(m.last), Type: "document", Name: strings.ReplaceAll(words[0], "_", " ")}
	ending := f.Name[strings.LastIndex(f.Name, ".")+1:]
	content := beginnings[ending] + f.Name
	switch {
	case words[0] == "form":
		f.Name, content = "form.xlsx", m.filled(message.Chat.ID, words[1:])
	case ending == "jpg":
		f.Type = "photo"
		if f.Name == ".jpg" {
			f.Name = "" // as the service gives it
		}
	case ending == "ogg":
		f.Type = "voice"
	case ending == "mp4":
		f.Type = "video"
	case strings.Contains(f.Name, ","):
		f.ID, f.Type = "", "location"
	}
	f.Size = int64(len(content))
	for _, word := range words[1:] {
		name, value, _ := strings.Cut(word, "=")
		switch name {
		case "album":
			message.Album = value
		case "size":
			size, _ := strconv.Atoi(value)
			f.Size = int64(size) << 20
		case "stamp":
			content += "\nTỐI MẬT\n"
			f.Size = int64(len(content))
		case "bad":
			content = content[:len(content)/2]
		}
	}
	if !strings.Contains(found[1], "lost") {
		m.contents[f.ID] = content
	}
	message.Files = []chat.File{f}
}

// filled returns the last document of the bot in a chat with cells filled in.
func (m *mail) filled(chatID int64, cells []string) string {
	m.t.Helper()
	sent := m.sentFile[chatID]
	if sent == nil {
		m.t.Fatal("the bot has sent no form")
	}
	book, err := excelize.OpenReader(bytes.NewReader(sent))
	if err != nil {
		m.t.Fatal(err)
	}
	defer book.Close()
	for _, cell := range cells {
		name, value, _ := strings.Cut(cell, "=")
		if err := book.SetCellValue(book.GetSheetName(0), name, strings.ReplaceAll(value, "_", " ")); err != nil {
			m.t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		m.t.Fatal(err)
	}
	return out.String()
}
