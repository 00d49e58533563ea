package handlers

import (
	"strings"

	"chutri/internal/report"
)

// scope reads what a report is to be about: a plan, a part of it ("BV 6.3"), an agency, or a plan and an agency; nothing means
// everything, or what a bound group is about.
func (t *turn) scope(argument string) (report.Scope, bool) {
	if argument == "" {
		group, err := t.group()
		return report.Scope{Plan: group.Plan, Agency: group.Agency}, err == nil
	}
	if scope, ok := t.planScope(argument); ok {
		return scope, true
	}
	if key, ok := t.Agencies.Find(argument); ok {
		return report.Scope{Agency: key}, true
	}
	words := strings.Fields(argument)
	for cut := 1; cut < len(words); cut++ {
		first, second := strings.Join(words[:cut], " "), strings.Join(words[cut:], " ")
		for _, pair := range [][2]string{{first, second}, {second, first}} {
			scope, isPlan := t.planScope(pair[0])
			key, isAgency := t.Agencies.Find(pair[1])
			if scope.Agency = key; isPlan && isAgency {
				return scope, true
			}
		}
	}
	return report.Scope{}, false
}

// planScope reads a plan or a part of one: "giảm nghèo", "BV/6.3", "BV phần 6.3".
func (t *turn) planScope(argument string) (report.Scope, bool) {
	if p, ok := t.plans.find(argument); ok {
		return report.Scope{Plan: p.ID}, true
	}
	cut := strings.LastIndexAny(argument, " /")
	if cut < 0 {
		return report.Scope{}, false
	}
	name, id := foldName(argument[:cut]), argument[cut+1:]
	for _, word := range []string{" phan", " part", " muc tieu", " muc"} {
		name = strings.TrimSuffix(name, word)
	}
	p, ok := t.plans.find(name)
	if !ok {
		return report.Scope{}, false
	}
	for _, part := range p.Parts {
		if strings.EqualFold(part.ID, id) {
			return report.Scope{Plan: p.ID, Part: part.ID}, true
		}
	}
	return report.Scope{}, false
}

// scopeArguments are what a button carries of a scope: the plan's key with the part ("BV/6.3"), and the agency's key.
func (t *turn) scopeArguments(scope report.Scope) []string { return scope.Names(t.Register) }

// scopePressed reads what scopeArguments wrote; ok is false for a scope that does not exist.
func (t *turn) scopePressed(planAndPart, agency string) (scope report.Scope, ok bool) {
	key, part, _ := strings.Cut(planAndPart, "/")
	if key != "" {
		p, known := t.Register.Plan(key)
		if _, found := p.Part(part); !known || part != "" && !found {
			return report.Scope{}, false
		}
		scope = report.Scope{Plan: p.ID, Part: part}
	}
	if _, known := t.Register.Agency(agency); !known && agency != "" {
		return report.Scope{}, false
	}
	scope.Agency = agency
	return scope, true
}
