package secrecy

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"chutri/internal/vietnamese"
)

// together are the marks without accents and spaces, with how many letters their level has.
var together = func() map[string]int {
	marks := map[string]int{"mat": 0}
	for level := range levels {
		marks[level+"mat"] = len(level)
	}
	return marks
}()

// spelled returns words as they are commonly written where they spell a mark: letters that stand apart, "M Ậ T", are one word, and
// words that stand together, "tuyetmat", are two.
func spelled(written []string) []string {
	var words []string
	for i := 0; i < len(written); {
		run := letters(written[i:])
		joined := ""
		for _, letter := range written[i : i+run] {
			joined += letter
		}
		level, mark := together[vietnamese.Fold(joined)]
		if !mark { // a word, or letters that spell none
			run, joined = 1, written[i]
			level, mark = together[vietnamese.Fold(joined)]
		}
		if runes := []rune(norm.NFC.String(joined)); mark && level > 0 && level < len(runes) {
			words = append(words, string(runes[:level]), string(runes[level:]))
		} else {
			words = append(words, joined)
		}
		i += run
	}
	return words
}

// letters returns how many of the words that a list begins with are single letters, up to one more than any mark has.
func letters(written []string) int {
	const most = len("tuyetmat") + 1
	n := 0
	for n < min(len(written), most) && utf8.RuneCountInString(norm.NFC.String(written[n])) == 1 {
		n++
	}
	return n
}
