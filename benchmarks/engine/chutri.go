package engine

import (
	"chutri/internal/agencies"
	"chutri/internal/plan"
	"chutri/internal/search"
	"chutri/seeds"
)

type chutri struct{ index *search.Index }

func newChutri(register *plan.Register, from seeds.Synonyms) chutri {
	synonyms := search.Synonyms{Groups: from.Groups}
	for _, a := range from.Abbreviations {
		synonyms.Abbreviations = append(synonyms.Abbreviations, [2]string{a.Short, a.Long})
	}
	return chutri{search.New(register, agencies.New(register.Agencies), synonyms)}
}

func (c chutri) Find(question string) ([]string, error) {
	var ids []string
	for _, answer := range c.index.Find(question).Answers {
		ids = append(ids, answer.Task.ID)
	}
	return ids, nil
}

func (c chutri) Close() error { return nil }
