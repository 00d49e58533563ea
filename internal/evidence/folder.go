package evidence

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"chutri/internal/chat"
)

// Folder keeps files by the SHA-256 of their content: "ab/ab12…".
type Folder struct {
	path string
	sync func(*os.File) error
}

// incoming begins the names of files that are being received.
const incoming = ".incoming-"

// OpenFolder returns the folder at a path, which it makes if there is none. What an earlier run had half received goes.
func OpenFolder(path string) (*Folder, error) {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return nil, fmt.Errorf("evidence: %w", err)
	}
	left, err := filepath.Glob(filepath.Join(path, incoming+"*"))
	if err != nil {
		return nil, fmt.Errorf("evidence: %w", err)
	}
	for _, name := range left {
		if err := os.Remove(name); err != nil {
			return nil, fmt.Errorf("evidence: %w", err)
		}
	}
	return &Folder{path: path, sync: (*os.File).Sync}, nil
}

// Path returns where a file with the given checksum lies.
func (f *Folder) Path(sum string) string { return filepath.Join(f.path, sum[:2], sum) }

// Received is a file that was received whole. It goes with Discard, unless Keep puts it in its place.
type Received struct {
	Path   string // where it lies for now
	Size   int64  // bytes
	SHA256 string // in hexadecimal
	Mime   string // by its content

	folder *Folder
}

// Receive takes a file in. It returns ErrTooLarge above limit bytes, ErrDamaged for one that has not the announced size or
// is not of the announced kind, ErrType for one that is not kept, ErrSecret for a document with a mark of secrecy, and otherwise the error of reading or of the disk. After an
// error nothing of the file is left.
func (f *Folder) Receive(from io.Reader, says chat.File, limit int64) (*Received, error) {
	file, err := os.CreateTemp(f.path, incoming+"*")
	if err != nil {
		return nil, fmt.Errorf("evidence: %w", err)
	}
	got := &Received{Path: file.Name(), folder: f}
	err = got.fill(file, from, says, limit)
	if closing := file.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return nil, errors.Join(err, got.Discard())
	}
	return got, nil
}

func (r *Received) fill(file *os.File, from io.Reader, says chat.File, limit int64) error {
	sum := sha256.New()
	size, err := io.Copy(io.MultiWriter(file, sum), io.LimitReader(from, limit+1))
	switch {
	case err != nil:
		return fmt.Errorf("evidence: receive: %w", err)
	case size > limit:
		return fmt.Errorf("%w: more than %d bytes", ErrTooLarge, limit)
	case size == 0 || says.Size > 0 && size != says.Size:
		return fmt.Errorf("%w: %d bytes of %d", ErrDamaged, size, says.Size)
	}
	if r.Mime, err = kindOf(file, size); err != nil {
		return fmt.Errorf("evidence: %w", err)
	}
	if err := checkKind(r.Mime, says); err != nil {
		return err
	}
	if stamped(file, size, r.Mime) {
		return ErrSecret
	}
	r.Size, r.SHA256 = size, hex.EncodeToString(sum.Sum(nil))
	if err := r.folder.sync(file); err != nil {
		return fmt.Errorf("evidence: %w", err)
	}
	return nil
}

// checkKind compares what a file is with what it says it is. A kind that is kept in place of another is taken: a photo may
// be a PNG.
func checkKind(mime string, says chat.File) error {
	switch {
	case mime == "" && announced(says):
		return fmt.Errorf("%w: the content is not that of %q", ErrDamaged, says.Name)
	case mime == "":
		return fmt.Errorf("%w: %s %s", ErrType, says.Type, says.Mime)
	case says.Type == "photo" && !strings.HasPrefix(mime, "image/"), says.Type == "voice" && !strings.HasPrefix(mime, "audio/"):
		return fmt.Errorf("%w: a %s is %s", ErrDamaged, says.Type, mime)
	}
	return nil
}

// Keep puts the file in its place for good; it survives a power cut from then on. Keeping the same content again changes nothing.
func (r *Received) Keep() error {
	place := r.folder.Path(r.SHA256)
	folder := filepath.Dir(place)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fmt.Errorf("evidence: %w", err)
	}
	if err := os.Rename(r.Path, place); err != nil {
		return fmt.Errorf("evidence: %w", err)
	}
	for _, changed := range []string{folder, r.folder.path} {
		if err := r.folder.syncFolder(changed); err != nil {
			return fmt.Errorf("evidence: %w", err)
		}
	}
	return nil
}

func (f *Folder) syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	defer folder.Close()
	return f.sync(folder)
}

// Discard removes the file unless it was kept.
func (r *Received) Discard() error {
	if err := os.Remove(r.Path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("evidence: %w", err)
	}
	return nil
}
