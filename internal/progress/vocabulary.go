package progress

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

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

// vocabulary is the compiled file.
type vocabulary struct {
	abbreviations map[string]string
	labelled      phrases // payload: the labels
	units         phrases // payload: index in unitNames
	unitNames     []string
	scales        phrases // payload: index in scaleNames
	scaleNames    []string
	moneyScales   map[string]bool
	scaleBelow    map[string]string // the scale of a thousandth
	numerals      numerals
	fractions     phrases
	taskNouns     phrases
	money         string
	percentWords  phrases
	timeUnits     phrases
	loose         phrases
	places        phrases
	fails         phrases
	budgets       phrases
	per           phrases
	shareOut      phrases
	assigned      phrases
	tells         phrases
	more          phrases
	rules         phrases
	ruleDocuments phrases
	documents     phrases
	preliminaries phrases
	documentNames []string
	belonging     phrases
	particles     phrases
	addressees    phrases
	imperatives   phrases
	softeners     phrases
	yearEnds      phrases
	stops         phrases
	resources     phrases
	provisions    phrases
	missing       phrases
	demands       phrases
	knowing       phrases
	mentions      phrases
	corrections   phrases
	wholly        phrases
	noMore        phrases
	paperwork     phrases
	obligations   phrases
	subjects      phrases
	authorities   phrases
	recording     phrases
	inCase        phrases
	congratulates phrases
	waits         phrases
	bareStops     phrases
	byMeans       phrases
	urges         phrases
	wanting       phrases
	turnsNow      phrases
	function      map[string]bool // spellings
	functionFold  map[string]bool
	measured      map[string]bool
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
	var file struct {
		Abbreviations map[string]string   `yaml:"abbreviations"`
		Labels        map[string][]string `yaml:"labels"`
		AccentedOnly  []string            `yaml:"accented_only"`
		Documents     []string            `yaml:"documents"`
		Preliminaries []string            `yaml:"preliminaries"`
		Units         []string            `yaml:"units"`
		Scales        []string            `yaml:"scales"`
		MoneyScales   []string            `yaml:"money_scales"`
		ScaleBelow    map[string]string   `yaml:"scale_below"`
		Numerals      numeralFile         `yaml:"numerals"`
		Fractions     []string            `yaml:"fractions"`
		TaskNouns     []string            `yaml:"task_nouns"`
		Money         string              `yaml:"money"`
		PercentWords  []string            `yaml:"percent_words"`
		Measured      []string            `yaml:"measured"`
		TimeUnits     []string            `yaml:"time_units"`
		Loose         []string            `yaml:"loose_compounds"`
		Places        []string            `yaml:"places"`
		Fails         []string            `yaml:"fails"`
		Budgets       []string            `yaml:"budgets"`
		Per           []string            `yaml:"per"`
		ShareOut      []string            `yaml:"share_out"`
		Assigned      []string            `yaml:"assigned"`
		Tells         []string            `yaml:"tells_not_yet"`
		More          []string            `yaml:"more"`
		Rules         []string            `yaml:"rules"`
		RuleDocuments []string            `yaml:"rule_documents"`
		Belonging     []string            `yaml:"belonging"`
		Particles     []string            `yaml:"particles"`
		Addressees    []string            `yaml:"addressees"`
		Imperatives   []string            `yaml:"imperatives"`
		Softeners     []string            `yaml:"softeners"`
		YearEnds      []string            `yaml:"year_ends"`
		Stops         []string            `yaml:"plain_stops"`
		Resources     []string            `yaml:"resources"`
		Provisions    []string            `yaml:"provisions"`
		Missing       []string            `yaml:"missing"`
		Demands       []string            `yaml:"demands"`
		Knowing       []string            `yaml:"knowing"`
		Mentions      []string            `yaml:"mentions"`
		Corrections   []string            `yaml:"corrections"`
		Wholly        []string            `yaml:"wholly"`
		NoMore        []string            `yaml:"no_more"`
		Paperwork     []string            `yaml:"paperwork"`
		Obligations   []string            `yaml:"obligations"`
		Subjects      []string            `yaml:"subjects"`
		Authorities   []string            `yaml:"authorities"`
		Recording     []string            `yaml:"recording"`
		InCase        []string            `yaml:"in_case"`
		Congratulates []string            `yaml:"congratulates"`
		Waits         []string            `yaml:"waits"`
		BareStops     []string            `yaml:"bare_stops"`
		ByMeans       []string            `yaml:"by_means"`
		Urges         []string            `yaml:"urges"`
		Wanting       []string            `yaml:"wanting"`
		TurnsNow      []string            `yaml:"turns_now"`
		FunctionWords []string            `yaml:"function_words"`
	}
	decoder := yaml.NewDecoder(strings.NewReader(string(content)))
	decoder.KnownFields(true)
	if err := decoder.Decode(&file); err != nil {
		return nil, fmt.Errorf("progress: vocabulary.yaml: %w", err)
	}
	v := &vocabulary{
		abbreviations: file.Abbreviations,
		labelled:      newPhrases(), units: newPhrases(), scales: newPhrases(), percentWords: newPhrases(), fractions: newPhrases(), taskNouns: newPhrases(), timeUnits: newPhrases(), loose: newPhrases(), places: newPhrases(), fails: newPhrases(), budgets: newPhrases(), per: newPhrases(), shareOut: newPhrases(), assigned: newPhrases(), tells: newPhrases(), more: newPhrases(), rules: newPhrases(), ruleDocuments: newPhrases(),
		documents: newPhrases(), preliminaries: newPhrases(), belonging: newPhrases(), particles: newPhrases(),
		addressees: newPhrases(), imperatives: newPhrases(), softeners: newPhrases(), yearEnds: newPhrases(), stops: newPhrases(),
		resources: newPhrases(), provisions: newPhrases(), missing: newPhrases(), demands: newPhrases(), knowing: newPhrases(),
		mentions: newPhrases(), corrections: newPhrases(), wholly: newPhrases(), noMore: newPhrases(), obligations: newPhrases(), paperwork: newPhrases(), subjects: newPhrases(),
		authorities: newPhrases(), recording: newPhrases(), inCase: newPhrases(), congratulates: newPhrases(), waits: newPhrases(), bareStops: newPhrases(), byMeans: newPhrases(),
		urges: newPhrases(), wanting: newPhrases(), turnsNow: newPhrases(),
		function: make(map[string]bool), functionFold: make(map[string]bool),
		measured: set(file.Measured), moneyScales: set(file.MoneyScales), money: file.Money,
	}
	for _, name := range slices.Sorted(maps.Keys(file.Labels)) {
		list := file.Labels[name]
		bit, known := labelNames[name]
		if !known {
			return nil, fmt.Errorf("progress: vocabulary.yaml: unknown label %q", name)
		}
		for _, phrase := range list {
			v.labelled.add(phrase, int(bit))
		}
	}
	v.labelled.merge(set(file.AccentedOnly))
	for i, unit := range file.Units {
		v.units.add(unit, i)
	}
	v.unitNames = file.Units
	addAll(v.scales, file.Scales)
	v.scaleNames = file.Scales
	v.scaleBelow = file.ScaleBelow
	v.numerals = newNumerals(file.Numerals)
	addAll(v.percentWords, file.PercentWords)
	addAll(v.fractions, file.Fractions)
	addAll(v.taskNouns, file.TaskNouns)
	addAll(v.timeUnits, file.TimeUnits)
	addAll(v.loose, file.Loose)
	addAll(v.places, file.Places)
	addAll(v.fails, file.Fails)
	addAll(v.budgets, file.Budgets)
	addAll(v.per, file.Per)
	addAll(v.shareOut, file.ShareOut)
	addAll(v.assigned, file.Assigned)
	addAll(v.tells, file.Tells)
	addAll(v.more, file.More)
	addAll(v.rules, file.Rules)
	addAll(v.ruleDocuments, file.RuleDocuments)
	addAll(v.documents, file.Documents)
	addAll(v.preliminaries, file.Preliminaries)
	v.documentNames = file.Documents
	addAll(v.belonging, file.Belonging)
	addAll(v.particles, file.Particles)
	addAll(v.addressees, file.Addressees)
	addAll(v.imperatives, file.Imperatives)
	addAll(v.softeners, file.Softeners)
	addAll(v.yearEnds, file.YearEnds)
	addAll(v.stops, file.Stops)
	addAll(v.resources, file.Resources)
	addAll(v.provisions, file.Provisions)
	addAll(v.missing, file.Missing)
	addAll(v.demands, file.Demands)
	addAll(v.knowing, file.Knowing)
	addAll(v.mentions, file.Mentions)
	addAll(v.corrections, file.Corrections)
	addAll(v.wholly, file.Wholly)
	addAll(v.noMore, file.NoMore)
	addAll(v.paperwork, file.Paperwork)
	addAll(v.obligations, file.Obligations)
	addAll(v.subjects, file.Subjects)
	addAll(v.authorities, file.Authorities)
	addAll(v.recording, file.Recording)
	addAll(v.inCase, file.InCase)
	addAll(v.congratulates, file.Congratulates)
	addAll(v.waits, file.Waits)
	addAll(v.bareStops, file.BareStops)
	addAll(v.byMeans, file.ByMeans)
	addAll(v.urges, file.Urges)
	addAll(v.wanting, file.Wanting)
	addAll(v.turnsNow, file.TurnsNow)
	for _, w := range file.FunctionWords {
		v.function[vietnamese.Spelling(w)] = true
		v.functionFold[vietnamese.Fold(w)] = true
	}
	return v, nil
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
	noun, _ := v.units.at(tokens)
	scale, _ := v.scales.at(tokens)
	return noun != nil || scale != nil
}

func addAll(to phrases, list []string) {
	for i, phrase := range list {
		to.add(phrase, i)
	}
}

func set(list []string) map[string]bool {
	members := make(map[string]bool, len(list))
	for _, item := range list {
		members[item] = true
	}
	return members
}
