package handlers

import (
	"slices"
	"strings"
	"unicode"

	"chutri/internal/plan"
	"chutri/internal/progress"
	"chutri/internal/question"
)

// implied returns what a text reports although it does not say how far which task is, for its writer to be asked: what it states of
// tasks that it names, how far the task spoken of is, or how far some task of the writer's is. It returns nothing for all other texts,
// and for who may not report.
func (t *turn) implied(text string, reading progress.Reading) []draftReport {
	if !t.mayReport() {
		return nil
	}
	if named := t.statements(text, reading); len(named) > 0 && !t.belongsNowhere() {
		return named
	}
	switch {
	case reading.Kind != progress.Unclear:
		return nil
	case t.session.Task != "":
		// "đạt 70%" after a card was shown: most likely a report on that task, so it is offered.
		onCard := t.read(text, progress.Context{Card: []string{t.session.Task}})
		if onCard.Kind == progress.Update && len(onCard.Reports) == 1 {
			r := draftOf(onCard.Reports[0])
			r.Candidates, r.Task = []string{r.Task}, ""
			return []draftReport{r}
		}
	case len(reading.Reports) == 1 && reading.Reports[0].Task == "" && len(reading.Reports[0].Candidates) == 0:
		r := draftOf(reading.Reports[0])
		r.Candidates, r.Any = t.usualTasks(), true
		return []draftReport{r}
	}
	return nil
}

// belongsNowhere reports whether the author is a coordinator of no agency, who has nothing to report unless they say so.
func (t *turn) belongsNowhere() bool { return t.isCoordinator() && len(t.member.Agencies) == 0 }

// statements returns a report without a status for each task of the author's of which an unclear text says something that asks nothing
// and is more than the task's title.
func (t *turn) statements(text string, reading progress.Reading) []draftReport {
	var reports []draftReport
	switch reading.Kind {
	case progress.Unclear:
		reports = draftsOf(reading.Reports)
	case progress.Greeting: // "ND-15 ok"
		reports = t.bare(reading)
	}
	if strings.Contains(text, "?") {
		return nil
	}
	return slices.DeleteFunc(reports, func(r draftReport) bool {
		task, ok := t.Register.Task(r.Task)
		return !ok || !t.mayRecord(task) || !t.statesOf(task, r.Text)
	})
}

// statesOf reports whether a text that names a task says something else than the task's title, and does not ask about it.
func (t *turn) statesOf(task plan.Task, text string) bool {
	text = withoutIDs(text)
	if t.questions.Read(text, t.now).Kind != question.Ordinary {
		return false
	}
	title := strings.Fields(foldName(task.Title))
	said := append(t.questions.Subject(text), strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsDigit(r) })...)
	return slices.ContainsFunc(said, func(word string) bool { return !has(title, word) })
}

// withoutIDs returns a text without the ids in it.
func withoutIDs(text string) string {
	for refs := plan.FindRefs(text); len(refs) > 0; refs = plan.FindRefs(text) {
		text = text[:refs[0].Start] + " " + text[refs[0].End:]
	}
	return text
}

// usualTasks returns the tasks that a report is most likely about whose words tell nothing of it: those that its writer reported on
// last, then those of their agencies that are silent the longest.
func (t *turn) usualTasks() []string {
	var ids []string
	add := func(id string) {
		if !has(ids, id) {
			ids = append(ids, id)
		}
	}
	recent, err := t.recent("")
	if err != nil {
		t.Log.Error("the latest reports of a person cannot be read", "error", err)
	}
	for _, u := range recent {
		add(u.Task)
	}
	for _, agency := range t.member.Agencies {
		open, err := t.ownTasks(ownList{agency: agency, side: listLead})
		if err != nil {
			t.Log.Error("an agency's tasks cannot be read", "agency", agency, "error", err)
		}
		for _, own := range open {
			add(own.ID)
		}
	}
	return ids[:min(len(ids), maxTasks)]
}
