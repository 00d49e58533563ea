package bolt

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chutri/store"
	"chutri/store/storetest"
)

// grown returns the bytes of a store with enough records to have pages of every kind, and what it holds.
func grown(t testing.TB) (file []byte, holds string) {
	t.Helper()
	s := openIn(t, t.TempDir())
	storetest.Fill(t, s)
	for i := range 12 {
		steps := benchmarkSteps(4+10*i, 10)
		if err := s.Update(context.Background(), applyAll(steps)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Update(context.Background(), func(tx store.Tx) error { return tx.Quarantine("big", make([]byte, 20000), "", noon) }); err != nil {
		t.Fatal(err)
	}
	holds = storetest.Dump(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(s.path)
	if err != nil {
		t.Fatal(err)
	}
	return file, holds
}

// use opens a damaged file, checks it, repairs it, reads all of it and writes to it. It returns how that went, and
// fails the test where what was read is neither all that was there nor reported.
func use(t *testing.T, name string, file []byte, holds string) string {
	t.Helper()
	dir := t.TempDir()
	defer os.RemoveAll(dir)
	if err := os.WriteFile(filepath.Join(dir, fileName), file, 0o600); err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	verified := Verify(filepath.Join(dir, fileName))
	s, err := Open(dir, Options{Logger: slog.New(slog.NewTextHandler(&log, nil))})
	if err != nil {
		if !errors.Is(err, store.ErrCorrupt) && !errors.Is(err, store.ErrNewerSchema) || !strings.Contains(err.Error(), dir) {
			t.Errorf("%s: Open says %v", name, err)
		}
		if verified == nil {
			t.Errorf("%s: Verify accepts what Open does not: %v", name, err)
		}
		return "refused"
	}
	defer s.Close()
	problems, err := s.Check(context.Background(), false)
	if err != nil {
		t.Errorf("%s: check fails: %v", name, err)
	}
	if verified == nil && (len(problems) > 0 || log.Len() > 0) {
		t.Errorf("%s: Verify accepts what Check reports: %v", name, problems)
	}
	if len(problems) == 0 && log.Len() == 0 {
		if got := storetest.Dump(t, s); got != holds {
			t.Errorf("%s: records changed without a word", name)
		}
	}
	if _, err := s.Check(context.Background(), true); err != nil {
		t.Errorf("%s: repair fails: %v", name, err)
	}
	for i := range 3 {
		err := s.Update(context.Background(), func(tx store.Tx) error { return tx.SetOffset(int64(i)) })
		if err != nil && !errors.Is(err, store.ErrCorrupt) {
			t.Errorf("%s: writing fails: %v", name, err)
		}
	}
	if len(problems) > 0 {
		return "reported"
	}
	return "whole"
}

func TestTruncatedFilesAreRefused(t *testing.T) {
	file, holds := grown(t)
	used := bytes.TrimRight(file, "\x00")
	for _, size := range []int{0, 1, 15, 16, 79, 80, 1023, 4095, 4096, 4097, 8191, 8192, 12288, 16384, 20000,
		len(used) / 4, len(used) / 2, len(used) - 4096} {
		if how := use(t, fmt.Sprintf("cut to %d bytes", size), file[:size], holds); how != "refused" {
			t.Errorf("a file cut from %d to %d bytes is %s", len(file), size, how)
		}
	}
}

func TestFlippedBitsNeverPanicAndNeverPassUnseen(t *testing.T) {
	file, holds := grown(t)
	const variants = 200
	used := bytes.TrimRight(file, "\x00")
	random := rand.New(rand.NewPCG(1, 2))
	results := make(map[string]int)
	for i := range variants {
		damaged := append([]byte(nil), file...)
		// Of all bits few are in the headers that hurt most, so every second variant aims at one.
		page := random.IntN(len(used)/4096) * 4096
		for range 1 + i%3 {
			at := random.IntN(len(used))
			if i%2 == 0 {
				at = page + random.IntN(96)
			}
			damaged[at] ^= 1 << random.IntN(8)
		}
		results[use(t, fmt.Sprintf("variant %d", i), damaged, holds)]++
	}
	t.Log(results)
	if results["refused"] == 0 || results["reported"] == 0 || results["whole"] == 0 {
		t.Errorf("of %d variants %v: not all ways were tried", variants, results)
	}
}

func TestOverwrittenPagesAreRefusedOrReported(t *testing.T) {
	file, holds := grown(t)
	used := bytes.TrimRight(file, "\x00")
	for page := 0; page < len(used); page += 3 * 4096 {
		for name, fill := range map[string]func(int) byte{
			"zeros": func(int) byte { return 0 }, "ones": func(int) byte { return 0xff },
			"another page": func(i int) byte { return file[(page+8192+i)%len(file)] },
		} {
			damaged := append([]byte(nil), file...)
			for i := range 4096 {
				damaged[page+i] = fill(i)
			}
			use(t, fmt.Sprintf("page %d of %s", page/4096, name), damaged, holds)
		}
	}
}

func TestStrangeFilesAreRefused(t *testing.T) {
	for name, content := range map[string]string{
		"text": strings.Repeat("chutri ", 5000), "zeros": string(make([]byte, 1<<16)),
	} {
		if how := use(t, name, []byte(content), ""); how != "refused" {
			t.Errorf("%s: %s", name, how)
		}
	}
}

func FuzzCheckPages(f *testing.F) {
	file, _ := grown(f)
	f.Add(uint32(5000), byte(3), uint32(8200), byte(1))
	f.Add(uint32(16), byte(1), uint32(4112), byte(8))
	f.Fuzz(func(t *testing.T, at uint32, bits byte, at2 uint32, bits2 byte) {
		damaged := append([]byte(nil), file...)
		damaged[int(at)%len(file)] ^= bits
		damaged[int(at2)%len(file)] ^= bits2
		checkPages(strings.NewReader(string(damaged)), int64(len(damaged)))
	})
}
