package telegram

import (
	"slices"
	"strings"
	"unicode/utf16"
)

// calling says whom a text names.
type calling int

const (
	calledNobody calling = iota
	called               // this bot, by a mention or a command
	calledOther          // another bot, by a command
)

// address finds out whom a text is for, and returns it without this bot's name: mentions are cut out, and
// "/command@ThisBot" becomes "/command". A command counts at the beginning of a text, or where it names its bot.
func address(text string, marks []entity, me self) (string, calling) {
	units := utf16.Encode([]rune(text))
	name := "@" + strings.ToLower(me.Username)
	result := calledNobody
	type span struct{ from, to int }
	var cuts []span
	for _, mark := range marks {
		from, to, ok := mark.bounds(units)
		if !ok {
			continue
		}
		word := string(utf16.Decode(units[from:to]))
		switch mark.Type {
		case "mention":
			if me.Username != "" && strings.ToLower(word) == name {
				result = called
				cuts = append(cuts, span{from, to})
			}
		case "text_mention":
			if mark.User != nil && mark.User.ID == me.ID {
				result = called
				cuts = append(cuts, span{from, to})
			}
		case "bot_command":
			command, bot, named := strings.Cut(word, "@")
			first := strings.TrimSpace(string(utf16.Decode(units[:from]))) == ""
			switch {
			case named && strings.EqualFold("@"+bot, name):
				result = called
				cuts = append(cuts, span{from + len(utf16.Encode([]rune(command))), to})
			case named && first:
				return text, calledOther
			case !named && first:
				result = called
			}
		}
	}
	slices.SortFunc(cuts, func(a, b span) int { return a.from - b.from })
	var kept []uint16
	end := 0
	for _, cut := range cuts {
		if cut.from < end {
			continue // overlapping marks are nothing that Telegram sends
		}
		kept = append(kept, units[end:cut.from]...)
		end = cut.to
	}
	if end > 0 {
		text = tidy(string(utf16.Decode(append(kept, units[end:]...))))
	}
	return strings.ReplaceAll(text, "\x00", ""), result
}

// tidy closes the gaps that a name leaves: doubled spaces, and a comma at the start.
func tidy(text string) string {
	for strings.Contains(text, "  ") {
		text = strings.ReplaceAll(text, "  ", " ")
	}
	return strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(text), ",:;"))
}

// bounds returns the part of a text that an entity marks. It reports false for one that lies outside of the text or
// cuts a character in two.
func (e entity) bounds(units []uint16) (from, to int, ok bool) {
	if e.Offset < 0 || e.Length <= 0 || e.Offset > len(units) || e.Length > len(units)-e.Offset {
		return 0, 0, false
	}
	from, to = e.Offset, e.Offset+e.Length
	return from, to, !splitsPair(units, from) && !splitsPair(units, to)
}

// splitsPair reports whether a position lies between the halves of a surrogate pair.
func splitsPair(units []uint16, at int) bool {
	if at <= 0 || at >= len(units) {
		return false
	}
	return units[at-1]&0xFC00 == 0xD800 && units[at]&0xFC00 == 0xDC00
}
