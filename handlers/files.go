package handlers

import (
	"bytes"
	"fmt"
	"strings"

	"chutri/internal/chat"
	"chutri/internal/ledger"
	"chutri/internal/plan"
	"chutri/internal/report"
	"chutri/internal/sheet"
	"chutri/internal/texts"
	"chutri/store"
)

// FileMaker lays a report out as a file.
type FileMaker interface {
	Make(file ReportFile, say texts.Speaker) ([]byte, error)
}

// ReportFile is what a report's file is made of.
type ReportFile struct {
	Format     string // "png" of the status by agency, "parts" of that by part, "trend", "xlsx" or "docx"
	Figures    report.Figures
	Weeks      []report.Figures  // of a "trend": those up to the report's
	Evidence   []report.Evidence // of the report's updates
	Letterhead ledger.Letterhead
}

// trendWeeks is how many weeks a picture of the trend shows.
const trendWeeks = 12

// fileFormats are the files that a digest is sent as, with the ends of their names.
var fileFormats = map[string]string{"png": ".png", "parts": "-parts.png", "trend": "-12.png", "xlsx": ".xlsx", "docx": ".docx"}

// fileAction sends a digest as a file, as it was issued or as it is now. Every figure in it is the digest's.
func fileAction(t *turn, arguments []string) error {
	format := arguments[0]
	scope, period, ok := t.digestPressed(arguments[1:])
	if !ok {
		return nil
	}
	end, known := fileFormats[format]
	if !known || t.Files == nil || period.From.After(t.now) {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	d, err := t.digest(scope, period)
	if err != nil {
		return err
	}
	file, err := t.reportFile(format, d)
	if err != nil {
		return err
	}
	data, err := t.Files.Make(file, t.say)
	if err != nil {
		return fmt.Errorf("make a report's %s: %w", format, err)
	}
	t.sendFile(d, chat.Document{Name: fileName(period, d.Figures.Scope) + end, Picture: strings.HasSuffix(end, ".png"), Data: data})
	return nil
}

// sendTable sends a table made from a digest as a workbook.
func (t *turn) sendTable(table sheet.Table, name string, d digest) error {
	var data bytes.Buffer
	if err := sheet.WriteXLSX(&data, table); err != nil {
		return fmt.Errorf("make a table of a report: %w", err)
	}
	t.sendFile(d, chat.Document{Name: name + ".xlsx", Data: data.Bytes()})
	return nil
}

// sendFile sends a file made from a digest.
func (t *turn) sendFile(d digest, file chat.Document) {
	names := report.NewWords(d.Figures, t.Register, t.say)
	caption := t.say.Say("digest.file", texts.Data{
		"Period": names.Period(), "Scope": names.Scope(), "Issued": d.Issued, "Time": d.Figures.IssuedAt.Format("15:04 02/01/2006"),
	})
	t.step.Replies = append(t.step.Replies, store.Outgoing{At: t.now, Reply: chat.Reply{
		Chat: t.m.Chat.ID, Topic: t.m.Chat.Topic, Text: caption,
		Document: &file,
	}})
}

// reportFile gathers what a digest's file is made of.
func (t *turn) reportFile(format string, d digest) (file ReportFile, err error) {
	file = ReportFile{Format: format, Figures: d.Figures}
	switch format {
	case "trend":
		file.Weeks, err = t.weeksUpTo(d.Figures)
	case "xlsx":
		file.Evidence, err = report.EvidenceOf(t.r, d.Figures)
	case "docx":
		file.Letterhead, err = ledger.LetterheadOf(t.r, t.digestKey(d.Figures.Scope, d.Figures.Period))
	}
	return file, err
}

// weeksUpTo returns the figures of the weeks up to the end of a report, as they were issued or as they are now.
func (t *turn) weeksUpTo(f report.Figures) ([]report.Figures, error) {
	day := f.Period.Last()
	if day.After(f.IssuedAt) {
		day = f.IssuedAt
	}
	weeks := make([]report.Figures, trendWeeks)
	week := plan.WeekOf(day)
	for i := range weeks {
		d, err := t.digest(f.Scope, week)
		if err != nil {
			return nil, err
		}
		weeks[len(weeks)-1-i] = d.Figures
		week = week.Before()
	}
	return weeks, nil
}

// fileName names a report's file, without its end: "chutri-2026-W47-phat-trien-ben-vung".
func fileName(period plan.Period, scope report.Scope) string {
	name := "chutri-" + period.Name
	for _, part := range []string{scope.Plan, scope.Part, scope.Agency} {
		if part != "" {
			name += "-" + part
		}
	}
	return name
}
