package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestEveryPackagesTestsLookForLeaks(t *testing.T) {
	looking := make(map[string]bool)
	for _, pattern := range []string{"../*/*_test.go", "../*/*/*_test.go", "../*/*/*/*_test.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			folder := filepath.Dir(file)
			if otherModule(folder) || otherModule(filepath.Dir(folder)) {
				continue
			}
			source, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			looking[folder] = looking[folder] || bytes.Contains(source, []byte("goleak."))
		}
	}
	for folder, looks := range looking {
		if !looks {
			t.Errorf("%s: no test looks for goroutines that are left; see store/bolt/main_test.go", folder)
		}
	}
	if len(looking) < 20 {
		t.Errorf("only %d packages were looked at", len(looking))
	}
}
