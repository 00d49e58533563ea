package pdftext

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// extent returns how large a matrix makes what it places.
func extent(m matrix) float64 { return math.Max(math.Hypot(m.a, m.b), math.Hypot(m.c, m.d)) }

// widthOf estimates how wide a text is, as a share of its size: fonts say it more exactly, but not reliably.
func widthOf(text string) float64 {
	const letter = 0.55
	return letter * float64(utf8.RuneCountInString(text))
}

// linesOf joins pieces that stand beside each other to lines, from top to bottom.
func linesOf(pieces []piece) []string {
	slices.SortStableFunc(pieces, func(a, b piece) int { return cmp.Compare(b.y, a.y) })
	var lines []string
	for first := 0; first < len(pieces); {
		last := first + 1
		for last < len(pieces) && pieces[first].y-pieces[last].y <= sameLine*math.Abs(pieces[first].size) {
			last++
		}
		lines = append(lines, joined(pieces[first:last])...)
		first = last
	}
	return lines
}

// How far apart pieces are, as a share of their size.
const (
	sameLine  = 0.4 // they still stand in one line
	newColumn = 2.0 // they stand in columns of their own
)

// joined returns one line of the pieces that make it up, with and without spaces between them where that differs.
func joined(pieces []piece) []string {
	slices.SortStableFunc(pieces, func(a, b piece) int { return cmp.Compare(a.x, b.x) })
	var spaced, tight strings.Builder
	for i, p := range pieces {
		if i > 0 {
			before := pieces[i-1]
			if p.x-before.x-before.width > newColumn*math.Abs(p.size) {
				spaced.WriteByte('\t')
				tight.WriteByte('\t')
			} else {
				spaced.WriteByte(' ')
			}
		}
		spaced.WriteString(p.text)
		tight.WriteString(p.text)
	}
	lines := []string{spaced.String()}
	if tight.Len() < spaced.Len() {
		lines = append(lines, tight.String())
	}
	return lines
}
