package remind

import (
	"strings"
	"testing"
	"time"
)

func vietnam(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Ho_Chi_Minh")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func date(t testing.TB, text string) Date {
	t.Helper()
	day, err := ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return day
}

// The public days off as the government announced them, without weekends and without swapped days.
func TestPublicHolidaysAreThoseThatTheGovernmentAnnounced(t *testing.T) {
	c := NewCalendar(vietnam(t))
	for _, stretch := range []struct{ first, last string }{
		{"2022-01-31", "2022-02-04"}, {"2022-04-11", "2022-04-11"}, {"2022-05-02", "2022-05-03"}, {"2022-09-01", "2022-09-02"},
		{"2023-01-20", "2023-01-26"}, {"2023-05-01", "2023-05-03"}, {"2023-09-01", "2023-09-04"},
		{"2024-02-08", "2024-02-14"}, {"2024-04-18", "2024-04-18"}, {"2024-09-02", "2024-09-03"},
		{"2025-01-27", "2025-01-31"}, {"2025-04-07", "2025-04-07"}, {"2025-09-01", "2025-09-02"},
		{"2026-02-16", "2026-02-20"}, {"2026-04-27", "2026-04-27"}, {"2026-04-30", "2026-05-01"}, {"2026-09-01", "2026-09-02"},
	} {
		first, last := date(t, stretch.first), date(t, stretch.last)
		for day := first; !last.Before(day); day = day.Add(1) {
			if c.Working(day) {
				t.Errorf("%s is a working day", day)
			}
		}
		for _, step := range []int{-1, 1} {
			beside := first
			for !beside.Before(first) && !last.Before(beside) || weekend(beside) {
				beside = beside.Add(step)
			}
			if !c.Working(beside) {
				t.Errorf("%s beside the holiday of %s is off", beside, stretch.first)
			}
		}
	}
}

func TestAnOfficeChangesItsCalendar(t *testing.T) {
	c, err := ReadCalendar(strings.NewReader("off: [2026-08-31]\nwork: [2026-08-22]\nmove: after\nhours: 08:00-16:30\n"), vietnam(t))
	if err != nil {
		t.Fatal(err)
	}
	if c.Working(date(t, "2026-08-31")) || !c.Working(date(t, "2026-08-22")) || c.Working(date(t, "2026-08-29")) {
		t.Error("the swapped days are not kept")
	}
	if got := c.shift(date(t, "2026-08-29"), date(t, "2026-08-24")); got != date(t, "2026-09-03") {
		t.Errorf("what falls on 29 August goes to %s", got)
	}
	at := date(t, "2026-08-22").At(16*60+29, c.Zone)
	if !c.Open(at) || c.Open(at.Add(time.Minute)) || c.Open(at.AddDate(0, 0, 1)) {
		t.Error("the working hours are not kept")
	}
}

func TestACalendarThatCannotBeReadIsRefused(t *testing.T) {
	for _, text := range []string{
		"off: [31/8/2026]", "of: [2026-08-31]", "move: sideways", "hours: 17:00-07:30", "hours: 7-17", "hours: 07:75-17:00", "off: 5: 6",
		"hours: 07:30-25:00",
	} {
		if _, err := ReadCalendar(strings.NewReader(text), time.UTC); err == nil {
			t.Errorf("%q is taken", text)
		}
	}
	if _, err := ReadCalendar(strings.NewReader("# nothing\n"), time.UTC); err != nil {
		t.Errorf("an empty file is refused: %v", err)
	}
}

func TestASendingGoesToTheWorkingDayBeforeButNotOutOfItsWeek(t *testing.T) {
	c := NewCalendar(vietnam(t))
	for _, test := range []struct{ day, earliest, want string }{
		{"2026-11-20", "2026-11-16", "2026-11-20"},
		{"2026-05-01", "2026-04-27", "2026-04-29"}, // 27 April is off too
		{"2026-02-20", "2026-02-16", "2026-02-23"}, // the whole week is off
		{"2026-11-22", "2026-11-16", "2026-11-20"},
	} {
		if got := c.shift(date(t, test.day), date(t, test.earliest)).String(); got != test.want {
			t.Errorf("%s goes to %s, want %s", test.day, got, test.want)
		}
	}
}

func FuzzReadCalendar(f *testing.F) {
	f.Add("off: [2026-08-31]\nhours: 07:30-17:00")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := ReadCalendar(strings.NewReader(text), time.UTC)
		if err != nil {
			return
		}
		if c.opens >= c.closes || c.opens < 0 || c.closes > 24*60 {
			t.Errorf("%q gives the hours %d to %d", text, c.opens, c.closes)
		}
	})
}
