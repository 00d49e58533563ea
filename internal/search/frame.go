package search

import (
	_ "embed"
	"slices"
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
type phrases map[string][]phrase

// phrase is a list of words, with their forms that are compared.
type phrase []framed

type framed struct{ text, fold, spelling, stem string }

// newPhrase reads a phrase.
func newPhrase(text string) phrase {
	var p phrase
	for _, w := range vietnamese.Words(text) {
		p = append(p, framed{w, vietnamese.Fold(w), vietnamese.Spelling(w), stem(w)})
	}
	return p
}

func newFrame(text string) phrases {
	found := make(phrases)
	for _, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		p := newPhrase(line)
		key := p[0].fold
		at := 0
		for at < len(found[key]) && len(found[key][at]) >= len(p) {
			at++
		}
		found[key] = slices.Insert(found[key], at, p)
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
	for _, phrase := range p[list[0].fold] {
		if len(phrase) <= len(list) && phrase.begins(list) {
			for i := range phrase {
				list[i].dropped = true
			}
			return len(phrase)
		}
	}
	return 0
}

// begins reports whether the words begin with the phrase, and lie in one sentence. In a phrase of two words or more accents may be
// missing and one letter or tone may be wrong; a word alone without its accents may be another one ("ma" is no "mà").
func (p phrase) begins(list []word) bool {
	wrong := 0
	for i, want := range p {
		typed := &list[i]
		switch {
		case typed.sentence != list[0].sentence:
			return false
		case typed.text == want.text:
		case typed.text == want.fold && len(p) > 1:
		case typed.fold == want.fold && vietnamese.Spelling(typed.text) == want.spelling:
		case len(p) > 1 && len(want.text) > 2 && nearBy(typed.fold, want.fold) && oneApart(vietnamese.Spelling(typed.text), want.spelling):
			wrong++
		default:
			return false
		}
	}
	return wrong == 0 || wrong == 1 && len(p) > 1
}

// nearBy reports at little cost whether two words may be one letter apart.
func nearBy(a, b string) bool {
	return len(a)-len(b) <= 1 && len(b)-len(a) <= 1 && (a == "" || b == "" || a[0] == b[0] || a[len(a)-1] == b[len(b)-1])
}
