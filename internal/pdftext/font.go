package pdftext

import (
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

// font tells which characters the codes of a string show.
type font struct {
	wide  bool // two bytes a code
	shows map[uint32]string
}

// fonts returns the fonts of resources by their names there.
func (f *file) fonts(resources dict) map[name]*font {
	all := make(map[name]*font)
	for key, v := range f.dict(resources["Font"]) {
		p, shared := v.(pointer)
		one := f.read[p]
		if !shared || one == nil {
			one = f.font(f.dict(v))
		}
		if shared {
			f.read[p] = one
		}
		all[key] = one
	}
	return all
}

func (f *file) font(d dict) *font {
	one := &font{wide: d["Subtype"] == name("Type0"), shows: make(map[uint32]string)}
	if p, ok := d["ToUnicode"].(pointer); ok {
		one.learn(scanner{data: f.unpack(f.objects[p]), left: f.left})
	}
	return one
}

// maxCodes is how many codes a font has at most.
const maxCodes = 1 << 16

// learn reads a map from codes to characters.
func (one *font) learn(s scanner) {
	var operands []any
	for !s.ended() {
		v := s.value(0)
		switch v {
		case word("endbfchar"):
			for i := 0; i+1 < len(operands); i += 2 {
				if code, ok := codeOf(operands[i]); ok {
					one.add(code, operands[i+1], 0)
				}
			}
		case word("endbfrange"):
			for i := 0; i+2 < len(operands); i += 3 {
				one.addRange(operands[i], operands[i+1], operands[i+2])
			}
		}
		if _, ok := v.(word); ok {
			operands = operands[:0]
			continue
		}
		operands = append(operands, v)
	}
}

func (one *font) addRange(from, to, shown any) {
	first, ok := codeOf(from)
	last, known := codeOf(to)
	if !ok || !known {
		return
	}
	each, isList := shown.(array)
	for n := uint32(0); first+n <= last && n < maxCodes && len(one.shows) < maxCodes; n++ {
		switch {
		case !isList:
			one.add(first+n, shown, n)
		case int(n) < len(each):
			one.add(first+n, each[n], 0)
		}
	}
}

// add makes a code show the characters of a string in UTF-16, the last of them so many places on.
func (one *font) add(code uint32, shown any, on uint32) {
	bytes, ok := shown.(text)
	if !ok || len(bytes) < 2 || len(bytes) > 64 || len(one.shows) >= maxCodes {
		return
	}
	units := make([]uint16, len(bytes)/2)
	for i := range units {
		units[i] = uint16(bytes[2*i])<<8 | uint16(bytes[2*i+1])
	}
	units[len(units)-1] += uint16(on)
	one.shows[code] = string(utf16.Decode(units))
}

func codeOf(v any) (uint32, bool) {
	bytes, ok := v.(text)
	if !ok || len(bytes) == 0 || len(bytes) > 4 {
		return 0, false
	}
	code := uint32(0)
	for i := range len(bytes) {
		code = code<<8 | uint32(bytes[i])
	}
	return code, true
}

// decode returns the characters that a string shows. Without a font, or where a font does not say it, single bytes are Western letters.
func (one *font) decode(bytes text) string {
	step := 1
	if one != nil && one.wide {
		step = 2
	}
	var shown []byte
	for ; len(bytes) >= step; bytes = bytes[step:] {
		code, _ := codeOf(bytes[:step])
		known := false
		if one != nil {
			var characters string
			characters, known = one.shows[code]
			shown = append(shown, characters...)
		}
		if !known && step == 1 {
			shown = append(shown, string(charmap.Windows1252.DecodeByte(byte(code)))...)
		}
	}
	return string(shown)
}
