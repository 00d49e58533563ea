package bolt

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// bbolt trusts its file: a damaged page makes it panic, read outside the file, recurse without end, or write over
// live data. checkPages reads the file first, with every bound checked, and follows every page that bbolt would.

// Layout of bbolt's pages: a header, then the elements' headers, then keys and values at offsets counted from their
// element's header. Numbers are in the machine's own order.
const (
	headerSize      = 16 // id 8, flags 2, count 2, overflow 4
	elementSize     = 16
	bucketSize      = 16 // root page 8, sequence 8
	branchPage      = 0x01
	leafPage        = 0x02
	freelistPage    = 0x10
	bucketElement   = 0x01
	noFreelist      = ^uint64(0)
	manyInFirstItem = 0xFFFF // a freelist's count that says: the first item is the count
)

var native = binary.NativeEndian

// pageFile is a bbolt file while it is being checked.
type pageFile struct {
	file     io.ReaderAt
	pageSize uint64
	pages    uint64 // number of pages in use
	seen     []bool // pages that something refers to
}

// checkPages reports, as an ErrCorrupt, the first thing that is wrong with the structure of a bbolt file of the given
// size. oneMeta is true when only one of its two meta pages is whole: after a power failure this is a commit that was
// never acknowledged, otherwise the last commit may be lost.
func checkPages(file io.ReaderAt, size int64) (oneMeta bool, err error) {
	m, oneMeta, err := readMeta(file, size)
	if err != nil {
		return false, err
	}
	if m.pages < 4 || m.pages > uint64(size)/m.pageSize {
		return oneMeta, damaged("the file was cut short: %d bytes, should be at least %d pages of %d", size, m.pages, m.pageSize)
	}
	f := &pageFile{file: file, pageSize: m.pageSize, pages: m.pages, seen: make([]bool, m.pages)}
	f.seen[0], f.seen[1] = true, true
	if err := f.tree(m.root, nil, nil); err != nil {
		return oneMeta, err
	}
	if m.freelist == noFreelist {
		return oneMeta, nil
	}
	return oneMeta, f.freelist(m.freelist)
}

// page reads a page with its overflow, and refuses one that something else refers to as well.
func (f *pageFile) page(id uint64) ([]byte, error) {
	if id < 2 || id >= f.pages {
		return nil, damaged("page %d is outside the %d pages of the file", id, f.pages)
	}
	var header [headerSize]byte
	if _, err := f.file.ReadAt(header[:], int64(id*f.pageSize)); err != nil {
		return nil, f.unread(id, err)
	}
	count := 1 + uint64(native.Uint32(header[12:]))
	if native.Uint64(header[:]) != id || count > f.pages-id {
		return nil, damaged("page %d has a wrong header", id)
	}
	for i := id; i < id+count; i++ {
		if f.seen[i] {
			return nil, damaged("page %d is used twice", i)
		}
		f.seen[i] = true
	}
	page := make([]byte, count*f.pageSize)
	if _, err := f.file.ReadAt(page, int64(id*f.pageSize)); err != nil {
		return nil, f.unread(id, err)
	}
	return page, nil
}

func (f *pageFile) unread(id uint64, err error) error {
	if errors.Is(err, io.EOF) {
		return damaged("page %d is not in the file", id)
	}
	return fmt.Errorf("read page %d: %w", id, err)
}

// tree checks the pages below one, whose keys are from low on and before high; nil is no bound.
func (f *pageFile) tree(id uint64, low, high []byte) error {
	page, err := f.page(id)
	if err != nil {
		return err
	}
	where := fmt.Sprintf("page %d", id)
	switch flags := native.Uint16(page[8:]); flags {
	case leafPage:
		return f.leaf(where, page, low, high)
	case branchPage:
		return f.branch(where, page, low, high)
	default:
		return damaged("%s is of kind %#x", where, flags)
	}
}

func (f *pageFile) branch(where string, page, low, high []byte) error {
	count := int(native.Uint16(page[10:]))
	if count == 0 {
		return damaged("%s is empty", where)
	}
	keys := make([][]byte, count)
	children := make([]uint64, count)
	for i := range count {
		header, err := element(where, page, i)
		if err != nil {
			return err
		}
		children[i] = native.Uint64(header[8:])
		if keys[i], err = slice(where, header, native.Uint32(header), native.Uint32(header[4:])); err != nil {
			return err
		}
	}
	if err := ordered(where, keys, low, high); err != nil {
		return err
	}
	for i, child := range children {
		end := high
		if i+1 < count {
			end = keys[i+1]
		}
		if err := f.tree(child, keys[i], end); err != nil {
			return err
		}
	}
	return nil
}

func (f *pageFile) leaf(where string, page, low, high []byte) error {
	count := int(native.Uint16(page[10:]))
	keys := make([][]byte, count)
	for i := range count {
		header, err := element(where, page, i)
		if err != nil {
			return err
		}
		flags, at := native.Uint32(header), native.Uint32(header[4:])
		keySize, valueSize := native.Uint32(header[8:]), native.Uint32(header[12:])
		whole, err := slice(where, header, at, keySize)
		if err != nil {
			return err
		}
		keys[i] = whole
		value, err := slice(where, header[keySize:], at, valueSize)
		if err != nil {
			return err
		}
		switch flags {
		case 0:
		case bucketElement:
			err = f.bucket(fmt.Sprintf("bucket %q", keys[i]), value)
		default:
			err = damaged("%s has an element of kind %#x", where, flags)
		}
		if err != nil {
			return err
		}
	}
	return ordered(where, keys, low, high)
}

// bucket checks what a bucket's element holds: the id of its root page, or the bucket itself where it is small.
func (f *pageFile) bucket(where string, value []byte) error {
	if len(value) < bucketSize {
		return damaged("%s has no root", where)
	}
	if root := native.Uint64(value); root != 0 {
		return f.tree(root, nil, nil)
	}
	inline := value[bucketSize:]
	if len(inline) < headerSize || native.Uint16(inline[8:]) != leafPage {
		return damaged("%s has no page", where)
	}
	return f.leaf(where, inline, nil, nil)
}

// element returns the page from its i-th element's header on.
func element(where string, page []byte, i int) ([]byte, error) {
	at := headerSize + i*elementSize
	if at+elementSize > len(page) {
		return nil, damaged("%s has more elements than fit", where)
	}
	return page[at:], nil
}

func slice(where string, from []byte, at, size uint32) ([]byte, error) {
	if uint64(at)+uint64(size) > uint64(len(from)) {
		return nil, damaged("%s has an element that ends outside it", where)
	}
	return from[at : at+size], nil
}

// ordered checks that keys rise, and lie from low on and before high.
func ordered(where string, keys [][]byte, low, high []byte) error {
	for i, key := range keys {
		if i == 0 && bytes.Compare(low, key) > 0 || i > 0 && bytes.Compare(keys[i-1], key) >= 0 ||
			high != nil && bytes.Compare(key, high) >= 0 {
			return damaged("%s has keys out of order", where)
		}
	}
	return nil
}

// freelist checks that the pages listed as free and the pages in use together are all pages, each once.
func (f *pageFile) freelist(id uint64) error {
	page, err := f.page(id)
	if err != nil {
		return err
	}
	if flags := native.Uint16(page[8:]); flags != freelistPage {
		return damaged("page %d is of kind %#x, not a list of free pages", id, flags)
	}
	items, count := page[headerSize:], uint64(native.Uint16(page[10:]))
	if count == manyInFirstItem {
		count, items = native.Uint64(items), items[8:]
	}
	if count > uint64(len(items))/8 {
		return damaged("the list of free pages is longer than its page")
	}
	for i := range count {
		free := native.Uint64(items[8*i:])
		if free >= f.pages || f.seen[free] {
			return damaged("page %d is listed as free but is not", free)
		}
		f.seen[free] = true
	}
	for i, seen := range f.seen {
		if !seen {
			return damaged("page %d is neither used nor free", i)
		}
	}
	return nil
}
