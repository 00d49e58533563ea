// Package secrecy recognizes the marks that Vietnamese law puts on secret documents: MẬT, TỐI MẬT, TUYỆT MẬT. A mark is a
// word that stands by itself; "bí mật", "mật ong" and "mật độ" are ordinary words, and a text that only speaks of secret
// documents bears no mark.
package secrecy

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"chutri/internal/vietnamese"
)

// Marked reports whether a text bears a mark.
func Marked(text string) bool {
	previous := segment(nil)
	for _, s := range segments(text) {
		if s.marked(previous) {
			return true
		}
		previous = s
	}
	return false
}

// Stamped reports whether a line of a document bears a mark as stamps and letterheads do: "MẬT", "Tối mật", "M Ậ T", "Độ mật: Mật", also
// in a column of its own ("SỞ Y TẾ", a tab, "MẬT").
func Stamped(line string) bool {
	columns := gaps.Split(strings.TrimSpace(line), -1)
	if len(columns) == 1 {
		s := wordsOf(line)
		if len(s) == 1 && s[0].lower == "mật" && s[0].first {
			return true
		}
	}
	return StampedCell(line) || slices.ContainsFunc(columns, StampedCell)
}

// gaps part the columns of a line.
var gaps = regexp.MustCompile(`\t\s*|[\s\p{Zs}]{3,}`)

// StampedCell is Stamped for what stands beside other things, such as the cell of a table: there "Mật" by itself may be honey or a name,
// unless it stands in capitals.
func StampedCell(line string) bool {
	all, found := segments(line), false
	for i, s := range all {
		mark, ok := s.standing()
		switch {
		case ok && mark.lower == "mật" && (mark.upper || len(s) > 1 || i > 0 && all[i-1].labels()):
			found = true
		case s.labels():
		default:
			return false
		}
	}
	return found
}

// MarkedName reports whether the name of a file bears a mark. Names are often written without accents and in any case, so
// "CV-15-MAT.pdf" and "cong van mat.docx" do, and "mat-truoc.jpg" does not.
func MarkedName(name string) bool {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	if extension := path.Ext(name); len(extension) > 1 && len(extension) <= 5 {
		name = strings.TrimSuffix(name, extension)
	}
	s := wordsOf(name)
	for i, w := range s {
		switch {
		case w.lower == "mật":
			if !s.inCompound(i) {
				return true
			}
		case w.lower == "mat" && !s.inCompound(i):
			if w.upper || s.onlyNumbersBesides(i) || s.follows(i, documents) || s.follows(i, levels) {
				return true
			}
		}
	}
	return false
}

// segment is the words between two marks of punctuation that set words apart.
type segment []word

type word struct {
	lower string // composed, with its accents
	fold  string // without them
	upper bool   // written in capitals
	first bool   // begins with a capital
}

// separators set a mark apart from the text around it. A comma does not: "sữa, mật, đường" is a list of food.
const separators = "\n\r()[]{}<>:;.!?|*\"'“”‘’«»–—-_/\\#"

func segments(text string) []segment {
	var all []segment
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(separators, r) }) {
		if s := wordsOf(part); len(s) > 0 {
			all = append(all, s)
		}
	}
	return all
}

func wordsOf(text string) segment {
	var s segment
	split := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) }
	for _, written := range spelled(strings.FieldsFunc(text, split)) {
		s = append(s, word{
			lower: vietnamese.Normal(written), fold: vietnamese.Fold(written), upper: strings.ToUpper(written) == written,
			first: unicode.IsUpper([]rune(written)[0]),
		})
	}
	return s
}

// marked reports whether the segment holds a mark; previous is the segment before it.
func (s segment) marked(previous segment) bool {
	if level, ok := s.standing(); ok && (level.lower != "mat" || level.first || len(s) > 1 || previous.labels()) {
		return true
	}
	for i, w := range s {
		if w.fold != "mat" || w.lower != "mật" && w.lower != "mat" || s.inCompound(i) {
			continue
		}
		graded := i > 0 && levels[s[i-1].fold]
		switch {
		case w.lower == "mật" && (w.upper || graded && s[i-1].lower != s[i-1].fold):
			return true
		case w.lower == "mật" && w.first && i > 0 && documents[s[i-1].fold]:
			return true
		case w.lower == "mat" && w.upper && (graded && s[i-1].upper || !s.shouted()):
			return true
		}
	}
	return false
}

// standing reports whether the segment is a mark and nothing else: "Mật", "Tối mật", "Độ mật", "Đóng dấu MẬT".
func (s segment) standing() (mark word, ok bool) {
	if len(s) == 0 {
		return word{}, false
	}
	mark = s[len(s)-1]
	if mark.lower != "mật" && mark.lower != "mat" {
		return word{}, false
	}
	for _, w := range s[:len(s)-1] {
		if !levels[w.fold] && !labels[w.fold] {
			return word{}, false
		}
	}
	// "Độ mật" alone is a label without its value, and "do mat" may be anything.
	return mark, len(s) == 1 || levels[s[len(s)-2].fold]
}

// labels reports whether the segment announces a mark: "Độ mật", "mức độ mật", "dấu".
func (s segment) labels() bool {
	if len(s) == 0 {
		return false
	}
	for _, w := range s {
		if !labels[w.fold] && w.fold != "mat" {
			return false
		}
	}
	return true
}

// shouted reports whether a segment of several words is in capitals throughout, so that capitals say nothing.
func (s segment) shouted() bool {
	for _, w := range s {
		if !w.upper {
			return false
		}
	}
	return len(s) > 1
}

// inCompound reports whether the word at i makes an ordinary word with its neighbour.
func (s segment) inCompound(i int) bool {
	after, before := compoundAfter, compoundBefore
	written := func(w word) string { return w.lower }
	if s[i].lower == "mat" {
		after, before, written = plainAfter, plainBefore, func(w word) string { return w.fold }
	}
	return i+1 < len(s) && after[written(s[i+1])] || i > 0 && before[written(s[i-1])]
}

func (s segment) follows(i int, words map[string]bool) bool {
	if i == 0 || !words[s[i-1].fold] {
		return false
	}
	for _, w := range s[i+1:] {
		if !w.number() {
			return false
		}
	}
	return true
}

func (s segment) onlyNumbersBesides(i int) bool {
	for j, w := range s {
		if j != i && !w.number() {
			return false
		}
	}
	return true
}

func (w word) number() bool { return strings.Trim(w.fold, "0123456789") == "" }
