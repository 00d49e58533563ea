package question

import (
	"slices"
	"strings"

	"chutri/internal/plan"
)

// described is a target or a deadline with the words that people ask it by.
type described struct {
	phrases []string // its name and its terms, without accents, each between blanks
	words   map[string]bool
}

func describe(names []string) described {
	d := described{words: make(map[string]bool)}
	for _, name := range names {
		var folds []string
		for _, w := range tokenize(name) {
			folds = append(folds, w.fold)
			d.words[w.fold] = true
		}
		d.phrases = append(d.phrases, " "+strings.Join(folds, " ")+" ")
	}
	return d
}

// How well words describe a target or a deadline.
const (
	notAtAll = iota
	byWords  // its words, here and there
	byTerm   // within one of its terms
	byName   // within its name
	exactly  // its name or a term, as it stands
)

// score tells how well words describe it; notAtAll if one of them is not among its own.
func (d described) score(words []string) int {
	for _, w := range words {
		if !d.words[w] {
			return notAtAll
		}
	}
	best, said := byWords, " "+strings.Join(words, " ")+" "
	for i, p := range d.phrases {
		switch {
		case p == said:
			return exactly
		case strings.Contains(p, said) && i == 0:
			best = max(best, byName)
		case strings.Contains(p, said):
			best = max(best, byTerm)
		}
	}
	return best
}

// target reads what asks for figures that plans aim at: "chỉ tiêu thấp còi đến 2025?".
func (a *analysis) target() (Intent, bool) {
	if !a.says(target|howMuch) || a.says(who|lead|coordinate|facets|report|agency|ends|late) {
		return Intent{}, false
	}
	// A plan's topic may be what the target is about: "bao nhiêu xã nông thôn mới".
	if found := a.targets(a.folds(ofPlan), ""); len(found) > 0 {
		intent := a.as(Targets)
		intent.Plan, intent.Targets = "", found
		return intent, true
	}
	intent := a.as(Targets)
	about := a.folds(unexplained)
	if len(about) == 0 {
		return intent, a.says(target) && intent.Plan != ""
	}
	intent.Targets = a.targets(about, intent.Plan)
	return intent, len(intent.Targets) > 0
}

// targets returns the ids of the targets that words describe best, of one plan or, with "", of all. Words here and there are only
// enough where a target is asked for by that name.
func (a *analysis) targets(about []string, planID string) []string {
	if len(about) == 0 {
		return nil
	}
	var found [exactly + 1][]string
	for i, t := range a.reader.register.Targets {
		if planID == "" || t.Plan == planID {
			score := a.reader.targets[i].score(about)
			found[score] = append(found[score], t.ID)
		}
	}
	switch best := append(found[exactly], found[byName]...); {
	case len(best) > 0:
		return best
	case len(found[byTerm]) > 0:
		return found[byTerm]
	case a.says(target):
		return found[byWords]
	}
	return nil
}

// deadline reads what asks when a report is due or who receives it: "báo cáo SDG nộp khi nào, cho ai?".
func (a *analysis) deadline() (Intent, bool) {
	asks := a.says(submitWhen|submitTo|until) || a.says(submit) && len(a.open) == 0
	if !a.says(report) || !asks || a.says(lead|coordinate|coordinators|progress|target|now|part) {
		return Intent{}, false
	}
	intent := a.as(Deadlines)
	about := a.folds(unexplained)
	best := notAtAll
	for i, d := range a.reader.register.Deadlines {
		if intent.Plan != "" && d.Plan != intent.Plan || !a.concerns(d) {
			continue
		}
		score := byWords
		if len(about) > 0 {
			score = a.reader.deadlines[i].score(about)
		}
		if score == notAtAll || score < best {
			continue
		}
		if score > best {
			best, intent.Deadlines = score, nil
		}
		intent.Deadlines = append(intent.Deadlines, i)
	}
	return intent, best > notAtAll
}

// concerns reports whether all the agencies that are named owe a report or receive it, themselves or as members of a body.
func (a *analysis) concerns(d plan.Deadline) bool {
	for _, key := range a.bodies {
		names := []string{key}
		if body, ok := a.reader.register.Agency(key); ok {
			names = append(names, body.MemberOf...)
		}
		part := func(body string) bool { return slices.Contains(names, body) }
		if !slices.ContainsFunc(d.From, part) && !slices.ContainsFunc(d.To, part) {
			return false
		}
	}
	return true
}
