package progress

// dropCorrected drops the figures and ids that a text takes back: "không phải 60% mà là 16%", "60% là sai, 16% mới đúng", "sửa 60%
// thành 16%".
func (m *remark) dropCorrected() {
	m.dropDenied()
	m.dropFirstClause()
	m.dropAmended()
}

// dropDenied drops what is denied in "không phải 60% mà là 16%".
func (m *remark) dropDenied() {
	for i := 0; i < len(m.tokens); {
		class, n := m.at(i)
		if class&remarkDenies != 0 {
			if end := m.deniedTo(i + n); m.names(i+n, end) {
				if instead, length := m.at(min(end, len(m.tokens))); instead&remarkInstead != 0 {
					end += length
				}
				m.drop(i, end)
				i = end
				continue
			}
		}
		i += max(n, 1)
	}
}

// deniedTo returns the end of what a word of denial denies: at a comma, or at a word for "but" or for what takes its place.
func (m *remark) deniedTo(from int) int {
	for i := from; i < len(m.tokens); {
		if m.tokens[i].kind == lineEnd || m.separates(i) {
			return i
		}
		class, n := m.at(i)
		if class&remarkInstead != 0 {
			return i
		}
		i += max(n, 1)
	}
	return len(m.tokens)
}

// separates reports whether a mark ends a clause.
func (m *remark) separates(i int) bool {
	switch m.tokens[i].text {
	case ",", ";", ".", ":", "-", "–", "—":
		return !m.inside[i]
	}
	return false
}

// dropFirstClause drops the first clause where it calls a figure or an id wrong and another clause has one too.
func (m *remark) dropFirstClause() {
	wrong := false
	for i := 0; i < len(m.tokens); {
		if m.separates(i) {
			if wrong && m.names(0, i) && m.names(i, len(m.tokens)) {
				m.drop(0, i)
			}
			return
		}
		class, n := m.at(i)
		named := m.names(0, i)
		wrong = wrong || named && class&remarkMistakes != 0
		i += max(n, 1)
	}
}

// dropAmended drops what is to be put right in "sửa 60% thành 16%".
func (m *remark) dropAmended() {
	first, n := m.at(0)
	if first&remarkAmends == 0 {
		return
	}
	for i := n; i < len(m.tokens); i++ {
		class, n := m.at(i)
		if class&remarkInstead != 0 && m.names(0, i) && m.names(i+n, len(m.tokens)) {
			m.drop(0, i+n)
			return
		}
	}
}

// names reports whether a range of tokens has a number or an id that is not taken back.
func (m *remark) names(first, last int) bool {
	for i := first; i < last; i++ {
		if !m.dropped[i] && (m.inside[i] || m.tokens[i].kind == number) {
			return true
		}
	}
	return false
}

func (m *remark) drop(first, last int) {
	for i := first; i < last; i++ {
		m.dropped[i] = true
	}
}
