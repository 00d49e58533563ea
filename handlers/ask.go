package handlers

import (
	"slices"
	"strconv"
	"strings"

	"chutri/internal/chat"
	"chutri/internal/plan"
	"chutri/internal/search"
	"chutri/internal/texts"
)

// maxChoices is how many tasks are offered where several fit.
const maxChoices = 3

// hardlyFits is the share of the best one's score below which a task is not worth an official's look.
const hardlyFits = 0.02

// askCommand answers /hoi.
func askCommand(t *turn, question string) error {
	if strings.TrimSpace(question) == "" {
		if text := t.quotedText(); text != "" {
			return t.quoted(text)
		}
		t.show(t.say.Say("ask.empty", nil), t.sampleButtons()...)
		return nil
	}
	return t.ask(question)
}

// ask answers a question: with the task that fits, with several to choose from, or with an honest "not in the plans".
func (t *turn) ask(question string) error {
	if target, ok := t.targetNamed(question); ok {
		return t.target(target)
	}
	if answered, err := t.otherQuestion(question); answered || err != nil {
		return err
	}
	searcher, err := t.searcher()
	if err != nil {
		return err
	}
	result := searcher.Find(question)
	switch result.Outcome {
	case search.Answered:
		t.session.asked(question, t.now)
		return t.answer(result.Answers[0].Task)
	case search.Choices:
		t.session.asked(question, t.now)
		t.choices(result, "task")
		t.wishAnswer(question, result, searcher)
		return nil
	}
	if err := t.keepUnanswered(question, feedback{}); err != nil {
		return err
	}
	t.show(t.say.Say("ask.not_found", nil), t.topicButtons(result)...)
	t.wishAnswer(question, result, searcher)
	return nil
}

// answer shows the card of a task and remembers it for follow-ups.
func (t *turn) answer(task plan.Task) error {
	t.session.remember(task.ID, t.now)
	return t.taskCard(task)
}

// choices lists tasks with their leads, each behind a numbered button that calls an action with the task as its last argument.
// Where plans give the work to different leads, that is said first, and each plan is named with its date; where none of them may be meant,
// that is said.
func (t *turn) choices(result search.Result, action string, arguments ...string) {
	shown := t.bestOfPlans(result.Answers)
	headline := t.say.Say("ask.choices", texts.Data{"Count": len(shown)})
	differ := t.leadsDiffer(shown)
	switch {
	case doubtful(result, shown):
		headline = t.say.Say("ask.unsure", nil)
	case differ:
		headline = t.say.Say("asking.differ", nil)
	}
	lines := []string{headline}
	var numbers []chat.Button
	for i, answer := range shown {
		data := texts.Data{
			"Number": i + 1, "Lead": t.leadNames(answer.Task), "Title": answer.Task.Title,
			"ID": answer.Task.ID, "Plan": t.planShort(answer.Task),
		}
		if differ {
			lines = append(lines, t.say.Say("asking.choice", data), t.planLine(answer.Task))
		} else {
			lines = append(lines, t.say.Say("ask.choice", data))
		}
		numbers = append(numbers, button(strconv.Itoa(i+1), action, append(append([]string{}, arguments...), answer.Task.ID)...))
	}
	rows := [][]chat.Button{numbers}
	if p, ok := t.Register.Plan(result.Answers[0].Task.Plan); ok && result.Total > len(shown) {
		if _, ok := p.Part(result.Understood.Code); ok {
			rows = append(rows, row(button(t.say.Plain("asking.button.all_rows", nil), "tasks", partName(p, result.Understood.Code), listPart, "0")))
		}
	}
	t.show(strings.Join(lines, "\n"), rows...)
}

// bestOfPlans returns the best answers, at most maxChoices. The best one of a second plan is among them; what hardly fits is not, unless it
// shows that a second plan gives the work to others.
func (t *turn) bestOfPlans(answers []search.Answer) []search.Answer {
	for last := len(answers) - 1; last > 0 && answers[last].Score < hardlyFits*answers[0].Score && !slices.Contains(answers[0].Task.Also, answers[last].Task.ID); last-- {
		answers = answers[:last]
	}
	if len(answers) <= maxChoices {
		return answers
	}
	shown := append([]search.Answer{}, answers[:maxChoices]...)
	for _, answer := range shown {
		if answer.Task.Plan != shown[0].Task.Plan {
			return shown
		}
	}
	for _, answer := range answers[maxChoices:] {
		if answer.Task.Plan != shown[0].Task.Plan {
			shown[maxChoices-1] = answer
			break
		}
	}
	return shown
}

// leadsDiffer reports whether the best answer and the best one of another plan have different leads.
func (t *turn) leadsDiffer(answers []search.Answer) bool {
	for _, answer := range answers {
		if answer.Task.Plan != answers[0].Task.Plan {
			return !slices.Equal(answer.Task.Lead, answers[0].Task.Lead)
		}
	}
	return false
}

// doubtful reports whether it is more likely that none of the tasks is meant. What an id or a code names is meant.
func doubtful(result search.Result, shown []search.Answer) bool {
	likely := 0.0
	for _, answer := range shown {
		likely += answer.Score
	}
	return likely < 0.5 && result.Understood.Code == "" && len(result.Understood.Refs) == 0
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
