package report

import (
	"slices"

	"chutri/internal/texts"
)

// Opening is what a coordinator lets a report begin with.
type Opening struct {
	Language   string   `json:"language"`
	Paragraphs []string `json:"paragraphs"`
	Machine    bool     `json:"machine,omitempty"` // a language model wrote it, and nobody changed it
}

// In returns an opening's paragraphs, with a remark if a machine wrote them; none in another language than its own.
func (o *Opening) In(say texts.Speaker) []string {
	if o == nil || o.Language != say.Language {
		return nil
	}
	if o.Machine {
		return append(slices.Clone(o.Paragraphs), say.Plain("report.machine", nil))
	}
	return o.Paragraphs
}
