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
func Normal(text string) string { return strings.ToLower(composed(text)) }

// Fold returns the text in lower case without any accent, so that "Đường" and "duong" are the same.
func Fold(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range composed(text) {
		if r < utf8.RuneSelf {
			b.WriteByte(lower(byte(r)))
		} else if l, ok := apart(r); ok {
			b.WriteByte(l.plain)
		} else {
			bare(&b, r)
		}
	}
	return b.String()
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// Accented reports whether the text bears an accent of Vietnamese, so that its writer chose accents.
func Accented(text string) bool {
	for _, r := range text {
		if r < utf8.RuneSelf {
			continue
		}
		if _, ok := apart(r); ok || unicode.Is(unicode.Mn, r) || norm.NFD.String(string(r)) != string(r) {
			return true
		}
	}
	return false
}

// Words returns the words of a text, in order, in lower case and composed form. A word is a run of letters and digits.
func Words(text string) []string {
	return strings.FieldsFunc(Normal(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// Spelling returns a form in which two spellings of one word are equal: the tone stands behind the letters as a digit,
// so that "hoà" and "hòa" agree, and a final y is i ("kỹ", "kĩ").
func Spelling(word string) string {
	spelled := make([]byte, 0, len(word)+1)
	tone := byte(0)
	for _, r := range composed(word) {
		if r < utf8.RuneSelf {
			spelled = append(spelled, lower(byte(r)))
			continue
		}
		l, ok := apart(r)
		if !ok {
			spelled = utf8.AppendRune(spelled, unicode.ToLower(r))
			continue
		}
		spelled = append(spelled, l.shape...)
		if l.tone != 0 {
			tone = l.tone
		}
	}
	if n := len(spelled); n > 1 && spelled[n-1] == 'y' && endsInConsonant(string(spelled[:n-1])) {
		spelled[n-1] = 'i'
	}
	if tone != 0 {
		spelled = append(spelled, tone)
	}
	return string(spelled)
}

// endsInConsonant reports whether decomposed letters end in a consonant; the u of "qu" is one.
func endsInConsonant(letters string) bool {
	return letters == "qu" || letters != "" && !strings.ContainsAny(letters[len(letters)-1:], "aeiou") && letters[len(letters)-1] < utf8.RuneSelf
}
