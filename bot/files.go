package main

import (
	"bytes"

	"chutri/handlers"
	"chutri/internal/plan"
	"chutri/internal/texts"
)

// fileMaker makes the files that reports are sent as in chat, as the command makes them.
type fileMaker struct{ register *plan.Register }

// Make implements handlers.FileMaker.
func (f fileMaker) Make(file handlers.ReportFile, say texts.Speaker) ([]byte, error) {
	made := madeReport{shell: &shell{say: say}, register: f.register, ReportFile: file}
	format, picture := file.Format, ""
	if drawn := map[string]string{"trend": "progress", "parts": "part"}[format]; drawn != "" {
		format, picture = "png", drawn
	}
	var data bytes.Buffer
	err := made.write(&data, format, picture)
	return data.Bytes(), err
}
