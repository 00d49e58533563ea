package search

// postings lists, for every term, the tasks that have it and how much it says there.
type postings struct {
	start  []int32 // the list of term t is start[t] to start[t+1]-1
	tasks  []int32
	weight []uint8 // share of full, in 255ths
}

// Weights of a term by the field that it stands in, and how soon more of it adds nothing.
var fieldWeight = [fields]float32{title: 3, terms: 2, output: 0.7, part: 0.7, asked: 1}

const saturation = 1.5

// newPostings inverts the index's records.
func newPostings(x *Index) postings {
	v, r := x.words, x.records
	p := postings{start: make([]int32, len(v.names)+1)}
	for t, documents := range v.documents {
		p.start[t+1] = p.start[t] + documents
	}
	for t := len(v.documents); t < len(v.names); t++ {
		p.start[t+1] = p.start[t]
	}
	total := p.start[len(v.names)]
	p.tasks, p.weight = make([]int32, total), make([]uint8, total)
	next := append([]int32{}, p.start...)
	amount := make([]float32, len(v.names))
	var seen []term
	for task := range x.register.Tasks {
		seen = seen[:0]
		for passage := r.first[task]; passage < r.first[task+1]; passage++ {
			weight := fieldWeight[r.kind[passage]]
			for _, t := range r.terms[r.start[passage]:r.start[passage+1]] {
				if t == 0 {
					continue
				}
				if amount[t] == 0 {
					seen = append(seen, t)
				}
				amount[t] += weight
			}
		}
		for _, t := range seen {
			p.tasks[next[t]] = int32(task)
			p.weight[next[t]] = uint8(255 * amount[t] / (amount[t] + saturation))
			next[t]++
			amount[t] = 0
		}
	}
	return p
}
