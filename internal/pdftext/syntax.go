package pdftext

import "strconv"

// The values of a PDF, besides float64, bool and nil.
type (
	name    string
	text    string // the bytes of a string
	word    string // an operator or another bare word
	array   []any
	dict    map[name]any
	pointer int // the number of another object
)

// scanner reads values from bytes. Every call of its methods moves it on, or it is at the end.
type scanner struct {
	data []byte
	at   int
	left *allowance
}

// allowance is how much of a file may still be read.
type allowance struct{ unpacked, scanned, values, text int }

func newAllowance() *allowance { return &allowance{maxUnpacked, maxScanned, maxValues, maxText} }

func (s *scanner) ended() bool { return s.at >= len(s.data) }

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

func (s *scanner) skipSpace() {
	for !s.ended() {
		switch c := s.data[s.at]; {
		case c == '%':
			for !s.ended() && s.data[s.at] != '\n' && s.data[s.at] != '\r' {
				s.at++
			}
		case isSpace(c):
			s.at++
		default:
			return
		}
	}
}

// closing is a bracket that ends an array or a dictionary.
type closing byte

// value reads the next value; nil at the end, and where the file is too large to be read on.
func (s *scanner) value(depth int) any {
	start := s.at
	s.skipSpace()
	if s.left.values--; s.ended() || depth > maxDepth || s.left.values < 0 || s.left.scanned < 0 {
		s.at = len(s.data)
		return nil
	}
	if depth == 0 {
		defer func() { s.left.scanned -= s.at - start }()
	}
	c := s.data[s.at]
	s.at++
	switch c {
	case '(':
		return s.literal()
	case '/':
		return s.name()
	case '[':
		return array(s.values(']', depth))
	case '<':
		if !s.ended() && s.data[s.at] == '<' {
			s.at++
			return dictOf(s.values('>', depth))
		}
		return s.hex()
	case '>':
		if !s.ended() && s.data[s.at] == '>' {
			s.at++
		}
		return closing('>')
	case ']', ')', '}', '{':
		return closing(c)
	}
	s.at--
	return s.bare()
}

// values reads values up to a closing bracket. A pointer, "12 0 R", becomes one value.
func (s *scanner) values(end closing, depth int) []any {
	var list []any
	for !s.ended() {
		v := s.value(depth + 1)
		if v == end {
			break
		}
		if n := len(list); v == word("R") && n >= 2 {
			if number, ok := list[n-2].(float64); ok {
				list = append(list[:n-2], pointer(number))
				continue
			}
		}
		list = append(list, v)
	}
	return list
}

func dictOf(values []any) dict {
	d := make(dict)
	for i := 0; i+1 < len(values); i += 2 {
		if key, ok := values[i].(name); ok {
			d[key] = values[i+1]
		}
	}
	return d
}

func (s *scanner) bare() any {
	start := s.at
	for !s.ended() && !isSpace(s.data[s.at]) && !isDelimiter(s.data[s.at]) {
		s.at++
	}
	written := string(s.data[start:s.at])
	if number, err := strconv.ParseFloat(written, 64); err == nil {
		return number
	}
	switch written {
	case "true":
		return true
	case "false":
		return false
	case "null":
		return nil
	}
	return word(written)
}

func (s *scanner) name() name {
	var written []byte
	for !s.ended() && !isSpace(s.data[s.at]) && !isDelimiter(s.data[s.at]) {
		c := s.data[s.at]
		s.at++
		if c == '#' && s.at+1 < len(s.data) {
			if code, err := strconv.ParseUint(string(s.data[s.at:s.at+2]), 16, 8); err == nil {
				c = byte(code)
				s.at += 2
			}
		}
		written = append(written, c)
	}
	return name(written)
}

func (s *scanner) hex() text {
	var digits []byte
	for !s.ended() {
		c := s.data[s.at]
		s.at++
		if c == '>' {
			break
		}
		if digit := hexDigit(c); digit >= 0 {
			digits = append(digits, byte(digit))
		}
	}
	if len(digits)%2 == 1 {
		digits = append(digits, 0)
	}
	bytes := make([]byte, len(digits)/2)
	for i := range bytes {
		bytes[i] = digits[2*i]<<4 | digits[2*i+1]
	}
	return text(bytes)
}

func hexDigit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// escapes are the letters that stand for other characters behind a backslash.
var escapes = map[byte]byte{'n': '\n', 'r': '\r', 't': '\t', 'b': '\b', 'f': '\f'}

func (s *scanner) literal() text {
	var bytes []byte
	for open := 1; !s.ended(); {
		c := s.data[s.at]
		s.at++
		switch c {
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				return text(bytes)
			}
		case '\\':
			bytes = s.escaped(bytes)
			continue
		}
		bytes = append(bytes, c)
	}
	return text(bytes)
}

// escaped adds what stands behind a backslash.
func (s *scanner) escaped(bytes []byte) []byte {
	if s.ended() {
		return bytes
	}
	c := s.data[s.at]
	s.at++
	if c >= '0' && c <= '7' {
		code := c - '0'
		for n := 1; n < 3 && !s.ended() && s.data[s.at] >= '0' && s.data[s.at] <= '7'; n++ {
			code = code<<3 | (s.data[s.at] - '0')
			s.at++
		}
		return append(bytes, code)
	}
	if other, ok := escapes[c]; ok {
		return append(bytes, other)
	}
	if c == '\r' && !s.ended() && s.data[s.at] == '\n' {
		s.at++
	}
	if c == '\n' || c == '\r' {
		return bytes // the line goes on
	}
	return append(bytes, c)
}
