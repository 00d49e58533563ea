package chart

import (
	"chutri/internal/plan"
	"chutri/internal/report"
	"chutri/internal/texts"
)

// maxBars is how many bars a picture has at most; further groups are summed up in one of them.
const maxBars = 15

// Sizes of a bar, in pixels.
const (
	barHeight   = 58
	barGap      = 26
	nameGap     = 10  // between a name and its bar
	totalWidth  = 200 // beside the name
	nameLines   = 2
	segmentSide = 10 // between a number and the ends of its segment
)

// bar is one line of the picture.
type bar struct {
	name  []string
	group report.Group
}

// Status draws how many tasks of each agency, part or plan have which status, as a PNG. Each bar is the whole of a group;
// its segments are the shares of the statuses, but never narrower than their number.
func Status(f report.Figures, register *plan.Register, say texts.Speaker, by report.Grouping) ([]byte, error) {
	words := report.NewWords(f, register, say)
	name := by
	if by == report.ByPart && f.Plan == "" {
		name = "plan"
	}
	head := newHeading(say.Plain("chart.status."+string(name), nil), words.Scope(), words.Period(), asOf(f, say))
	key := legend{counts: f.ByStatus, say: say}
	bars := newBars(f, words, say, by)
	var notes []string
	if by == report.ByAgency && overlap(f, bars) {
		notes = append(notes, say.Plain("chart.overlap", nil))
	}
	foot := footer(f, say, notes...)

	height := margin + head.height() + key.height() + linesHeight(noteLetters, len(foot)) + margin
	for _, b := range bars {
		height += b.height()
	}
	if len(bars) == 0 {
		height += emptyHeight
	}
	p := newPage(height)
	y := key.draw(p, head.draw(p, margin))
	for _, b := range bars {
		b.draw(p, y, say)
		y += b.height()
	}
	if len(bars) == 0 {
		y = drawEmpty(p, y, say)
	}
	p.writeLines(margin, y, noteLetters, foot)
	return p.png()
}

// emptyHeight is the room for saying that there is nothing to show.
const emptyHeight = 140

func drawEmpty(p *page, y float64, say texts.Speaker) float64 {
	p.write(pageWidth/2, y+40, center, headLetters, say.Plain("report.no_tasks", nil))
	return y + emptyHeight
}

// newBars makes a bar of each group and sums up those that are too many. The tasks of no group keep their own bar.
func newBars(f report.Figures, words report.Words, say texts.Speaker, by report.Grouping) []bar {
	groups := f.Groups(words.Register(), by)
	var none []report.Group
	if last := len(groups) - 1; last >= 0 && groups[last].Key == "" {
		groups, none = groups[:last], groups[last:]
	}
	var rest []report.Group
	if room := maxBars - len(none); len(groups) > room {
		groups, rest = groups[:room-1], groups[room-1:]
	}
	var bars []bar
	add := func(name string, g report.Group) {
		bars = append(bars, bar{name: nameLetters.wrap(name, inner-totalWidth, nameLines), group: g})
	}
	for _, g := range groups {
		add(words.GroupName(g, by), g)
	}
	if len(rest) > 0 {
		add(say.Plain("chart.rest."+string(by), texts.Data{"Number": len(rest)}), f.Merge(rest))
	}
	for _, g := range none {
		add(words.GroupName(g, by), g)
	}
	return bars
}

// overlap reports whether some task is in several bars.
func overlap(f report.Figures, bars []bar) bool {
	sum := 0
	for _, b := range bars {
		sum += b.group.Total
	}
	return sum > f.Total
}

func (b bar) height() float64 {
	return linesHeight(nameLetters, len(b.name)) + nameGap + barHeight + barGap
}

func (b bar) draw(p *page, y float64, say texts.Speaker) {
	p.write(pageWidth-margin, y, right, labelLetters, say.Plain("chart.tasks", texts.Data{"Count": b.group.Total}))
	y = p.writeLines(margin, y, nameLetters, b.name) + nameGap
	x := float64(margin)
	for i, width := range b.segments(say) {
		if width > 0 {
			p.labelled(x, y, width, barHeight, shown[i], say.Number(float64(b.group.ByStatus[shown[i]])))
			x += width
		}
	}
}

// segments returns the width of each shown status: its share of the bar, or as much as its number needs. What the numbers
// need more than their share the other segments give, each by its share.
func (b bar) segments(say texts.Speaker) []float64 {
	l := lettering{size: labelSize, bold: true}
	widths, fixed := make([]float64, len(shown)), make([]bool, len(shown))
	for {
		room, tasks := float64(inner), 0
		for i, status := range shown {
			if fixed[i] {
				room -= widths[i]
			} else {
				tasks += b.group.ByStatus[status]
			}
		}
		again := false
		for i, status := range shown {
			number := b.group.ByStatus[status]
			if fixed[i] || number == 0 {
				continue
			}
			widths[i] = room * float64(number) / float64(tasks)
			if least := l.width(say.Number(float64(number))) + 2*segmentSide; widths[i] < least {
				widths[i], fixed[i], again = least, true, true
			}
		}
		if !again {
			return widths
		}
	}
}
