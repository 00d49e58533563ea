package search

import (
	"fmt"
	"math"
	"sort"
	"testing"
)

type node struct {
	f    int
	t    float64
	l, r *node
	v    float64
}

func (n *node) eval(x []float64) float64 {
	for n.l != nil {
		if x[n.f] < n.t {
			n = n.l
		} else {
			n = n.r
		}
	}
	return n.v
}
func grow(X [][]float64, g, h []float64, idx []int, depth int) *node {
	G, H := 0.0, 0.0
	for _, i := range idx {
		G += g[i]
		H += h[i]
	}
	n := &node{v: -G / (H + 1)}
	if depth == 0 || len(idx) < 20 {
		return n
	}
	best := 0.5
	bf, bt := -1, 0.0
	for f := range X[0] {
		s := append([]int{}, idx...)
		sort.Slice(s, func(a, b int) bool { return X[s[a]][f] < X[s[b]][f] })
		gl, hl := 0.0, 0.0
		for k := 0; k < len(s)-1; k++ {
			gl += g[s[k]]
			hl += h[s[k]]
			if X[s[k]][f] == X[s[k+1]][f] || k < 10 || k > len(s)-10 {
				continue
			}
			gain := gl*gl/(hl+1) + (G-gl)*(G-gl)/(H-hl+1) - G*G/(H+1)
			if gain > best {
				best = gain
				bf = f
				bt = (X[s[k]][f] + X[s[k+1]][f]) / 2
			}
		}
	}
	if bf < 0 {
		return n
	}
	var L, R []int
	for _, i := range idx {
		if X[i][bf] < bt {
			L = append(L, i)
		} else {
			R = append(R, i)
		}
	}
	n.f, n.t = bf, bt
	n.l = grow(X, g, h, L, depth-1)
	n.r = grow(X, g, h, R, depth-1)
	return n
}
func TestGB(t *testing.T) {
	a, b := mat().look()
	for _, x := range [][]looked{a, b} {
		for i := range x {
			x[i].judge(learned)
		}
	}
	get := func(l []looked) (X [][]float64, y []float64) {
		for _, q := range l {
			X = append(X, append(append([]float64{}, q.signals[:]...), q.shape.words))
			v := 0.0
			if q.task >= 0 {
				v = 1
			}
			y = append(y, v)
		}
		return
	}
	X, y := get(a)
	T, ty := get(b)
	pos, neg := 0.0, 0.0
	for _, v := range y {
		if v > 0 {
			pos++
		} else {
			neg++
		}
	}
	for _, depth := range []int{1, 2, 3} {
		p := make([]float64, len(X))
		pt := make([]float64, len(T))
		g := make([]float64, len(X))
		h := make([]float64, len(X))
		idx := make([]int, len(X))
		for i := range idx {
			idx[i] = i
		}
		for round := 0; round < 150; round++ {
			for i := range X {
				q := 1 / (1 + math.Exp(-p[i]))
				w := 300 / pos
				if y[i] == 0 {
					w = 300 / neg
				}
				g[i] = w * (q - y[i])
				h[i] = w * q * (1 - q)
			}
			tr := grow(X, g, h, idx, depth)
			for i := range X {
				p[i] += 0.1 * tr.eval(X[i])
			}
			for i := range T {
				pt[i] += 0.1 * tr.eval(T[i])
			}
			if round%50 == 49 {
				var in, out []float64
				for i := range T {
					if ty[i] > 0 {
						in = append(in, pt[i])
					} else {
						out = append(out, pt[i])
					}
				}
				sort.Float64s(in)
				fmt.Print(depth, " ", round)
				for _, m := range []float64{.01, .02, .03, .05, .08} {
					th := in[int(m*float64(len(in)))]
					c := 0
					for _, v := range out {
						if v < th {
							c++
						}
					}
					fmt.Printf(" %.0f%%:%.1f", m*100, 100*float64(c)/float64(len(out)))
				}
				fmt.Println()
			}
		}
	}
}
