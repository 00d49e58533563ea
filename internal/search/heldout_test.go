package search

import (
	"os"
	"path/filepath"
	"testing"
)

// TestQuestionsNeverLearntFromAreAnswered holds the search to what an office is promised, over the questions of testdata. They are written
// apart from the lists in the seeds and are no lessons.
func TestQuestionsNeverLearntFromAreAnswered(t *testing.T) {
	_, x := data()
	files, err := filepath.Glob("testdata/questions-*.jsonl")
	if err != nil || len(files) < 3 {
		t.Fatalf("files of questions: %v, %v", files, err)
	}
	var plain, everyday []Question
	for _, name := range files {
		file, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		list, err := ReadQuestions(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range list {
			if q.Category == "everyday" {
				everyday = append(everyday, q)
			} else {
				plain = append(plain, q)
			}
		}
	}
	atLeast := func(what string, part, of int, want float64) {
		if share := float64(part) / float64(of); share < want {
			t.Errorf("%s: %d of %d, %.3f, want %.2f", what, part, of, share, want)
		}
	}
	got := total(x, plain)
	atLeast("the right lead first", got.LeadFirst, got.Answerable, 0.95)
	atLeast("the right task first", got.TaskFirst, got.Answerable, 0.92)
	atLeast("the right task in three", got.TaskThree, got.Answerable, 0.97)
	atLeast("something found", got.Answerable-got.Missed, got.Answerable, 0.97)
	atLeast("nothing found where nothing answers", got.Refused, got.Outside, 0.90)
	got = total(x, everyday)
	atLeast("everyday: the right lead first", got.LeadFirst, got.Answerable, 0.70)
	atLeast("everyday: the right task in three", got.TaskThree, got.Answerable, 0.80)
}

// total are the figures over all questions.
func total(x *Index, questions []Question) Figures {
	figures, _ := Evaluate(x, questions)
	return figures[len(figures)-1]
}
