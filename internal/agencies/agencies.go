// Package agencies finds the agency that a text names, however it is written: in full, abbreviated ("SNN&PTNT"),
// without accents, or as a damaged scan spells it.
package agencies

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"chutri/internal/plan"
	"chutri/internal/vietnamese"
)

// Finder finds agencies by name. It is not changed after New, so several goroutines may use it.
type Finder struct {
	names    map[string]string // form of a name or of a scanned spelling → agency key
	mentions map[string]string // form of a name that may stand within a text → agency key
	loose    map[string]bool   // those of them that leave "tỉnh" out of every name
	longest  int               // words of the longest name
	ordered  []string          // the forms of mentions in order
}

// Mention is an agency found in a text.
type Mention struct {
	Key        string // of the agency
	Start, End int    // bytes of the text that name it
	Loose      bool   // without the words that tell the body from its field: "bảo hiểm xã hội" is a matter too, "Bảo hiểm xã hội tỉnh" is not
}

// tellingWords is how many words a name must keep without its silent ones to be a mention: "thanh tra" is an action, "Thanh tra
// tỉnh" is a body.
const tellingWords = 3

// New indexes the names, aliases and scanned spellings of agencies. Of two agencies with one name the first has it;
// seeds.Load refuses such data.
func New(all []plan.Agency) *Finder {
	f := &Finder{names: make(map[string]string), mentions: make(map[string]string), loose: make(map[string]bool)}
	for _, a := range all {
		for _, name := range Names(a) {
			add(f.names, Form(name), a.Key)
		}
		for _, name := range append([]string{a.Name}, a.Aliases...) {
			words := tokens(name)
			f.longest = max(f.longest, len(words))
			add(f.mentions, full(words), a.Key)
			if telling(words) >= tellingWords {
				add(f.mentions, short(words), a.Key)
			}
		}
		f.noteLoose(a)
	}
	f.ordered = slices.Sorted(maps.Keys(f.mentions))
	return f
}

// noteLoose notes the forms of an agency's names that stand only without "tỉnh".
func (f *Finder) noteLoose(a plan.Agency) {
	names := append([]string{a.Name}, a.Aliases...)
	written := make(map[string]bool)
	for _, name := range names {
		written[full(tokens(name))] = true
	}
	for _, name := range names {
		words := tokens(name)
		if form := short(words); len(words) > telling(words) && !written[form] {
			f.loose[form] = true
		}
	}
}

// begins reports whether the form of some mention begins so.
func (f *Finder) begins(form string) bool {
	at, _ := slices.BinarySearch(f.ordered, form)
	return at < len(f.ordered) && strings.HasPrefix(f.ordered[at], form)
}

func add(index map[string]string, form, key string) {
	if _, taken := index[form]; form != "" && !taken {
		index[form] = key
	}
}

// Names returns all names by which an agency is found.
func Names(a plan.Agency) []string {
	names := append([]string{a.Name}, a.Aliases...)
	return append(names, a.Scan...)
}

// Form returns what is compared of a name: no case, no accents, no spaces, hyphens or dots, and behind its first word neither
// "và" nor "tỉnh" nor "của".
func Form(name string) string { return short(tokens(name)) }

// Find returns the key of the agency that the whole text names.
func (f *Finder) Find(text string) (key string, ok bool) {
	key, ok = f.names[Form(text)]
	return key, ok
}

// FindAll returns the agencies that are named within a text, in order. Of several names at one place the longest counts.
// A name of three letters or fewer is no mention unless it stands in capitals, for such words mean other things too.
func (f *Finder) FindAll(text string) []Mention {
	var found []Mention
	words := tokens(text)
	for i := 0; i < len(words); {
		key, length, loose := f.longestAt(text, words[i:])
		if length == 0 || i > 0 && isBase(text, words[i-1], words[i]) {
			i++
			continue
		}
		found = append(found, Mention{Key: key, Start: words[i].start, End: words[i+length-1].end, Loose: loose})
		i += length
	}
	return found
}

// isBase reports whether two words are "cơ sở", which is no "Sở".
func isBase(text string, first, second token) bool {
	return strings.EqualFold(text[first.start:first.end], "cơ") && strings.EqualFold(text[second.start:second.end], "sở")
}

// longestAt returns the agency with the longest name that the words begin with, how many words it takes, 0 for none, and whether it is
// named loosely.
func (f *Finder) longestAt(text string, words []token) (key string, length int, loose bool) {
	most := 0
	for most < min(len(words), f.longest+2) && (f.begins(full(words[:most+1])) || f.begins(short(words[:most+1]))) {
		most++
	}
	for n := most; n > 0; n-- {
		if words[n-1].silent && n > 1 && full(words[n-1:n]) != "tinh" || !distinct(text[words[0].start:words[n-1].end]) {
			continue
		}
		if key, ok := f.mentions[full(words[:n])]; ok {
			return key, n, f.loose[full(words[:n])]
		}
		if key, ok := f.mentions[short(words[:n])]; ok && telling(words[:n]) >= tellingWords {
			return key, n, false
		}
	}
	return "", 0, false
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

// token is a word of a text.
type token struct {
	form       string // without case and accents
	silent     bool   // does not tell one agency from another
	start, end int    // bytes of the text
}

// silent are words that do not tell one agency from another, unless a name begins with them ("Tỉnh đoàn").
var silent = map[string]bool{"va": true, "tinh": true, "cua": true}

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
		list = append(list, token{form: form, silent: silent[form], start: start, end: at})
	}
	return list
}

// full joins the forms of all words.
func full(words []token) string {
	var b strings.Builder
	for _, word := range words {
		b.WriteString(word.form)
	}
	return b.String()
}

// short joins the forms of the first word and of those that are not silent.
func short(words []token) string {
	var b strings.Builder
	for i, word := range words {
		if i == 0 || !word.silent {
			b.WriteString(word.form)
		}
	}
	return b.String()
}

// telling counts the words that short keeps.
func telling(words []token) int {
	n := 0
	for i, word := range words {
		if i == 0 || !word.silent {
			n++
		}
	}
	return n
}

func wordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}
