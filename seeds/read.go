package seeds

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// records are the files' contents before they are checked.
type records struct {
	plans     []planRecord
	tasks     []taskRecord // rows and duties, plan by plan
	agencies  []agencyRecord
	targets   []targetRecord
	deadlines []deadlineRecord
	synonyms  Synonyms
}

// readRecords reads all files. The errors say which file and, where it can be told, which record cannot be read.
func readRecords(files fs.FS) (records, []error) {
	r := reader{files: files}
	var all records
	r.read("agencies.yaml", &all.agencies)
	r.read("synonyms.yaml", &all.synonyms)
	r.read("deadlines.yaml", &all.deadlines)
	for _, folder := range Planned {
		all.plans = append(all.plans, r.plan(folder))
		all.tasks = append(all.tasks, r.tasks(folder)...)
		all.targets = append(all.targets, r.targets(folder)...)
	}
	r.strays()
	return all, r.problems
}

// reader reads files and gathers what is wrong with them.
type reader struct {
	files    fs.FS
	problems []error
}

func (r *reader) fail(file, record, reason string) {
	r.problems = append(r.problems, problem(file, record, reason))
}

// read decodes a YAML file. An unknown field is an error.
func (r *reader) read(file string, into any) {
	text, err := fs.ReadFile(r.files, file)
	if err != nil {
		r.fail(file, "", err.Error())
		return
	}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	err = decoder.Decode(into)
	var wrongTypes *yaml.TypeError
	switch {
	case err == nil:
	case errors.Is(err, io.EOF):
		r.fail(file, "", "the file is empty: a list without records is []")
	case errors.As(err, &wrongTypes):
		for _, reason := range wrongTypes.Errors {
			r.fail(file, recordAt(text, reason), reason)
		}
	default:
		r.fail(file, recordAt(text, err.Error()), err.Error())
	}
}

var (
	linePattern   = regexp.MustCompile(`line (\d+)`)
	recordPattern = regexp.MustCompile(`^(?:- \{?)?(?:id|key): "?([^",\s]+)`)
)

// recordAt returns the id or key of the record that holds the line which an error of the YAML library names.
func recordAt(text []byte, reason string) string {
	match := linePattern.FindStringSubmatch(reason)
	if match == nil {
		return ""
	}
	number, err := strconv.Atoi(match[1])
	if err != nil {
		return ""
	}
	lines := strings.Split(string(text), "\n")
	for i := min(number, len(lines)) - 1; i >= 0; i-- {
		if match := recordPattern.FindStringSubmatch(lines[i]); match != nil {
			return match[1]
		}
	}
	return ""
}

// exists reports whether a file is there that a plan need not have: one without a table has neither rows nor parts.
func (r *reader) exists(file string) bool {
	_, err := fs.Stat(r.files, file)
	return !errors.Is(err, fs.ErrNotExist)
}

func (r *reader) plan(folder string) planRecord {
	p := planRecord{folder: folder}
	r.read(path.Join(folder, "plan.yaml"), &p)
	if parts := path.Join(folder, "parts.yaml"); r.exists(parts) {
		r.read(parts, &p.Parts)
	}
	return p
}

// tasks reads the rows and the duties of a plan. The rows of a long plan stand in several files (tasks-1.yaml …).
func (r *reader) tasks(folder string) []taskRecord {
	names, err := fs.Glob(r.files, path.Join(folder, "tasks*.yaml"))
	if err != nil {
		r.fail(folder, "", err.Error())
	}
	var all []taskRecord
	for _, file := range append(names, path.Join(folder, "duties.yaml")) {
		var tasks []taskRecord
		r.read(file, &tasks)
		for i := range tasks {
			tasks[i].file, tasks[i].plan = file, folder
		}
		all = append(all, tasks...)
	}
	return all
}

func (r *reader) targets(folder string) []targetRecord {
	file := path.Join(folder, "targets.yaml")
	var targets []targetRecord
	r.read(file, &targets)
	for i := range targets {
		targets[i].file, targets[i].plan = file, folder
	}
	return targets
}

// shared and perPlan match the names of the files that are read.
var (
	shared  = regexp.MustCompile(`^(agencies|synonyms|deadlines)\.yaml$`)
	perPlan = regexp.MustCompile(`^(plan|parts|tasks(-\d+)?|duties|targets)\.yaml$`)
)

// strays refuses files that nobody reads: a plan that is not in Planned, a name that is spelt wrong.
func (r *reader) strays() {
	err := fs.WalkDir(r.files, ".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(file) != ".yaml" {
			return err
		}
		folder, name := path.Split(file)
		switch folder = path.Clean(folder); {
		case folder == "." && shared.MatchString(name):
		case folder != "." && !slices.Contains(Planned, folder):
			r.fail(file, "", fmt.Sprintf("%s is not in the list of plans (Planned in seeds.go)", folder))
		case folder == "." || !perPlan.MatchString(name):
			r.fail(file, "", "no file of this name is read")
		}
		return nil
	})
	if err != nil {
		r.fail(".", "", err.Error())
	}
}

// problem is an error that says where it lies.
func problem(file, record, reason string) error {
	if record == "" {
		return fmt.Errorf("seeds/%s: %s", file, reason)
	}
	return fmt.Errorf("seeds/%s: %s: %s", file, record, reason)
}
