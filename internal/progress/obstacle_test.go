package progress_test

import (
	"testing"

	"chutri/internal/plan"
	"chutri/internal/progress"
)

func TestWhatIsNotInTheWayGivesNoStatus(t *testing.T) {
	r := newReader(t)
	for _, text := range []string{
		"chưa gặp khó khăn gì", "chưa có vướng mắc", "chưa phát sinh khó khăn", "Khó khăn: chưa", "Khó khăn: chưa có", "khó khăn: 0",
		"vướng mắc tuần trước đã giải quyết", "30% hộ nghèo chưa có điện",
	} {
		for _, report := range r.Read("BV-162 "+text, progress.Context{Day: thursday}).Reports {
			if report.StatusGiven || report.Obstacle != "" {
				t.Errorf("%q is %q with obstacle %q, want neither", text, report.Status, report.Obstacle)
			}
		}
	}
}

func TestAStopOrAStartIsTheTasks(t *testing.T) {
	r := newReader(t)
	for text, want := range map[string]plan.Status{
		"dừng thi công 2 ngày do mưa, nay làm lại": plan.InProgress, "dừng ở mức 45%": plan.InProgress, "dừng thực hiện": plan.Stopped,
		"hủy kết quả đấu thầu, đấu lại": plan.Blocked, "vướng mắc tuần trước chưa giải quyết": plan.Blocked,
		"chưa đến hạn, đang làm": plan.InProgress, "chưa đến hạn": plan.NotStarted, "chưa làm, đang chờ kinh phí": plan.NotStarted,
	} {
		if got := one(t, r, "BV-162 "+text, progress.Context{Day: thursday}); got.Status != want {
			t.Errorf("%q is %q, want %q", text, got.Status, want)
		}
	}
}
