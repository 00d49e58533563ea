package progress

import (
	"maps"
	"slices"
	"strings"

	"chutri/internal/vietnamese"

	"go.yaml.in/yaml/v3"
)

// numerals are the words of which numbers are made.
type numerals struct {
	Digits   valuedWords `yaml:"digits"`
	Endings  valuedWords `yaml:"endings"` // digits behind the tens: "mốt", "lăm"
	Ten      phrases     `yaml:"ten"`
	Tens     phrases     `yaml:"tens"`
	Hundred  phrases     `yaml:"hundred"`
	Thousand phrases     `yaml:"thousand"`
	And      phrases     `yaml:"and"`
	Half     phrases     `yaml:"half"`
	Point    phrases     `yaml:"point"`
	Plain    phrases     `yaml:"plain"`
}

// valuedWords are words whose payload is their value.
type valuedWords struct{ phrases }

// UnmarshalYAML reads words with their values.
func (w *valuedWords) UnmarshalYAML(node *yaml.Node) error {
	var values map[string]int
	if err := node.Decode(&values); err != nil {
		return err
	}
	w.phrases = newPhrases()
	for _, name := range slices.Sorted(maps.Keys(values)) {
		w.add(name, values[name])
	}
	return nil
}

// numeralReader reads a number in words from tokens.
type numeralReader struct {
	*vocabulary
	tokens []token
	at     int
	accent bool // the line bears accents, so that a word without one has none
}

// joinNumbers makes one token of a number that is written with spaces ("3 415 phần"), in words ("mười hai lớp", "tám tỷ rưỡi") or
// in two scales ("3 tỷ 450 triệu"), where what it counts follows.
func (v *vocabulary) joinNumbers(text string, tokens []token) []token {
	joined := make([]token, 0, len(tokens))
	accent := accentedLines(tokens)
	for i := 0; i < len(tokens); {
		t, length := tokens[i], 1
		switch {
		case t.kind == number:
			if value, n := v.decimalAt(tokens, i); n > 1 {
				t.value, t.unclear, length = value, false, n
				break
			}
			length = v.spacedNumber(tokens, i)
			for _, group := range tokens[i+1 : i+length] {
				t.value = t.value*1000 + group.value
			}
			if v.thousandsAt(tokens, i+length) {
				t.value = rounded(t.value * 1000)
				length++
			}
		case t.kind == word:
			value, n, counts := v.numeralAt(tokens, i, accent[i])
			if counts {
				t, length = token{kind: number, value: value}, n
			} else if n > 1 { // its rest is no number either
				joined = append(joined, tokens[i:i+n]...)
				i += n
				continue
			}
		}
		t.start, t.end = tokens[i].start, tokens[i+length-1].end
		t.text = text[t.start:t.end]
		if t.kind == number {
			t.fold = t.text
		}
		joined = append(joined, t)
		i += length
		if t.kind == number {
			i = v.joinScales(text, &joined, tokens, i)
		}
	}
	return joined
}

// accentedLines reports of each token whether a word of its line bears an accent.
func accentedLines(tokens []token) []bool {
	accent := make([]bool, len(tokens))
	for from := 0; from < len(tokens); {
		to, found := from, false
		for ; to < len(tokens) && tokens[to].kind != lineEnd; to++ {
			found = found || tokens[to].accented
		}
		for i := from; i < to; i++ {
			accent[i] = found
		}
		from = to + 1
	}
	return accent
}

// spacedNumber returns how many tokens at a place are one number with spaces between its thousands.
func (v *vocabulary) spacedNumber(tokens []token, at int) int {
	const group, most = 3, 3
	if len(tokens[at].text) > group || tokens[at].value == 0 || !plainDigits(tokens[at].text) || v.numbered(tokens, at) {
		return 1
	}
	length := 1
	for next := at + length; next < len(tokens) && length < most; next++ {
		t := tokens[next]
		if t.kind != number || len(t.text) != group || !plainDigits(t.text) || t.start != tokens[next-1].end+1 {
			break
		}
		length++
	}
	next := at + length
	if parted := next+1 < len(tokens) && tokens[next].text == "/" && tokens[next+1].kind == number; length > 1 && !parted && !v.counts(tokens[next:]) {
		return 1
	}
	return length
}

// thousandsAt reports whether a "k" for thousands is written right behind a number: "12k tờ rơi".
func (v *vocabulary) thousandsAt(tokens []token, at int) bool {
	return at+1 < len(tokens) && tokens[at].start == tokens[at-1].end && strings.EqualFold(tokens[at].text, "k") && v.counts(tokens[at+1:])
}

func plainDigits(text string) bool {
	for _, r := range text {
		if !isDigit(r) {
			return false
		}
	}
	return true
}

// numbered reports whether what stands before a number makes it the number of something: "ND 15", "đợt 2", "3/5", "tháng 9".
func (v *vocabulary) numbered(tokens []token, at int) bool {
	if at == 0 {
		return false
	}
	before := tokens[at-1]
	switch {
	case before.kind == mark:
		return before.end == tokens[at].start
	case before.kind != word:
		return before.kind == number
	}
	const longestCode = 2
	return v.labelsOf(before)&(ordinal|calendar|codeMarker) != 0 || len(before.fold) <= longestCode && !before.accented && !v.FunctionWords.folds[before.fold]
}

// numeralAt reads a number in words at a token, and how many tokens it takes, 0 if none stands there. counts is false where it is
// only a name ("tháng ba"), its one word has other meanings, or nothing that it counts follows.
func (v *vocabulary) numeralAt(tokens []token, at int, accent bool) (value float64, length int, counts bool) {
	if _, n := v.labelled.at(tokens[at:]); n > 1 {
		return 0, 0, false
	}
	if _, n := v.Units.at(tokens[at:]); n > 1 {
		return 0, 0, false // "bà mẹ" without its accents
	}
	reader := &numeralReader{vocabulary: v, tokens: tokens[at:], accent: accent}
	value, ok := reader.number()
	if !ok {
		return 0, 0, false
	}
	next := at + reader.at
	return value, reader.at, next < len(tokens) && !reader.names(tokens, at) && v.countedAfter(tokens, next) && reader.surely(value, at > 0 && v.labelsOf(tokens[at-1])&(attained|able) != 0)
}

// countedAfter reports whether what a number counts begins at a token, or the whole that it is part of.
func (v *vocabulary) countedAfter(tokens []token, at int) bool {
	next := tokens[at]
	if v.FunctionWords.folds[next.fold] && !next.accented {
		return false // "muoi cho": salt for, and no ten markets
	}
	if part, _ := v.Fractions.at(tokens[at:]); part != nil && at+1 < len(tokens) {
		whole, n := v.Numerals.Digits.at(tokens[at+1:])
		return tokens[at+1].kind != number && (whole == nil || n == 0) // "hai phần ba"
	}
	if next.text == "%" || next.text == "/" || v.counts(tokens[at:]) || v.labelsOf(next)&outOf != 0 {
		return true
	}
	percent, _ := v.PercentWords.at(tokens[at:])
	time, _ := v.TimeUnits.at(tokens[at:])
	return percent != nil || time != nil
}

// surely reports whether what was read is hardly anything but a number; made says that a word for what was done stands before it.
func (r *numeralReader) surely(value float64, made bool) bool {
	if r.at > 1 {
		return true
	}
	rest := r.tokens[r.at:]
	percent, _ := r.PercentWords.at(rest)
	scale, _ := r.Scales.at(rest)
	if percent != nil || scale != nil || rest[0].text == "%" {
		return true
	}
	const manyMeanings = 5 // "một" and "năm" alone say too much else
	plain, _ := r.Numerals.Plain.at(r.tokens[:1])
	if noun, n := r.Units.at(rest); noun != nil && (made || n < len(rest) && r.labelsOf(rest[n])&(done|perfect|running|notStarted) != 0) {
		return true // "mở được năm điểm", "một xã xong"
	}
	return value != 1 && value != manyMeanings && (r.accent || plain != nil)
}

// names reports whether what stands before makes a number in words a name: "tháng mười hai", "lần ba". "tổng số hai mươi" counts.
func (r *numeralReader) names(tokens []token, at int) bool {
	if at == 0 {
		return false
	}
	before := tokens[at-1]
	if before.kind == number && r.at == 1 && !r.numbered(tokens, at-1) {
		return true // "2 ba lô"
	}
	if before.kind != word || r.labelsOf(before)&(ordinal|calendar) == 0 {
		return false
	}
	if at > 1 {
		whole, n := r.labelled.at(tokens[at-2 : at])
		return !(n == 2 && label(whole.payload)&(total|outOf|target) != 0)
	}
	return true
}

// number reads a number below a million, with decimals.
func (r *numeralReader) number() (value float64, ok bool) {
	if percent, _ := r.PercentWords.at(r.tokens[1:]); percent != nil && r.takes(r.Numerals.Hundred) {
		return 100, true // "trăm phần trăm"
	}
	if value, ok = r.hundreds(); !ok {
		return 0, false
	}
	if r.takes(r.Numerals.Thousand) {
		value *= 1000
		if r.takes(r.Numerals.Half) {
			value += 500
		} else if rest, ok := r.hundreds(); ok {
			value += rest
		}
	}
	if r.takes(r.Numerals.Point) {
		fraction, ok := r.belowHundred()
		switch {
		case !ok:
			r.at--
		case fraction < 10:
			value += fraction / 10
		default:
			value += fraction / 100
		}
	}
	return value, true
}

func (r *numeralReader) hundreds() (value float64, ok bool) {
	value, ok = r.belowHundred()
	if !ok || value >= 10 {
		return value, ok
	}
	if _, n := r.Units.at(r.tokens[r.at:]); n > 1 || !r.takes(r.Numerals.Hundred) {
		return value, true // "hai tram y te" are stations
	}
	value *= 100
	if r.takes(r.Numerals.Half) {
		return value + 50, true
	}
	if r.takes(r.Numerals.And) {
		if digit, ok := r.digit(r.Numerals.Digits); ok {
			return value + digit, true
		}
		r.at--
		return value, true
	}
	rest, _ := r.belowHundred()
	return value + rest, true
}

func (r *numeralReader) belowHundred() (value float64, ok bool) {
	if r.takes(r.Numerals.Ten) {
		return 10 + r.behindTens(), true
	}
	digit, ok := r.digit(r.Numerals.Digits)
	if !ok {
		return 0, false
	}
	if r.takes(r.Numerals.Tens) {
		return digit*10 + r.behindTens(), true
	}
	if ending, ok := r.digit(r.Numerals.Endings); ok {
		return digit*10 + ending, true // "hai lăm"
	}
	return digit, true
}

func (r *numeralReader) behindTens() float64 {
	if ending, ok := r.digit(r.Numerals.Endings); ok {
		return ending
	}
	digit, _ := r.digit(r.Numerals.Digits)
	return digit
}

// takes passes a word of a set if it comes next.
func (r *numeralReader) takes(set phrases) bool {
	_, n := r.next(set)
	r.at += n
	return n > 0
}

// digit passes a digit of a set if it comes next, and returns it.
func (r *numeralReader) digit(set valuedWords) (value float64, ok bool) {
	found, n := r.next(set.phrases)
	if n == 0 {
		return 0, false
	}
	r.at += n
	return float64(found.payload), true
}

// next finds a word of a set. In a line with accents it must bear its own.
func (r *numeralReader) next(set phrases) (*phrase, int) {
	if r.at >= len(r.tokens) {
		return nil, 0
	}
	t := r.tokens[r.at]
	t.strict = r.accent
	found, n := set.at([]token{t})
	if n > 0 && t.accented && t.spelling != found.words[0].spelling { // "mươi" is no "mười"
		return nil, 0
	}
	return found, n
}

// joinScales adds to the number that was joined last what follows its scale: "3 tỷ 450 triệu", "tám tỷ rưỡi", "1 tỷ 2". It returns
// the token that comes next.
func (v *vocabulary) joinScales(text string, joined *[]token, tokens []token, at int) int {
	if at+1 >= len(tokens) || !v.isMoneyScale(tokens[at]) {
		return at
	}
	last := &(*joined)[len(*joined)-1]
	scale, next := tokens[at], tokens[at+1]
	length := 1
	switch half, _ := v.Numerals.Half.at(tokens[at+1 : at+2]); {
	case half != nil:
		last.value += 0.5
		length = 2
	case next.kind != number || !plainDigits(next.text):
		return at
	case at+2 < len(tokens) && len(next.text) <= 3 && v.isSmallerScale(tokens[at], tokens[at+2]):
		last.value += next.value / 1000
		length = 3
	case len(next.text) == 1 && (at+2 >= len(tokens) || tokens[at+2].kind == lineEnd || tokens[at+2].fold == vietnamese.Fold(v.Money)):
		last.value += next.value / 10
		length = 2
	default:
		return at
	}
	scale.end = tokens[at+length-1].end
	scale.text = text[scale.start:scale.end]
	*joined = append(*joined, scale)
	return at + length
}

// isMoneyScale reports whether a token is a scale that means money where no noun follows.
func (v *vocabulary) isMoneyScale(t token) bool {
	scale, _ := v.Scales.at([]token{t})
	return scale != nil && v.MoneyScales[scale.text]
}

// isSmallerScale reports whether a scale comes right below another one.
func (v *vocabulary) isSmallerScale(scale, below token) bool {
	large, _ := v.Scales.at([]token{scale})
	small, _ := v.Scales.at([]token{below})
	return small != nil && v.ScaleBelow[large.text] == small.text
}
