package handlers

import (
	"chutri/internal/texts"
	"chutri/store"
)

// groupCommand answers /nhom: it binds the group to an agency or a plan, or tells what it is bound to.
func groupCommand(t *turn, arguments string) error {
	if !t.m.Chat.Group {
		t.show(t.say.Say("group.private", nil))
		return nil
	}
	bound, err := t.group()
	if err != nil {
		return err
	}
	next := store.Group{Chat: t.m.Chat.ID, Title: t.m.Chat.Title}
	if arguments != "" && foldName(arguments) != "bo" {
		scope, ok := t.scope(arguments)
		if !ok {
			t.show(t.say.Say("tasks.unknown", texts.Data{"Text": shorten(arguments, 80)}))
			return nil
		}
		next.Agency, next.Plan = scope.Agency, scope.Plan
	}
	if arguments == "" {
		next = bound
	} else {
		t.event(store.Event{Kind: store.GroupBound, Group: &next})
	}
	switch {
	case next.Agency != "":
		t.show(t.say.Say("group.bound", texts.Data{"Name": t.Register.AgencyName(next.Agency)}))
	case next.Plan != "":
		p, _ := t.Register.Plan(next.Plan)
		t.show(t.say.Say("group.bound", texts.Data{"Name": p.Name}))
	default:
		t.show(t.say.Say("group.unbound", nil))
	}
	return nil
}
