package bolt

import (
	"errors"
	"fmt"
	"hash/fnv"
	"io"
)

const (
	boltMagic    = 0xED0CDAED
	boltVersion  = 2
	metaSize     = 64 // of what follows the page's header; the last 8 bytes are the checksum of the others
	smallestPage = 1 << 10
	largestPage  = 1 << 24
)

// metaPage is what a commit writes last: where everything else is.
type metaPage struct {
	pageSize, root, freelist, pages, transaction uint64
}

// readMeta returns the meta page that bbolt would use: the whole one, or of two the later one.
func readMeta(file io.ReaderAt, size int64) (m metaPage, oneMeta bool, err error) {
	first, firstOK, err := metaAt(file, 0)
	if err != nil {
		return m, false, err
	}
	pageSize := first.pageSize
	var second metaPage
	var secondOK bool
	if firstOK {
		second, secondOK, err = metaAt(file, int64(pageSize))
	} else {
		for at := int64(smallestPage); at <= largestPage && at < size && !secondOK && err == nil; at *= 2 {
			second, secondOK, err = metaAt(file, at)
			secondOK = secondOK && int64(second.pageSize) == at
		}
	}
	switch {
	case err != nil:
		return m, false, err
	case !firstOK && !secondOK:
		return m, false, damaged("no meta page is whole")
	case !secondOK || firstOK && first.transaction > second.transaction:
		m = first
	default:
		m = second
	}
	if m.pageSize < smallestPage || m.pageSize > largestPage || m.pageSize&(m.pageSize-1) != 0 {
		return m, false, damaged("page size %d", m.pageSize)
	}
	return m, !firstOK || !secondOK, nil
}

// metaAt reads a meta page; ok is false where there is none or its checksum is wrong.
func metaAt(file io.ReaderAt, at int64) (m metaPage, ok bool, err error) {
	var raw [metaSize]byte
	if _, err := file.ReadAt(raw[:], at+headerSize); err != nil {
		if errors.Is(err, io.EOF) {
			return m, false, nil
		}
		return m, false, fmt.Errorf("read meta page: %w", err)
	}
	sum := fnv.New64a()
	sum.Write(raw[:metaSize-8])
	ok = native.Uint32(raw[0:]) == boltMagic && native.Uint32(raw[4:]) == boltVersion &&
		native.Uint64(raw[56:]) == sum.Sum64()
	return metaPage{
		pageSize: uint64(native.Uint32(raw[8:])), root: native.Uint64(raw[16:]), freelist: native.Uint64(raw[32:]),
		pages: native.Uint64(raw[40:]), transaction: native.Uint64(raw[48:]),
	}, ok, nil
}
