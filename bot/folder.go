package main

import (
	"fmt"
	"log/slog"
	"os"

	"chutri/store/bolt"
)

// guardFolder sees to it that only the program's own user reads the data: a folder that is empty or holds a store becomes 0700, the
// store 0600. A folder that holds other things may be somebody else's, so it is only complained of.
func guardFolder(dir string, log *slog.Logger) error {
	info, err := os.Stat(dir)
	if os.IsNotExist(err) {
		return nil // the store makes it as it should be
	}
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return fmt.Errorf("DATA_DIR: %s is no folder", dir)
	}
	file, err := os.Stat(bolt.File(dir))
	ours := err == nil
	if ours && file.Mode().Perm()&0o077 != 0 {
		if err := os.Chmod(bolt.File(dir), 0o600); err != nil {
			return fmt.Errorf("others can read the store: %w", err)
		}
	}
	if info.Mode().Perm()&0o077 == 0 {
		return nil
	}
	if !ours {
		entries, err := os.ReadDir(dir)
		if err != nil {
			return err
		}
		if ours = len(entries) == 0; !ours {
			log.Warn("others can enter the data folder, which holds more than the store; make it 0700", "folder", dir)
			return nil
		}
	}
	if err := os.Chmod(dir, 0o700); err != nil {
		log.Warn("others can enter the data folder and it cannot be closed to them; make it 0700", "folder", dir, "error", err)
		return nil
	}
	log.Info("the data folder was closed to other users", "folder", dir)
	return nil
}
