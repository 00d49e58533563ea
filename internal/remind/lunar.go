package remind

import (
	"math"
	"time"
)

// The Vietnamese lunar calendar, by the rules of the Chinese one but for the meridian of 105° East (UTC+7): a month begins on the
// day of the new moon; the month that holds the winter solstice is the 11th; where there are thirteen months between two
// 11th ones, the first of them without a principal term (a multiple of 30° of the sun's longitude) is a leap month and
// bears the number of the one before. The positions follow J. Meeus, Astronomical Algorithms, 2nd edition, chapters 25 and 49:
// new moons to a minute, the sun to a quarter of an hour. That names the right day in all years of the tests, from 1985 to 2050.

// newYear returns the first day of the lunar year that begins in the given year.
func newYear(year int) Date { return lunarDay(year, 1, 1) }

// lunarDay returns a day of the lunar year that begins in the given year, for a month from 1 to 10; of a month that
// is doubled the first one is meant.
func lunarDay(year, month, day int) Date {
	first := month11(year - 1)
	leap := leapMonth(first, month11(year))
	steps := month + 1 // months behind the 11th of the year before
	if leap > 0 && leap <= steps {
		steps++
	}
	return dayOf(newMoonDay(first+steps) + day - 1)
}

// month11 returns the number of the new moon that begins the month with the winter solstice of a year.
func month11(year int) int {
	solstice := time.Date(year, time.December, 22, 0, 0, 0, 0, time.UTC)
	k := int(math.Ceil((julian(solstice) - firstNewMoon) / synodicMonth))
	for newMoonDay(k) > lastDayBefore(270, year) {
		k--
	}
	for newMoonDay(k+1) <= lastDayBefore(270, year) {
		k++
	}
	return k
}

// leapMonth returns how many months after the first of two 11th months the leap month begins; 0 where there is none.
func leapMonth(first, next int) int {
	if next-first < 13 {
		return 0
	}
	for i := 1; i < next-first; i++ {
		if term(newMoonDay(first+i)) == term(newMoonDay(first+i+1)) {
			return i
		}
	}
	return 0
}

// term returns in which twelfth of its way the sun is when a day begins.
func term(day int) int { return int(sunLongitude(float64(day)-0.5-offset) / 30) }

// lastDayBefore returns the day of the winter on which the sun reaches a longitude, by local midnights.
func lastDayBefore(longitude float64, year int) int {
	day := int(math.Floor(julian(time.Date(year, time.December, 24, 12, 0, 0, 0, time.UTC))))
	for sunLongitude(float64(day)-0.5-offset) >= longitude {
		day--
	}
	return day
}

const (
	offset       = 7.0 / 24 // of Vietnam's clocks, in days
	firstNewMoon = 2451550.09766
	synodicMonth = 29.530588861
	unixEpoch    = 2440587.5 // Julian day of 1970-01-01 00:00 UTC
)

func julian(at time.Time) float64 { return unixEpoch + float64(at.Unix())/86400 }

// dayOf returns the date of a Julian day number.
func dayOf(day int) Date {
	return DateOf(time.Unix(int64((float64(day)-unixEpoch)*86400), 0).UTC())
}

// newMoonDay returns the Julian day number of the day in Vietnam on which the k-th new moon after January 2000 falls.
func newMoonDay(k int) int { return int(math.Floor(newMoon(float64(k)) + offset + 0.5)) }

// moonTerms are the periodic terms of a new moon: days, the power of the eccentricity, and multiples of the sun's and the
// moon's anomaly and of the moon's argument of latitude.
var moonTerms = []struct {
	days                float64
	e                   int
	sun, moon, latitude float64
}{
	{-0.40720, 0, 0, 1, 0}, {0.17241, 1, 1, 0, 0}, {0.01608, 0, 0, 2, 0}, {0.01039, 0, 0, 0, 2}, {0.00739, 1, -1, 1, 0},
	{-0.00514, 1, 1, 1, 0}, {0.00208, 2, 2, 0, 0}, {-0.00111, 0, 0, 1, -2}, {-0.00057, 0, 0, 1, 2}, {0.00056, 1, 1, 2, 0},
	{-0.00042, 0, 0, 3, 0}, {0.00042, 1, 1, 0, 2}, {0.00038, 1, 1, 0, -2}, {-0.00024, 1, -1, 2, 0}, {-0.00007, 0, 2, 1, 0},
	{0.00004, 0, 0, 2, -2}, {0.00004, 0, 3, 0, 0}, {0.00003, 0, 1, 1, -2}, {0.00003, 0, 0, 2, 2}, {-0.00003, 0, 1, 1, 2},
	{0.00003, 0, -1, 1, 2}, {-0.00002, 0, -1, 1, -2}, {-0.00002, 0, 1, 3, 0}, {0.00002, 0, 0, 4, 0},
}

// newMoon returns the Julian day in universal time of the k-th new moon after January 2000.
func newMoon(k float64) float64 {
	t := k / 1236.85
	sun := 2.5534 + 29.10535670*k - 0.0000014*t*t
	moon := 201.5643 + 385.81693528*k + 0.0107582*t*t + 0.00001238*t*t*t
	latitude := 160.7108 + 390.67050284*k - 0.0016118*t*t - 0.00000227*t*t*t
	node := 124.7746 - 1.56375588*k + 0.0020672*t*t
	e := 1 - 0.002516*t - 0.0000074*t*t
	day := firstNewMoon + synodicMonth*k + 0.00015437*t*t - 0.00000015*t*t*t - 0.00017*sin(node)
	for _, term := range moonTerms {
		day += term.days * math.Pow(e, float64(term.e)) * sin(term.sun*sun+term.moon*moon+term.latitude*latitude)
	}
	return day - lag(day)
}

// sunLongitude returns the sun's apparent longitude in degrees, from 0 to 360, at a Julian day in universal time.
func sunLongitude(day float64) float64 {
	t := (day + lag(day) - 2451545) / 36525
	mean := 280.46646 + 36000.76983*t + 0.0003032*t*t
	anomaly := 357.52911 + 35999.05029*t - 0.0001537*t*t
	center := (1.914602-0.004817*t)*sin(anomaly) + (0.019993-0.000101*t)*sin(2*anomaly) + 0.000289*sin(3*anomaly)
	apparent := mean + center - 0.00569 - 0.00478*sin(125.04-1934.136*t)
	return math.Mod(math.Mod(apparent, 360)+360, 360)
}

// lag returns by how many days the clocks of astronomy are ahead of universal time.
func lag(day float64) float64 {
	years := (day - 2451545) / 365.25
	return (62.92 + 0.32217*years + 0.005589*years*years) / 86400
}

func sin(degrees float64) float64 { return math.Sin(degrees * math.Pi / 180) }
