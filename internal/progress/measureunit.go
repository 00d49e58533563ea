package progress

import (
	"slices"
	"strings"

	"chutri/internal/plan"
)

// targetUnit is the unit in which a target is counted: "kg/người/năm" has a head and two parts that it is counted per.
type targetUnit struct {
	text  string
	noun  []token // the head without its scale: "tấn" of "nghìn tấn"
	scale float64 // 1000 of "nghìn tấn"
	per   []string
}

// unitOf prepares the unit of a target.
func (r *Reader) unitOf(target plan.Target) targetUnit {
	head, per, _ := strings.Cut(target.Unit, "/")
	u := targetUnit{text: target.Unit, noun: tokenize(normalize(head), nil), scale: 1}
	if scale, n := r.vocabulary.Scales.at(u.noun); scale != nil && n < len(u.noun) {
		u.scale, u.noun = r.vocabulary.Factors[scale.text], u.noun[n:]
	}
	for _, part := range strings.Split(per, "/") {
		if part != "" {
			u.per = append(u.per, tokenize(part, nil)[0].fold)
		}
	}
	return u
}

// isPercent reports whether the unit is a per cent or a point of one.
func (u targetUnit) isPercent() bool { return len(u.noun) > 0 && u.noun[len(u.noun)-1].text == "%" }

// unitBehind is the unit that stands behind a number.
type unitBehind struct {
	text   string  // the target's where it is the same
	times  float64 // by which the number is to be multiplied to be counted in it
	length int     // tokens
	own    bool    // it is the target's
	kin    bool    // it has the target's noun
}

// unitAfter reads the unit that begins at a token. The target's own may be shortened ("g" for "g/ngày", "%" for "điểm %/năm"); where
// the text has another one it is returned whole.
func (g *measuring) unitAfter(at, end int) unitBehind {
	if per, n := g.perAt(at, end); n > 0 && slices.Contains(g.unit.per, per[0]) {
		return unitBehind{text: g.unit.text, times: 1, length: n, own: true, kin: true} // "40/100.000"
	}
	scale, scaled := 1.0, 0
	if found, n := g.vocabulary.Scales.at(g.m.tokens[at:end]); found != nil {
		scale, scaled = g.vocabulary.Factors[found.text], n
	}
	if n := g.nounLength(at+scaled, end); n > 0 {
		per, more := g.perAt(at+scaled+n, end)
		if g.samePer(per) {
			return unitBehind{text: g.unit.text, times: scale / g.unit.scale, length: scaled + n + more, own: true, kin: true}
		}
		return unitBehind{text: g.m.words(at, at+scaled+n+more), times: 1, length: scaled + n + more, kin: true}
	}
	if n := g.m.percentSign(at, end); n > 0 {
		_, more := g.perAt(at+n, end)
		return unitBehind{text: g.m.words(at, at+n+more), times: 1, length: n + more}
	}
	noun, times, n := g.unitAt(g.m, at, "")
	if n == 0 || at+n > end {
		if scaled > 0 { // "17 nghìn"
			return unitBehind{times: scale / g.unit.scale, length: scaled}
		}
		return unitBehind{times: 1}
	}
	_, more := g.perAt(at+n, end)
	if more > 0 {
		noun = g.m.words(at, at+n+more)
	}
	return unitBehind{text: noun, times: times, length: n + more}
}

// nounLength returns how many tokens the target's counted noun takes at a place, 0 where it does not stand there.
func (g *measuring) nounLength(at, end int) int {
	if at >= end || len(g.unit.noun) == 0 {
		return 0
	}
	if g.unit.isPercent() {
		if n := g.m.percentSign(at+len(g.unit.noun)-1, end); n > 0 && g.sameTokens(at, g.unit.noun[:len(g.unit.noun)-1]) {
			return len(g.unit.noun) - 1 + n
		}
		return g.m.percentSign(at, end)
	}
	if name, n := g.vocabulary.UnitNames.at(g.m.tokens[at:end]); name != nil && g.vocabulary.SameUnits[name.text] == g.unit.noun[0].text {
		return n
	}
	if at+len(g.unit.noun) > end || !g.sameTokens(at, g.unit.noun) {
		return 0
	}
	return len(g.unit.noun)
}

// sameTokens reports whether the words of a unit stand at a place.
func (g *measuring) sameTokens(at int, want []token) bool {
	for i, w := range want {
		t := g.m.tokens[at+i]
		if t.kind != word || t.fold != w.fold || t.accented && t.spelling != w.spelling {
			return false
		}
	}
	return true
}

// perAt reads what a unit goes on to be counted per: "/người/ngày", "/100.000". A number counts only where the target has it.
func (g *measuring) perAt(at, end int) (per []string, length int) {
	tokens := g.m.tokens
	for at+length+1 < end && tokens[at+length].text == "/" && !g.m.spaced(at+length) {
		part := tokens[at+length+1]
		own := slices.Contains(g.unit.per, part.fold)
		dated := at+length+2 < end && isYear(tokens[at+length+2]) // "21,3%/năm 2024"
		if part.kind == mark || !own && (part.kind == number || dated) {
			break
		}
		per, length = append(per, part.fold), length+2
	}
	return per, length
}

// samePer reports whether a unit is counted per the same as the target's, as far as it says; it may say more of it ("g/người/ngày").
func (g *measuring) samePer(per []string) bool {
	within := func(list, all []string) bool {
		return !slices.ContainsFunc(list, func(part string) bool { return !slices.Contains(all, part) })
	}
	return len(per) == 0 || len(g.unit.per) > 0 && (within(per, g.unit.per) || within(g.unit.per, per))
}
