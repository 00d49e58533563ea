package handlers

import (
	"strings"

	"chutri/internal/chat"
	"chutri/internal/plan"
	"chutri/internal/search"
	"chutri/internal/texts"
	"chutri/store"
)

// inline answers a query that is typed after the bot's name in any chat: with cards that can be put there. They show what
// the plans say and no progress, for whoever reads the chat may be anybody.
func (t *turn) inline() error {
	reply := chat.Reply{Inline: t.m.Callback}
	if strings.TrimSpace(t.m.Text) != "" {
		searcher, err := t.searcher()
		if err != nil {
			return err
		}
		result := searcher.Find(t.m.Text)
		if result.Outcome != search.NotFound {
			for _, answer := range result.Answers {
				reply.Results = append(reply.Results, t.inlineResult(answer.Task))
			}
		}
	}
	t.step.Replies = append(t.step.Replies, store.Outgoing{Reply: reply, At: t.now})
	return nil
}

func (t *turn) inlineResult(task plan.Task) chat.InlineResult {
	lines := append(t.cardLines(task), t.say.Say("card.source", texts.Data{"Source": task.Source, "ID": task.ID}))
	return chat.InlineResult{
		ID: task.ID, Title: t.leadNames(task), Description: task.ID + " · " + task.Title, Text: strings.Join(lines, "\n"),
	}
}
