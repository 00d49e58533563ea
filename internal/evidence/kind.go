package evidence

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"chutri/internal/chat"
)

// Errors of a file that is not kept.
var (
	// ErrTooLarge is returned for a file above the limit. A Fetcher returns it, wrapped, for one that the service does not hand out.
	ErrTooLarge = errors.New("evidence: the file is too large")
	// ErrType is returned for a file of a kind that is not kept.
	ErrType = errors.New("evidence: the file is of a kind that is not kept")
	// ErrDamaged is returned for a file that came shorter or longer than announced, or is not what it says.
	ErrDamaged = errors.New("evidence: the file is damaged")
	// ErrSecret is returned for a document with a mark of secrecy.
	ErrSecret = errors.New("evidence: the document bears a mark of secrecy")
)

// XLSX is the type of a spreadsheet.
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// types lists the kinds of files that are kept, by the ending of their names.
var types = map[string]string{
	".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".gif": "image/gif", ".webp": "image/webp",
	".heic": "image/heic", ".heif": "image/heic", ".pdf": pdf,
	".doc": ole, ".xls": ole, ".ppt": ole,
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".xlsx": XLSX,
	".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	".odt":  "application/vnd.oasis.opendocument.text", ".ods": "application/vnd.oasis.opendocument.spreadsheet",
	".odp": "application/vnd.oasis.opendocument.presentation",
	".ogg": "audio/ogg", ".oga": "audio/ogg", ".opus": "audio/ogg", ".mp3": "audio/mpeg", ".txt": text, ".csv": text,
}

const (
	ole  = "application/x-ole-storage" // Office documents before 2007
	text = "text/plain"
	pdf  = "application/pdf"
)

// Refusal tells, before anything is fetched, why a file will not be kept: ErrTooLarge, ErrType, or nil.
func Refusal(f chat.File) error {
	if f.Size > MaxFile {
		return fmt.Errorf("%w: %d bytes", ErrTooLarge, f.Size)
	}
	if f.Type == "video" || f.Type == "document" && !announced(f) {
		return fmt.Errorf("%w: %s %s", ErrType, f.Type, f.Mime)
	}
	return nil
}

// IsSheet reports whether a file says that it is a spreadsheet.
func IsSheet(f chat.File) bool {
	return f.Type == "document" && (ending(f) == ".xlsx" || f.Mime == XLSX)
}

// IsOtherSheet reports whether a file says that it is a spreadsheet of another kind.
func IsOtherSheet(f chat.File) bool {
	switch ending(f) {
	case ".xls", ".csv", ".ods", ".xlsm", ".xlsb":
		return f.Type == "document"
	}
	return false
}

func ending(f chat.File) string { return strings.ToLower(path.Ext(f.Name)) }

// announced reports whether a file says that it is of a kind that is kept. The ending of its name counts most, because it decides
// what opens the file.
func announced(f chat.File) bool {
	if e := ending(f); e != "" {
		return types[e] != ""
	}
	if f.Type != "document" {
		return true
	}
	for _, known := range types {
		if f.Mime == known {
			return true
		}
	}
	return false
}

// sniffed is how much of a file's beginning tells its kind.
const sniffed = 4096

// signatures begin files; the offset is where.
var signatures = []struct {
	offset int
	bytes  string
	mime   string
}{
	{0, "\xff\xd8\xff", "image/jpeg"}, {0, "\x89PNG\r\n\x1a\n", "image/png"}, {0, "GIF8", "image/gif"}, {8, "WEBP", "image/webp"},
	{4, "ftyphei", "image/heic"}, {4, "ftypmif1", "image/heic"}, {4, "ftyphev", "image/heic"},
	{0, "%PDF-", pdf}, {0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ole},
	{0, "OggS", "audio/ogg"}, {0, "ID3", "audio/mpeg"}, {0, "\xff\xfb", "audio/mpeg"}, {0, "\xff\xf3", "audio/mpeg"}, {0, "\xff\xf2", "audio/mpeg"},
}

// kindOf tells what a file is by its content; "" for what is not kept.
func kindOf(file io.ReaderAt, size int64) (string, error) {
	head := make([]byte, min(size, sniffed))
	if _, err := file.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	for _, s := range signatures {
		if len(head) > s.offset && bytes.HasPrefix(head[s.offset:], []byte(s.bytes)) {
			return s.mime, nil
		}
	}
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) {
		return packed(file, size), nil
	}
	if isText(head) {
		return text, nil
	}
	return "", nil
}

// packed tells which Office document a ZIP file is. One with macros is none.
func packed(file io.ReaderAt, size int64) string {
	archive, err := zip.NewReader(file, size)
	if err != nil {
		return ""
	}
	found := ""
	for _, entry := range archive.File {
		switch {
		case strings.HasSuffix(strings.ToLower(entry.Name), "vbaproject.bin"):
			return ""
		case entry.Name == "word/document.xml":
			found = types[".docx"]
		case entry.Name == "xl/workbook.xml":
			found = XLSX
		case entry.Name == "ppt/presentation.xml":
			found = types[".pptx"]
		case entry.Name == "mimetype" && entry.UncompressedSize64 < 100:
			found = openDocument(entry)
		}
	}
	return found
}

func openDocument(entry *zip.File) string {
	reader, err := entry.Open()
	if err != nil {
		return ""
	}
	defer reader.Close()
	mime, err := io.ReadAll(io.LimitReader(reader, 100))
	if err != nil {
		return ""
	}
	for _, e := range []string{".odt", ".ods", ".odp"} {
		if string(mime) == types[e] {
			return types[e]
		}
	}
	return ""
}

// isText reports whether a beginning is plain text: not binary, and nothing that a browser would run.
func isText(head []byte) bool {
	if len(head) == 0 || bytes.IndexByte(head, 0) >= 0 || bytes.HasPrefix(bytes.TrimLeft(head, " \t\r\n\ufeff"), []byte("<")) {
		return false
	}
	for cut := 0; cut < utf8.UTFMax && len(head) > cut; cut++ { // the last character may be cut
		if utf8.Valid(head[:len(head)-cut]) {
			return true
		}
	}
	return false
}
