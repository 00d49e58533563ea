package seeds

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"chutri/internal/plan"

	"go.yaml.in/yaml/v3"
)

// SuccessorsFile is the name of the file in the data folder by which an office replaces the successors of agencies.
const SuccessorsFile = "successors.yaml"

// officeSuccessors is a record of SuccessorsFile.
type officeSuccessors struct {
	Agency     string            `yaml:"agency"` // key
	Successors []successorRecord `yaml:"successors"`
}

// WithSuccessors returns the register in which the successors of the agencies that the text names are those of the text (YAML
// as README.md documents it). The error joins everything that is wrong, each with its agency; nothing is replaced then.
func WithSuccessors(register *plan.Register, from io.Reader) (*plan.Register, error) {
	var records []officeSuccessors
	decoder := yaml.NewDecoder(from)
	decoder.KnownFields(true)
	if err := decoder.Decode(&records); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: %w", SuccessorsFile, err)
	}
	var c checker
	replaced := slices.Clone(register.Agencies)
	for _, record := range records {
		at := slices.IndexFunc(replaced, func(a plan.Agency) bool { return a.Key == record.Agency })
		if at < 0 {
			c.problems = append(c.problems, fmt.Errorf("%s: %s: unknown agency", SuccessorsFile, record.Agency))
			continue
		}
		for i := range record.Successors {
			if record.Successors[i].Mark == "" {
				record.Successors[i].Mark = marks[0]
			}
		}
		a := agencyRecord{Key: record.Agency, Successors: record.Successors}
		c.successors(a)
		replaced[at].Successors = a.build().Successors
	}
	if len(c.problems) > 0 {
		return nil, errors.Join(c.problems...)
	}
	return plan.NewRegister(register.Plans, register.Tasks, replaced, register.Targets, register.Deadlines), nil
}
