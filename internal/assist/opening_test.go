package assist_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"chutri/internal/assist"
	"chutri/internal/assist/assisttest"
)

// facts are those of a week, as handlers give them.
func facts(language string) assist.Facts {
	f := assist.Facts{
		Language: language, Period: "tuần 47/2026 (16/11–22/11)", Scope: "Giảm nghèo",
		Names: []string{"Sở Y tế", "Sở Nông nghiệp và Phát triển nông thôn"},
		Figures: []assist.Figure{
			{What: "nhiệm vụ được theo dõi", Value: "440"}, {What: "hoàn thành", Value: "12"}, {What: "đang thực hiện", Value: "57"},
			{What: "vướng mắc", Value: "3"}, {What: "chưa báo cáo", Value: "368"}, {What: "tỷ lệ hoàn thành", Value: "2,7%"},
			{What: "lượt báo cáo", Value: "21"}, {What: "hoàn thành trong kỳ", Value: "2"}, {What: "quá hạn", Value: "1.204"},
			{What: "hoàn thành, tăng giảm", Value: "+2"}, {What: "cơ quan chưa báo cáo", Value: "9"},
		},
	}
	if language == "en" {
		f.Period, f.Scope = "week 47 of 2026 (16/11–22/11)", "Poverty reduction"
	}
	return f
}

// openings reads the paragraphs of a file, one a line; lines with "#" say what follows.
func openings(t *testing.T, path string) (list []string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(string(data), "\n") {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			list = append(list, line)
		}
	}
	return list
}

func write(t *testing.T, f assist.Facts, paragraphs ...string) ([]string, error) {
	t.Helper()
	a := newFixture(t, func(assisttest.Request) assisttest.Answer { return says(fields{"paragraphs": paragraphs}) })
	return a.Opening(context.Background(), budget, f)
}

func TestAnOpeningThatSaysMoreThanItsFiguresIsThrownAway(t *testing.T) {
	bad := openings(t, "testdata/openings-invented.txt")
	if len(bad) < 40 {
		t.Fatalf("only %d", len(bad))
	}
	for _, text := range bad {
		language := "vi"
		if strings.HasPrefix(text, "en: ") {
			text, language = text[4:], "en"
		}
		if got, err := write(t, facts(language), text); !errors.Is(err, assist.ErrNoReply) || got != nil {
			t.Errorf("passes: %q", text)
		}
		if got, err := write(t, facts(language), "Trong kỳ, các cơ quan đã nộp 21 lượt báo cáo.", text); err == nil {
			t.Errorf("passes as a second paragraph: %q", got)
		}
	}
}

// TestOrdinaryOpeningsAreKept counts how many openings in the style of a careful clerk, written before the rules that check them,
// are refused for nothing.
func TestOrdinaryOpeningsAreKept(t *testing.T) {
	good := openings(t, "testdata/openings.txt")
	refused := 0
	for _, text := range good {
		language := "vi"
		if strings.HasPrefix(text, "en: ") {
			text, language = text[4:], "en"
		}
		if _, err := write(t, facts(language), text); err != nil {
			refused++
			t.Logf("refused for %v: %s", assist.Unfounded(text, facts(language)), text)
		}
	}
	t.Logf("%d of %d openings are refused for nothing", refused, len(good))
	if 10*refused > len(good) {
		t.Errorf("%d of %d ordinary openings are refused", refused, len(good))
	}
}

func TestAnOpeningHasOneOrTwoParagraphs(t *testing.T) {
	one := "Trong kỳ có 21 lượt báo cáo."
	for _, paragraphs := range [][]string{{}, {""}, {" "}, {one, one, one}, {strings.Repeat(one+" ", 60)}} {
		if _, err := write(t, facts("vi"), paragraphs...); !errors.Is(err, assist.ErrNoReply) {
			t.Errorf("%d paragraphs pass: %v", len(paragraphs), err)
		}
	}
	if got, err := write(t, facts("vi"), one, one); err != nil || len(got) != 2 {
		t.Errorf("two paragraphs: %v, %v", got, err)
	}
}

func FuzzNothingUnfoundedHasADigitOfItsOwn(f *testing.F) {
	f.Add("Trong kỳ có 21 lượt báo cáo, đạt 2,7%.")
	f.Add("\uFFFC năm 2026 \u0969")
	f.Fuzz(func(t *testing.T, text string) {
		if len(assist.Unfounded(text, assist.Facts{Language: "vi"})) == 0 && strings.ContainsAny(text, "0123456789<>@#") {
			t.Errorf("%q is taken though nothing was given", text)
		}
	})
}
