package evidence

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestCopyTakesWhatIsMissingAndNothingDamaged(t *testing.T) {
	const (
		sum   = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824" // of "hello"
		other = "486ea46224d1bb4fb680f34f7c9ad96a8f24ec88be73ea8e5a6c65260e9cb8a7" // of "world"
	)
	from, to := t.TempDir(), filepath.Join(t.TempDir(), "copy")
	write := func(sum, content string) {
		t.Helper()
		path := filepath.Join(from, sum[:2], sum)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(sum, "hello")
	write(other, "w0rld")
	if err := os.WriteFile(filepath.Join(from, incoming+"1"), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	copied, err := Copy(from, to)
	if copied != 1 || !errors.Is(err, ErrDamaged) {
		t.Errorf("copied %d, %v", copied, err)
	}
	if content, err := os.ReadFile(filepath.Join(to, sum[:2], sum)); err != nil || string(content) != "hello" {
		t.Errorf("the copy holds %q, %v", content, err)
	}
	if left, _ := filepath.Glob(filepath.Join(to, "*", other)); len(left) > 0 {
		t.Error("a damaged file was copied")
	}
	write(other, "world")
	if copied, err := Copy(from, to); copied != 1 || err != nil {
		t.Errorf("again: copied %d, %v", copied, err)
	}
	if copied, err := Copy(filepath.Join(from, "nothing"), to); copied != 0 || err != nil {
		t.Errorf("from nowhere: copied %d, %v", copied, err)
	}
	if left, _ := filepath.Glob(filepath.Join(to, incoming+"*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
