package handlers

import (
	"strings"

	"chutri/internal/chat"
	"chutri/internal/plan"
	"chutri/internal/texts"
	"chutri/store"
)

// facet shows the answer to one question about a task: the answer first, then the task and the row that says so.
func (t *turn) facet(task plan.Task, answer []string, buttons ...chat.Button) {
	lines := append(answer, t.say.Say("card.title", texts.Data{"ID": task.ID, "Title": task.Title}))
	lines = append(lines, t.say.Say("card.source", texts.Data{"Source": task.Source, "ID": task.ID}))
	buttons = append(buttons, button(t.say.Plain("button.card", nil), "task", task.ID))
	t.showCard(&store.Card{Task: task.ID}, strings.Join(lines, "\n"), buttons)
}

// coordinators tells who coordinates a task, all of them.
func (t *turn) coordinators(task plan.Task) {
	answer := t.say.Say("asking.no_coordinators", nil)
	if len(task.Coordinating) > 0 {
		answer = t.say.Say("asking.coordinators", texts.Data{"Agencies": strings.Join(t.Register.AgencyNames(task.Coordinating), "; ")})
	}
	t.facet(task, []string{answer, t.say.Say("asking.lead", texts.Data{"Agencies": t.leadNames(task)})})
}

// progressOfTask tells members how far a task is, what stands in the way and what comes next.
func (t *turn) progressOfTask(task plan.Task) error {
	if !t.isMember() {
		t.strangerHint()
		return nil
	}
	latest, ok, err := t.latest(task)
	if err != nil {
		return err
	}
	answer := []string{t.say.Say("asking.not_reported", nil)}
	if ok {
		standing, err := t.standing(latest)
		if err != nil {
			return err
		}
		answer = []string{t.say.Say("asking.progress", texts.Data{
			"Progress": standing, "Agency": t.Register.AgencyName(latest.Agency),
			"Date": t.date(latest.ReportedAt.In(t.Zone)),
		})}
		if latest.Obstacle != "" {
			answer = append(answer, t.say.Say("record.obstacle", texts.Data{"Obstacle": latest.Obstacle}))
		}
		if latest.Next != "" {
			answer = append(answer, t.say.Say("record.next", texts.Data{"Next": latest.Next}))
		}
	}
	answer = append(answer, t.say.Say("asking.lead", texts.Data{"Agencies": t.leadNames(task)}))
	buttons := []chat.Button{button(t.say.Plain("button.history", nil), "history", task.ID, "0")}
	if t.mayRecord(task) {
		buttons = append(buttons, button(t.say.Plain("button.update", nil), "update", task.ID))
	}
	t.facet(task, answer, buttons...)
	return nil
}

// leadNow tells who does the work of the lead agencies today.
func (t *turn) leadNow(task plan.Task) {
	answer := t.successorLines(task, maxAllSuccessors, maxWholeField)
	for i, line := range answer {
		answer[i] = t.say.Say("asking.now", texts.Data{"Line": texts.HTML(line)})
	}
	if len(answer) == 0 {
		answer = []string{t.say.Say("asking.no_successor", nil)}
	}
	t.facet(task, append(answer, t.say.Say("asking.plan_says", texts.Data{"Agencies": t.leadNames(task)})))
}

// until tells when a task ends.
func (t *turn) until(task plan.Task) {
	answer := []string{t.say.Say("asking.period", texts.Data{"Period": t.period(task)})}
	answer = append(answer, t.endedLine(task)...)
	t.facet(task, append(answer, t.say.Say("asking.lead", texts.Data{"Agencies": t.leadNames(task)})))
}
