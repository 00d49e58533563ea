package vietnamese

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// letter is a letter of Vietnamese taken apart.
type letter struct {
	plain byte   // without any accent, in lower case
	shape string // without its tone, in lower case and decomposed: "ê", "ư", "đ"
	tone  byte   // the digit of its tone, 0 for the level one
}

// accented are the letters of Vietnamese that are not ASCII, in lower case.
const accentedLetters = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"

// Tone marks in decomposed text, by the digit that Spelling gives them.
var tones = map[rune]byte{'\u0300': '1', '\u0301': '2', '\u0309': '3', '\u0303': '4', '\u0323': '5'}

// The table of letters reaches from the first to the last accented letter of Vietnamese.
const (
	firstLetter = 'À'
	lastLetter  = 'ỹ'
)

var letters = func() (table [lastLetter - firstLetter + 1]letter) {
	for _, small := range accentedLetters {
		l := letter{}
		for i, r := range norm.NFD.String(string(small)) {
			switch tone, isTone := tones[r]; {
			case isTone:
				l.tone = tone
				continue
			case i == 0 && r == 'đ':
				l.plain = 'd'
			case i == 0:
				l.plain = byte(r)
			}
			l.shape += string(r)
		}
		table[small-firstLetter], table[unicode.ToUpper(small)-firstLetter] = l, l
	}
	return table
}()

// apart returns a letter of Vietnamese taken apart; ok is false for every other character.
func apart(r rune) (l letter, ok bool) {
	if r < firstLetter || r > lastLetter {
		return letter{}, false
	}
	l = letters[r-firstLetter]
	return l, l.plain != 0
}

// composed returns the text in composed form, without work where it is ASCII or known to be composed.
func composed(text string) string {
	for _, r := range text {
		if r < 0x80 {
			continue
		}
		if _, ok := apart(r); !ok {
			return norm.NFC.String(text)
		}
	}
	return text
}

// bare returns a composed character without accents, in lower case: most letters of other languages lose theirs too.
func bare(b *strings.Builder, r rune) {
	for _, part := range norm.NFD.String(string(r)) {
		if !unicode.Is(unicode.Mn, part) {
			b.WriteRune(unicode.ToLower(part))
		}
	}
}
