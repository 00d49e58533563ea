package remind

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"chutri/internal/plan"
)

const friday15 = 15 * 60

func weekly(chat int64, day time.Weekday, minute int, since time.Time) Subscription {
	return Subscription{Chat: chat, Kind: Weekly, Day: int(day), Minute: minute, Since: since, Changed: since}
}

func at(t testing.TB, zone *time.Location, text string) time.Time {
	t.Helper()
	moment, err := time.ParseInLocation("2006-01-02 15:04", text, zone)
	if err != nil {
		t.Fatal(err)
	}
	return moment
}

func never(Subscription) time.Time { return time.Time{} }

func keys(sendings []Sending) []string {
	var keys []string
	for _, s := range sendings {
		key := s.Key
		if s.Late {
			key += " late"
		}
		for _, p := range s.Missed {
			key += " +" + p.Name
		}
		keys = append(keys, key)
	}
	return keys
}

func TestADigestComesAtItsHour(t *testing.T) {
	zone := vietnam(t)
	c := NewCalendar(zone)
	s := weekly(7, time.Friday, friday15, at(t, zone, "2026-11-18 09:00"))
	for now, want := range map[string][]string{
		"2026-11-20 14:59": nil,
		"2026-11-20 15:00": {"digest:7:2026-W47"},
		"2026-11-20 15:31": {"digest:7:2026-W47 late"},
		"2026-12-04 15:00": {"digest:7:2026-W47 late", "digest:7:2026-W48 late", "digest:7:2026-W49"},
		"2026-12-25 15:00": {"digest:7:2026-W49 late +2026-W47 +2026-W48", "digest:7:2026-W50 late", "digest:7:2026-W51 late", "digest:7:2026-W52"},
	} {
		if got := keys(Due(at(t, zone, now), []Subscription{s}, c, never)); !slices.Equal(got, want) {
			t.Errorf("at %s %q is due, want %q", now, got, want)
		}
	}
}

func TestWhatAChatWasSentIsNotDueAgainWhateverItChooses(t *testing.T) {
	zone := vietnam(t)
	c := NewCalendar(zone)
	since := at(t, zone, "2026-11-02 09:00")
	sent := func(Subscription) time.Time { return at(t, zone, "2026-11-16 00:00") } // week 46
	for _, test := range []struct {
		day  time.Weekday
		now  string
		want []string
	}{
		{time.Monday, "2026-11-18 09:00", nil},                           // about week 46, which was sent
		{time.Monday, "2026-11-23 15:00", []string{"digest:7:2026-W47"}}, // about week 47
		{time.Thursday, "2026-11-19 15:00", []string{"digest:7:2026-W47"}},
		{time.Friday, "2025-11-21 15:00", nil}, // the clock was set back
	} {
		s := weekly(7, test.day, friday15, since)
		s.Changed = at(t, zone, "2026-11-18 08:00")
		if got := keys(Due(at(t, zone, test.now), []Subscription{s}, c, sent)); !slices.Equal(got, test.want) {
			t.Errorf("%s at %s: %q is due, want %q", test.day, test.now, got, test.want)
		}
	}
}

func TestChoosingAnEarlierDayLosesNoWeekAndCallsItNotLate(t *testing.T) {
	zone := vietnam(t)
	s := weekly(7, time.Thursday, friday15, at(t, zone, "2026-11-02 09:00"))
	s.Changed = at(t, zone, "2026-11-20 09:00") // on Friday, before that day's digest came
	sent := func(Subscription) time.Time { return at(t, zone, "2026-11-16 00:00") }
	got := keys(Due(at(t, zone, "2026-11-20 09:01"), []Subscription{s}, NewCalendar(zone), sent))
	if want := []string{"digest:7:2026-W47"}; !slices.Equal(got, want) {
		t.Errorf("%q is due, want %q", got, want)
	}
}

func TestHolidaysMoveADigest(t *testing.T) {
	zone := vietnam(t)
	c := NewCalendar(zone)
	later := NewCalendar(zone)
	later.after = true
	for _, test := range []struct {
		calendar    *Calendar
		kind        Kind
		day         int
		period, due string
	}{
		{c, Weekly, int(time.Friday), "2026-W18", "2026-04-29 15:00"}, // 30 April and 1 May are off
		{later, Weekly, int(time.Friday), "2026-W18", "2026-05-04 15:00"},
		{c, Weekly, int(time.Friday), "2026-W08", "2026-02-23 15:00"}, // a whole week off
		{c, Weekly, int(time.Monday), "2026-W07", "2026-02-23 15:00"}, // never before the week is over
		{c, Weekly, int(time.Sunday), "2026-W47", "2026-11-20 15:00"},
		{c, Weekly, int(time.Wednesday), "2026-W35", "2026-08-31 15:00"},
		{c, Monthly, 1, "2026-12", "2027-01-04 15:00"}, // never before the month is over
		{c, Monthly, 5, "2026-10", "2026-11-05 15:00"},
		{c, Weekly, int(time.Friday), "2026-W53", "2026-12-31 15:00"},
	} {
		period, err := plan.ParsePeriod(test.period, zone)
		if err != nil {
			t.Fatal(err)
		}
		s := Subscription{Kind: test.kind, Day: test.day, Minute: friday15}
		if got := test.calendar.When(s, period).Format("2006-01-02 15:04"); got != test.due {
			t.Errorf("%s of %s on day %d is due %s, want %s", test.kind, test.period, test.day, got, test.due)
		}
	}
}

func TestAPersonIsRemindedOnceAWeekInTheOfficesHours(t *testing.T) {
	zone := vietnam(t)
	c := NewCalendar(zone)
	s := Subscription{Chat: 7, Kind: Tasks, Day: int(time.Monday), Minute: 8 * 60, Since: at(t, zone, "2026-11-02 09:00")}
	quiet := s
	quiet.Quiet = at(t, zone, "2026-11-26 00:00")
	monday := func(Subscription) time.Time { return at(t, zone, "2026-11-30 00:00") }
	for _, test := range []struct {
		s    Subscription
		now  string
		last func(Subscription) time.Time
		want []string
	}{
		{s, "2026-11-23 07:59", never, nil},
		{s, "2026-11-23 08:00", never, []string{"remind:7:2026-W48"}},
		{s, "2026-11-23 08:00", monday, nil},
		{s, "2026-11-23 22:00", never, nil},
		{s, "2026-11-24 10:00", never, nil}, // a holiday
		{s, "2026-11-25 10:00", never, []string{"remind:7:2026-W48 late"}},
		{s, "2026-11-28 10:00", never, nil}, // Saturday
		{s, "2026-11-30 07:45", never, nil}, // last week's is over
		{s, "2026-02-19 10:00", never, nil}, // nothing while everything is closed
		{quiet, "2026-11-25 10:00", never, nil},
		{quiet, "2026-11-26 07:30", never, []string{"remind:7:2026-W48 late"}},
		{quiet, "2026-11-30 08:00", never, []string{"remind:7:2026-W49"}},
	} {
		if got := keys(Due(at(t, zone, test.now), []Subscription{test.s}, c, test.last)); !slices.Equal(got, test.want) {
			t.Errorf("at %s %q is due, want %q", test.now, got, test.want)
		}
	}
}

func TestReportsAreAnnouncedToThoseWhoOweThem(t *testing.T) {
	zone := vietnam(t)
	c := NewCalendar(zone)
	register := plan.NewRegister(
		[]plan.Plan{{ID: "one", Key: "ON", End: 2027}, {ID: "old", Key: "OL", End: 2020}}, nil, nil, nil,
		[]plan.Deadline{
			{Plan: "one", Month: 11, Day: 30, Line: 5, From: []string{"all"}, FirstYear: 2026},
			{Plan: "one", Line: 6, From: []string{"all"}},
			{Plan: "old", Month: 11, Day: 30, Line: 7, From: []string{"all"}},
		})
	people := []Recipient{{Chat: 1, All: true}, {Chat: 2, Agencies: []string{"a", "all"}}, {Chat: 3, Agencies: []string{"b"}}}
	people = append(people, Recipient{Chat: 3, All: true, Since: at(t, zone, "2028-01-01 00:00")})
	told := map[string]int{}
	for _, test := range []struct {
		now  string
		want int
		left int
	}{
		{"2026-10-29 10:00", 0, 0}, {"2026-10-30 07:45", 0, 0}, {"2026-10-30 08:00", 30, 31}, {"2026-11-02 09:00", 0, 0},
		{"2026-11-23 22:00", 0, 0}, {"2026-11-25 09:00", 7, 5}, {"2026-11-26 09:00", 0, 0}, {"2026-11-27 08:00", 1, 3},
		{"2026-11-30 09:00", 0, 0}, {"2027-10-28 09:00", 0, 0}, {"2027-10-29 09:00", 30, 32}, {"2027-11-01 09:00", 0, 0}, {"2027-11-29 09:00", 1, 1}, {"2028-11-29 09:00", 0, 0},
	} {
		got := DueNotices(at(t, zone, test.now), register, people, c, func(chat int64, key string) int { return told[fmt.Sprint(chat, key)] })
		if want := min(test.want, 1) * 2; len(got) != want {
			t.Fatalf("at %s %d notices are due, want %d", test.now, len(got), want)
		}
		for _, n := range got {
			if n.Ahead != test.want || n.Left != test.left || n.Chat == 3 {
				t.Errorf("at %s: %+v, want %d days ahead, %d left", test.now, n, test.want, test.left)
			}
			told[fmt.Sprint(n.Chat, ReportKey("ON", n.Deadline, n.Day))] = n.Ahead
		}
	}
}

func TestADayKeepsItsHourWhereTheClocksLeaveMidnightOut(t *testing.T) {
	zone, err := time.LoadLocation("America/Santiago")
	if err != nil {
		t.Fatal(err)
	}
	if got := (Date{2026, time.September, 6}).At(0, zone); DateOf(got).String() != "2026-09-06" {
		t.Errorf("midnight of 6 September comes at %s", got)
	}
	if got := (Date{2026, time.September, 6}).At(8*60, zone).Format("2006-01-02 15:04"); got != "2026-09-06 08:00" {
		t.Errorf("eight o'clock comes at %s", got)
	}
}
