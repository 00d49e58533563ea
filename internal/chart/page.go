package chart

import (
	"bytes"
	"fmt"
	"image/color"
	"strings"
	"sync"

	xfont "golang.org/x/image/font"
	"golang.org/x/text/unicode/norm"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/font/liberation"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
)

// Sizes of the pictures, in pixels. A phone shows them at about a third of this size.
const (
	pageWidth = 1080
	margin    = 40
	inner     = pageWidth - 2*margin
)

// Sizes of type, in pixels.
const (
	titleSize = 50
	headSize  = 36
	nameSize  = 34
	labelSize = 32
	noteSize  = 28
)

// lineHeight is how far lines of text stand apart, as a multiple of their size.
const lineHeight = 1.25

var (
	ink   = color.Gray{Y: 0x11}
	faint = color.Gray{Y: 0x55}
	paper = color.White
)

// page is a picture in the making. Its y runs downwards from the upper edge.
type page struct {
	canvas draw.Canvas
	image  *vgimg.Canvas
	height float64
}

// newPage returns a white page of the given height in pixels.
func newPage(height float64) *page {
	image := vgimg.NewWith(vgimg.UseWH(pageWidth, vg.Length(height)), vgimg.UseDPI(72), vgimg.UseBackgroundColor(paper))
	return &page{canvas: draw.New(image), image: image, height: height}
}

// png returns the picture's bytes.
func (p *page) png() ([]byte, error) {
	var b bytes.Buffer
	if _, err := (vgimg.PngCanvas{Canvas: p.image}).WriteTo(&b); err != nil {
		return nil, fmt.Errorf("chart: %w", err)
	}
	return b.Bytes(), nil
}

// place is which point of a text its position means.
type place text.XAlignment

// The places of a text.
const (
	left   = place(text.XLeft)
	center = place(text.XCenter)
	right  = place(text.XRight)
)

// lettering is how a text looks.
type lettering struct {
	size  float64
	bold  bool
	color color.Color
}

// write puts one line of text with its upper edge at y.
func (p *page) write(x, y float64, at place, l lettering, line string) {
	style := l.style()
	style.XAlign = text.XAlignment(at)
	style.YAlign = text.YTop
	p.canvas.FillText(style, p.point(x, y), printable(line))
}

// writeLines puts lines of text below each other and returns the y below them.
func (p *page) writeLines(x, y float64, l lettering, lines []string) float64 {
	for _, line := range lines {
		p.write(x, y, left, l, line)
		y += l.size * lineHeight
	}
	return y
}

func (p *page) point(x, y float64) vg.Point {
	return vg.Point{X: vg.Length(x), Y: vg.Length(p.height - y)}
}

var fonts = sync.OnceValue(func() *font.Cache { return font.NewCache(liberation.Collection()) })

func (l lettering) style() draw.TextStyle {
	face := font.Font{Typeface: "Liberation", Variant: "Sans", Size: vg.Length(l.size)}
	if l.bold {
		face.Weight = xfont.WeightBold
	}
	style := draw.TextStyle{Color: l.color, Font: face, Handler: text.Plain{Fonts: fonts()}}
	if l.color == nil {
		style.Color = ink
	}
	return style
}

// width returns how wide a line of text is, in pixels.
func (l lettering) width(line string) float64 {
	return float64(l.style().Width(printable(line)))
}

// wrap breaks a text into at most limit lines of the given width; what does not fit ends in "…".
func (l lettering) wrap(content string, width float64, limit int) []string {
	var lines []string
	line := ""
	words := strings.Fields(printable(content))
	for i, word := range words {
		longer := strings.TrimSpace(line + " " + word)
		if line == "" || l.width(longer) <= width {
			line = longer
			continue
		}
		if len(lines) == limit-1 {
			line += " " + strings.Join(words[i:], " ")
			break
		}
		lines, line = append(lines, line), word
	}
	lines = append(lines, line)
	for i, line := range lines {
		lines[i] = l.cut(line, width)
	}
	return lines
}

// cut shortens a line to a width.
func (l lettering) cut(line string, width float64) string {
	letters := []rune(line)
	for l.width(line) > width && len(letters) > 0 {
		letters = letters[:len(letters)-1]
		line = strings.TrimRight(string(letters), " ,;") + "…"
	}
	return line
}

// printable puts a text on one line with its letters composed, as the fonts have them.
func printable(line string) string {
	return strings.Join(strings.Fields(norm.NFC.String(line)), " ")
}
