package progress_test

import (
	"testing"

	"chutri/internal/progress"
)

func TestEachCellOfATableSpeaksForItself(t *testing.T) {
	r := newReader(t)
	for text, want := range map[string]string{
		"STT\tMã\tNội dung\tTiến độ\tGhi chú\n1\tBV-162\tHỗ trợ hộ nghèo\t65%\tđang thực hiện\n2\tBV-156\tKế hoạch năng lượng\t100%\tđã ban hành": "BV-162 in_progress 65% | BV-156 done 100%",
		"BV-160\tNăng lượng tái tạo\t0%\tchưa triển khai": "BV-160 not_started 0%",
	} {
		if got := summary(r.Read(text, progress.Context{})); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
	got := one(t, r, "BV-162\t65%\tĐang thực hiện\t1.250/2.000 hộ\tThiếu vốn", progress.Context{})
	if got.Obstacle != "Thiếu vốn" {
		t.Errorf("the obstacle is %q", got.Obstacle)
	}
}
