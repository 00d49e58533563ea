package handlers

import (
	"context"
	"slices"
	"strings"

	"chutri/internal/plan"
	"chutri/internal/search"
	"chutri/internal/texts"
	"chutri/store"
)

// maxPool is how many tasks the assistant may choose among.
const maxPool = 8

// wishAnswer wishes for help with a question that the search was not sure of.
func (t *turn) wishAnswer(question string, result search.Result, searcher Searcher) {
	if !t.helped() {
		return
	}
	scrub, budget, assistant := t.scrubber(), t.budget(), t.Assistant
	found := tasksOfAnswers(nil, result)
	t.wish(func(ctx context.Context) finish {
		asked := scrub(question)
		if asked == "" {
			return nil
		}
		task, ok := pickTask(ctx, assistant, budget, asked, found, searcher)
		if !ok {
			return nil
		}
		return func(t *turn) error { return t.suggest(question, task) }
	})
}

// pickTask has the assistant choose among the tasks that the search has found, and if it finds none of them right, among those
// that the search finds for its phrases. Whether the plans have anything on a phrase is for the search to say.
func pickTask(ctx context.Context, assistant Assistant, budget int, question string, found []plan.Task, searcher Searcher) (plan.Task, bool) {
	choice, err := assistant.Question(ctx, budget, question, found)
	if err != nil {
		return plan.Task{}, false
	}
	if task, ok := byID(found, choice.Pick); ok {
		return task, true
	}
	var pool []plan.Task
	for _, phrase := range choice.Phrases {
		pool = tasksOfAnswers(pool, searcher.Find(phrase))
	}
	pool = slices.DeleteFunc(pool, func(task plan.Task) bool {
		_, refused := byID(found, task.ID)
		return refused
	})
	if len(pool) == 0 {
		return plan.Task{}, false
	}
	choice, err = assistant.Question(ctx, budget, question, pool[:min(len(pool), maxPool)])
	if err != nil {
		return plan.Task{}, false
	}
	return byID(pool, choice.Pick)
}

// tasksOfAnswers adds the tasks of a result to others, each once.
func tasksOfAnswers(tasks []plan.Task, result search.Result) []plan.Task {
	for _, a := range result.Answers {
		if _, there := byID(tasks, a.Task.ID); !there {
			tasks = append(tasks, a.Task)
		}
	}
	return tasks
}

func byID(tasks []plan.Task, id string) (plan.Task, bool) {
	at := slices.IndexFunc(tasks, func(task plan.Task) bool { return task.ID == id })
	if at < 0 {
		return plan.Task{}, false
	}
	return tasks[at], true
}

// suggest shows the task that a question may be about, as a guess, unless its writer has chosen one meanwhile.
func (t *turn) suggest(question string, task plan.Task) error {
	if t.session.Task != "" && t.session.Question == shorten(question, maxKept) {
		return nil
	}
	lines := []string{
		t.say.Say("assist.maybe", nil),
		t.say.Say("ask.choice", texts.Data{
			"Number": 1, "Lead": t.leadNames(task), "Title": task.Title, "ID": task.ID, "Plan": t.planShort(task),
		}),
		t.say.Say("card.source", texts.Data{"Source": task.Source, "ID": task.ID}),
	}
	t.followUp(&store.Card{Task: task.ID}, strings.Join(lines, "\n"), row(button(t.say.Plain("assist.button.open", texts.Data{"ID": task.ID}), "task", task.ID)))
	return nil
}
