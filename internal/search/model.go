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
	confidence [contextCount]signals // weights of the signals
	thresholds Thresholds
}

// Thresholds divide the outcomes.
type Thresholds struct {
	Found float64 `json:"found"` // below it nothing answers the question
	Clear float64 `json:"clear"` // from this score on the first answer is the one
}

// Weights is the model as its file has it.
type Weights struct {
	Rank       map[string]float64            `json:"rank"`       // of the features of a candidate
	Confidence map[string]map[string]float64 `json:"confidence"` // of the signals of a search, and what each context adds to them
	Thresholds Thresholds                    `json:"thresholds"`
}

// parseModel reads weights. Every feature and signal must have one, and there may be no others.
func parseModel(text []byte) (*model, error) {
	var w Weights
	if err := json.Unmarshal(text, &w); err != nil {
		return nil, fmt.Errorf("read weights: %w", err)
	}
	m := &model{thresholds: w.Thresholds}
	if err := readGroup(featureNames[:], w.Rank, func(i int, weight float64) { m.rank[i] = float32(weight) }); err != nil {
		return nil, err
	}
	for c, name := range contextNames {
		if err := readGroup(signalNames[:], w.Confidence[name], func(i int, weight float64) { m.confidence[c][i] = weight }); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// readGroup reads the weights of the named values.
func readGroup(names []string, from map[string]float64, set func(i int, weight float64)) error {
	if len(from) != len(names) {
		return fmt.Errorf("read weights: there are %d for %v", len(from), names)
	}
	for i, name := range names {
		weight, ok := from[name]
		if !ok {
			return fmt.Errorf("read weights: there is none for %q", name)
		}
		set(i, weight)
	}
	return nil
}

func mustParse(text []byte) *model {
	m, err := parseModel(text)
	if err != nil {
		panic("search: weights.json: " + err.Error())
	}
	return m
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
	slices.SortFunc(s.found, func(a, b candidate) int {
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
	sScore             = iota // its score, without what agencies and plans that are named add to it
	sMargin                   // its score above the fourth one's, for some tasks may answer alike
	sShare                    // its share and those of the next two
	sCompound                 // share of the question's words that it has in compounds
	sPairs                    // share of the pairs
	sSentenceCompound         // share of the compounds of that
	sAsked                    // likeness to its closest question
	sTitleTold                // share of its title that the question says
	sTermWhole                // whether the question says a whole term
	sWords                    // weight of the words that it has
	sCompounds                // weight of the compounds that it has
	sLacks                    // weight of the words that it does not have
	sUnknown                  // share of words that no task has
	sLone                     // share of pairs of words that no task has
	sGapOdds                  // the highest odds, of the words that it does not have, that they are of matters elsewhere
	sGapPairOdds              // likewise of pairs
	sElsewhere                // likeness to the closest question that the plans do not answer
	sElsewherePairs           // likeness in pairs
	sElsewhereCompound        // share of its words that this one has in compounds
	sPairOdds                 // mean odds of the pairs
	sTogether                 // share of it that one passage has
	sScattered                // share of what it has that no one passage has
	sAsking                   // in a story, share of the sentence that asks that it has
	sElsewhereAsking          // in a story, share of that which a question has that the plans do not answer
	sFormal                   // it is asked in the words of an office
	sStory                    // the question has several sentences
	sEnglish                  // it is English
	sUnaccented               // it is written without accents
	sOne                      // always 1
	signalCount
)

var signalNames = [signalCount]string{
	"score", "margin", "share", "compound", "pairs", "sentence_compound", "asked", "title_told", "term_whole",
	"words", "compounds", "lacks", "unknown", "lone", "gap_odds", "gap_pair_odds",
	"elsewhere", "elsewhere_pairs", "elsewhere_compound", "pair_odds", "together", "scattered",
	"asking", "elsewhere_asking", "formal", "story", "english", "unaccented", "bias",
}

// signalSides tell whether a signal speaks for an answer, 1, or against one, -1. 0 is left to the data.
var signalSides = signals{
	sScore: 1, sMargin: 1, sShare: 1, sCompound: 1, sPairs: 1, sSentenceCompound: 1, sAsked: 1, sTitleTold: 1,
	sTermWhole: 1, sWords: 1, sCompounds: 1, sTogether: 1, sAsking: 1,
	sLacks: -1, sUnknown: -1, sLone: -1, sGapOdds: -1, sGapPairOdds: -1,
	sElsewhere: -1, sElsewherePairs: -1, sElsewhereCompound: -1, sPairOdds: -1, sScattered: -1, sElsewhereAsking: -1,
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
	if len(s.found) > abreast {
		g[sMargin] = math.Min(4, float64(first.score-s.found[abreast].score))
	}
	for _, c := range s.found[:min(abreast, len(s.found))] {
		g[sShare] += c.share
	}
	e := &first.evidence
	g[sWords], g[sCompounds] = logarithm(e.words), logarithm(e.compounds)
	g[sCompound] = float64(e.compounds / (e.ofWords + 1))
	g[sPairs] = float64(e.pairs / (e.ofPairs + 4))
	g[sSentenceCompound] = float64(f[fSentenceCompound])
	g[sAsked], g[sTitleTold] = float64(f[fAsked]), float64(f[fTitleTold])
	g[sTermWhole] = math.Min(2, float64(f[fTermWhole]))
	g[sLone] = float64(e.lone)
	g[sLacks] = logarithm(max(0, e.ofWords-e.words))
	g[sUnknown] = float64(e.unknown / (e.ofWords + 1))
	g[sGapOdds], g[sGapPairOdds] = float64(e.gapOdds), float64(e.gapPairOdds)
	o := &s.elsewhere
	g[sElsewhere], g[sElsewherePairs], g[sElsewhereCompound] = float64(o.asked), float64(o.pairs), float64(o.covered)
	g[sPairOdds] = float64(e.pairOdds)
	g[sTogether] = float64(e.together)
	g[sScattered] = 1 - float64(e.together*(e.ofWords+2)/(e.words+1))
	g[sAsking], g[sElsewhereAsking] = s.shape.story*float64(e.asking), s.shape.story*float64(o.asking)
	g[sFormal] = s.shape.formal
	g[sStory], g[sEnglish], g[sUnaccented] = s.shape.story, s.shape.english, s.shape.unaccented
	return g
}

// abreast is how many tasks may answer a question alike.
const abreast = 3

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
	formal              float64 // it is asked in the words of an office
}

func (s *scratch) readShape() {
	s.shape = shape{
		story:      float64(count(len(s.sentences) > 1)),
		english:    float64(count(s.how == english)),
		unaccented: float64(count(s.how == unaccented)),
		formal:     s.formal(),
	}
}

// answerable is how likely the first candidate answers the question, from 0 to 1.
func (m *model) answerable(s *scratch) float64 {
	if len(s.found) == 0 {
		return 0
	}
	return m.likely(s.signal(m), s.contexts())
}

// The contexts in which signals weigh differently.
const (
	always = iota
	whenShort
	whenFormal
	whenUnaccented
	whenStory
	contextCount
)

var contextNames = [contextCount]string{"always", "short", "formal", "unaccented", "story"}

// contexts tells by how much a search is in each context, from 0 to 1.
type contexts [contextCount]float64

func (s *scratch) contexts() contexts {
	return contexts{always: 1, whenShort: s.short(), whenFormal: s.shape.formal, whenUnaccented: s.shape.unaccented, whenStory: s.shape.story}
}

// formal is 1 for a question in the words of an office ("đơn vị nào chủ trì"), else 0. In a story they say nothing of the rest.
func (s *scratch) formal() float64 {
	if len(s.sentences) > 1 {
		return 0
	}
	for i := 1; i < len(s.words); i++ {
		if office[s.words[i-1].fold] == s.words[i].fold && s.words[i].fold != "" {
			return 1
		}
	}
	return 0
}

// office are pairs of words with which officials ask, without accents, by the first.
var office = map[string]string{"chu": "tri", "phu": "trach", "co": "quan", "don": "vi", "trach": "nhiem", "dau": "moi", "which": "agency", "who": "leads"}

// likely is how likely a search with these signals has an answer.
func (m *model) likely(g signals, in contexts) float64 {
	z := 0.0
	for c, share := range in {
		if share == 0 {
			continue
		}
		for i, signal := range g {
			z += share * m.confidence[c][i] * signal
		}
	}
	return 1 / (1 + math.Exp(-z))
}
