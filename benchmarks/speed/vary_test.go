package main

import (
	"testing"

	"chutri/seeds"
)

func TestVariedTasksComeAfterTheRealOnesAndDiffer(t *testing.T) {
	data, err := seeds.Default()
	if err != nil {
		t.Fatal(err)
	}
	originals := data.Register.Tasks
	register := vary(data.Register, 20*len(originals))
	if len(register.Tasks) != 20*len(originals) {
		t.Fatalf("%d tasks, want %d", len(register.Tasks), 20*len(originals))
	}
	ids, titles := make(map[string]bool), make(map[string]bool)
	for i, task := range register.Tasks {
		if ids[task.ID] {
			t.Errorf("the id %s stands twice", task.ID)
		}
		ids[task.ID] = true
		titles[task.Title] = true
		if i < len(originals) && task.Title != originals[i].Title {
			t.Errorf("%s: %q, want the real title %q", task.ID, task.Title, originals[i].Title)
		}
	}
	if len(titles) < 19*len(originals) {
		t.Errorf("%d tasks have only %d titles", len(register.Tasks), len(titles))
	}
}
