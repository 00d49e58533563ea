package assist

import (
	"context"
	_ "embed"
	"strings"
)

//go:embed prompts/opening.txt
var openingRules string

// Facts are all that the beginning of a report may speak of.
type Facts struct {
	Language string // "vi" or "en"
	Period   string // by its name
	Scope    string
	Figures  []Figure
	Names    []string // of agencies
}

// Figure is a figure of a report as it is written there.
type Figure struct {
	What  string `json:"what"`
	Value string `json:"value"` // "12", "62,5%"
}

type openingReply struct {
	Paragraphs *[]string `json:"paragraphs"`
}

func (r *openingReply) complete() bool { return r.Paragraphs != nil }

// Opening has one or two paragraphs written for the beginning of a report. Where they say anything that is not among the facts the
// error is an ErrNoReply, with what it was. budget is how many tokens may be used in a day.
func (a *Assistant) Opening(ctx context.Context, budget int, facts Facts) ([]string, error) {
	data := encode(struct {
		Language string   `json:"language"`
		Period   string   `json:"period"`
		Scope    string   `json:"scope"`
		Figures  []Figure `json:"figures"`
		Names    []string `json:"names"`
	}{facts.Language, facts.Period, facts.Scope, facts.Figures, facts.Names})
	schema := object(field{"paragraphs", `{"type":"array","items":{"type":"string"}}`})
	var reply openingReply
	err := a.ask(ctx, budget, Request{Kind: Opening, Rules: openingRules, Data: data, Schema: schema, Most: 700}, &reply)
	if err != nil {
		return nil, err
	}
	var paragraphs []string
	for _, p := range *reply.Paragraphs {
		if p = strings.Join(strings.Fields(p), " "); p != "" {
			paragraphs = append(paragraphs, p)
		}
	}
	if err := facts.check(paragraphs); err != nil {
		a.Log.Warn("assist: an opening is thrown away", "error", err)
		return nil, err
	}
	return paragraphs, nil
}
