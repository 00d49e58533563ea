package tgtest

import (
	"fmt"
	"html"
	"regexp"
	"strings"
)

var (
	tagForm    = regexp.MustCompile(`^<(/?)([a-z][a-z0-9-]*)((?:\s+[a-z-]+(?:="[^"<>]*")?)*)\s*>`)
	entityForm = regexp.MustCompile(`^&(?:lt|gt|amp|quot|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});`)
)

var allowedTags = map[string]bool{
	"b": true, "strong": true, "i": true, "em": true, "u": true, "ins": true, "s": true, "strike": true, "del": true,
	"a": true, "code": true, "pre": true, "blockquote": true, "span": true, "tg-spoiler": true, "tg-emoji": true,
}

// parseHTML returns the visible text of a message in HTML mode, or what the server would object to.
func parseHTML(source string) (string, error) {
	var text strings.Builder
	var open []string
	for rest := source; rest != ""; {
		switch rest[0] {
		case '<':
			at := len(source) - len(rest)
			tag := tagForm.FindStringSubmatch(rest)
			if tag == nil || !allowedTags[tag[2]] {
				return "", fmt.Errorf("unsupported start tag at byte offset %d", at)
			}
			if tag[1] == "" {
				open = append(open, tag[2])
			} else if len(open) == 0 || open[len(open)-1] != tag[2] {
				return "", fmt.Errorf("unmatched end tag at byte offset %d", at)
			} else {
				open = open[:len(open)-1]
			}
			rest = rest[len(tag[0]):]
		case '&':
			entity := entityForm.FindString(rest)
			if entity == "" {
				entity = "&"
			}
			text.WriteString(html.UnescapeString(entity))
			rest = rest[len(entity):]
		default:
			n := strings.IndexAny(rest, "<&")
			if n < 0 {
				n = len(rest)
			}
			text.WriteString(rest[:n])
			rest = rest[n:]
		}
	}
	if len(open) > 0 {
		return "", fmt.Errorf("no end tag corresponding to start tag %s", open[len(open)-1])
	}
	return text.String(), nil
}
