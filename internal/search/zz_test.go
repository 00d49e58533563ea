package search

import (
	"chutri/internal/agencies"
	"chutri/seeds"
	"fmt"
	"os"
	"sort"
	"strings"
	"testing"
)

var _ = agencies.New

func mat() Material {
	d, _ := seeds.Load(seeds.Files)
	syn := Synonyms{Groups: d.Synonyms.Groups}
	for _, a := range d.Synonyms.Abbreviations {
		syn.Abbreviations = append(syn.Abbreviations, [2]string{a.Short, a.Long})
	}
	rd := func(f string) (l []string) {
		b, _ := os.ReadFile(f)
		for _, q := range strings.Split(string(b), "\n") {
			if q != "" && q[0] != '#' {
				l = append(l, q)
			}
		}
		return
	}
	return Material{d.Register, syn, rd("testdata/outside.txt"), rd("testdata/chatter.txt")}
}
func TestAUC(t *testing.T) {
	a, b := mat().look()
	all := append(a, b...)
	for i := range all {
		all[i].judge(learned)
	}
	auc := func(get func(l looked) float64, kind string) float64 {
		var in, out []float64
		for _, l := range all {
			if l.task < 0 && l.kind == "outside" {
				out = append(out, get(l))
			} else if l.task >= 0 && (kind == "" || l.kind == kind) {
				in = append(in, get(l))
			}
		}
		sort.Float64s(out)
		s := 0.0
		for _, v := range in {
			s += float64(sort.SearchFloat64s(out, v))
		}
		return s / float64(len(in)) / float64(len(out))
	}
	for j, n := range signalNames {
		fmt.Printf("%-20s", n)
		for _, k := range []string{"", "plain", "short", "unaccented", "english"} {
			fmt.Printf(" %s %.3f", k, auc(func(l looked) float64 { return l.signals[j] }, k))
		}
		fmt.Println()
	}
	fmt.Printf("likely %.3f %.3f\n", auc(func(l looked) float64 { return learned.likely(l.signals, l.shape.short()) }, ""), auc(func(l looked) float64 { return learned.likely(l.signals, l.shape.short()) }, "plain"))
}
