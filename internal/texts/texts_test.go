package texts

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// catalogOf returns all texts of a language by key; the plural forms of a text are joined.
func catalogOf(t *testing.T, language string) map[string]string {
	t.Helper()
	names, err := fs.Glob(files, "*."+language+".yaml")
	if err != nil || len(names) == 0 {
		t.Fatalf("no catalog for %s (%v)", language, err)
	}
	all := make(map[string]string)
	for _, name := range names {
		data, err := files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var tree map[string]any
		if err := yaml.Unmarshal(data, &tree); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		flatten(t, name, "", tree, all)
	}
	return all
}

func flatten(t *testing.T, file, prefix string, node any, into map[string]string) {
	t.Helper()
	switch v := node.(type) {
	case string:
		if _, twice := into[prefix]; twice {
			t.Errorf("%s: the key %s stands twice", file, prefix)
		}
		into[prefix] = v
	case map[string]any:
		if other, plural := v["other"].(string); plural {
			one, _ := v["one"].(string)
			into[prefix] = one + other
			return
		}
		for key, child := range v {
			flatten(t, file, strings.TrimPrefix(prefix+"."+key, "."), child, into)
		}
	default:
		t.Errorf("%s: %s is no text: quote it", file, prefix)
	}
}

func TestEveryTextStandsInEveryLanguage(t *testing.T) {
	first := catalogOf(t, Languages[0])
	for _, language := range Languages[1:] {
		second := catalogOf(t, language)
		for _, key := range slices.Sorted(maps.Keys(first)) {
			if _, ok := second[key]; !ok {
				t.Errorf("%s lacks %s", language, key)
			}
		}
		for _, key := range slices.Sorted(maps.Keys(second)) {
			if _, ok := first[key]; !ok {
				t.Errorf("%s lacks %s", Languages[0], key)
			}
		}
	}
}

var place = regexp.MustCompile(`\.[A-Z][A-Za-z]*`)

func TestATextHasTheSamePlacesInEveryLanguage(t *testing.T) {
	places := func(text string) string {
		found := place.FindAllString(text, -1)
		slices.Sort(found)
		return strings.Join(slices.Compact(found), " ")
	}
	first := catalogOf(t, Languages[0])
	for _, language := range Languages[1:] {
		for key, text := range catalogOf(t, language) {
			if got, want := places(text), places(first[key]); got != want {
				t.Errorf("%s in %s has the places %q, in %s %q", key, language, got, Languages[0], want)
			}
		}
	}
}

var (
	usedKey    = regexp.MustCompile(`[sS]ay\.(?:Say|Plain)\("([a-z_0-9.]+)"(,|\))`)
	usedPrefix = regexp.MustCompile(`[sS]ay\.(?:Say|Plain)\("([a-z_0-9.]+)"\+`)
)

func TestEveryKeyThatTheCodeSaysExists(t *testing.T) {
	known := catalogOf(t, Languages[0])
	seen := 0
	err := filepath.WalkDir("../..", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		code, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, match := range usedKey.FindAllStringSubmatch(string(code), -1) {
			seen++
			if _, ok := known[match[1]]; !ok {
				t.Errorf("%s says %q, which no catalog has", path, match[1])
			}
		}
		for _, match := range usedPrefix.FindAllStringSubmatch(string(code), -1) {
			seen++
			if !slices.ContainsFunc(slices.Collect(maps.Keys(known)), func(key string) bool { return strings.HasPrefix(key, match[1]) }) {
				t.Errorf("%s says keys beginning with %q, which no catalog has", path, match[1])
			}
		}
		return nil
	})
	if err != nil || seen == 0 {
		t.Fatalf("looked at %d uses: %v", seen, err)
	}
}

func TestValuesAreEscapedOnceAndHTMLIsNot(t *testing.T) {
	catalog, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	say := catalog.In("vi")
	if got, want := say.Say("card.lead", Data{"Agencies": "<Sở> & Ban"}), "<b>&lt;Sở&gt; &amp; Ban</b> chủ trì."; got != want {
		t.Errorf("Say = %q, want %q", got, want)
	}
	if got, want := say.Plain("record.figures", Data{"Figures": "1 < 2"}), "1 < 2"; got != want {
		t.Errorf("Plain = %q, want %q", got, want)
	}
	if got := say.Say("record.figures", Data{"Figures": HTML("<b>x</b>")}); got != "<b>x</b>" {
		t.Errorf("HTML was escaped: %q", got)
	}
}

func TestNumbersAreWrittenAsTheLanguageDoes(t *testing.T) {
	catalog, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for number, want := range map[float64][2]string{
		0: {"0", "0"}, 999: {"999", "999"}, 1250: {"1.250", "1,250"}, 62.5: {"62,5", "62.5"}, -1234567.25: {"-1.234.567,25", "-1,234,567.25"},
	} {
		for i, language := range Languages {
			if got := catalog.In(language).Number(number); got != want[i] {
				t.Errorf("%v in %s is %q, want %q", number, language, got, want[i])
			}
		}
	}
}

func TestEveryCountHasItsText(t *testing.T) {
	catalog, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for count, want := range map[int][2]string{0: {"0 thành viên:", "0 members:"}, 1: {"1 thành viên:", "1 member:"}, 2: {"2 thành viên:", "2 members:"}} {
		for i, language := range Languages {
			if got := catalog.In(language).Say("members.title", Data{"Count": count}); got != want[i] {
				t.Errorf("%d in %s: %q, want %q", count, language, got, want[i])
			}
		}
	}
}

func TestATextIsFilledInAsTheLibraryDoes(t *testing.T) {
	catalog, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	values := []any{"Sở <Y tế> & {{.X}}", 1250, 62.5, HTML("<b>x</b>"), true}
	for _, tag := range Languages {
		say := catalog.In(tag)
		library := Speaker{Language: tag, localizer: say.localizer}
		if len(say.simple) < 100 {
			t.Fatalf("%s has %d simple texts only", tag, len(say.simple))
		}
		for key, text := range catalogOf(t, tag) {
			for i := range values {
				data := Data{}
				for n, name := range place.FindAllString(text, -1) {
					data[name[1:]] = values[(n+i)%len(values)]
				}
				if _, counted := data["Count"]; counted {
					data["Count"] = i
				}
				if got, want := say.Say(key, data), library.Say(key, data); got != want {
					t.Errorf("%s in %s with %v is %q, by the library %q", key, tag, data, got, want)
				}
			}
			if got, want := say.Plain(key, nil), library.Plain(key, nil); got != want {
				t.Errorf("%s in %s without values is %q, by the library %q", key, tag, got, want)
			}
		}
	}
}
