package progress_test

import (
	"testing"

	"chutri/internal/plan"
	"chutri/internal/progress"
)

// thursday is the day on which the messages of these tests are written.
var thursday = progress.Date{Day: 19, Month: 11, Year: 2026}

func TestWhatIsFinishedLaterIsAPlan(t *testing.T) {
	r := newReader(t)
	for _, text := range []string{
		"hoàn thành ngày 25/12/2026", "hoàn thành 15/12", "xong 20/12", "hoan thanh 31/12", "ngày 25/11 nghiệm thu", "bàn giao ngày 30/11/2026",
		"ban hành ngày 30/11", "hoàn thành 20/11", "hoàn thành 10/1", "hoàn thành quý I/2027", "hoàn thành năm 2027", "đăng ký hoàn thành quý I/2027",
		"tập trung hoàn thành trong tháng 12", "hoàn thành tháng 12", "hoàn thành 12/2026", "mai xong nha", "mai là xong", "cuối tuần này là xong", "mai em xong", "mốt xong", "cuối tuần xong",
		"cuối năm xong", "chừng nửa tháng nữa xong", "một hai bữa nữa xong", "chung nua thang nua xong",
	} {
		if got := r.Read("BV-162 "+text, progress.Context{Day: thursday}); got.Kind != progress.Announcement {
			t.Errorf("%q is %v with %+v, want a plan", text, got.Kind, got.Reports)
		}
	}
}

func TestWhatWasFinishedIsDone(t *testing.T) {
	r := newReader(t)
	for _, text := range []string{
		"hoàn thành 28/3", "hoàn thành ngày 28/3/2026", "hoàn thành 19/11", "hoàn thành tháng 10", "hoàn thành quý III", "hoàn thành năm 2025",
		"xong hôm qua", "cô Mai xong", "cuối tuần qua xong rồi", "cuối năm ngoái xong", "đã ban hành kế hoạch năm 2027",
	} {
		got := one(t, r, "BV-162 "+text, progress.Context{Day: thursday})
		if got.Status != plan.Done && text != "đã ban hành kế hoạch năm 2027" || len(got.Doubts) > 0 {
			t.Errorf("%q is %q with %v, want done", text, got.Status, got.Doubts)
		}
	}
	january := progress.Context{Day: progress.Date{Day: 5, Month: 1, Year: 2027}}
	if got := one(t, r, "BV-162 hoàn thành 15/12", january); got.Status != plan.Done {
		t.Errorf("in January 15/12 is %q, want done", got.Status)
	}
}

func TestDoneOnADayToComeIsDoubted(t *testing.T) {
	got := one(t, newReader(t), "BV-162 đã hoàn thành ngày 25/12", progress.Context{Day: thursday})
	want := progress.Doubt{Kind: progress.DoneAhead, First: "đã hoàn thành ngày 25/12"}
	if got.Status != plan.Done || len(got.Doubts) != 1 || got.Doubts[0] != want {
		t.Errorf("got %+v", got)
	}
}

func TestWhatBeginsLaterIsNotStarted(t *testing.T) {
	r := newReader(t)
	for _, text := range []string{"bắt đầu triển khai từ 01/12", "khởi công 05/12", "ngày 5/12 khởi công"} {
		if got := one(t, r, "BV-162 "+text, progress.Context{Day: thursday}); got.Status != plan.NotStarted {
			t.Errorf("%q is %q, want not started", text, got.Status)
		}
	}
	if got := one(t, r, "BV-162 khởi công 05/10", progress.Context{Day: thursday}); got.Status != plan.InProgress {
		t.Errorf("begun in October: %q", got.Status)
	}
}
