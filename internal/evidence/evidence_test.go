package evidence

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"chutri/internal/chat"
	"chutri/internal/ledger"
	"chutri/store"
	"chutri/store/bolt"
)

const picture = "\xff\xd8\xff\xe0 a picture"

// service is a chat service that hands out files; the first answers may be scripted.
type service struct {
	mu     sync.Mutex
	files  map[string]string
	script []func() (io.ReadCloser, error)
	asked  int
}

func (s *service) Fetch(_ context.Context, id string, limit int64) (io.ReadCloser, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked++
	if len(s.script) > 0 {
		answer := s.script[0]
		s.script = s.script[1:]
		return answer()
	}
	content, ok := s.files[id]
	if !ok {
		return nil, errors.New("no such file")
	}
	if int64(len(content)) > limit {
		return nil, ErrTooLarge
	}
	return io.NopCloser(strings.NewReader(content)), nil
}

func answers(content string) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(content)), nil }
}

func refuses(err error) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return nil, err }
}

// office is a worker with a store, a folder and a clock of its own.
type office struct {
	t       *testing.T
	store   store.Store
	service *service
	folder  *Folder
	worker  *Worker
	now     time.Time
	became  map[string]Outcome
	read    string // what was read of a spreadsheet
}

func newOffice(t *testing.T) *office {
	t.Helper()
	kept, err := bolt.Open(t.TempDir(), bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if problems, err := kept.Check(context.Background(), false); err != nil || len(problems) > 0 {
			t.Errorf("the store is not sound: %v %v", problems, err)
		}
		kept.Close()
	})
	o := &office{
		t: t, store: kept, service: &service{files: map[string]string{}}, now: time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC),
		became: map[string]Outcome{},
	}
	o.start(filepath.Join(t.TempDir(), "evidence"))
	return o
}

// start makes a worker, as a start of the program does.
func (o *office) start(path string) {
	o.t.Helper()
	var err error
	if o.folder, err = OpenFolder(path); err != nil {
		o.t.Fatal(err)
	}
	o.worker = New(Options{
		Store: o.store, Fetcher: o.service, Folder: o.folder, Finish: o.finish, Wake: func() {},
		Now: func() time.Time { return o.now }, Log: slog.New(slog.DiscardHandler),
	})
}

func (o *office) finish(job Job, became Outcome) func(store.Reader) (store.Step, error) {
	if became.Path != "" {
		content, err := os.ReadFile(became.Path)
		if err != nil {
			o.t.Error(err)
		}
		o.read = string(content)
	}
	if strings.Contains(job.File.Name, "panic") && became.State == ledger.EvidenceStored {
		panic("a file that nobody can look at")
	}
	return func(store.Reader) (store.Step, error) {
		o.became[job.Key] = became
		return store.Step{}, nil
	}
}

// send queues a file.
func (o *office) send(key string, f chat.File, content string) {
	o.t.Helper()
	f.ID = "id of " + key
	o.service.files[f.ID] = content
	record, err := Job{Key: key, Purpose: Keep, File: f}.Record()
	if err != nil {
		o.t.Fatal(err)
	}
	o.apply(key, record)
}

func (o *office) apply(key string, record store.Record) {
	o.t.Helper()
	err := o.store.Update(context.Background(), func(tx store.Tx) error {
		_, err := tx.Apply(store.Step{Key: key, At: o.now, Events: []store.Event{{At: o.now, Kind: store.RecordKept, Record: &record}}})
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) pass() {
	o.t.Helper()
	if err := o.worker.Pass(context.Background()); err != nil {
		o.t.Fatal(err)
	}
}

// left returns the names of everything in the folder.
func (o *office) left() []string {
	o.t.Helper()
	var names []string
	err := filepath.WalkDir(o.folder.path, func(path string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			names = append(names, entry.Name())
		}
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return names
}

func sumOf(content string) string {
	sum := sha256.Sum256([]byte(content))
	return hex.EncodeToString(sum[:])
}

func TestAFileIsKeptUnderItsChecksum(t *testing.T) {
	o := newOffice(t)
	o.send("tg:1/1", chat.File{Type: "photo", Size: int64(len(picture))}, picture)
	o.send("tg:2/1", chat.File{Type: "document", Name: "the same.jpg"}, picture)
	o.pass()
	for _, key := range []string{"tg:1/1", "tg:2/1"} {
		if got := o.became[key]; got.State != ledger.EvidenceStored || got.SHA256 != sumOf(picture) || got.Mime != "image/jpeg" {
			t.Errorf("%s became %+v", key, got)
		}
	}
	content, err := os.ReadFile(o.folder.Path(sumOf(picture)))
	if err != nil || string(content) != picture {
		t.Errorf("the folder holds %q (%v)", content, err)
	}
	if left := o.left(); len(left) != 1 {
		t.Errorf("the folder holds %q, want the one content", left)
	}
	o.pass()
	if o.service.asked != 2 {
		t.Errorf("the files were fetched %d times, want twice", o.service.asked)
	}
}

func TestACrashLosesNoFile(t *testing.T) {
	o := newOffice(t)
	o.send("tg:1/1", chat.File{Type: "photo"}, picture)
	path := o.folder.path
	if err := os.WriteFile(filepath.Join(path, incoming+"half"), []byte("half a pic"), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	o.service.script = []func() (io.ReadCloser, error){func() (io.ReadCloser, error) {
		stop() // the program ends while the file is on its way
		return nil, context.Canceled
	}}
	if err := o.worker.Pass(ctx); err != nil {
		t.Fatal(err)
	}
	if len(o.became) != 0 {
		t.Fatalf("a stopped download became %+v", o.became)
	}
	o.start(path)
	o.pass()
	if o.became["tg:1/1"].State != ledger.EvidenceStored {
		t.Errorf("after the next start the file became %+v", o.became)
	}
	if left := o.left(); len(left) != 1 || strings.HasPrefix(left[0], incoming) {
		t.Errorf("the folder holds %q", left)
	}
}

func TestADiskThatFailsKeepsNothing(t *testing.T) {
	for name, fail := range map[string]error{"full": syscall.ENOSPC, "failing": syscall.EIO} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			o.send("tg:1/1", chat.File{Type: "photo"}, picture)
			o.folder.sync = func(*os.File) error { return fail }
			for range maxTries {
				o.pass()
				o.now = o.now.Add(longest)
			}
			if got := o.became["tg:1/1"]; got.State != ledger.EvidenceFailed || got.Reason != "service" || got.SHA256 != "" {
				t.Errorf("the file became %+v", got)
			}
			if len(o.left()) != 0 {
				t.Errorf("left %q", o.left())
			}
		})
	}
}

func TestWhatIsNotKeptIsRefusedAtOnce(t *testing.T) {
	for name, c := range map[string]struct {
		file    chat.File
		content string
		reason  string
	}{
		"program":   {chat.File{Type: "document", Mime: "application/pdf", Name: "bill.exe"}, "MZ\x90\x00\x03", "type"},
		"too large": {chat.File{Type: "photo"}, picture + strings.Repeat("x", MaxFile), "size"},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			o.send("tg:1/1", c.file, c.content)
			o.pass()
			if got := o.became["tg:1/1"]; got.State != ledger.EvidenceRefused || got.Reason != c.reason || len(o.left()) != 0 {
				t.Errorf("became %+v, left %q", got, o.left())
			}
		})
	}
}

func TestASpreadsheetIsReadAndNotKept(t *testing.T) {
	o := newOffice(t)
	content := office2007("xl/workbook.xml")
	o.service.files["a"] = content
	record, _ := Job{Key: "tg:1/1", Purpose: Read, File: chat.File{ID: "a", Type: "document", Name: "form.xlsx"}}.Record()
	o.apply("tg:1", record)
	o.pass()
	if o.read != content || o.became["tg:1/1"].Mime != XLSX {
		t.Errorf("read %d bytes, became %+v", len(o.read), o.became)
	}
	if len(o.left()) != 0 {
		t.Errorf("left %q", o.left())
	}
}

func TestAFileThatCannotBeLookedAtCountsAsDamaged(t *testing.T) {
	o := newOffice(t)
	o.send("tg:1/1", chat.File{Type: "photo", Name: "panic.jpg"}, picture)
	o.pass()
	if got := o.became["tg:1/1"]; got.State != ledger.EvidenceFailed || got.Reason != "damaged" {
		t.Errorf("the file became %+v", got)
	}
}

// office2007 packs an Office document with the given parts.
func office2007(parts ...string) string {
	var packed bytes.Buffer
	archive := zip.NewWriter(&packed)
	for _, name := range parts {
		w, err := archive.Create(name)
		if err != nil {
			panic(err)
		}
		w.Write([]byte("<x/>"))
	}
	archive.Close()
	return packed.String()
}

func TestAFileIsWhatItsContentSays(t *testing.T) {
	for content, want := range map[string]string{
		picture: "image/jpeg", "\x89PNG\r\n\x1a\n": "image/png", "%PDF-1.7\n": "application/pdf", "OggS\x00": "audio/ogg", "ID3\x04": "audio/mpeg",
		"Đã cấp muối": text, "a" + strings.Repeat("đ", sniffed): text, "<html><script>": "", "MZ\x90\x00": "", "": "", "PK\x03\x04": "", "\xff\xfe\xfd": "",
		office2007("word/document.xml"): types[".docx"], office2007("xl/workbook.xml"): XLSX, office2007("a.txt"): "",
		office2007("word/document.xml", "word/vbaProject.bin"): "",
	} {
		if got, err := kindOf(strings.NewReader(content), int64(len(content))); err != nil || got != want {
			t.Errorf("%.20q is %q (%v), want %q", content, got, err, want)
		}
	}
}

func TestARefusalComesBeforeTheDownload(t *testing.T) {
	for _, c := range []struct {
		file chat.File
		want error
	}{
		{chat.File{Type: "photo", Size: MaxFile}, nil},
		{chat.File{Type: "photo", Size: MaxFile + 1}, ErrTooLarge},
		{chat.File{Type: "video", Size: 10}, ErrType},
		{chat.File{Type: "document", Name: "a.PDF"}, nil},
		{chat.File{Type: "document", Name: "a.pdf.exe", Mime: "application/pdf"}, ErrType},
		{chat.File{Type: "document", Name: "a.docm"}, ErrType},
		{chat.File{Type: "document", Mime: "application/pdf"}, nil},
		{chat.File{Type: "document"}, ErrType},
		{chat.File{Type: "voice"}, nil}, {chat.File{Type: "location"}, nil},
	} {
		if got := Refusal(c.file); !errors.Is(got, c.want) {
			t.Errorf("%+v: %v, want %v", c.file, got, c.want)
		}
	}
}

func TestANameLosesWhatCouldMislead(t *testing.T) {
	for name, want := range map[string]string{
		"biên bản.pdf": "biên bản.pdf", `..\..\x.pdf`: "x.pdf", "/etc/passwd": "passwd", "a\u202efdp.exe": "afdp.exe", "a\x00\n.jpg": "a.jpg",
		"..": "", "": "", strings.Repeat("a", 300) + ".pdf": strings.Repeat("a", maxName-5) + "….pdf",
	} {
		if got := CleanName(name); got != want {
			t.Errorf("CleanName(%q) = %q, want %q", name, got, want)
		}
	}
}

func FuzzReceive(f *testing.F) {
	folder, err := OpenFolder(f.TempDir())
	if err != nil {
		f.Fatal(err)
	}
	folder.sync = func(*os.File) error { return nil }
	f.Add([]byte(picture), "a.jpg")
	f.Add([]byte(office2007("xl/workbook.xml", "mimetype")), "a.xlsx")
	f.Fuzz(func(t *testing.T, content []byte, name string) {
		CleanName(name)
		got, err := folder.Receive(bytes.NewReader(content), chat.File{Type: "document", Name: name}, 1<<20)
		if err == nil {
			err = got.Discard()
		} else if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrType) {
			t.Fatal(err)
		}
		if left, _ := os.ReadDir(folder.path); len(left) > 0 {
			t.Fatalf("left %v (%v)", left, err)
		}
	})
}
