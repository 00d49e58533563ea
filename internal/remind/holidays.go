package remind

import "time"

// cultureDay is the first year in which 24 November is a day off.
const cultureDay = 2026

// publicHolidays returns the days of a year that are off by Vietnam's labour code, with the working days behind them that make up
// for those on a weekend. The two choices that the government makes anew each year are those of 2018 to 2026: two days
// before the lunar new year and three from it on, but one and four where it is a Tuesday; and the day before 2 September,
// but the day behind it where it is a Monday or a Thursday.
func publicHolidays(year int) map[Date]bool {
	kept := []Date{{year, time.January, 1}}
	tet := newYear(year)
	first := tet.Add(-2)
	if tet.Weekday() == time.Tuesday {
		first = tet.Add(-1)
	}
	for i := range 5 {
		kept = append(kept, first.Add(i))
	}
	kept = append(kept, lunarDay(year, 3, 10), Date{year, time.April, 30}, Date{year, time.May, 1})
	national := Date{year, time.September, 2}
	beside := national.Add(-1)
	if day := national.Weekday(); day == time.Monday || day == time.Thursday {
		beside = national.Add(1)
	}
	kept = append(kept, national, beside)
	if year >= cultureDay {
		kept = append(kept, Date{year, time.November, 24})
	}
	return withDaysInLieu(kept)
}

// withDaysInLieu adds, for each holiday on a weekend, the next working day.
func withDaysInLieu(kept []Date) map[Date]bool {
	off := make(map[Date]bool, len(kept))
	owed := 0
	for _, day := range kept {
		off[day] = true
	}
	for _, day := range kept {
		if !weekend(day) {
			continue
		}
		owed++
		for next := day.Add(1); owed > 0; next = next.Add(1) {
			if !weekend(next) && !off[next] {
				off[next] = true
				owed--
			}
		}
	}
	return off
}

func weekend(day Date) bool {
	return day.Weekday() == time.Saturday || day.Weekday() == time.Sunday
}
