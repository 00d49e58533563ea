package search

import (
	"chutri/internal/agencies"
	"fmt"
	"os"
	"sort"
	"testing"
)

func TestLow(t *testing.T) {
	m := mat()
	a, b := m.look()
	all := append(a, b...)
	var in []looked
	var out []float64
	for i := range all {
		all[i].judge(learned)
		if all[i].task >= 0 {
			in = append(in, all[i])
		} else {
			out = append(out, learned.likely(all[i].signals, all[i].shape.short()))
		}
	}
	sort.Slice(in, func(i, j int) bool {
		return learned.likely(in[i].signals, in[i].shape.short()) < learned.likely(in[j].signals, in[j].shape.short())
	})
	kinds := map[string]int{}
	for i, l := range in[:300] {
		kinds[l.kind]++
		if i%4 == 0 {
			fmt.Printf("%.3f r%d %s: %s => %s\n", learned.likely(l.signals, l.shape.short()), l.rank, l.kind, l.text, m.Register.Tasks[l.task].ID)
		}
	}
	fmt.Println(kinds)
	sort.Float64s(out)
	fmt.Println("out deciles")
	for i := 0; i < 10; i++ {
		fmt.Printf("%.3f ", out[len(out)*i/10])
	}
	fmt.Println("in")
	for i := 0; i < 10; i++ {
		fmt.Printf("%.3f ", 0.0)
	}
	fmt.Println()
	x := New(m.Register, agencies.New(m.Register.Agencies), m.Synonyms)
	f, _ := os.Open("/work/shared/questions/dev.jsonl")
	qs, _ := ReadQuestions(f)
	s := newScratch(x)
	type o struct {
		p float64
		s string
	}
	var os_ []o
	for _, q := range qs {
		if q.Category == "code" {
			continue
		}
		s.read(x, q.Text)
		s.gather(x, nil)
		s.weigh(x)
		os_ = append(os_, o{x.model.answerable(s), fmt.Sprint(q.Category, q.Text)})
	}
	sort.Slice(os_, func(i, j int) bool { return os_[i].p < os_[j].p })
	for _, v := range os_[:40] {
		fmt.Printf("%.3f %s\n", v.p, v.s)
	}
}
