// Package agencies finds the agency that a text names, however it is written: in full, abbreviated ("SNN&PTNT"),
// without accents, or as a damaged scan spells it.
package agencies

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"chutri/internal/plan"
	"chutri/internal/vietnamese"
)

// Finder finds agencies by name. It is not changed after New, so several goroutines may use it.
type Finder struct {
	exact   map[string]string // normal form of a name → agency key
	longest int               // words of the longest name
}

// Mention is an agency found in a text.
type Mention struct {
	Key        string // of the agency
	Start, End int    // bytes of the text that name it
}

// New indexes the names, aliases and scanned spellings of agencies. Of two agencies with one name the first has it;
// seeds.Load refuses such data.
func New(all []plan.Agency) *Finder {
	f := &Finder{exact: make(map[string]string)}
	for _, a := range all {
		for _, name := range Names(a) {
			form := Form(name)
			if _, taken := f.exact[form]; form == "" || taken {
				continue
			}
			f.exact[form] = a.Key
			f.longest = max(f.longest, len(tokens(name)))
		}
	}
	return f
}

// Names returns all names by which an agency is found.
func Names(a plan.Agency) []string {
	names := append([]string{a.Name}, a.Aliases...)
	return append(names, a.Scan...)
}

// Form returns what is compared of a name: no case, no accents, no spaces, hyphens or dots, and
// behind its first word neither "và" nor "tỉnh" nor "của".
func Form(name string) string {
	var b strings.Builder
	for _, token := range tokens(name) {
		b.WriteString(token.form)
	}
	return b.String()
}

// Find returns the key of the agency that the whole text names.
func (f *Finder) Find(text string) (key string, ok bool) {
	key, ok = f.exact[Form(text)]
	return key, ok
}

// FindAll returns the agencies that are named within a text, in order. Of several names at one place the longest counts.
// A name of fewer than three letters is no mention unless it stands in capitals, for such words mean other things too.
func (f *Finder) FindAll(text string) []Mention {
	var found []Mention
	words := tokens(text)
	for i := 0; i < len(words); {
		length := f.longestAt(text, words[i:])
		if length == 0 {
			i++
			continue
		}
		var form strings.Builder
		for _, word := range words[i : i+length] {
			form.WriteString(word.form)
		}
		found = append(found, Mention{Key: f.exact[form.String()], Start: words[i].start, End: words[i+length-1].end})
		i += length
	}
	return found
}

// longestAt returns how many of the words, from the first on, make the longest known name; 0 for none.
func (f *Finder) longestAt(text string, words []token) int {
	if words[0].form == "" {
		return 0
	}
	form, best := "", 0
	for n := 1; n <= len(words) && n <= f.longest+3; n++ {
		form += words[n-1].form
		if _, known := f.exact[form]; known && words[n-1].form != "" && distinct(text[words[0].start:words[n-1].end]) {
			best = n
		}
	}
	return best
}

// distinct reports whether a name may be taken for a mention inside a longer text.
func distinct(name string) bool {
	letters := 0
	for _, r := range name {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters > 3 || name == strings.ToUpper(name)
}

// token is a word of a text with the form that is compared; the form is "" for words that do not count.
type token struct {
	form       string
	start, end int
}

func tokens(text string) []token {
	var list []token
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if !wordRune(r) {
			at += size
			continue
		}
		start := at
		for at < len(text) {
			if r, size = utf8.DecodeRuneInString(text[at:]); !wordRune(r) {
				break
			}
			at += size
		}
		form := vietnamese.Fold(text[start:at])
		if silent[form] && len(list) > 0 {
			form = ""
		}
		list = append(list, token{form: form, start: start, end: at})
	}
	return list
}

// silent are words that do not tell one agency from another, unless a name begins with them ("Tỉnh đoàn").
var silent = map[string]bool{"va": true, "tinh": true, "cua": true}

func wordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}
