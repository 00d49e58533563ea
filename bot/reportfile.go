package main

import (
	"fmt"
	"io"

	"chutri/handlers"
	"chutri/internal/chart"
	"chutri/internal/chat"
	"chutri/internal/contract"
	"chutri/internal/document"
	"chutri/internal/plan"
	"chutri/internal/report"
	"chutri/internal/workbook"
	"chutri/store"
)

// madeReport is a report to be written in one of its forms.
type madeReport struct {
	*shell
	handlers.ReportFile
	register *plan.Register
}

// write writes the report in a format; picture chooses what a PNG shows.
func (m madeReport) write(to io.Writer, format, picture string) error {
	switch format {
	case "json":
		return jsonLines(to).Encode(contract.NewReport(m.Figures, m.register))
	case "xlsx":
		return workbook.Write(to, m.Figures, m.register, m.say, m.Evidence)
	case "docx":
		return document.Write(to, m.Figures, m.register, m.say, m.Letterhead)
	case "png":
		drawn, err := m.draw(picture)
		if err != nil {
			return err
		}
		_, err = to.Write(drawn)
		return err
	}
	_, err := fmt.Fprintln(to, chat.PlainText(report.Plain(m.Figures, m.register, m.say)))
	return err
}

// draw draws a picture, by default the status by agency, and by part for the report of one agency.
func (m madeReport) draw(picture string) ([]byte, error) {
	if picture == "progress" {
		return chart.Progress(m.Weeks, m.register, m.say)
	}
	by := report.Grouping(picture)
	if by == "" {
		by = report.ByAgency
		if m.Figures.Agency != "" {
			by = report.ByPart
		}
	}
	return chart.Status(m.Figures, m.register, m.say, by)
}

// lastWeeks computes the figures of the weeks up to the end of a period, or up to when its report is made.
func lastWeeks(r store.Reader, register *plan.Register, query report.Query) ([]report.Figures, error) {
	day := query.Period.Last()
	if query.IssuedAt.Before(day) {
		day = query.IssuedAt
	}
	weeks := make([]report.Figures, chart.Weeks)
	query.Period = plan.WeekOf(day)
	for i := range weeks {
		figures, err := report.Compute(r, register, query)
		if err != nil {
			return nil, err
		}
		weeks[len(weeks)-1-i] = figures
		query.Period = query.Period.Before()
	}
	return weeks, nil
}
