package search

import (
	"strings"
	"testing"
)

func TestQuestionsAreReadWithTheirAcceptedTasks(t *testing.T) {
	list, err := ReadQuestions(strings.NewReader(`{"category":"std","question":"muối i-ốt","accept":[["000",15],"ND-16"]}

{"category":"abst","question":"xổ số","accept":[]}
`))
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 2 || strings.Join(list[0].Accept, " ") != "ND-15 ND-16" || len(list[1].Accept) != 0 {
		t.Errorf("read %+v", list)
	}
	for _, broken := range []string{"{", `{"accept":[["009",1]]}`, `{"accept":[7]}`} {
		if _, err := ReadQuestions(strings.NewReader(broken)); err == nil {
			t.Errorf("%s is accepted", broken)
		}
	}
}

func TestFiguresCountLeadsTasksAndRefusals(t *testing.T) {
	_, x := data()
	figures, wrong := Evaluate(x, []Question{
		{Category: "a", Text: "ND-15", Accept: []string{"ND-15"}},
		{Category: "a", Text: "ND-15", Accept: []string{"ND-14"}},
		{Category: "b", Text: "xổ số miền Nam"},
	})
	if len(figures) != 3 || len(wrong) != 1 {
		t.Fatalf("figures %+v, wrong %+v", figures, wrong)
	}
	if all := figures[2]; all.Answerable != 2 || all.TaskFirst != 1 || all.Outside != 1 || all.Refused != 1 || all.Missed != 0 {
		t.Errorf("all: %+v", all)
	}
}
