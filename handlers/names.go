package handlers

import (
	"encoding/json"
	"fmt"
	"slices"

	"chutri/store"
)

// coordinatorNames is the collection of the names under which the coordinators by configuration write, by their ids: they need not be
// members.
const coordinatorNames = "coordinator"

// named is a person with their name, in the form in which a forgotten person is found and loses it.
type named struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

// learnName keeps the author's name with what they do: that of a member who was added by their number, and that of a coordinator by
// configuration.
func (t *turn) learnName() error {
	if slices.ContainsFunc(t.step.Events, func(e store.Event) bool {
		return e.Member != nil || e.Record != nil && e.Record.Collection == coordinatorNames
	}) {
		return nil // learned in this turn
	}
	t.introduce()
	author := t.m.Author
	if !t.coordinator[author.ID] || author.Name == "" {
		return nil
	}
	known, err := t.coordinatorName(author.ID)
	if err != nil || known == author.Name {
		return err
	}
	return t.keep(coordinatorNames, idText(author.ID), named{author.ID, author.Name})
}

// coordinatorName returns the name under which a coordinator by configuration last did something, "" for none.
func (t *turn) coordinatorName(person int64) (string, error) {
	record, err := t.r.Record(coordinatorNames, idText(person))
	if isNotFound(err) {
		return "", nil
	}
	var known named
	if err == nil {
		err = json.Unmarshal(record.Data, &known)
	}
	if err != nil {
		return "", fmt.Errorf("read the name of a coordinator: %w", err)
	}
	return known.Name, nil
}
