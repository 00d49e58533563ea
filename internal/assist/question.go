package assist

import (
	"context"
	_ "embed"
	"encoding/json"
	"slices"
	"strings"

	"chutri/internal/plan"
)

//go:embed prompts/question.txt
var questionRules string

// Bounds on the phrases that a model may search for.
const (
	maxPhrases = 4
	maxPhrase  = 100 // characters
)

// none is what a model says instead of an id.
const none = "none"

// candidate is a task as a model sees it: a row of a public plan.
type candidate struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

func candidates(tasks []plan.Task) []candidate {
	list := make([]candidate, len(tasks))
	for i, t := range tasks {
		list[i] = candidate{t.ID, t.Title}
	}
	return list
}

// Choice is what a model makes of a question.
type Choice struct {
	Pick    string   // id of one of the tasks that were offered, "" for none
	Phrases []string // to search for
}

type questionReply struct {
	Phrases *[]string `json:"phrases"`
	Pick    *string   `json:"pick"`
}

func (r *questionReply) complete() bool { return r.Phrases != nil && r.Pick != nil }

// Question asks which of the tasks that the search has found a question is about, if any, and what else to search for. budget is how
// many tokens may be used in a day.
func (a *Assistant) Question(ctx context.Context, budget int, question string, found []plan.Task) (Choice, error) {
	data := encode(struct {
		Question string      `json:"question"`
		Tasks    []candidate `json:"tasks"`
	}{question, candidates(found)})
	schema := object(
		field{"phrases", `{"type":"array","items":{"type":"string"}}`},
		field{"pick", oneOf(idsOf(found))},
	)
	var reply questionReply
	err := a.ask(ctx, budget, Request{Kind: Asking, Rules: questionRules, Data: data, Schema: schema, Most: 200}, &reply)
	if err != nil {
		return Choice{}, err
	}
	choice := Choice{Pick: offered(*reply.Pick, found)}
	for _, phrase := range *reply.Phrases {
		phrase = strings.Join(strings.Fields(phrase), " ")
		if len(choice.Phrases) < maxPhrases && phrase != "" && len([]rune(phrase)) <= maxPhrase {
			choice.Phrases = append(choice.Phrases, phrase)
		}
	}
	return choice, nil
}

// offered returns an id if it is that of one of the tasks, otherwise "".
func offered(id string, tasks []plan.Task) string {
	if slices.ContainsFunc(tasks, func(t plan.Task) bool { return t.ID == id }) {
		return id
	}
	return ""
}

func idsOf(tasks []plan.Task) []string {
	ids := make([]string, len(tasks))
	for i, t := range tasks {
		ids[i] = t.ID
	}
	return ids
}

// encode encodes what a model is given. Nothing that is given it can fail to be encoded.
func encode(value any) string {
	data, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return string(data)
}
