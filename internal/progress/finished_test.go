package progress_test

import (
	"testing"

	"chutri/internal/progress"
)

func TestTheDayOfFinishingIsRead(t *testing.T) {
	r := newReader(t)
	tenth, none := progress.Date{Day: 10, Month: 12, Year: 2025}, progress.Date{}
	for text, want := range map[string]progress.Date{
		"ND-11 hoàn thành ngày 10/12/2025":                               tenth,
		"ND-11 da hoan thanh ngay 10/12/2025":                            tenth,
		"ngày 10/12/2025 ND-11 đã xong":                                  tenth,
		"ND-11 đã hoàn thành (ngày 10/12/25)":                            tenth,
		"ND-11 hoàn thành ngày 10 tháng 12 năm 2025":                     tenth,
		"ND-11 ngày hoàn thành: 10/12/2025":                              tenth,
		"ND-11 đã ban hành Kế hoạch số 12/KH-UBND ngày 10/12/2025":       tenth,
		"ND-11 được Chủ tịch ký ban hành ngày 10/12/2025":                tenth,
		"ND-11 hoàn thành ngày 10/12/2025, gửi báo cáo ngày 20/12/2025":  tenth,
		"ND-11 xong ngày 10/12":                                          {Day: 10, Month: 12},
		"ND-11 hoàn thành trước ngày 10/12/2025":                         none,
		"ND-11 đến ngày 10/12/2025 đã hoàn thành":                        none,
		"ND-11 đã hoàn thành, hạn 31/12/2025":                            none,
		"ND-11 đã hoàn thành theo Quyết định số 5/QĐ-UBND ngày 5/1/2018": none,
		"ND-11 đã hoàn thành Kế hoạch số 5/KH-UBND ngày 5/1/2018":        none,
		"ND-11: ngày 10/12/2025 đã họp, đã hoàn thành":                   none,
		"ND-11 hoàn thành ngày 10/12/2025, đã xong ngày 20/12/2025":      none,
		"ND-11 đang làm, họp ngày 10/12/2025":                            none,
		"ND-11 hoàn thành tháng 12/2025":                                 none,
	} {
		if got := one(t, r, text, progress.Context{}); got.Finished != want {
			t.Errorf("%q: finished on %v, want %v", text, got.Finished, want)
		}
	}
}
