package plan

import (
	"testing"
	"time"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func TestAWeekIsMondayToSundayInTheOfficesZone(t *testing.T) {
	office := zone(t, "Asia/Ho_Chi_Minh")
	for at, want := range map[time.Time][3]string{
		time.Date(2026, 11, 21, 8, 0, 0, 0, office):               {"2026-W47", "2026-11-16", "2026-11-22"},
		time.Date(2026, 12, 31, 23, 59, 0, 0, office):             {"2026-W53", "2026-12-28", "2027-01-03"},
		time.Date(2027, 1, 3, 23, 59, 59, 0, office):              {"2026-W53", "2026-12-28", "2027-01-03"},
		time.Date(2027, 1, 4, 0, 0, 0, 0, office):                 {"2027-W01", "2027-01-04", "2027-01-10"},
		time.Date(2026, 11, 15, 17, 0, 0, 0, time.UTC).In(office): {"2026-W47", "2026-11-16", "2026-11-22"},
	} {
		week := WeekOf(at)
		got := [3]string{week.Name, week.From.Format(time.DateOnly), week.Last().Format(time.DateOnly)}
		if got != want {
			t.Errorf("the week of %v is %v, want %v", at, got, want)
		}
		if !week.Holds(at) || week.Holds(week.To) || !week.Holds(week.From) {
			t.Errorf("week %s does not hold what it should", week.Name)
		}
	}
}

func TestAWeekBeginsOnMondayWhereTheClocksLeaveMidnightOut(t *testing.T) {
	sunday := time.Date(2026, time.September, 6, 12, 0, 0, 0, zone(t, "America/Santiago")) // begins at one o'clock
	if week := WeekOf(sunday); week.From.Format(time.DateOnly) != "2026-08-31" || week.Last().Format(time.DateOnly) != "2026-09-06" || !week.Holds(sunday) {
		t.Errorf("the week of %v begins at %v and ends at %v", sunday, week.From, week.To)
	}
}

func TestPeriodsAreReadByName(t *testing.T) {
	for name, want := range map[string][3]string{
		"2026-W47": {"2026-11-16", "2026-11-22", "2026-W46"},
		"2026-W01": {"2025-12-29", "2026-01-04", "2025-W52"},
		"2027-W01": {"2027-01-04", "2027-01-10", "2026-W53"},
		"2026-11":  {"2026-11-01", "2026-11-30", "2026-10"},
		"2026-Q1":  {"2026-01-01", "2026-03-31", "2025-Q4"},
		"2026-Q4":  {"2026-10-01", "2026-12-31", "2026-Q3"},
		"2026-H2":  {"2026-07-01", "2026-12-31", "2026-H1"},
		"2026-H1":  {"2026-01-01", "2026-06-30", "2025-H2"},
		"2026":     {"2026-01-01", "2026-12-31", "2025"},
	} {
		for _, z := range []string{"Asia/Ho_Chi_Minh", "Pacific/Kiritimati", "America/Santiago"} {
			period, err := ParsePeriod(name, zone(t, z))
			if err != nil {
				t.Fatal(err)
			}
			got := [3]string{period.From.Format(time.DateOnly), period.Last().Format(time.DateOnly), period.Before().Name}
			if got != want || period.Name != name {
				t.Errorf("%s in %s is %v, want %v", name, z, got, want)
			}
		}
	}
	for _, name := range []string{"", "2026-W54", "2025-W53", "2026-W00", "2026-13", "2026-Q5", "2026-H3", "W47", "2026-11-21", "26"} {
		if period, err := ParsePeriod(name, time.UTC); err == nil {
			t.Errorf("%q was read as %+v", name, period)
		}
	}
}

func FuzzParsePeriod(f *testing.F) {
	f.Add("2026-W53")
	f.Add("2026-Q4")
	f.Fuzz(func(t *testing.T, name string) {
		period, err := ParsePeriod(name, time.UTC)
		if err != nil {
			return
		}
		if !period.From.Before(period.To) || period.Name != name || !period.Before().To.Equal(period.From) {
			t.Errorf("%q: %+v", name, period)
		}
	})
}
