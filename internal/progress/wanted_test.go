package progress_test

import (
	"testing"

	"chutri/internal/plan"
	"chutri/internal/progress"
)

func TestWhatIsWantedIsNotDone(t *testing.T) {
	r := newReader(t)
	for _, text := range []string{
		"BV-162 khó hoàn thành", "BV-162 khó hoàn thành đúng hạn", "BV-162 khó mà xong kịp", "BV-162 khó hoàn thành trong năm", "BV-162 kho hoan thanh dung han",
		"BV-162 muốn hoàn thành phải có vốn", "BV-162 tập trung hoàn thành", "BV-162 quyết tâm hoàn thành 100% kế hoạch", "BV-162 cố gắng đạt 80%",
		"BV-162 yêu cầu nhà thầu hoàn thành 100% khối lượng trước Tết", "Chủ tịch tỉnh giao BV-162 hoàn thành 100% trong tháng 12",
	} {
		if got := r.Read(text, progress.Context{Day: thursday}); got.Kind != progress.Announcement {
			t.Errorf("%q is %v with %+v, want a plan", text, got.Kind, got.Reports)
		}
	}
}

func TestWhoStrivesToFinishIsAtWork(t *testing.T) {
	r := newReader(t)
	for text, want := range map[string]plan.Status{
		"tiếp tục hoàn thành các chỉ tiêu": plan.InProgress, "đang gấp rút hoàn thành": plan.InProgress, "đang tập trung hoàn thành": plan.InProgress,
		"đạt 60%, quyết tâm hoàn thành trong năm": plan.InProgress, "tiếp tục hoàn thành 60% khối lượng": plan.InProgress,
		"đã tập trung hoàn thành": plan.Done, "nhiệm vụ được giao hoàn thành 100%": plan.Done, "theo yêu cầu của Sở hoàn thành 100%": plan.Done,
		"kế hoạch tỉnh giao hoàn thành 100%": plan.Done, "theo chỉ đạo của tỉnh đã hoàn thành": plan.Done, "nhờ nỗ lực hoàn thành 100%": plan.Done,
	} {
		if got := one(t, r, "BV-162 "+text, progress.Context{Day: thursday}); got.Status != want {
			t.Errorf("%q is %q, want %q", text, got.Status, want)
		}
	}
}
