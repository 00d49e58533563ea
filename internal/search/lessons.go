package search

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"unicode/utf8"

	"chutri/internal/plan"
	"chutri/internal/vietnamese"
)

// lesson is a question whose answer is known.
type lesson struct {
	text string
	task int // number of the task that answers it, -1 for none
	kind string
}

// fold is an index that lacks something of every task, and the questions made of what it lacks.
type fold struct {
	register *plan.Register
	lessons  []lesson
}

// folds makes the questions of the register into lessons. Each is asked of an index that does not have it: the first fold lacks the first
// question of every task, and so on. Two more folds lack the titles and some of the terms, and ask by these.
func folds(register *plan.Register, chatter []string) []fold {
	longest := 0
	for _, t := range register.Tasks {
		longest = max(longest, len(t.Asked))
	}
	var list []fold
	for at := range longest {
		f := newFold(register, func(t *plan.Task) string {
			if at >= len(t.Asked) {
				return ""
			}
			question := t.Asked[at]
			t.Asked = slices.Delete(slices.Clone(t.Asked), at, at+1)
			return question
		})
		for i := range f.lessons {
			l := &f.lessons[i]
			l.text, l.kind = vary(register, l.text, register.Tasks[l.task], chatter)
		}
		list = append(list, f)
	}
	list = append(list, newFold(register, takeTitle))
	told := newFold(register, takeTitle)
	for i := range told.lessons {
		l := &told.lessons[i]
		l.text, l.kind = tell(l.text, number(l.text), chatter), "wording story"
	}
	list = append(list, told)
	list = append(list, newFold(register, takeEnglish))
	for at := range thinFolds {
		list = append(list, newThinFold(register, at))
	}
	for by := range uint32(2) {
		list = append(list, newFold(register, func(t *plan.Task) string { return takeTerms(t, by) }))
	}
	list = append(list, newFold(register, func(t *plan.Task) string {
		beginning, _, _ := strings.Cut(t.Title, ",")
		t.Title = "x"
		if len(strings.Fields(beginning)) < 6 {
			return ""
		}
		return ask(beginning)
	}))
	return list
}

// thinFolds is how many folds leave the tasks only little to be found by.
const thinFolds = 3

// newThinFold leaves the tasks three of their questions and no terms, and asks by another question: people whom nobody thought of share
// as little with the records.
func newThinFold(register *plan.Register, at int) fold {
	f := newFold(register, func(t *plan.Task) string {
		if len(t.Asked) < 6 {
			return ""
		}
		question := t.Asked[at]
		t.Terms = nil
		t.Asked = t.Asked[thinFolds : thinFolds+3]
		return question
	})
	for i := range f.lessons {
		f.lessons[i].kind = "thin"
	}
	return f
}

// askings are the ways in which people ask about a matter.
var askings = []string{
	"Ai chủ trì %s?", "Cơ quan nào chủ trì %s?", "%s do đơn vị nào phụ trách?", "Ai phụ trách %s?", "sở nào chủ trì %s", "Ai lo %s?", "%s thì hỏi ai?", "%s bên nào lo?",
}

// ask makes a question of a matter.
func ask(matter string) string {
	return fmt.Sprintf(askings[int(number(matter))%len(askings)], matter)
}

// takeTitle takes the title out of a task and asks by it.
func takeTitle(t *plan.Task) string {
	question := ask(t.Title)
	t.Title = "x"
	return question
}

// takeEnglish takes the English term of the most words out of a task and asks by it.
func takeEnglish(t *plan.Task) string {
	longest := -1
	for i, phrase := range t.Terms {
		if passageLanguage(terms, words(nil, phrase, vietnamese.Fold)) == english && (longest < 0 || len(phrase) > len(t.Terms[longest])) {
			longest = i
		}
	}
	if longest < 0 || !strings.Contains(t.Terms[longest], " ") {
		return ""
	}
	question := "Which agency leads " + t.Terms[longest] + "?"
	t.Terms = slices.Delete(slices.Clone(t.Terms), longest, longest+1)
	return question
}

// vietnameseTerms returns which of a task's terms are Vietnamese and of several words.
func vietnameseTerms(t plan.Task) []int {
	var list []int
	for i, phrase := range t.Terms {
		if vietnamese.Accented(phrase) && strings.Contains(phrase, " ") {
			list = append(list, i)
		}
	}
	return list
}

// askTerm asks by one of a task's Vietnamese terms, as people do who know what the plans call a thing. The index keeps the term.
func askTerm(t plan.Task) string {
	list := vietnameseTerms(t)
	if len(list) == 0 {
		return ""
	}
	term := t.Terms[list[int(number(t.ID))%len(list)]]
	if number(term)%3 == 0 {
		return term
	}
	return ask(term)
}

// takeTerms takes two neighbouring Vietnamese terms out of a task and asks by them.
func takeTerms(t *plan.Task, by uint32) string {
	list := vietnameseTerms(*t)
	if len(list) < 4 {
		return ""
	}
	at := int((number(t.ID) + 2*by) % uint32(len(list)-1))
	first, second := list[at], list[at+1]
	question := ask(t.Terms[first] + ", " + t.Terms[second])
	t.Terms = slices.Delete(slices.Clone(t.Terms), second, second+1)
	t.Terms = slices.Delete(t.Terms, first, first+1)
	return question
}

// newFold takes a question out of every task, with the function that returns it, "" for none.
func newFold(register *plan.Register, take func(*plan.Task) string) fold {
	var f fold
	tasks := slices.Clone(register.Tasks)
	for i := range tasks {
		if question := take(&tasks[i]); question != "" {
			l := lesson{text: question, task: i, kind: "wording"}
			if number(question)%4 == 0 {
				l = lesson{text: vietnamese.Fold(question), task: i, kind: "wording unaccented"}
			}
			f.lessons = append(f.lessons, l)
		}
	}
	f.register = plan.NewRegister(register.Plans, tasks, register.Agencies, register.Targets, register.Deadlines)
	return f
}

// number makes a text into a number that is the same on every run.
func number(text string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(text))
	return h.Sum32() >> 3
}

// vary spells some questions as people in a hurry do, and puts others into a story or beside the name of an agency or of the plan.
// It returns what it did.
func vary(register *plan.Register, text string, t plan.Task, chatter []string) (varied, kind string) {
	n := number(text)
	switch languageOf(words(nil, text, vietnamese.Fold)) {
	case english:
		return text, "english"
	case unaccented:
		if n%3 == 0 {
			return halfTelex(text, n), "telex"
		}
		return text, "unaccented"
	}
	switch n % 12 {
	case 0:
		return vietnamese.Fold(text), "unaccented"
	case 1:
		return halfTelex(text, n), "telex"
	case 2:
		return mistype(text, n), "typo"
	case 3, 4:
		return tell(text, n, chatter), "story"
	case 5:
		if name, ok := named(register, t.Lead, n); ok {
			return text + " Có phải " + name + " không?", "lead named"
		}
	case 6:
		if name, ok := named(register, t.Coordinating, n); ok {
			return "Tôi bên " + name + " hỏi: " + text, "coordinator named"
		}
	case 7:
		if p, ok := register.Plan(t.Plan); ok && len(p.Aliases) > 0 {
			return "Theo kế hoạch " + p.Aliases[int(n/12)%len(p.Aliases)] + ": " + text, "plan named"
		}
	}
	return text, "plain"
}

// named picks the name of one of the agencies that are no collectives.
func named(register *plan.Register, keys []string, n uint32) (string, bool) {
	var names []string
	for _, key := range keys {
		if agency, ok := register.Agency(key); ok && agency.Kind != plan.Collective {
			names = append(names, agency.Name)
		}
	}
	if len(names) == 0 {
		return "", false
	}
	return names[int(n/12)%len(names)], true
}

// tell puts sentences of chatter around a question.
func tell(text string, n uint32, chatter []string) string {
	pick := func(by uint32) string { return chatter[int(n/by)%len(chatter)] }
	text = strings.TrimRight(text, "?. ")
	if n&1024 == 0 {
		text += ". Nhờ cho biết cơ quan nào chủ trì?"
	} else {
		text += "?"
	}
	return pick(12) + " " + pick(61) + " " + pick(307) + " " + text + " " + pick(1511)
}

// halfTelex writes the text without accents, with the keys of Telex left in every third word that has an accent.
func halfTelex(text string, n uint32) string {
	list := strings.Fields(text)
	for i, w := range list {
		spelled := vietnamese.Spelling(w)
		folded := vietnamese.Fold(w)
		tone := spelled[len(spelled)-1]
		if (uint32(i)+n)%3 == 0 && tone >= '1' && tone <= '5' && folded == strings.Trim(folded, ",.?!:;") {
			folded += string("fsrxj"[tone-'1'])
		}
		list[i] = folded
	}
	return strings.Join(list, " ")
}

// confused are the tones that people confuse, and misheard the onsets.
var (
	confused = strings.NewReplacer("ả", "ã", "ã", "ả", "ủ", "ũ", "ũ", "ủ", "ể", "ễ", "ễ", "ể", "ỏ", "õ", "ổ", "ỗ", "ở", "ỡ", "ử", "ữ", "ữ", "ử", "ị", "ỵ", "á", "à", "ạ", "á", "ế", "ề", "ệ", "ế")
	misheard = [][2]string{{"tr", "ch"}, {"ch", "tr"}, {"s", "x"}, {"x", "s"}, {"gi", "d"}, {"d", "gi"}, {"n", "l"}, {"l", "n"}}
)

// mistype changes two words: the tones or the onsets that people confuse, a letter left out or twice.
func mistype(text string, n uint32) string {
	list := strings.Fields(compose(text))
	changed := 0
	for i := range list {
		w := &list[(i+int(n/12))%len(list)]
		other := confused.Replace(*w)
		if (int(n)+i)%3 == 0 {
			other = mishear(*w)
		}
		if other == *w && utf8.RuneCountInString(*w) > 4 {
			letters := []rune(*w)
			at := 1 + int(n)%(len(letters)-3)
			if other = string(letters[:at]) + string(letters[at+1:]); n%5 == 0 {
				other = string(letters[:at]) + string(letters[at-1:])
			}
		}
		if other != *w {
			*w = other
			changed++
		}
		if changed == 2 {
			break
		}
	}
	return strings.Join(list, " ")
}

// mishear exchanges an onset.
func mishear(w string) string {
	for _, pair := range misheard {
		if rest, ok := strings.CutPrefix(w, pair[0]); ok && (len(pair[0]) > 1 || !strings.HasPrefix(rest, "h") && !strings.HasPrefix(rest, "g")) && rest != "" {
			return pair[1] + rest
		}
	}
	return w
}
