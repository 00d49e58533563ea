package main

import (
	"bytes"
	"testing"
	"time"

	"chutri/handlers"
	"chutri/internal/plan"
	"chutri/internal/report"
	"chutri/store"
)

func TestEveryFileOfAReportIsWhatItsNameSays(t *testing.T) {
	o := newOfficeClock(t, "Asia/Ho_Chi_Minh", time.Date(2026, time.November, 19, 2, 0, 0, 0, time.UTC), 1)
	var figures report.Figures
	err := o.app.Store.View(t.Context(), func(r store.Reader) (err error) {
		figures, err = report.Compute(r, o.plans.Register, report.Query{Period: plan.WeekOf(o.now), IssuedAt: o.now})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for format, begin := range map[string]string{"png": "\x89PNG", "trend": "\x89PNG", "parts": "\x89PNG", "xlsx": "PK\x03\x04", "docx": "PK\x03\x04"} {
		data, err := fileMaker{o.plans.Register}.Make(handlers.ReportFile{Format: format, Figures: figures, Weeks: []report.Figures{figures, figures}}, o.plans.Texts.In("vi"))
		if err != nil || !bytes.HasPrefix(data, []byte(begin)) || len(data) < 1000 {
			t.Errorf("%s: %d bytes, %v", format, len(data), err)
		}
	}
}
