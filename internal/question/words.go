package question

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"chutri/internal/vietnamese"
)

// token is a word of a question, or a printed code ("14.3", "III.7").
type token struct {
	text       string
	fold       string // without case and accents
	spelling   string // "" where the word bears no accent
	start, end int    // bytes of the question
	label      label
	key        string // of the agency or the plan that it belongs to
}

// typed reports whether the token may stand for a word of a phrase: accents that are typed count, missing ones don't.
func (t token) typed(w token) bool {
	return t.fold == w.fold && (t.spelling == "" || t.spelling == w.spelling)
}

func tokenize(text string) []token {
	var list []token
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if !wordRune(r) {
			at += size
			continue
		}
		start := at
		for at < len(text) {
			r, size = utf8.DecodeRuneInString(text[at:])
			if !wordRune(r) && !(r == '.' && joinsCode(text[start:at], text[at+size:])) {
				break
			}
			at += size
		}
		list = append(list, newToken(text[start:at], start, at))
	}
	return list
}

func newToken(text string, start, end int) token {
	t := token{text: text, fold: vietnamese.Fold(text), start: start, end: end}
	if vietnamese.Accented(text) {
		t.spelling = vietnamese.Spelling(text)
	}
	return t
}

// joinsCode reports whether a dot stands within a printed code.
func joinsCode(before, after string) bool {
	if after == "" || after[0] < '0' || after[0] > '9' {
		return false
	}
	return codePattern.MatchString(strings.ToUpper(before))
}

var codePattern = regexp.MustCompile(`^([IVX]{1,5}|\d{1,2})(\.\d{1,2}){0,2}$`)

// readCode returns a printed code as plans print it. A Roman number is one only in capitals, for "vi" and "xi" are words.
func readCode(t token) (string, bool) {
	if !codePattern.MatchString(strings.ToUpper(t.text)) {
		return "", false
	}
	first, _ := utf8.DecodeRuneInString(t.text)
	return t.text, unicode.IsDigit(first) || t.text == strings.ToUpper(t.text)
}

var yearPattern = regexp.MustCompile(`^20\d\d$`)

func wordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}
