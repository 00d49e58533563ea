package search

import (
	"strings"
	"testing"
)

func TestIdsAndPrintedCodesNameTasks(t *testing.T) {
	_, x := data()
	for _, test := range []struct {
		question string
		want     string // ids, the first ones
		outcome  Outcome
	}{
		{"ND-15", "ND-15", Answered},
		{"nd15", "ND-15", Answered},
		{"ai chủ trì #nd.15 vậy?", "ND-15", Answered},
		{"ND-1 và ND-2 ai lo", "ND-1 ND-2", Choices},
		{"CB-D3", "CB-D3", Answered},
		{"ND-999", "", NotFound},
		{"1.1.2", "ND-2", Answered},
		{"ai chủ trì mã 1.1.2?", "ND-2", Answered},
		{"MTCT 12.7", "BV-259", Answered},
		{"mtct12.7 do ai", "BV-259", Answered},
		{"III.7 kế hoạch giảm nghèo", "GN-14", Answered},
		{"mục III.7 kế hoạch giảm nghèo ai làm", "GN-14", Answered},
		{"ND 2.2.3", "ND-15", Answered},
		{"giảm nghèo III.7 ai chủ trì?", "GN-14", Answered},
		{"bv mtct 12.7", "BV-259", Answered},
		{"MTCT 1.1", "BV-1 BV-2 BV-3 BV-4 BV-5", Choices},
		{"MTCT 14", "BV-272", Choices},
		{"mục tiêu 14", "BV-272", Choices},
		{"hàng 15 kế hoạch giảm nghèo", "GN-15", Answered},
	} {
		got := x.Find(test.question)
		var ids []string
		for _, answer := range got.Answers {
			ids = append(ids, answer.Task.ID)
		}
		if got.Outcome != test.outcome || !strings.HasPrefix(strings.Join(ids, " ")+" ", strings.TrimPrefix(test.want+" ", " ")) {
			t.Errorf("%q: %s %v, want %s %s", test.question, got.Outcome, ids, test.outcome, test.want)
		}
	}
}

func TestAGoalCountsAllItsTasks(t *testing.T) {
	_, x := data()
	got := x.Find("MTCT 14")
	want := 0
	for _, task := range x.register.Tasks {
		if strings.HasPrefix(task.Code, "14.") {
			want++
		}
	}
	if got.Total != want || len(got.Answers) != MaxAnswers {
		t.Errorf("goal 14: %d tasks in all, %d shown; want %d and %d", got.Total, len(got.Answers), want, MaxAnswers)
	}
}

func TestTheRestOfTheQuestionOrdersTheTasksOfACode(t *testing.T) {
	_, x := data()
	got := x.Find("MTCT 1.1 cập nhật dữ liệu nghèo đa chiều ai chủ trì?")
	if first(got) != "BV-7" {
		t.Errorf("got %s first, want BV-7", first(got))
	}
}

func TestNumbersAndWordsAreNoCodes(t *testing.T) {
	for _, question := range []string{
		"phòng chống mại dâm", "chống gian lận thương mại?", "đạt 12.7% ai báo cáo", "mục vi phạm hành chính", "năm 2025 ai lo",
		"cấp 1.250/2.000 hộ", "tổ 5 người",
	} {
		if typed, ok := readCode(question); ok && typed.word != "" {
			t.Errorf("%q was read as the code %+v", question, typed)
		}
	}
}

func FuzzReadCode(f *testing.F) {
	for _, seed := range []string{"1.1.2", "MTCT 12.7", "mục III.7", "İ 1.2", "\xff1.1", "mã I"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if typed, ok := readCode(compose(text)); ok && typed.code == "" {
			t.Errorf("%q gives an empty code", text)
		}
	})
}
