package handlers

import (
	"strings"

	"chutri/internal/plan"
	"chutri/internal/vietnamese"
)

// planNames finds the plan that an argument names.
type planNames struct {
	register *plan.Register
	byForm   map[string]string // folded name → plan id
}

func newPlanNames(register *plan.Register) *planNames {
	names := &planNames{register: register, byForm: make(map[string]string)}
	for _, p := range register.Plans {
		for _, name := range append([]string{p.ID, p.Key, p.Name, p.Short}, p.Aliases...) {
			if form := foldName(name); names.byForm[form] == "" {
				names.byForm[form] = p.ID
			}
		}
	}
	return names
}

// find returns the plan with the given id, key, name or alias, in any case and with or without accents.
func (n *planNames) find(text string) (plan.Plan, bool) {
	form := foldName(text)
	for _, prefix := range []string{"", "ke hoach ", "kh "} {
		if id, ok := n.byForm[strings.TrimPrefix(form, prefix)]; ok {
			return n.register.Plan(id)
		}
	}
	return plan.Plan{}, false
}

func foldName(text string) string { return strings.Join(vietnamese.Words(vietnamese.Fold(text)), " ") }
