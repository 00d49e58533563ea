package assist_test

import (
	"strings"
	"testing"

	"chutri/internal/assist"
)

func TestWhatTellsOfAPersonIsTakenOut(t *testing.T) {
	names := []string{"Chị Lan", "Trần Minh", "Mary", "A"}
	for text, want := range map[string]string{
		"Anh Hùng hỏi ai lo muối i-ốt":                          "Anh [tên] hỏi ai lo muối i-ốt",
		"đ/c Nguyễn Văn Bình phụ trách, gọi 0912 345 678":       "đ/c [tên] phụ trách, gọi [số]",
		"gọi +84912345678 hoặc 0912.345.678 nhé":                "gọi [số] hoặc [số] nhé",
		"CCCD 083201001234, Lê Thị Thu Hà ở ấp 3":               "CCCD [số], [tên] ở ấp 3",
		"mail lan.nguyen@bentre.gov.vn, xem https://a.vn/x?y=1": "mail [địa chỉ], xem [địa chỉ]",
		"nhắn @minh_ct hoặc t.me/minh_ct":                       "nhắn [địa chỉ] hoặc [địa chỉ]",
		"trần minh báo: xong":                                   "[tên] báo: xong",
		"MARY said it is done":                                  "[tên] said it is done",
		"Ai chủ trì đề án mỗi xã một sản phẩm?":                 "Ai chủ trì đề án mỗi xã một sản phẩm?",
		"đã cấp cho 1.250/2.000 hộ, đạt 62,5%, 3.500.000 đồng":  "đã cấp cho 1.250/2.000 hộ, đạt 62,5%, 3.500.000 đồng",
		"ND-15 xong ngày 15/11/2026 theo 359-KL/TU":             "ND-15 xong ngày 15/11/2026 theo 359-KL/TU",
		"Sở Nông nghiệp Bến Tre, Cao Bằng, Hà Nội, Thái Bình":   "Sở Nông nghiệp Bến Tre, Cao Bằng, Hà Nội, Thái Bình",
		"bà con xã Tân Phú, em coi loa ấp, anh em chưa làm":     "bà con xã Tân Phú, em coi loa ấp, anh em chưa làm",
	} {
		if got := assist.Scrub(text, names); got != want {
			t.Errorf("%q\nbecomes %q\nwant    %q", text, got, want)
		}
	}
}

func FuzzScrubbingLeavesNoAddressAndNoLongNumber(f *testing.F) {
	f.Add("gọi 84", "Chị Lan")
	f.Add("đ/c Trần\u00a0Văn A (x", "(x")
	f.Fuzz(func(t *testing.T, text, name string) {
		got := assist.Scrub(text+" gọi 0912 345 678, lan@benh.vn", []string{name})
		if strings.Contains(got, "lan@benh.vn") || strings.Contains(got, "0912 345 678") {
			t.Errorf("%q becomes %q", text, got)
		}
	})
}
