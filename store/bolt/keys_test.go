package bolt

import (
	"bytes"
	"math"
	"os"
	"regexp"
	"slices"
	"testing"
	"time"
)

func TestKeysSortAsWhatTheyStandFor(t *testing.T) {
	var ids [][]byte
	for _, id := range []int64{math.MinInt64, -1001234567890, -1, 0, 1, 256, 2001, math.MaxInt64} {
		key := idKey(id)
		if lastID(key) != id {
			t.Errorf("id %d is read back as %d", id, lastID(key))
		}
		ids = append(ids, key)
	}
	var times [][]byte
	for _, at := range []time.Time{{}, time.Unix(-1, 0), time.Unix(-1, 5), time.Unix(0, 0), noon.Add(-1), noon, noon.Add(1), noon.AddDate(5000, 0, 0)} {
		times = append(times, timeKey(at))
	}
	if len(times[0]) != timeLength || string(stepOf(stepTimeKey(noon, "tg:1"))) != "tg:1" {
		t.Errorf("a time is %d bytes", len(times[0]))
	}
	for name, keys := range map[string][][]byte{"ids": ids, "times": times} {
		if !slices.IsSortedFunc(keys, bytes.Compare) || len(slices.CompactFunc(keys, bytes.Equal)) != 8 {
			t.Errorf("%s do not sort: %x", name, keys)
		}
	}
	if !bytes.Equal(timeKey(noon), timeKey(noon.UTC())) {
		t.Error("a time's key depends on its zone")
	}
}

func TestNoNameIsTheBeginningOfAnothersKeys(t *testing.T) {
	for _, names := range [][2]string{{"ND-1", "ND-15"}, {"", "a"}, {"a", "a\x00"}, {"a", "a\xff\xff"}} {
		if bytes.HasPrefix(byNameKey(names[1], noon, 1), nameKey(names[0])) {
			t.Errorf("%q is the beginning of %q", names[0], names[1])
		}
	}
}

func TestAfterIsTheEndOfAPrefix(t *testing.T) {
	for prefix, want := range map[string]string{"a": "b", "a\xff": "b", "a\x00": "a\x01", "\xff\xff": "", "": ""} {
		if got := after([]byte(prefix)); string(got) != want {
			t.Errorf("after %q comes %q, want %q", prefix, got, want)
		}
	}
}

func TestPackageCommentDrawsEveryBucket(t *testing.T) {
	source, err := os.ReadFile("bolt.go")
	if err != nil {
		t.Fatal(err)
	}
	var drawn []string
	for _, line := range regexp.MustCompile(`(?m)^//\t[ ├└]*([a-z_]+) `).FindAllSubmatch(source, -1) {
		drawn = append(drawn, string(line[1]))
	}
	drawnSorted, names := slices.Sorted(slices.Values(drawn)), slices.Sorted(slices.Values(bucketNames[:]))
	if !slices.Equal(drawnSorted, names) {
		t.Errorf("the package comment draws %v, the code has %v", drawnSorted, names)
	}
}
