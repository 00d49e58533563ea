// Package seeds holds the plans and the agencies as data, with what is needed to read and check them.
// The README.md beside it documents every field and how a plan is added or corrected by hand.
package seeds

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"

	"chutri/internal/plan"

	"go.yaml.in/yaml/v3"
)

// Files are the data that the program carries.
//
//go:embed *.yaml */*.yaml
var Files embed.FS

// Planned lists the plans' folders in the order of the contract.
var Planned = []string{"nan-doi-ben-tre", "nan-doi-cao-bang", "ket-luan-359", "phat-trien-ben-vung", "giam-ngheo"}

// Data is everything that the files say.
type Data struct {
	Register *plan.Register
	Synonyms Synonyms
}

// Synonyms are words that mean the same to the people who ask.
type Synonyms struct {
	Abbreviations []Abbreviation `yaml:"abbreviations"`
	Groups        [][]string     `yaml:"groups"` // each member stands for the others
}

// Abbreviation is a short form and what it stands for.
type Abbreviation struct {
	Short string `yaml:"short"`
	Long  string `yaml:"long"`
}

// Load reads and validates the data of a file system laid out like Files. The error joins everything that is wrong, each
// with its file and record.
func Load(files fs.FS) (*Data, error) {
	r := reader{files: files}
	var records struct {
		agencies  []agencyRecord
		plans     []planRecord
		tasks     []taskRecord
		targets   []targetRecord
		deadlines []deadlineRecord
	}
	var data Data
	r.read("agencies.yaml", &records.agencies)
	r.read("synonyms.yaml", &data.Synonyms)
	r.read("deadlines.yaml", &records.deadlines)
	for _, folder := range Planned {
		var p planRecord
		r.read(path.Join(folder, "plan.yaml"), &p)
		if p.ID != folder {
			r.fail(path.Join(folder, "plan.yaml"), p.ID, "the id is not the folder's name")
		}
		r.read(path.Join(folder, "parts.yaml"), &p.Parts)
		records.plans = append(records.plans, p)
		records.tasks = append(records.tasks, r.tasks(folder, p.ID)...)
		var targets []targetRecord
		file := path.Join(folder, "targets.yaml")
		r.read(file, &targets)
		for i := range targets {
			targets[i].file, targets[i].plan = file, p.ID
		}
		records.targets = append(records.targets, targets...)
	}
	if len(r.problems) > 0 {
		return nil, errors.Join(r.problems...)
	}
	c := newChecker(records.plans, records.agencies)
	c.agencies(records.agencies)
	c.synonyms(data.Synonyms)
	c.plans(records.plans)
	c.tasks(records.plans, records.tasks)
	c.targets(records.targets, records.tasks)
	c.deadlines(records.deadlines)
	if len(c.problems) > 0 {
		return nil, errors.Join(c.problems...)
	}
	data.Register = build(records.plans, records.tasks, records.agencies, records.targets, records.deadlines)
	return &data, nil
}

// reader reads files and gathers what is wrong with them.
type reader struct {
	files    fs.FS
	problems []error
}

func (r *reader) fail(file, record, reason string) {
	r.problems = append(r.problems, problem(file, record, reason))
}

// read decodes a YAML file. An unknown field is an error; a file that a plan need not have may be missing.
func (r *reader) read(file string, into any) {
	f, err := r.files.Open(file)
	if errors.Is(err, fs.ErrNotExist) && optional[path.Base(file)] {
		return
	}
	if err != nil {
		r.fail(file, "", err.Error())
		return
	}
	defer f.Close()
	decoder := yaml.NewDecoder(f)
	decoder.KnownFields(true)
	if err := decoder.Decode(into); err != nil {
		r.fail(file, "", err.Error())
	}
}

var optional = map[string]bool{"targets.yaml": true, "parts.yaml": true, "duties.yaml": true, "tasks.yaml": true}

// tasks reads the rows and the duties of a plan. The rows of a long plan stand in several files (tasks-1.yaml …).
func (r *reader) tasks(folder, planID string) []taskRecord {
	names, err := fs.Glob(r.files, path.Join(folder, "tasks*.yaml"))
	if err != nil {
		r.fail(folder, "", err.Error())
	}
	names = append(names, path.Join(folder, "duties.yaml"))
	var all []taskRecord
	for _, file := range names {
		var tasks []taskRecord
		r.read(file, &tasks)
		for i := range tasks {
			tasks[i].file, tasks[i].plan = file, planID
		}
		all = append(all, tasks...)
	}
	return all
}

func problem(file, record, reason string) error {
	if record == "" {
		return fmt.Errorf("seeds/%s: %s", file, reason)
	}
	return fmt.Errorf("seeds/%s: %s: %s", file, record, reason)
}
