package handlers

import (
	"chutri/internal/texts"
	"chutri/store"
)

// languageCommand answers /ngonngu: it offers the languages, or sets the one that is named.
func languageCommand(t *turn, arguments string) error {
	for _, tag := range texts.Languages {
		if arguments == tag {
			return languageAction(t, []string{tag})
		}
	}
	r := row()
	for _, tag := range texts.Languages {
		r = append(r, button(t.Texts.In(tag).Plain("language.name", nil), "language", tag))
	}
	t.show(t.say.Say("language.choose", nil), r)
	return nil
}

// languageAction sets the author's language.
func languageAction(t *turn, arguments []string) error {
	for _, tag := range texts.Languages {
		if arguments[0] != tag {
			continue
		}
		t.event(store.Event{Kind: store.LanguageSet, Language: &store.Language{Person: t.m.Author.ID, Tag: tag}})
		t.say = t.Texts.In(tag)
		t.show(t.say.Say("language.set", nil))
		t.menu()
		return nil
	}
	t.notice(t.say.Plain("press.unknown", nil))
	return nil
}
