package pdftext

import (
	"bytes"
	"compress/flate"
	"encoding/ascii85"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
)

// file is the objects of a PDF by their numbers. Of an object that was written again the last counts.
type file struct {
	objects map[pointer]object
	read    map[pointer]*font
	left    *allowance
}

// object is a value with the bytes of its stream, nil where it has none.
type object struct {
	value any
	raw   []byte
}

var heading = regexp.MustCompile(`(\d{1,9})\s+\d{1,5}\s+obj\b`)

// open finds the objects by their headings, not by the file's table of them, which may lie.
func open(data []byte) *file {
	f := &file{objects: make(map[pointer]object), read: make(map[pointer]*font), left: newAllowance()}
	found := heading.FindAllSubmatchIndex(data, maxObjects)
	for i, at := range found {
		end := len(data)
		if i+1 < len(found) {
			end = found[i+1][0]
		}
		number, err := strconv.Atoi(string(data[at[2]:at[3]]))
		if err == nil {
			f.objects[pointer(number)] = f.objectIn(data[at[1]:end])
		}
	}
	for _, number := range slices.Sorted(maps.Keys(f.objects)) {
		if o := f.objects[number]; o.isA("ObjStm") {
			f.unpackObjects(o)
		}
	}
	return f
}

// objectIn reads the object that stands in bytes up to the next one. Its stream ends at the last word that says so.
func (f *file) objectIn(data []byte) object {
	s := scanner{data: data, left: f.left}
	o := object{value: s.value(0)}
	s.skipSpace()
	rest := s.data[s.at:]
	if _, ok := o.value.(dict); !ok || !bytes.HasPrefix(rest, []byte("stream")) {
		return o
	}
	rest = rest[len("stream"):]
	rest = bytes.TrimPrefix(bytes.TrimPrefix(rest, []byte("\r")), []byte("\n"))
	if end := bytes.LastIndex(rest, []byte("endstream")); end >= 0 {
		rest = rest[:end]
	}
	o.raw = rest
	return o
}

func (o object) dict() dict {
	d, _ := o.value.(dict)
	return d
}

func (o object) isA(kind name) bool { return o.dict()["Type"] == kind }

// resolve returns what a value points to, or the value.
func (f *file) resolve(v any) any {
	if p, ok := v.(pointer); ok {
		return f.objects[p].value
	}
	return v
}

func (f *file) dict(v any) dict {
	d, _ := f.resolve(v).(dict)
	return d
}

// unpackObjects adds the objects of an object stream.
func (f *file) unpackObjects(o object) {
	data := f.unpack(o)
	count, _ := f.resolve(o.dict()["N"]).(float64)
	first, _ := f.resolve(o.dict()["First"]).(float64)
	table := scanner{data: data, left: f.left}
	for n := 0; n < int(min(count, maxObjects)) && !table.ended() && len(f.objects) < maxObjects; n++ {
		number, ok := table.value(0).(float64)
		offset, placed := table.value(0).(float64)
		at := first + offset
		if !ok || !placed || number < 0 || number > 1e9 || at < 0 || at >= float64(len(data)) {
			return
		}
		if _, known := f.objects[pointer(number)]; !known {
			s := scanner{data: data[int(at):], left: f.left}
			f.objects[pointer(number)] = object{value: s.value(0)}
		}
	}
}

// unpack returns the content of a stream as far as it can be read; nothing for one that is packed in a way that texts are not.
func (f *file) unpack(o object) []byte {
	data := o.raw
	filters, ok := f.resolve(o.dict()["Filter"]).(array)
	if !ok {
		filters = array{o.dict()["Filter"]}
	}
	for _, filter := range filters {
		var from io.Reader
		switch f.resolve(filter) {
		case nil:
			continue
		case name("FlateDecode"), name("Fl"):
			if len(data) < 2 {
				return nil
			}
			from = flate.NewReader(bytes.NewReader(data[2:])) // behind the two bytes of zlib's heading; its checksum does not matter
		case name("ASCII85Decode"), name("A85"):
			data, _, _ = bytes.Cut(bytes.TrimPrefix(data, []byte("<~")), []byte("~"))
			from = ascii85.NewDecoder(bytes.NewReader(data))
		default:
			return nil
		}
		data, _ = io.ReadAll(io.LimitReader(from, int64(f.left.unpacked))) // a damaged end leaves what stands before it
		f.left.unpacked -= len(data)
	}
	return data
}

// sheet is something with text: a page, or a form that is drawn onto pages.
type sheet struct {
	drawing   []byte
	resources dict
}

// sheets returns the pages and the forms in the order of their numbers.
func (f *file) sheets() []sheet {
	var pages, forms []sheet
	for _, number := range slices.Sorted(maps.Keys(f.objects)) {
		o := f.objects[number]
		switch {
		case o.isA("Page") && len(pages) < maxPages:
			pages = append(pages, sheet{f.drawing(o.dict()["Contents"]), f.inherited(o.dict())})
		case o.dict()["Subtype"] == name("Form") && o.raw != nil && len(forms) < maxPages:
			forms = append(forms, sheet{f.unpack(o), f.dict(o.dict()["Resources"])})
		}
	}
	return append(pages, forms...)
}

// drawing returns what draws a page: a stream, or several that are one.
func (f *file) drawing(contents any) []byte {
	parts, ok := f.resolve(contents).(array)
	if !ok {
		parts = array{contents}
	}
	var all []byte
	for _, part := range parts {
		if p, ok := part.(pointer); ok && f.left.unpacked > 0 {
			all = append(append(all, f.unpack(f.objects[p])...), '\n')
		}
	}
	return all
}

// inherited returns the resources of a page, which may be those of the pages above it.
func (f *file) inherited(page dict) dict {
	for range maxDepth {
		if resources := f.dict(page["Resources"]); resources != nil {
			return resources
		}
		page = f.dict(page["Parent"])
	}
	return nil
}
