package progress

import (
	"regexp"
	"slices"
	"sort"
	"strings"

	"chutri/internal/plan"
)

var (
	dottedCode = regexp.MustCompile(`\b\d{1,2}(?:\.\d{1,2}){1,3}\b`)
	romanCode  = regexp.MustCompile(`(?i)\b[IVX]{1,4}\s?[.\-]\s?\d{1,2}\b`)
	plainCode  = regexp.MustCompile(`\b\d\b`)
)

// codes returns the tasks that a message names by a printed code. A code needs the plan's name, or a word that says it is
// one ("mục 2.2.3") where only one plan has such a code.
func (r *Reader) codes(m *message, agencies []string) []reference {
	named, names := r.plansNamed(m)
	var list []reference
	for _, pattern := range []*regexp.Regexp{dottedCode, romanCode, plainCode} {
		for _, span := range pattern.FindAllStringIndex(m.text, -1) {
			first, last := m.tokenRange(span[0], span[1])
			introduced := slices.ContainsFunc(names, func(name tokenSpan) bool { return name.first == last }) // "tức 13.2 KH phát triển bền vững"
			if overlaps(list, first, last) || !introduced && !m.mayBeCode(first, last) {
				continue
			}
			marked := m.labels(first-1)&codeMarker != 0 || len(named) > 0 && m.follows(first, r.vocabulary.NumberMarks) && !r.countedAt(m, last)
			if pattern == plainCode && (!marked || len(named) == 0) {
				continue
			}
			code := strings.ToUpper(strings.ReplaceAll(m.text[span[0]:span[1]], " ", ""))
			of := named
			if id := r.planOfKey(m, first); id != "" && pattern != plainCode && !r.countedAt(m, last) {
				of = []string{id}
			}
			tasks := r.coded(strings.ReplaceAll(code, "-", "."), of, marked)
			if len(tasks) == 0 {
				continue
			}
			if marked && m.tagged[first-1] >= 0 {
				first = m.tags[m.tagged[first-1]].start
			}
			list = append(list, r.codeReference(first, last, tasks, agencies))
		}
	}
	for _, name := range names {
		for i := name.first; len(list) > 0 && i < name.last; i++ {
			m.masked[i] = true
		}
	}
	return inOrder(list)
}

// planOfKey returns the plan whose key stands right before a code: "ND 2.2.3".
func (r *Reader) planOfKey(m *message, code int) string {
	for _, p := range r.register.Plans {
		if code > 0 && strings.EqualFold(m.tokens[code-1].text, p.Key) {
			return p.ID
		}
	}
	return ""
}

// mayBeCode reports whether the tokens can be a code: not part of a percent, a figure or a date.
func (m *message) mayBeCode(first, last int) bool {
	if first > 0 && m.labels(first-1)&(calendar|bounds|attained|estimate) != 0 && m.labels(first-1)&codeMarker == 0 {
		return false
	}
	stroke := func(i int) bool { return m.tokens[i].text == "/" && !m.spaced(i) }
	return !(first > 0 && stroke(first-1) || last < len(m.tokens) && (m.tokens[last].text == "%" || stroke(last)))
}

// coded returns the tasks with a code in the plans named, or in the only plan that has it.
func (r *Reader) coded(code string, named []string, marked bool) []plan.Task {
	for _, id := range named {
		if tasks := r.register.ByCode(id, code); len(tasks) > 0 {
			return tasks
		}
	}
	if !marked || len(named) > 0 {
		return nil
	}
	tasks := r.register.ByCode("", code)
	for _, t := range tasks {
		if t.Plan != tasks[0].Plan {
			return nil
		}
	}
	return tasks
}

// codeReference makes a reference of the tasks with a code. Of several the sender means the one that its agency
// leads, or else has a part in; where there are several such, the choice is left open.
func (r *Reader) codeReference(first, last int, tasks []plan.Task, agencies []string) reference {
	ref := reference{first: first, last: last}
	if len(tasks) == 1 {
		ref.id = tasks[0].ID
		return ref
	}
	for _, least := range []plan.Participation{plan.Leads, plan.Coordinates} {
		var own []plan.Task
		for _, t := range tasks {
			if r.participation(t, agencies) >= least {
				own = append(own, t)
			}
		}
		if len(own) == 1 {
			ref.id = own[0].ID
			return ref
		}
		if len(own) > 1 {
			tasks = own
			break
		}
	}
	for _, t := range tasks {
		ref.options = append(ref.options, t.ID)
	}
	return ref
}

// participation returns the closest way in which one of the agencies takes part in a task.
func (r *Reader) participation(t plan.Task, agencies []string) plan.Participation {
	closest := plan.NoPart
	for _, agency := range agencies {
		closest = max(closest, r.register.Participation(t, agency))
	}
	return closest
}

// plansNamed returns the ids of the plans that a message names, and the tokens of their names. The longest name counts, so that
// "nạn đói Cao Bằng" is not "nạn đói", and before it one that the word for a plan introduces ("KH giảm nghèo").
func (r *Reader) plansNamed(m *message) (plans []string, names []tokenSpan) {
	const introducedBonus = 1000
	longest := 0
	for i := range m.tokens {
		for _, alias := range r.aliases {
			found, n := alias.names.at(m.tokens[i:])
			if found == nil {
				continue
			}
			span := tokenSpan{first: i, last: i + n}
			length := found.payload
			if m.labels(i-1)&target != 0 {
				length += introducedBonus
				span.first = m.tags[m.tagged[i-1]].start
			}
			names = append(names, span)
			switch {
			case length > longest:
				plans, longest = []string{alias.plan}, length
			case length == longest:
				plans = append(plans, alias.plan)
			}
		}
	}
	return plans, names
}

// tokenSpan is a range of tokens.
type tokenSpan struct{ first, last int }

func inOrder(list []reference) []reference {
	sort.SliceStable(list, func(i, j int) bool { return list[i].first < list[j].first })
	return list
}

func overlaps(list []reference, first, last int) bool {
	for _, ref := range list {
		if first < ref.last && last > ref.first {
			return true
		}
	}
	return false
}
