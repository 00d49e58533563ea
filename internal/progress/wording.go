package progress

import (
	"strings"

	"chutri/internal/plan"
	"chutri/internal/vietnamese"
)

// wording knows the words of the register with their accents, for counted nouns that the vocabulary does not list.
type wording struct {
	words map[string]string // folded word or pair of words → how the register mostly writes it
	tasks map[string]string // task id → its own words, accented, in one line
}

func newWording(register *plan.Register) wording {
	w := wording{words: make(map[string]string), tasks: make(map[string]string)}
	counts := make(map[string]map[string]int)
	count := func(written string) {
		folded := vietnamese.Fold(written)
		if counts[folded] == nil {
			counts[folded] = make(map[string]int)
		}
		counts[folded][written]++
	}
	for _, t := range register.Tasks {
		texts := append([]string{t.Title, t.Output}, t.Terms...)
		for _, text := range texts {
			words := vietnamese.Words(text)
			for i := range words {
				count(words[i])
				if i > 0 {
					count(words[i-1] + " " + words[i])
				}
			}
		}
		w.tasks[t.ID] = " " + strings.Join(vietnamese.Words(strings.Join(texts, " | ")), " ") + " "
	}
	for folded, written := range counts {
		best, most := "", 0
		for form, n := range written {
			if n > most || n == most && form < best {
				best, most = form, n
			}
		}
		w.words[folded] = best
	}
	return w
}

// uses reports whether a task's own wording has the phrase.
func (w wording) uses(task, phrase string) bool {
	return strings.Contains(w.tasks[task], " "+vietnamese.Normal(phrase)+" ")
}
