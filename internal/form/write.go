package form

import (
	"fmt"
	"io"
	"math"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"chutri/internal/plan"
)

// Task is a row of a form to be filled in.
type Task struct {
	ID, Title, Role, Due, Now, Reported string
}

// The form's lines above the tasks.
const (
	titleRow = 1
	hintRow  = 2
	headRow  = 3
)

// widths are those of the columns, in characters.
var widths = [columns]float64{
	ID: 9, Title: 46, Role: 11, Due: 11, Now: 26, Reported: 13, Status: 18, Percent: 9, Done: 12, Of: 12, Unit: 12, Note: 34,
}

// Write writes a form. What is filled in is kept as text, so that a spreadsheet in another language does not make another
// number of "1.250" or "62,5".
func Write(to io.Writer, tasks []Task, words Words) error {
	book := excelize.NewFile()
	defer book.Close()
	p := &page{book: book, sheet: words.Sheet, last: headRow + len(tasks)}
	if err := book.SetSheetName(book.GetSheetName(0), words.Sheet); err != nil {
		return fmt.Errorf("form: %w", err)
	}
	for _, do := range []func() error{
		p.makeStyles, func() error { return p.head(words) }, func() error { return p.body(tasks) },
		func() error { return p.choices(words) }, p.layout,
	} {
		if err := do(); err != nil {
			return fmt.Errorf("form: %w", err)
		}
	}
	if err := book.Write(to); err != nil {
		return fmt.Errorf("form: %w", err)
	}
	return nil
}

// page is a form that is being written.
type page struct {
	book   *excelize.File
	sheet  string
	last   int // row of the last task
	styles struct{ title, hint, head, known, filled int }
}

func (p *page) makeStyles() error {
	thin := []excelize.Border{}
	for _, side := range []string{"left", "right", "top", "bottom"} {
		thin = append(thin, excelize.Border{Type: side, Color: "BFBFBF", Style: 1})
	}
	fill := func(color string) excelize.Fill {
		return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
	}
	const asText = 49
	font := func(bold bool, size float64) *excelize.Font {
		return &excelize.Font{Family: "Times New Roman", Size: size, Bold: bold}
	}
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	for style, to := range map[*excelize.Style]*int{
		{Font: font(true, 14)}:  &p.styles.title,
		{Font: font(false, 11)}: &p.styles.hint,
		{
			Font: font(true, 11), Fill: fill("D9E2EC"), Border: thin,
			Alignment: &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true},
		}: &p.styles.head,
		{Font: font(false, 11), Border: thin, Alignment: top}:                                       &p.styles.known,
		{Font: font(false, 11), Border: thin, Alignment: top, Fill: fill("FFF8DC"), NumFmt: asText}: &p.styles.filled,
	} {
		id, err := p.book.NewStyle(style)
		if err != nil {
			return err
		}
		*to = id
	}
	return nil
}

// cell returns the name of a cell.
func cell(c Column, row int) string {
	name, _ := excelize.CoordinatesToCellName(int(c)+1, row) // both are above 0
	return name
}

// put writes a text and its style into a cell; a text is never a formula.
func (p *page) put(c Column, row int, text string, style int) error {
	if text != "" {
		if err := p.book.SetCellStr(p.sheet, cell(c, row), text); err != nil {
			return err
		}
	}
	return p.book.SetCellStyle(p.sheet, cell(c, row), cell(c, row), style)
}

func (p *page) head(words Words) error {
	if err := p.put(ID, titleRow, words.Title, p.styles.title); err != nil {
		return err
	}
	if err := p.put(ID, hintRow, words.Hint, p.styles.hint); err != nil {
		return err
	}
	for _, c := range Columns() {
		if err := p.put(c, headRow, words.Heads[c], p.styles.head); err != nil {
			return err
		}
	}
	return nil
}

func (p *page) body(tasks []Task) error {
	for i, task := range tasks {
		row := headRow + 1 + i
		for c, text := range map[Column]string{
			ID: task.ID, Title: task.Title, Role: task.Role, Due: task.Due, Now: task.Now, Reported: task.Reported,
		} {
			if err := p.put(c, row, text, p.styles.known); err != nil {
				return err
			}
		}
		if err := p.book.SetCellStyle(p.sheet, cell(Status, row), cell(Note, row), p.styles.filled); err != nil {
			return err
		}
		if err := p.book.SetRowHeight(p.sheet, row, lineHeight*float64(task.lines())); err != nil {
			return err
		}
	}
	return nil
}

// lineHeight is that of a line of text, in points.
const lineHeight = 15

// lines returns how many lines a row needs. Spreadsheets do not find out by themselves in a file that they did not write.
func (t Task) lines() int {
	most := 1
	for c, text := range map[Column]string{Title: t.Title, Role: t.Role, Now: t.Now} {
		const fuller = 0.9 // of a column's width that words fill, as they break
		most = max(most, int(math.Ceil(float64(utf8.RuneCountInString(text))/(widths[c]*fuller))))
	}
	return most
}

// choices lets the status be chosen from a list.
func (p *page) choices(words Words) error {
	if p.last == headRow {
		return nil
	}
	var names []string
	for _, s := range plan.Statuses {
		names = append(names, words.Statuses[s])
	}
	list := excelize.NewDataValidation(true)
	list.SetSqref(cell(Status, headRow+1) + ":" + cell(Status, p.last))
	if err := list.SetDropList(names); err != nil {
		return err
	}
	list.SetError(excelize.DataValidationErrorStyleStop, words.Heads[Status], words.NotStatus)
	return p.book.AddDataValidation(p.sheet, list)
}

// layout sets widths, the frozen head, and how the form is printed.
func (p *page) layout() error {
	for c, width := range widths {
		name, err := excelize.ColumnNumberToName(c + 1)
		if err != nil {
			return err
		}
		if err := p.book.SetColWidth(p.sheet, name, name, width); err != nil {
			return err
		}
	}
	if err := p.book.SetPanes(p.sheet, &excelize.Panes{
		Freeze: true, XSplit: 1, YSplit: headRow, TopLeftCell: cell(Title, headRow+1), ActivePane: "bottomRight",
	}); err != nil {
		return err
	}
	if err := p.book.AutoFilter(p.sheet, cell(ID, headRow)+":"+cell(Note, p.last), nil); err != nil {
		return err
	}
	heads := &excelize.DefinedName{
		Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("'%s'!$%d:$%d", p.sheet, headRow, headRow), Scope: p.sheet,
	}
	if err := p.book.SetDefinedName(heads); err != nil { // on every page
		return err
	}
	landscape, a4, oneWide, anyTall := "landscape", 9, 1, 0
	if err := p.book.SetPageLayout(p.sheet, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &a4, FitToWidth: &oneWide, FitToHeight: &anyTall}); err != nil {
		return err
	}
	fit := true
	return p.book.SetSheetProps(p.sheet, &excelize.SheetPropsOptions{FitToPage: &fit})
}
