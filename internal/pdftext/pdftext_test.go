package pdftext

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
)

// written is a PDF of objects with the numbers from 1.
func written(objects ...string) []byte {
	var out bytes.Buffer
	out.WriteString("%PDF-1.7\n")
	for i, o := range objects {
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	fmt.Fprintf(&out, "trailer\n<</Root 1 0 R/Size %d>>\n%%%%EOF\n", len(objects)+1)
	return out.Bytes()
}

func stream(header, content string) string {
	return fmt.Sprintf("<<%s/Length %d>>stream\n%s\nendstream", header, len(content), content)
}

func packed(header, content string) string {
	var out bytes.Buffer
	w := zlib.NewWriter(&out)
	w.Write([]byte(content))
	w.Close()
	return stream(header+"/Filter/FlateDecode", out.String())
}

// hexed is a text in UTF-16, as the strings of a font are whose codes are characters.
func hexed(text string) string {
	var out strings.Builder
	for _, unit := range utf16.Encode([]rune(text)) {
		fmt.Fprintf(&out, "%04X", unit)
	}
	return "<" + out.String() + ">"
}

// page is a PDF of one page with a Vietnamese font F and a Western one W.
func page(drawing string) []byte {
	return written(
		"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1/Resources<</Font<</F 5 0 R/W 7 0 R>>>>>>",
		"<</Type/Page/Parent 2 0 R/Contents[4 0 R]>>", packed("", drawing),
		"<</Type/Font/Subtype/Type0/Encoding/Identity-H/ToUnicode 6 0 R>>",
		packed("", "1 beginbfrange\n<0000><FFFF><0000>\nendbfrange"), "<</Type/Font/Subtype/Type1>>",
	)
}

func TestThePagesAreReadLineByLine(t *testing.T) {
	show := func(x, y int, text string) string {
		return fmt.Sprintf("BT /F 13 Tf 1 0 0 1 %d %d Tm %s Tj ET\n", x, y, hexed(text))
	}
	form := written(
		"<</Type/Page/Contents 2 0 R>>", stream("", "/X Do"),
		stream("/Type/XObject/Subtype/Form/Resources<</Font<</W 4 0 R>>>>", "BT /W 40 Tf .7 .7 -.7 .7 100 100 Tm (T\\123I MAT) Tj ET"), "<</Type/Font>>",
	)
	inStream := written(
		packed("/Type/ObjStm/N 2/First 8", "7 0 8 26<</Type/Page/Contents 2 0 R>><</A 1>>"), stream("", "BT (A\\(B\\)) ' ET"),
	)
	list := "2 beginbfchar <01><004D> <02><1EAC> endbfchar 1 beginbfrange <03><04>[<0054><0055>] endbfrange"
	simple := written(
		"<</Type/Page/Contents 2 0 R/Resources 3 0 R>>", stream("", "BT /S 9 Tf [<01>-30<02>-30<03>-3000<04>]TJ ET"),
		"<</Font<</S<</Type/Font/ToUnicode 4 0 R>>>>>>", stream("", list),
	)
	for name, c := range map[string]struct {
		data []byte
		want []string
	}{
		"top to bottom": {page(show(50, 700, "Báo cáo") + show(50, 760, "SỞ Y TẾ")), []string{"SỞ Y TẾ", "Báo cáo"}},
		"columns":       {page(show(300, 760, "Bến Tre, ngày 19") + show(50, 760, "TUYỆT MẬT")), []string{"TUYỆT MẬT\tBến Tre, ngày 19"}},
		"pieces":        {page(show(50, 760, "TUYỆ") + show(80, 760, "T MẬT")), []string{"TUYỆ T MẬT", "TUYỆT MẬT"}},
		"moves":         {page("BT /F 10 Tf 12 TL 50 700 Td " + hexed("Một") + " Tj T* " + hexed("Hai") + " Tj 0 -20 TD " + hexed("Ba") + " Tj ET"), []string{"Một", "Hai", "Ba"}},
		"turned over":   {page("q 1 0 0 -1 0 800 cm " + show(50, 90, "hai") + show(50, 40, "một") + "Q"), []string{"một", "hai"}},
		"a form":        {form, []string{"TSI MAT"}},
		"packed page":   {inStream, []string{"A(B)"}},
		"a small font":  {simple, []string{"MẬT\tU"}},
		"encrypted":     {append(page(show(50, 700, "MẬT")), "trailer<</Encrypt 9 0 R>>"...), nil},
		"a scan":        {page("q 595 0 0 842 0 0 cm /I Do Q"), nil},
		"cut off":       {page(show(50, 700, "MẬT"))[:200], nil},
		"no PDF":        {[]byte("chữ"), nil},
		"an open end":   {written("<</Type/Page/Contents 2 0 R>>", stream("", "BT (a) Tj <41")), []string{"a"}},
	} {
		if got := Lines(c.data); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestAHostileFileCostsLittle(t *testing.T) {
	circle := "<</Type/Page/Parent 1 0 R/Contents 2 0 R/Resources 3 0 R>>"
	wide := packed("", "1 beginbfchar <41><"+strings.Repeat("0041", 16)+"> endbfchar")
	var numbered strings.Builder
	for i := range 60_000 {
		fmt.Fprintf(&numbered, "%05d 0 ", 10_000+i)
	}
	for name, data := range map[string][]byte{
		"a circle":       written(circle, stream("/Length 2 0 R", "BT (a) Tj ET"), "3 0 R", "<</Type/Page/Parent 4 0 R>>"),
		"deep nesting":   written(strings.Repeat("[", 1<<20), strings.Repeat("<<", 1<<20)),
		"a bomb":         written("<</Type/Page/Contents 2 0 R>>", packed("", strings.Repeat("1 ", 32<<20))),
		"many pages":     written(slices.Repeat([]string{"<</Type/Page/Contents 50001 0 R>>"}, 50_000)...),
		"one big list":   written("[" + strings.Repeat("1 ", 2<<20) + "]"),
		"much text":      written("<</Type/Page/Contents 2 0 R/Resources<</Font<</F 3 0 R>>>>>>", packed("", "/F 1 Tf "+strings.Repeat("("+strings.Repeat("A", 4000)+")Tj ", 8000)), "<</ToUnicode 4 0 R>>", wide),
		"objects in one": written(packed("/Type/ObjStm/N 60000/First 480000", numbered.String()+"("+strings.Repeat("a", 4<<20))),
		"one in all":     written("<</Type/Page/Contents["+strings.Repeat("2 0 R ", 1<<11)+"]>>", packed("", strings.Repeat("% comment\n", 1<<17))),
		"huge numbers":   written(stream("/Type/ObjStm/N 1e300/First -1", "1e300 NaN 5 5"), "<</Type/Page/Contents 1e300 0 R>>"),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		began := time.Now()
		Lines(data)
		runtime.ReadMemStats(&after)
		if cost, took := (after.TotalAlloc-before.TotalAlloc)>>20, time.Since(began); cost > 1024 || took > time.Minute {
			t.Errorf("%s: %d MiB allocated, %v", name, cost, took)
		}
	}
}

func FuzzLines(f *testing.F) {
	f.Add(page("BT /F 13 Tf 1 0 0 1 50 700 Tm " + hexed("MẬT") + " Tj ET"))
	f.Add(written("<</Type/Page/Contents 2 0 R>>", stream("", "BT [(a)-2000<41>]TJ T* (\\101)' ET q Q cm")))
	f.Add(written(packed("/Type/ObjStm/N 1/First 4", "7 0 <</Type/Page>>")))
	f.Add([]byte("%PDF-1.4\n1 0 obj\n<</Type/Page/Contents[1 0 R]/Parent 1 0 R>>stream\n<41"))
	f.Fuzz(func(t *testing.T, data []byte) {
		lines, failed := read(data)
		if failed != nil {
			t.Fatalf("panic: %v", failed)
		}
		total := 0
		for _, line := range lines {
			total += len(line)
		}
		if total > 4*maxText {
			t.Errorf("%d bytes of text", total)
		}
	})
}
