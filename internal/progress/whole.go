package progress

// slashed reports whether "/2.000" stands at a token.
func (m *message) slashed(at int) bool {
	_, n := m.wholeAt(at, len(m.tokens))
	return n > 0
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
	if i == at || i >= end || m.tokens[i].kind != number || m.masked[i] || m.percentSign(i+1, end) > 0 {
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
