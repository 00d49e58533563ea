package progress_test

import (
	"testing"

	"chutri/internal/plan"
	"chutri/internal/progress"
)

func TestAPartIsNotTheWhole(t *testing.T) {
	r := newReader(t)
	for text, want := range map[string]plan.Status{
		"cơ bản xong, còn nghiệm thu": plan.InProgress, "đã gửi Sở Tư pháp thẩm định xong": plan.InProgress, "kế hoạch trình ký rồi": plan.InProgress,
		"phát hiện 5 ca sốt xuất huyết, đã xử lý xong": plan.InProgress, "đã gỡ xong vướng mắc về đất, thi công trở lại": plan.InProgress,
		"đã mở 8 lớp, vượt 2 lớp so với kế hoạch": plan.InProgress, "Sở Tư pháp thẩm định xong, đã ban hành": plan.Done, "đã xử lý xong": plan.Done,
		"hoàn thành kế hoạch tuần": plan.InProgress, "hoàn thành kế hoạch quý III": plan.InProgress, "da hoan thanh ke hoach thang 11": plan.InProgress,
		"hoàn thành nhiệm vụ được giao trong tuần": plan.InProgress, "vượt kế hoạch quý": plan.InProgress,
		"hoàn thành kế hoạch năm": plan.Done, "hoàn thành kế hoạch": plan.Done, "hoàn thành kế hoạch tuần lễ áo dài": plan.Done,
	} {
		if got := one(t, r, "BV-162 "+text, progress.Context{Day: thursday}); got.Status != want {
			t.Errorf("%q is %q, want %q", text, got.Status, want)
		}
	}
}

func TestAPercentOfAPeriodsPlanIsNotTheTasks(t *testing.T) {
	r := newReader(t)
	for text, span := range map[string]plan.Span{
		"đạt 100% kế hoạch tháng": plan.OfMonth, "đạt 100% kế hoạch quý, đang làm tiếp": plan.OfQuarter, "hoàn thành 60% kế hoạch quý III": plan.OfQuarter,
		"đạt 80% chỉ tiêu được giao trong tuần": plan.OfWeek,
	} {
		got := one(t, r, "BV-162 "+text, progress.Context{Day: thursday})
		if got.Percent != nil || got.Status != plan.InProgress || len(got.Quantities) != 1 || got.Quantities[0].Span != span {
			t.Errorf("%q: %q %s %+v", text, got.Status, show(got.Percent), got.Quantities)
		}
	}
	if got := one(t, r, "BV-162 đạt 100% kế hoạch năm", progress.Context{Day: thursday}); show(got.Percent) != "100" {
		t.Errorf("of the year's plan: %s", show(got.Percent))
	}
	if got := r.Read("BV-162 phủ 100% xã", progress.Context{Day: thursday}); got.Kind != progress.Unclear {
		t.Errorf("a coverage is %v with %+v", got.Kind, got.Reports)
	}
}
