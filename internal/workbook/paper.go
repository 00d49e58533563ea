package workbook

import (
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Heights of rows, in points.
const (
	headHeight = 36
	lineHeight = 16.5
	maxHeight  = 400 // a row has at most 409
)

// lettersPerWidth is how many letters of the cells' font a column surely has room for, of each unit of its width.
const lettersPerWidth = 1.2

// height returns how high a row must be for its wrapped texts. Programs differ in whether they find that out themselves.
func (t table) height(row []any) float64 {
	most := 1
	for i, value := range row {
		if text, ok := value.(string); ok && t.columns[i].kind == wrapped {
			most = max(most, lines(text, int(t.columns[i].width*lettersPerWidth)))
		}
	}
	return min(float64(most)*lineHeight, maxHeight)
}

// lines returns on how many lines a text stands that has room for so many letters on each.
func lines(text string, room int) int {
	count, used := 1, 0
	for word := range strings.FieldsSeq(text) {
		letters := len([]rune(word))
		if used > 0 && used+1+letters > room {
			count, used = count+1, 0
		} else if used > 0 {
			used++
		}
		used += letters
		for used > room {
			count, used = count+1, used-room
		}
	}
	return count
}

// layOut sets how a table is printed: on A4 across, as wide as the page, with its head on every page.
func (b *book) layOut(t table) error {
	if err := b.landscape(t.name); err != nil {
		return err
	}
	repeat := &excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: "'" + t.name + "'!$1:$1", Scope: t.name}
	if err := b.file.SetDefinedName(repeat); err != nil || t.printed == 0 {
		return err
	}
	last, err := excelize.ColumnNumberToName(t.printed)
	if err != nil {
		return err
	}
	return b.file.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Area", RefersTo: "'" + t.name + "'!$A$1:$" + last + "$" + strconv.Itoa(len(t.rows)+1), Scope: t.name,
	})
}

// landscape sets a sheet on A4 across, as wide as the page and as many pages as it takes.
func (b *book) landscape(sheet string) error {
	fit, size, orientation, wide, high, side := true, 9, "landscape", 1, 0, 0.4
	if err := b.file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	if err := b.file.SetPageMargins(sheet, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side}); err != nil {
		return err
	}
	return b.file.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &size, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &high})
}
