package handlers

import (
	"testing"
	"time"
)

func TestPeriodsAreReadInTheWordsOfOffices(t *testing.T) {
	now := time.Date(2026, time.November, 21, 9, 0, 0, 0, time.UTC)
	for argument, want := range map[string][2]string{
		"tuần 46":               {"", "2026-W46"},
		"giảm nghèo tuần 50":    {"giam ngheo", "2025-W50"},
		"Sở Y tế tuần trước":    {"so y te", "2026-W46"},
		"2026-w7 BV":            {"bv", "2026-W07"},
		"tháng 11":              {"", "2026-11"},
		"tháng 12":              {"", "2025-12"},
		"Tháng 10/2025 Sở Y tế": {"so y te", "2025-10"},
		"tháng 3 năm 2024":      {"", "2024-03"},
		"2026-11":               {"", "2026-11"},
		"quý IV":                {"", "2026-Q4"},
		"KL quý III/2026":       {"kl", "2026-Q3"},
		"quý 1 năm 2025":        {"", "2025-Q1"},
		"2026-Q4":               {"", "2026-Q4"},
		"6 tháng cuối năm":      {"", "2026-H2"},
		"6 tháng đầu năm 2025 giảm nghèo": {"giam ngheo", "2025-H1"},
		"sáu tháng đầu năm":               {"", "2026-H1"},
		"2026-H2":                         {"", "2026-H2"},
		"năm 2026":                        {"", "2026"},
		"BV năm ngoái":                    {"bv", "2025"},
		"2025":                            {"", "2025"},
		"quý trước":                       {"", "2026-Q3"},
		"tháng trước":                     {"", "2026-10"},
		"last month":                      {"", "2026-10"},
		"second half 2025":                {"", "2025-H2"},
		"first half":                      {"", "2026-H1"},
		"quarter 2":                       {"", "2026-Q2"},
		"this year":                       {"", "2026"},
	} {
		rest, period, found, ok := splitPeriod(argument, now)
		if !found || !ok || rest != want[0] || period.Name != want[1] {
			t.Errorf("%q is read as %q of %q (found %v, ok %v), want %q of %q", argument, period.Name, rest, found, ok, want[1], want[0])
		}
	}
	for _, argument := range []string{"tuần 99", "tháng 13", "quý 7", "2025-W53"} {
		if _, period, found, ok := splitPeriod(argument, now); !found || ok {
			t.Errorf("%q is read as %q", argument, period.Name)
		}
	}
	for _, argument := range []string{"", "Sở Y tế", "Kết luận 359", "giảm nghèo 2021-2025", "ND-15"} {
		if rest, period, found, _ := splitPeriod(argument, now); found || rest != argument {
			t.Errorf("%q is read as the period %q", argument, period.Name)
		}
	}
}

func FuzzSplitPeriod(f *testing.F) {
	f.Add("6 tháng cuối năm 2026")
	f.Add("2026-W53 Sở Y tế")
	now := time.Date(2026, time.November, 21, 9, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, argument string) {
		_, period, found, ok := splitPeriod(argument, now)
		if found && ok && (period.Name == "" || !period.From.Before(period.To)) {
			t.Errorf("%q gives the period %+v", argument, period)
		}
	})
}
