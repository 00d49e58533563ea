package progress_test

import (
	"fmt"
	"strings"
	"testing"

	"chutri/internal/progress"
	"chutri/seeds"
)

// measured writes what a message says of targets: "2025: 21.3 % (source)", "~" before an estimate, doubts behind.
func measured(r *progress.Reader, text string) string {
	var said []string
	for _, report := range r.Read(text, progress.Context{Day: progress.Date{Day: 19, Month: 11, Year: 2026}}).Reports {
		m := report.Measured
		if m == nil {
			continue
		}
		s := fmt.Sprint(m.Year)
		if m.Part != "" {
			s += " [" + m.Part + "]"
		}
		s += ": "
		if m.Estimate {
			s += "~"
		}
		s += strings.TrimSpace(fmt.Sprint(m.Value, " ", m.Unit))
		if m.Source != "" {
			s += " (" + m.Source + ")"
		}
		for _, d := range report.Doubts {
			s += " ?" + string(d.Kind)
		}
		said = append(said, s)
	}
	return strings.Join(said, "; ")
}

func TestAValueGoesWithItsYear(t *testing.T) {
	r := newReader(t)
	for _, c := range []struct{ text, want string }{
		{"ND-T3 năm 2025: 21,3%, nguồn điều tra dinh dưỡng", "2025: 21.3 % (điều tra dinh dưỡng)"},
		{"ND-T3 năm 2024: 22,1%, năm 2025: 21,3%", "2024: 22.1 %; 2025: 21.3 %"},
		{"ND-T3 năm 2025: 21,3% (năm 2024: 22,1%), nguồn điều tra dinh dưỡng", "2025: 21.3 % (điều tra dinh dưỡng); 2024: 22.1 % (điều tra dinh dưỡng)"},
		{"ND-T3 năm 2025: 21,3%, giảm 0,8% so với năm 2024 (22,1%)", "2025: 21.3 %"},
		{"ND-T3 năm 2025: 21,3%, giảm 0,8 điểm phần trăm so với năm 2024", "2025: 21.3 %"},
		{"ND-T3 năm 2025: 21,3% nguồn điều tra dinh dưỡng năm 2024", "2025: 21.3 % (điều tra dinh dưỡng năm 2024)"},
		{"ND-T3: 21,3% năm 2025, 22,1% năm 2024", "2025: 21.3 %; 2024: 22.1 %"},
		{"ND-T3: 21,3% (năm 2025), 22,1% (năm 2024)", "2025: 21.3 %; 2024: 22.1 %"},
		{"ND-T3 năm 2024, 2025 lần lượt là 22,1% và 21,3%", "2024: 22.1 %; 2025: 21.3 %"},
		{"ND-T3 năm 2024 là 22,1%\nnăm 2025 là 21,3%", "2024: 22.1 %; 2025: 21.3 %"},
		{"- ND-T3 năm 2024: 22,1%\n- ND-T3 năm 2025: 21,3%", "2024: 22.1 %; 2025: 21.3 %"},
		{"ND-T3 giảm từ 22,1% năm 2024 xuống 21,3% năm 2025", "2025: 21.3 %"},
		{"ND-T3 năm 2025 giảm còn 21,3%", "2025: 21.3 %"},
		{"ND-T3 năm 2025 giảm xuống còn 21,3%, năm ngoái 22,1%", "2025: 21.3 %"},
		{"ND-T3 năm 2025 đạt 21,3% (cùng kỳ 22,1%)", "2025: 21.3 %"},
		{"ND-T3 năm 2025 đạt 21,3%, cùng kỳ năm 2024 là 22,1%", "2025: 21.3 %"},
		{"ND-T3 năm ngoái 21,3%", "2025: 21.3 %"},
		{"ND-T3 năm nay 20,9%, năm ngoái 21,3%", "2026: 20.9 %"},
		{"ND-T3 2025 21.3 %", "2025: 21.3 %"},
		{"ND-T3 đến 31/12/2025 là 21,3%", "2025: 21.3 %"},
		{"ND-T3 đến tháng 12/2025 là 21,3%", "2025: 21.3 %"},
		{"ND-T3 năm 2025 là 21,3 phần trăm", "2025: 21.3 %"},
		{"Chỉ tiêu ND-T3 năm 2025 đạt 21,3%", "2025: 21.3 %"},
		{"ND-T3 năm 2025 đạt 21,3%, mục tiêu năm 2030: 18%", "2025: 21.3 %"},
		{"ND-T3 năm 2025 đạt 21,3% (chỉ tiêu 20%)", "2025: 21.3 %"},
		{"ND-T3 năm 2025 đạt 21,3%, phấn đấu năm 2026 còn 20%", "2025: 21.3 %"},
		{"ND-T3 năm 2025: 21,3%, trong đó nam 22,5%, nữ 20,1%", "2025: 21.3 %"},
		{"ND-T3 năm 2025: 21,3%, điều tra 1.200 trẻ ở 30 xã", "2025: 21.3 %"},
		{"ND-T3 năm 2025: 450/2.100 trẻ, tỷ lệ 21,4%", "2025: 21.4 %"},
		{"ND-T3: 21,3%", "0: 21.3 %"},
		{"ND-T3 năm 2024 và năm 2025 đều 21,3%", "0: 21.3 %"},
		{"ND-T3 năm 2025: 21,3% (số liệu năm 2024)", "0: 21.3 %"},
		{"ND-T3 năm 2025: 21,3%, bình quân cả nước 19,6%", "2025: 21.3 % ?two_values"},
		{"ND-T3, ND-T4 năm 2025 lần lượt là 21,3% và 4,2%", "2025: 21.3 % ?two_values; 2025: 21.3 % ?two_values"},
		{"ND-T3 giảm 0,8%", ""},
		{"BV-T24 năm 2025 tăng 7,2%, cao hơn 0,5% so với năm 2024", "2025: 7.2 %/năm"},
		{"BV-T24 năm 2025 so với năm 2024 tăng 7,2%", "2025: 7.2 %/năm"},
		{"BV-T24 năm 2025 tăng 7,2% so với năm 2024, cả nước 6,5%", "2025: 7.2 %/năm"},
		{"ND-T3 năm 2025 21,3% / năm 2024 22,1%", "2025: 21.3 %; 2024: 22.1 %"},
		{"ND-T3 năm 2025 là 21 phẩy 3 phần trăm", "2025: 21.3 %"},
		{"cập nhật ND-T3: 21,3 năm 2025", "2025: 21.3"},
		{"KL-T6 năm 2025 có thêm 5 xã, nâng tổng số lên 95 xã", "2025: 95 xã"},
		{"Số liệu 2025: ND-T3 21,3%; ND-T4 4,2%", "2025: 21.3 %; 2025: 4.2 %"},
		{"Năm 2025:\n- ND-T3: 21,3%\n- ND-T4: 4,2%", "2025: 21.3 %; 2025: 4.2 %"},
		{"Báo cáo năm 2026: ND-T3 năm 2025 đạt 21,3%", "2025: 21.3 %"},
	} {
		if got := measured(r, c.text); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

func TestAValueThatIsNoPlainMeasurementSaysSo(t *testing.T) {
	r := newReader(t)
	for _, c := range []struct{ text, want string }{
		{"ND-T3 năm 2026 ước đạt 20,5%", "2026: ~20.5 %"},
		{"ND-T3 ước năm 2026 đạt 20,5%", "2026: ~20.5 %"},
		{"Ước năm 2026: ND-T3 đạt 20,5%", "2026: ~20.5 %"},
		{"ND-T3 năm 2026: 20,5% (ước thực hiện)", "2026: ~20.5 %"},
		{"ND-T3 năm 2025 khoảng 21%", "2025: ~21 %"},
		{"ND-T3 năm 2025 đạt 21,3%, ước năm 2026 đạt 20,5%", "2025: 21.3 %; 2026: ~20.5 %"},
		{"ND-T3 6 tháng đầu năm 2026: 20,9%", "2026 [6 tháng đầu năm]: 20.9 %"},
		{"ND-T3 quý I/2026: 20,9%", "2026 [quý I/2026]: 20.9 %"},
		{"ND-T3 quý I năm 2026: 20,9%", "2026 [quý I]: 20.9 %"},
		{"ND-T3 tháng 6 năm 2026: 20,9%", "2026 [tháng 6]: 20.9 %"},
		{"ND-T3 đến 30/6/2026 là 20,9%", "2026 [đến 30/6/2026]: 20.9 %"},
		{"ND-T3 năm 2026: 6 tháng đầu năm đạt 20,9%", "2026 [6 tháng đầu năm]: 20.9 %"},
		{"ND-T3 6 tháng đầu năm: 20,9%", "0 [6 tháng đầu năm]: 20.9 %"},
		{"ND-T3 năm 2025: 213%", "2025: 213 % ?percent_above_hundred"},
		{"ND-T3 năm 2025: -3%", "2025: -3 % ?below_zero"},
		{"BV-T24 năm 2025: -3%/năm", "2025: -3 %/năm"},
		{"BV-T24 năm 2025 giảm 3%", "2025: 3 %/năm ?opposite"},
		{"BV-T2 năm 2025 giảm 32%", "2025: 32 %"},
		{"ND-T3 năm 2025 dưới 20%", "2025: 20 % ?only_bound"},
		{"ND-T3 9T/2026: 20,5%", "2026 [9T]: 20.5 %"},
		{"ND-T3 năm 2025: 20-22%", "2025: 20 % ?several_numbers"},
		{"GN-T4 năm 2025: 15,996 hộ", "2025: 15996 hộ ?unclear_number"},
	} {
		if got := measured(r, c.text); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

func TestAValueKeepsItsSource(t *testing.T) {
	r := newReader(t)
	for _, c := range []struct{ text, want string }{
		{"ND-T3 năm 2025: 21,3% (nguồn: điều tra dinh dưỡng)", "2025: 21.3 % (điều tra dinh dưỡng)"},
		{"ND-T3 năm 2025: 21,3%\nNguồn: Viện Dinh dưỡng", "2025: 21.3 % (Viện Dinh dưỡng)"},
		{"ND-T3 năm 2025: 21,3% theo báo cáo số 45/BC-SYT ngày 15/01/2026", "2025: 21.3 % (báo cáo số 45/BC-SYT ngày 15/01/2026)"},
		{"Theo báo cáo số 45/BC-SYT, ND-T3 năm 2025 đạt 21,3%", "2025: 21.3 % (báo cáo số 45/BC-SYT)"},
		{"ND-T3 theo báo cáo của Sở Y tế năm 2025 đạt 21,3%", "2025: 21.3 % (báo cáo của Sở Y tế)"},
		{"ND-T3 năm 2025 21,3% https://thongke.gov.vn/2024/so-lieu.html", "2025: 21.3 % (https://thongke.gov.vn/2024/so-lieu.html)"},
		{"ND-T3 năm 2025: 21,3%, nguồn: https://thongke.gov.vn/a?b=22", "2025: 21.3 % (https://thongke.gov.vn/a?b=22)"},
		{"ND-T3 năm 2024: 22,1% (nguồn A), năm 2025: 21,3% (nguồn B)", "2024: 22.1 % (A); 2025: 21.3 % (B)"},
		{"ND-T3 năm 2025: 21,3% theo kế hoạch", "2025: 21.3 %"},
	} {
		if got := measured(r, c.text); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

func TestEveryTargetIsReportedInItsOwnUnit(t *testing.T) {
	r := newReader(t)
	data, err := seeds.Default()
	if err != nil || len(data.Register.Targets) == 0 {
		t.Fatalf("no targets (%v)", err)
	}
	for _, target := range data.Register.Targets {
		for _, text := range []string{
			target.ID + " năm 2025: 21,3 " + target.Unit + ", nguồn báo cáo sở",
			target.ID + ": 21,3" + target.Unit + " năm 2025 (nguồn: báo cáo sở)",
			target.ID + " năm 2025 là 21,3 " + strings.Replace(target.Unit, "%", "phần trăm", 1) + " theo báo cáo sở",
		} {
			if got, want := measured(r, text), "2025: 21.3 "+target.Unit+" (báo cáo sở)"; got != want {
				t.Errorf("%q: %q, want %q", text, got, want)
			}
		}
	}
}

func TestAUnitIsReadAsOfficesWriteIt(t *testing.T) {
	r := newReader(t)
	for _, c := range []struct{ text, want string }{
		{"ND-T2 năm 2025: 380 g", "2025: 380 g/ngày"},
		{"ND-T2 năm 2025: 380 gam/người/ngày", "2025: 380 g/ngày"},
		{"CB-T1 năm 2025: 300.000 tấn", "2025: 300 nghìn tấn"},
		{"CB-T1 năm 2025: 300 ngàn tấn", "2025: 300 nghìn tấn"},
		{"CB-T2 năm 2025: 541 kg/người", "2025: 541 kg/người/năm"},
		{"GN-T4 năm 2025: 17 nghìn hộ", "2025: 17000 hộ"},
		{"GN-T4 năm 2025: 15.996 hộ nghèo", "2025: 15996 hộ"},
		{"BV-T10 năm 2025: 40/100.000 trẻ đẻ sống", "2025: 40 ca/100.000"},
		{"BV-T3 năm 2025: 1,2%", "2025: 1.2 điểm %/năm"},
		{"KL-T6 năm 2025: 45/142 xã", "2025: 45 xã"},
		{"KL-T12 năm 2025: 95 hợp tác xã", "2025: 95 HTX"},
		{"ND-T4 năm 2024: 35 trẻ", "2024: 35 trẻ"},
		{"ND-T2 năm 2025: 380 g/tháng", "2025: 380 g/tháng"},
		{"ND-T3 nam 2025: 21,3 phan tram, nguon dieu tra dinh duong", "2025: 21.3 % (dieu tra dinh duong)"},
		{"ND-T3 năm 2025: 21,3", "2025: 21.3"},
	} {
		if got := measured(r, c.text); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}
