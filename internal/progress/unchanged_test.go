package progress_test

import (
	"testing"

	"chutri/internal/plan"
	"chutri/internal/progress"
)

func TestNothingNewIsReadAsUnchanged(t *testing.T) {
	r := newReader(t)
	for _, c := range []struct {
		text      string
		unchanged bool
		status    plan.Status // where there is no report before
	}{
		{"ND-10 chưa có gì mới", true, plan.NotStarted},
		{"ND-10 chua co gi moi so voi tuan truoc", true, plan.NotStarted},
		{"ND-10 chưa có tiến triển gì thêm", true, plan.NotStarted},
		{"ND-10 chưa triển khai thêm", true, plan.NotStarted},
		{"ND-10 tuần này chưa làm gì thêm", true, plan.NotStarted},
		{"ND-10 chưa mở thêm lớp nào", true, plan.NotStarted},
		{"ND-10 vẫn vậy", true, plan.InProgress},
		{"ND-10 vẫn như tuần trước ạ", true, plan.InProgress},
		{"ND-10 không thay đổi", true, ""},
		{"ND-10: tình hình không thay đổi so với tuần trước", true, ""},
		{"ND-10 vẫn giữ nguyên như báo cáo tuần trước", true, plan.InProgress},
		{"ND-10 tuần này không có gì mới, tuần sau mở 2 lớp", true, ""},
		{"ND-10 chưa thực hiện", false, plan.NotStarted},
		{"ND-10 vẫn vậy, 60%", false, plan.InProgress},
		{"ND-10 chưa có gì mới, vẫn chờ kinh phí", false, plan.InProgress},
		{"ND-10 chưa mở thêm lớp nào do thiếu kinh phí", false, plan.Blocked},
		{"ND-10 không làm thêm nữa", false, plan.Stopped},
		{"ND-10 vẫn như cũ, đã họp với các huyện", false, plan.InProgress},
		{"ND-11 đang làm, không thay đổi thói quen ăn uống", false, plan.InProgress},
	} {
		got := one(t, r, c.text, progress.Context{})
		if got.Unchanged != c.unchanged || got.Status != c.status {
			t.Errorf("%q: unchanged %v, %q; want %v, %q", c.text, got.Unchanged, got.Status, c.unchanged, c.status)
		}
	}
}

func TestNothingNewNamesNoTaskByItsOwnWords(t *testing.T) {
	r := newReader(t)
	for _, text := range []string{"chưa có gì mới so với tuần trước", "vẫn như tuần trước", "tình hình không thay đổi"} {
		if got := r.Read(text, progress.Context{Agencies: []string{"so-yt"}}); got.Kind != progress.Unclear || !got.Unchanged {
			t.Errorf("%q: %v %+v", text, got.Kind, got.Reports)
		}
		if got := one(t, r, text, progress.Context{Card: []string{"ND-10"}}); got.Task != "ND-10" || !got.Unchanged {
			t.Errorf("%q on a card: %+v", text, got)
		}
	}
}
