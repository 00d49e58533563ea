// Package chart draws a report's figures as PNG pictures for a phone: 1080 pixels wide, in large type, with every number
// written out, and readable when printed in black and white.
package chart

import (
	"chutri/internal/plan"
	"chutri/internal/report"
	"chutri/internal/texts"
)

// heading is what stands above a picture.
type heading struct {
	title []string
	lines []string // scope and period
}

var (
	titleLetters = lettering{size: titleSize, bold: true}
	headLetters  = lettering{size: headSize}
	nameLetters  = lettering{size: nameSize, bold: true}
	labelLetters = lettering{size: labelSize}
	noteLetters  = lettering{size: noteSize, color: faint}
)

// newHeading lays out a picture's title and what it is about.
func newHeading(title string, about ...string) heading {
	h := heading{title: titleLetters.wrap(title, inner, 3)}
	for _, line := range about {
		h.lines = append(h.lines, headLetters.wrap(line, inner, 3)...)
	}
	return h
}

func (h heading) height() float64 {
	return linesHeight(titleLetters, len(h.title)) + linesHeight(headLetters, len(h.lines)) + 24
}

// draw writes the heading and returns the y below it.
func (h heading) draw(p *page, y float64) float64 {
	y = p.writeLines(margin, y, titleLetters, h.title)
	return p.writeLines(margin, y, headLetters, h.lines) + 24
}

func linesHeight(l lettering, lines int) float64 { return float64(lines) * l.size * lineHeight }

// Sizes of the legend, in pixels.
const (
	legendColumns = 2
	legendRow     = 54
	swatchWidth   = 64
	swatchHeight  = 38
)

// legend names the patterns with the number of tasks that have each.
type legend struct {
	counts map[plan.Status]int
	say    texts.Speaker
}

func (l legend) height() float64 {
	return float64((len(shown)+legendColumns-1)/legendColumns)*legendRow + 24
}

// draw writes the legend and returns the y below it.
func (l legend) draw(p *page, y float64) float64 {
	for i, status := range shown {
		x := float64(margin + i%legendColumns*(inner/legendColumns))
		top := y + float64(i/legendColumns*legendRow)
		p.area(x, top, swatchWidth, swatchHeight, status)
		p.write(x+swatchWidth+16, top, left, labelLetters, l.say.Plain("chart.legend", texts.Data{
			"Status": l.say.Plain("status."+string(status), nil), "Number": l.counts[status],
		}))
	}
	return y + l.height()
}

// footer returns the lines below a picture: notes, the source and when the figures were made.
func footer(f report.Figures, say texts.Speaker, notes ...string) []string {
	var lines []string
	source := say.Plain("chart.source", texts.Data{"Time": f.IssuedAt.Format("15:04"), "Date": report.Day(f.IssuedAt)})
	for _, note := range append(notes, source) {
		lines = append(lines, noteLetters.wrap(note, inner, 3)...)
	}
	return lines
}

// asOf says up to which day the figures go, and how many tasks they count.
func asOf(f report.Figures, say texts.Speaker) string {
	day := f.Period.Last()
	if f.IssuedAt.Before(day) {
		day = f.IssuedAt
	}
	return say.Plain("chart.as_of", texts.Data{"Date": report.Day(day), "Count": f.Total})
}
