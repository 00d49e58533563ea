package progress_test

import (
	"testing"

	"chutri/internal/progress"
)

func TestAHeadingOnALineHeadsWhatIsBelowIt(t *testing.T) {
	r := newReader(t)
	for text, want := range map[string]struct{ figures, obstacle, next string }{
		"ND-10: BÁO CÁO\n1. Kết quả thực hiện\n- Mở 6 lớp\n2. Khó khăn\n- Kinh phí mới cấp 40%\n3. Nhiệm vụ tuần sau\n- Mở tiếp 2 lớp, 60 học viên":                                  {"in_progress 6 lớp", "Kinh phí mới cấp 40%", "Mở tiếp 2 lớp, 60 học viên"},
		"ND-10\nI. KẾT QUẢ TUẦN\nMở 6 lớp.\nII. KHÓ KHĂN, VƯỚNG MẮC\nKinh phí mới cấp 40%.\nIII. NHIỆM VỤ TUẦN TỚI\nMở tiếp 2 lớp.\nIV. ĐỀ XUẤT, KIẾN NGHỊ\nCấp thêm 50 triệu đồng.": {"in_progress 6 lớp", "Kinh phí mới cấp 40%", "Mở tiếp 2 lớp"},
		"ND-10\n- Mở 6 lớp\nKhó khăn:\n- Kinh phí mới cấp 40%\n- Thiếu 3 giáo viên":                                                                                                  {"in_progress 6 lớp", "Kinh phí mới cấp 40%\n- Thiếu 3 giáo viên", ""},
		"ND-10\n- Mở 6 lớp\nKhó khăn:\n- Không":                                         {"in_progress 6 lớp", "", ""},
		"ND-10\n- Mở 6 lớp\nKiến nghị:\n- Cấp thêm 50 triệu đồng\n- Bổ sung 3 biên chế": {"in_progress 6 lớp", "", ""},
	} {
		got := one(t, r, text, progress.Context{})
		if figuresOf(got) != want.figures || got.Obstacle != want.obstacle || got.Next != want.next {
			t.Errorf("%q: %s, obstacle %q, next %q; want %+v", text, figuresOf(got), got.Obstacle, got.Next, want)
		}
	}
}

func TestTasksBelowAHeadingHaveWhatItHeads(t *testing.T) {
	text := "I. KẾT QUẢ TUẦN\n1. ND-10: mở 6 lớp\n2. ND-13: đạt 60%\nII. KHÓ KHĂN\n1. ND-10: kinh phí mới cấp 40%\nIII. TUẦN TỚI\n1. ND-10: mở 2 lớp\n2. ND-20: mở 3 lớp"
	got := newReader(t).Read(text, progress.Context{})
	if want := "ND-10 in_progress 6 lớp | ND-13 in_progress 60%"; summary(got) != want {
		t.Fatalf("%s, want %s", summary(got), want)
	}
	if first := got.Reports[0]; first.Obstacle != "kinh phí mới cấp 40%" || first.Next != "mở 2 lớp" {
		t.Errorf("obstacle %q, next %q", first.Obstacle, first.Next)
	}
}
