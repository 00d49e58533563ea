package search

import "math"

// descent is Adam's gradient descent.
type descent struct {
	rate          float64
	first, second []float64
	steps         int
}

func newDescent(size int, rate float64) *descent {
	return &descent{rate: rate, first: make([]float64, size), second: make([]float64, size)}
}

// step tells by how much each value changes.
func (d *descent) step(gradient []float64, change func(j int, by float64)) {
	d.steps++
	for j, g := range gradient {
		d.first[j] = 0.9*d.first[j] + 0.1*g
		d.second[j] = 0.999*d.second[j] + 0.001*g*g
		first := d.first[j] / (1 - math.Pow(0.9, float64(d.steps)))
		second := d.second[j] / (1 - math.Pow(0.999, float64(d.steps)))
		change(j, -d.rate*first/(math.Sqrt(second)+1e-8))
	}
}
