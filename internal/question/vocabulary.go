package question

import (
	_ "embed"
	"fmt"
	"sync"

	"chutri/internal/vietnamese"

	"go.yaml.in/yaml/v3"
)

//go:embed vocabulary.yaml
var vocabularyFile []byte

// label is a heading of the vocabulary; a set of labels is their bits together.
type label uint32

const (
	filler label = 1 << iota
	thing
	lead
	coordinate
	who
	ends
	late
	thisYear
	lastYear
	nextYear
	report
	submitWhen
	submitTo
	submit
	target
	howMuch
	part
	coordinators
	progress
	now
	until
	card
	content
	own

	// What is no phrase of the vocabulary.
	agency
	ofPlan
	year
	code

	unexplained label = 0
	facets            = coordinators | progress | now | until
)

var headings = map[string]label{
	"filler": filler, "thing": thing, "lead": lead, "coordinate": coordinate, "who": who, "ends": ends, "late": late,
	"this_year": thisYear, "last_year": lastYear, "next_year": nextYear, "report": report, "submit_when": submitWhen,
	"submit_to": submitTo, "submit": submit, "target": target, "how_much": howMuch, "part": part,
	"report_when": report | submitWhen, "report_to": report | submitTo,
	"content": content, "own": own, "coordinators": coordinators, "progress": progress, "now": now, "until": until, "card": card,
}

// phrase is a list of words with what it means.
type phrase struct {
	words []token
	label label
	plan  string // id, where the phrase names a plan
}

// phrases finds phrases by their first word without accents; longer ones stand first.
type phrases map[string][]phrase

func (p phrases) add(text string, l label, plan string) {
	words := tokenize(text)
	if len(words) == 0 {
		return
	}
	key, at := words[0].fold, 0
	for at < len(p[key]) && len(p[key][at].words) >= len(words) {
		at++
	}
	p[key] = append(p[key][:at], append([]phrase{{words, l, plan}}, p[key][at:]...)...)
}

// at returns the longest phrase that the words begin with.
func (p phrases) at(words []token) (phrase, bool) {
	for _, known := range p[words[0].fold] {
		if known.begins(words) {
			return known, true
		}
	}
	return phrase{}, false
}

func (p phrase) begins(words []token) bool {
	if len(p.words) > len(words) {
		return false
	}
	for i, w := range p.words {
		if !words[i].typed(w) || words[i].label != unexplained {
			return false
		}
	}
	return true
}

// loadPhrases reads the vocabulary once. A mistake in it is a mistake in the program.
var loadPhrases = sync.OnceValue(func() phrases {
	p, err := readPhrases(vocabularyFile)
	if err != nil {
		panic("question: vocabulary: " + err.Error())
	}
	return p
})

func readPhrases(file []byte) (phrases, error) {
	var lists map[string][]string
	if err := yaml.Unmarshal(file, &lists); err != nil {
		return nil, err
	}
	p, seen := make(phrases), make(map[string]string)
	for heading, list := range lists {
		l, ok := headings[heading]
		if !ok {
			return nil, fmt.Errorf("unknown heading %q", heading)
		}
		for _, text := range list {
			if other, twice := seen[vietnamese.Normal(text)]; twice {
				return nil, fmt.Errorf("%q stands under %s and %s", text, other, heading)
			}
			seen[vietnamese.Normal(text)] = heading
			p.add(text, l, "")
		}
	}
	return p, nil
}
