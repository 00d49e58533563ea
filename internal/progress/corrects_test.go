package progress_test

import "testing"

func TestACorrectionIsToldFromAReport(t *testing.T) {
	tests := []struct {
		text string
		want bool
	}{
		{"sửa lại 72%", true},
		{"thực ra 75%", true},
		{"thực ra mới đạt 75%", true},
		{"chính xác là 76%", true},
		{"à không, 70%", true},
		{"em sửa: 61%", true},
		{"em sua lai: 61%", true},
		{"số liệu cũ sai, nay đúng là 30%", true},
		{"nhầm 100/130 hộ", true},
		{"dạ em nhầm, 71% ạ", true},
		{"nhầm, ND-15 là 63%", true},
		{"sửa ND-15 thành 64%", true},
		{"ND-15 sửa lại 64%", true},
		{"ND-15 đạt 64% mới đúng ạ", true},
		{"60% là sai, nay là 16%", true},
		{"actually 75%", true},
		{"không phải 60% mà là 16%", true},
		{"ý em là ND-16 đạt 25%", true},
		{"chuyển sang ND-16, đạt 25%", true},
		{"ND-16 đạt 25%", false},
		{"dạ ND-16 đạt 25% ạ", false},
		{"ND-16 đã sửa 12 nhà", false},
		{"sửa 12 nhà cho hộ nghèo", false},
		{"sửa chữa 5 km đường, đạt 40%", false},
		{"ND-16 không đúng tiến độ, mới đạt 25%", false},
		{"ND-16 phát hiện 3 cơ sở sai phạm", false},
		{"xử lý 3 cơ sở ghi nhãn sai", false},
		{"của 12 xã đạt 30%", false},
		{"tiến độ của ND-16 là 25%", false},
		{"ND-16 đạt 25%, vướng mặt bằng", false},
		{"đã chuyển sang giai đoạn 2, đạt 40%", false},
	}
	for _, test := range tests {
		if got := newReader(t).Corrects(test.text); got != test.want {
			t.Errorf("%q: corrects is %v", test.text, got)
		}
	}
}
