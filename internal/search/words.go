package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"chutri/internal/vietnamese"

	"golang.org/x/text/unicode/norm"
)

// word is a word of a text.
type word struct {
	text     string // in lower case
	fold     string // the same without accents
	start    int    // byte of the text where it begins
	end      int    // byte behind it
	sentence int    // from 0
	capital  bool   // has two letters or more, all in capitals
	spelt    bool   // stands for an abbreviation
	dropped  bool   // belongs to the frame of asking or to an agency's name
}

// language is how a text is written.
type language int

const (
	accented   language = iota // Vietnamese with its accents
	unaccented                 // Vietnamese typed without accents
	english
)

// compose returns the text in the form that words reads.
func compose(text string) string { return norm.NFC.String(text) }

// words appends the words of a composed text to list. The function fold takes accents away.
func words(list []word, text string, fold func(string) string) []word {
	sentence, start, capitals, letters := 0, -1, 0, 0
	for at, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) {
			if start < 0 {
				start, capitals, letters = at, 0, 0
			}
			letters++
			if unicode.IsUpper(r) {
				capitals++
			}
			continue
		}
		if start >= 0 {
			list = append(list, newWord(text, start, at, sentence, capitals > 0 && letters > 1, fold))
			start = -1
		}
		if endsSentence(text, at, r) && len(list) > 0 {
			sentence = list[len(list)-1].sentence + 1
		}
	}
	if start >= 0 {
		list = append(list, newWord(text, start, len(text), sentence, capitals > 0 && letters > 1, fold))
	}
	return list
}

func newWord(text string, start, end, sentence int, mayBeCapital bool, fold func(string) string) word {
	lower := strings.ToLower(text[start:end])
	return word{
		text: lower, fold: fold(lower), start: start, end: end, sentence: sentence,
		capital: mayBeCapital && !strings.ContainsFunc(text[start:end], unicode.IsLower),
	}
}

// accented reports whether the word bears an accent.
func (w word) accented() bool { return w.fold != w.text }

// endsSentence reports whether the rune at the given byte closes a sentence. A full stop within a number does not.
func endsSentence(text string, at int, r rune) bool {
	switch r {
	case '?', '!', '\n', ';', '…':
		return true
	case '.':
		next, _ := utf8.DecodeRuneInString(text[at+1:])
		return !unicode.IsLetter(next) && !unicode.IsDigit(next)
	}
	return false
}

// written returns how a word of a text is written: what an abbreviation stands for has its accents.
func (w word) written(how language) language {
	if w.spelt {
		return accented
	}
	return how
}

// languageOf tells how a text is written. English has words that only English asks with, and many that cannot be Vietnamese
// syllables; so has a mere term. A text with fewer accents than Vietnamese can have counts as one without.
func languageOf(list []word) language {
	marked, foreign, asks, strange := 0, 0, 0, 0
	for _, w := range list {
		switch {
		case w.accented():
			marked++
		case vietnamese.Syllable(w.fold):
		case englishFrame[w.text]:
			asks++
			foreign++
		case !w.capital:
			foreign++
			if _, telex := vietnamese.FoldTelex(w.text); !telex {
				strange++
			}
		}
	}
	switch {
	case asks > 0 && marked*5 < len(list) && foreign*3 >= len(list):
		return english
	case marked == 0 && len(list) > 1 && strange*3 >= 2*len(list):
		return english
	case marked*4 <= len(list):
		return unaccented
	}
	return accented
}

// stem cuts the endings off an English word, so that "farms", "farming" and "farm" are the same.
func stem(word string) string {
	switch {
	case len(word) < 4 || strings.HasSuffix(word, "ss"):
		return word
	case strings.HasSuffix(word, "ies"):
		return word[:len(word)-3] + "y"
	case strings.HasSuffix(word, "ing") && len(word) > 5:
		return undouble(word[:len(word)-3])
	case strings.HasSuffix(word, "ed") && len(word) > 4:
		return undouble(word[:len(word)-2])
	case strings.HasSuffix(word, "es") && len(word) > 4:
		return strings.TrimSuffix(word[:len(word)-1], "e")
	case strings.HasSuffix(word, "s"):
		return strings.TrimSuffix(word[:len(word)-1], "e")
	}
	return strings.TrimSuffix(word, "e")
}

// undouble takes one of two equal letters at the end and a silent e away: "planning", "plan"; "reducing", "reduce".
func undouble(word string) string {
	if n := len(word); n > 3 && word[n-1] == word[n-2] {
		return word[:n-1]
	}
	return word
}
