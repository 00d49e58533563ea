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
	err = walk(from, func(path, sum string) error {
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

// Count returns how many files a folder keeps, 0 for one that does not exist.
func Count(folder string) (files int) {
	walk(folder, func(string, string) error {
		files++
		return nil
	})
	return files
}

// walk calls each with the files that a folder keeps and their checksums, until it returns an error.
func walk(folder string, each func(path, sum string) error) error {
	return filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(entry.Name(), incoming) || len(entry.Name()) != hex.EncodedLen(sha256.Size) {
			return err
		}
		return each(path, entry.Name())
	})
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
