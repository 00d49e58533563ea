package workbook

import (
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"chutri/internal/plan"
	"chutri/internal/report"
	"chutri/internal/texts"
)

// summaryRow is one row of the summary: a label and figures beside it.
type summaryRow struct {
	style int // 0 for that of the cells
	kind  kind
	cells []any
}

// Where the charts of the summary stand.
const (
	statusChart = "F6"
	classChart  = "F24"
)

// writeSummary fills the first sheet: the same figures as the digest's, and two charts.
func (b *book) writeSummary() error {
	sheet := b.summaryName
	for i, width := range []float64{62, 14, 14, 14, 4} {
		name, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := b.file.SetColWidth(sheet, name, name, width); err != nil {
			return err
		}
	}
	rows, statuses, classes := b.summaryRows()
	for i, row := range rows {
		for j, value := range row.cells {
			if err := b.setCell(sheet, j+1, i+1, row, value); err != nil {
				return err
			}
		}
	}
	if err := b.addChart(sheet, statusChart, b.say.Plain("workbook.summary.by_status", nil), statuses, len(report.Statuses)); err != nil {
		return err
	}
	if err := b.addChart(sheet, classChart, b.say.Plain("workbook.summary.by_class", nil), classes, len(report.Classes)); err != nil {
		return err
	}
	return b.landscape(sheet)
}

// setCell writes one cell of the summary. Labels are text, whatever the kind of the row.
func (b *book) setCell(sheet string, x, y int, row summaryRow, value any) error {
	at, err := excelize.CoordinatesToCellName(x, y)
	if err != nil {
		return err
	}
	style, k := row.style, row.kind
	if _, text := value.(string); text && k != line {
		k = wrapped
	}
	if style == 0 {
		style = b.styles.cells[k]
	}
	if err := b.file.SetCellValue(sheet, at, b.cell(k, value).Value); err != nil {
		return err
	}
	return b.file.SetCellStyle(sheet, at, at, style)
}

// summaryRows returns the rows and the numbers of the rows in which the statuses and the classes begin.
func (b *book) summaryRows() (rows []summaryRow, statuses, classes int) {
	f := b.figures
	label := func(key string) string { return b.say.Plain("workbook.summary."+key, texts.Data{"Days": f.SilentDays}) }
	add := func(k kind, cells ...any) { rows = append(rows, summaryRow{kind: k, cells: cells}) }
	head := func(keys ...string) {
		row := summaryRow{style: b.styles.head}
		for _, key := range keys {
			row.cells = append(row.cells, label(key))
		}
		rows = append(rows, row)
	}
	rows = append(rows, summaryRow{style: b.styles.title, cells: []any{label("title")}})
	add(wrapped, b.words.Scope())
	add(wrapped, b.words.Period())
	add(moment, label("issued"), f.IssuedAt)
	add(wrapped)
	head("by_status", "number", "before", "change")
	statuses = len(rows) + 1
	for _, status := range report.Statuses {
		add(number, b.words.Status(status), f.ByStatus[status], f.Before[status], f.ByStatus[status]-f.Before[status])
	}
	add(number, label("total"), f.Total, f.Total, 0)
	add(wrapped)
	head("by_class", "number")
	classes = len(rows) + 1
	for _, class := range report.Classes {
		add(number, b.words.Class(class), f.Classes[class])
	}
	add(wrapped)
	head("rates", "rate")
	add(percent, label("of_all"), report.Rate(f.Rates.DoneOfAll))
	add(percent, label("of_due"), report.Rate(f.Rates.DoneOfDue))
	add(wrapped)
	head("flags", "number")
	add(number, label("late"), f.Classes[report.OpenLate])
	add(number, label("silent_tasks"), len(f.SilentTasks))
	add(number, label("no_due_date"), f.NoDueDate)
	add(wrapped)
	head("in_period", "number")
	add(number, label("updates"), len(f.Updates))
	add(number, label("changed"), len(f.Changed))
	add(number, label("completed"), len(f.Completed))
	add(number, label("blocked"), len(f.Blocked))
	add(number, label("due_soon"), len(f.DueSoon))
	add(number, label("silent_agencies"), len(f.SilentAgencies))
	if len(f.Ended) > 0 {
		add(wrapped)
		add(wrapped, b.say.Plain("report.ended", texts.Data{"Plans": strings.Join(b.planNames(f.Ended), "; ")}))
	}
	return rows, statuses, classes
}

func (b *book) planNames(ids []string) []string {
	names := make([]string, len(ids))
	for i, id := range ids {
		p, _ := b.register.Plan(id)
		names[i] = p.Short
	}
	return names
}

// addChart draws rows of the summary, labels in A and numbers in B, as horizontal bars in the order of the rows.
func (b *book) addChart(sheet, at, title string, first, count int) error {
	rows := func(name string) string {
		return "'" + sheet + "'!$" + name + "$" + strconv.Itoa(first) + ":$" + name + "$" + strconv.Itoa(first+count-1)
	}
	return b.file.AddChart(sheet, at, &excelize.Chart{
		Type: excelize.Bar, Series: []excelize.ChartSeries{{
			Name: "'" + sheet + "'!$B$" + strconv.Itoa(first-1), Categories: rows("A"), Values: rows("B"), Fill: solid(colors[plan.Done]),
		}},
		Title: chartTitle(title), Legend: excelize.ChartLegend{Position: "none"},
		PlotArea: excelize.ChartPlotArea{ShowVal: true}, XAxis: excelize.ChartAxis{ReverseOrder: true, Font: chartFont},
		YAxis:     excelize.ChartAxis{None: true},
		Dimension: excelize.ChartDimension{Width: 620, Height: 320},
	})
}

func solid(color string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
}

// chartFont is that of a chart's axes and legend.
var chartFont = excelize.Font{Family: "Times New Roman", Size: 12, Color: "000000"}

func chartTitle(text string) excelize.ChartTitle {
	return excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: text, Font: &excelize.Font{Family: "Times New Roman", Size: 14, Bold: true, Color: "000000"}}}}
}
