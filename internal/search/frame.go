package search

import (
	_ "embed"
	"strings"

	"chutri/internal/vietnamese"
)

// frameText lists what people say around the thing that they ask for, one phrase a line.
//
//go:embed frame.txt
var frameText string

// frame finds the phrases of frame.txt.
var frame = newFrame(frameText)

// englishFrame are the English words among them.
var englishFrame = englishWords(frameText)

// phrases finds phrases in a list of words, by their first word without accents; longer phrases stand first.
type phrases map[string][][]string

func newFrame(text string) phrases {
	found := make(phrases)
	for _, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		list := vietnamese.Words(line)
		key := vietnamese.Fold(list[0])
		at := 0
		for at < len(found[key]) && len(found[key][at]) >= len(list) {
			at++
		}
		found[key] = append(found[key][:at], append([][]string{list}, found[key][at:]...)...)
	}
	return found
}

func englishWords(text string) map[string]bool {
	found := make(map[string]bool)
	_, rest, _ := strings.Cut(text, "# english")
	for _, line := range strings.Split(rest, "\n") {
		for _, w := range strings.Fields(line) {
			found[w] = true
		}
	}
	return found
}

// drop marks the words that make phrases of the frame. Accents that are typed must agree.
func (p phrases) drop(list []word) {
	for i := 0; i < len(list); {
		i += max(1, p.dropAt(list[i:]))
	}
}

func (p phrases) dropAt(list []word) int {
	for _, phrase := range p[vietnamese.Fold(list[0].text)] {
		if len(phrase) > len(list) || !same(phrase, list) {
			continue
		}
		for i := range phrase {
			list[i].dropped = true
		}
		return len(phrase)
	}
	return 0
}

// same reports whether the words begin with the phrase, and lie in one sentence. One letter or tone may be wrong in
// a phrase of two words or more.
func same(phrase []string, list []word) bool {
	wrong := 0
	for i, want := range phrase {
		typed := list[i].text
		switch {
		case list[i].sentence != list[0].sentence:
			return false
		case typed == want || typed == vietnamese.Fold(want) || vietnamese.Spelling(typed) == vietnamese.Spelling(want):
		case len(want) > 2 && oneApart(vietnamese.Spelling(typed), vietnamese.Spelling(want)):
			wrong++
		default:
			return false
		}
	}
	return wrong == 0 || wrong == 1 && len(phrase) > 1
}
