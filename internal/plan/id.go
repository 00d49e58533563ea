package plan

import (
	"regexp"
	"strconv"
	"strings"
)

// Ref is an id that somebody typed: of a task (ND-15), a duty (CB-D3) or a target (ND-T3).
type Ref struct {
	Key    string // plan key in capitals
	Series string // "" for rows, "D" for duties, "T" for targets
	Number int    // from 1
}

// String returns the id as the contract writes it.
func (r Ref) String() string { return r.Key + "-" + r.Series + strconv.Itoa(r.Number) }

// RefSpan is a Ref found in a text with the bytes that it takes there.
type RefSpan struct {
	Ref
	Start, End int
}

var refPattern = regexp.MustCompile(`(?i)(^|[^\p{L}\p{N}])#?(ND|CB|KL|BV|GN)[\s.\-‐‑–—_#]{0,3}(?:số\s+|so\s+)?([DT]?)[\s.\-]?0{0,3}(\d{1,4})($|[^\p{L}\p{N}%]|(?-i:\p{Ll}{2}))`)

// FindRefs returns the ids in a text, in order, however they are spelt: "nd15", "ND 15", "#ND-15", "nd.15".
// A number that goes on ("ND 15,5", "KL 359-KL") is no id; a word may stick to one that is written together ("ND-15đạt").
func FindRefs(text string) []RefSpan {
	if !strings.ContainsAny(text, "0123456789") {
		return nil
	}
	var found []RefSpan
	for at := 0; at < len(text); {
		match := refPattern.FindStringSubmatchIndex(text[at:])
		if match == nil {
			break
		}
		number, err := strconv.Atoi(text[at+match[8] : at+match[9]])
		end := at + match[9]
		start := at + match[3]
		glued := match[11]-match[10] > 1 && strings.ContainsAny(text[start:end], " \n\t")
		if err == nil && number > 0 && !glued && !continuesNumber(text[end:]) {
			found = append(found, RefSpan{
				Ref: Ref{
					Key:    strings.ToUpper(text[at+match[4] : at+match[5]]),
					Series: strings.ToUpper(text[at+match[6] : at+match[7]]),
					Number: number,
				},
				Start: start,
				End:   end,
			})
		}
		at = end
	}
	return found
}

// continuesNumber reports whether the text goes on as the fraction of a number or as a document's number ("/TKH").
func continuesNumber(rest string) bool {
	if len(rest) < 2 {
		return false
	}
	switch rest[0] {
	case ',', '.', '/':
		return rest[1] >= '0' && rest[1] <= '9'
	case '-':
		return strings.HasPrefix(strings.ToUpper(rest[1:]), "KL")
	}
	return false
}

// ParseRef reads a text that is an id and nothing else.
func ParseRef(text string) (Ref, bool) {
	text = strings.TrimSpace(text)
	found := FindRefs(text)
	if len(found) != 1 || found[0].Start != 0 || found[0].End != len(text) {
		return Ref{}, false
	}
	return found[0].Ref, true
}
