package search

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"chutri/internal/plan"
	"chutri/internal/vietnamese"
)

// codePattern finds a printed code, with the word that announces it, in a text without accents: "mtct 12.7", "muc iii.7",
// "1.1.2", "hang 15".
var codePattern = regexp.MustCompile(`(^|[^a-z0-9.,])(?:(mtct|muc tieu(?: cu the)?|muc|sdg|ma so|ma|code|goal|target|tt|stt|phan|section|item|hang|dong|row)(?:[\s:.#]+so)?([\s:.#]*))?` +
	`((?:[ivx]{1,4}|\d{1,2})(?:\.\d{1,2}){0,2})\.?($|[^a-z0-9%.,/]|[.,/]($|[^a-z0-9]))`)

// rowWords announce the number of a row instead of a printed code.
var rowWords = map[string]bool{"hang": true, "dong": true, "row": true}

// typedCode is a printed code that a question names.
type typedCode struct {
	word string // that announces it, without accents; "" for none
	code string // as the plans print it
	rest string // of the question, without the code
}

// findByReference answers a question that names its task by an id or a printed code. ok is false for all others.
func (x *Index) findByReference(question string) (result Result, ok bool) {
	question = compose(question)
	if spans := plan.FindRefs(question); len(spans) > 0 {
		return x.byRefs(spans), true
	}
	typed, ok := readCode(question)
	if !ok {
		return Result{}, false
	}
	rest := words(nil, typed.rest, vietnamese.Fold)
	named := x.planBeside(rest)
	if typed.word == "" && !x.onlyFrame(rest, named) {
		return Result{}, false
	}
	tasks := x.byCode(typed, named)
	if len(tasks) == 0 {
		return Result{}, false
	}
	return x.offer(tasks, typed, named), true
}

// byRefs answers with the tasks that ids name; a target's id names the tasks that it belongs to.
func (x *Index) byRefs(spans []plan.RefSpan) Result {
	var (
		result Result
		tasks  []plan.Task
		seen   = make(map[string]bool)
	)
	add := func(id string) {
		if t, ok := x.register.Task(id); ok && !seen[id] {
			seen[id] = true
			tasks = append(tasks, t)
		}
	}
	for _, span := range spans {
		result.Understood.Refs = append(result.Understood.Refs, span.Ref)
		add(span.Ref.String())
		if target, ok := x.register.Target(span.Ref.String()); ok {
			for _, id := range target.Tasks {
				add(id)
			}
		}
	}
	result.list(tasks)
	return result
}

// list makes tasks that fit alike the answers.
func (r *Result) list(tasks []plan.Task) {
	r.Total = len(tasks)
	switch len(tasks) {
	case 0:
		r.Outcome = NotFound
	case 1:
		r.Outcome = Answered
	default:
		r.Outcome = Choices
	}
	for _, t := range tasks[:min(len(tasks), MaxAnswers)] {
		r.Answers = append(r.Answers, Answer{Task: t, Score: 1 / float64(len(tasks))})
	}
}

// readCode finds the first printed code of a composed text. A lone number is one only where a word announces it, and a
// Roman number only in capitals, for "vi" and "xi" are words.
func readCode(text string) (typedCode, bool) {
	if !strings.ContainsAny(text, "0123456789IVX") {
		return typedCode{}, false
	}
	folded := vietnamese.Fold(text)
	if utf8.RuneCountInString(folded) != utf8.RuneCountInString(text) {
		return typedCode{}, false
	}
	for at := 0; at <= len(folded); {
		m := codePattern.FindStringSubmatchIndex(folded[at:])
		if m == nil {
			return typedCode{}, false
		}
		code := folded[at+m[8] : at+m[9]]
		typed := typedCode{code: strings.ToUpper(code)}
		start, end := at+m[8], at+m[9]
		announced := m[4] >= 0 && (m[6] < m[7] || isDigit(code[0]))
		roman := !isDigit(code[0])
		if announced {
			typed.word = folded[at+m[4] : at+m[5]]
			start = at + m[4]
		}
		if (announced || strings.Contains(code, ".")) && (!roman || strings.Contains(text, typed.code)) {
			typed.rest = without(text, folded, start, end)
			return typed, true
		}
		at = max(end, at+1)
	}
	return typedCode{}, false
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// without returns the text without the letters that stand in its folded form between two bytes.
func without(text, folded string, from, to int) string {
	first, last := len([]rune(folded[:from])), len([]rune(folded[:to]))
	letters := []rune(text)
	return string(letters[:first]) + " " + string(letters[last:])
}

// onlyFrame reports whether nothing is said beside the frame of asking and the name of the plan.
func (x *Index) onlyFrame(list []word, named string) bool {
	frame.drop(list)
	for _, w := range list {
		if !w.dropped && named == "" {
			return false
		}
	}
	return true
}

// byCode returns the tasks that a code names, in document order: of each plan those that bear it, or else those of the part or
// goal that it names. The name of a plan narrows them, and so does the word before the code where sources print it.
func (x *Index) byCode(typed typedCode, named string) []plan.Task {
	var found []plan.Task
	for _, p := range x.register.Plans {
		if named != "" && p.ID != named {
			continue
		}
		key := codeKey{p.ID, typed.code}
		numbers := x.codes.bear[key]
		switch {
		case rowWords[typed.word] && named == "":
			continue
		case rowWords[typed.word]:
			numbers = x.codes.row[key]
		case len(numbers) == 0:
			numbers = x.codes.within[key]
		}
		for _, number := range numbers {
			found = append(found, x.register.Tasks[number])
		}
	}
	return narrow(found, typed.word)
}

// codes finds the tasks of a plan by what is printed before them.
type codes struct {
	bear   map[codeKey][]int32 // the code itself
	within map[codeKey][]int32 // the part or the goal that they belong to, or the beginning of their code
	row    map[codeKey][]int32 // the number of the row
}

type codeKey struct{ plan, code string }

func newCodes(tasks []plan.Task) codes {
	c := codes{make(map[codeKey][]int32), make(map[codeKey][]int32), make(map[codeKey][]int32)}
	for number, t := range tasks {
		add := func(to map[codeKey][]int32, code string) {
			key := codeKey{t.Plan, code}
			if list := to[key]; code != "" && (len(list) == 0 || list[len(list)-1] != int32(number)) {
				to[key] = append(list, int32(number))
			}
		}
		if t.Row > 0 {
			add(c.row, strconv.Itoa(t.Row))
		}
		// A code that only repeats the number of its part names the part.
		if t.Code != t.Part || strings.Contains(t.Code, ".") {
			add(c.bear, t.Code)
		}
		for _, code := range []string{t.Part, t.Code} {
			for code != "" {
				add(c.within, code)
				code = code[:max(0, strings.LastIndexByte(code, '.'))]
			}
		}
	}
	return c
}

// narrow keeps the tasks whose source prints the word, where any does.
func narrow(tasks []plan.Task, word string) []plan.Task {
	var kept []plan.Task
	for _, t := range tasks {
		if word != "" && strings.Contains(" "+vietnamese.Fold(t.Source)+" ", " "+word+" ") {
			kept = append(kept, t)
		}
	}
	if len(kept) == 0 {
		return tasks
	}
	return kept
}

// offer answers with the tasks of a code, those first that the rest of the question describes.
func (x *Index) offer(tasks []plan.Task, typed typedCode, named string) Result {
	var result Result
	of := make(map[string]bool, len(tasks))
	for _, t := range tasks {
		of[t.ID] = true
	}
	s := x.scratch.Get().(*scratch)
	defer x.scratch.Put(s)
	s.read(x, typed.rest)
	if named == "" && len(s.positions) > 0 {
		s.consider(x, typed.rest, func(t plan.Task) bool { return of[t.ID] })
		s.order(x.model)
		tasks = x.described(s, tasks)
	}
	result.list(tasks)
	result.Understood = s.understood
	result.Understood.Code, result.Understood.Plan = typed.code, named
	return result
}

// described puts the ranked candidates before the tasks that share no word with the question.
func (x *Index) described(s *scratch, tasks []plan.Task) []plan.Task {
	var ordered []plan.Task
	ranked := make(map[string]bool)
	for _, c := range s.found {
		t := x.register.Tasks[c.task]
		ranked[t.ID] = true
		ordered = append(ordered, t)
	}
	for _, t := range tasks {
		if !ranked[t.ID] {
			ordered = append(ordered, t)
		}
	}
	return ordered
}
