package handlers

import (
	"strings"
	"unicode"

	"chutri/internal/plan"
	"chutri/internal/progress"
	"chutri/internal/vietnamese"
)

// namesDocument reports whether a text does nothing but name a document, a photo of something or other evidence: "Biên bản nghiệm thu
// ND-15". That a document is about the end of a task does not say that the task has ended.
func (t *turn) namesDocument(text string, reading progress.Reading) bool {
	if hasFigures(reading) || strings.Contains(text, "?") {
		return false
	}
	said := spelled(withoutRefs(text), text)
	for _, word := range strings.Split(t.say.Plain("evidence.said_document", nil), ";") {
		named := spelled(word, text)
		if !vietnamese.Accented(text) && vietnamese.Accented(word) && strings.Count(named, " ") == len("  ") {
			continue // "anh" alone is nobody's photo
		}
		before, behind, found := strings.Cut(said, named)
		if found && t.courteous(before) {
			return !t.happened(behind, text)
		}
	}
	return false
}

// happened reports whether a part of a text says that something was, is or will be.
func (t *turn) happened(part, text string) bool {
	for _, word := range strings.Split(t.say.Plain("evidence.said_happened", nil), ";") {
		if strings.Contains(" "+part, spelled(word, text)) {
			return true
		}
	}
	return false
}

// spelled returns the words of a part with a space before and behind each, with their marks only if the whole text is written with marks:
// "đất" is not "đạt".
func spelled(part, whole string) string {
	if vietnamese.Accented(whole) {
		part = vietnamese.Normal(part)
	} else {
		part = vietnamese.Fold(part)
	}
	words := strings.FieldsFunc(part, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return " " + strings.Join(words, " ") + " "
}

// filedUnderName attaches files whose caption only names them to the report of the task that it names or answers, where there is one, and
// otherwise asks.
func (t *turn) filedUnderName(caption, task string) error {
	if refs := plan.FindRefs(caption); len(refs) == 1 {
		task = refs[0].String()
	}
	t.m.Files = captioned(t.m.Files, caption)
	among, err := t.recent(task)
	if err != nil {
		return err
	}
	if len(among) == 0 && !t.m.Addressed {
		return nil
	}
	if task == "" || len(among) != 1 {
		return t.hold(among, task)
	}
	if err := t.attach(among, t.m.Files); err != nil {
		return err
	}
	t.recordCard("evidence.attached", among)
	return nil
}
