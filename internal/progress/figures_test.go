package progress_test

import (
	"testing"

	"chutri/internal/plan"
	"chutri/internal/progress"
)

func TestStatusWords(t *testing.T) {
	r := newReader(t)
	for _, c := range []struct {
		text string
		want plan.Status
	}{
		{"đã hoàn thành", plan.Done},
		{"xong rồi ạ", plan.Done},
		{"da xong", plan.Done},
		{"chưa hoàn thành", plan.InProgress},
		{"chua xong", plan.InProgress},
		{"cơ bản hoàn thành", plan.InProgress},
		{"gần xong", plan.InProgress},
		{"đã xong 3/5 lớp", plan.InProgress},
		{"xong đợt 1, đang làm đợt 2", plan.InProgress},
		{"phấn đấu hoàn thành trong năm, đang làm", plan.InProgress},
		{"đã trình UBND tỉnh, chờ ký", plan.InProgress},
		{"đã trình UBND tỉnh phê duyệt", plan.InProgress},
		{"đã ban hành công văn chỉ đạo", plan.InProgress},
		{"đã được phê duyệt chủ trương", plan.InProgress},
		{"đang thẩm định, chưa phê duyệt", plan.InProgress},
		{"đã nghiệm thu, đưa vào sử dụng", plan.Done},
		{"8/8 đơn vị", plan.Done},
		{"7/8 đơn vị", plan.InProgress},
		{"chưa bắt đầu", plan.NotStarted},
		{"chưa đến hạn nên chưa làm", plan.NotStarted},
		{"tháng sau mới bắt đầu", plan.NotStarted},
		{"120 xã xong, còn 44 xã chưa làm", plan.InProgress},
		{"không triển khai nữa", plan.Stopped},
		{"đề nghị dừng, đang chờ ý kiến", plan.InProgress},
		{"tạm dừng vì hết kinh phí", plan.Blocked},
		{"không triển khai được vì chưa có mặt bằng", plan.Blocked},
		{"không vướng gì, đang làm", plan.InProgress},
		{"đã tháo gỡ xong vướng mắc, đang làm", plan.InProgress},
		{"đang xây dựng ở vùng khó khăn", plan.InProgress},
		{"Khó khăn: đường ngập\nđạt 55%", plan.InProgress},
		{"trước đây vướng mặt bằng nhưng nay đã hoàn thành", plan.Done},
		{"dang su dung phan mem", plan.InProgress},
		{"hơn nửa số xã xong", plan.InProgress},
		{"xong ba, còn hai", plan.InProgress},
		{"kinh phí bị cắt, chưa biết khi nào làm lại", plan.Blocked},
		{"phụ cấp cộng tác viên bị cắt, chưa gỡ được", plan.Blocked},
		{"hủy thầu hai lần, giờ bế tắc", plan.Blocked},
		{"phần của Sở đã xong", plan.InProgress},
		{"thẩm định giá xong rồi nên hết kẹt", plan.InProgress},
		{"làm lại rồi sau thời gian tạm dừng", plan.InProgress},
		{"tạm dừng 2 tuần do bão, nay làm tiếp", plan.InProgress},
		{"kẹt vốn, chờ bổ sung để làm tiếp", plan.Blocked},
		{"cơ bản đạt các chỉ tiêu", plan.InProgress},
		{"hầu hết đã hoàn thành", plan.InProgress},
		{"lấy xong ý kiến cộng đồng, hiện hoàn thiện thuyết minh, đạt 78%", plan.InProgress},
		{"xong rồi, lần sau em không báo nữa", plan.Done},
		{"đã hoàn thành, không xin gia hạn nữa", plan.Done},
		{"đã xong, không đề nghị lùi thời hạn nữa", plan.Done},
		{"không cần xin gia hạn, đã đạt 80%", plan.InProgress},
		{"không có máy đo, giờ tắc hoàn toàn", plan.Blocked},
		{"vốn trung ương giao chậm nhưng đã hoàn thành", plan.Done},
	} {
		if got := one(t, r, "BV-43: "+c.text, progress.Context{}); got.Status != c.want {
			t.Errorf("%q is %q, want %q", c.text, got.Status, c.want)
		}
	}
}

func TestPercentIsTakenOnlyWhereItMeansProgress(t *testing.T) {
	r := newReader(t)
	for text, want := range map[string]string{
		"đạt 62,5%":                                        "62.5",
		"dat 62.5 %":                                       "62.5",
		"khoảng 60 phần trăm":                              "60",
		"320 buổi, bằng 48,5% kế hoạch":                    "48.5",
		"tiến độ 33,3% (cùng kỳ 41%)":                      "33.3",
		"đạt 40%, tăng 5% so với cùng kỳ":                  "40",
		"từ 45% lên 60%":                                   "60",
		"đạt sáu mươi lăm phẩy năm phần trăm":              "65.5",
		"được hai mươi phần trăm":                          "20",
		"xong trăm phần trăm":                              "100",
		"đang làm, tỷ lệ hộ nghèo cuối năm: 1,93%":         "–",
		"450 lao động, 380 người có việc (84,4%)":          "–",
		"thi công 27 %, chậm so với tiến độ đề ra là 31 %": "27",
		"320/450 hộ (71,1%)":                               "71.1",
		"tỷ lệ giải ngân đạt 58%":                          "58",
		"14/22 lớp":                                        "–",
		"đạt 2/3":                                          "–",
		"đã xong":                                          "–",
		"đang làm, tỷ lệ hộ nghèo còn 3,2%":                "–",
		"đang làm, tỷ lệ nhà kiên cố 46,8%":                "–",
		"đang làm, chỉ tiêu 90%":                           "–",
		"đang làm, năm ngoái 38%":                          "–",
		"1.250 hộ, trong đó nữ 60%":                        "–",
		"đang làm; sẽ đạt 80% vào cuối năm":                "–",
		"lũy kế đạt 70%, riêng tháng này được 10 %":        "70",
	} {
		if got := one(t, r, "BV-43: "+text, progress.Context{}); show(got.Percent) != want {
			t.Errorf("%q: %s, want %s", text, show(got.Percent), want)
		}
	}
}

func TestQuantitiesAreFiguresOfProgressOnly(t *testing.T) {
	r := newReader(t)
	for text, want := range map[string]string{
		"1.250/2.000 hộ":                                                "[1250/2000 hộ]",
		"được 1250 trên 2000 hộ":                                        "[1250/2000 hộ]",
		"14 lớp trong tổng số 22 lớp":                                   "[14/22 lớp]",
		"chỉ tiêu 90 lớp, nay mở được 63 lớp":                           "[63/90 lớp]",
		"mở được 63 lớp (kế hoạch: 90)":                                 "[63/90 lớp]",
		"12 lớp với 265 học viên":                                       "[12/– lớp, 265/– học viên]",
		"tuần này 4 trường hợp, lũy kế 37 trường hợp":                   "[37/– trường hợp]",
		"tuần này 320 vụ, lũy kế 9.450":                                 "[9450/– vụ]",
		"giải ngân 18,2/25 tỷ":                                          "[18.2/25 tỷ đồng]",
		"giai ngan 350 trieu":                                           "[350/– triệu đồng]",
		"Số hộ được cấp: 1.250/2.000":                                   "[1250/2000 hộ]",
		"xây 30 căn nhà, giá 80 triệu đồng/căn":                         "[30/– căn nhà]",
		"theo Quyết định 1250/QĐ-UBND ngày 3/6, đang làm":               "[]",
		"họp lúc 14h30 ngày 12/6/2025, đang làm":                        "[]",
		"đợt 2 giai đoạn 2018-2020 đang làm, gọi 0912345678":            "[]",
		"12 lớp, cùng kỳ 10 lớp":                                        "[12/– lớp]",
		"12 lớp so với 10 lớp năm trước":                                "[12/– lớp]",
		"đã xong 120 xã, còn 44 xã":                                     "[120/– xã]",
		"96 hộ, trong đó 12 hộ nghèo":                                   "[96/– hộ]",
		"12 lớp, sẽ mở thêm 5 lớp":                                      "[12/– lớp]",
		"2.340 luot xe":                                                 "[2340/– lượt xe]",
		"trẻ dưới 5 tuổi: 6 tháng qua cân 41.300 trẻ":                   "[41300/– trẻ]",
		"10 hộ, 5 gói hỗ trợ":                                           "[10/– hộ, 5/– gói]",
		"họp ngày 3/5 xã đã báo, đang làm":                              "[]",
		"3/5 xã đã báo":                                                 "[3/5 xã]",
		"lắp xong bốn máy, còn hai máy":                                 "[4/– máy]",
		"mười lăm máy trên tổng số hai mươi máy":                        "[15/20 máy]",
		"hai trăm năm mươi ba hộ":                                       "[253/– hộ]",
		"hai trăm linh ba hộ":                                           "[203/– hộ]",
		"hơn một nghìn hai trăm lượt":                                   "[1200/– lượt]",
		"xong bảy/chín huyện":                                           "[7/9 huyện]",
		"bốn trên bảy huyện":                                            "[4/7 huyện]",
		"mo duoc muoi hai lop cho ba me":                                "[12/– lớp]",
		"tháng ba huyện đã họp, đang làm":                               "[]",
		"có một lớp chưa ai dạy, đang làm":                              "[]",
		"đầu tư công trình, đang làm":                                   "[]",
		"năm xã này khó, đang làm":                                      "[]",
		"được hai phần ba số xã, đang làm":                              "[]",
		"phát 3 415 phần quà":                                           "[3415/– phần quà]",
		"đợt 2 320 hộ":                                                  "[320/– hộ]",
		"giải ngân 3 tỷ 450 triệu đồng":                                 "[3.45/– tỷ đồng]",
		"giải ngân tám tỷ rưỡi":                                         "[8.5/– tỷ đồng]",
		"đã chi 1 tỷ 2":                                                 "[1.2/– tỷ đồng]",
		"cả thảy mười tháng 37,65 tỷ":                                   "[37.65/– tỷ đồng]",
		"hai việc đều xong":                                             "[]",
		"cấp 1.250 hộ (trong đó Ba Tri 300 hộ, Bình Đại 450 hộ)":        "[1250/– hộ]",
		"đợt 1 300 hộ, đợt 2 450 hộ, tổng 750 hộ":                       "[750/– hộ]",
		"1.250 hộ (số cũ 1.200 hộ)":                                     "[1250/– hộ]",
		"Kết quả: 1.250 hộ. Kiến nghị: bổ sung 200 triệu đồng":          "[1250/– hộ]",
		"Kết quả: 1.250 hộ. Hướng tới: cấp tiếp 500 hộ":                 "[1250/– hộ]",
		"đo được 1.846 ha so với 3.020 ha phải giao":                    "[1846/3020 ha]",
		"cần tuyển 310 giáo viên, tuyển được 268 giáo viên":             "[268/310 giáo viên]",
		"lắp 8 trạm, tổng cộng phải lắp 11 trạm":                        "[8/11 trạm]",
		"ra kết luận 19/24 cuộc":                                        "[19/24 cuộc]",
		"đang làm theo 1819":                                            "[]",
		"một xã xong, hai xã đang làm":                                  "[1/– xã]",
		"hai bên đã ký thỏa thuận":                                      "[]",
		"trồng được 83,4 ha, riêng tháng 10 là 6,2 ha; kế hoạch 120 ha": "[83.4/120 ha]",
		"mở 45 lớp\nHọc viên: 1.312\nđang làm":                          "[1312/– học viên, 45/– lớp]",
		"phát 12k tờ rơi":                                               "[12000/– tờ rơi]",
		"uống được 98,7 nghìn trẻ":                                      "[98700/– trẻ]",
		"vận động 17.300 trđ":                                           "[17300/– triệu đồng]",
		"giải ngân 286,5 tỷ đồng trên kế hoạch giao 412 tỷ đồng":        "[286.5/412 tỷ đồng]",
		"giải ngân 3.215 triệu đồng / KH vốn 5.104 triệu đồng":          "[3215/5104 triệu đồng]",
		"1,2 km trên tổng chiều dài 3,5 km":                             "[1.2/3.5 km]",
		"phân khai 86 tỷ đồng trong tổng 130 tỷ đồng bộ giao":           "[86/130 tỷ đồng]",
		"tổng số hồ sơ phải rà soát là 238; đã xem 152 hồ sơ":           "[152/238 hồ sơ]",
		"trong quý III trồng 500 cây nâng tổng số lên 12.500 cây":       "[12500/– cây]",
		"mạng còn 63 điểm hoạt động, vẫn duy trì":                       "[63/– điểm]",
		"kiểm tra 96/120 quầy, còn 24 quầy hai đội chia nhau":           "[96/120 quầy]",
		"17 trên 21 cơ sở gắn trạm, bốn nơi kia đang lắp":               "[17/21 cơ sở]",
		"14 quán nhận khách, mức phấn đấu 20 quán":                      "[14/20 quán]",
		"gói thầu hủy 2 lần, đang làm":                                  "[]",
		"tháng 12 còn mở thêm 2 lớp, đang làm":                          "[]",
		"ban hành 38 kết luận":                                          "[38/– kết luận]",
	} {
		if got := one(t, r, "BV-43: "+text, progress.Context{}); showAll(got.Quantities) != want {
			t.Errorf("%q: %s, want %s", text, showAll(got.Quantities), want)
		}
	}
}

func TestAnEstimateIsMarked(t *testing.T) {
	r := newReader(t)
	got := one(t, r, "BV-43: ước đạt 80%, khoảng 1.200 hộ", progress.Context{})
	if !got.PercentEstimate || len(got.Quantities) != 1 || !got.Quantities[0].Estimate {
		t.Errorf("got %+v", got)
	}
	if got := one(t, r, "BV-43: đạt 80%", progress.Context{}); got.PercentEstimate {
		t.Error("a plain percent is no estimate")
	}
}

func TestContradictionsAreDoubted(t *testing.T) {
	r := newReader(t)
	for text, want := range map[string]progress.DoubtKind{
		"đã xong, đạt 60%":                     progress.DoneBelowFull,
		"130/100 hộ":                           progress.PartAboveWhole,
		"đạt 105% kế hoạch":                    progress.PercentAboveHundred,
		"đạt 60%, tiến độ 70%":                 progress.TwoPercents,
		"1.250/2.000 hộ, đạt 90%":              progress.FiguresDisagree,
		"đã cấp cho 1,250 hộ":                  progress.UnclearNumber,
		"đạt 62,5%":                            "",
		"1.250/2.000 hộ, đạt 62,5%":            "",
		"1,250 tấn":                            "",
		"hoàn thành 60%":                       "",
		"đạt 60% (năm ngoái 70%), đang làm":    "",
		"đạt 60%, còn 40% đang làm, được 60 %": "",
	} {
		got := one(t, r, "BV-43: "+text, progress.Context{})
		switch {
		case want == "" && len(got.Doubts) > 0:
			t.Errorf("%q is doubted: %v", text, got.Doubts)
		case want != "" && (len(got.Doubts) != 1 || got.Doubts[0].Kind != want):
			t.Errorf("%q: doubts %v, want %s", text, got.Doubts, want)
		}
	}
}
