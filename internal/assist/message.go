package assist

import (
	"context"
	_ "embed"

	"chutri/internal/plan"
)

//go:embed prompts/message.txt
var messageRules string

// Proposal is what a model thinks a message reports, as far as the message bears it out.
type Proposal struct {
	Report     bool        // the message reports progress at all
	Task       string      // id of one of the tasks that were offered, "" for none
	Status     plan.Status // "" for none
	Percent    *float64    // stands in the message
	Quantities []plan.Quantity
}

// maxQuantities is how many quantities one message may report.
const maxQuantities = 6

type messageReply struct {
	Report     *bool    `json:"report"`
	Task       *string  `json:"task"`
	Status     *string  `json:"status"`
	Percent    *float64 `json:"percent"` // null for none
	Quantities *[]struct {
		Value *float64 `json:"value"`
		Of    *float64 `json:"of"`
		Unit  *string  `json:"unit"`
	} `json:"quantities"`
}

func (r *messageReply) complete() bool {
	return r.Report != nil && r.Task != nil && r.Status != nil && r.Quantities != nil
}

// Message asks what a message reports on one of the given tasks. text is the message as the model may see it, written as it
// was written: figures that do not stand in it, and units that do not, are left out. budget is how many tokens may be used in a day.
func (a *Assistant) Message(ctx context.Context, budget int, text, written string, among []plan.Task) (Proposal, error) {
	data := encode(struct {
		Message string      `json:"message"`
		Tasks   []candidate `json:"tasks"`
	}{text, candidates(among)})
	statuses := make([]string, len(plan.Statuses))
	for i, s := range plan.Statuses {
		statuses[i] = string(s)
	}
	quantity := object(
		field{"value", `{"type":"number"}`},
		field{"of", `{"type":["number","null"]}`},
		field{"unit", `{"type":"string"}`},
	)
	schema := object(
		field{"report", `{"type":"boolean"}`},
		field{"task", oneOf(idsOf(among))},
		field{"status", oneOf(statuses)},
		field{"percent", `{"type":["number","null"]}`},
		field{"quantities", `{"type":"array","items":` + string(quantity) + `}`},
	)
	var reply messageReply
	err := a.ask(ctx, budget, Request{Kind: Reporting, Rules: messageRules, Data: data, Schema: schema, Most: 300}, &reply)
	if err != nil {
		return Proposal{}, err
	}
	p := Proposal{Report: *reply.Report, Task: offered(*reply.Task, among)}
	if status := plan.Status(*reply.Status); status.Valid() {
		p.Status = status
	}
	figures := figuresOf(written)
	if reply.Percent != nil && *reply.Percent <= 100 && figures.percent(*reply.Percent) {
		p.Percent = reply.Percent
	}
	for _, q := range *reply.Quantities {
		if q.Value == nil || q.Unit == nil || !figures.counts(*q.Value, *q.Unit) || len(p.Quantities) == maxQuantities {
			continue
		}
		kept := plan.Quantity{Value: *q.Value, Unit: *q.Unit}
		if q.Of != nil && figures.has(*q.Of) {
			kept.Of = q.Of
		}
		p.Quantities = append(p.Quantities, kept)
	}
	return p, nil
}
