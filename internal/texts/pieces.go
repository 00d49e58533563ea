package texts

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
)

// pieces is a text that has one form and nothing in it but places to fill, cut at these: wording, the name of a place, wording and so
// on. Most texts are such, and joining them takes a small part of the time that the library's templates take.
type pieces []string

var placeForm = regexp.MustCompile(`\{\{ ?\.([A-Za-z]+) ?\}\}`)

// piecesOf cuts a text; ok is false for one that only the library can fill.
func piecesOf(m *i18n.Message) (p pieces, ok bool) {
	if m.Other == "" || m.Zero+m.One+m.Two+m.Few+m.Many+m.LeftDelim+m.RightDelim != "" {
		return nil, false
	}
	from := 0
	for _, at := range placeForm.FindAllStringSubmatchIndex(m.Other, -1) {
		p = append(p, m.Other[from:at[0]], m.Other[at[2]:at[3]])
		from = at[1]
	}
	p = append(p, m.Other[from:])
	for i := 0; i < len(p); i += 2 {
		if strings.Contains(p[i], "{{") {
			return nil, false
		}
	}
	return p, true
}

// fill puts the values in their places; ok is false where one is missing.
func (p pieces) fill(values map[string]any) (text string, ok bool) {
	var b strings.Builder
	for i, piece := range p {
		if i%2 == 0 {
			b.WriteString(piece)
			continue
		}
		switch value := values[piece].(type) {
		case nil:
			return "", false
		case string:
			b.WriteString(value)
		default:
			fmt.Fprint(&b, value)
		}
	}
	return b.String(), true
}
