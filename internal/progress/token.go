package progress

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"chutri/internal/vietnamese"

	"golang.org/x/text/unicode/norm"
)

// token is a word, a number, a mark or a line's end, with what is compared of it.
type token struct {
	kind       tokenKind
	text       string // as written, composed
	start, end int    // bytes of message.text
	fold       string // lower case without accents
	spelling   string // vietnamese.Spelling
	telex      string // fold of a word whose Telex keys were not applied, or ""
	accented   bool
	strict     bool    // its line bears accents, so that a word without one has none
	value      float64 // of a number
	unclear    bool    // a number that can be read in two ways
}

type tokenKind int

const (
	word tokenKind = iota
	number
	mark
	lineEnd
)

// maxText bounds what is read of one message, in bytes; Telegram's own limit is lower.
const maxText = 16 << 10

// normalize returns the text in composed form, with one kind of space, hyphen and line end, cut to maxText.
func normalize(text string) string {
	if len(text) > maxText {
		text = strings.ToValidUTF8(text[:maxText], "")
	}
	text = norm.NFC.String(strings.ToValidUTF8(text, " "))
	return strings.Map(func(r rune) rune {
		switch r {
		case '\u00a0', '\u2007', '\u2009', '\u202f':
			return ' '
		case '\u2010', '\u2011', '\u2212':
			return '-'
		case '\r', '\u2028', '\u2029', '\v', '\f':
			return '\n'
		case '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad':
			return -1
		case '％':
			return '%'
		case '²': // "m²"
			return '2'
		case '³':
			return '3'
		}
		return r
	}, text)
}

// tokenize splits a normalized text. Letters that follow digits are a word of their own ("85km"), digits that follow
// letters belong to the word ("m2", "ND15").
func tokenize(text string, abbreviations map[string]string) []token {
	var list []token
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		switch {
		case r == '\n':
			list = append(list, token{kind: lineEnd, text: "\n", start: at, end: at + size})
		case isDigit(r):
			size = numberLength(text[at:])
			list = append(list, numberToken(text[at:at+size], at))
		case unicode.IsLetter(r):
			size = wordLength(text[at:])
			list = append(list, wordTokens(text[at:at+size], at, abbreviations)...)
		case !unicode.IsSpace(r), r == '\t':
			list = append(list, token{kind: mark, text: text[at : at+size], start: at, end: at + size})
		}
		at += size
	}
	return list
}

// wordTokens makes tokens of a word: one, or as many as the words that it abbreviates, of which only the first takes room in the text.
func wordTokens(text string, at int, abbreviations map[string]string) []token {
	full, short := abbreviations[vietnamese.Normal(text)]
	if !short {
		return []token{wordToken(vietnamese.Normal(text), text, at)}
	}
	var list []token
	for _, long := range strings.Fields(full) {
		list = append(list, wordToken(long, text, at))
		at, text = at+len(text), ""
	}
	return list
}

func wordToken(long, text string, at int) token {
	t := token{
		kind: word, text: text, start: at, end: at + len(text),
		fold: vietnamese.Fold(long), spelling: vietnamese.Spelling(long), accented: vietnamese.Accented(long),
	}
	if folded, ok := vietnamese.FoldTelex(t.fold); ok && !t.accented {
		t.telex = folded
	}
	return t
}

// capital reports whether a token begins with a capital letter.
func (t token) capital() bool {
	first, _ := utf8.DecodeRuneInString(t.text)
	return unicode.IsUpper(first)
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func wordLength(text string) int {
	for i, r := range text {
		if !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) && !isDigit(r) {
			return i
		}
	}
	return len(text)
}

// numberLength returns how many bytes of the text are digits with single dots or commas between them.
func numberLength(text string) int {
	n := 0
	for n < len(text) {
		switch c := text[n]; {
		case isDigit(rune(c)):
		case (c == '.' || c == ',') && n+1 < len(text) && isDigit(rune(text[n+1])):
		default:
			return n
		}
		n++
	}
	return n
}
