package assist_test

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"

	"chutri/internal/assist/assisttest"
)

type fields = map[string]any

// TestAFigureThatTheMessageDoesNotHaveIsDropped has a model propose figures that are and are not in messages.
func TestAFigureThatTheMessageDoesNotHaveIsDropped(t *testing.T) {
	for _, c := range []struct {
		message string
		percent any
		value   float64
		of      any
		unit    string
		want    string // percent, then the quantity
	}{
		{"đã cấp cho 1.250/2.000 hộ, đạt 62,5%", 62.5, 1250, 2000, "hộ", "62.5 1250/2000 hộ"},
		{"da cap cho 1250 ho tren 2000, dat 62.5 phan tram", 62.5, 1250, 2000, "hộ", "62.5 1250/2000 hộ"},
		{"đã cấp cho 1.250/2.000 hộ", 62.5, 1250, 2000, "hộ", "- 1250/2000 hộ"},
		{"đã cấp cho 1.250 hộ", nil, 1250, 2000, "hộ", "- 1250/- hộ"},
		{"đã cấp cho 1.250 hộ", nil, 1251, nil, "hộ", "-"},
		{"đã cấp cho 1.250 hộ", nil, 1250, nil, "tàu vũ trụ", "-"},
		{"đã cấp cho 1.250 hộ", nil, 1250, nil, "", "-"},
		{"giải ngân 1,5 triệu đồng", nil, 1500000, nil, "đồng", "- 1.5e+06/- đồng"},
		{"giải ngân 2 tỷ đồng", nil, 2e9, nil, "đồng", "- 2e+09/- đồng"},
		{"đạt 62,5%", 625.0, 62.5, nil, "%", "-"},
		{"đạt 62 hộ", 62.0, 62, nil, "hộ", "- 62/- hộ"},
		{"ND-15 đang làm", 15.0, 15, nil, "làm", "-"},
		{"ND-15 xong theo công văn 123/UBND ngày 15/11/2026", 15.0, 123, 2026, "công văn", "-"},
		{"đạt 130%", 130.0, 130, nil, "hộ", "-"},
		{"12/20 cánh đồng", nil, 12, 20, "cánh đồng", "- 12/20 cánh đồng"},
		{"12 lớp, 265 học viên", nil, 265, 12, "học viên", "- 265/12 học viên"},
	} {
		f := newFixture(t, func(assisttest.Request) assisttest.Answer {
			content, _ := json.Marshal(fields{
				"report": true, "task": "ND-15", "status": "in_progress", "percent": c.percent,
				"quantities": []fields{{"value": c.value, "of": c.of, "unit": c.unit}},
			})
			return assisttest.Answer{Content: string(content)}
		})
		p, err := f.Message(context.Background(), budget, c.message, c.message, found)
		if err != nil {
			t.Fatal(err)
		}
		got := "-"
		if p.Percent != nil {
			got = fmt.Sprint(*p.Percent)
		}
		for _, q := range p.Quantities {
			of := "-"
			if q.Of != nil {
				of = fmt.Sprint(*q.Of)
			}
			got += fmt.Sprintf(" %v/%s %s", q.Value, of, q.Unit)
		}
		if got != c.want {
			t.Errorf("%q: kept %q, want %q", c.message, got, c.want)
		}
	}
}

func TestAStatusAndATaskAreOfThoseThatExist(t *testing.T) {
	for reply, want := range map[string]string{
		`{"report":true,"task":"ND-15","status":"done","percent":null,"quantities":[]}`:         "ND-15 done",
		`{"report":true,"task":"ND-16","status":"not_reported","percent":null,"quantities":[]}`: " ",
		`{"report":true,"task":"none","status":"none","percent":null,"quantities":[]}`:          " ",
		`{"report":true,"task":"ND-15","status":"Sở Y tế","percent":null,"quantities":[{}]}`:    "ND-15 ",
	} {
		f := newFixture(t, func(assisttest.Request) assisttest.Answer { return assisttest.Answer{Content: reply} })
		p, err := f.Message(context.Background(), budget, "xong rồi", "xong rồi", found)
		if got := p.Task + " " + string(p.Status); err != nil || got != want {
			t.Errorf("%s: %q, %v", reply, got, err)
		}
	}
}

// says makes an answer of a value in JSON.
func says(value any) assisttest.Answer {
	content, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return assisttest.Answer{Content: string(content)}
}
