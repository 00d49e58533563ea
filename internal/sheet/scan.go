package sheet

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// element is an event of a part's XML: an element that opens or closes, or a piece of text.
type element struct {
	name       string // without its namespace; "" for text
	close      bool
	text       string
	parent     string // of a text, the element that opened or closed last
	attributes []xml.Attr
}

func (e element) opens(name string) bool  { return e.name == name && !e.close }
func (e element) closes(name string) bool { return e.name == name && e.close }

// attribute returns the value of an attribute, whatever its namespace; "" if there is none.
func (e element) attribute(name string) string {
	for _, a := range e.attributes {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// errEnough ends a scan early.
var errEnough = errors.New("enough")

// scan calls look for the events of a part in their order until it returns an error, which errEnough hides.
func (b *book) scan(name string, look func(element) error) error {
	part := b.parts[name]
	if part == nil {
		return fmt.Errorf("%w: it has no %s", ErrBroken, name)
	}
	opened, err := part.Open()
	if err != nil {
		return fmt.Errorf("%w: %s: %w", ErrBroken, name, err)
	}
	defer opened.Close()
	// RawToken keeps no stack of open elements, so that depth costs nothing.
	decoder := xml.NewDecoder(&measured{from: opened, left: b.limits.Part})
	decoder.Strict = true
	decoder.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, errors.New("not UTF-8") }
	parent := ""
	for {
		token, err := decoder.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if errors.Is(err, ErrTooLarge) {
			return err
		}
		if err != nil {
			return fmt.Errorf("%w: %s: %w", ErrBroken, name, err)
		}
		var e element
		switch t := token.(type) {
		case xml.StartElement:
			e = element{name: t.Name.Local, attributes: t.Attr}
			parent = e.name
		case xml.EndElement:
			e = element{name: t.Name.Local, close: true}
			parent = "/" + e.name
		case xml.CharData:
			e = element{text: string(t), parent: parent}
		default:
			continue
		}
		if err := look(e); err != nil {
			if errors.Is(err, errEnough) {
				return nil
			}
			return err
		}
	}
}

// optional is scan for a part that need not be there.
func (b *book) optional(name string, look func(element) error) error {
	if b.parts[name] == nil {
		return nil
	}
	return b.scan(name, look)
}

// maxRun is how many bytes may stand between two "<": a cell's text, or a tag with its attributes.
const maxRun = 256 << 10

// measured reads a part and fails with ErrTooLarge beyond its limit, or where a single tag or text is so long that it
// would have to be held in memory.
type measured struct {
	from io.Reader
	left int64
	run  int
}

func (m *measured) Read(p []byte) (int, error) {
	n, err := m.from.Read(p)
	m.left -= int64(n)
	for rest := p[:n]; ; {
		at := bytes.IndexByte(rest, '<')
		if at < 0 {
			m.run += len(rest)
			break
		}
		m.run, rest = 0, rest[at+1:]
	}
	if m.left < 0 || m.run > maxRun {
		return 0, ErrTooLarge
	}
	return n, err
}

// column returns the number of the column that a cell's reference ("AB12") names, from 0; -1 for none.
func column(reference string) int {
	letters := strings.TrimRight(reference, "0123456789")
	if letters == "" || len(letters) > 3 {
		return -1
	}
	n := 0
	for _, r := range letters {
		if r < 'A' || r > 'Z' {
			return -1
		}
		n = n*26 + int(r-'A') + 1
	}
	return n - 1
}
