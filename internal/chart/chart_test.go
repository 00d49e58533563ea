package chart

import (
	"bytes"
	"flag"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/norm"

	"chutri/internal/plan"
	"chutri/internal/report"
	"chutri/internal/report/reporttest"
	"chutri/internal/texts"
)

var keep = flag.String("keep", "", "folder to keep the pictures in, to look at them")

// picture checks that bytes are a PNG of the right width with something on it.
func picture(t *testing.T, name string, data []byte, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	if *keep != "" {
		if err := os.WriteFile(filepath.Join(*keep, name+".png"), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	image, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if width := image.Bounds().Dx(); width != pageWidth {
		t.Errorf("%s is %d pixels wide", name, width)
	}
	if width, height := image.Bounds().Dx(), image.Bounds().Dy(); width+height > 10000 || height > 20*width {
		t.Errorf("%s is %d pixels high, more than a photo may be", name, height)
	}
	dark := 0
	for x := 0; x < image.Bounds().Dx(); x += 5 {
		for y := 0; y < image.Bounds().Dy(); y += 5 {
			if r, _, _, _ := image.At(x, y).RGBA(); r < 0x8000 {
				dark++
			}
		}
	}
	if dark < 100 {
		t.Errorf("%s is empty", name)
	}
}

// languages returns all languages or the first: drawing takes its time.
func languages(all bool) []string {
	if all {
		return texts.Languages
	}
	return texts.Languages[:1]
}

func TestPicturesAreMadeOfAnyFigures(t *testing.T) {
	register := reporttest.Office()
	for name, c := range map[string]struct {
		period string
		scope  report.Scope
		by     report.Grouping
	}{
		"agencies":  {"2026-W47", report.Scope{}, report.ByAgency},
		"plans":     {"2026-W47", report.Scope{}, report.ByPart},
		"parts":     {"2026-11", report.Scope{Plan: "xanh"}, report.ByPart},
		"ended":     {"2026-Q4", report.Scope{Plan: "muoi"}, report.ByAgency},
		"empty":     {"2020-W53", report.Scope{Plan: "xanh"}, report.ByPart},
		"no-tasks":  {"2026-W47", report.Scope{Agency: "hoi"}, report.ByAgency},
		"an-agency": {"2026-W47", report.Scope{Agency: "so-nn"}, report.ByPart},
	} {
		f := reporttest.Figures(t, register, c.period, c.scope)
		for _, language := range languages(name == "agencies" || name == "no-tasks") {
			data, err := Status(f, register, speaker(t, language), c.by)
			picture(t, "status-"+name+"-"+language, data, err)
		}
	}
}

func TestProgressIsDrawnOfAsManyWeeksAsThereAre(t *testing.T) {
	register := reporttest.Office()
	for name, c := range map[string]struct {
		weeks int
		scope report.Scope
	}{
		"busy": {14, report.Scope{}}, "one": {1, report.Scope{Plan: "xanh"}}, "zero": {12, report.Scope{Agency: "hoi"}},
	} {
		weeks := make([]report.Figures, c.weeks)
		at := reporttest.Issued
		for i := range weeks {
			weeks[c.weeks-1-i] = reporttest.Figures(t, register, plan.WeekOf(at).Name, c.scope)
			at = at.AddDate(0, 0, -7)
		}
		for _, language := range languages(name == "zero") {
			data, err := Progress(weeks, register, speaker(t, language))
			picture(t, "progress-"+name+"-"+language, data, err)
		}
	}
	if _, err := Progress(nil, register, speaker(t, "vi")); err == nil {
		t.Error("no weeks give a picture")
	}
}

func TestBarsAreAtMostFifteenAndHoldEveryTask(t *testing.T) {
	register := reporttest.Office()
	f := reporttest.Figures(t, register, "2026-W47", report.Scope{})
	say := speaker(t, "vi")
	bars := newBars(f, report.NewWords(f, register, say), say, report.ByAgency)
	if len(bars) != maxBars {
		t.Fatalf("%d bars", len(bars))
	}
	if rest := bars[maxBars-2]; strings.Join(rest.name, " ") != "Các cơ quan khác (11)" {
		t.Errorf("the bar before the last is %q", rest.name)
	}
	if none := bars[maxBars-1]; none.group.Key != "" || none.group.Total != 1 {
		t.Errorf("the last bar is %q with %d tasks", none.name, none.group.Total)
	}
	held := map[string]bool{}
	for _, b := range bars {
		for _, id := range b.group.Tasks {
			held[id] = true
		}
	}
	if len(held) != f.Total {
		t.Errorf("the bars hold %d of %d tasks", len(held), f.Total)
	}
}

func TestSegmentsFillTheBarAndHoldTheirNumbers(t *testing.T) {
	say := speaker(t, "vi")
	for _, counts := range []map[plan.Status]int{
		{plan.NotReported: 5},
		{plan.Done: 1, plan.NotReported: 9999},
		{plan.Done: 1, plan.InProgress: 1, plan.Blocked: 1, plan.NotStarted: 1, plan.Stopped: 1, plan.NotReported: 123456},
		{plan.Done: 3, plan.Blocked: 4},
	} {
		total := 0.0
		b := bar{group: report.Group{ByStatus: counts}}
		for i, width := range b.segments(say) {
			total += width
			number := counts[shown[i]]
			least := lettering{size: labelSize, bold: true}.width(say.Number(float64(number)))
			if number == 0 && width != 0 || number > 0 && width < least {
				t.Errorf("%v: %s is %v wide", counts, shown[i], width)
			}
		}
		if math.Abs(total-inner) > 0.01 {
			t.Errorf("%v: the bar is %v wide", counts, total)
		}
	}
}

func TestTheFontHasEveryVietnameseLetter(t *testing.T) {
	for _, bold := range []bool{false, true} {
		style := lettering{size: nameSize, bold: bold}.style()
		face := fonts().Lookup(style.Font, style.Font.Size)
		var buffer sfnt.Buffer
		for _, letter := range reporttest.Letters + strings.ToUpper(reporttest.Letters) + "…–−“”’·≤≥%" {
			if glyph, err := face.Face.GlyphIndex(&buffer, letter); err != nil || glyph == 0 {
				t.Errorf("%s lacks %q", face.Name(), letter)
			}
		}
	}
	if got := printable(norm.NFD.String("Ặ\tế\n")); got != "Ặ ế" {
		t.Errorf("decomposed letters are drawn as %q", got)
	}
}

func TestNamesAreWrappedAndCut(t *testing.T) {
	for _, name := range []string{reporttest.Long, strings.Repeat("Ặ", 4000), "", "Sở Y tế"} {
		lines := nameLetters.wrap(name, inner-totalWidth, nameLines)
		if len(lines) == 0 || len(lines) > nameLines {
			t.Errorf("%d lines", len(lines))
		}
		for _, line := range lines {
			if nameLetters.width(line) > inner-totalWidth {
				t.Errorf("too wide: %q", line)
			}
		}
	}
	if got := nameLetters.wrap("Sở Y tế", 900, 2); len(got) != 1 || got[0] != "Sở Y tế" {
		t.Errorf("a short name became %q", got)
	}
}

func speaker(t testing.TB, language string) texts.Speaker {
	t.Helper()
	catalog, err := texts.Load()
	if err != nil {
		t.Fatal(err)
	}
	return catalog.In(language)
}
