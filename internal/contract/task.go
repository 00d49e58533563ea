// Package contract is the JSON that other programs rely on: the shapes that the program prints, with a constructor from
// the domain's values for each. Every list is a list, never null; agencies are named in full, as in the plans; times are
// in the office's time zone.
package contract

import (
	"slices"
	"time"

	"chutri/internal/plan"
)

// MaxAnswers is how many answers a question gets at most.
const MaxAnswers = 5

// Ask is the answer to a question.
type Ask struct {
	Question string   `json:"question"`
	Outcome  string   `json:"outcome"` // "answered", "choices" or "not_found"
	Answers  []Answer `json:"answers"` // best first
}

// Answer is a task that answers a question.
type Answer struct {
	Task
	Score float64 `json:"score"`
}

// NewAsk puts an answer together; of more than MaxAnswers answers it keeps the first.
func NewAsk(question, outcome string, answers ...Answer) Ask {
	kept := answers[:min(len(answers), MaxAnswers)]
	return Ask{Question: question, Outcome: outcome, Answers: append([]Answer{}, kept...)}
}

// Task is a row of a plan's table, or with row 0 a duty.
type Task struct {
	ID           string   `json:"id"`
	Plan         string   `json:"plan"`
	Row          int      `json:"row"`
	Code         string   `json:"code"`
	Part         string   `json:"part"` // id and title of its part, "" for a duty
	Title        string   `json:"title"`
	Lead         []string `json:"lead"`
	LeadNow      []string `json:"lead_now"` // who does the leads' work now, where that has changed
	Coordinating []string `json:"coordinating"`
	Start        *int     `json:"start"` // null where the row states no year
	End          *int     `json:"end"`   // null where the row states no year
	Output       string   `json:"output"`
	Source       string   `json:"source"`
}

// NewTask returns the JSON of a task at the given time, on which lead_now depends.
func NewTask(t plan.Task, register *plan.Register, now time.Time) Task {
	return Task{
		ID: t.ID, Plan: t.Plan, Row: t.Row, Code: t.Code, Part: partOf(t, register), Title: t.Title,
		Lead: register.AgencyNames(t.Lead), LeadNow: leadNow(t, register, now), Coordinating: register.AgencyNames(t.Coordinating),
		Start: year(t.Start), End: year(t.End), Output: t.Output, Source: t.Source,
	}
}

// partOf names the part of a plan that a row stands in.
func partOf(t plan.Task, register *plan.Register) string {
	p, _ := register.Plan(t.Plan)
	part, ok := p.Part(t.Part)
	if !ok {
		return t.Part
	}
	return part.ID + " " + part.Title
}

// year returns nil for a year that is not stated.
func year(stated int) *int {
	if stated == 0 {
		return nil
	}
	return &stated
}

// leadNow names the successors of a task's leads in the order of the leads, each once.
func leadNow(t plan.Task, register *plan.Register, now time.Time) []string {
	names := []string{}
	p, _ := register.Plan(t.Plan)
	for _, key := range t.Lead {
		lead, _ := register.Agency(key)
		for _, successor := range lead.SuccessorsAt(p.Province, now) {
			if !slices.Contains(names, successor.Name) {
				names = append(names, successor.Name)
			}
		}
	}
	return names
}
