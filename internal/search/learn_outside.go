package search

import (
	"strings"

	"chutri/internal/agencies"
	"chutri/internal/plan"
	"chutri/internal/vietnamese"
)

// Outside questions are left out of what a lesson is compared with in two ways, for some matters are among them and some are not: in runs,
// because neighbours speak of the same matter, and scattered, so that neighbours are left.
const (
	outsideFolds = 10
	outsideRun   = 12
)

func inRuns(number int) int    { return number / outsideRun % outsideFolds }
func scattered(number int) int { return number % outsideFolds }

// outsideBut returns the outside questions without those that are dealt to a fold.
func outsideBut(at int, dealt func(int) int) []string {
	var list []string
	for i, question := range outsideQuestions() {
		if dealt(i) != at {
			list = append(list, question)
		}
	}
	return list
}

// takeAway adds questions about tasks in the words of their titles, asked of the other tasks that cannot answer them: what an office asks beside
// the plans sounds like this. The model tells which tasks fit too.
func (material Material) takeAway(m *model, h *halves) {
	x := newIndex(material.Register, agencies.New(material.Register.Agencies), material.Synonyms)
	x.outside, x.model = x.elsewhere(outsideQuestions()), m
	for number, t := range material.Register.Tasks {
		if t.IsDuty() {
			continue
		}
		matter := t.Title
		if end := strings.IndexAny(matter, ",;"); end > 0 {
			matter = matter[:end]
		}
		text := ask(matter)
		h.add(look(x, lesson{text: text, task: -1, kind: "taken away"}, x.without(t, text)), number)
	}
}

// without lets the tasks pass that cannot answer a question about the given one: neither its neighbours nor those that fit too.
func (x *Index) without(t plan.Task, text string) func(plan.Task) bool {
	s := x.scratch.Get().(*scratch)
	defer x.scratch.Put(s)
	s.consider(x, text, nil)
	s.order(x.model)
	fits := make(map[string]bool)
	for _, c := range s.found {
		if c.share > mayFit {
			fits[x.register.Tasks[c.task].ID] = true
		}
	}
	return func(other plan.Task) bool {
		return !fits[other.ID] && other.ID != t.ID && (other.Plan != t.Plan || other.Part != t.Part)
	}
}

// mayFit is the share from which a task may answer a question too.
const mayFit = 0.005

// outsideLessons makes a question that nothing answers into lessons: as it stands, without accents, and now and then in a story.
func outsideLessons(text string, at int, chatter []string) []lesson {
	list := []lesson{{text: text, task: -1, kind: "outside"}}
	if n := number(text); vietnamese.Accented(text) {
		list = append(list, lesson{text: vietnamese.Fold(text), task: -1, kind: "outside unaccented"})
		switch at / 2 % 4 {
		case 0, 3:
			list = append(list, lesson{text: tell(text, n, chatter), task: -1, kind: "outside story"})
		case 1:
			list = append(list, lesson{text: halfTelex(text, n), task: -1, kind: "outside telex"})
		case 2:
			list = append(list, lesson{text: mistype(text, n), task: -1, kind: "outside typo"})
		}
	}
	return list
}
