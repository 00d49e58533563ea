package progress_test

import (
	"testing"

	"chutri/internal/progress"
)

func TestQuestionsAndHearsayAreNoReports(t *testing.T) {
	r := newReader(t)
	for text, want := range map[string]progress.Kind{
		"BV-163 xong hông": progress.Question, "bv162 xong hong": progress.Question, "BV-162 xong chưa v": progress.Question,
		"BV-162 xong chưa z": progress.Question, "bv162 xong chua v e": progress.Question, "BV-162 xong rồi v": progress.Update,
		"Kính mời các đồng chí họp giao ban 8h ngày 20/11, nội dung BV-162 đạt 65%": progress.Announcement,
		"Theo báo Đồng Khởi, BV-162 đã hoàn thành 80%":                              progress.Announcement,
		"Theo báo cáo của xã, BV-162 đã hoàn thành 80%":                             progress.Update,
		"BV-162 65% là sai rồi":                           progress.Announcement,
		"BV-162 em đang tổng hợp số liệu chiều gửi":       progress.Unclear,
		"BV-162 đang tổng hợp số liệu từ các xã, đạt 60%": progress.Update,
		"BV-156 thì chưa có số, mai em báo":               progress.Announcement,
	} {
		if got := r.Read(text, progress.Context{Day: thursday}); got.Kind != want {
			t.Errorf("%q is %v with %+v, want %v", text, got.Kind, got.Reports, want)
		}
	}
}
