package question

// facet reads what asks something of one task: who coordinates it, how far it is, who does it today, until when. The task is
// described by the words that are left, or it is the one spoken of.
func (a *analysis) facet() (Intent, bool) {
	kind, ok := a.facetKind()
	if !ok || a.within(facets) {
		return Intent{}, false
	}
	intent := a.as(kind)
	named := a.says(agency | ofPlan)
	if len(a.open) > 0 || a.says(code) || named && kind != Progress {
		intent.Subject = a.subject()
	}
	return intent, true
}

// facetKind returns the one thing that is asked. A question that also asks who leads stays an ordinary one, for the card tells
// both.
func (a *analysis) facetKind() (Kind, bool) {
	if a.says(report | target) {
		return "", false
	}
	asksLead := a.says(who)
	switch a.has & facets {
	case coordinators:
		return Coordinators, !asksLead && !a.says(lead)
	case progress:
		return Progress, !asksLead && !(a.says(lead) && a.says(thing))
	case now:
		return Now, true
	case until:
		return Until, !asksLead
	}
	return "", false
}

// about reads what can only be asked of the task spoken of: "còn ai chủ trì?", "nguồn ở đâu?".
func (a *analysis) about() (Intent, bool) {
	if !a.only(who | lead | coordinate | card | thing) {
		return Intent{}, false
	}
	switch {
	case a.says(card):
		return a.as(Card), true
	case a.says(coordinate) && !a.says(lead):
		return a.as(Coordinators), true
	case a.says(who) && a.says(lead):
		return a.as(Card), true
	}
	return Intent{}, false
}

// within reports whether the words with a label stand between words that nothing explains. What asks of a task stands before or
// behind the words that describe it; in the middle it is part of a story.
func (a *analysis) within(l label) bool {
	before, inside, behind := false, false, false
	for _, w := range a.words {
		open := w.label == unexplained || w.label == content
		before = before || open && !inside
		behind = behind || open && inside
		inside = inside || w.label&l != 0
	}
	return before && behind
}
