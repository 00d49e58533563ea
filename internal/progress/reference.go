package progress

import (
	"strings"

	"chutri/internal/plan"
)

// reference is a place in a message that names tasks.
type reference struct {
	first, last int      // tokens
	id          string   // of the task or target; "" for a code that names several
	unknown     bool     // the id does not exist
	options     []string // the tasks that a code may mean, in document order
}

// planAlias is a name of a plan as a phrase.
type planAlias struct {
	plan  string // its id
	names phrases
}

func planAliases(v *vocabulary, register *plan.Register) []planAlias {
	var list []planAlias
	for _, p := range register.Plans {
		alias := planAlias{plan: p.ID, names: newPhrases()}
		for _, name := range append([]string{p.Short, p.Name}, p.Aliases...) {
			if words := wordsOf(v, name); words != "" {
				alias.names.add(words, len(words))
			}
		}
		list = append(list, alias)
	}
	return list
}

// wordsOf returns the words and numbers of a name with single spaces, as the tokens of a message would bear them.
func wordsOf(v *vocabulary, name string) string {
	var words []string
	for _, t := range tokenize(normalize(name), v.Abbreviations) {
		if t.kind == word || t.kind == number {
			words = append(words, t.text)
		}
	}
	return strings.Join(words, " ")
}

// maxReferences bounds the tasks that one message can report on.
const maxReferences = 60

// references returns what names tasks in a message, in order, and masks it. Codes count only where no id stands.
func (r *Reader) references(m *message, agencies []string) []reference {
	list := r.ids(m)
	if len(list) == 0 {
		list = r.codes(m, agencies)
	}
	list = list[:min(len(list), maxReferences)]
	for _, ref := range list {
		for i := ref.first; i < ref.last; i++ {
			m.masked[i] = true
		}
	}
	return m.reported(list)
}

// reported drops the references that a message does not report on: those that it takes back ("ND-7… à không, ND-12") and those that it
// only mentions beside another ("gộp vào BV-224"), or that it denies ("không phải ND-10").
func (m *message) reported(list []reference) []reference {
	var kept []reference
	for i, ref := range list {
		if i > 0 && m.follows(ref.first, m.vocabulary.Mentions) || i+1 == len(list) && (m.follows(ref.first, m.vocabulary.Denials) || m.excepted(ref)) {
			continue
		}
		if i+1 < len(list) && m.follows(m.beforeMarks(list[i+1].first), m.vocabulary.Corrections) && !m.states(ref.last, list[i+1].first) {
			continue
		}
		kept = append(kept, ref)
	}
	return kept
}

// excepted reports whether a text begins with the task that it leaves out: "Ngoài BV-156 ra các việc khác đã xong".
func (m *message) excepted(ref reference) bool {
	except, n := m.vocabulary.Exceptions.at(m.tokens[:ref.first])
	return except != nil && n == ref.first
}

// beforeMarks returns the place before the marks that stand right before a token.
func (m *message) beforeMarks(at int) int {
	for at > 0 && m.tokens[at-1].kind == mark {
		at--
	}
	return at
}

// follows reports whether one of the phrases stands right before a token.
func (m *message) follows(at int, list phrases) bool {
	const longest = 4
	for n := 1; n <= longest && n <= at; n++ {
		if found, length := list.at(m.tokens[at-n : at]); found != nil && length == n {
			return true
		}
	}
	return false
}

// states reports whether a range of tokens says how far something is.
func (m *message) states(first, last int) bool {
	for i := first; i < last; i++ {
		if m.tokens[i].kind == number || m.labels(i)&(status|perfect) != 0 {
			return true
		}
	}
	return false
}

// ids returns the tasks that a message names by id. "BV-43, 44 và 45" names three. An id that does not exist counts only
// if it stands like one and no other id does.
func (r *Reader) ids(m *message) []reference {
	var known, unknown []reference
	for _, span := range plan.FindRefs(m.text) {
		first, last := m.tokenRange(span.Start, span.End)
		if first == last || m.masked[first] {
			continue
		}
		ref := reference{first: first, last: last, id: span.Ref.String()}
		if n := len(known); n > 0 && m.spans(known[n-1].last, first) {
			if all := r.between(known[n-1], ref); all != nil {
				known = append(known[:n-1], all...)
				continue
			}
		}
		if !r.exists(ref.id) {
			ref.unknown = true
			if !r.countedAt(m, last) && !r.aliasAt(m, first) {
				unknown = append(unknown, ref)
			}
			continue
		}
		known = append(known, ref)
		if span.Series == "" {
			known = append(known, r.continued(m, last, span.Key)...)
			if all := r.spanned(m, ref); all != nil {
				known = append(known[:len(known)-1], all...)
			}
		}
	}
	if len(known) == 0 {
		return unknown
	}
	for _, ref := range unknown {
		if strings.ContainsAny(m.words(ref.first, ref.last), "-.#") {
			known = append(known, ref)
		}
	}
	return inOrder(known)
}

func (r *Reader) exists(id string) bool {
	if _, ok := r.register.Task(id); ok {
		return true
	}
	_, ok := r.register.Target(id)
	return ok
}

// countedAt reports whether a counted noun stands at the token, so that the number before it is no id.
func (r *Reader) countedAt(m *message, i int) bool {
	found, _ := r.vocabulary.Units.at(m.tokens[i:])
	return found != nil
}

// aliasAt reports whether a plan's name stands at the token ("KL 359").
func (r *Reader) aliasAt(m *message, i int) bool {
	for _, alias := range r.aliases {
		if found, _ := alias.names.at(m.tokens[i:]); found != nil {
			return true
		}
	}
	return false
}

// continued returns the ids of a list that goes on without the key: ", 44 và 45".
func (r *Reader) continued(m *message, at int, key string) []reference {
	var list []reference
	for at+1 < len(m.tokens) {
		link, n := m.tokens[at], m.tokens[at+1]
		joined := link.text == "," || link.text == "&" || link.text == "+" || m.labels(at)&joins != 0
		if !joined || n.kind != number || strings.ContainsAny(n.text, ".,") || m.masked[at+1] {
			break
		}
		ref := plan.Ref{Key: key, Number: int(n.value)}
		if !r.exists(ref.String()) || r.countedAt(m, at+2) || !r.endsList(m, at+2) {
			break
		}
		list = append(list, reference{first: at + 1, last: at + 2, id: ref.String()})
		at += 2
	}
	return list
}

// endsList reports whether after a number a list of ids can end or go on: at a mark, or before a word that says how far
// the tasks are.
func (r *Reader) endsList(m *message, at int) bool {
	if at >= len(m.tokens) {
		return true
	}
	switch t := m.tokens[at]; {
	case t.kind == number, t.text == "%", t.text == "/":
		return false
	case t.kind != word:
		return true
	}
	return m.labels(at)&(status|perfect|together|joins) != 0
}
