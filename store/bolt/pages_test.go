package bolt

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"chutri/store"
)

// pagesOf returns the ids of the pages in use, by kind, of a file's bytes.
func pagesOf(t *testing.T, file []byte) (kinds map[string][]int, pageSize int) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "pages.db")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true, PreLoadFreelist: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	kinds = make(map[string][]int)
	err = db.View(func(tx *bbolt.Tx) error {
		for id := 2; ; id++ {
			info, err := tx.Page(id)
			if info == nil || err != nil {
				return err
			}
			kinds[info.Type] = append(kinds[info.Type], id)
			id += info.OverflowCount
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return kinds, db.Info().PageSize
}

// pageDamage changes the first page of a kind so that bbolt would be led astray.
type pageDamage struct {
	kind string
	do   func(page []byte, kinds map[string][]int)
	says string
}

var pageDamages = map[string]pageDamage{
	"two branches lead to one page": {"branch", func(page []byte, _ map[string][]int) {
		copy(page[headerSize+elementSize+8:headerSize+elementSize+16], page[headerSize+8:headerSize+16])
	}, "used twice"},
	"a branch leads to itself": {"branch", func(page []byte, _ map[string][]int) {
		copy(page[headerSize+8:headerSize+16], page[:8])
	}, "used twice"},
	"a branch leads out of the file": {"branch", func(page []byte, _ map[string][]int) {
		native.PutUint64(page[headerSize+8:], 1<<40)
	}, "outside"},
	"a branch leads nowhere": {"branch", func(page []byte, _ map[string][]int) { native.PutUint16(page[10:], 0) }, "is empty"},
	"more elements than fit": {"branch", func(page []byte, _ map[string][]int) {
		clear(page[headerSize:])
		native.PutUint16(page[10:], 0xffff)
	}, "more elements"},
	"keys out of order": {"branch", func(page []byte, _ map[string][]int) {
		first, second := page[headerSize:headerSize+elementSize], page[headerSize+elementSize:headerSize+2*elementSize]
		at := native.Uint32(first)
		copy(page[headerSize+at:], bytes.Repeat([]byte{0xff}, int(native.Uint32(second[4:]))))
	}, "out of order"},
	"a key that ends outside": {"leaf", func(page []byte, _ map[string][]int) {
		native.PutUint32(page[headerSize+8:], 1<<31)
	}, "ends outside"},
	"a value that ends outside": {"leaf", func(page []byte, _ map[string][]int) {
		native.PutUint32(page[headerSize+12:], 1<<31)
	}, "ends outside"},
	"an element of no kind":  {"leaf", func(page []byte, _ map[string][]int) { native.PutUint32(page[headerSize:], 2) }, "of kind"},
	"a page of no kind":      {"leaf", func(page []byte, _ map[string][]int) { native.PutUint16(page[8:], 7) }, "of kind"},
	"a page that is another": {"leaf", func(page []byte, _ map[string][]int) { native.PutUint64(page, 3) }, "wrong header"},
	"a page without end":     {"leaf", func(page []byte, _ map[string][]int) { native.PutUint32(page[12:], 1<<31) }, "wrong header"},
	"a free page in use": {"freelist", func(page []byte, kinds map[string][]int) {
		native.PutUint64(page[headerSize:], uint64(kinds["leaf"][0]))
	}, "listed as free"},
	"a free page not listed":  {"freelist", func(page []byte, _ map[string][]int) { native.PutUint16(page[10:], native.Uint16(page[10:])-1) }, "neither used nor free"},
	"a free page twice":       {"freelist", func(page []byte, _ map[string][]int) { copy(page[headerSize:headerSize+8], page[headerSize+8:]) }, "listed as free"},
	"a list longer than fits": {"freelist", func(page []byte, _ map[string][]int) { native.PutUint16(page[10:], 0xfffe) }, "longer than its page"},
	"a list of all numbers": {"freelist", func(page []byte, _ map[string][]int) {
		native.PutUint16(page[10:], manyInFirstItem)
		native.PutUint64(page[headerSize:], 1<<61+1)
	}, "longer than its page"},
}

func TestCheckPagesFindsEachKindOfDamage(t *testing.T) {
	file, _ := grown(t)
	if oneMeta, err := checkPages(bytes.NewReader(file), int64(len(file))); oneMeta || err != nil {
		t.Fatalf("a whole file: %v, %v", oneMeta, err)
	}
	kinds, pageSize := pagesOf(t, file)
	for name, damage := range pageDamages {
		t.Run(name, func(t *testing.T) {
			damaged := bytes.Clone(file)
			at := kinds[damage.kind][0] * pageSize
			damage.do(damaged[at:at+pageSize], kinds)
			_, err := checkPages(bytes.NewReader(damaged), int64(len(damaged)))
			if !errors.Is(err, store.ErrCorrupt) || !strings.Contains(err.Error(), damage.says) {
				t.Errorf("checkPages says %v, want %q", err, damage.says)
			}
		})
	}
}

func TestCheckPagesTellsThatAMetaPageIsDamaged(t *testing.T) {
	file, _ := grown(t)
	_, pageSize := pagesOf(t, file)
	for name, at := range map[string]int{"first": headerSize + 40, "second": pageSize + headerSize + 40} {
		damaged := bytes.Clone(file)
		damaged[at] ^= 1
		oneMeta, err := checkPages(bytes.NewReader(damaged), int64(len(damaged)))
		if !oneMeta || err != nil {
			t.Errorf("the %s: %v, %v", name, oneMeta, err)
		}
	}
}
