// Package workbook writes a report's figures as an XLSX workbook that an office can filter, print and calculate with:
// real dates and numbers, native charts, and not one formula. What a person wrote stays text, whatever it begins with.
package workbook

import (
	"fmt"
	"io"
	"time"

	"github.com/xuri/excelize/v2"

	"chutri/internal/plan"
	"chutri/internal/report"
	"chutri/internal/texts"
)

// Write writes a report as a workbook: a summary, the tasks by agency and by part, every task with where it stands, what
// changed in the period, the silent agencies, the evidence of the period, which may be empty, and for a period longer than
// a week the targets against their measured values.
func Write(to io.Writer, f report.Figures, register *plan.Register, say texts.Speaker, evidence []report.Evidence) error {
	file := excelize.NewFile()
	defer file.Close()
	styles, err := newStyles(file)
	if err != nil {
		return fmt.Errorf("workbook: %w", err)
	}
	b := &book{file: file, styles: styles, figures: f, words: report.NewWords(f, register, say), register: register, say: say}
	b.summaryName = say.Plain("workbook.summary.sheet", nil)
	if err := b.write(evidence); err != nil {
		return fmt.Errorf("workbook: %w", err)
	}
	if _, err := file.WriteTo(to); err != nil {
		return fmt.Errorf("workbook: %w", err)
	}
	return nil
}

// book is a workbook in the making.
type book struct {
	file        *excelize.File
	styles      styles
	figures     report.Figures
	words       report.Words
	register    *plan.Register
	say         texts.Speaker
	summaryName string
}

func (b *book) write(evidence []report.Evidence) error {
	if err := b.file.SetSheetName(b.file.GetSheetName(0), b.summaryName); err != nil {
		return err
	}
	if err := b.writeSummary(); err != nil {
		return fmt.Errorf("summary: %w", err)
	}
	for _, by := range []report.Grouping{report.ByAgency, report.ByPart} {
		if err := b.writeGroups(by); err != nil {
			return fmt.Errorf("groups by %s: %w", by, err)
		}
	}
	lists := []table{b.tasks(), b.changes(), b.silent(), b.evidence(evidence)}
	if b.figures.ShowsTargets() {
		lists = append(lists, b.targets())
	}
	for _, t := range lists {
		if err := b.writeTable(t); err != nil {
			return fmt.Errorf("sheet %s: %w", t.name, err)
		}
	}
	b.file.SetActiveSheet(0)
	return b.file.SetDocProps(&excelize.DocProperties{
		Title: b.words.Scope() + " – " + b.words.Period(), Creator: "chutri",
		Created: b.figures.IssuedAt.UTC().Format(time.RFC3339), Modified: b.figures.IssuedAt.UTC().Format(time.RFC3339),
	})
}
