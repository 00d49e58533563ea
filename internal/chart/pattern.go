package chart

import (
	"image/color"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"chutri/internal/plan"
)

// shown lists the statuses in the order in which bars show them: what is finished first, what nobody knows last.
var shown = []plan.Status{plan.Done, plan.InProgress, plan.Blocked, plan.NotStarted, plan.Stopped, plan.NotReported}

// pattern is how an area of a status looks. No two patterns look alike when printed without colour.
type pattern struct {
	fill  color.Color
	lines color.Color
	steps [][2]float64 // direction of each set of parallel lines
	gap   float64      // between the lines, in pixels
}

var patterns = map[plan.Status]pattern{
	plan.Done:        {fill: color.RGBA{R: 0x17, G: 0x3f, B: 0x5f, A: 0xff}},
	plan.InProgress:  {fill: color.RGBA{R: 0xa9, G: 0xcc, B: 0xe3, A: 0xff}, lines: color.RGBA{R: 0x2e, G: 0x6d, B: 0x9c, A: 0xff}, steps: [][2]float64{{1, 1}}, gap: 18},
	plan.Blocked:     {fill: color.RGBA{R: 0xf3, G: 0x9c, B: 0x4a, A: 0xff}, lines: color.RGBA{R: 0x7a, G: 0x2e, B: 0x00, A: 0xff}, steps: [][2]float64{{1, 1}, {1, -1}}, gap: 16},
	plan.NotStarted:  {fill: color.RGBA{R: 0xf4, G: 0xec, B: 0xd0, A: 0xff}, lines: color.RGBA{R: 0x9b, G: 0x8b, B: 0x55, A: 0xff}, steps: [][2]float64{{1, 0}}, gap: 10},
	plan.Stopped:     {fill: color.Gray{Y: 0xb8}, lines: color.Gray{Y: 0x66}, steps: [][2]float64{{0, 1}}, gap: 10},
	plan.NotReported: {fill: paper},
}

// area fills a rectangle with the pattern of a status; x and y are its upper left corner.
func (p *page) area(x, y, width, height float64, status plan.Status) {
	look := patterns[status]
	box := vg.Rectangle{Min: p.point(x, y+height), Max: p.point(x+width, y)}
	p.rectangle(box, look.fill)
	inside := draw.Canvas{Canvas: p.canvas.Canvas, Rectangle: box}
	for _, step := range look.steps {
		line := draw.LineStyle{Color: look.lines, Width: 2.5}
		inside.StrokeLines(line, inside.ClipLinesXY(hatch(box, step, look.gap)...)...)
	}
	p.canvas.StrokeLines(draw.LineStyle{Color: ink, Width: 2}, corners(box))
}

// labelled fills a rectangle and writes a text into its middle, on a plate where lines would cross it. A text that does not
// fit is left out.
func (p *page) labelled(x, y, width, height float64, status plan.Status, label string) {
	p.area(x, y, width, height, status)
	l := lettering{size: labelSize, bold: true}
	textWidth := l.width(label)
	if textWidth > width-4 || l.size > height {
		return
	}
	if status == plan.Done {
		l.color = paper
	}
	middle, top := x+width/2, y+(height-l.size*1.25)/2
	if patterns[status].steps != nil {
		plate := vg.Rectangle{Min: p.point(middle-textWidth/2-5, top+l.size*1.15), Max: p.point(middle+textWidth/2+5, top+l.size*0.1)}
		p.rectangle(plate, paper)
	}
	p.write(middle, top, center, l, label)
}

func (p *page) rectangle(box vg.Rectangle, fill color.Color) {
	p.canvas.FillPolygon(fill, corners(box))
}

// corners walks around a rectangle.
func corners(box vg.Rectangle) []vg.Point {
	return []vg.Point{
		box.Min, {X: box.Max.X, Y: box.Min.Y}, box.Max, {X: box.Min.X, Y: box.Max.Y}, box.Min,
	}
}

// hatch returns parallel lines that cover a rectangle and reach beyond it.
func hatch(box vg.Rectangle, step [2]float64, gap float64) [][]vg.Point {
	var lines [][]vg.Point
	length := float64(box.Max.X - box.Min.X + box.Max.Y - box.Min.Y)
	reach := float64(int(length/gap)+1) * gap
	startX, startY := float64(box.Min.X), float64(box.Min.Y)
	for offset := -reach; offset <= reach; offset += gap {
		x, y := startX+offset, startY
		if step[0] == 1 && step[1] == 0 {
			x, y = startX, startY+offset
		}
		from := vg.Point{X: vg.Length(x - length*step[0]), Y: vg.Length(y - length*step[1])}
		to := vg.Point{X: vg.Length(x + length*step[0]), Y: vg.Length(y + length*step[1])}
		lines = append(lines, []vg.Point{from, to})
	}
	return lines
}
