package report

import (
	"strings"

	"chutri/internal/plan"
)

// Key identifies the report on a scope in a period: "2026-W47/BV/6.3/so-y-te".
func Key(register *plan.Register, scope Scope, period plan.Period) string {
	return strings.Join(append([]string{period.Name}, scope.Names(register)...), "/")
}

// Names returns what identifies a scope in two words without ":": the plan's key with the part ("BV/6.3"), and the agency's key.
func (s Scope) Names(register *plan.Register) []string {
	p, ok := register.Plan(s.Plan)
	switch {
	case !ok:
		return []string{"", s.Agency}
	case s.Part == "":
		return []string{p.Key, s.Agency}
	}
	return []string{p.Key + "/" + s.Part, s.Agency}
}
