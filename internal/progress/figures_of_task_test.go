package progress_test

import (
	"testing"

	"chutri/internal/progress"
)

func TestAFigureThatIsNotTheTasksOwnIsNotTaken(t *testing.T) {
	readAs(t, map[string]string{
		"BV-164 đang thi công, phạt nhà thầu 8% giá trị hợp đồng": "in_progress",
		"BV-164 thuế VAT 8%, đang làm thủ tục":                    "in_progress",
		"BV-164 ngân sách tỉnh 30%, dân góp 70%, đang thi công":   "in_progress",
		"BV-164 mất điện 20% số xã do bão, đang khắc phục":        "in_progress",
		"BV-164 mới có 30% vốn, đang thi công":                    "in_progress",
		"BV-164 99,5% số hộ sử dụng điện lưới, đang làm":          "in_progress",
		"BV-164 mới 40% do chậm mặt bằng":                         "in_progress 40%",
		"BV-164 làm 60% rồi":                                      "in_progress 60%",
		"BV-147 40% chứ không phải 50%":                           "in_progress 40%",
		"BV-147 là 40%, không phải 50%":                           "in_progress 40%",
		"BV-155 là 36% mới đúng":                                  "in_progress 36%",
		"BV-147 thêm 5 hộ, tổng 40 hộ":                            "in_progress 40 hộ",
		"BV-147 đã khảo sát xong hiện trạng":                      "in_progress",
		"BV-276 trồng được 45 ha, cây sống 85%":                   "in_progress 45 ha",
		"BV-137 tăng lên 75% rồi (tuần trước 60%)":                "in_progress 75%",
		"ND-7 kế hoạch 90 lớp, đã mở 68":                          "in_progress 68/90 lớp",
		"BV-164 60% nha":                                  "in_progress 60%",
		"BV-155 làm thêm được 5%":                         "in_progress 5 %",
		"BV-162 đạt 62, 5%":                               "in_progress 62.5%",
		"BV-162 đạt 62 phẩy 5 phần trăm":                  "in_progress 62.5%",
		"BV-162 7/10 khối lượng":                          "in_progress",
		"BV-155 3/160 xã thiếu cộng tác viên, đang tuyển": "in_progress",
		"BV-155 cấp 200 hộ, từ chối 15 hộ":                "in_progress 200 hộ",
		"BV-155 chưa ký hợp đồng với 2 nhà thầu, 3 nhà thầu kia đang thi công":  "in_progress 3 nhà thầu",
		"BV-155 dây dài 12,5 km đã kéo xong 8 km":                               "in_progress 8/12.5 km",
		"BV-155 trạm 3x25kVA đang lắp":                                          "in_progress",
		"BV-155 Tiến độ thực hiện (%): 45":                                      "in_progress 45%",
		"BV-155 xã An Thủy xong, xã Bảo Thạnh 60%, xã Tân Xuân chưa làm":        "in_progress",
		"BV-155 không phải 65%, mà là 56%":                                      "in_progress 56%",
		"BV-155 65% (nhầm, 56%)":                                                "in_progress 56%",
		"BV-155 đáng lẽ đạt 80% nhưng mới được 50%":                             "in_progress 50%",
		"BV-155 tập huấn cho 130 cơ sở, chưa hoàn thành kế hoạch 200 cơ sở":     "in_progress 130/200 cơ sở",
		"BV-155 cấp 64 giấy phép, từ chối 5 hồ sơ, vẫn giải quyết bình thường":  "in_progress 64 giấy phép 5 hồ sơ",
		"BV-155 vốn trung ương hỗ trợ 80%, địa phương 20%; đang làm hồ sơ thầu": "in_progress",
	})
	r := newReader(t)
	for _, text := range []string{"BV-155 mới đạt dưới 50%", "BV-155 tối đa 65%", "BV-155 sơ bộ 65%"} {
		if got := one(t, r, text, progress.Context{}); !got.PercentEstimate {
			t.Errorf("%q is no estimate", text)
		}
	}
}
