package progress_test

import (
	"fmt"
	"strings"
	"testing"

	"chutri/internal/plan"
	"chutri/internal/progress"
)

// figuresOf shows the status, the percent and the quantities of a report: "in_progress 60% 5/10 lớp".
func figuresOf(report progress.Report) string {
	text := string(report.Status)
	if report.Percent != nil {
		text += fmt.Sprintf(" %v%%", *report.Percent)
	}
	for _, q := range report.Quantities {
		text += fmt.Sprintf(" %v", q.Value)
		if q.Of != nil {
			text += fmt.Sprintf("/%v", *q.Of)
		}
		text += " " + q.Unit
	}
	return text
}

// readAs reads texts of one report each and compares what figuresOf shows of them.
func readAs(t *testing.T, cases map[string]string) {
	t.Helper()
	r := newReader(t)
	for text, want := range cases {
		if got := figuresOf(one(t, r, text, progress.Context{})); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestWhatAHeadingIntroducesIsToCome(t *testing.T) {
	r := newReader(t)
	for text, want := range map[string]struct{ figures, next string }{
		"ND-10 mở 5 lớp. Thời gian tới: tiếp tục mở thêm 2 lớp":            {"in_progress 5 lớp", "tiếp tục mở thêm 2 lớp"},
		"ND-10 mở 5 lớp. Tuần tới: mở thêm 2 lớp, cấp 300 bộ":              {"in_progress 5 lớp", "mở thêm 2 lớp, cấp 300 bộ"},
		"ND-10 mở 5 lớp. Nhiệm vụ tiếp theo: kiểm tra 3 xã":                {"in_progress 5 lớp", "kiểm tra 3 xã"},
		"ND-10 mở 5 lớp, sẽ mở thêm 2 lớp, kiểm tra 3 xã":                  {"in_progress 5 lớp", "sẽ mở thêm 2 lớp, kiểm tra 3 xã"},
		"ND-10 tháng tới mở 2 lớp, mở được 10 lớp rồi":                     {"in_progress 10 lớp", "tháng tới mở 2 lớp"},
		"ND-10 mở 5 lớp. Dự kiến: 31/12 hoàn thành":                        {"in_progress 5 lớp", "31/12 hoàn thành"},
		"ND-10 mở 5 lớp\nKế hoạch tuần tới:\n- mở 2 lớp\n- kiểm tra 3 xã":  {"in_progress 5 lớp", "mở 2 lớp\n- kiểm tra 3 xã"},
		"ND-10: mở 5 lớp; khó khăn: không có; kế hoạch tuần tới: mở 2 lớp": {"in_progress 5 lớp", "mở 2 lớp"},
		"ND-10 mục tiêu: 90 lớp, đã mở 63 lớp":                             {"in_progress 63/90 lớp", "90 lớp"},
		"ND-10 kế hoạch: 90 lớp, đã mở 63 lớp":                             {"in_progress 63/90 lớp", ""},
	} {
		got := one(t, r, text, progress.Context{})
		if figuresOf(got) != want.figures || got.Next != want.next {
			t.Errorf("%q: %s, next %q; want %s, next %q", text, figuresOf(got), got.Next, want.figures, want.next)
		}
	}
	for _, text := range []string{"Mục tiêu ND-10: đạt 100% cán bộ được tập huấn", "Kế hoạch tuần tới:\n- ND-10: mở 2 lớp\n- ND-11: mở 3 lớp"} {
		if got := r.Read(text, progress.Context{}); got.Kind == progress.Update {
			t.Errorf("%q is read as a report", text)
		}
	}
}

func TestATaskBelowAHeadingInsideAnotherItemReportsForItself(t *testing.T) {
	got := newReader(t).Read("- ND-10 đạt 60%, tuần tới:\n- mở 2 lớp\n- ND-11 đạt 30%", progress.Context{})
	if len(got.Reports) != 2 || got.Reports[1].Task != "ND-11" || figuresOf(got.Reports[1]) != "in_progress 30%" {
		t.Errorf("got %+v", got.Reports)
	}
}

func TestWhatStandsInTheWay(t *testing.T) {
	r := newReader(t)
	for text, want := range map[string]struct {
		status   plan.Status
		obstacle string
	}{
		"ND-10 đạt 60%, không có khó khăn, vướng mắc":                           {plan.InProgress, ""},
		"ND-10 đã hoàn thành, không có vướng mắc, khó khăn":                     {plan.Done, ""},
		"ND-10 đạt 60%, không gặp khó khăn, vướng mắc gì":                       {plan.InProgress, ""},
		"nd10 dat 60%, khong co kho khan, vuong mac":                            {plan.InProgress, ""},
		"ND-10 đạt 60%, chưa phát sinh khó khăn, vướng mắc":                     {plan.InProgress, ""},
		"ND-10 đạt 60%, các khó khăn, vướng mắc đã được tháo gỡ":                {plan.InProgress, ""},
		"ND-10 đạt 60%. Khó khăn, vướng mắc: không":                             {plan.InProgress, ""},
		"ND-10 đạt 60%. Vướng mắc: chưa có ạ":                                   {plan.InProgress, ""},
		"ND-10 đạt 60%, khó khăn, vướng mắc: thiếu kinh phí":                    {plan.InProgress, "thiếu kinh phí"},
		"ND-10 đạt 60%, còn khó khăn, vướng mắc về kinh phí":                    {plan.Blocked, "còn khó khăn, vướng mắc về kinh phí"},
		"ND-10 mở 5 lớp. Tồn tại: 2 huyện chưa gửi báo cáo":                     {plan.InProgress, "2 huyện chưa gửi báo cáo"},
		"ND-10 mở 5 lớp. Hạn chế: chậm 2 tuần. Nguyên nhân: mưa":                {plan.InProgress, "chậm 2 tuần. Nguyên nhân: mưa"},
		"ND-11 - Tiến độ: 48,5% - Khó khăn: kinh phí chậm - Kiến nghị: cấp sớm": {plan.InProgress, "kinh phí chậm"},
		"ND-10:\n- Kết quả: mở 5 lớp\n- Khó khăn: thiếu kinh phí":               {plan.InProgress, "thiếu kinh phí"},
	} {
		got := one(t, r, text, progress.Context{})
		if got.Status != want.status || got.Obstacle != want.obstacle {
			t.Errorf("%q: %s, in the way %q; want %s, %q", text, got.Status, got.Obstacle, want.status, want.obstacle)
		}
	}
}

func TestWhatStandsInTheWayOfAllIsSaidOfEach(t *testing.T) {
	r := newReader(t)
	for text, want := range map[string][]string{
		"BV-162 65%, BV-156 xong, BV-160 30%. Cả 3 nhiệm vụ đều gặp khó khăn về vốn.":     {"in_progress 65%", "done", "in_progress 30%"},
		"BV-162: 65%\nBV-156: 40%\nKhó khăn chung: thiếu vốn":                             {"in_progress 65%", "in_progress 40%"},
		"Khó khăn chung của các nhiệm vụ: thiếu vốn.\n- BV-162 đạt 65%\n- BV-156 đạt 40%": {"in_progress 65%", "in_progress 40%"},
		"BV-162 65%, BV-156 40%, cả hai đều vướng vốn":                                    {"in_progress 65%", "in_progress 40%"},
	} {
		got := r.Read(text, progress.Context{}).Reports
		if len(got) != len(want) {
			t.Errorf("%q: %d reports", text, len(got))
			continue
		}
		for i, report := range got {
			if hindered := strings.Contains(report.Obstacle, "vốn"); figuresOf(report) != want[i] || hindered == (report.Status == plan.Done) {
				t.Errorf("%q: %s, in the way %q; want %s", text, figuresOf(report), report.Obstacle, want[i])
			}
		}
	}
}
