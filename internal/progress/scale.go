package progress

import (
	"strings"

	"chutri/internal/plan"
)

// Unscaled returns a quantity in its unit without a scale, so that figures of one kind can be compared: 3,5 tỷ đồng and 3.500 triệu đồng
// are both 3.500.000.000 đồng.
func Unscaled(q plan.Quantity) plan.Quantity {
	factors := loadVocabulary().Factors
	for {
		scale, unit, ok := strings.Cut(q.Unit, " ")
		factor := factors[scale]
		if !ok || factor == 0 {
			return q
		}
		q.Value, q.Unit = rounded(q.Value*factor), unit
		if q.Of != nil {
			of := rounded(*q.Of * factor)
			q.Of = &of
		}
	}
}
