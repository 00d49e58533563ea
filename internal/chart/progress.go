package chart

import (
	"fmt"
	"image/color"

	"gonum.org/v1/plot/vg/draw"

	"chutri/internal/plan"
	"chutri/internal/report"
	"chutri/internal/texts"
)

// Weeks is how many weeks a picture of progress shows.
const Weeks = 12

// Sizes of the columns, in pixels.
const (
	columnsHeight = 760
	columnShare   = 0.78 // of the room between two columns
	axisHeight    = 120  // below the columns: the week and the number of reports
)

// Progress draws how the reported tasks stood at the end of each week, as a PNG; tasks that nobody has reported on are
// told of but not drawn. Weeks are the figures of one scope, the earliest first; of more than Weeks the last ones are
// shown. It returns an error for no weeks at all.
func Progress(weeks []report.Figures, register *plan.Register, say texts.Speaker) ([]byte, error) {
	if len(weeks) == 0 {
		return nil, fmt.Errorf("chart: no weeks")
	}
	weeks = weeks[max(0, len(weeks)-Weeks):]
	last := weeks[len(weeks)-1]
	words := report.NewWords(last, register, say)
	head := newHeading(say.Plain("chart.progress.title", texts.Data{"Number": len(weeks)}), words.Scope(), words.Period(), asOf(last, say),
		say.Plain("chart.progress.rates", texts.Data{
			"OfAll": words.Percent(last.Rates.DoneOfAll), "OfDue": words.Percent(last.Rates.DoneOfDue),
		}))
	key := legend{counts: last.ByStatus, say: say}
	foot := footer(last, say, say.Plain("chart.progress.note", nil))

	tallest := 0
	for _, week := range weeks {
		tallest = max(tallest, reported(week))
	}
	height := float64(columnsHeight)
	if tallest == 0 {
		height = emptyHeight
	}

	p := newPage(margin + head.height() + key.height() + height + axisHeight + linesHeight(noteLetters, len(foot)) + margin)
	y := key.draw(p, head.draw(p, margin))
	if tallest == 0 {
		p.write(pageWidth/2, y+20, center, headLetters, say.Plain("chart.progress.none", nil))
	}
	y += height
	drawColumns(p, y, (height-headroom)/float64(max(1, tallest)), weeks, say)
	p.writeLines(margin, y+axisHeight, noteLetters, foot)
	return p.png()
}

// headroom is the room for the number above a column.
const headroom = labelSize * lineHeight

// drawColumns draws a column for each week on a base line. All share one scale, in pixels for a task.
func drawColumns(p *page, base, scale float64, weeks []report.Figures, say texts.Speaker) {
	slot := float64(inner) / float64(len(weeks))
	width := min(slot*columnShare, 160)
	for i, week := range weeks {
		middle := margin + (float64(i)+0.5)*slot
		top := base
		for _, status := range shown {
			if number := week.ByStatus[status]; number > 0 && status != plan.NotReported {
				height := float64(number) * scale
				top -= height
				p.labelled(middle-width/2, top, width, height, status, say.Number(float64(number)))
			}
		}
		p.write(middle, top-headroom, center, lettering{size: labelSize, bold: true}, say.Number(float64(reported(week))))
		_, number := week.Period.From.ISOWeek()
		p.write(middle, base+12, center, labelLetters, say.Plain("chart.progress.week", texts.Data{"Number": number}))
		p.write(middle, base+12+labelSize*lineHeight, center, lettering{size: noteSize, color: faint},
			say.Plain("chart.progress.reports", texts.Data{"Number": len(week.Updates)}))
	}
	p.canvas.StrokeLine2(draw.LineStyle{Color: color.Black, Width: 3}, margin, p.point(0, base).Y, pageWidth-margin, p.point(0, base).Y)
}

// reported returns how many tasks have a report.
func reported(f report.Figures) int { return f.Total - f.ByStatus[plan.NotReported] }
