package chat

import (
	"html"
	"regexp"
)

var (
	lineBreak = regexp.MustCompile(`(?i)<br\s*/?>`)
	tag       = regexp.MustCompile(`</?[a-zA-Z][^<>]*>`)
)

// PlainText returns the text of a Reply without its HTML.
func PlainText(markup string) string {
	return html.UnescapeString(tag.ReplaceAllString(lineBreak.ReplaceAllString(markup, "\n"), ""))
}
