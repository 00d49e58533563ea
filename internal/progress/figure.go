package progress

import (
	"math"
	"slices"

	"chutri/internal/plan"
)

// figure is a number of a report with what it counts and what the words around it make of it.
type figure struct {
	first, last int // tokens of the number, its whole and its unit
	clause      int
	sentence    int
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
	funded      bool // "vốn duy tu 34,2 tỷ đồng"
	budget      bool // "ngân sách 35 tỷ đồng"
	assigned    bool // "giao 60 buổi"
	left        bool // "còn vét ở 2 xã"
	added       bool // "trong năm thêm 420 ha"
	each        bool // "mỗi hộ hỗ trợ 40 triệu đồng"
	ongoing     bool // "đang lắp 2 trạm"
	underway    bool // "2 đồ án đang lấy ý kiến"
	lacking     bool // "3 huyện chưa nộp"
	among       bool // "có 5 công trình thì bàn giao được 3"
	onlyOwed    bool // all of its clause is to be done
	bracketed   bool // "(năm ngoái 47 doanh nghiệp, 30 xã)"
	stuck       bool // "5 hộ vướng mặt bằng"
	owed        bool // "cần tuyển 310 giáo viên", "3.020 ha phải giao"
	working     bool // "còn 63 điểm hoạt động"
	belongs     bool // "của 120 xã", "cho 500 hộ"
	forecast    bool // "ước cả năm đạt 100%"
	estimated   bool // "60-70 %"
	denied      bool // "chưa đạt 60%"
	share       bool // "7/10 khối lượng"
	extent      bool // "dài 12,5 km"
	excluded    bool // "từ chối 15 hộ", "12/160 xã chưa có cộng tác viên"
	acting      bool // "hai ngành đã thống nhất"
	now         bool // "kỳ trước nay lên 51%"
	urged       bool // "xin 3 lần"
	wanted      bool // "20 doanh nghiệp đề nghị"
	over        bool // "trong 31 bến", "/ 164 trung tâm"
	year        int  // that the words before it name, 0 for none

	spanAt int       // token of the word that made it periodic
	span   plan.Span // of what is told of it
}

// figures returns the figures of a segment that its clauses state, in order.
func (r *Reader) figures(m *message, s segment, task string) []figure {
	var list []figure
	for n, c := range m.clauses {
		end := c.plansFrom
		if c.intent == plans && c.obliged {
			end = c.end // what is to be done is the whole of what is
		} else if c.intent != states {
			continue
		}
		if c.section == hindrance {
			continue // "Kinh phí mới cấp 40%" tells why, and not how far the task is
		}
		for i := max(c.start, s.first); i < min(end, s.last); {
			f, ok := r.figureAt(m, i, min(c.end, s.last), task)
			if !ok || m.countsTasks(s, f) || c.intent == plans && f.percent {
				i++
				continue
			}
			f.clause, f.sentence, f.onlyOwed = n, c.sentence, c.intent == plans
			f.before = m.contextBefore(f.first, n)
			f.after = m.contextAfter(f.last, min(c.end, s.last))
			m.span(&f, list)
			r.relate(m, &f)
			f.span = m.spanOf(f, list)
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
	return alike != nil || m.follows(f.first, m.vocabulary.Having) && f.last == c.end || slices.ContainsFunc(s.references, func(ref reference) bool { return ref.first == at })
}

// figureAt reads a figure that begins at a token: "62,5 %", "1.250/2.000 hộ", "85 km/120 km", "14 lớp trong tổng số 22 lớp".
func (r *Reader) figureAt(m *message, at, end int, task string) (figure, bool) {
	t := m.tokens[at]
	if t.kind != number || m.masked[at] || m.echoed[at] {
		return figure{}, false
	}
	f := figure{first: at, last: at + 1, value: t.value, unclear: t.unclear}
	if n := m.percentSign(f.last, end); n > 0 {
		f.percent, f.last = true, f.last+n
		return f, true
	}
	if f.last < end && m.rangesPercent(f.last) { // "60-70 %": the lower one is certain
		f.percent, f.last = true, f.last+2+m.percentSign(f.last+2, end)
		f.estimated = true
		return f, true
	}
	if m.headedByPercent(at) {
		f.percent = true
		return f, true
	}
	if m.numbersSomething(at) || m.partsOf(f.last) || m.multiplies(at) {
		return figure{}, false
	}
	if whole, n := m.wholeAt(f.last, end); n > 0 {
		f.of, f.last = &whole, f.last+n
	}
	unit, times, n := r.unitAt(m, f.last, task)
	if f.last+n > end {
		unit, times, n = "", 1, 0
	}
	if parted, length := r.vocabulary.PartedNouns.at(m.tokens[f.last:end]); parted != nil && f.of != nil && unit == "" && (f.last+length == end || m.tokens[f.last+length].kind != word) {
		unit, n = parted.text, length
	}
	f.multiply(times)
	bare := n == 0 && f.of == nil
	rule, _ := r.vocabulary.Rules.at(m.tokens[max(at-1, 0):at])
	if n == 0 && m.isTime(f.last) || bare && rule != nil || bare && (m.labels(at-1)&bounds != 0 || isYear(t)) {
		return figure{}, false
	}
	f.unit, f.last = unit, f.last+n
	if half, _ := r.vocabulary.Numerals.Half.at(m.tokens[f.last:end]); half != nil && n > 0 {
		f.value += 0.5 * times // "18 tấn rưỡi"
		f.last++
	}
	if f.of == nil && m.labels(at-1)&change == 0 {
		if whole, noun, n := r.wholeAfterUnit(m, f.last, end, unit, task); n > 0 {
			f.of, f.unit, f.last = &whole, noun, f.last+n
		}
	}
	return f, !r.isPrice(m, f, end)
}

// headedByPercent reports whether a heading says that a number is a per cent: "Tiến độ (%): 45".
func (m *message) headedByPercent(at int) bool {
	return at > 3 && m.tokens[at-1].text == ":" && m.tokens[at-2].text == ")" && m.tokens[at-3].text == "%" && m.tokens[at-4].text == "("
}

// multiplies reports whether a number is a factor of a size: "3x25kVA".
func (m *message) multiplies(at int) bool {
	if at+1 >= len(m.tokens) || m.tokens[at+1].start != m.tokens[at].end {
		return false
	}
	next := m.tokens[at+1].fold
	return len(next) > 1 && next[0] == 'x' && isDigit(rune(next[1]))
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
func (m *message) percentSign(at, end int) int {
	if at >= end {
		return 0
	}
	if m.tokens[at].text == "%" {
		return 1
	}
	if at+2 < end && m.tokens[at].text == "(" && m.tokens[at+1].text == "%" && m.tokens[at+2].text == ")" {
		return 3 // "62,5 (%)"
	}
	if found, n := m.vocabulary.PercentWords.at(m.tokens[at:end]); found != nil {
		return n
	}
	return 0
}

// rangesPercent reports whether a stroke stands between two numbers of which the second is a percent: "80 - 85 %".
func (m *message) rangesPercent(at int) bool {
	stroke := m.tokens[at].text == "-" || m.tokens[at].text == "–"
	return stroke && at > 0 && m.tokens[at-1].kind == number && at+1 < len(m.tokens) && m.tokens[at+1].kind == number && m.percentSign(at+2, len(m.tokens)) > 0
}

// partsOf reports whether a word and a number follow that make a figure a share: "2 phần 3".
func (m *message) partsOf(at int) bool {
	part, n := m.vocabulary.Fractions.at(m.tokens[at:])
	if part == nil || at+n >= len(m.tokens) {
		return false
	}
	digit, _ := m.vocabulary.Numerals.Digits.at(m.tokens[at+n:])
	ten, _ := m.vocabulary.Numerals.Ten.at(m.tokens[at+n:])
	return m.tokens[at+n].kind == number || digit != nil || ten != nil
}

// numbersSomething reports whether the number belongs to a name: "lần 3", "số 56", "tháng 9".
func (m *message) numbersSomething(at int) bool {
	if at == 0 || at > 1 && m.tokens[at-2].kind == number && !m.masked[at-2] {
		return false // "10 tháng 37,65 tỷ": a length of time stands before it
	}
	before, value := m.labels(at-1), m.tokens[at].value
	if before != 0 {
		before |= m.vocabulary.labelsOf(m.tokens[at-1]) & calendar // "riêng tháng 10", "cả năm 2025"
	}
	if before&(ordinal|calendar) == 0 {
		return false
	}
	if t := m.tokens[at-1]; !t.accented && t.fold == "thang" && before&calendar != 0 && m.labels(at-1)&(periodic|cumulative) == 0 && value <= 12 {
		return true // "thang 2 ben em …": a month, and no two quays
	}
	const longest = 53 // the weeks of a year
	noun, _ := m.vocabulary.Units.at(m.tokens[at+1:])
	scale, _ := m.vocabulary.Scales.at(m.tokens[at+1:])
	counts := noun != nil || scale != nil
	if next := at + 1; next < len(m.tokens) && !m.tokens[next].accented && !m.tokens[next].strict && m.vocabulary.FunctionWords.folds[m.tokens[next].fold] {
		counts = false // "dot 2 cho …": "cho" and no market
	}
	switch {
	case m.tokens[at-1].kind != word, before&calendar == 0 && m.slashed(at+1) && m.vocabulary.counts(m.tokens[at+3:]), before&(total|outOf) != 0, before&(periodic|cumulative) != 0 && (counts || before&calendar == 0):
		return false
	}
	if before&ordinal == 0 && value > longest && !isYear(m.tokens[at]) {
		return false // "chỉ tiêu năm 52.000"
	}
	document, _ := m.vocabulary.Documents.at(m.tokens[m.tags[m.tagged[at-1]].start:])
	return !counts || document == nil && m.tokens[at-1].accented // "kết luận 15" is a document, "kết luận 15 cuộc" counts
}

// isTime reports whether a length of time, an age or a grade stands at the token.
func (m *message) isTime(at int) bool {
	if at >= len(m.tokens) {
		return false
	}
	found, _ := m.vocabulary.TimeUnits.at(m.tokens[at:])
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
	return r.isMoney(f.unit) || m.isTime(f.last+1) || r.vocabulary.Measured[per] || per != "" && r.vocabulary.Measured[f.unit]
}

func (r *Reader) isMoney(unit string) bool {
	money := r.vocabulary.Money
	return len(unit) >= len(money) && unit[len(unit)-len(money):] == money
}
