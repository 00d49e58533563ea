package search

import (
	"strings"
	"unicode"

	"chutri/internal/vietnamese"
)

// nearTo calls use with the words of the records, more than once perhaps, that a typing error makes of the given one: one letter or one tone
// is wrong, or it sounds alike. Where the text has no accents, those of the records do not count.
func (v *vocabulary) nearTo(w *word, how language, use func(term)) {
	if len(w.text) > maxTyped {
		return
	}
	name := vietnamese.Spelling(w.text)
	try := func(class uint32, alike bool) {
		c := &v.folds[class]
		if how == unaccented && !alike && !oneApart(c.text, w.fold) {
			return
		}
		for _, id := range c.terms {
			if v.documents[id] == 0 || how != unaccented && v.names[id][0] == '~' {
				continue
			}
			if how == unaccented || alike && tonesAlike(v.names[id], name) || oneTypo(v.names[id], name) {
				use(id)
			}
		}
	}
	shortened(w.fold, func(short string) {
		for _, class := range v.near[short] {
			try(class, false)
		}
	})
	for _, class := range v.alike[sound(w.fold)] {
		try(class, true)
	}
}

// oneTypo reports whether a spelling is one error away from the typed one. With a letter its tone may be gone.
func oneTypo(spelling, typed string) bool {
	if toneOf(typed) == 0 {
		spelling = strings.TrimRight(spelling, "12345")
	}
	return oneApart(spelling, typed)
}

// oneApart reports whether one letter too many, missing, wrong or swapped with the next makes the difference.
func oneApart(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(y)-len(x) > 2 {
		return false
	}
	same := 0
	for same < len(x) && x[same] == y[same] {
		same++
	}
	x, y = x[same:], y[same:]
	for len(x) > 0 && x[len(x)-1] == y[len(y)-1] {
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	return oneLetter(x) && oneLetter(y) || len(x) == 2 && len(y) == 2 && x[0] == y[1] && x[1] == y[0]
}

// oneLetter reports whether runes make one letter at most; a letter may have its horn or hat behind it.
func oneLetter(list []rune) bool {
	return len(list) <= 1 || len(list) == 2 && unicode.Is(unicode.Mn, list[1])
}

// Onsets that are said alike in some province, and finals, without accents.
var (
	onsets = [][2]string{{"ngh", "ng"}, {"gh", "g"}, {"gi", "d"}, {"tr", "ch"}, {"r", "d"}, {"v", "d"}, {"x", "s"}, {"l", "n"}, {"k", "c"}}
	finals = [][2]string{{"ng", "n"}, {"t", "c"}, {"y", "i"}}
)

// sound returns a form in which words that are said alike are equal: "trồng", "chồng"; "giãn", "dãn".
func sound(fold string) string {
	for _, pair := range onsets {
		if rest, ok := strings.CutPrefix(fold, pair[0]); ok && rest != "" && !(pair[0] == "k" && rest[0] == 'h') {
			fold = pair[1] + rest
			break
		}
	}
	for _, pair := range finals {
		if rest, ok := strings.CutSuffix(fold, pair[0]); ok && rest != "" {
			return rest + pair[1]
		}
	}
	return fold
}

// tonesAlike reports whether two spellings have the same tone, or the two that are mostly confused.
func tonesAlike(a, b string) bool {
	x, y := toneOf(a), toneOf(b)
	return x == y || x == '3' && y == '4' || x == '4' && y == '3'
}

func toneOf(spelling string) byte {
	if last := spelling[len(spelling)-1]; last >= '1' && last <= '5' {
		return last
	}
	return 0
}
