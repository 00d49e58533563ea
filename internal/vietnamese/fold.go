// Package vietnamese reads Vietnamese as people type it: composed or decomposed, with accents, without them, or with the
// keys of a half-applied Telex.
package vietnamese

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Normal returns the text in lower case and in composed form (NFC).
func Normal(text string) string { return strings.ToLower(norm.NFC.String(text)) }

// Fold returns the text in lower case without any accent, so that "Đường" and "duong" are the same.
func Fold(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range norm.NFD.String(text) {
		switch {
		case r == 'đ' || r == 'Đ':
			b.WriteByte('d')
		case unicode.Is(unicode.Mn, r):
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// Accented reports whether the text bears an accent of Vietnamese, so that its writer chose accents.
func Accented(text string) bool {
	for _, r := range norm.NFD.String(text) {
		if unicode.Is(unicode.Mn, r) || r == 'đ' || r == 'Đ' {
			return true
		}
	}
	return false
}

// Words returns the words of a text, in order, in lower case and composed form. A word is a run of letters and digits.
func Words(text string) []string {
	return strings.FieldsFunc(Normal(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// Tone marks in decomposed text, by the number that Spelling gives them.
var tones = map[rune]byte{'\u0300': '1', '\u0301': '2', '\u0309': '3', '\u0303': '4', '\u0323': '5'}

// Spelling returns a form in which two spellings of one word are equal: the tone stands behind the letters as a digit,
// so that "hoà" and "hòa" agree, and a final y is i ("kỹ", "kĩ").
func Spelling(word string) string {
	var letters strings.Builder
	tone := byte(0)
	for _, r := range norm.NFD.String(strings.ToLower(word)) {
		if t, ok := tones[r]; ok {
			tone = t
			continue
		}
		letters.WriteRune(r)
	}
	spelled := letters.String()
	if rest, found := strings.CutSuffix(spelled, "y"); found && endsInConsonant(rest) {
		spelled = rest + "i"
	}
	if tone != 0 {
		spelled += string(tone)
	}
	return spelled
}

// endsInConsonant reports whether decomposed letters end in a consonant; the u of "qu" is one.
func endsInConsonant(letters string) bool {
	return letters == "qu" || letters != "" && !strings.ContainsAny(letters[len(letters)-1:], "aeiou") && letters[len(letters)-1] < utf8.RuneSelf
}
