package progress

import "math"

// decimalAt reads a percent whose decimals stand apart, as voice typing and hasty fingers write it: "62, 5%", "62 phẩy 5 phần trăm". It
// returns how many tokens before the sign are one number, 1 for none.
func (v *vocabulary) decimalAt(tokens []token, at int) (value float64, length int) {
	const longest = 2 // digits behind the point
	if at+3 >= len(tokens) || !plainDigits(tokens[at].text) || tokens[at].value > 100 || tokens[at+2].kind != number ||
		!plainDigits(tokens[at+2].text) || len(tokens[at+2].text) > longest {
		return 0, 1
	}
	spoken, _ := v.Numerals.Point.at(tokens[at+1 : at+2])
	if spoken == nil && (tokens[at+1].text != "," || len(tokens[at+2].text) > 1) { // "70, 50%" are two
		return 0, 1
	}
	sign, _ := v.PercentWords.at(tokens[at+3:])
	if sign == nil && tokens[at+3].text != "%" {
		return 0, 1
	}
	return rounded(tokens[at].value + tokens[at+2].value/math.Pow10(len(tokens[at+2].text))), 3
}
