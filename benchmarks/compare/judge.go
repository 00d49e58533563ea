package main

import (
	"slices"

	"chutri/internal/plan"
	"chutri/internal/search"
)

// judge counts how one question was answered, by the rules of the package search.
func judge(register *plan.Register, q search.Question, ids []string) search.Figures {
	none := count(len(ids) == 0)
	if len(q.Accept) == 0 {
		return search.Figures{Category: q.Category, Outside: 1, Refused: none}
	}
	f := search.Figures{Category: q.Category, Answerable: 1, Missed: none}
	if len(ids) > 0 {
		f.LeadFirst = count(leadsAlike(register, ids[0], q.Accept))
		f.TaskFirst = count(slices.Contains(q.Accept, ids[0]))
	}
	f.TaskThree = count(slices.ContainsFunc(ids[:min(3, len(ids))], func(id string) bool { return slices.Contains(q.Accept, id) }))
	return f
}

// leadsAlike reports whether a task has the lead agencies, in any order, of one of the accepted tasks.
func leadsAlike(register *plan.Register, id string, accept []string) bool {
	leads := leadsOf(register, id)
	return slices.ContainsFunc(accept, func(other string) bool { return slices.Equal(leads, leadsOf(register, other)) })
}

func leadsOf(register *plan.Register, id string) []string {
	t, _ := register.Task(id)
	return slices.Sorted(slices.Values(t.Lead))
}

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
