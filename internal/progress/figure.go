package progress

import (
	"math"
	"slices"
)

// figure is a number of a report with what it counts and what the words around it make of it.
type figure struct {
	first, last int // tokens of the number, its whole and its unit
	clause      int
	value       float64
	of          *float64
	unit        string
	percent     bool
	unclear     bool
	before      context // between the figure before it, or the clause's beginning, and this one
	after       context // between its unit and the next mark
	cumulative  bool
	periodic    bool
	from        bool // "từ 45%" before "lên 60%"
	rest        bool // "2 di tích còn lại"
	budget      bool // "ngân sách 35 tỷ đồng"
	assigned    bool // "giao 60 buổi"
	left        bool // "còn vét ở 2 xã"
	added       bool // "trong năm thêm 420 ha"
	each        bool // "mỗi hộ hỗ trợ 40 triệu đồng"
	ongoing     bool // "đang lắp 2 trạm"
	underway    bool // "2 đồ án đang lấy ý kiến"
	lacking     bool // "3 huyện chưa nộp"
	working     bool // "còn 63 điểm hoạt động"
	belongs     bool // "của 120 xã", "cho 500 hộ"
	forecast    bool // "ước cả năm đạt 100%"
	now         bool // "kỳ trước nay lên 51%"
	urged       bool // "xin 3 lần"
	wanted      bool // "20 doanh nghiệp đề nghị"
	over        bool // "trong 31 bến", "/ 164 trung tâm"
	year        int  // that the words before it name, 0 for none
}

// context holds the labels around a figure with their distance in tokens, 1 for the nearest word.
type context []labelAt

type labelAt struct {
	labels   label
	distance int
}

// near returns the distance of the nearest word with one of the labels, or 0.
func (c context) near(labels label) int {
	for _, at := range c {
		if at.labels&labels != 0 {
			return at.distance
		}
	}
	return 0
}

// within reports whether a word with one of the labels is at most that far away.
func (c context) within(labels label, distance int) bool {
	near := c.near(labels)
	return near > 0 && near <= distance
}

// figures returns the figures of a segment that its clauses state, in order.
func (r *Reader) figures(m *message, s segment, task string) []figure {
	var list []figure
	for n, c := range m.clauses {
		if c.intent != states {
			continue
		}
		for i := max(c.start, s.first); i < min(c.plansFrom, s.last); {
			f, ok := r.figureAt(m, i, min(c.end, s.last), task)
			if !ok || m.countsTasks(s, f) {
				i++
				continue
			}
			f.clause = n
			f.before = m.contextBefore(f.first, n)
			f.after = m.contextAfter(f.last, min(c.end, s.last))
			m.span(&f, list)
			r.relate(m, &f)
			list = append(list, f)
			i = f.last
		}
	}
	r.fillUnits(m, list)
	return list
}

// countsTasks reports whether a figure only says how many tasks are named: "hai việc BV-58, BV-59", "hai việc đều còn chạy".
func (m *message) countsTasks(s segment, f figure) bool {
	at := f.last
	for at < len(m.tokens) && (m.tokens[at].text == ":" || m.tokens[at].text == "(" || m.labels(at)&joins != 0) {
		at++
	}
	tasks, n := m.vocabulary.TaskNouns.at(m.tokens[f.first+1:])
	if tasks == nil || f.first+1+n != f.last {
		return false
	}
	alike, _ := m.vocabulary.Alike.at(m.tokens[f.last:])
	c := m.clauses[m.clauseOf(f.first)]
	if c.end < len(m.tokens) && m.tokens[c.end].text == ":" { // "2 việc của ngành: BV-92 …"
		at = c.end + 1
	}
	return alike != nil || slices.ContainsFunc(s.references, func(ref reference) bool { return ref.first == at })
}

// figureAt reads a figure that begins at a token: "62,5 %", "1.250/2.000 hộ", "85 km/120 km", "14 lớp trong tổng số 22 lớp".
func (r *Reader) figureAt(m *message, at, end int, task string) (figure, bool) {
	t := m.tokens[at]
	if t.kind != number || m.masked[at] || m.echoed[at] {
		return figure{}, false
	}
	f := figure{first: at, last: at + 1, value: t.value, unclear: t.unclear}
	if n := r.percentSign(m, f.last, end); n > 0 {
		f.percent, f.last = true, f.last+n
		return f, true
	}
	if f.last+1 < end && (m.tokens[f.last].text == "-" || m.tokens[f.last].text == "–") && m.tokens[f.last+1].kind == number {
		if n := r.percentSign(m, f.last+2, end); n > 0 { // "60-70 %": the lower one is certain
			f.percent, f.last = true, f.last+2+n
			f.before = context{{labels: estimate, distance: 1}}
			return f, true
		}
	}
	if m.numbersSomething(at) || m.partsOf(f.last) {
		return figure{}, false
	}
	if whole, n := m.wholeAt(f.last, end); n > 0 {
		f.of, f.last = &whole, f.last+n
	}
	unit, times, n := r.unitAt(m, f.last, task)
	if f.last+n > end {
		unit, times, n = "", 1, 0
	}
	f.multiply(times)
	bare := n == 0 && f.of == nil
	if n == 0 && r.isTime(m, f.last) || bare && (m.labels(at-1)&bounds != 0 || isYear(t)) {
		return figure{}, false
	}
	f.unit, f.last = unit, f.last+n
	if f.of == nil && m.labels(at-1)&change == 0 {
		if whole, noun, n := r.wholeAfterUnit(m, f.last, end, unit, task); n > 0 {
			f.of, f.unit, f.last = &whole, noun, f.last+n
		}
	}
	return f, !r.isPrice(m, f, end)
}

// multiply takes the scale behind a figure into its value.
func (f *figure) multiply(times float64) {
	if times == 1 {
		return
	}
	f.value, f.unclear = rounded(f.value*times), false
	if f.of != nil {
		whole := rounded(*f.of * times)
		f.of = &whole
	}
}

// rounded takes away what multiplying decimals by thousands leaves behind the sixth decimal.
func rounded(value float64) float64 { return math.Round(value*1e6) / 1e6 }

// isYear reports whether a number looks like a year.
func isYear(t token) bool { return len(t.text) == 4 && t.value >= 1900 && t.value < 2100 }

// percentSign returns how many tokens at the place are a percent sign or its words.
func (r *Reader) percentSign(m *message, at, end int) int {
	if at >= end {
		return 0
	}
	if m.tokens[at].text == "%" {
		return 1
	}
	if found, n := r.vocabulary.PercentWords.at(m.tokens[at:end]); found != nil {
		return n
	}
	return 0
}

// partsOf reports whether a word and a number follow that make a figure a share: "2 phần 3".
func (m *message) partsOf(at int) bool {
	part, n := m.vocabulary.Fractions.at(m.tokens[at:])
	return part != nil && at+n < len(m.tokens) && m.tokens[at+n].kind == number
}

// numbersSomething reports whether the number belongs to a name: "lần 3", "số 56", "tháng 9".
func (m *message) numbersSomething(at int) bool {
	if at == 0 || m.labels(at-1)&(ordinal|calendar) == 0 || at > 1 && m.tokens[at-2].kind == number && !m.masked[at-2] {
		return false // "10 tháng 37,65 tỷ": a length of time stands before it
	}
	const longest = 53 // the weeks of a year
	before, value := m.labels(at-1), m.tokens[at].value
	noun, _ := m.vocabulary.Units.at(m.tokens[at+1:])
	scale, _ := m.vocabulary.Scales.at(m.tokens[at+1:])
	counts := noun != nil || scale != nil
	if next := at + 1; next < len(m.tokens) && !m.tokens[next].accented && !m.tokens[next].strict && m.vocabulary.FunctionWords.folds[m.tokens[next].fold] {
		counts = false // "dot 2 cho …": "cho" and no market
	}
	switch {
	case m.tokens[at-1].kind != word, before&(total|outOf) != 0, before&(periodic|cumulative) != 0 && (counts || before&calendar == 0):
		return false
	}
	if before&ordinal == 0 && value > longest && !isYear(m.tokens[at]) {
		return false // "chỉ tiêu năm 52.000"
	}
	document, _ := m.vocabulary.Documents.at(m.tokens[m.tags[m.tagged[at-1]].start:])
	return !counts || document == nil && m.tokens[at-1].accented // "kết luận 15" is a document, "kết luận 15 cuộc" counts
}

// wholeAt reads the whole of a part: "/2.000".
func (m *message) wholeAt(at, end int) (whole float64, length int) {
	if at+1 < end && m.tokens[at].text == "/" && m.tokens[at+1].kind == number && !m.masked[at+1] {
		return m.tokens[at+1].value, 2
	}
	return 0, 0
}

// wholeAfterUnit reads a whole that follows the counted noun: "/7.000 lao động", "trong tổng số 22 lớp", "/kế hoạch 50 ha". It
// returns the noun of both.
func (r *Reader) wholeAfterUnit(m *message, at, end int, unit, task string) (whole float64, of string, length int) {
	i := at
	const between = 4 // words that may stand between the noun and the stroke: "5.200 lao động nông thôn/7.000"
	for i < end && i-at < between && m.tokens[i].kind == word && !m.masked[i] && m.labels(i)&^(neutral|perfect) == 0 {
		i++
	}
	if i < end && m.tokens[i].text == "/" {
		i++
	} else {
		i = at
	}
	for i < end && m.labels(i)&outOf != 0 {
		i++
	}
	for i > at && i < end && m.tokens[i].kind == word && !m.masked[i] { // "trên kế hoạch vốn tỉnh giao 4.120 tỷ đồng"
		_, assigned := r.vocabulary.Assigned.at(m.tokens[i:end])
		_, budget := r.vocabulary.Budgets.at(m.tokens[i:end])
		_, measure := r.vocabulary.Measures.at(m.tokens[i:end])
		if n := max(assigned, budget, measure); n > 0 {
			i += n
		} else if m.labels(i)&(target|total|outOf) != 0 {
			i = m.tags[m.tagged[i]].end
		} else {
			break
		}
	}
	if i == at || i >= end || m.tokens[i].kind != number || m.masked[i] || r.percentSign(m, i+1, end) > 0 {
		return 0, "", 0
	}
	noun, times, n := r.unitAt(m, i+1, task)
	switch {
	case noun == "" && (r.isTime(m, i+1) || m.tokens[i-1].text != "/" && isYear(m.tokens[i])):
		return 0, "", 0
	case noun == "", n > 0 && m.labels(i+1)&target != 0: // "145 giáo viên/145 chỉ tiêu"
		noun = unit
	case unit != "" && !sameNoun(noun, unit):
		return 0, "", 0
	}
	return rounded(m.tokens[i].value * times), noun, i + 1 + n - at
}

// relate notes what the words right beside a figure make of it.
func (r *Reader) relate(m *message, f *figure) {
	f.from = f.before.within(bounds, 1)
	f.ongoing = f.before.near(attained) == 0 && r.beingDone(m, *f)
	f.belongs = m.belongs(f.first)
	f.added = f.first > 0 && f.before.near(calendar|periodic) > 0 && m.tokens[f.first-1].kind == word && r.vocabulary.isMore(m.tokens[f.first-1:f.first])
	f.assigned = m.leadsTo(r.vocabulary.Assigned, *f)
	f.budget = r.isMoney(f.unit) && m.leadsTo(r.vocabulary.Budgets, *f)
	f.left, f.each = m.remainsToDo(*f), r.fallsToEach(m, *f)
	f.year = m.yearBefore(*f)
	f.over = f.before.within(outOf, 1) || f.first > 0 && m.tokens[f.first-1].text == "/"
	f.forecast = f.before.near(estimate) > 0 && r.namesYearEnd(m, *f)
	working, _ := r.vocabulary.Working.at(m.tokens[f.last:])
	f.working = working != nil
	f.lacking = f.after.within(negates|notStarted|unfinished, 2) || m.stillLacks(*f)
	f.now, f.urged, f.wanted = m.turnsToNow(*f), m.countsUrging(*f), m.wantedBehind(*f)
	f.underway = f.after.within(pending, 2) || f.after.within(running, 2)
	for i := f.last; i < f.last+2 && i < len(m.tokens) && m.tokens[i].kind == word; i++ {
		if m.labels(i)&remaining != 0 {
			t := m.tags[m.tagged[i]]
			f.rest = t.end-t.start > 1 && (t.end >= len(m.tokens) || m.tokens[t.end].kind != number)
			return
		}
	}
}

// stillLacks reports whether the nearest telling word before a figure says that it remains: "còn thiếu hụt dịch vụ cơ bản 1.870 hộ".
func (m *message) stillLacks(f figure) bool {
	for _, at := range f.before {
		if at.labels&(remaining|attained|perfect|running|total|target) != 0 {
			return at.labels&remaining != 0 && at.labels&(attained|running) == 0
		}
	}
	return false
}

// turnsToNow reports whether after the words for another time a figure is that of now: "kỳ trước nay lên 51%".
func (m *message) turnsToNow(f figure) bool {
	now, _ := m.vocabulary.TurnsNow.at(m.tokens[f.first-min(f.first, 1) : f.first])
	return now != nil
}

// countsUrging reports whether a figure only counts how often something was asked for: "xin 3 lần".
func (m *message) countsUrging(f figure) bool {
	const reach = 4
	if f.unit != "lần" {
		return false
	}
	for i := max(m.clauses[f.clause].start, f.first-reach); i < f.first; i++ {
		if urge, _ := m.vocabulary.Urges.at(m.tokens[i:f.first]); urge != nil {
			return true
		}
	}
	return false
}

// wantedBehind reports whether right behind a figure stands that so many asked for it.
func (m *message) wantedBehind(f figure) bool {
	c := m.clauses[f.clause]
	if f.last >= c.end {
		return false
	}
	wants, _ := m.vocabulary.Wanting.at(m.tokens[f.last:c.end])
	return wants != nil
}

// remainsToDo reports whether a clause that begins with a word for "still" leads straight to the figure: "còn vét ở 2 xã".
func (m *message) remainsToDo(f figure) bool {
	const reach = 4
	c := m.clauses[f.clause]
	i := f.first - 1
	if m.belongs(f.first) {
		i-- // "còn làm ở 4 xã"
	}
	if i > c.start && m.labels(i)&running != 0 && m.vocabulary.labelsOf(m.tokens[m.tags[m.tagged[i]].start])&remaining != 0 {
		return true // "còn làm 3 phóng sự"
	}
	if f.before.within(remaining, reach) && m.vocabulary.isMore(m.tokens[f.first-1:f.first]) {
		return true // "tháng 12 còn mở thêm 2 lớp"
	}
	if f.first == c.start || f.first-c.start > reach || m.labels(c.start)&remaining == 0 {
		return false
	}
	for i := c.start; i < f.first; i++ {
		if m.masked[i] || m.tokens[i].kind != word || m.labels(i)&(attained|perfect|cumulative|periodic) != 0 {
			return false
		}
	}
	return true
}

// fallsToEach reports whether a clause begins with whom the figure falls to: "mỗi hộ hỗ trợ 40 triệu đồng".
func (r *Reader) fallsToEach(m *message, f figure) bool {
	c := m.clauses[f.clause]
	if m.labels(c.start)&each != 0 {
		return true
	}
	share, n := r.vocabulary.ShareOut.at(m.tokens[c.start:f.first])
	if share == nil {
		return false
	}
	_, length := r.nounAt(m, c.start+n, "")
	return length > 0 && c.start+n+length == f.first
}

// isMore reports whether tokens begin with a word for an addition.
func (v *vocabulary) isMore(tokens []token) bool {
	more, _ := v.More.at(tokens)
	return more != nil
}

// leadsTo reports whether a clause begins with one of the phrases and has nothing but an estimate between it and the figure.
func (m *message) leadsTo(p phrases, f figure) bool {
	c := m.clauses[f.clause]
	found, n := p.at(m.tokens[c.start:f.first])
	at := c.start + n
	for at < f.first && m.labels(at)&estimate != 0 {
		at++
	}
	return found != nil && at == f.first
}

// yearBefore returns the year that stands before a figure in its clause, or at the end of one that a colon closes.
func (m *message) yearBefore(f figure) int {
	c := m.clauses[f.clause]
	start := c.start
	if f.clause > 0 && c.open == ':' {
		start = m.clauses[f.clause-1].start
	}
	for i := f.first - 1; i > start; i-- {
		if t := m.tokens[i]; t.kind == number && !m.masked[i] {
			if isYear(t) && m.labels(i-1)&calendar != 0 {
				return int(t.value)
			}
			return 0
		}
	}
	return 0
}

// outdated reports whether a figure is of a year before that of another one that counts the same.
func outdated(list []figure, old figure) bool {
	return old.year > 0 && old.before.near(target) == 0 && slices.ContainsFunc(list, func(f figure) bool {
		return f.percent == old.percent && sameUnit(f, old) && f.first != old.first && (f.year == 0 || f.year > old.year)
	})
}

func sameUnit(a, b figure) bool { return a.unit == b.unit || sameNoun(a.unit, b.unit) }

// namesYearEnd reports whether the words before a figure name the end of a period.
func (r *Reader) namesYearEnd(m *message, f figure) bool {
	for i := max(m.clauses[f.clause].start, f.first-reachBefore); i < f.first; i++ {
		if found, _ := r.vocabulary.YearEnds.at(m.tokens[i:f.first]); found != nil {
			return true
		}
	}
	return false
}

// beingDone reports whether a word for "being done" leads to the figure.
func (r *Reader) beingDone(m *message, f figure) bool {
	for i := f.first - 1; i >= m.clauses[f.clause].start && f.first-i <= reachBefore; i-- {
		if m.tokens[i].kind == number {
			return false
		}
		if m.labels(i)&running != 0 && r.vocabulary.labelsOf(m.tokens[m.tags[m.tagged[i]].start])&running != 0 {
			return true
		}
	}
	return false
}

// isTime reports whether a length of time or an age stands at the token.
func (r *Reader) isTime(m *message, at int) bool {
	if at >= len(m.tokens) {
		return false
	}
	found, _ := r.vocabulary.TimeUnits.at(m.tokens[at:])
	return found != nil
}

// isPrice reports whether a figure is given per something: "8,5 triệu đồng/m2", "20.000 m3/ngày", "52 tạ/ha", "4,2 m2/người", "560 triệu đồng một máy".
func (r *Reader) isPrice(m *message, f figure, end int) bool {
	if f.last+1 < end && r.isMoney(f.unit) {
		if per, n := r.vocabulary.Per.at(m.tokens[f.last:end]); per != nil {
			thing, _ := r.vocabulary.Units.at(m.tokens[f.last+n : end])
			return thing != nil
		}
	}
	if f.last+1 >= end || m.tokens[f.last].text != "/" || m.tokens[f.last+1].kind != word || m.labels(f.last+1)&target != 0 {
		return false
	}
	per, _ := r.nounAt(m, f.last+1, "")
	return r.isMoney(f.unit) || r.isTime(m, f.last+1) || r.vocabulary.Measured[per] || per != "" && r.vocabulary.Measured[f.unit]
}

func (r *Reader) isMoney(unit string) bool {
	money := r.vocabulary.Money
	return len(unit) >= len(money) && unit[len(unit)-len(money):] == money
}
