package progress

// lackAt returns how many tokens from a place on say that something needed is not there, 0 for none: "hết kinh phí", "không mua được
// sinh phẩm", "vốn chưa về".
func (m *message) lackAt(at, end int) int {
	v := m.vocabulary
	if m.masked[at] || m.tokens[at].kind != word {
		return 0
	}
	if resource, n := v.Resources.at(m.tokens[at:end]); resource != nil {
		if i := at + n; i+1 < end && m.denies(i) && m.provides(i+1, end) > 0 {
			return i + 1 + m.provides(i+1, end) - at
		}
		return m.failsAfter(at, at+n, end)
	}
	if missing, _ := v.Missing.at(m.tokens[at:end]); missing == nil && !m.denies(at) || at > 0 && m.denies(at-1) {
		return 0
	}
	const between = 3
	i := at + 1
	for n := 0; n < between; n++ {
		length := m.provides(i, end)
		if length == 0 {
			break
		}
		i += length
	}
	if i >= end {
		return 0
	}
	if resource, n := v.Resources.at(m.tokens[i:end]); resource != nil {
		return i + n - at
	}
	return 0
}

// failsAfter returns the length of a resource with what happens to it behind it, 0 if nothing does: "nhà thầu bỏ", "biên chế đã bị cắt".
func (m *message) failsAfter(at, after, end int) int {
	if after < end && m.labels(after)&perfect != 0 {
		after++
	}
	if after >= end || m.masked[after] {
		return 0
	}
	if failing, n := m.vocabulary.Fails.at(m.tokens[after:end]); failing != nil {
		return after + n - at
	}
	return 0
}

// denies reports whether a token is a word for "not" or "not yet".
func (m *message) denies(at int) bool {
	return m.tokens[at].kind == word && !m.masked[at] && m.vocabulary.labelsOf(m.tokens[at])&(never|notYet) != 0
}

// provides returns the length of a word for having, giving or getting at a token, 0 for none.
func (m *message) provides(at, end int) int {
	if at >= end {
		return 0
	}
	_, n := m.vocabulary.Provisions.at(m.tokens[at:end])
	return n
}
