package sheet

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// Errors of a workbook that cannot be read.
var (
	// ErrBroken is returned for a file that is no workbook, or a damaged one.
	ErrBroken = errors.New("sheet: not a readable workbook")
	// ErrTooLarge is returned for a workbook beyond the limits of Limits.
	ErrTooLarge = errors.New("sheet: the workbook is too large")
)

// Limits bound what reading a workbook may cost.
type Limits struct {
	Unpacked int64 // bytes of all parts together
	Part     int64 // bytes of one part
	Rows     int   // rows with anything in them
	Columns  int   // what stands to the right is left out
	Cell     int   // characters of a cell; what is longer is cut
}

// Row is a row that has anything in it.
type Row struct {
	Number int // as the spreadsheet shows it, from 1
	Cells  []Cell
}

// Cell is what stands in a cell.
type Cell struct {
	Text   string // of a number with a dot before its decimals, and with its sign if it is shown as a percent
	Number bool   // kept as a number, so that its dot is no matter of language
}

// Read returns the rows of a workbook's first sheet. Formulas are not computed: their cells have the value that was
// last shown. It streams, so a part costs no more memory than its longest cell and the texts that the cells share.
// It returns ErrBroken or ErrTooLarge.
func Read(file io.ReaderAt, size int64, limits Limits) ([]Row, error) {
	archive, err := zip.NewReader(file, size)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	b := &book{parts: make(map[string]*zip.File), limits: limits}
	var unpacked uint64
	for _, part := range archive.File {
		unpacked += part.UncompressedSize64
		if unpacked > uint64(limits.Unpacked) || len(b.parts) > maxParts {
			return nil, ErrTooLarge
		}
		b.parts[strings.TrimPrefix(path.Clean("/"+part.Name), "/")] = part
	}
	sheet, err := b.firstSheet()
	if err != nil {
		return nil, err
	}
	if err := b.readShared(); err != nil {
		return nil, err
	}
	if err := b.readStyles(); err != nil {
		return nil, err
	}
	return b.rows(sheet)
}

// maxParts is how many files a workbook may consist of.
const maxParts = 1000

// book is a workbook that is being read.
type book struct {
	parts    map[string]*zip.File // by name, without a slash before it
	limits   Limits
	shared   []string     // texts that cells refer to
	percents map[int]bool // styles that show a number as a percent
}

// firstSheet finds the part that holds the first sheet.
func (b *book) firstSheet() (string, error) {
	id := ""
	err := b.scan("xl/workbook.xml", func(e element) error {
		if e.opens("sheet") && id == "" {
			id = e.attribute("id")
		}
		return nil
	})
	if err != nil {
		return "", err
	}
	target := ""
	err = b.scan("xl/_rels/workbook.xml.rels", func(e element) error {
		if e.opens("Relationship") && e.attribute("Id") == id && id != "" {
			target = e.attribute("Target")
		}
		return nil
	})
	if err != nil {
		return "", err
	}
	if !strings.HasPrefix(target, "/") {
		target = "/xl/" + target
	}
	target = strings.TrimPrefix(path.Clean(target), "/")
	if b.parts[target] == nil {
		return "", fmt.Errorf("%w: it has no sheet", ErrBroken)
	}
	return target, nil
}

// readShared reads the texts that cells share.
func (b *book) readShared() error {
	var text strings.Builder
	within := phonetic(0)
	return b.optional("xl/sharedStrings.xml", func(e element) error {
		within.follow(e)
		switch {
		case e.opens("si"):
			text.Reset()
		case e.text != "" && e.parent == "t" && within == 0:
			b.add(&text, e.text)
		case e.closes("si"):
			if len(b.shared) >= b.limits.Rows*b.limits.Columns {
				return ErrTooLarge
			}
			b.shared = append(b.shared, text.String())
		}
		return nil
	})
}

// add appends a text to a cell's as far as the limit allows.
func (b *book) add(to *strings.Builder, text string) {
	if room := b.limits.Cell*4 - to.Len(); len(text) > room {
		text = text[:max(room, 0)]
	}
	to.WriteString(text)
}

// phonetic counts how deep a position lies in readings aloud, which are no part of a cell's text.
type phonetic int

func (p *phonetic) follow(e element) {
	switch {
	case e.opens("rPh"):
		*p++
	case e.closes("rPh") && *p > 0:
		*p--
	}
}

// The built-in number formats that show a percent.
var percentFormats = map[string]bool{"9": true, "10": true}

// readStyles finds out which styles show a number as a percent.
func (b *book) readStyles() error {
	b.percents = make(map[int]bool)
	custom := make(map[string]bool)
	style, inCells := 0, false
	return b.optional("xl/styles.xml", func(e element) error {
		switch {
		case e.opens("numFmt"):
			custom[e.attribute("numFmtId")] = strings.Contains(e.attribute("formatCode"), "%")
		case e.opens("cellXfs"):
			inCells = true
		case e.closes("cellXfs"):
			inCells = false
		case e.opens("xf") && inCells:
			if format := e.attribute("numFmtId"); percentFormats[format] || custom[format] {
				b.percents[style] = true
			}
			style++
		}
		return nil
	})
}
