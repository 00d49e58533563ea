package vietnamese

import (
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestFoldDropsEveryAccent(t *testing.T) {
	for text, want := range map[string]string{
		"Đường":                       "duong",
		norm.NFD.String("Đường thuỷ"): "duong thuy",
		"muối i-ốt":                   "muoi i-ot",
		"ẮẰẲẴẶ ấầẩẫậ ƠỚỜỞỠỢ ưứừửữự ỳýỷỹỵ": "aaaaa aaaaa oooooo uuuuuu yyyyy",
	} {
		if got := Fold(text); got != want {
			t.Errorf("Fold(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestSpellingMakesTwoSpellingsOfOneWordEqual(t *testing.T) {
	for _, pair := range [][2]string{{"hoà", "hòa"}, {"xoá", "xóa"}, {"kỹ", "kĩ"}, {"thuỷ", "thủy"}, {"quý", "quí"}, {"LÝ", "lí"}} {
		if Spelling(pair[0]) != Spelling(pair[1]) {
			t.Errorf("%q and %q differ: %q, %q", pair[0], pair[1], Spelling(pair[0]), Spelling(pair[1]))
		}
	}
	for _, pair := range [][2]string{{"dương", "đường"}, {"dương", "duong"}, {"may", "mai"}, {"tay", "tai"}, {"bò", "bố"}} {
		if Spelling(pair[0]) == Spelling(pair[1]) {
			t.Errorf("%q and %q are different words", pair[0], pair[1])
		}
	}
}

func TestFoldTelexReadsKeysThatTheKeyboardDidNotApply(t *testing.T) {
	for word, want := range map[string]string{
		"soongs": "song", "toonf": "ton", "bieenr": "bien", "naof": "nao", "dieeuf": "dieu", "ddieu": "dieu",
		"chinhr": "chinh", "tieeu": "tieu", "caus": "cau", "nghieepj": "nghiep", "taij": "tai", "luws": "lu", "dduowngf": "duong",
	} {
		got, ok := FoldTelex(word)
		if !ok || got != want {
			t.Errorf("FoldTelex(%q) = %q, %v, want %q", word, got, ok, want)
		}
	}
	for _, word := range []string{"chinh", "sach", "muoi", "xyz", "đường", "is", "xi"} {
		if got, ok := FoldTelex(word); ok {
			t.Errorf("FoldTelex(%q) = %q, but the word holds no Telex key", word, got)
		}
	}
}

func TestSyllableKnowsVietnameseSyllables(t *testing.T) {
	for _, word := range []string{"nghiep", "duong", "quyen", "giai", "ia", "a", "khuyen", "thuong", "gia", "gi"} {
		if !Syllable(word) {
			t.Errorf("%q is a syllable", word)
		}
	}
	for _, word := range []string{"xyz", "crypto", "str", "", "ngg"} {
		if Syllable(word) {
			t.Errorf("%q is no syllable", word)
		}
	}
}

func FuzzFold(f *testing.F) {
	f.Add("Đường thuỷ")
	f.Fuzz(func(t *testing.T, text string) {
		folded := Fold(text)
		if Accented(folded) {
			t.Errorf("Fold(%q) = %q is still accented", text, folded)
		}
		Words(text)
		for _, word := range Words(text) {
			Spelling(word)
			FoldTelex(word)
		}
	})
}
