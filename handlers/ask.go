package handlers

import (
	"strconv"
	"strings"

	"chutri/internal/chat"
	"chutri/internal/plan"
	"chutri/internal/search"
	"chutri/internal/texts"
)

// maxChoices is how many tasks are offered where several fit.
const maxChoices = 5

// askCommand answers /hoi.
func askCommand(t *turn, question string) error {
	if strings.TrimSpace(question) == "" {
		t.show(t.say.Say("ask.empty", nil), t.sampleButtons()...)
		return nil
	}
	return t.ask(question)
}

// ask answers a question: with the task that fits, with several to choose from, or with an honest "not in the plans".
func (t *turn) ask(question string) error {
	if ref, ok := plan.ParseRef(question); ok {
		if target, ok := t.Register.Target(ref.String()); ok {
			t.target(target)
			return nil
		}
	}
	result := t.Search.Find(question)
	switch result.Outcome {
	case search.Answered:
		return t.answer(result.Answers[0].Task)
	case search.Choices:
		t.choices(result.Answers)
		return nil
	}
	t.show(t.say.Say("ask.not_found", nil), t.topicButtons(result)...)
	return nil
}

// answer shows the card of a task and remembers it for follow-ups.
func (t *turn) answer(task plan.Task) error {
	t.session.remember(task.ID, t.now)
	return t.taskCard(task)
}

// choices lists tasks with their leads, each behind a numbered button.
func (t *turn) choices(answers []search.Answer) {
	lines := []string{t.say.Say("ask.choices", texts.Data{"Count": min(len(answers), maxChoices)})}
	var numbers []chat.Button
	for i, answer := range answers {
		if i == maxChoices {
			break
		}
		lines = append(lines, t.say.Say("ask.choice", texts.Data{
			"Number": i + 1, "Lead": t.leadNames(answer.Task), "Title": answer.Task.Title,
			"ID": answer.Task.ID, "Plan": t.planShort(answer.Task),
		}))
		numbers = append(numbers, button(strconv.Itoa(i+1), "task", answer.Task.ID))
	}
	t.show(strings.Join(lines, "\n"), numbers)
}

// topicButtons offers the parts of the plans that come nearest to a question without an answer, as what they are.
func (t *turn) topicButtons(result search.Result) [][]chat.Button {
	var rows [][]chat.Button
	for _, topic := range result.Topics {
		p, ok := t.Register.Plan(topic.Plan)
		if ok && topic.Part != "" {
			rows = append(rows, row(button(topic.Title, "tasks", partName(p, topic.Part), listPart, "0")))
		}
	}
	return rows
}

// sampleButtons offers three questions to tap.
func (t *turn) sampleButtons() [][]chat.Button {
	var rows [][]chat.Button
	for _, number := range samples {
		rows = append(rows, row(button(t.say.Plain("sample."+number, nil), "sample", number)))
	}
	return rows
}

// samples number the questions that a newcomer can tap.
var samples = []string{"1", "2", "3"}

// sampleAction asks a sample question.
func sampleAction(t *turn, arguments []string) error {
	for _, number := range samples {
		if arguments[0] == number {
			t.m.Kind = chat.Text // the answer is a new message: the newcomer keeps the others to tap
			t.notice("")
			return t.ask(t.say.Plain("sample."+number, nil))
		}
	}
	return nil
}

// taskAction shows the card of a task.
func taskAction(t *turn, arguments []string) error {
	task, ok := t.Register.Task(arguments[0])
	if !ok {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	return t.answer(task)
}

// leadNames returns the full names of a task's lead agencies in one line.
func (t *turn) leadNames(task plan.Task) string {
	if len(task.Lead) == 0 {
		return t.say.Plain("card.lead_lost", nil)
	}
	return strings.Join(t.Register.AgencyNames(task.Lead), "; ")
}

// planShort returns the short name of a task's plan.
func (t *turn) planShort(task plan.Task) string {
	p, _ := t.Register.Plan(task.Plan)
	return p.Short
}
