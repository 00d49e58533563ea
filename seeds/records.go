package seeds

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"chutri/internal/plan"

	"go.yaml.in/yaml/v3"
)

// The records as they stand in the files. README.md documents the fields.

type planRecord struct {
	folder string

	ID       string   `yaml:"id"`
	Key      string   `yaml:"key"`
	Name     string   `yaml:"name"`
	Short    string   `yaml:"short"`
	Province string   `yaml:"province"`
	Document string   `yaml:"document"`
	Issued   day      `yaml:"issued"`
	Table    string   `yaml:"table"`
	Start    int      `yaml:"start"`
	End      int      `yaml:"end"`
	Phases   []int    `yaml:"phases"`
	Rows     int      `yaml:"rows"`
	File     string   `yaml:"file"`
	Aliases  []string `yaml:"aliases"`
	Source   struct {
		Coded   string `yaml:"coded"`
		Uncoded string `yaml:"uncoded"`
		Duty    string `yaml:"duty"`
	} `yaml:"source"`
	Notes []string     `yaml:"notes"`
	Parts []partRecord `yaml:"-"`
}

type partRecord struct {
	ID    string `yaml:"id"`
	Title string `yaml:"title"`
	Line  int    `yaml:"line"`
	By    int    `yaml:"by"`
}

type taskRecord struct {
	file string // where it stands
	plan string // folder of its plan

	ID           string   `yaml:"id"`
	Code         string   `yaml:"code"`
	Part         string   `yaml:"part"`
	Title        string   `yaml:"title"`
	Role         string   `yaml:"role"`
	Lead         []string `yaml:"lead"`
	Coordinating []string `yaml:"coordinating"`
	Start        int      `yaml:"start"`
	End          int      `yaml:"end"`
	Period       string   `yaml:"period"`
	Output       string   `yaml:"output"`
	Also         []string `yaml:"also"`
	Line         int      `yaml:"line"`
	Cell         string   `yaml:"cell"`
	Terms        []string `yaml:"terms"`
	Asked        []string `yaml:"asked"`
	Notes        []string `yaml:"notes"`
}

type agencyRecord struct {
	Key        string            `yaml:"key"`
	Name       string            `yaml:"name"`
	Kind       string            `yaml:"kind"`
	Aliases    []string          `yaml:"aliases"`
	Scan       []string          `yaml:"scan"`
	MemberOf   []string          `yaml:"member_of"`
	Successors []successorRecord `yaml:"successors"`
}

type successorRecord struct {
	Name      string `yaml:"name"`
	Province  string `yaml:"province"`
	Field     string `yaml:"field"`
	Date      day    `yaml:"date"`
	Act       string `yaml:"act"`
	Confirmed bool   `yaml:"confirmed"`
	Mark      string `yaml:"mark"`
}

type targetRecord struct {
	file string // where it stands
	plan string // folder of its plan

	ID       string       `yaml:"id"`
	Name     string       `yaml:"name"`
	Unit     string       `yaml:"unit"`
	Baseline *yearRecord  `yaml:"baseline"`
	Values   []yearRecord `yaml:"values"`
	Tasks    []string     `yaml:"tasks"`
	Line     int          `yaml:"line"`
	Terms    []string     `yaml:"terms"`
	Notes    []string     `yaml:"notes"`
}

type yearRecord struct {
	Year  int      `yaml:"year"`
	Op    string   `yaml:"op"`
	Value *float64 `yaml:"value"` // nil where it was forgotten
}

type deadlineRecord struct {
	Plan      string   `yaml:"plan"`
	Month     int      `yaml:"month"`
	Day       int      `yaml:"day"`
	Every     string   `yaml:"every"`
	From      []string `yaml:"from"`
	To        []string `yaml:"to"`
	FirstYear int      `yaml:"first_year"`
	What      string   `yaml:"what"`
	Line      int      `yaml:"line"`
	Terms     []string `yaml:"terms"`
	Notes     []string `yaml:"notes"`
}

// day is a date without a time ("2019-03-18"); the zero day is one that the source does not give.
type day struct{ time.Time }

// UnmarshalYAML reads a date; the error says in which line it stands.
func (d *day) UnmarshalYAML(node *yaml.Node) error {
	at, err := time.Parse(time.DateOnly, node.Value)
	if err != nil {
		return fmt.Errorf("line %d: %w", node.Line, err)
	}
	d.Time = at
	return nil
}

// provinces gives the name of a province by the key that successor records use.
var provinces = map[string]string{"ben-tre": "Bến Tre", "cao-bang": "Cao Bằng"}

// build makes the data of records that the checker has accepted.
func (all records) build() *Data {
	var s snapshot
	s.Synonyms = all.synonyms
	folders := make(map[string]planRecord)
	for _, p := range all.plans {
		folders[p.folder] = p
		s.Plans = append(s.Plans, p.build())
	}
	for _, t := range all.tasks {
		s.Tasks = append(s.Tasks, t.build(folders[t.plan]))
	}
	for _, a := range all.agencies {
		s.Agencies = append(s.Agencies, a.build())
	}
	for _, t := range all.targets {
		s.Targets = append(s.Targets, t.build())
	}
	for _, d := range all.deadlines {
		s.Deadlines = append(s.Deadlines, plan.Deadline(d))
	}
	return s.data()
}

func (p planRecord) build() plan.Plan {
	built := plan.Plan{
		ID: p.ID, Key: p.Key, Name: p.Name, Short: p.Short, Province: p.Province, Document: p.Document,
		Issued: p.Issued.Time, Table: p.Table, Start: p.Start, End: p.End, Phases: p.Phases, Aliases: p.Aliases, Notes: p.Notes,
	}
	for _, part := range p.Parts {
		built.Parts = append(built.Parts, plan.Part(part))
	}
	return built
}

func (t taskRecord) build(p planRecord) plan.Task {
	role := plan.Role(t.Role)
	if role == "" {
		role = plan.RoleLead
	}
	return plan.Task{
		ID: t.ID, Plan: t.plan, Row: t.row(p), Code: t.Code, Part: t.Part, Title: t.Title, Role: role,
		Lead: t.Lead, Coordinating: t.Coordinating, Start: t.Start, End: t.End, Period: t.Period, Output: t.Output, Also: t.Also,
		Source: t.source(p), Line: t.Line, Cell: t.Cell, Terms: t.Terms, Asked: t.Asked, Notes: t.Notes,
	}
}

// row returns the number in a row's id; 0 for a duty.
func (t taskRecord) row(p planRecord) int {
	row, err := strconv.Atoi(strings.TrimPrefix(t.ID, p.Key+"-"))
	if err != nil {
		return 0
	}
	return row
}

func (t taskRecord) source(p planRecord) string {
	row := t.row(p)
	switch {
	case row == 0:
		return p.Source.Duty
	case t.Code == "":
		return strings.ReplaceAll(p.Source.Uncoded, "{row}", strconv.Itoa(row))
	}
	return strings.NewReplacer("{code}", t.Code, "{row}", strconv.Itoa(row)).Replace(p.Source.Coded)
}

func (a agencyRecord) build() plan.Agency {
	built := plan.Agency{Key: a.Key, Name: a.Name, Kind: plan.AgencyKind(a.Kind), Aliases: a.Aliases, Scan: a.Scan, MemberOf: a.MemberOf}
	for _, s := range a.Successors {
		built.Successors = append(built.Successors, plan.Successor{
			Name: s.Name, Province: provinces[s.Province], Field: s.Field, Date: s.Date.Time, Act: s.Act, Confirmed: s.Confirmed,
		})
	}
	return built
}

func (t targetRecord) build() plan.Target {
	built := plan.Target{ID: t.ID, Plan: t.plan, Name: t.Name, Unit: t.Unit, Tasks: t.Tasks, Line: t.Line, Terms: t.Terms, Notes: t.Notes}
	if t.Baseline != nil {
		built.Baseline = &plan.YearValue{Year: t.Baseline.Year, Value: *t.Baseline.Value}
	}
	for _, v := range t.Values {
		built.Values = append(built.Values, plan.TargetValue{Year: v.Year, Op: v.Op, Value: *v.Value})
	}
	return built
}
