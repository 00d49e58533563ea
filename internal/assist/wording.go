package assist

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// Bounds on the beginning of a report.
const (
	maxParagraphs = 2
	maxOpening    = 1500 // characters
)

// A beginning may hold only what was given: what was given is taken out first, and what is left must not look like a number,
// a name, an agency, a place or an address. That refuses some harmless wordings, and then the program's own are used.

// check returns an ErrNoReply that says what is not among the facts, nil if all is.
func (f Facts) check(paragraphs []string) error {
	if len(paragraphs) < 1 || len(paragraphs) > maxParagraphs || len([]rune(strings.Join(paragraphs, ""))) > maxOpening {
		return fmt.Errorf("%w: %d paragraphs", ErrNoReply, len(paragraphs))
	}
	for _, p := range paragraphs {
		if strange := Unfounded(p, f); len(strange) > 0 {
			return fmt.Errorf("%w: not among the figures: %q", ErrNoReply, strange)
		}
	}
	return nil
}

// given stands in a text in place of a name that was given.
const given = "\uFFFC"

// Unfounded returns what of a text is not borne out by the facts: numbers, names, agencies, places and signs that no report has.
func Unfounded(text string, facts Facts) []string {
	var strange []string
	if at := strings.IndexFunc(text, unusual); at >= 0 {
		strange = append(strange, string([]rune(text[at:])[:1]))
	}
	strange = append(strange, addressLike.FindAllString(text, -1)...)
	names := slices.Clone(facts.Names)
	slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) })
	for _, name := range names {
		text = strings.ReplaceAll(text, name, given)
	}
	for _, name := range []string{facts.Scope, facts.Period} {
		if name != "" {
			text = regexp.MustCompile(`(?i)`+regexp.QuoteMeta(name)).ReplaceAllString(text, given)
		}
	}
	words := split(text)
	values := facts.values()
	for i, w := range words {
		if w.text == given {
			continue
		}
		if !values.allow(words, i) || !ordinary(words, i, facts.Language) {
			strange = append(strange, w.text)
		}
	}
	return strange
}

// addressLike matches what stands in addresses of pages and nowhere else.
var addressLike = regexp.MustCompile(`[\p{L}\p{N}]+(?:\.|:/*|//)\p{L}[\p{L}\p{N}./]*`)

// unusual reports whether a report's prose has no such character.
func unusual(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) && (r < '0' || r > '9') && !strings.ContainsRune(" .,;:()%–—-/'’\"“”+", r)
}

// token is a word or a number of a text.
type token struct {
	text  string // as it was written
	lower string
	first bool   // of a sentence
	after string // what stands between it and the next
}

var wordOrNumber = regexp.MustCompile(`\d+(?:[.,]\d+)*|[\p{L}\p{Mn}]+|` + given)

func split(text string) []token {
	var words []token
	first := true
	found := wordOrNumber.FindAllStringIndex(text, -1)
	for i, at := range found {
		end := len(text)
		if i+1 < len(found) {
			end = found[i+1][0]
		}
		w := token{text: text[at[0]:at[1]], first: first, after: text[at[1]:end]}
		w.lower = strings.ToLower(w.text)
		first = strings.ContainsAny(w.after, ".!?\n")
		words = append(words, w)
	}
	return words
}

// values are the numbers that a text may have: plain ones, percents, and those of the period's name behind a word for a period.
type values struct {
	plain, percent, period map[string]bool
}

var periodWords = set("tuần tháng quý năm ngày week month quarter year in of")

func (f Facts) values() values {
	v := values{make(map[string]bool), make(map[string]bool), make(map[string]bool)}
	for _, figure := range f.Figures {
		for _, w := range split(figure.Value) {
			if strings.HasPrefix(w.after, "%") {
				v.percent[w.text] = true
			} else {
				v.plain[w.text] = true
			}
		}
		for _, w := range split(figure.What) { // "trong 14 ngày tới"
			v.plain[w.text] = true
		}
	}
	for _, w := range split(f.Period) {
		v.period[w.text] = true
	}
	return v
}

// allow reports whether a word is no number, or one that was given.
func (v values) allow(words []token, i int) bool {
	w := words[i]
	before, next := neighbour(words, i-1), neighbour(words, i+1)
	if unicode.IsDigit([]rune(w.text)[0]) {
		if strings.HasPrefix(strings.TrimSpace(w.after), "%") || next == "phần" && neighbour(words, i+2) == "trăm" || next == "percent" {
			return v.percent[w.text]
		}
		return v.plain[w.text] || v.period[w.text] && periodWords[before]
	}
	switch {
	case w.lower == "trăm" && before == "phần", (w.lower == "tỷ" || w.lower == "tỉ") && (next == "lệ" || next == "trọng"):
		return true
	case manyWords[w.lower]:
		return false
	case smallWords[w.lower] == "":
		return true
	case before == "phần":
		return false
	case before == "thứ", w.lower == "one" && next == "of", w.lower == "năm" && !counted[next], w.lower == "một" && !counted[next]:
		return true
	}
	return v.plain[smallWords[w.lower]]
}

func neighbour(words []token, i int) string {
	if i < 0 || i >= len(words) {
		return ""
	}
	return words[i].lower
}

// smallWords are numbers in words with their digits.
var smallWords = map[string]string{
	"một": "1", "hai": "2", "ba": "3", "bốn": "4", "năm": "5", "sáu": "6", "bảy": "7", "tám": "8", "chín": "9",
	"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
}

// manyWords make a number that nobody could check.
var manyWords = set("mười mươi trăm nghìn ngàn triệu tỷ tỉ chục rưỡi nửa gấp tá " +
	"eleven twelve twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen half twice double doubled triple tripled third thirds")

// counted are nouns before which "năm" is five and not a year, and "một" is one and not "some".
var counted = set("nhiệm việc cơ đơn báo kế sở ngành tuần tháng lần ban mục chỉ dự đề")

// ordinary reports whether a word is neither a name nor part of the name of an agency, a place or a person.
func ordinary(words []token, i int, language string) bool {
	w := words[i]
	runes := []rune(w.text)
	if unicode.IsUpper(runes[0]) && (!w.first || len(runes) > 1 && unicode.IsUpper(runes[1])) {
		return false
	}
	if !unicode.IsDigit(runes[0]) && !latin(w.text) {
		return false
	}
	before, next := neighbour(words, i-1), neighbour(words, i+1)
	if language != "vi" {
		return !(englishHeads[w.lower] && next == "of")
	}
	return !heads[w.lower] || generic[before] || harmless[w.lower+" "+next] || harmless[before+" "+w.lower]
}

func latin(word string) bool {
	return strings.IndexFunc(word, func(r rune) bool { return !unicode.Is(unicode.Latin, r) && !unicode.Is(unicode.Mn, r) }) < 0
}

// Words with which names of agencies, places and persons begin; words before which they name no one in particular; and
// words of which they are a part.
var (
	heads    = set("sở cục bộ ban ủy uỷ ubnd hội đoàn viện huyện xã phường quận tỉnh ông bà anh chị công ngân")
	generic  = set("các những từng mỗi cấp toàn cơ cán nội tiến đồng liên trong ngoài nhiều bàn của trên")
	harmless = phrases("xã hội,hội nghị,hội họp,bộ phận,đoàn thể,bà con,ban hành,ban đầu,ban ngành,sở ngành,sở ban,công việc,công tác,công bố,công khai," +
		"công trình,công nghệ,công nghiệp,công chức,công văn,thành công,phân công,hoàn công,ngân sách,ủy quyền,hội nhập,hội đủ,anh hùng,đoàn kết," +
		"toàn tỉnh,tỉnh ta,chị em,anh em,cục bộ,kiện toàn,triển khai,thi công,khởi công,nông sản")
	englishHeads = set("department ministry committee bureau board agency office commission union")
)

func set(words string) map[string]bool {
	all := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		all[w] = true
	}
	return all
}

func phrases(list string) map[string]bool {
	all := make(map[string]bool)
	for _, p := range strings.Split(list, ",") {
		all[p] = true
	}
	return all
}
