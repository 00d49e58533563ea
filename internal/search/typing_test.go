package search

import (
	"strings"
	"testing"

	"chutri/internal/vietnamese"
)

func TestWordsThatAreSaidAlikeSoundAlike(t *testing.T) {
	for _, pair := range [][2]string{{"trong", "chong"}, {"san", "xan"}, {"gian", "dan"}, {"ra", "da"}, {"nam", "lam"}, {"nghe", "nge"}, {"ky", "ci"}, {"mat", "mac"}, {"lang", "lan"}} {
		if sound(pair[0]) != sound(pair[1]) {
			t.Errorf("%s sounds %q, %s %q", pair[0], sound(pair[0]), pair[1], sound(pair[1]))
		}
	}
	for _, pair := range [][2]string{{"khoan", "choan"}, {"nha", "cha"}, {"thu", "tu"}, {"gi", "di"}} {
		if sound(pair[0]) == sound(pair[1]) {
			t.Errorf("%s and %s sound alike", pair[0], pair[1])
		}
	}
}

func TestOneTypingErrorIsToldFromTwo(t *testing.T) {
	for pair, want := range map[[2]string]bool{
		{"vườn", "vờn"}: true, {"nghèo", "nghò"}: true, {"nghèo", "ngho"}: true, {"giảm", "giãm"}: true, {"dạy", "day"}: true, {"nữ", "nử"}: true,
		{"nghèo", "nghe"}: true, {"trồng", "tồng"}: true, {"nước", "nuóc"}: false, {"rừng", "song"}: false, {"sạch", "cháy"}: false,
	} {
		if got := oneTypo(vietnamese.Spelling(pair[0]), vietnamese.Spelling(pair[1])); got != want {
			t.Errorf("%s for %s: one error is %v, want %v", pair[1], pair[0], got, want)
		}
	}
}

func TestErrorsAreCorrectedByTheirNeighbours(t *testing.T) {
	_, x := data()
	s := newScratch(x)
	for typed, want := range map[string]string{
		"chồng rừng ngập mặn": "trồng rừng", "xuy dinh dưỡng": "suy dinh dưỡng", "giạy nghề": "dạy nghề", "giãm nghèo": "giảm nghèo",
		"dạy chị em phụ nử": "phụ nữ", "tiền người ngho": "người nghèo", "giam ngheoo": "giam ngheo",
		"khai thác khoáng sản": "khai thác khoáng sản", // is a matter elsewhere
	} {
		s.read(x, typed)
		var read []string
		for _, w := range s.words {
			read = append(read, w.text)
		}
		if got := strings.Join(read, " "); !strings.Contains(got, want) {
			t.Errorf("%q is read as %q, want %q", typed, got, want)
		}
	}
}
