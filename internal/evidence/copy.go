package evidence

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Copy puts the files of one folder into another one that does not have them yet, and returns how many. A file whose content is not what
// its name says is left out, and named in an error with ErrDamaged after the others are copied; so is one that was damaged on the way. A
// folder that does not exist has no files.
func Copy(from, to string) (copied int, err error) {
	if _, err := os.Stat(from); errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	folder, err := OpenFolder(to)
	if err != nil {
		return 0, err
	}
	var damaged []error
	err = filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		sum := entry.Name()
		if err != nil || entry.IsDir() || strings.HasPrefix(sum, incoming) || len(sum) != hex.EncodedLen(sha256.Size) {
			return err
		}
		if _, err := os.Stat(folder.Path(sum)); err == nil {
			return nil
		}
		err = folder.copyIn(path, sum)
		if errors.Is(err, ErrDamaged) {
			damaged = append(damaged, err)
			return nil
		}
		if err == nil {
			copied++
		}
		return err
	})
	return copied, errors.Join(append(damaged, err)...)
}

// copyIn copies one file into its place in the folder.
func (f *Folder) copyIn(path, sum string) error {
	source, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("evidence: %w", err)
	}
	defer source.Close()
	part, err := os.CreateTemp(f.path, incoming+"*")
	if err != nil {
		return fmt.Errorf("evidence: %w", err)
	}
	got := &Received{Path: part.Name(), SHA256: sum, folder: f}
	hash := sha256.New()
	_, err = io.Copy(io.MultiWriter(part, hash), source)
	err = errors.Join(err, f.sync(part), part.Close())
	switch {
	case err != nil:
		err = fmt.Errorf("evidence: %w", err)
	case hex.EncodeToString(hash.Sum(nil)) != sum:
		err = fmt.Errorf("%w: %s is not what its name says", ErrDamaged, path)
	default:
		return got.Keep()
	}
	return errors.Join(err, got.Discard())
}
