package assist

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Scrub takes out of a text what tells of a person: the given names, names behind a form of address, full names, telephone
// numbers, long numbers, addresses of mail, of pages and of accounts. What is left may go to a model.
func Scrub(text string, names []string) string {
	text = strings.ToValidUTF8(text, "")
	for _, p := range private {
		text = p.pattern.ReplaceAllString(text, p.with)
	}
	names = slices.DeleteFunc(slices.Clone(names), func(name string) bool { return len([]rune(strings.TrimSpace(name))) < 3 })
	slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) }) // "Trần Văn Minh" before "Văn Minh"
	for _, name := range names {
		words := strings.Fields(regexp.QuoteMeta(strings.ToValidUTF8(name, "")))
		if len(words) == 0 {
			continue
		}
		text = withoutName(text, regexp.MustCompile(`(?i)`+strings.Join(words, `\s+`)))
	}
	return text
}

// withoutName takes a name out where it stands as words of its own.
func withoutName(text string, name *regexp.Regexp) string {
	var b strings.Builder
	kept := 0
	for _, at := range name.FindAllStringIndex(text, -1) {
		before, _ := utf8.DecodeLastRuneInString(text[:at[0]])
		after, _ := utf8.DecodeRuneInString(text[at[1]:])
		if at[0] < at[1] && !inWord(before) && !inWord(after) {
			b.WriteString(text[kept:at[0]] + someone)
			kept = at[1]
		}
	}
	return b.String() + text[kept:]
}

func inWord(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

// What stands in place of what was taken out.
const (
	someone = "[tên]"
	address = "[địa chỉ]"
	long    = "[số]"
)

const capital = `\p{Lu}\p{L}*`

// private lists what tells of a person, in the order in which it is taken out.
var private = []struct {
	pattern *regexp.Regexp
	with    string
}{
	{regexp.MustCompile(`(?i)\b[a-z][a-z0-9+.-]*://\S+|\bwww\.\S+|\bt\.me/\S+`), address},
	{regexp.MustCompile(`[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+`), address},
	{regexp.MustCompile(`@[A-Za-z0-9_]{3,}`), address},
	{regexp.MustCompile(`(?:\+84|\b84|\b0)[ .-]?\d{2,4}(?:[ .-]?\d{2,4}){2,3}\b`), long},
	{regexp.MustCompile(`\b\d{9,}\b`), long},
	// "anh Minh", "đ/c Trần Văn Bình", "Mr. Smith"
	{regexp.MustCompile(`(^|[^\p{L}])((?i:anh|chị|chi|ông|ong|bà|cô|chú|bác|em|thầy|đồng chí|đ/c|d/c|mr|mrs|ms|miss|dr)\.?)\s+` + capital + `(?:\s+` + capital + `){0,3}`), "${1}${2} " + someone},
	{regexp.MustCompile(`(^|[^\p{L}])(?:` + strings.Join(surnames, "|") + `)(?:\s+` + capital + `){2,3}`), "${1}" + someone},
}

// surnames are those of nearly all Vietnamese, with and without accents.
var surnames = []string{
	"Nguyễn", "Nguyen", "Trần", "Tran", "Lê", "Le", "Phạm", "Pham", "Hoàng", "Hoang", "Huỳnh", "Huynh", "Phan", "Vũ", "Vu", "Võ", "Vo",
	"Đặng", "Dang", "Bùi", "Bui", "Đỗ", "Do", "Hồ", "Ho", "Ngô", "Ngo", "Dương", "Duong", "Lý", "Ly", "Đinh", "Dinh", "Trương", "Truong",
	"Lâm", "Lam", "Mai", "Trịnh", "Trinh", "Đoàn", "Doan", "Cao", "Tô", "To", "Tạ", "Ta", "Thái", "Thai", "Hà", "Ha", "Kiều", "Kieu",
	"Lưu", "Luu", "Châu", "Chau", "Quách", "Quach", "Nông", "Nong", "Hứa", "Hua", "Triệu", "Trieu", "Phùng", "Phung", "Tống", "Tong",
}
