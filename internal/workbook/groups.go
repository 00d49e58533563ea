package workbook

import (
	"slices"
	"strconv"

	"github.com/xuri/excelize/v2"

	"chutri/internal/plan"
	"chutri/internal/report"
)

// colors are those of the statuses, dark to light so that they differ in print too.
var colors = map[plan.Status]string{
	plan.Done: "173F5F", plan.InProgress: "6FA3C7", plan.Blocked: "E67E22", plan.NotStarted: "E8DCB0", plan.Stopped: "9A9A9A", plan.NotReported: "D9D9D9",
}

// stacked lists the statuses in the order in which a bar shows them.
var stacked = []plan.Status{plan.Done, plan.InProgress, plan.Blocked, plan.NotStarted, plan.Stopped, plan.NotReported}

// chartGroups is how many groups the chart of a sheet shows: the first ones.
const chartGroups = 15

// writeGroups adds a sheet with the statuses of each agency or part, and a chart of them.
func (b *book) writeGroups(by report.Grouping) error {
	name := string(by)
	if by == report.ByPart && b.figures.Plan == "" {
		name = "plan"
	}
	t := table{name: b.sheetName("by_" + name), columns: []column{b.column(name, 56, wrapped), b.column("tasks", 12, number)}}
	for _, status := range report.Statuses {
		t.columns = append(t.columns, column{title: b.words.Status(status), width: 12, kind: number})
	}
	t.columns = append(t.columns, b.column("done_of_all", 14, percent))
	for _, g := range b.figures.Groups(b.register, by) {
		row := []any{b.words.GroupName(g, by), g.Total}
		for _, status := range report.Statuses {
			row = append(row, g.ByStatus[status])
		}
		t.rows = append(t.rows, append(row, report.Rate(float64(g.ByStatus[plan.Done])/float64(g.Total))))
	}
	t.chart = groupChart(t)
	return b.writeTable(t)
}

// groupChart draws the first groups of a table.
func groupChart(t table) *excelize.Chart {
	last := strconv.Itoa(1 + min(len(t.rows), chartGroups))
	sheet := "'" + t.name + "'!"
	var series []excelize.ChartSeries
	for _, status := range stacked {
		column := string(rune('C' + slices.Index(report.Statuses, status)))
		series = append(series, excelize.ChartSeries{
			Name: sheet + "$" + column + "$1", Categories: sheet + "$A$2:$A$" + last,
			Values: sheet + "$" + column + "$2:$" + column + "$" + last, Fill: solid(colors[status]),
		})
	}
	return &excelize.Chart{
		Type: excelize.BarStacked, Series: series, Title: chartTitle(t.name),
		Legend: excelize.ChartLegend{Position: "bottom", Font: &chartFont}, XAxis: excelize.ChartAxis{ReverseOrder: true, Font: chartFont}, YAxis: excelize.ChartAxis{Font: chartFont},
		Dimension: excelize.ChartDimension{Width: 1000, Height: uint(200 + 40*min(len(t.rows), chartGroups))},
	}
}
