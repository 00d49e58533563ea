package remind

import "testing"

// The days on which Vietnam kept the lunar new year and the anniversary of the Hùng kings; 1985, 2007 and 2030 differ from China.
var lunarDays = map[int][2]string{
	1985: {"1985-01-21", ""},
	2007: {"2007-02-17", "2007-04-26"},
	2008: {"2008-02-07", "2008-04-15"},
	2018: {"2018-02-16", "2018-04-25"},
	2019: {"2019-02-05", "2019-04-14"},
	2020: {"2020-01-25", "2020-04-02"},
	2021: {"2021-02-12", "2021-04-21"},
	2022: {"2022-02-01", "2022-04-10"},
	2023: {"2023-01-22", "2023-04-29"},
	2024: {"2024-02-10", "2024-04-18"},
	2025: {"2025-01-29", "2025-04-07"},
	2026: {"2026-02-17", "2026-04-26"},
	2027: {"2027-02-06", "2027-04-16"},
	2028: {"2028-01-26", "2028-04-04"},
	2029: {"2029-02-13", "2029-04-23"},
	2030: {"2030-02-02", "2030-04-12"},
	2031: {"2031-01-23", "2031-04-01"},
	2032: {"2032-02-11", "2032-04-19"},
	2033: {"2033-01-31", "2033-04-09"},
	2034: {"2034-02-19", "2034-04-28"},
	2035: {"2035-02-08", "2035-04-17"},
	2036: {"2036-01-28", ""},
	2037: {"2037-02-15", ""},
	2038: {"2038-02-04", ""},
	2039: {"2039-01-24", ""},
	2040: {"2040-02-12", ""},
	2045: {"2045-02-17", ""},
	2050: {"2050-01-23", ""},
}

func TestTheLunarYearBeginsOnTheDayThatVietnamKeeps(t *testing.T) {
	for year, want := range lunarDays {
		if got := newYear(year).String(); got != want[0] {
			t.Errorf("the lunar new year of %d is %s, want %s", year, got, want[0])
		}
		if got := lunarDay(year, 3, 10).String(); want[1] != "" && got != want[1] {
			t.Errorf("the 10th of the third month of %d is %s, want %s", year, got, want[1])
		}
	}
}

func TestLeapMonthsAreThoseOfTheCalendar(t *testing.T) {
	for year, want := range map[int]int{ // month that is doubled, by the year in which the lunar one begins
		2017: 6, 2020: 4, 2023: 2, 2025: 6, 2028: 5, 2031: 3, 2036: 6, 2039: 5, 2024: 0, 2026: 0, 2027: 0, 2029: 0, 2030: 0,
	} {
		got := leapMonth(month11(year-1), month11(year)) - 2
		if got = max(got, 0); got != want {
			t.Errorf("in %d the doubled month is %d, want %d", year, got, want)
		}
	}
	if got := leapMonth(month11(2033), month11(2034)); got != 1 {
		t.Errorf("in the winter of 2033 the leap month is %d after the 11th, want 1", got)
	}
}
