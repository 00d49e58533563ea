package telegram

import (
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// atom is a piece of a text in HTML that must not be cut: a tag, an entity, or a letter with its marks.
type atom struct {
	text  string
	tag   string // name of a tag, "" for what people see
	close bool   // it is an end tag
}

func (a atom) space() bool { return a.text == " " || a.text == "\n" || a.text == "\t" }

var (
	tagForm = regexp.MustCompile(
		`^<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[a-zA-Z-]+(?:="[^"]*")?)*)\s*>`)
	entityForm = regexp.MustCompile(`^&(?:[a-z]{2,8}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});`)
)

// telegramTags are the tags that Telegram knows.
var telegramTags = map[string]bool{
	"b": true, "strong": true, "i": true, "em": true, "u": true, "ins": true, "s": true, "strike": true, "del": true,
	"a": true, "code": true, "pre": true, "blockquote": true, "span": true, "tg-spoiler": true, "tg-emoji": true,
}

// maxMarks bounds the marks that are kept together with a letter.
const maxMarks = 8

// atoms takes a text apart. ok is false where tags are unknown, or not closed in their order.
func atoms(text string) (all []atom, ok bool) {
	var open []string
	ok = true
	for text != "" {
		a := firstAtom(text)
		text = text[len(a.text):]
		all = append(all, a)
		switch {
		case a.text == "<":
			ok = false
		case a.tag == "":
		case !a.close:
			open = append(open, a.tag)
		case len(open) > 0 && open[len(open)-1] == a.tag:
			open = open[:len(open)-1]
		default:
			ok = false
		}
	}
	return all, ok && len(open) == 0
}

func firstAtom(text string) atom {
	switch text[0] {
	case '<':
		if m := tagForm.FindStringSubmatch(text); m != nil && telegramTags[strings.ToLower(m[2])] {
			return atom{text: m[0], tag: strings.ToLower(m[2]), close: m[1] != ""}
		}
		return atom{text: "<"}
	case '&':
		if entity := entityForm.FindString(text); entity != "" {
			return atom{text: entity}
		}
		return atom{text: "&"}
	}
	_, end := utf8.DecodeRuneInString(text)
	for range maxMarks {
		mark, size := utf8.DecodeRuneInString(text[end:])
		if !unicode.Is(unicode.Mn, mark) {
			break
		}
		end += size
	}
	return atom{text: text[:end]}
}

// plainText returns what people see of a text in HTML. It takes any text, also one that Telegram refuses.
func plainText(text string) string {
	all, _ := atoms(text)
	var plain strings.Builder
	for _, a := range all {
		switch {
		case a.tag != "":
		case a.text[0] == '&':
			plain.WriteString(html.UnescapeString(a.text))
		default:
			plain.WriteString(a.text)
		}
	}
	return plain.String()
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// escape makes a plain text stand for itself in HTML.
func escape(text string) string { return escaper.Replace(text) }
