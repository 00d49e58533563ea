package telegram

import (
	"strings"
	"unicode/utf8"
)

// split cuts a text in HTML into parts of at most limit UTF-16 units, markup included. It cuts between lines or words,
// never in a tag, an entity or, unless it is longer than a part, a word. Tags that are open at a cut are closed there
// and opened again in the next part. A text whose tags are not in order is split as plain text. limit must be at
// least 64. There is always one part, which is empty if there is nothing to see.
func split(text string, limit int) []string {
	text = strings.ToValidUTF8(text, "\uFFFD")
	if units(text) <= limit {
		return []string{text}
	}
	all, ok := atoms(text)
	var parts []string
	if ok {
		parts, ok = splitAtoms(all, limit)
	}
	if !ok {
		all, _ = atoms(escape(plainText(text)))
		parts, _ = splitAtoms(all, limit)
	}
	if len(parts) == 0 {
		return []string{""}
	}
	return parts
}

// splitAtoms is split for atoms in order. It reports false where tags take so much room that nothing else fits.
func splitAtoms(all []atom, limit int) ([]string, bool) {
	var parts []string
	var open []atom
	for start := 0; start < len(all); {
		end, resume := cut(all, start, open, limit)
		if resume == start {
			return nil, false
		}
		var part strings.Builder
		for _, tag := range open {
			part.WriteString(tag.text)
		}
		visible := false
		for _, a := range all[start:end] {
			part.WriteString(a.text)
			visible = visible || a.tag == "" && !a.space()
		}
		open = opened(open, all[start:end])
		part.WriteString(closing(open))
		if visible {
			parts = append(parts, part.String())
		}
		start = resume
	}
	return parts, true
}

// cut returns where a part that begins at start ends, and where the next one begins. They are equal to start when
// nothing fits.
func cut(all []atom, start int, open []atom, limit int) (end, resume int) {
	open = append([]atom(nil), open...)
	size, closers := 0, units(closing(open))
	for _, tag := range open {
		size += units(tag.text)
	}
	line, word := -1, -1
	i := start
	for ; i < len(all); i++ {
		a := all[i]
		after := closers
		switch {
		case a.close:
			after -= units("</" + a.tag + ">")
		case a.tag != "":
			after += units("</" + a.tag + ">")
		}
		if a.space() && a.text == "\n" {
			line, word = i, i
		} else if a.space() {
			word = i
		}
		if size+units(a.text)+after > limit {
			break
		}
		size, closers = size+units(a.text), after
	}
	switch {
	case i == len(all):
		return i, i
	case line > start+(i-start)/2:
		return line, line + 1
	case word >= start:
		return word, word + 1
	}
	return i, i
}

// opened returns the tags that are open after some atoms, given those that were before.
func opened(open []atom, passed []atom) []atom {
	open = append([]atom(nil), open...)
	for _, a := range passed {
		if a.close {
			open = open[:len(open)-1]
		} else if a.tag != "" {
			open = append(open, a)
		}
	}
	return open
}

func closing(open []atom) string {
	var tags strings.Builder
	for i := len(open) - 1; i >= 0; i-- {
		tags.WriteString("</" + open[i].tag + ">")
	}
	return tags.String()
}

// units returns the length of a text in UTF-16 units, as Telegram counts.
func units(text string) int {
	n := 0
	for _, r := range text {
		n++
		if r > 0xFFFF && r <= utf8.MaxRune {
			n++
		}
	}
	return n
}
