// Package pdftext reads the text layer of a PDF, as far as it takes to see what a page says: the lines of its pages and of what is drawn
// onto them. It is made for files of strangers. What it does is bounded by the size of the file and by the limits below, whatever the file
// claims about itself: it trusts no table of contents and no announced length, follows no chain without end and allocates nothing by a
// number in the file. A file that it cannot read, an encrypted one or a scan has no lines.
package pdftext

import "regexp"

// The limits of one file.
const (
	maxUnpacked = 48 << 20 // bytes that its streams may unpack to, all together
	maxScanned  = 96 << 20 // bytes that are read as values, some of them twice
	maxValues   = 4 << 20  // values that are read
	maxText     = 8 << 20  // bytes of text
	maxObjects  = 200_000
	maxPages    = 300     // and as many forms, which are drawn onto pages
	maxPieces   = 200_000 // of the text of a page
	maxDepth    = 40      // of nested values, and of the pages that a page inherits from
)

var encrypted = regexp.MustCompile(`/Encrypt\s*(\d+\s+\d+\s+R|<<)`)

// Lines returns the lines of text in a PDF, page by page, from top to bottom. Words that stand far apart in a line are parted by a tab.
// Where pieces of a line may or may not be words of their own, the line is returned both ways.
func Lines(data []byte) []string {
	lines, failed := read(data)
	if failed != nil {
		return nil
	}
	return lines
}

// read returns the lines, or the panic of a mistake in this package, which must not cost more than the file's text.
func read(data []byte) (lines []string, failed any) {
	defer func() { failed = recover() }()
	if encrypted.Match(data) {
		return nil, nil
	}
	f := open(data)
	for _, s := range f.sheets() {
		c := &content{file: f, fonts: f.fonts(s.resources), matrix: identity}
		c.run(s.drawing)
		lines = append(lines, linesOf(c.pieces)...)
	}
	return lines, nil
}
