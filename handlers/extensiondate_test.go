package handlers

import (
	"testing"
	"time"
)

var untilNow = time.Date(2026, time.November, 19, 8, 0, 0, 0, time.FixedZone("", 7*60*60))

func TestUntilDateReadsWhatOfficesWrite(t *testing.T) {
	for text, want := range map[string]string{
		"đến 31/12/2026":                          "2026-12-31",
		"den ngay 5.3.2027":                       "2027-03-05",
		"tới 1-2-2027, mong duyệt":                "2027-02-01",
		"until 2026-12-31":                        "2026-12-31",
		"đến hết tháng 6/2027":                    "2027-06-30",
		"đến tháng 2 năm 2028":                    "2028-02-29",
		"hết tháng 12":                            "2026-12-31",
		"đến tháng 3":                             "2027-03-31",
		"đến cuối quý II/2027":                    "2027-06-30",
		"quý 4 năm 2026":                          "2026-12-31",
		"đến hết quý I":                           "2027-03-31",
		"đến hết năm 2027":                        "2027-12-31",
		"đến 30/6":                                "2027-06-30",
		"đến 19/11":                               "2026-11-19",
		"từ 31/12/2025 đến 31/3/2027":             "2027-03-31",
		"từ hết năm 2025 sang hết quý II/2027":    "2027-06-30",
		"đến hết tháng 6/2027, hạn cũ 31/12/2025": "2027-06-30",
		"đến ngày 15 tháng 6 năm 2027":            "2027-06-15",
		"đến 31/3/27":                             "2027-03-31",
		"đến 31/11/2026":                          "",
		"đến 40/13/2026":                          "",
		"đến khi xong":                            "",
		"thêm 3 tháng nữa":                        "",
		"":                                        "",
	} {
		day, ok := untilDate(text, untilNow)
		got := ""
		if ok {
			got = day.Format(time.DateOnly)
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestAnEndThatTheCalendarDoesNotHaveIsTold(t *testing.T) {
	for text, want := range map[string]string{
		"đến 31/02/2027":               "31/02/2027",
		"đến ngày 31 tháng 4 năm 2027": "31/4/2027",
		"đến tháng 13/2027":            "13/2027",
		"đến 28/02/2027":               "2027-02-28",
		"đến khi xong":                 "",
	} {
		asked, _ := readEnd(text, untilNow)
		if got := asked.stored(); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func FuzzUntilDate(f *testing.F) {
	for _, text := range []string{"đến 31/12/2026", "quý II", "tháng 99/9999", "2026-02-31", "00/00/0000", "thang 0", "\xff12/12"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		day, ok := untilDate(text, untilNow)
		if !ok {
			return
		}
		if again, err := time.ParseInLocation(time.DateOnly, day.Format(time.DateOnly), untilNow.Location()); err != nil || !again.Equal(day) {
			t.Errorf("%q: %v is no day of the calendar (%v)", text, day, err)
		}
	})
}
