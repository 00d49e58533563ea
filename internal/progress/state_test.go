package progress_test

import (
	"testing"

	"chutri/internal/progress"
)

func TestHowFarATaskIs(t *testing.T) {
	readAs(t, map[string]string{
		"GN-9 tỷ lệ hộ nghèo 2,15%, cận nghèo 3,20%, đang triển khai":                      "in_progress",
		"GN-9: tỷ lệ hộ nghèo còn 3,2% (đầu năm 4,1%), vẫn thực hiện":                      "in_progress",
		"GN-9 toàn tỉnh còn 8.523 hộ nghèo (2,15%), đang triển khai":                       "in_progress",
		"GN-9 suy dinh dưỡng thấp còi là 21,3%, đang thực hiện":                            "in_progress",
		"GN-9 cấp gạo cho 8.523 hộ nghèo (62%)":                                            "in_progress 62% 8523 hộ",
		"GN-9 hỗ trợ hộ nghèo đạt 62%":                                                     "in_progress 62%",
		"ND-10 đạt 55% (tháng trước 40%)":                                                  "in_progress 55%",
		"ND-10 chưa đạt 60%":                                                               "in_progress",
		"ND-10 chưa được 60%":                                                              "in_progress",
		"ND-10 chưa tới 20 lớp":                                                            "in_progress",
		"ND-19 đang làm, 2 ngành đã thống nhất phương án":                                  "in_progress",
		"BV-305 đã có chữ ký của 6/8 ngành, chờ 2 ngành nữa":                               "in_progress 6/8 ngành",
		"ND-10 kinh phí 3.500 triệu đồng, đã giải ngân 1.200":                              "in_progress 1200/3500 triệu đồng",
		"ND-10 kinh phí 3.500 triệu đồng, đang làm":                                        "in_progress 3500 triệu đồng",
		"ND-15 đã cấp cho 1/2000 hộ":                                                       "in_progress 1/2000 hộ",
		"ND-15 từ 12/2025 hộ nghèo được cấp đủ, đang làm":                                  "in_progress",
		"BV-185 quý này 12 cuộc, cộng từ tháng 1 tới giờ 39 cuộc":                          "in_progress 39 cuộc",
		"BV-158: trong 22 doanh nghiệp thì 17 đã nộp, đang đôn đốc":                        "in_progress 17/22 doanh nghiệp",
		"BV-158: trong số 22 doanh nghiệp có 17 đã nộp báo cáo":                            "in_progress 17/22 doanh nghiệp",
		"ND-49: chưa soạn, để qua Tết mới đụng tới":                                        "not_started",
		"ND-11. Đã thực hiện: 320 buổi. Đang thực hiện: 12 buổi. Chưa thực hiện: 328 buổi": "in_progress 320 buổi",
		"ND-11 KH 660 buổi, TH 320 buổi, tỷ lệ 48,5%":                                      "in_progress 48.5% 320/660 buổi",
		"ND-23 quy chuẩn ban hành rồi, vậy là xong phần tụi em":                            "done",
		"ND-49: không soạn bộ tiêu chí bữa ăn ca riêng nữa":                                "stopped",
		"BV-70 sắp xếp đạt 100%, không còn điểm lẻ nào phải dồn nữa":                       "done 100%",
		"BV-79 tắc ở khâu định giá tài sản 2 trường":                                       "blocked",
		"BV-339 kẹt, đối tác hủy lịch":                                                     "blocked",
		"BV-185 xin thôi thực hiện, UBND tỉnh đồng ý rồi":                                  "stopped",
		"GN-12 đưa đi 1.265 lao động, đạt 84,3% chỉ tiêu năm (1.500)":                      "in_progress 84.3% 1265/1500 lao động",
		"BV-193: đường tỉnh 885 thảm nhựa được 17,6/24 km":                                 "in_progress 17.6/24 km",
		"BV-203 chỉ tiêu 90, tới nay 61 HTX":                                               "in_progress 61/90 HTX",
		"BV-203 thôi đầu tư rồi, UBND tỉnh có thông báo":                                   "stopped",
		"BV-22: 58 sản phẩm đạt 3 sao, đang chấm đợt 2":                                    "in_progress 58 sản phẩm",
		"BV-171 ban hành rồi, thực hiện mới 45%":                                           "in_progress 45%",
		"BV 192 chua lam gi het, thang 2 ben em moi lam":                                   "not_started",
		"BV-162: kéo 43,7 km, hộ có điện toàn tỉnh 99,9%":                                  "in_progress 43.7 km",
		"KL-1 có quyết định thành lập rồi ạ, em xin báo hoàn thành":                        "done",
		"KL-6 nhận 88 báo cáo, đạt 59,9%":                                                  "in_progress 59.9% 88 báo cáo",
		"BV-76 miễn giảm học phí cấp 2 cấp 3: giải quyết cho 8.940 học sinh":               "in_progress 8940 học sinh",
		"bv192 dang bo sung quy hoach":                                                     "in_progress",
		"ND-49: sau Tết đã mở 3 lớp":                                                       "in_progress 3 lớp",
		"BV-13 rà soát xong 214/214 văn bản, đã gửi báo cáo tổng hợp":                      "done 214/214 văn bản",
		"BV-13 khảo sát xong 12/12 xã, đã trình UBND tỉnh đề án":                           "in_progress 12/12 xã",
		"ND-27 thôi hẳn chị nhé, tuyến trên có phần mềm dùng chung rồi":                    "stopped",
	})
}

func TestAPartOrAnEstimateFinishesNoTask(t *testing.T) {
	readAs(t, map[string]string{
		"ND-10 hoàn thành 2/3 khối lượng":              "in_progress",
		"ND-10 đã hoàn thành 2/3 số lớp":               "in_progress",
		"ND-10 hoàn thành 2/3":                         "in_progress",
		"ND-10 hoàn thành 28/3":                        "done",
		"ND-10 hoàn thành gần hết":                     "in_progress",
		"ND-10 hoàn thành được một phần":               "in_progress",
		"ND-10 ước cả năm đạt 100%":                    "in_progress 100%",
		"ND-10 ước cả năm hoàn thành kế hoạch":         "in_progress",
		"ND-10 đã hoàn thành tại 5 huyện, còn 4 huyện": "in_progress 5 huyện",
		"ND-10 đã hoàn thành, còn dư 30 triệu đồng":    "done",
		"ND-10 đạt 80 - 85 %":                          "in_progress 80%",
	})
	r := newReader(t)
	for _, text := range []string{"ND-10 hoàn thành, đạt 8/10 chỉ tiêu", "ND-10 hoàn thành vượt kế hoạch, 12/10 lớp"} {
		if got := one(t, r, text, progress.Context{}); len(got.Doubts) == 0 {
			t.Errorf("%q is not doubted", text)
		}
	}
}
