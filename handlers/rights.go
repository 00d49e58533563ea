package handlers

import (
	"errors"
	"strconv"

	"chutri/internal/plan"
	"chutri/internal/texts"
	"chutri/store"
)

// mayReport reports whether the author may record anything at all.
func (t *turn) mayReport() bool { return mayReport(t.member) }

func mayReport(m store.Member) bool { return m.Role == store.RoleCoordinator || len(m.Agencies) > 0 }

// mayRecord reports whether the author may record progress of a task.
func (t *turn) mayRecord(task plan.Task) bool { return len(t.ownFor(task)) > 0 }

// mayChange reports whether the author may correct or withdraw a progress update: its writer while they may record for
// its task, and every coordinator.
func (t *turn) mayChange(p store.Progress) bool {
	if t.isCoordinator() {
		return true
	}
	task, ok := t.Register.Task(p.Task)
	return ok && p.Author.ID == t.m.Author.ID && t.mayRecord(task)
}

// owner tells in a refusal whose record it is, and whether it is the author's own.
func (t *turn) owner(task string, author store.Author) texts.Data {
	return texts.Data{"ID": task, "Author": author.Name, "Own": author.ID == t.m.Author.ID}
}

// group returns what the chat is bound to; the zero Group where it is not.
func (t *turn) group() (store.Group, error) {
	if !t.m.Chat.Group {
		return store.Group{}, nil
	}
	group, err := t.r.Group(t.m.Chat.ID)
	if errors.Is(err, store.ErrNotFound) {
		return store.Group{}, nil
	}
	return group, err
}

// idText writes a person's id, without separators.
func idText(person int64) string { return strconv.FormatInt(person, 10) }
