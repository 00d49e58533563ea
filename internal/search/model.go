package search

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
	"slices"
)

// weightsText is what the command learn wrote.
//
//go:embed weights.json
var weightsText []byte

// learned is the model that the program carries.
var learned = mustParse(weightsText)

// model holds the weights and thresholds that were learnt from data.
type model struct {
	rank       features
	long       signals // weights of the signals
	short      signals // what is added for a short question
	thresholds Thresholds
}

// Thresholds divide the outcomes.
type Thresholds struct {
	Found float64 `json:"found"` // below it nothing answers the question
	Clear float64 `json:"clear"` // from it on the first answer is the one
}

// Weights is the model as its file has it.
type Weights struct {
	Rank       map[string]float64 `json:"rank"`  // of the features of a candidate
	Long       map[string]float64 `json:"long"`  // of the signals of a search
	Short      map[string]float64 `json:"short"` // what is added to these for a short question
	Thresholds Thresholds         `json:"thresholds"`
}

// parseModel reads weights. Every feature and signal must have one, and there may be no others.
func parseModel(text []byte) (*model, error) {
	var w Weights
	if err := json.Unmarshal(text, &w); err != nil {
		return nil, fmt.Errorf("read weights: %w", err)
	}
	m := &model{thresholds: w.Thresholds}
	for _, group := range []struct {
		names []string
		from  map[string]float64
		set   func(i int, weight float64)
	}{
		{featureNames[:], w.Rank, func(i int, weight float64) { m.rank[i] = float32(weight) }},
		{signalNames[:], w.Long, func(i int, weight float64) { m.long[i] = weight }},
		{signalNames[:], w.Short, func(i int, weight float64) { m.short[i] = weight }},
	} {
		if len(group.from) != len(group.names) {
			return nil, fmt.Errorf("read weights: there are %d for %v", len(group.from), group.names)
		}
		for i, name := range group.names {
			weight, ok := group.from[name]
			if !ok {
				return nil, fmt.Errorf("read weights: there is none for %q", name)
			}
			group.set(i, weight)
		}
	}
	return m, nil
}

func mustParse(text []byte) *model {
	m, err := parseModel(text)
	if err != nil {
		panic("search: weights.json: " + err.Error())
	}
	return m
}

// weigh describes and ranks the candidates.
func (s *scratch) weigh(x *Index) {
	for i := range s.found {
		s.describe(x, &s.found[i])
	}
	s.order(x.model)
}

// order puts the candidates best first and gives each its share.
func (s *scratch) order(m *model) {
	for i := range s.found {
		c := &s.found[i]
		c.score = 0
		for j, weight := range m.rank {
			c.score += weight * c.features[j]
		}
	}
	slices.SortStableFunc(s.found, func(a, b candidate) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		}
		return int(a.task) - int(b.task)
	})
	total := 0.0
	for i := range s.found {
		c := &s.found[i]
		c.share = math.Exp(float64(c.score - s.found[0].score))
		total += c.share
	}
	for i := range s.found {
		s.found[i].share /= total
	}
}

// The signals that tell whether the first candidate answers the question at all.
const (
	sScore            = iota // its score, without what agencies and plans that are named add to it
	sMargin                  // its score above the second one's
	sShare                   // its share
	sAll                     // share of the question's words that it has
	sCompound                // share of the question's words that it has in compounds
	sPairs                   // share of the pairs
	sSentence                // share of its best sentence
	sSentenceCompound        // share of the compounds of that
	sAsked                   // likeness to its closest question
	sTitleTold               // share of its title that the question says
	sTermWhole               // whether the question says a whole term
	sWords                   // weight of the words that it has
	sCompounds               // weight of the compounds that it has
	sPeak                    // weight of the rarest pair that it has
	sGap                     // weight of the rarest word that it does not have
	sLacks                   // weight of the words that it does not have
	sUnknown                 // share of words that no task has
	sLone                    // share of pairs of words that no task has
	sStory                   // the question has several sentences
	sEnglish                 // it is English
	sUnaccented              // it is written without accents
	sOne                     // always 1
	signalCount
)

var signalNames = [signalCount]string{
	"score", "margin", "share", "all", "compound", "pairs", "sentence", "sentence_compound", "asked", "title_told", "term_whole",
	"words", "compounds", "peak", "gap", "lacks", "unknown", "lone", "story", "english", "unaccented", "bias",
}

type signals [signalCount]float64

// signal reads the signals off a ranked search.
func (s *scratch) signal(m *model) signals {
	g := signals{sOne: 1}
	if len(s.found) == 0 {
		return g
	}
	first := &s.found[0]
	f := &first.features
	g[sScore] = float64(first.score)
	for _, context := range [...]int{fLeads, fCoordinates, fApart, fPlan, fOtherPlan} {
		g[sScore] -= float64(m.rank[context] * f[context])
	}
	g[sMargin] = 4
	if len(s.found) > 1 {
		g[sMargin] = math.Min(4, float64(first.score-s.found[1].score))
	}
	g[sShare] = first.share
	e := &first.evidence
	g[sWords], g[sCompounds] = logarithm(e.words), logarithm(e.compounds)
	g[sAll], g[sCompound] = float64(e.words/(e.ofWords+1)), float64(e.compounds/(e.ofWords+1))
	g[sPairs] = float64(e.pairs / (e.ofPairs + 4))
	g[sSentence], g[sSentenceCompound] = float64(f[fSentence]), float64(f[fSentenceCompound])
	g[sAsked], g[sTitleTold] = float64(f[fAsked]), float64(f[fTitleTold])
	g[sTermWhole] = math.Min(2, float64(f[fTermWhole]))
	g[sPeak], g[sGap], g[sLone] = float64(e.peak), float64(e.gap), float64(e.lone)
	g[sLacks] = logarithm(max(0, e.ofWords-e.words))
	g[sUnknown] = float64(e.unknown / (e.ofWords + 1))
	g[sStory], g[sEnglish], g[sUnaccented] = s.shape.story, s.shape.english, s.shape.unaccented
	return g
}

func logarithm(weight float32) float64 { return math.Log1p(float64(weight)) }

// short is how short the sentence is that the first candidate explains best: 1 for up to four words that count, 0 from fourteen on. A short
// question must be covered better than a long one.
func (s *scratch) short() float64 {
	if len(s.found) == 0 {
		return 1
	}
	return math.Max(0, math.Min(1, (14-float64(s.found[0].evidence.size))/10))
}

// shape is what the signals need of the question itself: 1 for yes, 0 for no.
type shape struct {
	story               float64 // it has several sentences
	english, unaccented float64 // it is written so
}

func (s *scratch) readShape() {
	s.shape = shape{
		story:      float64(count(len(s.sentences) > 1)),
		english:    float64(count(s.how == english)),
		unaccented: float64(count(s.how == unaccented)),
	}
}

// answerable is how likely the first candidate answers the question, from 0 to 1.
func (m *model) answerable(s *scratch) float64 {
	if len(s.found) == 0 {
		return 0
	}
	return m.likely(s.signal(m), s.short())
}

// likely is how likely a search with these signals has an answer.
func (m *model) likely(g signals, short float64) float64 {
	z := 0.0
	for i, signal := range g {
		z += (m.long[i] + short*m.short[i]) * signal
	}
	return 1 / (1 + math.Exp(-z))
}
