package main

import (
	"bytes"

	"chutri/internal/plan"
	"chutri/internal/report"
	"chutri/internal/texts"
)

// fileMaker makes the files that reports are sent as in chat, as the command makes them.
type fileMaker struct{ register *plan.Register }

// Make implements handlers.FileMaker.
func (f fileMaker) Make(format string, weeks []report.Figures, say texts.Speaker) ([]byte, error) {
	made := madeReport{shell: &shell{say: say}, register: f.register, figures: weeks[len(weeks)-1], weeks: weeks}
	picture := ""
	if format == "trend" {
		format, picture = "png", "progress"
	}
	var data bytes.Buffer
	err := made.write(&data, format, picture)
	return data.Bytes(), err
}
