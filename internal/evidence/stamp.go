package evidence

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"io"
	"slices"
	"strings"

	"chutri/internal/pdftext"
	"chutri/internal/secrecy"
)

const (
	maxStamp   = 300     // bytes of a paragraph that can be a stamp
	maxScanned = 8 << 20 // bytes of a file's text that are looked at
)

// stamped reports whether a document has a paragraph that is a mark of secrecy. It reads plain text, the XML of Office documents and the
// text layer of a PDF; what a picture, a scan, an encrypted PDF or an Office document before 2007 shows is not read, and neither is what
// lies beyond maxScanned or the limits of package pdftext.
func stamped(file io.ReaderAt, size int64, mime string) bool {
	switch mime {
	case pdf:
		return stampedPDF(file, size)
	case text:
		return stampedText(io.NewSectionReader(file, 0, min(size, maxScanned)))
	}
	archive, err := zip.NewReader(file, size)
	if err != nil {
		return false // no Office document
	}
	left := int64(maxScanned)
	for _, part := range archive.File {
		if !strings.HasSuffix(part.Name, ".xml") || left <= 0 {
			continue
		}
		opened, err := part.Open()
		if err != nil {
			continue
		}
		limited := &io.LimitedReader{R: opened, N: left}
		found := stampedXML(limited, stampOf(mime))
		left = limited.N
		opened.Close()
		if found {
			return true
		}
	}
	return false
}

// stampedPDF looks at the first MaxFile bytes, which is all that is ever received.
func stampedPDF(file io.ReaderAt, size int64) bool {
	data, err := io.ReadAll(io.NewSectionReader(file, 0, min(size, MaxFile)))
	return err == nil && slices.ContainsFunc(pdftext.Lines(data), secrecy.Stamped)
}

// stampOf returns what tells a mark in the paragraphs of a document: in a spreadsheet they are cells.
func stampOf(mime string) func(string) bool {
	if mime == XLSX || mime == types[".ods"] {
		return secrecy.StampedCell
	}
	return secrecy.Stamped
}

func stampedText(from io.Reader) bool {
	lines := bufio.NewReaderSize(from, maxStamp)
	whole := true // the line so far fits
	for {
		line, more, err := lines.ReadLine()
		if err != nil {
			return false
		}
		if whole && !more && secrecy.Stamped(string(line)) {
			return true
		}
		whole = !more
	}
}

// paragraphs are the elements of Office documents that hold a text by itself: paragraphs, headings, the texts of cells.
var paragraphs = map[string]bool{"p": true, "h": true, "si": true, "is": true}

// gaps are the elements that stand for white space within a paragraph: tabs, breaks of a line, and spaces in OpenDocument.
var gaps = map[string]string{"tab": "\t", "ptab": "\t", "br": "\t", "cr": "\t", "line-break": "\t", "s": "   "}

func stampedXML(from io.Reader, isStamp func(string) bool) bool {
	decoder := xml.NewDecoder(from)
	decoder.Strict = false
	var said []byte
	for {
		token, err := decoder.RawToken()
		if err != nil {
			return false // its end, or that of what can be read
		}
		name := ""
		switch token := token.(type) {
		case xml.CharData:
			said = append(said, token[:min(len(token), maxStamp+1-len(said))]...)
		case xml.StartElement:
			name = token.Name.Local
			if gap := gaps[name]; len(said)+len(gap) <= maxStamp {
				said = append(said, gap...)
			}
		case xml.EndElement:
			name = token.Name.Local
		}
		if paragraphs[name] {
			if len(said) <= maxStamp && isStamp(string(said)) {
				return true
			}
			said = said[:0]
		}
	}
}
