package pdftext

import "strings"

// matrix places what is drawn: x' = ax + cy + e, y' = bx + dy + f.
type matrix struct{ a, b, c, d, e, f float64 }

var identity = matrix{a: 1, d: 1}

// times returns the matrix that does m first and then n.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m.a*n.a + m.b*n.c, m.a*n.b + m.b*n.d, m.c*n.a + m.d*n.c, m.c*n.b + m.d*n.d,
		m.e*n.a + m.f*n.c + n.e, m.e*n.b + m.f*n.d + n.f,
	}
}

// piece is a text where it stands.
type piece struct {
	x, y, width, size float64
	text              string
}

// content runs what draws a page, and collects its texts.
type content struct {
	file   *file
	fonts  map[name]*font
	pieces []piece

	matrix  matrix
	saved   []matrix
	font    *font
	size    float64
	leading float64
	line    matrix // where the line began
	at      matrix // where the next text stands
}

// run follows the operators that place and show text. Operands stand before their operator.
func (c *content) run(drawing []byte) {
	s := scanner{data: drawing, left: c.file.left}
	var operands []any
	for !s.ended() && len(c.pieces) < maxPieces {
		v := s.value(0)
		operator, ok := v.(word)
		if !ok {
			operands = append(operands, v)
			continue
		}
		c.do(string(operator), operands)
		operands = operands[:0]
	}
}

func (c *content) do(operator string, operands []any) {
	numbers := make([]float64, 6)
	for i := range min(len(operands), len(numbers)) {
		numbers[i], _ = operands[i].(float64)
	}
	placed := matrix{numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]}
	switch operator {
	case "q":
		if len(c.saved) < maxPieces {
			c.saved = append(c.saved, c.matrix)
		}
	case "Q":
		if n := len(c.saved); n > 0 {
			c.matrix, c.saved = c.saved[n-1], c.saved[:n-1]
		}
	case "cm":
		c.matrix = placed.times(c.matrix)
	case "BT":
		c.line, c.at = identity, identity
	case "Tm":
		c.line, c.at = placed, placed
	case "Td":
		c.move(numbers[0], numbers[1])
	case "TD":
		c.leading = -numbers[1]
		c.move(numbers[0], numbers[1])
	case "TL":
		c.leading = numbers[0]
	case "T*":
		c.move(0, -c.leading)
	case "Tf":
		if len(operands) == 2 {
			font, _ := operands[0].(name)
			c.font, c.size = c.fonts[font], numbers[1]
		}
	case "'", "\"":
		c.move(0, -c.leading)
		c.show(operands)
	case "Tj", "TJ":
		c.show(operands)
	}
}

// move begins a new line beside the one before.
func (c *content) move(x, y float64) {
	c.line = matrix{1, 0, 0, 1, x, y}.times(c.line)
	c.at = c.line
}

// The gaps within a text that part words and columns, in thousandths of its size.
const (
	wordGap   = 200
	columnGap = 1500
)

// maxString is how much of one string is looked at.
const maxString = 4 << 10

// show takes in the text of an operator: its last operand, a string or an array of strings and of the gaps between them.
func (c *content) show(operands []any) {
	if len(operands) == 0 {
		return
	}
	parts, ok := operands[len(operands)-1].(array)
	if !ok {
		parts = array{operands[len(operands)-1]}
	}
	var said strings.Builder
	for _, part := range parts {
		switch part := part.(type) {
		case text:
			if c.file.left.text < 0 {
				return
			}
			said.WriteString(c.font.decode(part[:min(len(part), maxString)]))
		case float64:
			if -part > columnGap {
				said.WriteByte('\t')
			} else if -part > wordGap {
				said.WriteByte(' ')
			}
		}
	}
	if said.Len() == 0 {
		return
	}
	c.file.left.text -= said.Len()
	place := c.at.times(c.matrix)
	p := piece{x: place.e, y: place.f, size: c.size * extent(place), text: said.String()}
	wide := widthOf(p.text) * c.size
	p.width = widthOf(p.text) * p.size
	c.pieces = append(c.pieces, p)
	c.at = matrix{1, 0, 0, 1, wide, 0}.times(c.at)
}
