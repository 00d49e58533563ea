package search

import (
	"fmt"
	"strings"
	"testing"

	"chutri/internal/vietnamese"
)

func texts(list []word) string {
	var kept []string
	for _, w := range list {
		if !w.dropped {
			kept = append(kept, w.text)
		}
	}
	return strings.Join(kept, " ")
}

func TestTheFrameOfAskingIsDropped(t *testing.T) {
	for text, want := range map[string]string{
		"Cơ quan nào chủ trì nước sạch nông thôn vậy anh?": "nước sạch nông thôn",
		"co quan nao chu tri phong chong ma tuy":           "phong chong ma tuy",
		"cơ quan nào chũ trì trẻ em lao động":              "trẻ em lao động",
		"Who is responsible for rural clean water?":        "rural clean water",
		"bên nào lo người nước ngoài":                      "người nước ngoài",
	} {
		list := words(nil, compose(text), vietnamese.Fold)
		frame.drop(list)
		if got := texts(list); got != want {
			t.Errorf("%q keeps %q, want %q", text, got, want)
		}
	}
}

func TestSentencesEndAtFullStopsButNumbersDoNot(t *testing.T) {
	list := words(nil, "Chào anh. Mục 1.1.2 đạt 1.250 hộ? Cảm ơn", vietnamese.Fold)
	var sentences []int
	for _, w := range list {
		sentences = append(sentences, w.sentence)
	}
	if got := fmt.Sprint(sentences); got != "[0 0 1 1 1 1 1 1 1 1 2 2]" {
		t.Errorf("sentences %s of %v", got, texts(list))
	}
}

func TestLanguageIsTold(t *testing.T) {
	for text, want := range map[string]language{
		"Who leads the vitamin A programme?":                         english,
		"so nao chu tri ho so the va o to":                           unaccented,
		"ho tro ba con soongs gan khu bao toonf bieenr so naof":      unaccented,
		"Ai chủ trì an toàn thực phẩm":                               accented,
		"ai chủ trì OCOP":                                            accented,
		"Which department runs smart city and e-government services": english,
	} {
		if got := languageOf(words(nil, text, vietnamese.Fold)); got != want {
			t.Errorf("%q is taken for %v, want %v", text, got, want)
		}
	}
}

func TestEnglishWordsLoseTheirEndings(t *testing.T) {
	for _, same := range [][]string{{"farm", "farms", "farming", "farmed"}, {"policy", "policies"}, {"reduce", "reduces", "reducing", "reduced"}, {"plan", "planning"}} {
		for _, w := range same {
			if stem(w) != stem(same[0]) {
				t.Errorf("%s and %s have the stems %s and %s", w, same[0], stem(w), stem(same[0]))
			}
		}
	}
}

func TestAbbreviationsAreSpeltOut(t *testing.T) {
	_, x := data()
	for text, want := range map[string]string{
		"NTM":           "nông thôn mới", // the synonyms have it
		"giảm QLNN":     "giảm quản lý nhà nước",
		"hồ sơ VHPVT":   "hồ sơ văn hóa phi vật thể", // only the records have its words
		"GAP hay là gì": "",
	} {
		s := newScratch(x)
		s.read(x, text)
		if got := texts(s.words); want != "" && got != want {
			t.Errorf("%q is read as %q, want %q", text, got, want)
		}
	}
}

func TestATypingErrorIsSetRightByItsNeighbours(t *testing.T) {
	_, x := data()
	s := newScratch(x)
	s.read(x, "giãm nghèo bền vửng")
	if got := texts(s.words); got != "giảm nghèo bền vững" {
		t.Errorf("read as %q", got)
	}
}

func TestOneApart(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want bool
	}{{"giam3", "giam4", true}, {"hoach5", "hoăch5", true}, {"an", "ban", true}, {"ab", "ba", true}, {"duong", "đường2", false}, {"a", "abc", false}, {"", "", true}} {
		if got := oneApart(test.a, test.b); got != test.want {
			t.Errorf("oneApart(%q, %q) = %v", test.a, test.b, got)
		}
	}
}
