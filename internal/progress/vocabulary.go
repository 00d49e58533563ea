package progress

import (
	"bytes"
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"sync"

	"chutri/internal/plan"
	"chutri/internal/vietnamese"

	"go.yaml.in/yaml/v3"
)

//go:embed vocabulary.yaml
var vocabularyFile []byte

// label is a heading of the vocabulary; a set of labels is their bits together.
type label uint64

const (
	neutral label = 1 << iota
	done
	issued
	signed
	nearly
	unfinished
	submitted
	pending
	running
	steady
	blocked
	hindered
	awaitsGuidance
	resolves
	stopped
	notStarted
	completes
	begins
	negates
	negatesDone
	stage
	plansEnd
	perfect
	together
	future
	question
	request
	greeting
	announcement
	forwarded
	attained
	estimate
	cumulative
	periodic
	target
	total
	outOf
	past
	compares
	rate
	progressRate
	change
	remaining
	within
	price
	moneyPlanned
	ordinal
	calendar
	ofPlan
	each
	heading
	codeMarker
	source
	namesDay
	contrast
	aims
	bounds
	joins
	never
	notYet
	able
	overcomes
	only
)

var labelNames = map[string]label{
	"neutral": neutral, "done": done, "issued": issued, "signed": signed, "nearly": nearly, "unfinished": unfinished,
	"submitted": submitted, "pending": pending, "running": running, "steady": steady, "blocked": blocked,
	"hindered": hindered, "awaits_guidance": awaitsGuidance, "resolves": resolves, "stopped": stopped,
	"not_started": notStarted, "completes": completes, "begins": begins, "negates": negates, "negates_done": negatesDone,
	"stage": stage, "plans_end": plansEnd, "perfect": perfect, "together": together, "future": future,
	"question": question, "request": request, "greeting": greeting, "announcement": announcement, "forwarded": forwarded,
	"attained": attained, "estimate": estimate, "cumulative": cumulative, "periodic": periodic, "target": target,
	"total": total, "out_of": outOf, "past": past, "compares": compares, "rate": rate, "progress_rate": progressRate,
	"change": change, "remaining": remaining, "within": within, "price": price, "money_planned": moneyPlanned,
	"ordinal": ordinal, "calendar": calendar, "of_plan": ofPlan, "each": each, "heading": heading,
	"code_marker": codeMarker, "source": source,
	"names_day": namesDay, "contrast": contrast, "aims": aims, "bounds": bounds, "joins": joins, "never": never,
	"not_yet": notYet, "able": able, "overcomes": overcomes, "only": only,
}

// status are the labels that say how far a task is.
const status = done | issued | signed | nearly | unfinished | submitted | pending | running | steady | blocked |
	hindered | awaitsGuidance | stopped | notStarted

// vocabulary is the file as it is used. Each field is a list of it; what it is for stands there.
type vocabulary struct {
	Abbreviations  map[string]string   `yaml:"abbreviations"`
	Labels         map[string][]string `yaml:"labels"`
	AccentedOnly   stringSet           `yaml:"accented_only"`
	labelled       phrases             // of Labels; payload: the labels
	Remarks        map[string][]string `yaml:"remarks"`
	remarks        phrases             // of Remarks; payload: the classes
	Units          phrases             `yaml:"units"`
	MoneyScales    stringSet           `yaml:"money_scales"`
	ScaleBelow     map[string]string   `yaml:"scale_below"`
	Factors        map[string]float64  `yaml:"factors"`
	Money          string              `yaml:"money"`
	Currencies     stringSet           `yaml:"currencies"`
	Measured       stringSet           `yaml:"measured"`
	Numerals       numerals            `yaml:"numerals"`
	FunctionWords  wordSet             `yaml:"function_words"`
	Scales         phrases             `yaml:"scales"`
	Fractions      phrases             `yaml:"fractions"`
	TaskNouns      phrases             `yaml:"task_nouns"`
	Fields         phrases             `yaml:"fields"`
	NumberMarks    phrases             `yaml:"number_marks"`
	Pairs          phrases             `yaml:"pairs"`
	Having         phrases             `yaml:"having"`
	Alike          phrases             `yaml:"alike"`
	PercentWords   phrases             `yaml:"percent_words"`
	TimeUnits      phrases             `yaml:"time_units"`
	PartedNouns    phrases             `yaml:"parted_nouns"`
	Loose          phrases             `yaml:"loose_compounds"`
	Places         phrases             `yaml:"places"`
	Fails          phrases             `yaml:"fails"`
	Measures       phrases             `yaml:"measures"`
	Budgets        phrases             `yaml:"budgets"`
	Funds          phrases             `yaml:"funds"`
	Per            phrases             `yaml:"per"`
	ShareOut       phrases             `yaml:"share_out"`
	Assigned       phrases             `yaml:"assigned"`
	Tells          phrases             `yaml:"tells_not_yet"`
	Becomes        phrases             `yaml:"becomes"`
	More           phrases             `yaml:"more"`
	Rules          phrases             `yaml:"rules"`
	RuleDocuments  phrases             `yaml:"rule_documents"`
	Documents      phrases             `yaml:"documents"`
	Preliminaries  phrases             `yaml:"preliminaries"`
	Belonging      phrases             `yaml:"belonging"`
	Ranges         phrases             `yaml:"ranges"`
	RangeStarts    phrases             `yaml:"range_starts"`
	Particles      phrases             `yaml:"particles"`
	Addressees     phrases             `yaml:"addressees"`
	Imperatives    phrases             `yaml:"imperatives"`
	Softeners      phrases             `yaml:"softeners"`
	YearEnds       phrases             `yaml:"year_ends"`
	Stops          phrases             `yaml:"plain_stops"`
	Resources      phrases             `yaml:"resources"`
	Provisions     phrases             `yaml:"provisions"`
	Missing        phrases             `yaml:"missing"`
	Demands        phrases             `yaml:"demands"`
	Knowing        phrases             `yaml:"knowing"`
	Mentions       phrases             `yaml:"mentions"`
	Corrections    phrases             `yaml:"corrections"`
	Partly         phrases             `yaml:"partly"`
	PartlyDone     phrases             `yaml:"partly_done"`
	Wholly         phrases             `yaml:"wholly"`
	NoMore         phrases             `yaml:"no_more"`
	Promises       phrases             `yaml:"promises"`
	Sends          phrases             `yaml:"sends"`
	Paperwork      phrases             `yaml:"paperwork"`
	Obligations    phrases             `yaml:"obligations"`
	Subjects       phrases             `yaml:"subjects"`
	Authorities    phrases             `yaml:"authorities"`
	RequestHeads   phrases             `yaml:"request_heads"`
	Recording      phrases             `yaml:"recording"`
	Applies        phrases             `yaml:"applies"`
	Cited          phrases             `yaml:"cited"`
	Guesses        phrases             `yaml:"guesses"`
	Whoever        phrases             `yaml:"whoever"`
	InCase         phrases             `yaml:"in_case"`
	Congratulates  phrases             `yaml:"congratulates"`
	Resumes        phrases             `yaml:"resumes"`
	Wishes         phrases             `yaml:"wishes"`
	Waits          phrases             `yaml:"waits"`
	BareStops      phrases             `yaml:"bare_stops"`
	ByMeans        phrases             `yaml:"by_means"`
	Urges          phrases             `yaml:"urges"`
	Working        phrases             `yaml:"working"`
	Wanting        phrases             `yaml:"wanting"`
	TurnsNow       phrases             `yaml:"turns_now"`
	SameUnits      map[string]string   `yaml:"same_units"`
	UnitNames      phrases             `yaml:"-"` // of SameUnits
	RelativeYears  map[string]int      `yaml:"relative_years"`
	YearNames      phrases             `yaml:"-"` // of RelativeYears
	PartMonths     phrases             `yaml:"part_months"`
	YearParts      phrases             `yaml:"year_parts"`
	Projections    phrases             `yaml:"projections"`
	Reaches        phrases             `yaml:"reaches"`
	Opens          phrases             `yaml:"opens"`
	Turns          phrases             `yaml:"turns"`
	Minus          phrases             `yaml:"minus"`
	Rises          phrases             `yaml:"rises"`
	Falls          phrases             `yaml:"falls"`
	Below          phrases             `yaml:"below"`
	SourceHeads    phrases             `yaml:"source_heads"`
	Sourced        phrases             `yaml:"sourced"`
	SourcePapers   phrases             `yaml:"source_papers"`
	PlanHeads      phrases             `yaml:"plan_heads"`
	AimHeads       phrases             `yaml:"aim_heads"`
	Results        phrases             `yaml:"results"`
	Telling        phrases             `yaml:"telling"`
	Maybes         phrases             `yaml:"maybes"`
	Tags           phrases             `yaml:"tags"`
	Notifies       phrases             `yaml:"notifies"`
	Denials        phrases             `yaml:"denials"`
	Approves       phrases             `yaml:"approves"`
	This           phrases             `yaml:"this"`
	CountOf        phrases             `yaml:"count_of"`
	Payers         phrases             `yaml:"payers"`
	Excluding      phrases             `yaml:"excluding"`
	Extents        phrases             `yaml:"extents"`
	Bounding       phrases             `yaml:"bounding"`
	Without        phrases             `yaml:"without"`
	PlaceNouns     phrases             `yaml:"place_nouns"`
	EndsPercent    phrases             `yaml:"ends_percent"`
	BehindPercent  phrases             `yaml:"behind_percent"`
	LeadsToPercent phrases             `yaml:"leads_to_percent"`
	Steps          phrases             `yaml:"steps"`
	Respectively   phrases             `yaml:"respectively"`
	Common         phrases             `yaml:"common"`
	AllTasks       phrases             `yaml:"all_tasks"`
	Obstacles      phrases             `yaml:"obstacles"`
	WorkNouns      phrases             `yaml:"work_nouns"`
	Finishing      phrases             `yaml:"finishing"`
	Exceeding      phrases             `yaml:"exceeding"`
	States         phrases             `yaml:"states"`
	Reaching       phrases             `yaml:"reaching"`
	Actors         phrases             `yaml:"actors"`
	Nothing        phrases             `yaml:"nothing"`
	Reasons        phrases             `yaml:"reasons"`
	Links          phrases             `yaml:"links"`
	Unchanged      phrases             `yaml:"unchanged"`
	SameTails      phrases             `yaml:"same_tails"`
	Limits         phrases             `yaml:"limits"`
	Cites          phrases             `yaml:"cites"`
	WithinSpan     stringSet           `yaml:"within_span"`
	HeadWords      phrases             `yaml:"head_words"`
	ResultHeads    phrases             `yaml:"result_heads"`
	Exceptions     phrases             `yaml:"exceptions"`

	Spans map[string]plan.Span `yaml:"spans"`

	Periods         map[string]int       `yaml:"periods"`
	PeriodNames     phrases              `yaml:"-"` // of Periods
	Soon            phrases              `yaml:"soon"`
	SoonLinks       phrases              `yaml:"soon_links"`
	Left            phrases              `yaml:"left"`
	Starts          phrases              `yaml:"starts"`
	Wanted          phrases              `yaml:"wanted"`
	Efforts         phrases              `yaml:"efforts"`
	Urging          phrases              `yaml:"urging"`
	Assigning       phrases              `yaml:"assigning"`
	Meets           phrases              `yaml:"meets"`
	PlanWords       phrases              `yaml:"plan_words"`
	PlanFillers     phrases              `yaml:"plan_fillers"`
	PlanPeriods     map[string]plan.Span `yaml:"plan_periods"`
	PlanPeriodNames phrases              `yaml:"-"` // of PlanPeriods
	Remedies        phrases              `yaml:"remedies"`
	Incidents       phrases              `yaml:"incidents"`
	Standstills     phrases              `yaml:"standstills"`
	NotDue          phrases              `yaml:"not_due"`
	Invites         phrases              `yaml:"invites"`
	Press           phrases              `yaml:"press"`
	Wrongs          phrases              `yaml:"wrongs"`
}

// loadVocabulary compiles the embedded file once. It panics if the file is malformed, which a test would show.
var loadVocabulary = sync.OnceValue(func() *vocabulary {
	v, err := parseVocabulary(vocabularyFile)
	if err != nil {
		panic(err)
	}
	return v
})

// parseVocabulary compiles a vocabulary file. It returns an error for malformed YAML, an unknown field or label.
func parseVocabulary(content []byte) (*vocabulary, error) {
	v := &vocabulary{labelled: newPhrases(), remarks: newPhrases()}
	decoder := yaml.NewDecoder(bytes.NewReader(content))
	decoder.KnownFields(true)
	if err := decoder.Decode(v); err != nil {
		return nil, fmt.Errorf("progress: vocabulary.yaml: %w", err)
	}
	for _, name := range slices.Sorted(maps.Keys(v.Labels)) {
		bit, known := labelNames[name]
		if !known {
			return nil, fmt.Errorf("progress: vocabulary.yaml: unknown label %q", name)
		}
		for _, phrase := range v.Labels[name] {
			v.labelled.add(phrase, int(bit))
		}
	}
	v.labelled.merge(v.AccentedOnly)
	v.UnitNames, v.YearNames = phrasesOf(v.SameUnits), phrasesOf(v.RelativeYears)
	v.PeriodNames, v.PlanPeriodNames = phrasesOf(v.Periods), phrasesOf(v.PlanPeriods)
	for _, name := range slices.Sorted(maps.Keys(v.Remarks)) {
		class, known := remarkClasses[name]
		if !known {
			return nil, fmt.Errorf("progress: vocabulary.yaml: unknown class %q of remarks", name)
		}
		for _, phrase := range v.Remarks[name] {
			v.remarks.add(phrase, int(class))
		}
	}
	v.remarks.merge(nil)
	return v, nil
}

// phrasesOf returns the phrases that a table is about.
func phrasesOf[V any](table map[string]V) phrases {
	p := newPhrases()
	for _, phrase := range slices.Sorted(maps.Keys(table)) {
		p.add(phrase, 0)
	}
	return p
}

// UnmarshalYAML reads a list of phrases.
func (p *phrases) UnmarshalYAML(node *yaml.Node) error {
	var list []string
	if err := node.Decode(&list); err != nil {
		return err
	}
	*p = newPhrases()
	for i, phrase := range list {
		p.add(phrase, i)
	}
	return nil
}

// stringSet is a list of which only matters what it holds.
type stringSet map[string]bool

// UnmarshalYAML reads a list.
func (s *stringSet) UnmarshalYAML(node *yaml.Node) error {
	var list []string
	if err := node.Decode(&list); err != nil {
		return err
	}
	*s = set(list)
	return nil
}

func set(list []string) stringSet {
	members := make(stringSet, len(list))
	for _, item := range list {
		members[item] = true
	}
	return members
}

// wordSet is a set of words by their spelling and by their letters alone.
type wordSet struct{ spellings, folds map[string]bool }

// UnmarshalYAML reads a list of words.
func (s *wordSet) UnmarshalYAML(node *yaml.Node) error {
	var list []string
	if err := node.Decode(&list); err != nil {
		return err
	}
	*s = wordSet{spellings: make(map[string]bool), folds: make(map[string]bool)}
	for _, w := range list {
		s.spellings[vietnamese.Spelling(w)] = true
		s.folds[vietnamese.Fold(w)] = true
	}
	return nil
}

// labelsOf returns the labels of one word by itself.
func (v *vocabulary) labelsOf(t token) label {
	if found, _ := v.labelled.at([]token{t}); found != nil {
		return label(found.payload)
	}
	return 0
}

// counts reports whether tokens begin with a counted noun or the scale of one.
func (v *vocabulary) counts(tokens []token) bool {
	noun, _ := v.Units.at(tokens)
	scale, _ := v.Scales.at(tokens)
	return noun != nil || scale != nil
}
