package progress_test

import (
	"slices"
	"testing"

	"chutri/internal/plan"
	"chutri/internal/progress"
)

func TestARangeNamesAllItsTasks(t *testing.T) {
	r := newReader(t)
	five := []string{"ND-10", "ND-11", "ND-12", "ND-13", "ND-14"}
	for text, want := range map[string][]string{
		"từ ND-10 đến ND-14 đang thực hiện":           five,
		"ND-10 tới ND-14 đang thực hiện":              five,
		"tu nd10 den nd14 dang thuc hien":             five,
		"Các việc từ ND-10 đến hết ND-14: đang làm":   five,
		"từ ND-10 đến 14 đang thực hiện":              five,
		"ND-10 đến ND-12, ND-14 đang thực hiện":       {"ND-10", "ND-11", "ND-12", "ND-14"},
		"ND-10 và ND-14 đang thực hiện":               {"ND-10", "ND-14"},
		"ND-14 đến ND-10 đang thực hiện":              {"ND-14", "ND-10"},
		"ND-10 đến BV-14 đang thực hiện":              {"ND-10", "BV-14"},
		"ND-10 đang thực hiện đến 14/12":              {"ND-10"},
		"ND-10 đang thực hiện từ tháng 10 đến 14 giờ": {"ND-10"},
	} {
		got := r.Read(text, progress.Context{})
		var ids []string
		for _, report := range got.Reports {
			if report.Status == plan.InProgress || len(want) == 2 {
				ids = append(ids, report.Task)
			}
		}
		if got.Kind != progress.Update || !slices.Equal(ids, want) {
			t.Errorf("%q: %v on %v, want %v", text, got.Kind, ids, want)
		}
	}
}

func TestARangeOfManyTasksIsAskedAbout(t *testing.T) {
	got := one(t, newReader(t), "từ BV-10 đến BV-60 đã hoàn thành", progress.Context{})
	if got.Task != "" || len(got.Candidates) != 51 {
		t.Errorf("got %q with %d candidates, want an open one of 51", got.Task, len(got.Candidates))
	}
}
