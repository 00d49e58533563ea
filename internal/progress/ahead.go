package progress

import (
	"slices"

	"chutri/internal/vietnamese"
)

// Months from that of the message within which a day or a month without a year is of the same year: in November "15/12" is still to
// come and "28/3" is past, but in January "15/12" is of the year before, and in December "15/1" of the next.
const (
	monthsAhead  = 6
	monthsBehind = 8
)

// after reports whether a day, a month (without a day) or a year (without a month) begins only after another day. It is false where the
// other day is not known as exactly.
func (d Date) after(day Date) bool {
	if day.Year == 0 {
		return false
	}
	if d.Month > 0 && day.Month == 0 || d.Day > 0 && day.Day == 0 {
		return d.Year > day.Year
	}
	if d.Year == 0 {
		d.Year = day.Year
		switch months := d.Month - day.Month; {
		case months > monthsAhead:
			d.Year--
		case months < -monthsBehind:
			d.Year++
		}
	}
	switch {
	case d.Year != day.Year || d.Month == 0:
		return d.Year > day.Year
	case d.Month != day.Month || d.Day == 0:
		return d.Month > day.Month
	}
	return d.Day > day.Day
}

// finishesLater returns where a clause begins to tell that something is finished, or begins, at a time that is still to come: "hoàn thành
// 15/12", "mai là xong"; -1 where it does not.
func (m *message) finishesLater(c *clause) int {
	for i := c.start; i < c.end; i++ {
		starts := m.startsAt(i, c.end)
		if m.labels(i)&(done|issued) == 0 && !starts {
			continue
		}
		end := m.tags[m.tagged[i]].end
		if at := m.soonBefore(*c, i); at >= 0 {
			return at
		}
		for at := c.start; at < c.end; at++ {
			if n := m.timeAhead(at, c.end, m.labels(i)&issued != 0); n > 0 && (at >= end || at+n <= i) && (starts || m.tellsWhen(at)) && !m.dated(*c, at) {
				return min(at, i)
			}
		}
		i = end - 1
	}
	return -1
}

// startsAt reports whether a word for the beginning of the work stands at a token.
func (m *message) startsAt(at, end int) bool {
	start, _ := m.vocabulary.Starts.at(m.tokens[at:end])
	return start != nil && m.labels(at) != 0
}

// soonBefore returns the place of a word for a time soon to come that leads to a token: "mai xong", "cuối tuần là xong"; or -1.
func (m *message) soonBefore(c clause, at int) int {
	for i := c.start; i < at; i++ {
		soon, n := m.vocabulary.Soon.at(m.tokens[i:at])
		named := i > c.start && !m.masked[i-1] && m.tokens[i].capital() // "cô Mai xong phần mình"
		if soon == nil || m.masked[i] || named {
			continue
		}
		next := i + n
		for link := n; next < at && link > 0; next += link {
			_, link = m.vocabulary.SoonLinks.at(m.tokens[next:at])
		}
		if next == at {
			return i
		}
	}
	return -1
}

// dated reports whether a time belongs to a plan or a paper that the clause names right before it: "kế hoạch năm 2027", "Thông báo ngày
// 25/12".
func (m *message) dated(c clause, at int) bool {
	for at > c.start && m.vocabulary.labelsOf(m.tokens[at-1])&(calendar|namesDay) != 0 {
		at--
	}
	return at > c.start && (m.labels(at-1)&target != 0 || m.follows(at, m.vocabulary.Documents))
}

// timeAhead returns how many tokens at a place name a time after the day of the message, 0 for none. Of what is issued a year or a part of
// one may be the name: "ban hành danh mục năm 2027".
func (m *message) timeAhead(at, end int, dayOnly bool) int {
	for _, date := range m.dates {
		if first, last := m.tokenRange(date.start, date.end); first == at {
			if (date.Day > 0 || !dayOnly) && date.after(m.day) {
				return last - first
			}
			return 0
		}
	}
	if left, n := m.vocabulary.Left.at(m.tokens[at:end]); left != nil && !m.masked[at] {
		return n
	}
	if dayOnly || m.tokens[at].kind != word {
		return 0
	}
	if date, n := m.periodAt(at, end); n > 0 && date.after(m.day) {
		return n
	}
	return 0
}

// periodAt reads a month, a quarter or a year at a token, each as the date that it begins with.
func (m *message) periodAt(at, end int) (begins Date, length int) {
	name, _ := m.vocabulary.PeriodNames.at(m.tokens[at:end])
	if name == nil || at+1 >= end {
		return Date{}, 0
	}
	kind := m.vocabulary.Periods[name.text]
	value, i := m.ordinalAt(at+1), at+2
	switch {
	case kind == 0 && m.tokens[at+1].kind == number && isYear(m.tokens[at+1]):
		return Date{Year: value}, 2
	case kind == 0 || value < 1 || value > 12/kind:
		return Date{}, 0
	}
	begins.Month = (value-1)*kind + 1
	for i < end && (m.tokens[i].text == "/" || m.tokens[i].text == "-" || m.vocabulary.labelsOf(m.tokens[i])&calendar != 0) {
		i++
	}
	if i < end && m.tokens[i].kind == number && isYear(m.tokens[i]) {
		begins.Year = int(m.tokens[i].value)
		return begins, i + 1 - at
	}
	return begins, 2
}

// ordinalAt returns the number at a token, in figures or as a Roman one; 0 for none.
func (m *message) ordinalAt(at int) int {
	if m.tokens[at].kind == number {
		return int(m.tokens[at].value)
	}
	romans := []string{"i", "ii", "iii", "iv"}
	return 1 + slices.Index(romans, vietnamese.Fold(m.tokens[at].text))
}
