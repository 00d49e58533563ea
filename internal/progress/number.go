package progress

import (
	"strconv"
	"strings"
)

// numberToken reads a number as Vietnamese offices write it: a comma before the decimals, dots between thousands. What
// cannot be read so ("2.2.3") becomes a mark.
func numberToken(text string, at int) token {
	t := token{kind: number, text: text, start: at, end: at + len(text), fold: text}
	plain, unclear, ok := plainNumber(text)
	if ok {
		value, err := strconv.ParseFloat(plain, 64)
		ok = err == nil
		t.value, t.unclear = value, unclear
	}
	if !ok {
		t.kind = mark
	}
	return t
}

// plainNumber rewrites a number in Go's notation. unclear is true where a comma may stand between thousands as well.
func plainNumber(text string) (plain string, unclear, ok bool) {
	dots, commas := strings.Count(text, "."), strings.Count(text, ",")
	switch {
	case len(text) > 20:
		return "", false, false
	case dots == 0 && commas == 0:
		return text, false, true
	case dots > 0 && commas > 0:
		if strings.LastIndexByte(text, ',') > strings.LastIndexByte(text, '.') {
			return decimals(text, ".", ",")
		}
		return decimals(text, ",", ".")
	case dots > 0:
		if grouped(text, ".") {
			return strings.ReplaceAll(text, ".", ""), false, true
		}
		return text, false, dots == 1
	}
	if commas > 1 {
		return strings.ReplaceAll(text, ",", ""), false, grouped(text, ",")
	}
	return strings.Replace(text, ",", ".", 1), grouped(text, ","), true
}

// decimals reads a number that has both separators.
func decimals(text, thousands, decimal string) (plain string, unclear, ok bool) {
	whole, fraction, _ := strings.Cut(text, decimal)
	if strings.Contains(fraction, decimal) || !grouped(whole, thousands) {
		return "", false, false
	}
	return strings.ReplaceAll(whole, thousands, "") + "." + fraction, false, true
}

// grouped reports whether the separators of a number stand between groups of three digits.
func grouped(text, separator string) bool {
	groups := strings.Split(text, separator)
	if len(groups[0]) > 3 || groups[0] == "0" {
		return false
	}
	for _, group := range groups[1:] {
		if len(group) != 3 {
			return false
		}
	}
	return true
}
