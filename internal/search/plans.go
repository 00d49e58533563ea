package search

import (
	"slices"
	"strings"

	"chutri/internal/plan"
	"chutri/internal/vietnamese"
)

// namedPlan is a plan with the phrases that name it, without accents.
type namedPlan struct {
	id       string
	key      string // in lower case
	province string
	phrases  []string // certain by themselves
	topics   []string // name the plan only behind "kế hoạch"
}

func namePlans(plans []plan.Plan) []namedPlan {
	var named []namedPlan
	for _, p := range plans {
		n := namedPlan{id: p.ID, key: strings.ToLower(p.Key), province: vietnamese.Fold(p.Province)}
		for _, alias := range p.Aliases {
			folded := strings.Join(vietnamese.Words(vietnamese.Fold(alias)), " ")
			if strings.ContainsAny(folded, "0123456789") || strings.HasPrefix(folded, "ke hoach ") {
				n.phrases = append(n.phrases, folded)
			} else {
				n.topics = append(n.topics, folded)
			}
		}
		named = append(named, n)
	}
	return named
}

// planNamed returns the id of the plan that the words name, "" for none: by its number, as "kế hoạch" with its topic, or by
// the name of a province that has one plan only. Of several the longest name counts.
func (x *Index) planNamed(list []word) string {
	var b strings.Builder
	b.WriteByte(' ')
	for _, w := range list {
		b.WriteString(w.fold)
		b.WriteByte(' ')
	}
	text := b.String()
	best, longest := "", 0
	note := func(id, phrase string) {
		if len(phrase) > longest && strings.Contains(text, " "+phrase+" ") {
			best, longest = id, len(phrase)
		}
	}
	for _, p := range x.plans {
		for _, phrase := range p.phrases {
			note(p.id, phrase)
		}
		for _, topic := range p.topics {
			for _, kind := range []string{"ke hoach ", "kh ", "plan "} {
				note(p.id, kind+topic)
			}
		}
		if x.onlyPlanOf(p) {
			note(p.id, p.province)
		}
	}
	return best
}

// planBeside returns the id of the plan that the words beside a printed code name, "" for none. There the key or the topic alone is enough,
// if nothing else is said: "ND 2.2.3", "III.7 giảm nghèo".
func (x *Index) planBeside(list []word) string {
	if named := x.planNamed(list); named != "" {
		return named
	}
	frame.drop(list)
	var kept []string
	for _, w := range list {
		if !w.dropped {
			kept = append(kept, w.fold)
		}
	}
	said := strings.Join(kept, " ")
	for _, p := range x.plans {
		if said == p.key || slices.Contains(p.topics, said) {
			return p.id
		}
	}
	return ""
}

// onlyPlanOf reports whether no other plan belongs to the plan's province.
func (x *Index) onlyPlanOf(p namedPlan) bool {
	for _, other := range x.plans {
		if other.id != p.id && other.province == p.province {
			return false
		}
	}
	return p.province != ""
}
