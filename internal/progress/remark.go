package progress

import (
	"strings"

	"chutri/internal/plan"
)

// Remark is what a text says about a report that was made before, instead of reporting anything itself.
type Remark struct {
	Kind    RemarkKind
	Tasks   []string // ids that it names, in order, without those that it takes back
	Denies  []string // ids that it takes back
	Records bool     // of Withdraws: it names a report as what it is about
	Sure    bool     // of Withdraws: it cannot mean that the task is given up; of Moves: nor that one task goes on in another
	Field   Field    // of Clears
	Text    string   // the text without the figures and ids that it takes back: "16%" of "không phải 60% mà là 16%"
}

// RemarkKind says what a Remark wants.
type RemarkKind int

// The kinds of remarks.
const (
	NoRemark   RemarkKind = iota // the text says something of its own
	Withdraws                    // the report is to count no more
	Moves                        // the report is on another task, one of Tasks
	Names                        // only ids, so that it is open what is wanted
	MistakesTo                   // the task is wrong, and the right one is not named
	Mistakes                     // something is wrong, and not said what
	Clears                       // a Field is to be left out
	BareNumber                   // Text is a number without anything that it counts
	Agrees                       // thanks, or that all is right
)

// Field is a part of a report.
type Field string

// The fields that a remark can clear.
const (
	FieldPercent    Field = "percent"
	FieldQuantities Field = "quantities"
	FieldObstacle   Field = "obstacle"
	FieldNext       Field = "next"
)

// remarkClass is a class of the words that remarks are made of; a set of classes is their bits together.
type remarkClass int

const (
	remarkWithdraws remarkClass = 1 << iota
	remarkCancels
	remarkRecords
	remarkTasks
	remarkPoints
	remarkCourtesy
	remarkMistakes
	remarkAgrees
	remarkLeads
	remarkLacks
	remarkPercent
	remarkQuantities
	remarkObstacle
	remarkNext
	remarkDenies
	remarkInstead
	remarkAmends
	remarkCorrects
	remarkCloses
)

var remarkClasses = map[string]remarkClass{
	"withdraws": remarkWithdraws, "cancels": remarkCancels, "records": remarkRecords, "tasks": remarkTasks, "points": remarkPoints,
	"courtesy": remarkCourtesy, "mistakes": remarkMistakes, "agrees": remarkAgrees, "leads": remarkLeads, "lacks": remarkLacks,
	"percent": remarkPercent, "quantities": remarkQuantities, "obstacle": remarkObstacle, "next": remarkNext,
	"denies": remarkDenies, "instead": remarkInstead, "amends": remarkAmends,
	"corrects": remarkCorrects, "closes": remarkCloses,
}

// remarkFields are the fields by their classes.
var remarkFields = []struct {
	class remarkClass
	field Field
}{{remarkPercent, FieldPercent}, {remarkQuantities, FieldQuantities}, {remarkObstacle, FieldObstacle}, {remarkNext, FieldNext}}

// remark is a text on its way to a Remark.
type remark struct {
	text    string
	tokens  []token
	ids     []string // of each token the id that begins there, or ""
	inside  []bool   // of each token whether it is part of an id
	dropped []bool   // of each token whether the text takes it back
	words   phrases
}

// Remark reads a text as a remark on a report that was made before. A text is one only if all its words are words of remarks.
func (r *Reader) Remark(text string) Remark {
	m := r.remark(text)
	m.dropCorrected()
	found := Remark{Text: m.left()}
	seen, numbers, all := m.classes()
	for i, id := range m.ids {
		switch {
		case id == "":
		case m.dropped[i]:
			found.Denies = append(found.Denies, id)
		default:
			found.Tasks = append(found.Tasks, id)
		}
	}
	removes, percent := seen&(remarkWithdraws|remarkCancels) != 0, seen&remarkPercent != 0
	switch {
	case !all || numbers > 1:
	case numbers == 1 && removes != percent, numbers == 1 && len(found.Tasks) > 0:
		if percent && len(found.Tasks) == 0 {
			found.Text = m.number() + "%" // "tỷ lệ là 16%"
		}
	case numbers == 1 && !removes:
		found.Kind, found.Text = BareNumber, m.number()
	default:
		m.judge(&found, seen)
	}
	return found
}

// judge tells what a text wants that is nothing but words of remarks and ids.
func (m *remark) judge(found *Remark, seen remarkClass) {
	removes := seen & (remarkWithdraws | remarkCancels)
	found.Records = removes != 0 && seen&remarkRecords != 0
	for _, f := range remarkFields {
		if seen&f.class != 0 && (removes != 0 || seen&remarkLacks != 0) && len(found.Tasks) == 0 {
			found.Kind, found.Field = Clears, f.field
			return
		}
	}
	wrong := seen & (remarkMistakes | remarkDenies)
	switch {
	case seen&(remarkPercent|remarkQuantities|remarkObstacle|remarkNext|remarkLacks) != 0 && wrong == 0:
	case removes != 0:
		if found.Sure = seen&(remarkWithdraws|remarkRecords) != 0; found.Sure || seen&remarkTasks == 0 {
			found.Kind = Withdraws
		}
	case len(found.Tasks) > 0 && (wrong != 0 || seen&(remarkLeads|remarkInstead|remarkAmends) != 0 || len(found.Denies) > 0):
		found.Kind, found.Sure = Moves, wrong != 0 || len(found.Denies) > 0 || len(found.Tasks) == 1
	case len(found.Tasks) > 0:
		found.Kind = Names
	case wrong != 0 && seen&remarkTasks != 0, len(found.Denies) > 0:
		found.Kind = MistakesTo
	case wrong != 0:
		found.Kind = Mistakes
	case seen&remarkAgrees != 0:
		found.Kind = Agrees
	}
}

// remark splits a text into tokens and finds the ids in it.
func (r *Reader) remark(text string) *remark {
	m := &remark{text: normalize(text), words: r.vocabulary.remarks}
	m.tokens = tokenize(m.text, r.vocabulary.Abbreviations)
	m.ids, m.inside, m.dropped = make([]string, len(m.tokens)), make([]bool, len(m.tokens)), make([]bool, len(m.tokens))
	whole := &message{text: m.text, tokens: m.tokens}
	for _, span := range plan.FindRefs(m.text) {
		first, last := whole.tokenRange(span.Start, span.End)
		for i := first; i < last; i++ {
			m.inside[i] = true
		}
		if first < last {
			m.ids[first] = span.Ref.String()
		}
	}
	return m
}

// at returns the classes of the longest phrase that begins at a token, and its length.
func (m *remark) at(i int) (remarkClass, int) {
	end := i
	for end < len(m.tokens) && !m.inside[end] {
		end++
	}
	if i >= end {
		return 0, 0
	}
	if m.tokens[i].text == "%" {
		return remarkPercent, 1
	}
	found, n := m.words.at(m.tokens[i:end])
	if found == nil {
		return 0, 0
	}
	return remarkClass(found.payload), n
}

// classes returns the classes of what is not taken back and how many numbers stand there; all is false where another word does.
func (m *remark) classes() (seen remarkClass, numbers int, all bool) {
	for i := 0; i < len(m.tokens); {
		class, n := m.at(i)
		switch t := m.tokens[i]; {
		case m.dropped[i], m.inside[i], t.kind == lineEnd:
		case n > 0:
			seen |= class
			i += n
			continue
		case t.kind == number:
			numbers++
		case t.kind == word, t.text == "?":
			return 0, 0, false
		}
		i++
	}
	return seen, numbers, true
}

// number returns the only number that is not taken back, as written.
func (m *remark) number() string {
	for i, t := range m.tokens {
		if t.kind == number && !m.dropped[i] && !m.inside[i] {
			return t.text
		}
	}
	return ""
}

// left returns the text without what it takes back.
func (m *remark) left() string {
	var b strings.Builder
	from := 0
	for i, t := range m.tokens {
		if m.dropped[i] {
			b.WriteString(m.text[from:max(from, t.start)])
			from = t.end
		}
	}
	return strings.Trim(b.String()+m.text[from:], " ,;.:\n")
}
