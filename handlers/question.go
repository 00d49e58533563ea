package handlers

import (
	"strconv"

	"chutri/internal/plan"
	"chutri/internal/question"
	"chutri/internal/report"
	"chutri/internal/search"
	"chutri/internal/texts"
)

// otherQuestion answers a question that asks for something else than who leads. It returns false for all others, and for those
// that it cannot answer after all.
func (t *turn) otherQuestion(text string) (answered bool, err error) {
	intent := t.questions.Read(text, t.now)
	switch intent.Kind {
	case question.Ordinary:
		return false, nil
	case question.Tasks, question.Ending:
		return true, t.some(selectionOf(intent), 0)
	case question.Own:
		if !t.isMember() {
			t.strangerHint()
			return true, nil
		}
		return true, t.ownTasksOf(report.Scope{Plan: intent.Plan}, selectionOf(intent).side)
	case question.Part:
		p, _ := t.Register.Plan(intent.Plan)
		return true, t.list(partName(p, intent.Part), listPart, 0)
	case question.Targets:
		return true, t.targetsAsked(intent)
	case question.Deadlines:
		return true, t.deadlines(intent.Deadlines, 0)
	case question.Progress:
		if intent.Subject == "" && (intent.Agency != "" || intent.Plan != "") {
			return true, t.progressOf(report.Scope{Agency: intent.Agency, Plan: intent.Plan})
		}
	}
	return t.askedOfTask(intent)
}

// askedOfTask answers what is asked of one task: of the one that the question describes, of the one that the quoted message
// describes, or of the one spoken of.
func (t *turn) askedOfTask(intent question.Intent) (answered bool, err error) {
	described := intent.Subject
	if described == "" {
		described = t.quotedText()
	}
	if described == "" {
		task, ok := t.Register.Task(t.session.Task)
		switch {
		case ok:
			return true, t.about(intent.Kind, task)
		case intent.Kind == question.Card:
			return false, nil
		}
		t.show(t.say.Say("asking.which_task", nil))
		return true, nil
	}
	searcher, err := t.searcher()
	if err != nil {
		return false, err
	}
	switch result := searcher.Find(described); result.Outcome {
	case search.Answered:
		return true, t.about(intent.Kind, result.Answers[0].Task)
	case search.Choices:
		if fits := t.bestOfPlans(result.Answers); len(fits) == 1 {
			return true, t.about(intent.Kind, fits[0].Task)
		}
		t.choices(result, "about", string(intent.Kind))
		return true, nil
	}
	return false, nil
}

// about answers one question about a task.
func (t *turn) about(kind question.Kind, task plan.Task) error {
	t.session.remember(task.ID, t.now)
	switch kind {
	case question.Coordinators:
		if task.Role == plan.RoleLead {
			t.coordinators(task)
			return nil
		}
	case question.Progress:
		return t.progressOfTask(task)
	case question.Now:
		t.leadNow(task)
		return nil
	case question.Until:
		t.until(task)
		return nil
	}
	return t.taskCard(task)
}

// aboutAction answers a question about the task that a button names.
func aboutAction(t *turn, arguments []string) error {
	task, ok := t.Register.Task(arguments[1])
	if !ok {
		t.notice(t.say.Plain("press.unknown", nil))
		return nil
	}
	return t.about(question.Kind(arguments[0]), task)
}

// progressOf tells members how far an agency or a plan is.
func (t *turn) progressOf(scope report.Scope) error {
	if !t.isMember() {
		t.strangerHint()
		return nil
	}
	return t.week(scope, plan.WeekOf(t.now), 0)
}

// planLine names a task's plan with the date of its document, so that two plans can be told apart.
func (t *turn) planLine(task plan.Task) string {
	p, _ := t.Register.Plan(task.Plan)
	data := texts.Data{"Plan": p.Short, "Date": "", "End": ""}
	if !p.Issued.IsZero() {
		data["Date"] = t.date(p.Issued)
	}
	if p.End != 0 {
		data["End"] = strconv.Itoa(p.End)
	}
	return t.say.Say("asking.plan_line", data)
}
