package progress_test

import (
	"testing"

	"chutri/internal/plan"
)

func TestAPlainStatusIsNothingElse(t *testing.T) {
	r := newReader(t)
	for text, want := range map[string]plan.Status{
		"hoàn thành": plan.Done, "Xong": plan.Done, "đã xong": plan.Done, "Xong rồi": plan.Done, "hoan thanh": plan.Done,
		"Vướng mắc": plan.Blocked, "có vướng mắc": plan.Blocked, "đang vướng": plan.Blocked,
		"đang làm": plan.InProgress, "Đang triển khai": plan.InProgress, "chưa làm": plan.NotStarted, "chưa triển khai": plan.NotStarted,
		"sắp xong": "", "gần xong": "", "chưa xong": "", "xong 3 lớp": "", "không vướng": "", "xong chưa": "", "x": "", "": "", "đã": "",
		"xong, đang vướng": "", "cơ bản hoàn thành": "",
	} {
		if got, ok := r.PlainStatus(text); got != want || ok != (want != "") {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}
