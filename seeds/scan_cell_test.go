package seeds_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"chutri/internal/agencies"
	"chutri/internal/plan"
	"chutri/internal/vietnamese"

	"golang.org/x/text/unicode/norm"
)

// cellReader reads the agencies that a cell names. Unlike agencies.Finder, which looks for mentions in what people write, it
// knows the scan's own spellings, reads lists ("Các Sở: Y tế, Tài chính") and accounts for every word.
type cellReader struct {
	names       map[string]string // form of a name, alias or scanned spelling → key
	bare        map[string]bool   // forms that name a department only in a list of departments ("Y tế")
	departments map[string]bool   // keys
	longest     int               // words of the longest name
}

// reading is what a cell says.
type reading struct {
	agencies []string // keys in the cell's order, each once
	unread   []string // words that are part of no name and do not join names
}

func newCellReader(all []plan.Agency) *cellReader {
	r := &cellReader{names: make(map[string]string), bare: make(map[string]bool), departments: make(map[string]bool)}
	for _, a := range all {
		r.departments[a.Key] = a.Kind == "department"
		own := make(map[string]bool)
		for _, name := range agencies.Names(a) {
			own[agencies.Form(name)] = true
		}
		for _, name := range agencies.Names(a) {
			form := agencies.Form(name)
			r.names[form] = a.Key
			r.longest = max(r.longest, len(wordsOf(name)))
			if own[agencies.Form("Sở "+name)] && slices.Contains(a.Scan, name) {
				r.bare[form] = true
			}
		}
	}
	return r
}

// joining are the words that stand between names: what a cell asks the agencies to do, and what is left of collectives.
var joining = func() map[string]bool {
	set := make(map[string]bool)
	for _, word := range strings.Fields("cac so s va co lien quan thuc hien phoi hop de nghi chu tri van dong to chuc tinh tnh") {
		set[word] = true
	}
	return set
}()

// openerPattern matches what a list of bare names follows: "Các Sở:", which the scan spoils to "Các S.", and "Các sở, ngành:".
var openerPattern = regexp.MustCompile(`(?i)^các s(ở)?(, ngành:)?`)

// read returns what a cell names. What stands in brackets explains and names nobody.
func (r *cellReader) read(cell string) reading {
	var found reading
	cell = withoutBrackets(norm.NFC.String(cell))
	words := wordsOf(cell)
	inList, enumeration := false, 0
	for i := 0; i < len(words); {
		if i > 0 && (strings.ContainsAny(cell[words[i-1].end:words[i].start], ";.") || words[i].form == "va") {
			enumeration = len(found.agencies)
		}
		opener := openerPattern.FindString(cell[words[i].start:])
		key, length := r.longestAt(cell, words[i:], inList)
		switch {
		case length > 0 && !strings.HasSuffix(opener, ":"):
			inList = r.departments[key]
			if !slices.Contains(found.agencies, key) {
				found.agencies = append(found.agencies, key)
			}
			i += length
			if strings.HasSuffix(vietnamese.Fold(cell[:words[i-1].end]), "lien quan") && words[i-length].form != "cac" {
				onlyConcerned(found.agencies[enumeration:])
			}
		case opener != "":
			inList = true
			i += len(wordsOf(opener))
		default:
			if words[i].form == "quan" && i > 0 && words[i-1].form == "lien" {
				onlyConcerned(found.agencies[enumeration:])
			}
			if !joining[words[i].form] {
				found.unread = append(found.unread, cell[words[i].start:words[i].end])
				inList, enumeration = false, len(found.agencies)
			}
			i++
		}
	}
	return found
}

// onlyConcerned reads the "liên quan" that closes an enumeration: of all departments it leaves those concerned ("các sở, ban
// ngành, đoàn thể có liên quan").
func onlyConcerned(enumeration []string) {
	for i, key := range enumeration {
		if key == "cac-so-nganh" {
			enumeration[i] = "so-nganh-lien-quan"
		}
	}
}

// longestAt returns the agency with the longest name that the words begin with, and how many words it takes. A last "tỉnh"
// or "và" that a comma divides from the name belongs to what follows ("…; Tỉnh đoàn").
func (r *cellReader) longestAt(cell string, words []word, inList bool) (key string, length int) {
	for n := min(len(words), r.longest); n > 0; n-- {
		if n > 1 && agencies.Form("x "+words[n-1].form) == "x" && strings.ContainsAny(cell[words[n-2].end:words[n-1].start], ",;") {
			continue
		}
		name := cell[words[0].start:words[n-1].end]
		form := agencies.Form(name)
		if key, ok := r.names[agencies.Form("Sở "+name)]; ok && inList {
			return key, n
		}
		if r.bare[form] && !inList {
			continue
		}
		if key, ok := r.names[form]; ok {
			return key, n
		}
	}
	return "", 0
}

func withoutBrackets(cell string) string {
	var b strings.Builder
	depth := 0
	for _, c := range cell {
		switch {
		case c == '(':
			depth++
		case c == ')' && depth > 0:
			depth--
		case depth == 0:
			b.WriteRune(c)
		}
	}
	return b.String()
}

// word is a run of letters and digits with the bytes that it takes.
type word struct {
	form       string // without case and accents
	start, end int
}

func wordsOf(text string) []word {
	var list []word
	start := -1
	for at, c := range text + " " {
		inside := unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.Is(unicode.Mn, c)
		switch {
		case inside && start < 0:
			start = at
		case !inside && start >= 0:
			list = append(list, word{form: vietnamese.Fold(text[start:at]), start: start, end: at})
			start = -1
		}
	}
	return list
}

func TestTheCellReaderReadsListsAndAccountsForEveryWord(t *testing.T) {
	reader := newCellReader([]plan.Agency{
		{Key: "so-yte", Name: "Sở Y tế", Kind: "department", Scan: []string{"SY tế", "Y tế"}},
		{Key: "so-tc", Name: "Sở Tài chính", Kind: "department", Scan: []string{"Tài chính"}},
		{Key: "cac-so-nganh", Name: "Các sở, ban, ngành tỉnh", Kind: plan.Collective},
		{Key: "doan-the", Name: "Các đoàn thể", Kind: plan.Collective, Aliases: []string{"đoàn thể"}},
	})
	for cell, want := range map[string]reading{
		"Các Sở: Y tế, Tài chính":                   {agencies: []string{"so-yte", "so-tc"}},
		"Các Sở, ban, ngành tỉnh và Sở Y tế":        {agencies: []string{"cac-so-nganh", "so-yte"}},
		"SY tế (cùng Sở Tài chính); Sở Y tế":        {agencies: []string{"so-yte"}},
		"Các S. Y tế; Tài chính; trạm Y tế":         {agencies: []string{"so-yte", "so-tc"}, unread: []string{"trạm", "Y", "tế"}},
		"Các sở, ngành: Y tế":                       {agencies: []string{"so-yte"}},
		"các Sở: Tài chính; cán bộ Y tế":            {agencies: []string{"so-tc"}, unread: []string{"cán", "bộ", "Y", "tế"}},
		"Các sở, ban, ngành, đoàn thể có liên quan": {agencies: []string{"so-nganh-lien-quan", "doan-the"}},
		"Các sở, ban, ngành; đoàn thể có liên quan": {agencies: []string{"cac-so-nganh", "doan-the"}},
		"Sở Y tế; Hội người mù":                     {agencies: []string{"so-yte"}, unread: []string{"Hội", "người", "mù"}},
		"Đề nghị Sở Tài chính chủ trì vận động":     {agencies: []string{"so-tc"}},
		"": {},
	} {
		got := reader.read(cell)
		if !slices.Equal(got.agencies, want.agencies) || !slices.Equal(got.unread, want.unread) {
			t.Errorf("read(%q) = %+v, want %+v", cell, got, want)
		}
	}
	if !utf8.ValidString(withoutBrackets("Sở Y tế (phòng")) {
		t.Error("an open bracket breaks the text")
	}
}
