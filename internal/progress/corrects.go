package progress

import "slices"

// Corrects reports whether a text says, whatever else it says, that what its writer sent before is to be put right: it begins with words
// of remarks that do, as "nhầm, …", "số liệu cũ sai, …", "sửa ND-15 thành …", "thực ra …", or ends with words like "mới đúng". Words that
// belong to what is reported do not: "sai phạm", "sửa 12 nhà", "không đúng tiến độ".
func (r *Reader) Corrects(text string) bool {
	m := r.remark(text)
	m.dropDenied()
	m.dropAmended()
	return slices.Contains(m.dropped, true) || m.opensAsCorrection() || m.closesAsCorrection()
}

// opensAsCorrection reports whether one of the words of remarks with which the text begins puts something right.
func (m *remark) opensAsCorrection() bool {
	for i := 0; i < len(m.tokens); {
		class, n := m.at(i)
		t := m.tokens[i]
		switch {
		case n == 0 && !m.inside[i] && (t.kind == word || t.kind == number && !m.percentAt(i)):
			return false
		case class&remarkCorrects != 0, class&(remarkMistakes|remarkAmends|remarkLeads) != 0 && m.putsRight(i+n, class):
			return true
		}
		i += max(n, 1)
	}
	return false
}

// putsRight reports whether what stands at a token can follow a word of a class that puts something right.
func (m *remark) putsRight(at int, class remarkClass) bool {
	if at >= len(m.tokens) {
		return true
	}
	_, n := m.at(at)
	leads := class&(remarkMistakes|remarkAmends) == 0
	switch t := m.tokens[at]; {
	case m.inside[at]:
		return true
	case t.kind == number:
		return class&remarkMistakes != 0 || m.percentAt(at)
	case leads:
		return false
	}
	return n > 0 || m.tokens[at].kind != word
}

// percentAt reports whether the number at a token is a percent.
func (m *remark) percentAt(i int) bool {
	after, _ := m.at(i + 1)
	return after&remarkPercent != 0
}

// closesAsCorrection reports whether the text ends with words that put something right, but for courtesies.
func (m *remark) closesAsCorrection() bool {
	closes := false
	for i := 0; i < len(m.tokens); {
		class, n := m.at(i)
		switch {
		case n > 0 && class&remarkCloses != 0:
			closes = true
		case n > 0 && class&^(remarkCourtesy|remarkAgrees) == 0, n == 0 && m.separates(i), m.tokens[i].kind == lineEnd:
		default:
			closes = false
		}
		i += max(n, 1)
	}
	return closes
}
